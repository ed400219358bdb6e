"""How far the roles agree: small data that can be worked out by hand, and what must hold of any."""

import json
from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur import app
from spur.analysis.agreement import agreement_figures
from spur.analysis.answers import answer_figures
from spur.analysis.figure import Figure, Figures, Named
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Protection
from spur.report.shown import shown
from spur.statistics.tally import Tally
from spur.wording import Wording
from tests.conftest import RUBRIC

MODEL = app.pinned_rubric(RUBRIC).model
TRAINEES, SUPERVISORS, DIRECTORS, HEADS = (role.id for role in MODEL.roles)
ALLSIDIG, STAB, UTRUSTNING, BIBLIOTEK = "st.allsidig", "st.lakarstab", "st.utrustning", "st.bibliotek"  # A, B, C, C
POSITIVE, NOT_POSITIVE = 5, 2

Answered = Mapping[tuple[str, str, str], tuple[int, int]]
"""How many of how many were positive, by unit, role and question."""


def region(units: int = 1) -> Region:
    """A region of some groups with one unit each: G1 in g1, G2 in g2 …"""
    groups = tuple(Part("group", f"g{i}", frozenset({f"G{i}"})) for i in range(1, units + 1))
    return Region(Part("region", "r", frozenset(f"G{i}" for i in range(1, units + 1))), groups)


def agreement(answered: Answered, units: int = 1) -> Figures:
    tallies = {key: Tally.of({POSITIVE: k, NOT_POSITIVE: n - k}) for key, (k, n) in answered.items()}
    whole = region(units)
    answers = Figures.of(answer_figures("2019", whole, tallies, MODEL, Protection()))
    return Figures.of(agreement_figures("2019", whole, answers, MODEL))


def of_region(figures: Figures, subject: str, statistic: str, **more: str) -> Figure:
    return figures("region", "r", subject, statistic, **more)


def roles(figure: Figure) -> list[str]:
    return list(figure.value.ids) if isinstance(figure.value, Named) else []


BY_HAND = {
    ("G1", TRAINEES, ALLSIDIG): (15, 20),
    ("G1", SUPERVISORS, ALLSIDIG): (30, 40),
    ("G1", TRAINEES, UTRUSTNING): (14, 20),
    ("G1", SUPERVISORS, UTRUSTNING): (36, 40),
    ("G1", DIRECTORS, UTRUSTNING): (8, 10),
    ("G1", TRAINEES, BIBLIOTEK): (10, 20),
    ("G1", SUPERVISORS, BIBLIOTEK): (20, 40),
    ("G1", DIRECTORS, BIBLIOTEK): (8, 10),
}


def test_ranges_agreement_ranks_and_who_is_lowest_as_worked_out_by_hand():
    figures = agreement(BY_HAND)
    questions = {
        ALLSIDIG: (2, Fraction(0), []),
        UTRUSTNING: (3, Fraction(20, 100), [TRAINEES]),  # 70, 90 and 80 %
        BIBLIOTEK: (3, Fraction(30, 100), [TRAINEES, SUPERVISORS]),  # 50, 50 and 80 %
    }
    for question, (compared, width, lowest) in questions.items():
        assert of_region(figures, f"item:{question}", "roles_compared").value == compared
        assert of_region(figures, f"item:{question}", "role_range").value == width
        assert roles(of_region(figures, f"item:{question}", "lowest_role")) == lowest
    areas = {"A": (1, Fraction(1), 1, []), "C": (2, Fraction(75, 100), 2, [TRAINEES])}
    for area, (n, agreed, rank, lowest) in areas.items():
        assert of_region(figures, f"area:{area}", "questions_compared").value == n
        assert of_region(figures, f"area:{area}", "agreement").value == agreed
        assert of_region(figures, f"area:{area}", "role_range").value == 1 - agreed
        assert of_region(figures, f"area:{area}", "agreement_rank").value == rank
        assert roles(of_region(figures, f"area:{area}", "lowest_role")) == lowest
    assert of_region(figures, "items", "questions_compared").value == 3
    assert of_region(figures, "items", "count:lowest", role=TRAINEES).value == 2
    assert of_region(figures, "items", "count:lowest", role=DIRECTORS).value == 0


def test_a_range_is_shown_as_points_without_a_sign_and_a_role_by_its_title():
    figures, said = agreement(BY_HAND), Wording("sv")
    assert shown(of_region(figures, f"item:{UTRUSTNING}", "role_range"), said) == "20,0"
    assert shown(of_region(figures, "area:C", "agreement"), said) == "75,0"
    assert shown(of_region(figures, f"item:{BIBLIOTEK}", "lowest_role"), said) == "ST-läkare och handledare"
    assert shown(of_region(figures, f"item:{ALLSIDIG}", "lowest_role"), said) == "–"


def test_each_role_is_compared_with_the_trainees_by_the_five_point_rule():
    figures = agreement(BY_HAND)
    versus = f"role:{TRAINEES}"
    own = of_region(figures, f"item:{UTRUSTNING}", "diff", role=SUPERVISORS, versus=versus)
    assert own.value == Fraction(36, 40) - Fraction(14, 20)
    verdicts = {
        question: of_region(figures, f"item:{question}", "five_point_verdict", role=SUPERVISORS, versus=versus).value
        for question in (ALLSIDIG, UTRUSTNING, BIBLIOTEK)
    }
    assert verdicts == {ALLSIDIG: "within", UTRUSTNING: "more", BIBLIOTEK: "within"}
    assert of_region(figures, "items", "count:more", role=SUPERVISORS, versus=versus).value == 1


def test_the_published_vector():
    path = Path(__file__).parents[2] / "fixtures" / "oracles" / "stat_vectors.json"
    (vector,) = (v for v in json.loads(path.read_text(encoding="utf-8"))["vectors"] if v["id"] == "group_range")
    three = zip((TRAINEES, SUPERVISORS, HEADS), vector["input"]["k"], vector["input"]["n"], strict=True)
    figures = agreement({("G1", role, ALLSIDIG): (k, n) for role, k, n in three})
    width = of_region(figures, f"item:{ALLSIDIG}", "role_range").value
    assert isinstance(width, Fraction)
    assert float(width * 100) == pytest.approx(vector["expected"]["range_pp"], abs=1e-9)


def test_areas_that_are_printed_alike_share_a_place():
    figures = agreement(
        {
            ("G1", TRAINEES, ALLSIDIG): (5000, 10000),
            ("G1", SUPERVISORS, ALLSIDIG): (6204, 10000),  # agreement 87.96
            ("G1", TRAINEES, UTRUSTNING): (5000, 10000),
            ("G1", SUPERVISORS, UTRUSTNING): (6196, 10000),  # agreement 88.04
            ("G1", TRAINEES, STAB): (5000, 10000),
            ("G1", SUPERVISORS, STAB): (6300, 10000),
        }
    )
    ranks = {area: of_region(figures, f"area:{area}", "agreement_rank").value for area in "ABC"}
    assert ranks == {"A": 1, "C": 1, "B": 3}


def test_nothing_is_compared_where_one_role_answered_or_may_be_shown():
    alone = {("G1", TRAINEES, ALLSIDIG): (15, 20)}
    assert not agreement(alone).all
    with_few = agreement({**alone, ("G1", HEADS, ALLSIDIG): (3, 4)})
    assert {figure.value for figure in with_few} == {None}
    assert all(figure.withheld for figure in with_few)


def test_a_group_is_told_of_where_its_roles_may_be_and_a_unit_never():
    figures = agreement(
        {
            ("G1", TRAINEES, ALLSIDIG): (20, 30),
            ("G1", SUPERVISORS, ALLSIDIG): (10, 30),
            ("G2", TRAINEES, ALLSIDIG): (30, 30),
            ("G2", SUPERVISORS, ALLSIDIG): (2, 3),
        },
        units=2,
    )
    assert of_region(figures, f"item:{ALLSIDIG}", "role_range").value == Fraction(50, 60) - Fraction(12, 33)
    # three supervisors are too few, and the other group would give them away
    for group in ("g1", "g2"):
        assert figures("group", group, f"item:{ALLSIDIG}", "role_range").withheld
    assert {figure.scope for figure in figures} == {"region", "group"}


shares = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair)))
questions = st.sampled_from([ALLSIDIG, STAB, UTRUSTNING, BIBLIOTEK])
answers = st.dictionaries(
    st.tuples(st.sampled_from(["G1", "G2"]), st.sampled_from([role.id for role in MODEL.roles]), questions),
    shares,
    max_size=24,
)


def told(figures: Figures) -> dict[tuple[str, ...], object]:
    """What is shown, by address; of the roles their ids."""
    return {f.address: roles(f) or f.value for f in figures if f.value is not None}


@given(answers, st.sampled_from(list(permutations(role.id for role in MODEL.roles))))
def test_who_is_called_what_changes_nothing_but_the_names(answered, order):
    renamed = dict(zip((role.id for role in MODEL.roles), order, strict=True))
    before = agreement(answered, units=2)
    after = agreement({(unit, renamed[role], q): kn for (unit, role, q), kn in answered.items()}, units=2)
    nameless = ("roles_compared", "role_range", "questions_compared", "agreement", "agreement_rank")

    def numbers(figures: Figures) -> dict[tuple[str, ...], object]:
        return {f.address: (f.value, f.withheld) for f in figures if f.statistic in nameless and not f.versus}

    assert numbers(before) == numbers(after)
    for figure in before:
        if figure.statistic == "lowest_role":
            there = after(figure.scope, figure.scope_id, figure.subject, "lowest_role")
            assert {renamed[role] for role in roles(figure)} == set(roles(there))


@given(st.dictionaries(questions, shares, min_size=1), st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_roles_that_answer_alike_agree_wholly(by_question, times):
    figures = agreement(
        {
            ("G1", role.id, question): (k * t, n * t)
            for question, (k, n) in by_question.items()
            for role, t in zip(MODEL.roles, times, strict=True)
        }
    )
    found = told(figures)
    assert {value for address, value in found.items() if address[-1] == "role_range"} <= {0}
    assert {value for address, value in found.items() if address[-1] in ("agreement", "agreement_rank")} <= {1}
    assert not [address for address in found if address[-1] == "lowest_role"]


@given(answers, st.sampled_from([role.id for role in MODEL.roles]))
def test_a_role_that_may_not_be_shown_might_as_well_not_have_answered(answered, role):
    few = {key: (min(k, 2), min(n, 2)) if key[1] == role else (k, n) for key, (k, n) in answered.items()}
    without = {key: kn for key, kn in few.items() if key[1] != role}
    assert told(agreement(few, units=2)) == told(agreement(without, units=2))


def test_a_range_is_certain_only_where_some_two_roles_differ_beyond_chance():
    figures = agreement(
        {
            ("G1", TRAINEES, ALLSIDIG): (40, 80),
            ("G1", SUPERVISORS, ALLSIDIG): (72, 80),  # 50 and 90 %: no chance
            ("G1", HEADS, ALLSIDIG): (4, 6),
            ("G1", TRAINEES, UTRUSTNING): (14, 20),
            ("G1", SUPERVISORS, UTRUSTNING): (17, 20),  # 70 and 85 %: may be
            ("G1", TRAINEES, STAB): (2400, 3000),
            ("G1", SUPERVISORS, STAB): (2410, 3000),
            ("G1", TRAINEES, BIBLIOTEK): (13, 20),
            ("G1", SUPERVISORS, BIBLIOTEK): (13, 21),
        }
    )
    told = {q: of_region(figures, f"item:{q}", "range_class").value for q in (ALLSIDIG, UTRUSTNING, STAB, BIBLIOTEK)}
    assert told == {ALLSIDIG: "clear", UTRUSTNING: "possible", STAB: "in-line", BIBLIOTEK: "undecided"}
    assert shown(of_region(figures, f"item:{UTRUSTNING}", "range_class"), Wording("sv")) == "kan vara slump"


@given(answers)
def test_a_range_of_five_points_is_called_a_difference_and_a_smaller_one_is_not(answered):
    figures = agreement(answered, units=2)
    for figure in figures:
        if figure.statistic == "range_class" and figure.value is not None:
            width = figures(figure.scope, figure.scope_id, figure.subject, "role_range").value
            assert isinstance(width, Fraction)
            assert (figure.value in ("clear", "possible")) == (width * 100 >= MODEL.comparison.five_point_rule)
