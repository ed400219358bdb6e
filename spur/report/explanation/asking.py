"""Which figure is meant? What a person writes of it, in the words of the report or of ``figures.csv``, and the address
that this is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from spur.analysis.figure import Figure
from spur.records.problem import Code, InvalidInput, Place, Problem, nearest
from spur.report.explanation import coded_title, name_of
from spur.report.explanation.about import About
from spur.report.explanation.answers import option_label
from spur.report.explanation.behind import Behind
from spur.report.explanation.choosing import Asked, Others, chosen, misspelt, others, words
from spur.report.explanation.here import Here
from spur.rubric.parts import folded
from spur.wording import LANGUAGES, Wording

Asking = TypeVar("Asking", str, Figure)

_QUOTES = " ”“\"'"
FEWEST_LETTERS = 3  # of a piece of a question's text
TOLD = 8  # subjects that a piece of text may mean


@dataclass(frozen=True, slots=True)
class Found:
    """The figures that may be meant: one, or several among which a person has to choose. ``others`` has, for each
    option that was not given, what else it could be."""

    figures: tuple[Figure, ...]
    others: Others = ()


def found(about: About, asked: Asked, figures: Sequence[Figure]) -> Found:
    """The figure that is meant among ``figures``, which are the report's; without a statistic every one of the subject,
    without a subject the first of each. Raises InvalidInput where nothing, or too much, is called so."""
    if not asked.subject:
        return Found(_first_of_each(figures, lambda each: each.subject))
    left, there = list(figures), figures
    try:
        subject = _subject(about, asked, figures)
        left = there = [each for each in figures if each.subject == subject]
        if asked.statistic:
            statistic = _statistic(about, asked.statistic, left)
            left = [each for each in left if each.statistic == statistic]
        told = chosen(about, asked, left)
    except InvalidInput as wrong:  # and everything else that is misspelt
        told_of = {each.also for each in wrong.problems}
        also = (each for each in misspelt(about, asked, there) if each.also not in told_of)
        raise InvalidInput([*wrong.problems, *also]) from None
    if not asked.statistic:
        place = (told[0].scope, told[0].scope_id)
        versus = dict.fromkeys(each.versus for each in left if each.versus and (each.scope, each.scope_id) == place)
        compared: Others = (("versus", tuple(versus)),) if versus and not asked.versus else ()
        return Found(_first_of_each(told, lambda each: each.statistic), compared)
    return Found(tuple(told), others(asked, told[0], left) if len(told) == 1 else ())


def _first_of_each(figures: Iterable[Figure], what: Callable[[Figure], str]) -> tuple[Figure, ...]:
    first: dict[str, Figure] = {}
    for each in figures:
        first.setdefault(what(each), each)
    return tuple(first.values())


# the subject


def _subject(about: About, asked: Asked, figures: Iterable[Figure]) -> str:
    subjects = list(dict.fromkeys(each.subject for each in figures))
    names = {subject: _in_every_language(_names_of_subject, about, subject) for subject in subjects}
    written = folded(asked.subject.strip(_QUOTES))
    exact = [subject for subject in subjects if written in map(folded, names[subject])]
    near = [s for s in subjects if len(written) >= FEWEST_LETTERS and any(written in folded(n) for n in names[s])]
    for several in (exact, near):
        areas = [subject for subject in several if subject.startswith("area:")]
        if len(areas) == 1 and {each.partition(":")[2] for each in several} == {areas[0].partition(":")[2]}:
            return areas[0]  # "E" is the area, before the plans that were asked for in it
        if len(several) == 1:
            return several[0]
        if several:
            raise _ambiguous(about, asked.subject, several)
    likely = nearest(asked.subject, [name for subject in subjects for name in _names_of_subject(about, subject)])
    raise InvalidInput([Problem(Code.SUBJECT_UNKNOWN, Place(""), asked.subject, suggestion=likely)])


def _names_of_subject(about: About, subject: str) -> list[str]:
    """Everything that a subject may be called: its address, its id and its titles."""
    kind, _, own = subject.partition(":")
    title = about.subject_title(subject)
    names = [subject, own, title, *(words(about.wording.lang, f"subjects.{kind}") if not own else [])]
    if kind == "area" and own:
        names += [title.partition(" ")[2], title.partition(f"{own} ")[2]]  # "E Titel", "Titel"
    if kind == "category" and own:
        names += [about.title(each.title) for each in about.rubric.categories if each.id == own]
    return [name for name in dict.fromkeys(names) if name]


def _ambiguous(about: About, written: str, subjects: Sequence[str]) -> InvalidInput:
    told = "; ".join(f"{subject} {about.subject_title(subject)}" for subject in subjects[:TOLD])
    more = f" … (+{len(subjects) - TOLD})" if len(subjects) > TOLD else ""
    return InvalidInput([Problem(Code.SUBJECT_AMBIGUOUS, Place(""), written, also=told + more)])


# the statistic


def _statistic(about: About, written: str, figures: Sequence[Figure]) -> str:
    by_statistic = {each.statistic: each for each in reversed(figures)}
    given = folded(written.strip(_QUOTES))
    for statistic in dict.fromkeys(each.statistic for each in figures):
        if given == folded(statistic):
            return statistic
    for statistic in dict.fromkeys(each.statistic for each in figures):
        if given in map(folded, _in_every_language(_names_of_statistic, about, by_statistic[statistic])):
            return statistic
    named = ((each, name_of(about, by_statistic[each])) for each in dict.fromkeys(each.statistic for each in figures))
    allowed = tuple(name if name == each else f"{name} ({each})" for each, name in named)
    likely = nearest(written, [name for each in by_statistic.values() for name in _names_of_statistic(about, each)])
    title = about.subject_title(figures[0].subject)
    raise InvalidInput([Problem(Code.STATISTIC_UNKNOWN, Place(""), written, allowed, likely, also=title)])


def _names_of_statistic(about: About, figure: Figure) -> list[str]:
    """Everything that a figure's statistic may be called; of a count of an option, the option too."""
    prefix, _, code = figure.statistic.partition(":")
    names = [figure.statistic, name_of(about, figure)]
    if not code:
        names += words(about.wording.lang, f"statistics.{prefix}")
    elif prefix == "count":
        names += [code, option_label(Here(about, figure, Behind()), code), coded_title(about, figure)]
    return list(dict.fromkeys(names))


def _in_every_language(names: Callable[[About, Asking], list[str]], about: About, of: Asking) -> list[str]:
    return [name for lang in LANGUAGES for name in names(replace(about, wording=Wording(lang)), of)]
