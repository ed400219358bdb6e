"""Out of the database: the earlier round that a report's is compared with."""

from collections.abc import Mapping
from datetime import date

from spur.analysis.answers import answer_figures
from spur.analysis.figure import Figure, GradesUsed
from spur.analysis.grades import grade_figures, grades_as_of
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
    grades_used: GradesUsed,
    as_of: date | None,
    units_too: bool = False,
) -> tuple[Earlier, tuple[Figure, ...]]:
    """What is known of the region in another round than the ``reported`` one, under the rubric of that round and
    protected by itself: its answers or, where there are none, its printed shares; and its grades where they mean the
    same as those of the report's ``rubric``. With ``units_too`` those of each unit as well."""
    if round_ == reported:
        raise InvalidInput([Problem(Code.VERSUS_ITSELF, Place(""), round_)])
    known(round_, [each for each in view.rounds() if each != reported], Code.ROUND_UNKNOWN)
    then = rubric_of_round(view, round_) if view.rubrics_of_round(round_) else None
    responses = view.response_counts(round_)
    grades = grades_as_of(events_of(view, round_, then.model), grades_used, as_of) if then else {}
    before = region_of(region.whole.id, units, {unit for unit, _ in (*grades, *responses)}, rubric, region.by)
    answered, graded = (_any_of(before, told) for told in (responses, grades))
    printed = None if answered else view.printed_shares(round_, region.whole.id)
    if not (answered or graded or printed):
        raise InvalidInput([Problem(Code.ROUND_WITHOUT_REGION, Place(""), round_, also=region.whole.id)])
    figures: list[Figure] = []
    asked: PinnedRubric | None = then if answered else None
    if then and answered:
        tallies = view.answer_tallies(round_, then.model)
        figures += answer_figures(round_, before, tallies, then.model, protection, units=units_too)
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
    return (
        Earlier(round_, asked, then if graded else None, printed is not None, like, apart, areas),
        tuple(figures),
    )


def _any_of(region: Region, told: Mapping[tuple[str, str], object]) -> bool:
    return any(unit in region.whole.units for unit, _ in told)
