"""Do the tests see a formula that is wrong? Each line of the table breaks one, in memory only, and names a test that
must turn red; with the formula as it stands the same test is green.

A new line takes a module of ``spur.statistics``, a piece of its source that stands there once, what to put in its
place, and the check: the id of one of R's vectors, or a test with what it is called with.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import CO_NEWLOCALS, getattr_static
from math import isclose
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from spur.statistics.certainty import Certainty
from spur.statistics.difference import fisher_mid_p
from spur.statistics.proportion import IntervalMethod
from spur.statistics.tally import Tally
from tests.statistics import test_feasible as feasible
from tests.statistics import test_oracles as r
from tests.statistics import test_shares as shares
from tests.statistics import test_tally as tallies

Check = str | Callable[[], None]
VECTORS = {vector["id"]: vector for vector in r.VECTORS}


def holds(test: Any, *called_with: object) -> Callable[[], None]:
    """A test of a property, held to a single example."""
    inner = test.hypothesis.inner_test if hasattr(test, "hypothesis") else test
    return lambda: inner(*called_with)


def floats_agree() -> None:
    for counts in ((20, 30, 3800, 5000), (3, 60, 25, 4950), (39, 40, 4000, 5100)):
        assert isclose(fisher_mid_p(*counts), shares.by_definition(*counts), rel_tol=1e-9)


# the properties that many lines are held to
HOLDS = shares.test_an_interval_holds_the_share_and_lies_between_none_and_all
RULE = shares.test_what_differs_by_five_points_is_clear_or_possible_and_nothing_else_is
CLASS = shares.test_each_class_at_its_own_q
BLANKS = tallies.test_missing_is_not_zero
FIVE = tallies.test_exactly_five_points_is_a_difference_and_what_is_only_printed_as_five_is_none
ADD_UP = tallies.test_tallies_add_up_in_any_order_and_in_any_grouping
PERCENTS = feasible.test_the_counts_of_a_percent_are_those_that_are_printed_as_it
WITH_BLANKS = Tally.of({1: 1, 4: 2, 5: 3}, missing=2, dont_know=1, not_applicable=4)
WILSON = IntervalMethod.WILSON
IN_LINE, ALSO_AT_95 = (1194, 1500, 2754, 3576), (1640, 2000, 2861, 3576)
SMALL = (8200, 10000, 7720, 10000)

MUTATIONS: tuple[tuple[str, str, str, Check], ...] = (
    # module, what stands there, what is put in its place, what must turn red
    #
    # one share
    ("interval", "return Z95", "return Z90", "wilson_8_17"),
    ("interval", "return Z90", "return Z95", "wilson_90_8_17"),
    ("interval", "self.low <= number <=", "self.low < number <=", holds(HOLDS, WILSON, (0, 5), 0.95)),
    ("interval", "-margin < self.low", "-margin > self.low", holds(CLASS, ALSO_AT_95, Certainty.IN_LINE)),
    ("interval", "self.high < margin", "self.low < margin", holds(CLASS, (160, 206, 2754, 3576), Certainty.UNDECIDED)),
    ("proportion", "spread / (4 * n)", "spread / (2 * n)", "wilson_8_17"),
    ("proportion", "share + spread / 2", "share + spread", "wilson_3_7"),
    ("proportion", "z / (1 + spread) *", "z *", "wilson_3_7"),
    ("proportion", "0.0 if positive == 0 else max(", "max(", holds(HOLDS, WILSON, (0, 7), 0.95)),
    ("proportion", "1.0 if positive == n else min(", "min(", holds(HOLDS, WILSON, (10, 10), 0.95)),
    ("proportion", "(tail, positive, n - positive + 1)", "(tail, positive, n - positive)", "clopper_pearson_8_17"),
    ("proportion", "1 - tail, positive + 1, n", "1 - tail, positive, n", "clopper_pearson_8_17"),
    ("proportion", "_beta(tail, positive + 0.5", "_beta(tail, positive + 1", "jeffreys_3_7"),
    ("proportion", "(1 - confidence) / 2", "1 - confidence", "jeffreys_3_7"),
    # two shares
    ("difference", "other.high - share2", "share2 - other.low", "newcombe_8_17_63_70"),
    ("difference", "own.high - share1", "share1 - own.low", "newcombe_8_17_63_70"),
    ("difference", "share1 - share2\n", "share2 - share1\n", "newcombe_epi_6_7_2_7"),
    ("difference", "2 * rarer + equal", "2 * (rarer + equal)", "fisher_midp_9_10_3_10"),
    ("difference", "weight * _TIED < least", "weight * _TIED <= most", "fisher_midp_9_10_3_10"),
    ("difference", "        return 1.0\n", "        return 0.5\n", "fisher_degenerate"),
    ("difference", "max(0, positive - n2)", "0", holds(shares.test_fishers_mid_p_of_every_small_table)),
    ("difference", "ups = [(n1 - t)", "ups = [(n1 - t + 1)", "fisher_midp_8_17_63_70"),
    ("difference", "positive + t + 1) for t", "positive + t) for t", "fisher_midp_8_17_63_70"),
    ("difference", "weight *= t * (n2 - positive + t)", "weight *= t * (n2 - positive)", floats_agree),
    ("difference", "weight *= (n1 - t) *", "weight *= (n1 - t + 1) *", floats_agree),
    ("difference", "2 * asin(sqrt(share1)) -", "asin(sqrt(share1)) -", "cohen_h_63_82"),
    # many comparisons at once
    ("adjustment", "m / rank", "m / (rank + 1)", "bh_7"),
    ("adjustment", "min(reached, own)", "own", "bh_7"),
    ("adjustment", "m - rank + 1", "m - rank", "holm_7"),
    ("adjustment", "max(reached, min(own, 1.0))", "min(own, 1.0)", "holm_7"),
    ("adjustment", "factor(rank, len(known))", "factor(rank, len(p_values))", "bh_na"),
    # certain or chance
    ("certainty", "n1, positive2, n2, 0.90", "n1, positive2, n2", holds(CLASS, IN_LINE, Certainty.IN_LINE)),
    ("certainty", "narrow.inside", "interval.inside", holds(CLASS, IN_LINE, Certainty.IN_LINE)),
    ("certainty", "q <= ALPHA and 0", "0", holds(RULE, (8, 17, 2754, 3576), 0.2)),
    ("certainty", "and 0 not in contrast.interval", "", holds(RULE, (169, 206, 2754, 3576), 0.01)),
    ("certainty", "CLEAR if apart else Certainty.POSSIBLE", "CLEAR", holds(RULE, (9, 17, 13, 17), 0.5)),
    ("certainty", "SMALL if apart else Certainty.UNDECIDED", "UNDECIDED", holds(CLASS, SMALL, Certainty.SMALL)),
    ("comparison", "abs(apart) < least", "abs(apart) <= least", holds(RULE, (41, 50, 77, 100), 0.5)),
    ("comparison", "MORE if apart > 0 else Verdict.LESS", "MORE", FIVE),
    # grades and scales
    ("rank_tests", "Fraction(equal, 2)", "equal", "cliff_kir_med"),
    ("rank_tests", "(own.n * other.n) - 1", "(own.n * other.n)", "cliff_kir_med"),
    ("rank_tests", "2 * below + count + 1", "2 * below + 2", "mw_exact_ensk_diag"),
    ("rank_tests", "Fraction(tied, n * (n - 1))", "0", "mw_allm_med"),
    ("permutation", ">= distance", "> distance", "mw_exact_kir_med"),
    ("kruskal_wallis", "3 * (n + 1)", "3 * n", "kw_areaD"),
    ("trend", "distance * distance * sum(n)", "distance * distance * (sum(n) - 1)", "trend_3"),
    # a unit beside the others
    ("funnel", "(bdtr(r, n, target) - tail)", "bdtr(r, n, target)", "funnel_exact_77_n10"),
    ("funnel", "squares - (len(z) - 1)", "squares - len(z)", "overdispersion_phi"),
    ("shrinkage", "(positive + a) / (n + a + b)", "positive / n", "betabinom_shrunk"),
    ("shrinkage", "gamma / (1 + gamma)", "gamma", "betabinom_mle"),
    ("clustering", "Fraction(m, m - 1)", "1", "cluster_se"),
    ("clustering", "(typical - 1) * within", "typical * within", "icc_anova_units"),
    # agreement
    ("agreement", "1 - seen / expected", "seen / expected", "kappa_squared"),
    ("agreement", "(len(table.levels) - 1)", "len(table.levels)", "gwet_ac1"),
    ("agreement", "(table.n * (1 - expected) ** 2)", "(table.n * (1 - expected))", "kappa_vcd"),
    ("alpha", "case.n - 1)", "case.n)", "kripp_missing"),
    ("correlation", "sqrt(untied * other_untied)", "untied", "spearman_tau"),
    # between rounds
    ("paired", "- comb(moved, fewest)", "", "mcnemar_exact"),
    ("strata", "/ weight**2", "/ weight", "mh_rd"),
    ("strata", "(s.all - 1))", "s.all)", "mh_strata"),
    ("strata", "part**2 * own", "part * own", "direct_std"),
    ("smallest_base", "interval.low > 0", "interval.low >= -1", "years_min_n"),
    # counts, means and rounding
    ("tally", "Fraction(self.sum, self.n)", "Fraction(self.sum, self.asked)", holds(BLANKS, WITH_BLANKS)),
    ("tally", "self.n**2", "(self.n * (self.n - 1))", "desc_kir_A"),
    ("tally", "- self.sum**2", "- self.sum", "desc_kir_A"),
    ("tally", "if step >= value", "if step > value", "likert_summary"),
    ("tally", "(self.n - 1) // 2", "self.n // 2", "median_even"),
    ("tally", "+= tally.dont_know", "+= 0", holds(ADD_UP, WITH_BLANKS, Tally(), Tally())),
    ("exact", "(abs(top) + bottom)", "abs(top)", "pct_half_up"),
    ("exact", "square.denominator) + 1)", "square.denominator))", "desc_ensk_F"),
    ("exact", "10 ** (2 * decimals)", "10**decimals", "desc_kir_A"),
    ("exact", "steps if top >= 0 else -steps", "steps", "round_negative"),
    ("ranking", "other > own", "other >= own", "rank_fig6"),
    ("feasible", "max(ceil(low), 0)", "max(int(low), 0)", "distinct_percent"),
    ("feasible", "2 * percent + 1", "2 * percent", holds(PERCENTS, 57, 7)),
)  # fmt: skip


def red(check: Check) -> bool:
    try:
        check() if callable(check) else r.test_a_vector_of_r_comes_out(VECTORS[check])
    except (Exception, pytest.fail.Exception):
        return True
    return False


@pytest.mark.parametrize(("module", "stands", "put", "check"), MUTATIONS)
def test_a_formula_that_is_wrong_turns_a_test_red(module: str, stands: str, put: str, check: Check) -> None:
    real = import_module(f"spur.statistics.{module}")
    assert not red(check), "the check is red as it is"
    with mutated(real, stands, put):
        assert red(check), "the check does not see it"
    assert not red(check), "the mutation was not taken back"


@contextmanager
def mutated(module: ModuleType, stands: str, put: str) -> Iterator[None]:
    """The module's functions, whoever has imported them, with the code that its source gives when it is changed so."""
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    assert source.count(stands) == 1, f"{stands!r} stands there {source.count(stands)} times"
    before, after = (dict(_functions(compile(text, "", "exec"))) for text in (source, source.replace(stands, put)))
    changed = {name: code for name, code in after.items() if code != before[name]}
    assert changed, "only what is in functions can be mutated"
    own = {name: _found(module, name) for name in changed}
    kept = {name: function.__code__ for name, function in own.items()}
    try:
        _put(own, changed)
        yield
    finally:
        _put(own, kept)


def _functions(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """The functions and methods of a module's or a class' code, by their names."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            is_function = inner.co_flags & CO_NEWLOCALS  # a class' body is code too
            yield from [(inner.co_qualname, inner)] if is_function else _functions(inner)


def _found(module: ModuleType, name: str) -> FunctionType:
    """The function behind a name, without what is wrapped about it."""
    *path, last = name.split(".")
    owner: Any = module
    for part in path:
        owner = getattr(owner, part)
    found = getattr_static(owner, last)
    for behind in ("fget", "func", "__func__", "__wrapped__"):  # a property's, a cached one's, a class method's, …
        found = getattr(found, behind, found)
    assert isinstance(found, FunctionType)
    return found


def _put(functions: dict[str, FunctionType], codes: dict[str, CodeType]) -> None:
    for name, code in codes.items():
        functions[name].__code__ = code
    for module in [module for name, module in sys.modules.items() if name.startswith("spur.statistics")]:
        for member in vars(module).values():
            if hasattr(member, "cache_clear"):
                member.cache_clear()
