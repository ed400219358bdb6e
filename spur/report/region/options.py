"""What was answered, option by option: a table for each set of options, with the questions that share it as rows."""

from collections.abc import Callable, Iterable
from itertools import pairwise

from spur.analysis.figure import Figure
from spur.analysis.options import Choice, choices, distributed_questions
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import Material, exact
from spur.rubric.parts import Question

WIDE = 7  # more options than this stand as rows, not as columns
NAMED = 3  # questions named in a sentence

Whose = tuple[str, str, str, str]
"""One row's answers: the scope, its id, the role, and what the row is called."""


def option_chapters(m: Material) -> list[Section]:
    """The questions that are told of option by option, with every role that answered beside the others; then group by
    group, for each role with answers in several groups."""
    sets = option_sets(m)
    if not sets:
        return []
    of_roles = [("region", m.region.whole.id, role, m.role_title(role)) for role in m.answering_roles]
    blocks: list[Block] = [Paragraph(m("options.lead", roles=m.wording.listed([whose[3] for whose in of_roles])))]
    for questions in sets:
        blocks += [Paragraph(sentence) for sentence in told_first(m, questions)]
        blocks += _tables(m, questions, of_roles)
    sections = [Section(m("options.title"), tuple(blocks), tab=m("options.tab"))]
    for role in m.answering_roles:
        groups = [g for g in m.group_ids if exact(m.of_group(g, "responses", "n", role=role)) > 0]
        if len(groups) > 1:
            of_groups: list[Whose] = [("group", g, role, m.group_title(g)) for g in groups]
            tables = [t for questions in sets for t in _tables(m, questions, of_groups, m("column.group-any"))]
            if tables:
                title = m("options.groups-title", role=m.role_title(role))
                sections.append(Section(title, tuple(tables), level=2))
    return sections


def option_sets(m: Material) -> list[list[Question]]:
    """The questions that somebody answered, those with the same options together, each in the rubric's order."""
    sets: dict[object, list[Question]] = {}
    answering = m.answering_roles
    for question in distributed_questions(m.rubric):
        told = [m.of_region(f"item:{question.id}", "n", role=role) for role in answering if role in question.roles]
        if any(n.withheld or n.value for n in told):
            several = question.type == "multiple"
            shared = (question.bins, question.most, question.decimals) if question.type == "number" else question.scale
            many = len(choices(m.rubric, question)) > WIDE
            key = question.id if several or many else (shared, question.reverse)
            sets.setdefault(key, []).append(question)
    return list(sets.values())


def told_first(m: Material, questions: list[Question]) -> list[str]:
    """Sentences on the questions of a set that stand out in the answers of the first role that gave any: the most and
    the least positive, or, where nothing is positive, those where the highest option was chosen most. None where the
    questions are few or tie; what is withheld counts nowhere."""
    role = m.answering_roles[0]
    own = [q for q in questions if role in q.roles and q.type in ("scale", "single")]
    if len(own) <= 2 * NAMED:
        return []
    if _is_scored(m, own[0]):
        ends = [
            m(f"options.{end}", role=m.role_title(role), questions=named)
            for end, first in (("highest", True), ("lowest", False))
            if (named := _named(m, own, "share_positive", role, highest=first))
        ]
        return ends if len(ends) == 2 else []
    highest = max(choices(m.rubric, own[0]), key=lambda choice: choice.value)
    named = _named(m, own, f"share:{highest.code}", role)
    option = label(m, own[0], highest)
    return [m("options.most", option=option, role=m.role_title(role), questions=named)] if named else []


def _named(m: Material, questions: list[Question], statistic: str, role: str, *, highest: bool = True) -> str:
    """The few questions with the highest (or lowest) share, in words; "" where they are not told apart from the next,
    or where fewer than that are shown."""
    shares = {q.id: m.of_region(f"item:{q.id}", statistic, role=role) for q in questions}
    shown_ones = [q for q in questions if shares[q.id].value is not None]
    ranked = sorted(shown_ones, key=lambda q: exact(shares[q.id]), reverse=highest)
    if len(ranked) <= 2 * NAMED or exact(shares[ranked[NAMED - 1].id]) == exact(shares[ranked[NAMED].id]):
        return ""
    return m.wording.listed(
        [m("answers.named", question=m.question_text(q), share=shares[q.id]) for q in ranked[:NAMED]]
    )


def label(m: Material, question: Question, choice: Choice) -> str:
    """What an option is called; of a number's bin, the numbers that fall into it."""
    if question.type == "number":
        return _bin(m, question, int(choice.code))
    scale = m.rubric.scale_of(question)
    option = next(option for option in scale.options if option.code == choice.code)
    return m.in_language(option.label)


def _bin(m: Material, question: Question, least: int) -> str:
    """ "0–1", "2–4", "5 eller fler"; of numbers with decimals "0 till under 2"."""
    above = next((higher for lower, higher in pairwise(question.bins) if lower == least), None)
    if above is None and question.most is None:
        return m("options.bin-open-decimals" if question.decimals else "options.bin-open", least=least)
    if question.decimals:
        return m("options.bin-below" if above is not None else "options.bin", least=least, most=above or question.most)
    most = above - 1 if above is not None else question.most
    return str(least) if most == least else m("options.bin", least=least, most=most)


def _tables(m: Material, questions: list[Question], whose: Iterable[Whose], header: str = "") -> list[Table]:
    """The tables of one set of options; none where none of the roles was asked."""
    options = choices(m.rubric, questions[0])
    shown_to = [each for each in whose if any(each[2] in question.roles for question in questions)]
    if not shown_to:
        return []
    wide = len(options) > WIDE
    return [(_options_as_rows if wide else _options_as_columns)(m, questions, options, shown_to, header)]


def _options_as_columns(
    m: Material, questions: list[Question], options: tuple[Choice, ...], whose: list[Whose], header: str
) -> Table:
    """A row for each question and whose answers they are, which is told where there are several."""
    several = len(whose) > 1
    scored = _is_scored(m, questions[0])
    statistics = [
        "n",
        *(f"share:{each.code}" for each in options),
        *(["share_positive"] if scored else []),
        "missing",
        *_kinds_of_none(m, questions[0]),
    ]
    rows = []
    for question in questions:
        text = m.question_text(question)
        for scope, scope_id, role, name in (each for each in whose if each[2] in question.roles):
            figures = [_figure(m, scope, scope_id, question, role, statistic) for statistic in statistics]
            rows.append(Row((text, *((name,) if several else ()), *figures)))
            text = ""  # stands once, above those who answered it
    over = m("options.shares")
    columns = (
        Column(m("column.question-any"), 5),
        *((Column(header or m("column.who"), 2),) if several else ()),
        Column(m("column.n"), 0.7, numeric=True),
        *(Column(label(m, questions[0], each), 1.1, numeric=True, over=over) for each in options),
        *((Column(m("column.positive"), 1, numeric=True),) if scored else ()),
        Column(m("column.unanswered"), 1, numeric=True),
        *(Column(m(f"column.{kind.replace('_', '-')}"), 0.9, numeric=True) for kind in statistics if kind in KINDS),
    )
    return _table(m, questions, columns, rows, whose)


def _options_as_rows(
    m: Material, questions: list[Question], options: tuple[Choice, ...], whose: list[Whose], header: str
) -> Table:
    """A row for each option, and a column for each whose answers they are."""
    question = questions[0]
    asked = [each for each in whose if each[2] in question.roles]

    def cells(statistic: str) -> tuple[Figure, ...]:
        return tuple(_figure(m, scope, scope_id, question, role, statistic) for scope, scope_id, role, _ in asked)

    rows = [
        *(Row((label(m, question, each), *cells(f"share:{each.code}"))) for each in options),
        Row((m("column.n"), *cells("n")), "total"),
    ]
    columns = (Column(m("column.answer"), 4), *(Column(name, 1.4, numeric=True) for *_, name in asked))
    return _table(m, questions, columns, rows, whose)


KINDS = ("dont_know", "not_applicable")


def _kinds_of_none(m: Material, question: Question) -> list[str]:
    """The kinds of no answer that the question's scale offers."""
    if question.type not in ("scale", "single"):
        return []
    offered = {option.missing for option in m.rubric.scale_of(question).options}
    return [kind for kind in KINDS if kind in offered]


def _is_scored(m: Material, question: Question) -> bool:
    closed = question.type in ("scale", "single")
    return closed and m.rubric.scale_of(question).positive_from is not None


def _figure(m: Material, scope: str, scope_id: str, question: Question, role: str, statistic: str) -> Figure:
    find: Callable[..., Figure] = m.of_region if scope == "region" else lambda *a, **k: m.of_group(scope_id, *a, **k)
    return find(f"item:{question.id}", statistic, role=role)


def _table(
    m: Material, questions: list[Question], columns: tuple[Column, ...], rows: list[Row], whose: list[Whose]
) -> Table:
    notes = [m("options.note-several" if questions[0].type == "multiple" else "options.note")]
    cells: list[Cell] = [cell for row in rows for cell in row.cells]
    if any(isinstance(cell, Figure) and cell.withheld for cell in cells):
        notes.append(m("options.withheld", k=m.protection.k_distribution))
    one = len(questions) == 1
    caption = m("options.table-one", question=m.question_text(questions[0])) if one else m("options.table")
    if len(whose) == 1 or whose[0][0] == "group":
        caption = m("options.by", caption=caption, role=m.role_title(whose[0][2]))
    return Table(caption, columns, tuple(rows), tuple(notes))
