"""A plan as a mapping file that a person can correct. Read back unchanged it gives the same plan."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spur.intake.survey.headers import words_of
from spur.intake.survey.mapping import MEANS, OF_QUESTIONS, UNDECIDED, WORDS, names_of_roles, names_of_units
from spur.intake.survey.plan import Holds, How, Layout, Meaning, Plan
from spur.intake.survey.seen import SeenColumn
from spur.records.printable import printable
from spur.records.problem import nearest
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import folded
from spur.wording import Wording

STRANGE_WRITTEN = 100  # names of a column that are left for a person to tell

_WORD_OF = {holds: word for word, holds in {**WORDS, **OF_QUESTIONS}.items()}


def mapping_text(
    file: str, plan: Plan, columns: Sequence[SeenColumn], rubric: Rubric, units: Mapping[str, Unit], said: Wording
) -> str:
    """The mapping file's text. What is only proposed stands in comments; comments say how a column was recognised."""
    comments = [said("survey.mapping.head", file=file, rubric=rubric.key), said("survey.mapping.use", file=file)]
    comments += [said("survey.mapping.means", means=" · ".join(MEANS)), said("survey.mapping.undecided")]
    lines = [*map(_comment, comments), "", f"layout = {_string(plan.layout)}"]
    written: set[str] = set()
    # what is unclear first
    for column in sorted(columns, key=lambda each: each.meaning.holds is not None):
        name = folded(column.meaning.column)
        if name not in written and column.meaning.column:
            lines += ["", *_column(column.meaning, rubric, said)]
            written.add(name)
    known, called = names_of_units(units), {each.id: each.name for each in units.values()}
    proposed = {name: _nearest_unit(name, known) for name in _strange(columns, Holds.UNIT)}
    lines += _table("unit", _beyond(plan.units, known), proposed, said, called)
    known = names_of_roles(rubric)
    proposed = {name: known.get(nearest(folded(name), list(known)), "") for name in _strange(columns, Holds.ROLE)}
    lines += _table("role", _beyond(plan.roles, known), proposed, said)
    lines += _table("item", plan.items, {}, said)
    for owner, (answers, unknown) in _answers(plan, columns, rubric).items():
        lines += _table(f"answers.{_string(owner)}", answers, dict.fromkeys(unknown, ""), said)
        if unknown:
            lines.append(_comment(said("survey.mapping.scale", answers=_scale_in_words(owner, rubric, said))))
    return "\n".join(lines) + "\n"


def means(meaning: Meaning) -> str:
    """What stands after ``means`` for this column: "option st.utb:distans"."""
    if meaning.holds is None:
        return UNDECIDED
    return _phrase(meaning.holds, meaning)


def _phrase(holds: Holds, meaning: Meaning) -> str:
    about = f" {meaning.question}" if meaning.question else ""
    return f"{_WORD_OF[holds]}{about}" + (f":{meaning.option}" if meaning.option else "")


def _column(meaning: Meaning, rubric: Rubric, said: Wording) -> Iterator[str]:
    how = said(f"survey.how.{meaning.how}")
    question = rubric.question(meaning.question) if meaning.question else None
    asked = rubric.in_language(question.text, said.lang) if question else ""
    yield _comment(f"{how}: {asked}" if asked and meaning.how is not How.WORDING else how)
    yield "[[column]]"
    yield f"name = {_string(meaning.column)}"
    yield f"means = {_string(means(meaning))}"
    if meaning.holds is None:
        yield _comment(f"means = {_string(_phrase(meaning.proposed or Holds.IGNORED, meaning))}")


def _table(
    name: str, given: Mapping[str, str], proposed: Mapping[str, str], said: Wording, called: Mapping[str, str] = {}
) -> Iterator[str]:
    """A table of further names; those that a person has to tell the meaning of stand in comments, the proposals with
    what they are ``called``."""
    if not given and not proposed:
        return
    yield ""
    yield f"[{name}]"
    yield from (f"{_string(key)} = {_string(value)}" for key, value in given.items())
    if proposed:
        yield _comment(said("survey.mapping.unknown"))
        for key, value in proposed.items():
            name = f"  # {called[value]}" if called.get(value) else ""
            yield _comment(f"{_string(key)} = {_string(value)}{name}")


def _answers(
    plan: Plan, columns: Iterable[SeenColumn], rubric: Rubric
) -> dict[str, tuple[Mapping[str, str], list[str]]]:  # fmt: skip
    """Further names of answers, and unknown ones: a scale's where all of its questions agree, else a question's."""
    of_question: dict[str, tuple[Mapping[str, str], list[str]]] = {q: (given, []) for q, given in plan.answers.items()}
    for column in columns:
        if (column.meaning.holds or column.meaning.proposed) is Holds.QUESTION:
            of_question[column.meaning.question] = (column.meaning.answers, list(column.strange))
    found: dict[str, tuple[Mapping[str, str], list[str]]] = {}
    for scale in rubric.scales:
        asked = [question.id for question in rubric.questions if question.scale == scale.id]
        told = {question: of_question[question] for question in asked if question in of_question}
        strange = list(dict.fromkeys(value for _, unknown in told.values() for value in unknown))[:STRANGE_WRITTEN]
        given = [answers for answers, _ in told.values()]
        whole = len(told) > 1 and (len(told) == len(asked) or plan.layout is not Layout.LONG)
        if whole and scale.id not in of_question and all(each == given[0] for each in given):
            if given[0] or strange:
                found[scale.id] = (given[0], strange)
        else:
            found |= {question: each for question, each in told.items() if any(each)}
    return found


def _scale_in_words(owner: str, rubric: Rubric, said: Wording) -> str:
    scale = next(scale for scale in rubric.scales if scale.id in (owner, *_scale_of(owner, rubric)))
    return " · ".join(f"{each.code} = {rubric.in_language(each.label, said.lang)}" for each in scale.options)


def _scale_of(question: str, rubric: Rubric) -> list[str]:
    return [each.scale for each in rubric.questions if each.id == question and each.scale]


def _strange(columns: Iterable[SeenColumn], holds: Holds) -> list[str]:
    found = (each for each in columns if holds in (each.meaning.holds, each.meaning.proposed))
    return [value for column in found for value in column.strange][:STRANGE_WRITTEN]


def _nearest_unit(name: str, known: Mapping[str, str]) -> str:
    """The id of the one unit whose name has these words in it, or is alike."""
    words = set(words_of(name).split())
    within = {unit for each, unit in known.items() if words and words <= set(words_of(each).split())}
    return within.pop() if len(within) == 1 else known.get(nearest(folded(name), list(known)), "")


def _beyond(names: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    return {name: target for name, target in names.items() if known.get(name) != target}


def _string(text: str) -> str:
    """A TOML string: JSON's, but for the one character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return f"# {printable(' '.join(text.split()))}"
