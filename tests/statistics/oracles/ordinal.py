"""Section 3: grades and scales."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb
from typing import Any

from scipy.stats import chi2, fisher_exact

from spur.statistics.adjustment import benjamini_hochberg, holm
from spur.statistics.kruskal_wallis import KruskalWallis, divisions, kruskal_wallis
from spur.statistics.permutation import sums_of_draws, two_sided
from spur.statistics.rank_tests import cliffs_delta, exact_p, least_p, mann_whitney_u, normal_p
from spur.statistics.tally import Tally
from spur.statistics.trend import cochran_armitage

Input = Mapping[str, Any]


def _grades(abcd: Sequence[int]) -> Tally:
    return Tally.of({4 - at: count for at, count in enumerate(abcd)})


def _two(vector: Input) -> tuple[Tally, Tally]:
    return _grades(vector["x_ABCD"]), _grades(vector["y_ABCD"])


def _mann_whitney(vector: Input) -> dict[str, Any]:
    own, other = _two(vector)
    return {
        "U": mann_whitney_u(own, other),
        "p_cc": normal_p(own, other),
        "p_nocc": normal_p(own, other, continuity=False),
    }


def _groups(vector: Input) -> tuple[Tally, ...]:
    return tuple(_grades(abcd) for abcd in vector["hist_ABCD"].values())


def _kruskal_wallis(vector: Input) -> dict[str, Any]:
    test = kruskal_wallis(_groups(vector))
    assert test is not None
    return {"H": test.h, "df": test.df, "p": chi2_p(test)}


def chi2_p(test: KruskalWallis) -> float:
    """The textbook's p-value, from the χ² distribution: not to be trusted where groups have two or three members, and
    so none of spur's."""
    return float(chi2.sf(float(test.h), test.df))


def _kruskal_wallis_asymptotic(vector: Input) -> dict[str, Any]:
    answer = _kruskal_wallis(vector)
    return {"H": answer["H"], "p": answer["p"]}


def _kruskal_wallis_exact(vector: Input) -> dict[str, Any]:
    groups = _groups(vector)
    test = kruskal_wallis(groups)
    assert test is not None
    assert test.draws == 0  # all were counted
    arrangements = divisions([group.n for group in groups])
    return {"H": test.h, "p_chi2": chi2_p(test), "permutations": arrangements, "p_exact": test.p}


def _trend(vector: Input) -> dict[str, float]:
    found = cochran_armitage(vector["k"], vector["n"], vector["scores"])
    return {"chi2": found.chi2, "p": found.p}


def _trend_of_the_negative(vector: Input) -> dict[str, float]:
    """DescTools' z is that of the first row of its table, which holds the negative ones."""
    found = cochran_armitage(vector["k"], vector["n"], range(1, len(vector["k"]) + 1))
    return {"z": -found.z, "p": found.p}


def _likert(vector: Input) -> dict[str, Any]:
    steps = dict(enumerate(vector["hist_1_5"], start=1))
    tally = Tally.of(steps, missing=vector["missing"], dont_know=vector["vet_ej"])
    positive, negative = tally.at_least(4), tally.at_most(2)
    median, mean = tally.median, tally.mean
    assert median is not None
    return {
        "n": tally.n,
        "positive": tally.share(positive),
        "neutral": tally.share(tally.n - positive - negative),
        "negative": tally.share(negative),
        "mean": mean,
        "median": median.midpoint,
        "top_box": tally.share(tally.count(max(steps))),
        "net": tally.share(positive - negative),
    }


def _median(vector: Input) -> Any:
    median = Tally.of(dict(enumerate(vector["hist_1_5"], start=1))).median
    assert median is not None
    return median.midpoint


def _holm_of_pairs(vector: Input) -> dict[str, Any]:
    """The adjustments of p-values that are scipy's: spur's own are mid-p."""
    counted = list(zip(vector["k"], vector["n"], strict=True))
    pairs = list(combinations(range(len(counted)), 2))
    p_values = [
        float(fisher_exact([[k, n - k] for k, n in (counted[i], counted[j])]).pvalue) for i, j in pairs
    ]  # fmt: skip
    return {
        "pairs": [[i + 1, j + 1] for i, j in pairs],
        "p": p_values,
        "holm": holm(p_values),
        "bh": benjamini_hochberg(p_values),
    }


def _difference_of_means(vector: Input) -> dict[str, Any]:
    """With the grades themselves as scores the rank test becomes one of means."""
    own, other = Tally.of_values(vector["x"]), Tally.of_values(vector["y"])
    pooled = own + other
    assert own.mean is not None
    assert other.mean is not None
    return {
        "diff": own.mean - other.mean,
        "arrangements": comb(pooled.n, own.n),
        "p": two_sided(sums_of_draws(dict(pooled.counts), own.n), own.sum, (own.n * pooled.sum, pooled.n)),
    }


ANSWERS = {
    "Mann-Whitney U (x vs y), normal with ties, with and without continuity correction": _mann_whitney,
    "Mann-Whitney exact permutation with ties (two-sided)": lambda vector: exact_p(*_two(vector)),
    "exact Wilcoxon with ties, second implementation": lambda vector: exact_p(*_two(vector)),
    "Cliff's delta = 2U/(mn)-1 = rank-biserial": lambda vector: cliffs_delta(*_two(vector)),
    "smallest attainable two-sided exact p for group sizes (permutation of distinct values)": lambda vector: [
        least_p(own, Tally.of_values(range(own + other))) for own, other in vector["sizes"]
    ],
    "exact permutation p for a difference in mean grade (n=2 vs 4, 15 arrangements)": _difference_of_means,
    "Kruskal-Wallis with ties (chi-square)": _kruskal_wallis,
    "Kruskal-Wallis, coin asymptotic (same data)": _kruskal_wallis_asymptotic,
    "Kruskal-Wallis, exact permutation by full enumeration (n=2,4,5)": _kruskal_wallis_exact,
    "Cochran-Armitage trend (chi-square, N denominator), share positive by grade D,C,B,A": _trend,
    "Cochran-Armitage z": _trend_of_the_negative,
    "share positive/neutral/negative, mean, median, top box from a 5-point histogram, 'vet ej' and missing excluded": (
        _likert
    ),
    "median of an even count between two levels": _median,
    "pairwise group comparisons, Holm over all 15 pairs (Table 7 klimat)": _holm_of_pairs,
}

LEFT_OUT = {
    "Cochran-Armitage exact conditional p by enumeration, small table": "trends are tried by the normal distribution",
    "Dunn's test after Kruskal-Wallis, Holm": "pairs of groups are compared by the exact Mann–Whitney test with Holm",
    "linear-by-linear association (N-1 denominator)": "trends over grades are of shares: Cochran–Armitage",
    "Jonckheere-Terpstra normal approximation with ties": "groups have no order; grades are tried by Cochran–Armitage",
    "quartiles type 7 and type 2": "no report shows quartiles: grades and answers have four or five values",
    "distribution-free 95% interval for a median of an ordinal item, n=12": "no report shows an interval for a median",
    "Fisher-Freeman-Halton exact p, grade table 3 groups x 4 grades": (
        "grades have an order, which Kruskal–Wallis uses and this test does not"
    ),
    "share positive over six specialty groups (Table 7 klimat): Pearson chi-square and Monte-Carlo-free exact p by"
    " Fisher-Freeman-Halton": "each group's share is compared with the rest, by Fisher's mid-p",
}
