"""How did the answers fall on a question's options? How many chose each, for the region and each group, as far as it
may be shown: the steps of a scale, the options of a single or a multiple choice, the bins of a number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from spur.analysis.answers import INTERVAL, MISSING, Answers, as_allowed, interval_ends, region_tree, scored_questions
from spur.analysis.crossing import beside_specialty_groups
from spur.analysis.figure import Figure
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Protection, large_enough, released
from spur.rubric.model import Rubric
from spur.rubric.parts import Question, Scale
from spur.statistics.proportion import IntervalMethod
from spur.statistics.tally import Tally


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be answered: an option, or a number's bin, whose ``code`` is its least number. Those who chose it gave
    ``value`` in the slot."""

    code: str
    slot: str
    value: int


def unit_figures(round_: str, region: Region, responses: Mapping[tuple[str, str], int]) -> Iterator[Figure]:
    """How many units answered, in all and by role: what an instrument that only asks has instead of inspections."""
    answered = {key for key, n in responses.items() if n}
    for part in region:
        own = {(unit, role) for unit, role in answered if unit in part.units}
        yield Figure(round_, part.scope, part.id, "units", "n", len({unit for unit, _ in own}))
        for role in sorted({role for _, role in own}):
            yield Figure(round_, part.scope, part.id, "units", "n", sum(each == role for _, each in own), role=role)


def distributed_questions(rubric: Rubric) -> list[Question]:
    """The questions told of option by option: all that have options or bins. Where units are graded too, not those that
    lie between positive and negative: of these the report tells the two ends."""
    scored = {question.id for question in scored_questions(rubric)} if rubric.grades else set()
    return [question for question in rubric.questions if question.type != "text" and question.id not in scored]


def choices(rubric: Rubric, question: Question) -> tuple[Choice, ...]:
    """What may be answered, in the rubric's order; without the options that are kinds of no answer."""
    if question.type == "number":
        return tuple(Choice(str(least), question.id, place) for place, least in enumerate(question.bins))
    scale = rubric.scale_of(question)
    if question.type == "multiple":
        return tuple(Choice(option.code, f"{question.id}:{option.code}", 1) for option in scale.options)
    return tuple(_steps(scale, question))


def _steps(scale: Scale, question: Question) -> Iterator[Choice]:
    for option in scale.options:
        value = scale.value_of(option, reverse=question.reverse)
        if value is not None:
            yield Choice(option.code, question.id, value)


def option_figures(
    round_: str,
    region: Region,
    answers: Answers,
    rubric: Rubric,
    protection: Protection,
    interval: IntervalMethod = IntervalMethod.WILSON,
) -> Iterator[Figure]:
    """Every question told of option by option, for each role that it is put to and that has answered in the region.
    Each option's share has its ``interval`` of 95 %."""
    own = {key: tally for key, tally in answers.items() if key[0] in region.whole.units}
    scored = {question.id for question in scored_questions(rubric)}
    for role in (role.id for role in rubric.roles if any(key[1] == role.id for key in own)):
        for question in distributed_questions(rubric):
            if role in question.roles:
                asked = _Asked(question, role, choices(rubric, question), question.id in scored, interval)
                yield from _question_figures(round_, region, own, rubric, protection, asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    role: str
    choices: tuple[Choice, ...]
    scored: bool
    interval: IntervalMethod


def _question_figures(
    round_: str, region: Region, answers: Answers, rubric: Rubric, protection: Protection, asked: _Asked
) -> Iterator[Figure]:
    """Each option's count and share of those who answered. Of a multiple choice those who chose any option answered.

    A distribution gives single answers away sooner than three ends do, so it takes ``k_distribution`` people; and where
    answers can be critical, whatever else :func:`released` asks for.
    """
    by_slot = {
        (part, slot): Tally.total(
            answers[key] for unit in part.units if (key := (unit, asked.role, slot)) in answers
        )
        for part in region
        for slot in {choice.slot for choice in asked.choices}
    }  # fmt: skip
    first = asked.choices[0].slot  # every slot of a question has the same answers and the same blanks
    told = {part: by_slot[part, first] for part in region}
    of_units = {unit: answers[key] for unit in region.whole.units if (key := (unit, asked.role, first)) in answers}
    may_show, may_show_missing = _may_show(region, told, of_units, _critical_below(rubric, asked), protection)
    for part, tally in told.items():
        figure = partial(Figure, round_, part.scope, part.id, f"item:{asked.question.id}", role=asked.role)
        if not asked.scored:  # else the ends are told of, with these
            yield from as_allowed(figure, part.key in may_show, ("n",), (tally.n,))
            missing = (tally.missing, tally.dont_know, tally.not_applicable)
            yield from as_allowed(figure, part.key in may_show_missing, MISSING, missing)
        counts = [by_slot[part, choice.slot].count(choice.value) for choice in asked.choices]
        ends = zip(*(interval_ends(count, tally.n, asked.interval) for count in counts), strict=True)
        of_options = (counts, map(tally.share, counts), *ends)
        for told_by, values in zip(("count", "share", *INTERVAL), of_options, strict=True):
            statistics = [f"{told_by}:{choice.code}" for choice in asked.choices]
            yield from as_allowed(figure, part.key in may_show, statistics, values)


def _critical_below(rubric: Rubric, asked: _Asked) -> int | None:
    """The value below which an answer is critical; None where there is nothing to be critical of."""
    return rubric.scale_of(asked.question).positive_from if asked.scored else None


def _may_show(
    region: Region,
    told: Mapping[Part, Tally],
    of_units: Mapping[str, Tally],
    critical_below: int | None,
    protection: Protection,
) -> tuple[set[str], set[str]]:
    """The keys of the parts whose distribution may be shown, and of those whose blanks may be."""

    def sizes(tally: Tally) -> tuple[int, int]:
        return tally.n, 0 if critical_below is None else tally.n - tally.at_least(critical_below)

    if told[region.whole].asked == told[region.whole].missing:
        # the question was not in the survey: there is nothing to protect, and nothing is withheld
        everything = {part.key for part in region}
        return everything, everything
    wider = replace(protection, k=protection.k_distribution)
    answered = region_tree(region, {part: sizes(tally) for part, tally in told.items()})
    asked = region_tree(region, {part: (tally.asked, 0) for part, tally in told.items()})
    may_show = large_enough(answered, wider.k) & released(answered, protection)
    may_show_missing = may_show & large_enough(asked, protection.k)
    if region.crossed:
        by_unit = {unit: sizes(tally) for unit, tally in of_units.items()}
        asked_by_unit = {unit: (tally.asked, 0) for unit, tally in of_units.items()}
        for least in (protection, wider):
            may_show &= beside_specialty_groups(region, may_show, by_unit, least)
        may_show_missing &= beside_specialty_groups(region, may_show, asked_by_unit, protection)
    return may_show, may_show_missing
