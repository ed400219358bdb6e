"""Each step of the release rule is needed: whoever takes one out, in the rule's own text, is found out by the reader.

The eight changes are those of the project's statistical specification, 7.4.
"""

import inspect
from collections.abc import Mapping
from typing import Any

import pytest

from spur.disclosure import release
from spur.disclosure.release import Protection
from tests.disclosure.reader import Sizes, exposed, random_trees, too_small, tree

SOURCE = inspect.getsource(release)

CHANGES = {
    "no complementary withholding": ("shown.remove(min(shown, key=_by_size))", "pass"),
    "no second step": ("parts, rest = children, parent.n", "return children\n    parts, rest = children, parent.n"),
    "not where exactly one is able": ("if able == 1:", "if able == -1:"),
    "no top code of the region": ("root.critical < _nearly_all(root, c)", "root.critical <= root.n"),
    "a top code only beyond t": ("root.critical < _nearly_all(root, c)", "root.critical <= _nearly_all(root, c)"),
    "only the offender is hidden": (
        "return children if harmless else []",
        "return [part for part in children if part.critical <= part.n - 1 - c]",
    ),
    "the residual is no part": ("    if rest:\n", "    if rest < 0:\n"),
    "able is off by one": ("most = parent.critical + c", "most = parent.critical + c - 1"),
}

TREES: list[tuple[Sizes, Protection]] = [
    ({"a": 3, "b": 4, "c": 6}, Protection(k=3, c=1)),
    ({"a": 5, "b": 6, "c": 2, "d": 8}, Protection(k=5, c=1)),
    ({"A": {"a1": 3, "a2": 4, "a3": 2}, "B": {"b1": 4, "b2": 3}}, Protection(k=3, c=1)),
    ({"A": {"B": {"b1": 3, "b2": 4}, "C": {"c1": 5}}, "D": {"d1": 3}}, Protection(k=3, c=1)),
    ({"A": {"B": {"C": {"c1": 4, "c2": 3}, "c3": 3}, "D": 4}}, Protection(k=3, c=1)),
]


def changed(old: str, new: str) -> Mapping[str, Any]:
    """The rule with a piece of its text replaced."""
    assert SOURCE.count(old) == 1, old
    rule: dict[str, Any] = {"__name__": release.__name__}
    exec(compile(SOURCE.replace(old, new), release.__name__, "exec"), rule)
    return rule


def finds_somebody(rule: Mapping[str, Any], sizes: Sizes, protection: Protection) -> bool:
    root = tree(sizes, {})
    small = too_small(root, rule["large_enough"](root, protection.k), protection.k)
    return bool(small or exposed(sizes, protection, rule["released"], rule["at_least_critical"]))


@pytest.mark.parametrize("change", CHANGES)
def test_without_any_of_the_steps_somebody_is_found_out(change: str) -> None:
    rule = changed(*CHANGES[change])
    assert any(finds_somebody(rule, *each) for each in TREES)


@pytest.mark.parametrize(("sizes", "protection"), TREES)
def test_with_all_of_them_nobody_is(sizes: Sizes, protection: Protection) -> None:
    assert not finds_somebody(vars(release), sizes, protection)


def test_nobody_is_found_out_in_any_of_many_trees() -> None:
    for sizes, protection in random_trees(seed=2020, times=300, most=2_000):
        assert not finds_somebody(vars(release), sizes, protection), (sizes, protection)


@pytest.mark.long
def test_nobody_is_found_out_in_any_of_many_large_trees() -> None:
    for sizes, protection in random_trees(seed=7, times=250, most=20_000):
        assert not finds_somebody(vars(release), sizes, protection), (sizes, protection)
        stricter = Protection(k=protection.k + 2, c=1, k_unit=protection.k)
        shown = release.released(tree(sizes, {}), stricter)
        assert too_small(tree(sizes, {}), shown, stricter.k) == []
