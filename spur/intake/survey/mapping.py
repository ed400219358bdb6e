"""A mapping file: what a person says that a survey file's columns, units, roles and answers mean. TOML, as
``spur survey map`` writes it (``spur.intake.survey.written``):

layout = "forms"

[[column]]
name = "Vilken enhet arbetar du på?"
means = "unit"

[unit]
"Vårdcentralen Havsörn" = "AM-01"

[answers."st.helhet"]    # a question's, or a scale's
"Ja, absolut" = "5"

Only what is written here is settled by it; everything else is recognised as without it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from spur.intake.survey.headers import QuestionNames
from spur.intake.survey.plan import Holds, How, Layout, Meaning
from spur.records.problem import Code, Place, Problem, nearest
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import Filled, Part, Question, Scale, Several, folded
from spur.rubric.source import Source
from spur.rubric.typed import parsed, text_of, typed

UNDECIDED = "?"
WORDS = {
    "response": Holds.RESPONSE,
    "unit": Holds.UNIT,
    "role": Holds.ROLE,
    "item": Holds.ITEM,
    "answer": Holds.ANSWER,
    "personal": Holds.PERSONAL,
    "ignore": Holds.IGNORED,
}
OF_QUESTIONS = {
    "question": Holds.QUESTION,
    "text": Holds.TEXT,
    "option": Holds.OPTION,
    "other": Holds.OTHER,
}
IN_SWEDISH = {
    "fråga": "question",
    "fritext": "text",
    "alternativ": "option",
    "svarsalternativ": "option",
    "annat": "other",
    "svarsid": "response",
    "enhet": "unit",
    "roll": "role",
    "svar": "answer",
    "personuppgift": "personal",
    "läses inte": "ignore",
    "ignorera": "ignore",
}
"""What a person may well write instead, and what is then suggested."""

MEANS = (*(f"{word} …" for word in OF_QUESTIONS), *WORDS, UNDECIDED)


class Column(Part):
    """What the column with this header means, in a word and perhaps an id: "question st.helhet", "unit"."""

    name: Filled
    means: Filled


class MappingFile(Part):
    layout: str = ""
    columns: Several[Column] = Field(default=(), alias="column")
    units: dict[str, str] = Field(default={}, alias="unit")
    roles: dict[str, str] = Field(default={}, alias="role")
    items: dict[str, str] = Field(default={}, alias="item")
    answers: dict[str, dict[str, str]] = Field(default={})


@dataclass(frozen=True, slots=True)
class SurveyMapping:
    """A mapping file whose types are right; what it names is looked up when it is used (``settled``)."""

    source: Source
    model: MappingFile


@dataclass(frozen=True, slots=True)
class Settled:
    """What a mapping settles for one file and rubric. ``columns`` by folded header; the further names of units, roles,
    items and answers folded; ``problems`` is what it names and is not there."""

    layout: Layout | None = None
    columns: Mapping[str, Meaning] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_mapping(path: Path) -> tuple[SurveyMapping | None, list[Problem]]:
    """Read a mapping file: its types, strictly."""
    text = text_of(path)
    if isinstance(text, Problem):
        return None, [text]
    source = parsed(text, path.name)
    if isinstance(source, Problem):
        return None, [source]
    model, problems = typed(source, MappingFile)
    return (SurveyMapping(source, model) if model else None), problems


def names_of_units(units: Mapping[str, Unit]) -> dict[str, str]:
    """Ids and names (folded) of units; a name that two units have is no name."""
    named: dict[str, set[str]] = {}
    for each in units.values():
        for name in (each.id, each.name):
            named.setdefault(folded(name), set()).add(each.id)
    return {name: next(iter(ids)) for name, ids in named.items() if name and len(ids) == 1}


def names_of_roles(rubric: Rubric) -> dict[str, str]:
    return {folded(name): role.id for role in rubric.roles for name in (*role.title.values(), role.id)}


def settled(
    mapping: SurveyMapping | None, columns: Sequence[str], rubric: Rubric, units: Mapping[str, Unit]
) -> Settled:  # fmt: skip
    """What the mapping settles of a file with these columns. Units are looked up only where any are known."""
    if mapping is None:
        return Settled()
    source, model = mapping.source, mapping.model
    problems: list[Problem] = []
    layout = None
    if model.layout:
        layout = next((each for each in Layout if each == model.layout), None)
        if layout is None:
            known = tuple(each.value for each in Layout)
            place, suggestion = source.place("layout"), nearest(model.layout, known)
            problems.append(Problem(Code.MAPPING_LAYOUT, place, model.layout, known, suggestion))
    names, there = QuestionNames(rubric), {folded(column) for column in columns}
    meanings: dict[str, Meaning] = {}
    named: set[str] = set()
    for index, column in enumerate(model.columns):
        place = source.place("column", index, "means")
        meaning, wrong = _meaning(column, rubric, names, place)
        problems += wrong
        place = source.place("column", index, "name")
        if folded(column.name) not in there:
            problems.append(Problem(Code.MAPPING_ABSENT, place, column.name, suggestion=nearest(column.name, columns)))
        elif folded(column.name) in named:
            problems.append(Problem(Code.MAPPING_TWICE, place, column.name))
        elif meaning is not None:
            meanings[folded(column.name)] = meaning
        named.add(folded(column.name))
    # units are taken as they stand where none are known
    ids = {each: each for each in units} | names_of_units(units) if units else {u: u for u in model.units.values()}
    unit_names, wrong = _targets(source, "unit", model.units, ids, Code.UNIT_UNKNOWN)
    problems += wrong
    role_names, wrong = _targets(source, "role", model.roles, names_of_roles(rubric), Code.ROLE_UNKNOWN)
    problems += wrong
    questions = {question.id: question.id for question in rubric.questions}
    items, wrong = _targets(source, "item", model.items, questions, Code.QUESTION_UNKNOWN)
    problems += wrong
    answers, wrong = _answers(source, model, rubric)
    return Settled(
        layout,
        meanings,
        unit_names,
        role_names,
        items,
        answers,
        (*problems, *wrong),
    )


def _meaning(
    column: Column, rubric: Rubric, names: QuestionNames, place: Place
) -> tuple[Meaning | None, list[Problem]]:  # fmt: skip
    """What the words after ``means`` say; None where that is left open or is wrong."""
    word, _, about = (part.strip() for part in column.means.partition(" "))
    if column.means.strip() == UNDECIDED:
        return None, []
    if word in WORDS and not about:
        return Meaning(column.name, WORDS[word], How.MAPPING), []
    if word not in OF_QUESTIONS or not about:
        suggestion = IN_SWEDISH.get(folded(word)) or nearest(word, (*OF_QUESTIONS, *WORDS))
        return None, [Problem(Code.MAPPING_MEANS, place, column.means, MEANS, suggestion)]
    question_id, _, option = (part.strip() for part in about.partition(":"))
    ids = [question.id for question in rubric.questions]
    if question_id not in ids:
        return None, [Problem(Code.QUESTION_UNKNOWN, place, question_id, suggestion=nearest(question_id, ids))]
    question, holds = rubric.question(question_id), OF_QUESTIONS[word]
    if holds not in fitting(question) or bool(option) != (holds in (Holds.OPTION, Holds.OTHER)):
        return None, [Problem(Code.MAPPING_MEANS, place, column.means, tuple(_phrases(question)))]
    if option:
        code = names.option(question, option)
        codes = tuple(each.code for each in rubric.scale_of(question).options)
        if not code:
            return None, [Problem(Code.ANSWER_UNKNOWN, place, option, codes, nearest(option, codes))]
        option = code
    return Meaning(column.name, holds, How.MAPPING, question_id, option), []


def fitting(question: Question) -> tuple[Holds, ...]:
    """What a column of this question may hold."""
    match question.type:
        case "text":
            return (Holds.TEXT,)
        case "multiple":
            return (Holds.QUESTION, Holds.OPTION, Holds.OTHER)
    return (Holds.QUESTION,)


def _phrases(question: Question) -> Iterable[str]:
    for word, holds in OF_QUESTIONS.items():
        if holds in fitting(question):
            yield f"{word} {question.id}" + (":…" if holds in (Holds.OPTION, Holds.OTHER) else "")


def _answers(
    source: Source, model: MappingFile, rubric: Rubric
) -> tuple[dict[str, dict[str, str]], list[Problem]]:  # fmt: skip
    """The further names of answers by question; those of a scale are every question's that has it."""
    asked = {question.id: rubric.scale_of(question) for question in rubric.questions if question.scale}
    scales = {scale.id: scale for scale in rubric.scales}
    found: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    # a scale's first: what a question says for itself comes after it
    for owner in sorted(model.answers, key=lambda each: each in asked):
        scale = asked.get(owner) or scales.get(owner)
        place = source.place("answers", owner)
        if scale is None:
            allowed = (*asked, *scales)
            problems.append(Problem(Code.QUESTION_UNKNOWN, place, owner, suggestion=nearest(owner, allowed)))
            continue
        answers, wrong = _options(source, owner, model.answers[owner], scale)
        problems += wrong
        for question in [owner] if owner in asked else [q for q, its in asked.items() if its is scale]:
            found.setdefault(question, {}).update(answers)
    return found, problems


def _options(
    source: Source, owner: str, answers: Mapping[str, str], scale: Scale
) -> tuple[dict[str, str], list[Problem]]:  # fmt: skip
    """Each further name (folded) with its option's code, given by any name of the option; "" where it is no answer."""
    codes = tuple(option.code for option in scale.options)
    found, problems = {}, []
    for name, answer in answers.items():
        mark = scale.mark_of(answer)
        if mark is None:
            place = source.place("answers", owner, name)
            problems.append(Problem(Code.ANSWER_UNKNOWN, place, answer, codes, nearest(answer, codes)))
        option = scale.option_of(mark) if mark is not None else None
        found[folded(name)] = option.code if option else ""
    return found, problems


def _targets(
    source: Source, table: str, names: Mapping[str, str], known: Mapping[str, str], code: Code
) -> tuple[dict[str, str], list[Problem]]:
    """Each further name (folded) with the id that it stands for, which may be given by any name of it that is known."""
    found, problems = {}, []
    for name, target in names.items():
        if meant := known.get(target) or known.get(folded(target)):
            found[folded(name)] = meant
        else:
            suggestion = nearest(target, dict.fromkeys(known.values()))
            problems.append(Problem(code, source.place(table, name), target, suggestion=suggestion))
    return found, problems
