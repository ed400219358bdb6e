"""Who is more positive than whom: exactly, and of nobody who may not be shown."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur import app
from spur.analysis.answers import answer_figures
from spur.analysis.comparison import baseline_figures, unit_comparison_figures, within_figures
from spur.analysis.figure import Figure, Figures
from spur.analysis.rounds import Apart, Like, Unlike, comparable_grades, like_areas, like_questions, same_grading
from spur.analysis.scopes import Part, Region, region_of, unit_part
from spur.analysis.sides import Pair, Side, compared, rest
from spur.disclosure.release import Protection
from spur.records.baseline import Baseline, BaselineRow
from spur.records.unit import Unit
from spur.rubric.load import loads
from spur.rubric.model import Rubric
from spur.statistics.tally import Tally
from tests.conftest import RUBRIC

ROLE = "st-lakare"
QUESTION = "st.utrustning"
ITEM = f"item:{QUESTION}"
R = "r"
Counts = Mapping[str, tuple[int, int]]
"""How many answered positively and not, by unit; the unit's first letter is its group."""


@cache
def rubric() -> Rubric:
    return app.pinned_rubric(RUBRIC).model


def edited(*edits: tuple[str, str], more: str = "") -> Rubric:
    """The shipped rubric with some of its text changed."""
    text = app.pinned_rubric(RUBRIC).text
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    loaded = loads(text + more, "0")
    assert loaded.rubric is not None, loaded.problems
    return loaded.rubric


def region(counts: Counts) -> Region:
    units = {unit: Unit(unit, unit, "", unit[0], "", R) for unit in counts}
    return region_of(R, units, units, rubric())


def answers(counts: Counts) -> dict[tuple[str, str, str], Tally]:
    return {(unit, ROLE, QUESTION): Tally.of({5: good, 2: bad}) for unit, (good, bad) in counts.items()}


def told(counts: Counts, *, units: bool = False) -> Figures:
    """What is shown of the answers, and of the groups beside each other."""
    own = region(counts)
    figures = Figures.of(answer_figures("2020", own, answers(counts), rubric(), Protection(), units=units))
    return Figures.of(figures, within_figures("2020", own, figures, rubric(), Protection().k))


def verdict(own: Fraction, other: Fraction, points: int = 5) -> dict[str, object]:
    pair = Pair(ROLE, QUESTION, Side(own), Side(other))
    figures = compared("2020", Part("region", R, frozenset()), "national", [pair], points)
    return {figure.statistic: figure.value for figure in figures if figure.subject == ITEM}


# The rule


def test_exactly_five_points_are_a_difference_also_of_printed_decimals() -> None:
    assert verdict(Fraction("0.635"), Fraction("0.585"))["five_point_verdict"] == "more"
    assert verdict(Fraction("0.585"), Fraction("0.635"))["five_point_verdict"] == "less"
    assert verdict(Fraction("0.6349"), Fraction("0.585"))["five_point_verdict"] == "within"


def test_it_is_told_where_the_rounded_shares_would_say_otherwise() -> None:
    assert verdict(Fraction("0.645"), Fraction("0.596")) == {
        "diff": Fraction("0.049"),
        "five_point_verdict": "within",
        "rounded_verdict": "more",  # 65 and 60 %
        "class": "undecided",  # it is not known how many answered
    }
    assert "rounded_verdict" not in verdict(Fraction("0.65"), Fraction("0.60"))


@given(st.fractions(0, 1), st.fractions(0, 1), st.integers(1, 100))
def test_both_sides_see_the_same_difference(own: Fraction, other: Fraction, points: int) -> None:
    one, two = verdict(own, other, points), verdict(other, own, points)
    turned = {"more": "less", "less": "more", "within": "within"}
    assert one["diff"] == -two["diff"]  # type: ignore[operator]
    assert one["five_point_verdict"] == turned[str(two["five_point_verdict"])]


# A group and the rest

NUMBERS = st.tuples(st.integers(0, 30), st.integers(0, 30))


@given(st.dictionaries(st.sampled_from(["a1", "a2", "b1", "b2", "c1", "d1"]), NUMBERS, min_size=1))
def test_a_group_stands_against_everybody_else_or_not_at_all(counts: Counts) -> None:
    figures, own = told(counts), region(counts)
    for group in own.groups:
        diff = figures.get("group", group.id, ITEM, "diff", role=ROLE, versus="rest")
        if diff is None or diff.value is None:
            continue
        inside = [n for unit, n in counts.items() if unit in group.units]
        outside = [n for unit, n in counts.items() if unit not in group.units]
        shares = [Fraction(sum(good for good, _ in part), sum(map(sum, part))) for part in (inside, outside)]
        assert diff.value == shares[0] - shares[1]
        assert sum(map(sum, outside)) >= Protection().k


@given(st.dictionaries(st.sampled_from(["a1", "a2", "b1", "b2", "c1", "d1"]), NUMBERS, min_size=1))
def test_nothing_is_told_of_a_comparison_with_who_is_withheld(counts: Counts) -> None:
    figures = told(counts)
    shown = {f.scope_id for f in figures if f.scope == "group" and f.statistic == "share_positive" and not f.withheld}
    for figure in figures:
        if figure.versus and figure.scope == "group" and figure.subject == ITEM:
            others = {figure.scope_id, *([figure.versus[6:]] if figure.versus.startswith("group:") else [])}
            if not others <= shown:
                assert (figure.value, figure.withheld) == (None, True)


def test_a_rest_of_fewer_than_five_is_withheld_and_none_at_all_is_nothing_to_compare() -> None:
    half = Fraction(1, 2)
    assert rest(Side(half, 12), Side(half, 8), 5) == Side(None, withheld=True)
    assert rest(Side(half, 8), Side(half, 8), 5) == Side(None)
    assert rest(Side(half, 20), Side(Fraction(1), 10), 5) == Side(Fraction(0), 10)


# Baselines and units


def test_each_group_stands_against_the_baselines_row_of_that_group() -> None:
    counts = {"a1": (20, 10), "b1": (10, 20)}
    rows = (
        BaselineRow(QUESTION, ROLE, share_positive=Fraction(1, 2)),
        BaselineRow(QUESTION, ROLE, "a", share_positive=Fraction(3, 5), n=7),
        BaselineRow(QUESTION, ROLE, "strangers", share_positive=Fraction(1, 5)),
    )
    baseline = Baseline("country", None, "0", rows)
    answered = told(counts)
    figures = Figures.of(answered, baseline_figures("2020", region(counts), answered, rubric(), baseline, rubric()))
    versus = {(f.scope, f.scope_id): f.value for f in figures if f.statistic == "diff" and f.versus == "country"}
    assert versus == {("region", R): Fraction(0), ("group", "a"): Fraction(2, 3) - Fraction(3, 5)}
    assert figures("baseline", "country:a", ITEM, "n", role=ROLE).value == 7
    assert not [figure for figure in figures if "strangers" in figure.scope_id]


COUNTED = st.dictionaries(st.sampled_from(["a1", "a2", "a3", "b1", "b2", "c1"]), NUMBERS, min_size=1)


@given(COUNTED)
def test_telling_of_units_changes_nothing_that_is_told_of_groups(counts: Counts) -> None:
    without, with_units = told(counts), told(counts, units=True)
    assert [f for f in with_units if f.scope != "unit"] == list(without)
    assert {f.scope_id for f in with_units if f.scope == "unit"} == set(counts)


def test_a_unit_stands_against_its_group_its_region_and_the_baselines_group() -> None:
    counts = {"a1": (14, 1), "a2": (16, 4), "b1": (10, 10), "b2": (3, 0)}
    figures, own = told(counts, units=True), region(counts)
    rows = (BaselineRow(QUESTION, ROLE, "a", share_positive=Fraction(4, 5)),)
    baseline = Baseline("country", R, "0", rows)
    unit, small = unit_part("a1"), unit_part("b2")
    found = list(unit_comparison_figures("2020", unit, own.groups[0], own, figures, rubric(), baseline, rubric()))
    assert {f.versus: f.value for f in found if (f.subject, f.statistic) == (ITEM, "diff")} == {
        "group:a": Fraction(14, 15) - Fraction(30, 35),
        "region": Fraction(14, 15) - Fraction(43, 58),
        "country": Fraction(14, 15) - Fraction(4, 5),
    }
    all_small = unit_comparison_figures("2020", small, own.groups[1], own, figures, rubric())
    of_small = [figure for figure in all_small if figure.subject == ITEM]
    assert of_small
    assert all(f.withheld and f.value is None for f in of_small)


def test_units_are_told_of_by_specialty_group_alone() -> None:
    own = region({"a1": (9, 1)})
    with pytest.raises(ValueError, match="by specialty group only"):
        list(answer_figures("2020", Region(own.whole, (), "place", own.groups), {}, rubric(), Protection(), units=True))


# Rounds

AGREED = '\n[[mapping]]\nto = "spur-st@2008"\nsubject = "{subject}"\nhere = "{here}"\nthere = "{there}"\n' \
         'reason = {{ sv = "Samma sak." }}\n'  # fmt: skip
OLDER = ('version = "2018"', 'version = "2008"')
REWORDED = ('wording = "st.program-revideras.1"', 'wording = "st.program-revideras.0"')


def test_a_question_with_another_wording_is_compared_only_where_a_mapping_says_so() -> None:
    older = edited(OLDER, REWORDED, ('id = "st.teori"', 'id = "st.teorier"'))
    like, apart = like_questions(rubric(), older)
    assert len(like) == 20
    assert apart == (
        Apart("st.program-revideras", Unlike.WORDING),
        Apart("st.teori", Unlike.ONLY_NOW),
        Apart("st.teorier", Unlike.ONLY_THEN),
    )
    mapping = AGREED.format(subject="question", here="st.program-revideras", there="st.program-revideras")
    newer = edited(more=mapping)
    assert Like("st.program-revideras", "st.program-revideras", newer.mappings[0]) in like_questions(newer, older)[0]
    back = like_questions(older, newer)[0]
    assert Like("st.program-revideras", "st.program-revideras", newer.mappings[0]) in back


def test_another_scale_is_another_question() -> None:
    older = edited(("positive_from = 4", "positive_from = 5"))
    assert {each.why for each in like_questions(rubric(), older)[1]} == {Unlike.SCALE}


def test_grades_are_compared_by_what_the_rubrics_say_and_not_by_their_names() -> None:
    renamed, changed = edited(OLDER), edited(("points = 4", "points = 5"))
    assert same_grading(rubric(), renamed)
    assert not same_grading(rubric(), changed)
    assert [(like.here, like.mapping) for like in like_areas(rubric(), renamed)] == [(a, None) for a in "ABCDEFGH"]
    assert like_areas(rubric(), changed) == ()


def test_of_a_mapped_area_only_the_share_at_the_line_is_ever_told() -> None:
    newer = edited(more=AGREED.format(subject="area", here="D", there="E"))
    areas = like_areas(newer, edited(OLDER, ("points = 4", "points = 5")))
    assert [(like.here, like.there) for like in areas] == [("D", "E")]
    statistics = ("n", "mean", "sd", "median", "count:A", "share_at_line", "rank")
    subjects = ("area:D", "area:E", "total", "units")
    then = [Figure("2008", "region", R, subject, statistic, 1) for subject in subjects for statistic in statistics]
    kept = list(comparable_grades(then, areas))
    assert [(f.subject, f.statistic) for f in kept] == [("area:E", "n"), ("area:E", "share_at_line")]
    assert list(comparable_grades(then, ())) == []
