"""The units that were graded in both rounds: how many have come to the line and how many have left it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from spur.analysis.figure import Figure
from spur.analysis.paired_units import AT_LINE, CHANGE, GRADES, IN_BOTH
from spur.analysis.rounds import Earlier
from spur.report.document import Block, Column, Paragraph, Row, Table
from spur.report.material import Material, exact
from spur.statistics.certainty import ALPHA


def has_paired_units(m: Material) -> bool:
    return any(figure.statistic == IN_BOTH for figure in m.figures)


def paired_blocks(m: Material, earlier: Earlier) -> Iterator[Block]:
    """A sentence of the areas where rising and falling are not chance alone, and how many did either in each."""
    units = _of(m, earlier, "units", IN_BOTH)
    if units is None:
        return
    graded = any(_of(m, earlier, f"area:{like.here}", GRADES[0]) for like in earlier.areas)
    both = m("rounds.units" if units.value != 1 else "rounds.units-one", n=units)
    sentences = [both, *_told(m, earlier, AT_LINE, "line"), *(_told(m, earlier, GRADES, "grades") if graded else ())]
    yield Paragraph(" ".join(sentences))
    yield _table(m, earlier, graded=graded)


def _told(m: Material, earlier: Earlier, statistics: Sequence[str], about: str) -> Iterator[str]:
    by_way: dict[str, list[str]] = {"up": [], "down": []}
    for like in earlier.areas:
        q = _of(m, earlier, f"area:{like.here}", statistics[-1])
        if q is not None and q.value is not None and exact(q) <= ALPHA:
            by_way["up" if _has_risen(m, earlier, like.here, about) else "down"].append(m.area_title(like.here))
    for way, areas in by_way.items():
        if areas:
            yield m(f"rounds.units-{about}-{way}", areas=m.quoted(areas))
    if not any(by_way.values()):
        yield m(f"rounds.units-{about}-neither")


def _has_risen(m: Material, earlier: Earlier, area_id: str, about: str) -> bool:
    """Grades by their mean: fewer may have fallen, but farther."""
    if about == "grades":
        change = _of(m, earlier, f"area:{area_id}", CHANGE)
        return change is not None and isinstance(change.value, Fraction) and change.value > 0
    rose, fell = (_of(m, earlier, f"area:{area_id}", statistic) for statistic in AT_LINE[:2])
    return rose is not None and fell is not None and exact(rose) > exact(fell)


def _table(m: Material, earlier: Earlier, *, graded: bool) -> Table:
    rose, fell, _, q = AT_LINE
    kinds: list[tuple[str, tuple[str, ...]]] = [("line", (rose, fell, q))]
    if graded:
        rose, fell, _, q = GRADES
        kinds.append(("grades", (rose, fell, CHANGE, q)))

    def row(area_id: str) -> Row:
        told = [each for _, columns in kinds for each in columns]
        cells = (_of(m, earlier, f"area:{area_id}", statistic) for statistic in (IN_BOTH, *told))
        return Row((m.lettered(area_id), *("–" if cell is None else cell for cell in cells)))

    columns = [Column(m("column.area"), 3.4), Column(m("rounds.units-in-both"), 1.1, True)]
    for kind, _ in kinds:
        over = m(f"rounds.units-{kind}")
        columns += [Column(m(f"rounds.units-{kind}-{way}"), 1, True, over) for way in ("rose", "fell")]
        columns += [Column(m("rounds.units-mean"), 0.8, True, over)] if kind == "grades" else []
        columns.append(Column(m("rounds.units-q"), 0.9, True, over))
    notes = [m("rounds.units-note"), *([m("rounds.units-note-mean")] if graded else [])]
    rows = tuple(row(like.here) for like in earlier.areas)
    return Table(m("rounds.units-table"), tuple(columns), rows, tuple(notes))


def _of(m: Material, earlier: Earlier, subject: str, statistic: str) -> Figure | None:
    return m.figures.get("region", m.region.whole.id, subject, statistic, versus=earlier.versus)
