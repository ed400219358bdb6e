"""The grade that the rubric's rule expects from an area's findings, and the requirements that speak against another.

The rule never decides: the inspector's grade stands, and a difference is told. Findings are given as requirement id →
finding code; a requirement that is not there, not applicable or not assessed is in no denominator.
"""

from collections.abc import Mapping

from spur.rubric.model import Rubric
from spur.rubric.parts import Grade, Requirement


def expected_grade(rubric: Rubric, area_id: str, findings: Mapping[str, str]) -> str | None:
    """The best grade of which every class's share of met requirements is at least what it requires (``requires``, in
    percent). None when nothing has been assessed: no finding at all is no grade, not the best one.

    A class without an applicable requirement hinders no grade. Meeting one more requirement never lowers the grade.
    """
    if not any(_met(rubric, findings, each) is not None for each in rubric.requirements_of(area_id)):
        return None
    return next(grade.code for grade in rubric.grades if not _lacking(rubric, area_id, findings, grade))


def speaking_against(rubric: Rubric, area_id: str, findings: Mapping[str, str], grade_code: str) -> tuple[str, ...]:
    """The requirements that keep the area from a grade: those not fully met, in the classes that fall short of it."""
    lacking = _lacking(rubric, area_id, findings, rubric.grade(grade_code))
    return tuple(
        each.id
        for each in rubric.requirements_of(area_id)
        if each.requirement_class in lacking and (met := _met(rubric, findings, each)) is not None and met < 100
    )


def _lacking(rubric: Rubric, area_id: str, findings: Mapping[str, str], grade: Grade) -> set[str]:
    """The classes of which less is met than the grade requires."""
    lacking = set()
    for class_id, least in grade.requires.items():
        of_class = (each for each in rubric.requirements_of(area_id) if each.requirement_class == class_id)
        met = [percent for each in of_class if (percent := _met(rubric, findings, each)) is not None]
        if sum(met) < least * len(met):
            lacking.add(class_id)
    return lacking


def _met(rubric: Rubric, findings: Mapping[str, str], requirement: Requirement) -> int | None:
    """To what percent the requirement is met; None when it is not applicable or not assessed."""
    finding = rubric.finding(findings.get(requirement.id, ""))
    return finding.met if finding else None
