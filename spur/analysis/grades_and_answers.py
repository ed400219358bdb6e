"""Do units with a higher grade have more positive answers? The grades of an area beside the answers to its questions.

The units are the cases, and only those whose answers are shown: to divide all answers by the units' grades would be a
division of the region of its own, which could be combined with those of groups and units to find somebody out. What is
added up over shown units tells nothing that their own reports do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import erfc, sqrt

from spur.analysis.answers import scored_questions
from spur.analysis.atoms import Atom, shown_atom
from spur.analysis.figure import Figure, Figures, GradesUsed
from spur.analysis.grades import Grades
from spur.analysis.scopes import Region, unit_part
from spur.analysis.signals import OTHERS
from spur.rubric.model import Rubric
from spur.rubric.parts import Question
from spur.statistics.adjustment import benjamini_hochberg
from spur.statistics.correlation import kendall_tau_b, spearman, spearman_p
from spur.statistics.signal import Signal
from spur.statistics.trend import cochran_armitage

GRADES = "grades"
"""What answers are compared with (``versus``): the grades of the units that gave them; ``grade:A`` for one grade."""

LEAST_ANSWERS = 5  # of a unit, to be a case
CORRELATED_FROM = 8
"""With so many units on they are ranked; with fewer, their answers are counted grade by grade."""
LEAST_UNITS = 4
ASSUMED_ALIKE = 0.05
"""How alike two of one unit are taken to answer (the intraclass correlation that shrinkage assumes too, where there are
too few units to tell): without it four to seven units gave a false alarm in 12 to 18 of a hundred."""

LOW, HIGH = (Signal.LESS, Signal.STRONG_LESS), (Signal.MORE, Signal.STRONG_MORE)


@dataclass(frozen=True, slots=True)
class _Case:
    """A unit with the points of its grade and the answers that are shown of it."""

    unit: str
    points: int
    answers: Atom

    @property
    def share(self) -> Fraction:
        return Fraction(*self.answers.counts)


def grade_answer_figures(
    round_: str, region: Region, figures: Figures, grades: Grades, used: GradesUsed, role: str, rubric: Rubric
) -> Iterator[Figure]:
    """For every question whose units have at least two grades in its area: how many units are compared and, by grade,
    their answers; from eight units on Spearman's ρ and τ_b with the p-value of ρ, with fewer that of Cochran's and
    Armitage's trend; ``q`` is the one or the other adjusted for all questions. And each unit whose grade and flag
    point apart: its points, and ``apart`` for the question (see :func:`is_apart`). ``figures`` hold what is shown of
    units, and their flags."""
    told = [
        (question, cases)
        for question in scored_questions(rubric)
        if role in question.roles
        and question.area
        and (cases := _cases(question, region, figures, grades, role, rubric))
    ]
    compared = [(question, cases) for question, cases in told if _may_compare(cases)]
    p_values = [_p(cases) for _, cases in compared]
    for (question, cases), p, q in zip(compared, p_values, benjamini_hochberg(p_values), strict=True):
        figure = partial(Figure, round_, "region", region.whole.id, f"item:{question.id}", role=role, grades_used=used)
        yield from _question_figures(figure, cases, p, q, rubric)
    named: set[tuple[str, str]] = set()
    for question, cases in told:
        for case in cases:
            flag = figures.get("unit", case.unit, f"item:{question.id}", "flag", role=role, versus=OTHERS)
            if flag is not None and is_apart(case.points, str(flag.value), rubric):
                unit = partial(Figure, round_, "unit", case.unit, grades_used=used)
                yield unit(f"item:{question.id}", "apart", 1, role=role, versus=GRADES)
                if question.area and (case.unit, question.area) not in named:
                    named.add((case.unit, question.area))
                    yield unit(f"area:{question.area}", "points", case.points, versus=GRADES)


def is_apart(points: int, flag: str, rubric: Rubric) -> bool:
    """Whether a grade at the line or above stands beside answers that are less positive than elsewhere by the rule of
    signals, or a grade below it beside more positive ones."""
    return flag in (LOW if points >= rubric.line_points else HIGH)


def _cases(
    question: Question, region: Region, figures: Figures, grades: Grades, role: str, rubric: Rubric
) -> list[_Case]:  # fmt: skip
    cases = []
    for unit in sorted(region.whole.units):
        grade = grades.get((unit, question.area or ""))
        answers = shown_atom(figures, unit_part(unit), f"item:{question.id}", role)
        if grade is not None and answers is not None and answers.n >= LEAST_ANSWERS:
            cases.append(_Case(unit, rubric.points(grade), answers))
    return cases


def _may_compare(cases: list[_Case]) -> bool:
    return len(cases) >= LEAST_UNITS and len({case.points for case in cases}) > 1


def _p(cases: list[_Case]) -> float | None:
    """How easily chance would give what is seen: over the units where they are enough, else over their answers."""
    if len(cases) >= CORRELATED_FROM:
        return spearman_p([case.points for case in cases], [case.share for case in cases])
    return erfc(abs(_trend(cases)) / sqrt(2))


def _trend(cases: list[_Case]) -> float:
    """The trend's z with the design effect that answers of one unit are taken to have: too few units to see it."""
    positive, n = ([case.answers.counts[at] for case in cases] for at in (0, 1))
    effect = 1 + (sum(n) / len(cases) - 1) * ASSUMED_ALIKE
    return cochran_armitage(positive, n, [case.points for case in cases]).z / sqrt(effect)


def _question_figures(
    figure: "partial[Figure]", cases: list[_Case], p: float | None, q: float | None, rubric: Rubric
) -> Iterator[Figure]:
    told = partial(figure, versus=GRADES)
    points, shares = [case.points for case in cases], [case.share for case in cases]
    yield told(statistic="units_compared", value=len(cases))
    ranked = len(cases) >= CORRELATED_FROM
    if ranked:
        yield told(statistic="rho", value=_exact(spearman(points, shares)))
        yield told(statistic="tau_b", value=_exact(kendall_tau_b(points, shares)))
    else:
        yield told(statistic="trend_z", value=_exact(_trend(cases)))
    yield told(statistic="rho_p" if ranked else "trend_p", value=_exact(p))
    yield told(statistic="q", value=_exact(q))
    for grade in rubric.grades:
        own = [case.answers for case in cases if case.points == grade.points]
        if own:
            n = sum(each.n for each in own)
            of_grade = partial(figure, versus=f"grade:{grade.code}")
            yield of_grade(statistic="units_compared", value=len(own))
            yield of_grade(statistic="n", value=n)
            yield of_grade(statistic="share_positive", value=Fraction(sum(each.positive for each in own), n))


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(value)
