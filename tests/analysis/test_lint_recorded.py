"""What a person should look at of what came in, by the records alone."""

import pytest

from spur import app
from spur.analysis.lint.recorded import Recorded, recorded_remarks
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.records.unit import Unit
from spur.report.remarks import line
from spur.rubric.model import Rubric
from spur.wording import Wording
from tests.conftest import RUBRIC


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return app.pinned_rubric(RUBRIC).model


def unit(id: str, name: str, place: str = "Centralort") -> Unit:
    return Unit(id, name, "Kirurgi", "kirurgi", place, "vastmanland", ())


UNITS = {each.id: each for each in (unit("K-1", "Tornfalk"), unit("K-2", "Duvhök"), unit("K-3", "Orre"))}


def said(rubric: Rubric, **of: object) -> list[str]:
    recorded = {"units": UNITS, "grades": {}, "responses": {}, "invited": {}, "inspections": (), "owed": (), **of}
    return [line(each, Wording("sv")) for each in recorded_remarks(Recorded(rubric=rubric, **recorded))]


def test_answers_without_an_inspection_and_the_other_way_round(rubric: Rubric) -> None:
    grades, responses = {("K-1", "A"): "B", ("K-2", "A"): "B"}, {("K-2", "st-lakare"): 1, ("K-3", "st-lakare"): 1}
    assert said(rubric, grades=grades, responses=responses) == [
        "K-3 Orre: Enheten har enkätsvar men ingen granskning i omgången. [answered-not-inspected]",
        "K-1 Tornfalk: Enheten är granskad, men ingen där har svarat på enkäten. [inspected-not-answered]",
    ]
    # a draft is an inspection; a round with only one of the two lacks nothing
    assert len(said(rubric, grades=grades, responses=responses, drafts=("K-3",))) == 1
    assert said(rubric, grades=grades) == said(rubric, responses=responses) == []


def test_more_answers_than_invited_without_the_numbers(rubric: Rubric) -> None:
    """A unit has one chief: whether the one answered is nobody's business."""
    responses, invited = {("K-1", "verksamhetschef"): 2}, {("K-1", "verksamhetschef"): 1}
    assert said(rubric, responses=responses, invited=invited) == [
        "K-1 Tornfalk, verksamhetschefer: Fler svar än inbjudna. Något av antalen är fel. [answers-exceed-invited]"
    ]


def test_units_that_may_be_one(rubric: Rubric) -> None:
    doubled = UNITS | {"K-9": unit("K-9", "Tornfalck"), "K-8": unit("K-8", "Tornfalk", "Annan ort")}
    assert said(rubric, units=doubled) == [
        "”K-1 Tornfalk, Centralort” och ”K-9 Tornfalck, Centralort” kan vara samma enhet: namnen är nästan lika. "
        "[names-alike]"
    ]


def test_a_regulation_that_is_unmet_though_the_grade_is_b(rubric: Rubric) -> None:
    area = rubric.areas[4].id
    demands = rubric.requirements_of(area)
    unmet = next(each for each in demands if each.requirement_class == "regulation")
    met, not_met = (next(each.code for each in rubric.findings if each.met == share) for share in (100, 0))
    found = tuple(FoundRequirement(each.id, not_met if each is unmet else met, "") for each in demands)

    def graded(grade: str) -> Inspection:
        judged = AreaJudgement(area, grade, "", "", "", "", "", "", found)
        return Inspection("K-1", "2019", None, (), Judgement.JOINT, "", (judged,))

    (told,) = said(rubric, inspections=[graded("B")])
    assert told.startswith(f"K-1 Tornfalk, område {area}: Graderingen är B fast {unmet.id} inte är uppfyllda; ")
    assert told.endswith("[rules-unmet]")
    assert said(rubric, inspections=[graded("C")]) == []
    assert said(rubric, inspections=[graded("B")], drafts=("K-1",)) == []
