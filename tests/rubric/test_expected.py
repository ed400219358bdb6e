"""The grade that the rule expects: as good as the findings allow, never worse for meeting one more requirement."""

from hypothesis import given
from hypothesis import strategies as st

from spur.rubric.expected import expected_grade, speaking_against
from spur.rubric.load import load
from spur.shipped import shipped

RUBRIC = load(shipped("rubrics/spur-st-2018.toml")).rubric
AREA = "D"
OF_CLASS = {
    each.id: [r.id for r in RUBRIC.requirements_of(AREA) if r.requirement_class == each.id] for each in RUBRIC.classes
}
ALL = [r.id for r in RUBRIC.requirements_of(AREA)]
POINTS = {grade.code: grade.points for grade in RUBRIC.grades}
findings = st.fixed_dictionaries({}, optional={r: st.sampled_from([f.code for f in RUBRIC.findings]) for r in ALL})


def every(finding: str, **other: str) -> dict[str, str]:
    """The same finding of every requirement but those of the classes named."""
    return {r: other.get(name, finding) for name, requirements in OF_CLASS.items() for r in requirements}


def test_everything_met_is_an_a_and_all_but_the_criteria_a_b():
    assert expected_grade(RUBRIC, AREA, every("met")) == "A"
    assert expected_grade(RUBRIC, AREA, every("met", criterion="unmet")) == "B"


def test_advice_half_met_is_a_c_and_less_a_d():
    assert expected_grade(RUBRIC, AREA, every("met", advice="partly")) == "C"
    assert expected_grade(RUBRIC, AREA, every("met", advice="unmet")) == "D"


def test_one_regulation_met_in_part_is_a_d_and_is_what_speaks_against_a_better_grade():
    one = OF_CLASS["regulation"][0]
    found = every("met") | {one: "partly"}
    assert expected_grade(RUBRIC, AREA, found) == "D"
    assert speaking_against(RUBRIC, AREA, found, "B") == (one,)
    assert speaking_against(RUBRIC, AREA, found, "D") == ()


def test_what_is_not_applicable_is_in_no_denominator():
    one, *_ = OF_CLASS["advice"]
    assert expected_grade(RUBRIC, AREA, every("met", advice="not-applicable")) == "A"
    assert expected_grade(RUBRIC, AREA, every("met") | {one: "not-applicable"}) == "A"


def test_nothing_found_is_no_grade_and_not_an_a():
    assert expected_grade(RUBRIC, AREA, {}) is None
    assert expected_grade(RUBRIC, AREA, every("not-assessed")) is None
    assert expected_grade(RUBRIC, AREA, every("not-applicable")) is None


@given(found=findings, requirement=st.sampled_from(ALL))
def test_meeting_one_more_requirement_never_lowers_the_grade(found, requirement):
    before = expected_grade(RUBRIC, AREA, found)
    if before is None or found.get(requirement) in (None, "not-assessed", "not-applicable"):
        return  # a requirement that was in no denominator is not met "one more"
    after = expected_grade(RUBRIC, AREA, found | {requirement: "met"})
    assert after is not None
    assert POINTS[after] >= POINTS[before]


@given(found=findings, grade=st.sampled_from(list(POINTS)))
def test_mending_what_speaks_against_a_grade_gives_it(found, grade):
    if expected_grade(RUBRIC, AREA, found) is None:
        return
    mended = found | dict.fromkeys(speaking_against(RUBRIC, AREA, found, grade), "met")
    assert POINTS[expected_grade(RUBRIC, AREA, mended)] >= POINTS[grade]
