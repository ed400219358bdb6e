"""What people wrote in their own words: categories counted, and what a person has marked as fit to print."""

from itertools import count, groupby

from spur.analysis.figure import Figure
from spur.analysis.texts import fewest
from spur.report.document import Bar, Block, Bullets, Cell, Chart, Column, Panel, Paragraph, Row, Section, Table
from spur.report.material import Material, exact
from spur.report.prose.suggestions import most_common

QUOTED = 8  # quotations of a category


def text_chapter(m: Material) -> list[Section]:
    """2020 report: the suggestions for improvement. Nothing where nobody wrote, or there are no categories."""
    roles = list(dict.fromkeys(f.role for f in m.figures if f.subject == "texts"))
    if not roles or not m.rubric.categories:
        return []
    blocks = [block for role in roles for block in _role(m, role)]
    chapter = Section(m("texts.title"), tuple(blocks), tab=m("texts.tab"))
    return [chapter, _quotations(m)] if m.quotations else [chapter]


def _role(m: Material, role: str) -> list[Block]:
    n, coded = (m.of_region("texts", statistic, role=role) for statistic in ("n", "coded"))
    who = m.role_title(role)
    if n.withheld:
        return [Paragraph(m("texts.all-withheld", role=who))]
    if not exact(coded):
        return [Paragraph(m("texts.not-coded", role=who, n=n))]
    counts = {each.id: m.of_region(f"category:{each.id}", "n", role=role) for each in m.rubric.categories}
    ranked = sorted(counts, key=lambda category: exact(counts[category]), reverse=True)
    blocks: list[Block] = [Paragraph(m("texts.lead", role=who, n=n))]
    blocks += [Paragraph(sentence) for sentence in most_common(m, role)]
    if n.value != coded.value:
        blocks.append(Paragraph(m("texts.coded", n=n, coded=coded)))
    return [*blocks, _chart(m, ranked, counts, who), _table(m, ranked, role)]


def _chart(m: Material, ranked: list[str], counts: dict[str, Figure], who: str) -> Chart:
    bars = tuple(Bar(m.category_title(category), counts[category]) for category in ranked)
    numbers = "; ".join(m("alt.bar", label=bar.label, value=bar.figure) for bar in bars)
    return Chart(
        caption=m("texts.chart", role=who),
        alt=m("alt.chart", what=m("texts.chart-short", role=who), numbers=numbers),
        axis_label=m("texts.axis"),
        axis_max=_axis(int(max(exact(bar.figure) for bar in bars))),
        panels=(Panel("", bars),),
    )


def _axis(most: int) -> int:
    """The end of an axis of counts, with room for ``most`` in four even steps: 4, 8, 12, 20, 40 …"""
    steps = (step * int(10**zeros) for zeros in count() for step in (1, 2, 3, 5))
    return next(4 * step for step in steps if 4 * step >= most)


def _table(m: Material, ranked: list[str], role: str) -> Table:
    whole = m("whole-region")
    columns = [
        Column(m("texts.column-category"), 3.6),
        Column(m("texts.column-n"), 0.9, True, whole),
        Column(m("column.positive-short"), 0.9, True, whole),
        *(Column(m.group_title(group, short=True), 1.2, True) for group in m.group_ids),
    ]

    def row(title: str, subject: str, statistic: str, share: Cell = "") -> tuple[Cell, ...]:
        own = m.of_region(subject, statistic, role=role)
        return title, own, share, *(m.of_group(group, subject, statistic, role=role) for group in m.group_ids)

    rows = [
        Row(row(m.category_title(each), f"category:{each}", "n", m.of_region(f"category:{each}", "share", role=role)))
        for each in ranked
    ]
    rows.append(Row(row(m("texts.uncategorised"), "texts", "uncategorised")))
    rows.append(Row(row(m("texts.all"), "texts", "n"), "total"))
    rows.append(Row(row(m("texts.of-which-coded"), "texts", "coded"), "total"))
    notes = [m("texts.note")]
    if any(isinstance(cell, Figure) and cell.withheld for each in rows for cell in each.cells):
        notes.append(m("texts.withheld", k=fewest(m.protection)))
    return Table(m("texts.table", role=m.role_title(role)), tuple(columns), tuple(rows), tuple(notes))


def _quotations(m: Material) -> Section:
    """What was marked as fit to print, by category; of very many of one category the first ones."""
    blocks: list[Block] = [Paragraph(m("texts.quotations-lead"), "note")]
    for category, own in groupby(m.quotations, key=lambda quotation: quotation.category):
        texts = [m("quoted", text=m.written(quotation.text)) for quotation in own]
        more = [m("texts.more", n=len(texts) - QUOTED)] if len(texts) > QUOTED else []
        title = m.category_title(category) if category else m("texts.uncategorised")
        blocks += [Paragraph(f"{title}:"), Bullets(tuple(texts[:QUOTED] + more))]
    return Section(m("texts.quotations"), tuple(blocks), level=2)
