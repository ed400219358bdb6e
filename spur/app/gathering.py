"""Out of the database: everything about a region in a round that its report and those of its units are written from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from spur.analysis.answers import Answers, answer_figures
from spur.analysis.figure import Figure, GradesUsed
from spur.analysis.grades import Grades, grade_figures, grades_as_of
from spur.analysis.options import unit_figures
from spur.analysis.releases import Barred, without
from spur.analysis.responses import Counts, response_figures
from spur.analysis.rounds import Earlier
from spur.analysis.scopes import SPECIALTY_GROUP, Region, columns, region_of
from spur.app.earlier import earlier_round, events_of, own_assessment
from spur.app.known import drafts, known, left_out
from spur.app.rubrics import kept_rubric, rubric_of_round
from spur.disclosure.release import Profile, Protection
from spur.ledger.reading import View
from spur.records.baseline import Baseline
from spur.records.chapter import Chapter
from spur.records.grade import GradeEvent
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.unit import Unit
from spur.report.regions import region_name
from spur.rubric.model import PinnedRubric, Rubric
from spur.settings import DisclosureSettings, Settings
from spur.statistics.proportion import IntervalMethod
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report on a round is to tell of. ``by`` is the column of the units table that divides the region."""

    round: str
    baseline: str | None = None
    versus_round: str | None = None
    lang: Lang = "sv"
    grades_used: GradesUsed = "after-plan"
    as_of: date | None = None
    drafts: bool = False
    settings: Settings | None = None
    example: bool = False
    by: str = SPECIALTY_GROUP
    self_assessment: str | None = None
    """The round in which the units assessed themselves."""
    profile: Profile = Profile.UNIT
    """Whom the report is for."""
    preview: bool = False
    """Whether it is only to be looked at, and not to be handed out."""
    chapters: tuple[Chapter, ...] = ()
    """What people have written for it."""
    barred: tuple[Barred, ...] = ()
    """What it withholds because of what has been handed out before."""

    @property
    def protection(self) -> Protection:
        return (self.settings.disclosure if self.settings else DisclosureSettings()).protection(self.profile)

    @property
    def interval(self) -> IntervalMethod:
        """How the intervals of single shares are worked out."""
        return self.settings.interval if self.settings else IntervalMethod.WILSON


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of a region in a round. ``region`` are those of its ``units`` that anything is known of; ``there``
    is the baseline's rubric; ``unfinished`` are the units whose inspection is a draft; ``notices`` what a reader should
    know of it all."""

    name: str
    units: Mapping[str, Unit]
    region: Region
    pinned: PinnedRubric
    events: tuple[GradeEvent, ...]
    grades: Grades
    responses: Counts
    invited: Counts
    tallies: Answers
    protection: Protection
    baseline: Baseline | None
    there: Rubric | None
    earlier: Earlier | None
    then: tuple[Figure, ...]
    unfinished: tuple[str, ...]
    notices: tuple[Problem, ...]
    own: Earlier | None = None
    """The units' own assessment, with its figures in ``own_figures``."""
    own_figures: tuple[Figure, ...] = ()

    @property
    def rubric(self) -> Rubric:
        return self.pinned.model

    @property
    def role(self) -> str:
        """The role whose answers are told of: the rubric's first, where nothing is graded the first that answered."""
        roles = [role.id for role in self.rubric.roles]
        answered = {role for (unit, role), n in self.responses.items() if n and unit in self.region.whole.units}
        told = [role for role in roles if self.rubric.grades or role in answered]
        return next(iter(told or roles), "")


def gathered(view: View, region_id: str, asked: Asked, *, units_too: bool = False) -> Gathered:
    """Read what there is. With ``units_too`` the earlier round's figures are those of its units as well. Raises
    InvalidInput where something that was asked for is not there."""
    round_ = asked.round
    units = view.units()
    known(region_id, {unit.region for unit in units.values()}, Code.REGION_UNKNOWN)
    known(round_, view.rounds(), Code.ROUND_UNKNOWN)
    name = _region_name(region_id, asked)
    unfinished = drafts(view, round_, region_id, asked.as_of)
    notices = () if asked.drafts else left_out(unfinished)
    pinned = rubric_of_round(view, round_, drafts=asked.drafts, also=notices)
    rubric = pinned.model
    events = events_of(view, round_, rubric, drafts=asked.drafts)
    grades = grades_as_of(events, asked.grades_used, asked.as_of)
    responses, invited = view.response_counts(round_), view.invited_counts(round_)
    known(asked.by, columns(unit for unit in units.values() if unit.region == region_id), Code.GROUPING_UNKNOWN)
    told_of = {unit for unit, _ in (*grades, *responses, *invited)}
    region = region_of(region_id, units, told_of, rubric, asked.by)
    if not region.whole.units:
        raise InvalidInput([Problem(Code.NOTHING_TO_REPORT, Place(""), found=region_id, also=round_), *notices])
    protection = asked.protection
    baseline = _baseline(view, asked.baseline)
    earlier: Earlier | None = None
    then: tuple[Figure, ...] = ()
    if asked.versus_round is not None:
        earlier, then = earlier_round(
            view,
            asked.versus_round,
            round_,
            region,
            units,
            rubric,
            protection,
            graded_now=grades,
            grades_used=asked.grades_used,
            as_of=asked.as_of,
            interval=asked.interval,
            units_too=units_too,
        )
        if earlier.later:
            notices = (*notices, Problem(Code.VERSUS_LATER, Place(""), asked.versus_round, also=round_))
    own: Earlier | None = None
    own_figures: tuple[Figure, ...] = ()
    if asked.self_assessment is not None:
        own, own_figures = own_assessment(
            view, asked.self_assessment, region, units, rubric, as_of=asked.as_of, units_too=units_too
        )
        told = {figure.address for figure in then}  # the same round may be the earlier one too
        own_figures = tuple(figure for figure in own_figures if figure.address not in told)
    return Gathered(
        name=name,
        units=units,
        region=region,
        pinned=pinned,
        events=events,
        grades=grades,
        responses=responses,
        invited=invited,
        tallies=view.answer_tallies(round_, rubric),
        protection=protection,
        baseline=baseline,
        there=kept_rubric(view, baseline.rubric_hash).model if baseline else None,
        earlier=earlier,
        then=tuple(without(then, asked.barred)),
        unfinished=tuple(unfinished),
        notices=notices,
        own=own,
        own_figures=own_figures,
    )


def shared_figures(found: Gathered, asked: Asked, *, units_too: bool = False) -> tuple[Figure, ...]:
    """The figures that a region's report and those of its units have alike: of grades, of who answered, and of the
    answers (with ``units_too`` each unit's as well)."""
    round_, region, rubric = asked.round, found.region, found.rubric
    graded_or_asked = (
        grade_figures(round_, region, found.grades, asked.grades_used, rubric)
        if rubric.grades
        else unit_figures(round_, region, found.responses)
    )
    return (
        *graded_or_asked,
        *response_figures(round_, region, found.responses, found.invited, rubric, found.protection),
        *without(
            answer_figures(
                round_, region, found.tallies, rubric, found.protection, units=units_too, interval=asked.interval
            ),
            asked.barred,
        ),
    )


class Alike(TypedDict):
    """What every report on a round is written from alike: see :class:`~spur.report.material.Material`."""

    wording: Wording
    name: str
    round: str
    rubric: Rubric
    rubric_hash: str
    region: Region
    grades_used: GradesUsed
    role: str
    protection: Protection
    interval: IntervalMethod
    baseline: Baseline | None
    earlier: Earlier | None
    own: Earlier | None
    drafts: int
    example: bool
    preview: bool


def alike(found: Gathered, asked: Asked) -> Alike:
    return {
        "wording": Wording(asked.lang),
        "name": found.name,
        "round": asked.round,
        "rubric": found.rubric,
        "rubric_hash": found.pinned.hash,
        "region": found.region,
        "grades_used": asked.grades_used,
        "role": found.role,
        "protection": found.protection,
        "interval": asked.interval,
        "baseline": found.baseline,
        "earlier": found.earlier,
        "own": found.own,
        "drafts": len(found.unfinished) if asked.drafts else 0,
        "example": asked.example,
        "preview": asked.preview,
    }


def newest_day(events: Iterable[GradeEvent], asked: Asked) -> str:
    """The ISO day up to which events count: the one that was asked for, else that of the last event; "" where no event
    has a day."""
    last = asked.as_of or max((event.on for event in events if event.on), default=None)
    return last.isoformat() if last else ""


def _region_name(region_id: str, asked: Asked) -> str:
    if asked.settings is None:
        return region_name(region_id)
    theirs = asked.settings.region.id
    if theirs != region_id:
        raise InvalidInput([Problem(Code.SETTINGS_OTHER_REGION, Place(""), found=theirs, also=region_id)])
    return asked.settings.region_name(asked.lang)


def _baseline(view: View, name: str | None) -> Baseline | None:
    if name is None:
        return None
    known(name, view.baseline_names(), Code.BASELINE_UNKNOWN)
    return view.baseline(name)
