"""What has changed since an earlier round? Which questions and areas of the two rounds are the same, and how the shares
then and now differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial
from itertools import count
from typing import Literal

from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure, Figures
from spur.analysis.scopes import SPECIALTY_GROUP, Part, Region
from spur.analysis.sides import Pair, compared, row_figures, side
from spur.records.baseline import Baseline
from spur.rubric.model import PinnedRubric, Rubric
from spur.rubric.parts import Area, Mapping, Question, Requirement
from spur.statistics.feasible import counts_of
from spur.statistics.smallest_base import LEAST, smallest_base

AT_LINE, SMALLEST_BASE = "share_at_line", "smallest_base"
Subject = Literal["area", "question", "requirement"]
NO_BASE = "none"
"""No base that was tried is large enough (a code, as it is no number)."""


class Unlike(StrEnum):
    """Why a question is not compared with another round's."""

    ONLY_NOW = "only-now"  # the earlier rubric does not have it
    ONLY_THEN = "only-then"  # the newer one does not
    WORDING = "wording"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Like:
    """A question or an area of the report's rubric, and that of the earlier round's which it may be compared with: the
    same, or one that a ``mapping`` of either rubric says corresponds to it."""

    here: str
    there: str
    mapping: Mapping | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """A question that is not compared, by its id in the rubric that has it."""

    question: str
    why: Unlike


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier round that the report's is compared with. ``answers`` and ``grades`` are the rubrics of what is known
    of it, None where nothing is; ``printed`` where its answers are known only as printed shares; ``later`` where it is
    known to be later than the report's."""

    round: str
    answers: PinnedRubric | None
    grades: PinnedRubric | None
    printed: bool
    questions: tuple[Like, ...] = ()
    apart: tuple[Apart, ...] = ()
    areas: tuple[Like, ...] = ()
    later: bool = False

    @property
    def versus(self) -> str:
        return f"round:{self.round}"


def same_question(question_id: str, here: Rubric, there: Rubric) -> bool:
    """Whether a question is the same in two versions of a rubric: the same wording, turned the same way, on a scale
    with the same values and the same ends."""
    return unlike(question_id, here, there) is None


def unlike(question_id: str, here: Rubric, there: Rubric) -> Unlike | None:
    """In what a question differs between two versions of a rubric; None where it is the same."""
    for rubric, only in ((here, Unlike.ONLY_THEN), (there, Unlike.ONLY_NOW)):
        if not any(slot.question.id == question_id for slot in rubric.slots):
            return only
    if here.question(question_id).wording != there.question(question_id).wording:
        return Unlike.WORDING
    return None if _answers(question_id, here) == _answers(question_id, there) else Unlike.SCALE


def like_questions(here: Rubric, there: Rubric) -> tuple[tuple[Like, ...], tuple[Apart, ...]]:
    """The questions of two rubrics that may be compared, in the order of the first; and those that may not, with why
    (last those that only the second has)."""
    mapped = _mapped("question", here, there)
    like: list[Like] = []
    apart: list[Apart] = []
    for question in scored_questions(here):
        why = unlike(question.id, here, there)
        if why is None:
            like.append(Like(question.id, question.id))
        elif question.id in mapped:
            like.append(mapped[question.id])
        else:
            apart.append(Apart(question.id, why))
    told = {each.there for each in like} | {each.question for each in apart}
    gone = (question.id for question in scored_questions(there) if question.id not in told)
    return tuple(like), (*apart, *(Apart(question, Unlike.ONLY_THEN) for question in gone))


def same_grading(here: Rubric, there: Rubric) -> bool:
    """Whether a grade means the same in both: by what the rubrics say, as a draft may change under its name."""

    def essence(rubric: Rubric) -> tuple[object, ...]:
        return rubric.areas, rubric.grades, rubric.grading, rubric.classes, rubric.requirements

    return essence(here) == essence(there)


def like_areas(here: Rubric, there: Rubric) -> tuple[Like, ...]:
    """The areas of two rubrics that may be compared: all where grades mean the same, else those that are mapped."""
    if same_grading(here, there):
        return tuple(Like(area.id, area.id) for area in here.areas)
    mapped = _mapped("area", here, there)
    return tuple(mapped[area.id] for area in here.areas if area.id in mapped)


def like_requirements(here: Rubric, there: Rubric) -> dict[str, str]:
    """The requirements of two rubrics that ask the same, by id: those of the same words and the same class, and those
    that are mapped."""
    theirs = {each.id: (each.text, each.requirement_class) for each in there.requirements}
    same = {e.id: e.id for e in here.requirements if theirs.get(e.id) == (e.text, e.requirement_class)}
    return same | {like.here: like.there for like in _mapped("requirement", here, there).values()}


def printed_figures(round_: str, region: Region, printed: Baseline) -> Iterator[Figure]:
    """An earlier round that is known only by its printed shares, as figures of the region and its specialty groups."""
    groups = {group.id for group in region.groups} if region.by == SPECIALTY_GROUP else set()
    for row in printed.rows:
        if not row.group:
            yield from row_figures(partial(Figure, round_, "region", region.whole.id), row)
        elif row.group in groups:
            yield from row_figures(partial(Figure, round_, "group", row.group), row)


def comparable_grades(figures: Iterable[Figure], areas: Sequence[Like]) -> Iterator[Figure]:
    """An earlier round's grade figures as far as they may stand beside the report's own: everything where the rubrics
    are the same; of mapped areas how many have a grade, and the share at or above the line, but never points."""
    mapped = {f"area:{like.there}" for like in areas if like.mapping}
    for figure in figures:
        if (areas and not mapped) or (figure.subject in mapped and figure.statistic in ("n", AT_LINE)):
            yield figure


def round_figures(parts: Iterable[Part], figures: Figures, earlier: Earlier, rubric: Rubric) -> Iterator[Figure]:
    """Each of some parts now against itself then: the answers to every question, and the share of units at the line in
    every area, that may be compared. The earlier round's own figures are among ``figures``."""
    for part in parts:
        pairs = list(_pairs(part, figures, earlier, rubric))
        yield from compared(figures.round, part, earlier.versus, pairs, rubric.comparison.five_point_rule)
        yield from _base_figures(partial(Figure, figures.round, part.scope, part.id, versus=earlier.versus), pairs)
        for like in earlier.areas:
            now = figures.get(part.scope, part.id, f"area:{like.here}", AT_LINE)
            then = figures.get(part.scope, part.id, f"area:{like.there}", AT_LINE, round_=earlier.round)
            if now is not None and then is not None:
                shares = [each.value for each in (now, then) if isinstance(each.value, Fraction)]
                diff = shares[0] - shares[1] if len(shares) == 2 else None
                yield replace(now, statistic="diff", value=diff, versus=earlier.versus)


def _pairs(part: Part, figures: Figures, earlier: Earlier, rubric: Rubric) -> Iterator[Pair]:
    for role in (role.id for role in rubric.roles):
        for like in earlier.questions:
            now = side(figures, part, like.here, role)
            then = side(figures, part, like.there, role, round_=earlier.round)
            if now is not None and then is not None:
                yield Pair(role, like.here, now, then)


def _base_figures(figure: "partial[Figure]", pairs: Iterable[Pair]) -> Iterator[Figure]:
    """Of how many a share must be, of which nobody knows, for the difference to be more than chance."""
    for pair in pairs:
        now, then = pair.own.counts, pair.other.share
        if now is not None and then is not None and pair.other.n is None:
            base = _possible(then, smallest_base(then, *now))
            yield figure(f"item:{pair.question}", SMALLEST_BASE, base or NO_BASE, role=pair.role)


def _possible(share: Fraction, base: int | None) -> int | None:
    """The first number from ``base`` on of which whole people give the share, as it was printed in whole percent."""
    percent = share * 100
    if base is None or base <= LEAST or percent.denominator != 1:
        return base  # where every base will do, none is named
    return next((n for n in count(base) if counts_of(int(percent), n)), base)


def _answers(question_id: str, rubric: Rubric) -> tuple[object, ...]:
    """What may be answered to a question, and what counts as positive and negative."""
    question = rubric.question(question_id)
    if question.scale is None:
        return (question.bins,)
    scale = rubric.scale_of(question)
    values = tuple((option.code, option.value, option.missing) for option in scale.options)
    return question.reverse, scale.positive_from, scale.negative_to, values


def _mapped(subject: Subject, here: Rubric, there: Rubric) -> dict[str, Like]:
    """What either rubric's mappings say of the other, by what the first rubric calls it."""
    own = {m.here: Like(m.here, m.there, m) for m in here.mappings if m.subject == subject and m.to == there.key}
    theirs = {m.there: Like(m.there, m.here, m) for m in there.mappings if m.subject == subject and m.to == here.key}
    ids = [{each.id for each in _told(subject, rubric)} for rubric in (here, there)]
    return {
        like.here: like for like in (theirs | own).values() if like.here in ids[0] and like.there in ids[1]
    }  # fmt: skip


def _told(subject: Subject, rubric: Rubric) -> Iterable[Area | Question | Requirement]:
    if subject == "question":
        return scored_questions(rubric)
    return rubric.areas if subject == "area" else rubric.requirements
