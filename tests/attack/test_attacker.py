"""The attacker on single questions: finds nobody behind the release rule, and somebody behind every other."""

import pytest

from spur.disclosure.attack import BLANK, Harm, Insoluble, OneOf, Puzzle, Size, Solutions, Sum, exposures
from spur.disclosure.release import Protection, at_least_critical
from tests.attack.trees import CRITICAL, POSITIVE, found_out
from tests.disclosure.reader import Sizes, random_trees, tree, units
from tests.disclosure.test_each_step import CHANGES, changed
from tests.disclosure.test_release import VECTORS, threshold_only

FEW = Protection(k=3, c=1)
TWO_GROUPS: Sizes = {"A": {"a1": 3, "a2": 4, "a3": 2}, "B": {"b1": 4, "b2": 3}}
THREE_GROUPS: Sizes = {"A": {"a": 3, "b": 4, "c": 2}, "B": {"d": 5, "e": 3}}
DEEP: Sizes = {"A": {"B": {"C": {"c1": 4, "c2": 3}, "c3": 3}, "D": 4}}

FOUND_OUT: dict[str, tuple[Sizes, dict[str, int]]] = {
    "no complementary withholding": (TWO_GROUPS, {"a2": 2, "b1": 1}),
    "no second step": (THREE_GROUPS, {"a": 1, "b": 3, "c": 2, "d": 2, "e": 2}),
    "not where exactly one is able": (TWO_GROUPS, {"a2": 4, "a3": 1, "b2": 2}),
    "no top code of the region": (TWO_GROUPS, {"a1": 3, "a2": 4, "a3": 2, "b1": 3, "b2": 3}),
    "a top code only beyond t": (THREE_GROUPS, {"a": 3, "b": 4, "c": 2, "d": 5, "e": 3}),
    "only the offender is hidden": ({"a": 3, "b": 4, "c": 6}, {"a": 2, "b": 2, "c": 1}),
    "the residual is no part": (TWO_GROUPS, {"a1": 3, "a2": 3, "b1": 3, "b2": 2}),
    "able is off by one": (DEEP, {"c2": 2}),
}
"""Answers with which each of the eight changes of the specification (7.4) gives somebody away."""


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_of_the_rule_gives_somebody_away_and_the_rule_itself_nobody(change: str) -> None:
    sizes, critical = FOUND_OUT[change]
    assert found_out(sizes, critical, FEW, changed(*CHANGES[change]))
    assert found_out(sizes, critical, FEW) == []


@pytest.mark.parametrize("vector", [pytest.param(v, id=v["id"]) for v in VECTORS])
def test_nobody_is_found_out_in_the_trees_of_the_specification(vector: dict) -> None:
    assert found_out(vector["tree"], vector["critical"], Protection(k=vector["k"], c=vector["c"])) == []


def test_a_threshold_alone_gives_a_small_unit_away_by_subtraction() -> None:
    rule = {"released": threshold_only, "at_least_critical": at_least_critical}
    (exposure, *_) = found_out({"a": 14, "b": 12, "c": 4}, {"a": 2, "b": 3, "c": 1}, Protection(), rule)
    assert (exposure.units, exposure.count, exposure.people) == ({"c"}, 1, 4)


def test_nobody_is_found_out_in_random_trees_whatever_was_answered() -> None:
    for place, (sizes, protection) in enumerate(random_trees(seed=11, times=40, most=2_000)):
        share = (place % 5) / 4
        critical = {unit.id: int(unit.n * share) for unit in units(tree(sizes, {}))}
        assert found_out(sizes, critical, protection) == [], (sizes, critical)


def test_somebody_who_answered_knows_more() -> None:
    """Of nine who were critical but for one, that one knows of all others; nobody else does."""
    puzzle = Puzzle(
        {"a": Size.exactly(9)},
        (POSITIVE, CRITICAL),
        frozenset({CRITICAL}),
        (Sum.of({"a"}, {POSITIVE}, 1, 1),),
    )
    truth = {"a": {POSITIVE: 1, CRITICAL: 8}}
    assert {each.harm for each in exposures(puzzle, Protection(c=0), truth)} == {Harm.INSIDER}
    two = {"a": {POSITIVE: 2, CRITICAL: 7}}
    told = Puzzle(puzzle.units, puzzle.answers, puzzle.critical, (Sum.of({"a"}, {POSITIVE}, 2, 2),))
    assert exposures(told, Protection(c=0), two) == []


def test_without_sizes_a_few_are_found_out_only_where_they_must_be_few() -> None:
    """Of 15 who responded 11 are told of: the rest of four is known if nobody else can be there."""
    known = (
        Sum.of({"a", "b"}, {POSITIVE, CRITICAL, BLANK}, 15, 15),
        Sum.of({"a", "b"}, {CRITICAL}, 6, 6),
        Sum.of({"a", "b"}, {POSITIVE}, 9, 9),
        Sum.of({"a"}, {CRITICAL}, 5, 5),
        Sum.of({"a"}, {POSITIVE}, 6, 6),
    )
    sizes = {"a": Size(0, 15), "b": Size(0, 15)}
    found = exposures(Puzzle(sizes, (POSITIVE, CRITICAL, BLANK), frozenset({CRITICAL}), known), Protection())
    assert [(each.units, each.count, each.people) for each in found] == [({"b"}, 1, 4)]
    vague = Puzzle(sizes, (POSITIVE, CRITICAL, BLANK), frozenset({CRITICAL}), known[:2] + known[3:4])
    assert exposures(vague, Protection()) == []


def test_what_was_not_tried_is_told() -> None:
    """Of 40 units of two, two can be put together in 780 ways: too many to try."""
    cut: list[bool] = []
    for count in (20, 40):
        sizes = {f"u{n}": Size.exactly(2) for n in range(count)}
        known = tuple(Sum.of({unit}, {POSITIVE, CRITICAL}, 2, 2) for unit in sizes)
        puzzle = Puzzle(sizes, (POSITIVE, CRITICAL), frozenset({CRITICAL}), known)
        exposures(puzzle, Protection(), cut_short=lambda count=count: cut.append(count))
    assert cut == [40]


def test_numbers_that_cannot_all_be_true_are_told_apart_from_an_attack() -> None:
    known = (Sum.of({"a"}, {CRITICAL}, 4, 4), Sum.of({"a"}, {CRITICAL}, 5, 5))
    with pytest.raises(Insoluble):
        exposures(Puzzle({"a": Size.exactly(9)}, (POSITIVE, CRITICAL), frozenset({CRITICAL}), known), Protection())


def test_a_puzzle_is_the_same_in_whatever_order_it_is_told() -> None:
    """A set has another order each time that a program runs, and a solver asked in another order finds other
    solutions: what is found must not hang on that."""
    sizes = {unit: Size.exactly(3) for unit in "cab"}
    known = tuple(Sum.of({unit}, {POSITIVE, CRITICAL}, 2, 3) for unit in sizes)
    one, other = (
        Puzzle(dict(units), (POSITIVE, CRITICAL), frozenset({CRITICAL}), told)
        for units, told in ((sizes.items(), known), (sorted(sizes.items()), known[::-1]))
    )
    assert (list(one.units), one.known) == (list(other.units), other.known)


def test_a_choice_among_distributions_is_bounded_in_whole_people() -> None:
    """A mean and a spread that only two distributions give: what both have is known."""
    choice = OneOf(frozenset({"a"}), ("1", "2", "3"), ((2, 1, 2), (1, 1, 3)))
    solutions = Solutions(Puzzle({"a": Size.exactly(5)}, ("1", "2", "3"), frozenset(), (choice,)))
    assert solutions.bounds({"a"}, {"2"}) == (1, 1)
    assert solutions.bounds({"a"}, {"1"}) == (1, 2)


def test_that_something_is_withheld_tells_only_those_who_know_the_rule() -> None:
    """The sums leave it open; that the rule withheld does not ("denials leak information")."""
    change = "not where exactly one is able"
    found = found_out(*FOUND_OUT[change], FEW, changed(*CHANGES[change]))
    assert found
    assert all(each.by_rule for each in found)
