"""What a unit has to do follows from its findings and grades, and from nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spur.analysis.checklist import Before, Measure, Need, checklist, class_needs, followed, grade_need
from spur.records.action import ActionState, Standing
from spur.rubric.expected import speaking_against
from tests.ledger.golden import rubric
from tests.reviewed import GRADED, told

MODEL = rubric().model
UNIT = "AM-01"
CODES = [each.code for each in MODEL.findings]


def listed(findings: dict[str, str], grades: dict[str, str] = GRADED) -> dict[str, Need]:
    by_area = {(UNIT, area): grade for area, grade in grades.items()}
    return {each.subject: each.need for each in checklist(UNIT, by_area, told(UNIT, "2019", findings, grades), MODEL)}


def test_a_class_calls_for_what_its_rubric_says() -> None:
    assert class_needs(MODEL) == {
        "regulation": Need.REQUIRED, "advice": Need.RECOMMENDED, "criterion": Need.POSSIBLE
    }  # fmt: skip
    assert [grade_need(grade.code, MODEL) for grade in MODEL.grades] == [None, None, Need.RECOMMENDED, Need.REQUIRED]


def test_an_unmet_requirement_stands_for_its_area() -> None:
    """D is graded D and E is graded C: with a regulation that is not met in D, D itself is no line of the list."""
    first, advice = (
        MODEL.requirements_of("D")[0],
        next(e for e in MODEL.requirements if e.requirement_class == "advice"),
    )
    assert listed({first.id: "unmet"}) == {f"requirement:{first.id}": Need.REQUIRED, "area:E": Need.RECOMMENDED}
    assert listed({advice.id: "partly"})[f"requirement:{advice.id}"] is Need.RECOMMENDED
    assert listed({}) == {"area:D": Need.REQUIRED, "area:E": Need.RECOMMENDED}


def test_grades_alone_give_lines_too() -> None:
    grades = {(UNIT, area): grade for area, grade in GRADED.items()}
    alone = checklist(UNIT, grades, None, MODEL)
    assert [(each.subject, each.need) for each in alone] == [
        ("area:D", Need.REQUIRED), ("area:E", Need.RECOMMENDED)
    ]  # fmt: skip


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from([each.id for each in MODEL.requirements]), st.sampled_from(CODES)),
    st.dictionaries(
        st.sampled_from([each.id for each in MODEL.areas]), st.sampled_from([g.code for g in MODEL.grades])
    ),
)
def test_nothing_that_speaks_against_the_line_is_left_out(findings: dict[str, str], grades: dict[str, str]) -> None:
    """Whatever keeps an area from the line is on the list; what is met or not assessed never is; each once, the most
    urgent first; and an area below the line is never without something as urgent as its grade."""
    of_all = told(UNIT, "2019", findings, grades)
    by_area = {(UNIT, area): grade for area, grade in grades.items()}
    measures = checklist(UNIT, by_area, of_all, MODEL)
    subjects = [each.subject for each in measures]
    assert len(subjects) == len(set(subjects))
    assert [*measures] == sorted(measures, key=lambda each: list(Need).index(each.need))
    for area in of_all.areas:
        for requirement in speaking_against(MODEL, area.area, area.findings, MODEL.grading.line):
            assert f"requirement:{requirement}" in subjects
        for requirement, code in area.findings.items():
            finding = MODEL.finding(code)
            assert (f"requirement:{requirement}" in subjects) == (finding.met is not None and finding.met < 100)
        need = grade_need(area.grade, MODEL)
        if need is not None:
            urgent = [*Need][: [*Need].index(need) + 1]
            assert any(each.area == area.area and each.need in urgent for each in measures)


def test_what_was_open_comes_over_to_the_next_round_and_what_was_done_begins_anew() -> None:
    open_ = Standing("Åsa Ek", None, ActionState.ONGOING, "", "väntar")
    done = Standing("Bo Ek", None, ActionState.DONE, "beslut")

    def measure(subject: str, **more: object) -> Measure:
        return replace(Measure(UNIT, "D", Need.REQUIRED, "D", subject), **more)  # type: ignore[arg-type]

    then = (measure("D1", standing=open_, told=True), measure("D2", standing=done, told=True), measure("D3"))
    before = Before("2019", MODEL, {(UNIT, "D"): "D"}, then)
    now = [measure(each) for each in ("D1", "D2", "D3", "D4")] + [measure("")]
    first, second, third, fourth, area = followed(now, MODEL, [before])
    assert (first.standing, first.again) == (open_, ("2019",))
    assert (second.standing, second.again) == (Standing("Bo Ek"), ("2019",))
    assert (third.standing, third.again) == (Standing(), ("2019",))
    assert (fourth.standing, fourth.again) == (Standing(), ())
    assert area.again == ("2019",)
    # what somebody has told in this round stands
    [own] = followed([measure("D1", standing=done, told=True)], MODEL, [before])
    assert own.standing == done


@pytest.mark.parametrize("mapped", [True, False])
def test_a_requirement_of_another_wording_is_the_same_only_where_a_mapping_says_so(mapped: bool) -> None:
    from spur.rubric.parts import Mapping

    [old] = [each for each in MODEL.requirements if each.id == "D1"]
    renamed = old.model_copy(update={"id": "D90", "text": {"sv": "Annat.", "en": "Other."}})
    requirements = tuple(renamed if each.id == "D1" else each for each in MODEL.requirements)
    mapping = Mapping(
        to=MODEL.key, subject="requirement", here="D90", there="D1", reason={"sv": "Samma.", "en": "Same."}
    )
    newer = MODEL.model_copy(update={"requirements": requirements, "mappings": (mapping,) if mapped else ()})
    before = Before("2019", MODEL, {}, (Measure(UNIT, "D", Need.REQUIRED, "D", "D1"),))
    [measure] = followed([Measure(UNIT, "D", Need.REQUIRED, "D", "D90")], newer, [before])
    assert measure.again == (("2019",) if mapped else ())
