"""What was answered at the unit, beside its group, its region and the country; the group's answers where the unit's are
not shown."""

from collections.abc import Iterator
from functools import partial

from spur.analysis.answers import INTERVAL, scored_questions
from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.analysis.sides import SHARE
from spur.report.certainty import ROUNDED, legend, symbol
from spur.report.charts import difference_chart
from spur.report.document import Block, Bullets, Cell, Column, Paragraph, Row, Section, Table
from spur.report.part import Beside, PartMaterial
from spur.report.prose.compared import Comparison, compared, counted, of_one_class
from spur.report.region.differences import base, mark_notes
from spur.rubric.parts import Question
from spur.statistics.comparison import Verdict


def answer_chapters(m: PartMaterial) -> list[Section]:
    """Every question of the role that is told of; then those of other roles whose answers may be shown of the unit."""
    if not m.has_answers():
        return []
    own, role = told_part(m, m.role), m.role_title(m.role)
    blocks: list[Block] = [Paragraph(_lead(m, own))]
    if sentences := (*verdict_counts(m, own), *_certain_differences(m, own)):
        blocks.append(Bullets(sentences))
    for other in m.beside(own)[:1]:
        told = [
            (m.question_text(q), partial(m.of, own, f"item:{q.id}", role=m.role, versus=other.versus))
            for q in _questions(m, m.role)
        ]
        blocks += difference_chart(m, m("plot.beside", other=other.name), told)
    blocks.append(_answer_table(m, own))
    main = Section(m("unit.answers-title", role=role), tuple(blocks), tab=m("unit.answers-tab"))
    return [main, *_other_roles(m)]


def told_part(m: PartMaterial, role: str) -> Part:
    """The unit; its group where no answer of this role may be shown of the unit."""
    return m.part if _any_shown(m, m.part, role) else m.group


def in_their_place(m: PartMaterial) -> str:
    """Why the unit's answers are not shown, and whether those of its group are."""
    nobody = m.of_own("responses", "n", role=m.role).value == 0
    why = m("unit.nobody-answered" if nobody else "unit.not-shown", role=m.role_title(m.role))
    shown = _any_shown(m, m.group, m.role)
    return f"{why} {m('unit.in-their-place' if shown else 'unit.nor-in-their-place', group=m.group_name)}"


def verdict_counts(m: PartMaterial, own: Part) -> list[str]:
    """How many questions are more positive, less positive and neither, and how certain that is, for each that the
    answers are compared with."""
    return [sentence for other in m.beside(own) if (sentence := counted(m, _comparison(m, own, other)))]


def _certain_differences(m: PartMaterial, own: Part) -> Iterator[str]:
    """The questions that certainly differ from each whole; those that may by chance are in the table."""
    for other in m.beside(own):
        comparison = _comparison(m, own, other)
        found = (
            compared(m, comparison, q, m.figures.get(other.scope, other.scope_id, f"item:{q.id}", SHARE, role=m.role))
            for q in _questions(m, m.role)
        )
        told = [each for each in found if each is not None]
        for verdict in (Verdict.MORE, Verdict.LESS):
            yield from of_one_class(m, comparison, told, "compared.named", verdict)


def _comparison(m: PartMaterial, own: Part, other: Beside) -> Comparison:
    return Comparison(own, m.role, other.versus, other.name)


def share_columns(m: PartMaterial, title: str) -> tuple[Column, Column]:
    return Column(m("column.positive-short"), 0.9, True, title), Column(m("column.n"), 0.7, True, title)


def share_cells(m: PartMaterial, share: Figure | None, n: Figure | None) -> tuple[Cell, Cell]:
    return "–" if share is None else share, base(m, n, share)


def own_columns(m: PartMaterial, title: str) -> list[Column]:
    """The share, the ends of its interval, and n."""
    return [Column(m(f"column.{each}"), 0.7, True, title) for each in ("positive-short", "from", "to", "n")]


def own_cells(m: PartMaterial, own: Part, item: str, role: str) -> Iterator[Cell]:
    """These, each withheld or not as the share is, which says so for all."""
    share, *others = (m.of(own, item, statistic, role=role) for statistic in (SHARE, *INTERVAL, "n"))
    yield "–" if share is None else share
    yield from ("–" if other is None or other.withheld else other for other in others)


def verdict_cells(m: PartMaterial, own: Part, item: str, versus: str) -> tuple[Cell, Cell]:
    """The difference, and the mark of the point rule's verdict. What is withheld has been said by the shares."""
    diff, verdict, kind, rounded = (
        m.of(own, item, statistic, role=m.role, versus=versus)
        for statistic in ("diff", "five_point_verdict", "class", "rounded_verdict")
    )
    mark = symbol(verdict, kind)
    return (diff, f"{mark}{ROUNDED if rounded else ''}") if diff is not None and mark else ("–", "")


def _questions(m: PartMaterial, role: str) -> list[Question]:
    """Those that were put to a role, in the rubric's order: an order by answers could tell of what is withheld."""
    return [question for question in scored_questions(m.rubric) if role in question.roles]


def _any_shown(m: PartMaterial, part: Part, role: str) -> bool:
    return any(_is_shown(m, part, question, role) for question in _questions(m, role))


def _is_shown(m: PartMaterial, part: Part, question: Question, role: str) -> bool:
    share = m.of(part, f"item:{question.id}", SHARE, role=role)
    return share is not None and share.value is not None


def _lead(m: PartMaterial, own: Part) -> str:
    sentences = [m("unit.answers-lead", role=m.role_title(m.role)) if own == m.part else in_their_place(m)]
    if m.beside(own):
        sentences.append(m("unit.rule", points=m.rubric.comparison.five_point_rule))
    if own == m.part and m.group in m.wholes and not all(_is_shown(m, own, q, m.role) for q in _questions(m, m.role)):
        sentences.append(m("unit.see-group"))
    return " ".join(sentences)


def _answer_table(m: PartMaterial, own: Part) -> Table:
    """The share and n of the unit, or of the group in its place, beside those of each whole and the difference."""
    title = m.own_or(own, short=True)
    columns = [Column(m("column.question"), 4.4), *own_columns(m, title)]
    for other in m.beside(own):
        columns += [*share_columns(m, other.title), Column(m("unit.diff"), 0.9, True, other.title)]
        columns += [Column("", 0.35, over=other.title)]

    def cells(item: str) -> Iterator[Cell]:
        yield from own_cells(m, own, item, m.role)
        for other in m.beside(own):
            at = partial(m.figures.get, other.scope, other.scope_id, item, role=m.role)
            yield from share_cells(m, at(SHARE), at("n"))
            yield from verdict_cells(m, own, item, other.versus)

    rows = tuple(Row((m.question_text(q), *cells(f"item:{q.id}"))) for q in _questions(m, m.role))
    notes = [m("unit.shares-note"), m("answers.interval-note")]
    if m.beside(own):
        notes += [*legend(m, rows), m("differences.note"), _about_wholes(m, own)]
    key = "unit.answers-table" if m.beside(own) else "unit.answers-table-alone"
    caption = m(key, who=m.own_or(own), role=m.role_title(m.role))
    return Table(caption, tuple(columns), rows, (*notes, *mark_notes(m, rows)))


def _role_table(m: PartMaterial, role: str) -> Table:
    """Another role's answers to the questions of which they may be shown of the unit."""
    columns = [Column(m("column.question"), 4.6), *own_columns(m, m.own_or(m.part))]
    for part in m.wholes:
        columns += share_columns(m, m.whole_title(part))

    def cells(item: str) -> Iterator[Cell]:
        yield from own_cells(m, m.part, item, role)
        for part in m.wholes:
            yield from share_cells(m, *(m.of(part, item, statistic, role=role) for statistic in (SHARE, "n")))

    told = [q for q in _questions(m, role) if _is_shown(m, m.part, q, role)]
    rows = tuple(Row((m.question_text(q), *cells(f"item:{q.id}"))) for q in told)
    notes = [m("unit.shares-note"), m("answers.interval-note")]
    if len(told) < len(_questions(m, role)):
        notes.append(m("unit.left-out"))
    return Table(m("unit.shares-table", role=m.role_title(role)), tuple(columns), rows, tuple(notes))


def _about_wholes(m: PartMaterial, own: Part) -> str:
    """That a part is compared with wholes that contain it, and whether the baseline is one."""
    sentences = []
    contain = [m.named(part) for part in m.wholes if part != own]
    if contain:
        who = m.own_or(own)
        sentences.append(m("unit.contained", who=who, wholes=m.wording.listed(contain)))
    if m.baseline is not None:
        excludes = m.baseline.excludes == m.region.whole.id
        sentences.append(m("comparison.excludes" if excludes else "comparison.includes", region=m.name))
    return " ".join(sentences)


def _other_roles(m: PartMaterial) -> list[Section]:
    sections = []
    withheld = []
    for role in (role.id for role in m.rubric.roles if role.id != m.role):
        if _any_shown(m, m.part, role):
            table = _role_table(m, role)
            sections.append(Section(m("unit.answers-title", role=m.role_title(role)), (table,), level=2))
        elif m.of_own("responses", "n", role=role).withheld:
            withheld.append(m.role_title(role))
    if withheld:
        text = Paragraph(m("unit.roles-withheld", roles=m.wording.listed(withheld)), "note")
        if sections:
            sections[-1] = Section(sections[-1].title, (*sections[-1].blocks, text), level=2)
        else:
            sections.append(Section(m("unit.roles-title"), (text,), level=2))
    return sections
