"""Whether the grades differ between the groups more than chance alone would make them."""

from collections.abc import Callable, Iterator

from spur.analysis.comparison import MOST_PAIRED, REST
from spur.analysis.figure import Figure
from spur.analysis.group_differences import GROUPS, Chance
from spur.report.document import Block, Bullets, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.region.grades import count_columns, counts
from spur.report.shown import shown

MARKS = {Chance.BEYOND: "◆", Chance.HIGHER: "▲", Chance.LOWER: "▼"}  # a symbol and a word, never a colour alone


def between_chapter(m: Material) -> list[Section]:
    """All groups together area by area, and then each group against the rest. Left out where no two groups have grades
    in any area."""
    areas = [area.id for area in m.rubric.areas if _of_region(m, area.id, "chance") is not None]
    if not areas:
        return []
    beyond = [area for area in areas if _chance(_of_region(m, area, "chance")) is Chance.BEYOND]
    blocks: list[Block] = [Paragraph(m("between.lead")), *(Paragraph(text) for text in _sentences(m, areas))]
    if bullets := tuple(_about_groups(m, area) for area in beyond):
        blocks.append(Bullets(bullets))
    blocks.append(_area_table(m, areas))
    return [
        Section(m("between.title"), tuple(blocks), tab=m("between.tab")),
        *_each_group(m, areas if len(m.group_ids) <= MOST_PAIRED else beyond),
    ]


def _each_group(m: Material, areas: list[str]) -> Iterator[Section]:
    """Each group against the rest, area by area; where the groups are many only in the areas in which they differ."""
    if areas:
        told = "" if len(m.group_ids) <= MOST_PAIRED else " " + m("between.groups-many")
        blocks = (Paragraph(m("between.groups-lead") + told), Paragraph(m("between.groups-note"), "note"))
        yield Section(m("between.groups-title"), (*blocks, *(_group_table(m, area) for area in areas)), level=2)


def _sentences(m: Material, areas: list[str]) -> Iterator[str]:
    """Which areas differ between the groups, in which that may be chance, and in which nothing could have been seen."""
    by_chance: dict[Chance | None, list[str]] = {}
    for area in areas:
        by_chance.setdefault(_chance(_of_region(m, area, "chance")), []).append(m.lettered(area))
    for chance in (Chance.BEYOND, Chance.MAY_BE, Chance.OUT_OF_REACH):
        listed = by_chance.get(chance, [])
        if listed or chance is Chance.BEYOND:
            key = f"between.{chance.value}" if listed else "between.none-beyond"
            yield m(key, areas=m.wording.listed(listed))


def differing_areas(m: Material) -> Iterator[str]:
    """Which areas differ more than chance between the groups, in a sentence for the first page."""
    told = {area.id: _chance(_of_region(m, area.id, "chance")) for area in m.rubric.areas}
    if any(told.values()):
        beyond = [m.area_title(area) for area, chance in told.items() if chance is Chance.BEYOND]
        yield m("summary.between" if beyond else "summary.between-none", areas=m.quoted(beyond))


def _about_groups(m: Material, area: str) -> str:
    """Who stands higher and who lower than the rest in an area, and which two groups differ; or that no single group
    can be told from the rest."""
    parts = []
    for chance in (Chance.HIGHER, Chance.LOWER):
        own = [g for g in m.group_ids if _chance(_of_group(m, g, area, "chance", REST)) is chance]
        if own:
            parts.append(m(f"between.groups-{chance.value}", groups=m.wording.listed([m.group_title(g) for g in own])))
    parts = parts or [m("between.groups-none")]
    return m("between.area", area=m.lettered(area), text=" ".join((*parts, *_pairs(m, area))))


def _pairs(m: Material, area: str) -> Iterator[str]:
    """Which groups are lower than which, two by two."""
    lower: dict[str, list[str]] = {}
    for own in m.group_ids:
        for other in m.group_ids:
            chance = _chance(_of_group(m, own, area, "chance", f"group:{other}"))
            if chance in (Chance.HIGHER, Chance.LOWER):
                low, high = (own, other) if chance is Chance.LOWER else (other, own)
                lower.setdefault(low, []).append(high)
    told = [
        m(
            "between.pair",
            low=m.group_title(low),
            high=m.wording.listed([m.group_title(g) for g in m.group_ids if g in lower[low]]),
        )
        for low in m.group_ids
        if low in lower
    ]
    if told:
        yield m("between.pairs", pairs="; ".join(told))


def _told(statistics: tuple[str, ...], figure: Callable[[str], Figure | None]) -> list[str]:
    """Those that are told: not by how much groups differ in what everybody may read."""
    return [statistic for statistic in statistics if figure(statistic) is not None]


def _area_table(m: Material, areas: list[str]) -> Table:
    told = _told(("kruskal_h", "p", "q"), lambda statistic: _of_region(m, areas[0], statistic))
    rows = tuple(
        Row(
            (
                m.lettered(area),
                m.of_region(f"area:{area}", "n"),
                *counts(m, m.region.whole, area),
                *(_of_region(m, area, statistic) or "–" for statistic in told),
                _marked(m, _of_region(m, area, "chance")),
            )
        )
        for area in areas
    )
    return Table(
        m("between.table"),
        (
            Column(m("column.area"), 3.6),
            Column(m("column.n-units"), 0.9, numeric=True),
            *count_columns(m, m("column.counts"), m.region.whole),
            *(Column(m(f"column.{each.replace('_', '-')}"), 0.9, numeric=True) for each in told),
            Column(m("column.difference-between-groups"), 2.2),
        ),
        rows,
        (m("between.table-note"),),
    )


def _group_table(m: Material, area: str) -> Table:
    def of_any(statistic: str) -> Figure | None:
        own = (_of_group(m, group, area, statistic, REST) for group in m.group_ids)
        return next((figure for figure in own if figure is not None), None)

    columns = {
        "delta_size": Column(m("column.against-the-rest"), 2.2),
        "cliffs_delta": Column(m("column.delta"), 0.8, numeric=True),
        "p": Column(m("column.p"), 0.8, numeric=True),
        "q": Column(m("column.q"), 0.9, numeric=True),
    }
    told = _told(tuple(columns), of_any)

    def row(group_id: str) -> Row:
        def of(statistic: str) -> Figure | None:
            return _of_group(m, group_id, area, statistic, REST)

        group = next(group for group in m.region.groups if group.id == group_id)
        cells: tuple[Cell, ...] = (
            m.group_title(group_id),
            m.of_group(group_id, f"area:{area}", "n"),
            *counts(m, group, area),
            *(of(statistic) or "–" for statistic in told),
            _marked(m, of("chance")),
        )
        return Row(cells)

    return Table(
        m("between.groups-table", area=m.lettered(area)),
        (
            Column(m("column.group"), 3.2),
            Column(m("column.n-units"), 0.8, numeric=True),
            *count_columns(m, m("column.counts-short"), m.region.groups[0]),
            *(columns[each] for each in told),
            Column(m("column.chance"), 1.8),
        ),
        tuple(row(group) for group in m.group_ids),
    )


def _marked(m: Material, figure: Figure | None) -> str:
    chance = _chance(figure)
    if figure is None or chance is None:
        return "–"
    return f"{MARKS[chance]} {shown(figure, m.wording)}" if chance in MARKS else shown(figure, m.wording)


def _chance(figure: Figure | None) -> Chance | None:
    return Chance(figure.value) if figure is not None and isinstance(figure.value, str) else None


def _of_region(m: Material, area: str, statistic: str) -> Figure | None:
    return m.figures.get("region", m.region.whole.id, f"area:{area}", statistic, versus=GROUPS)


def _of_group(m: Material, group: str, area: str, statistic: str, versus: str) -> Figure | None:
    return m.figures.get("group", group, f"area:{area}", statistic, versus=versus)
