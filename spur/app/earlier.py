"""Out of the database: the earlier round that a report's is compared with."""

import re
from collections.abc import Mapping
from datetime import date

from spur.analysis.answers import answer_figures
from spur.analysis.figure import Figure, GradesUsed
from spur.analysis.grades import Grades, grade_figures, grades_as_of
from spur.analysis.paired_units import paired_unit_figures
from spur.analysis.plans import with_lifts
from spur.analysis.rounds import Earlier, comparable_grades, like_areas, like_questions, printed_figures
from spur.analysis.scopes import Region, region_of
from spur.analysis.unit_grades import unit_grade_figures
from spur.app.known import known
from spur.app.rubrics import kept_rubric, rubric_of_round
from spur.disclosure.release import Protection
from spur.ledger.reading import View
from spur.records.grade import GradeEvent
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric, Rubric
from spur.statistics.proportion import IntervalMethod

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def events_of(view: View, round_: str, rubric: Rubric, *, drafts: bool = False) -> tuple[GradeEvent, ...]:
    """A round's grades as they were set, and the lifts that plans brought."""
    graded = view.grade_events(round_, drafts=drafts)
    return with_lifts(graded, view.inspection_events(round_), rubric, view.table_plans(round_))


def earlier_round(
    view: View,
    round_: str,
    reported: str,
    region: Region,
    units: Mapping[str, Unit],
    rubric: Rubric,
    protection: Protection,
    *,
    graded_now: Grades,
    grades_used: GradesUsed,
    as_of: date | None,
    interval: IntervalMethod,
    units_too: bool = False,
) -> tuple[Earlier, tuple[Figure, ...]]:
    """What is known of the region in another round than the ``reported`` one, under the rubric of that round and
    protected by itself: its answers or, where there are none, its printed shares; and its grades where they mean the
    same as those of the report's ``rubric``; with it the units that are graded in both rounds (``graded_now`` are the
    report's grades). With ``units_too`` the figures are those of each unit as well, and not of both rounds' units."""
    if round_ == reported:
        raise InvalidInput([Problem(Code.VERSUS_ITSELF, Place(""), round_)])
    known(round_, [each for each in view.rounds() if each != reported], Code.ROUND_UNKNOWN)
    then = rubric_of_round(view, round_) if view.rubrics_of_round(round_) else None
    responses = view.response_counts(round_)
    grades: Grades = grades_as_of(events_of(view, round_, then.model), grades_used, as_of) if then else {}
    before = region_of(region.whole.id, units, {unit for unit, _ in (*grades, *responses)}, rubric, region.by)
    answered, graded = (_any_of(before, told) for told in (responses, grades))
    printed = None if answered else view.printed_shares(round_, region.whole.id)
    if not (answered or graded or printed):
        raise InvalidInput([Problem(Code.ROUND_WITHOUT_REGION, Place(""), round_, also=region.whole.id)])
    figures: list[Figure] = []
    asked: PinnedRubric | None = then if answered else None
    if then and answered:
        tallies = view.answer_tallies(round_, then.model)
        figures += answer_figures(round_, before, tallies, then.model, protection, units=units_too, interval=interval)
    if printed:
        asked = kept_rubric(view, printed.rubric_hash)
        figures += printed_figures(round_, region, printed)
    like, apart = like_questions(rubric, asked.model) if asked else ((), ())
    areas = like_areas(rubric, then.model) if then and graded else ()
    if then and graded:
        figures += comparable_grades(grade_figures(round_, before, grades, grades_used, then.model), areas)
        for unit in before.whole.each_unit() if units_too else ():
            own = unit_grade_figures(round_, unit, grades, grades_used, then.model)
            figures += comparable_grades(own, areas)
    later = is_later(view, round_, reported)
    earlier = Earlier(round_, asked, then if graded else None, printed is not None, like, apart, areas, later)
    if not units_too:
        figures += paired_unit_figures(reported, region.whole, graded_now, grades, earlier, grades_used, rubric)
    return earlier, tuple(figures)


def own_assessment(
    view: View,
    round_: str,
    region: Region,
    units: Mapping[str, Unit],
    rubric: Rubric,
    *,
    as_of: date | None,
    units_too: bool = False,
) -> tuple[Earlier, tuple[Figure, ...]]:
    """The round in which the units assessed themselves: their grades as far as those may stand beside the report's.
    Raises InvalidInput where the round or its grades are not there, or no area of its rubric corresponds."""
    known(round_, view.rounds(), Code.ROUND_UNKNOWN)
    then = rubric_of_round(view, round_)
    grades = grades_as_of(events_of(view, round_, then.model), "at-inspection", as_of)
    before = region_of(region.whole.id, units, {unit for unit, _ in grades}, rubric, region.by)
    areas = like_areas(rubric, then.model)
    if not areas or not before.whole.units:
        raise InvalidInput([Problem(Code.NO_OWN_ASSESSMENT, Place(""), round_, also=region.whole.id)])
    figures = list(grade_figures(round_, before, grades, "at-inspection", then.model))
    for unit in before.whole.each_unit() if units_too else ():
        figures += unit_grade_figures(round_, unit, grades, "at-inspection", then.model)
    return Earlier(round_, None, then, False, areas=areas), tuple(comparable_grades(figures, areas))


def is_later(view: View, round_: str, than: str) -> bool:
    """Whether a round is known to be later than another: by the years in their names, else by their inspections."""
    years = [_YEAR.findall(each)[-1:] for each in (round_, than)]
    if all(years) and years[0] != years[1]:
        return years[0] > years[1]
    days = [max((e.on for e in view.grade_events(each) if e.on), default=None) for each in (round_, than)]
    return days[0] is not None and days[1] is not None and days[0] > days[1]


def _any_of(region: Region, told: Mapping[tuple[str, str], object]) -> bool:
    return any(unit in region.whole.units for unit, _ in told)
