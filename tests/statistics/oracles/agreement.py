"""Section 5: agreement of two and of several judges, and what goes together."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import sqrt
from typing import Any

from spur.statistics.agreement import (
    Distance,
    PairTable,
    exact_agreement,
    gwet_ac1,
    kappa,
    kappa_variance,
    within_one_agreement,
)
from spur.statistics.alpha import Scale, krippendorff_alpha
from spur.statistics.correlation import kendall_tau_b, spearman
from spur.statistics.tally import Tally

Input = Mapping[str, Any]

POINTS = (1, 2, 3, 4)
"""Of the grades D, C, B and A. A vector that names no levels means these."""


def table(given: Input) -> PairTable:
    if "table" not in given:
        levels = given.get("levels", POINTS)
        return PairTable.of(levels, Counter(zip(given["a"], given["b"], strict=True)))
    rows = given["table"]
    levels = range(1, len(rows) + 1)
    counts = {(a, b): rows[a - 1][b - 1] for a, b in product(levels, levels)}
    return PairTable.of(levels, counts)


def number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def ase(given: Input, distance: Distance) -> float | None:
    variance = kappa_variance(table(given), distance)
    return None if variance is None else sqrt(variance)


def alpha(given: Input, scale: Scale) -> float | None:
    ratings = given.get("ratings") or [given["a"], given["b"]]
    cases = (Tally.of_values(grade for grade in case if grade is not None) for case in zip(*ratings, strict=True))
    return number(krippendorff_alpha(cases, scale))


def constant(given: Input) -> dict[str, Any]:
    own = table(given)
    same = sum(a * b for a, b in zip(*(margin.values() for margin in own.margins), strict=True))
    return {
        "agree": exact_agreement(own),
        "expected": same,
        "defined": int(kappa(own, Distance.UNWEIGHTED) is not None),
    }


ANSWERS = {
    "Cohen's kappa, unweighted weights": lambda x: {"kappa": kappa(table(x), Distance.UNWEIGHTED)},
    "Cohen's kappa, equal weights": lambda x: {"kappa": kappa(table(x), Distance.LINEAR)},
    "Cohen's kappa, squared weights": lambda x: {"kappa": kappa(table(x), Distance.QUADRATIC)},
    "Cohen's kappa and quadratic weighted kappa, second implementation": lambda x: {
        "kappa": kappa(table(x), Distance.UNWEIGHTED),
        "weighted": kappa(table(x)),
    },
    "kappa, linear weights, third implementation with ASE": lambda x: {
        "unweighted": kappa(table(x), Distance.UNWEIGHTED),
        "ase": ase(x, Distance.UNWEIGHTED),
        "weighted": kappa(table(x), Distance.LINEAR),
        "w_ase": ase(x, Distance.LINEAR),
    },
    "weighted kappa when level 3 (grade B) is never used: full 4x4 table, linear and quadratic": lambda x: {
        "linear": kappa(table(x), Distance.LINEAR),
        "quadratic": kappa(table(x), Distance.QUADRATIC),
    },
    "both raters constant: kappa undefined": constant,
    "high agreement, low kappa (prevalence paradox): area C style grades": lambda x: {
        "agree": exact_agreement(table(x)),
        "kappa": kappa(table(x), Distance.UNWEIGHTED),
        "ac1": gwet_ac1(table(x)),
    },
    "Gwet AC1 from the formula": lambda x: gwet_ac1(table(x)),
    "exact and within-one agreement": lambda x: {
        "exact": exact_agreement(table(x)),
        "within1": within_one_agreement(table(x)),
    },
    "Krippendorff alpha nominal": lambda x: alpha(x, Scale.NOMINAL),
    "Krippendorff alpha ordinal": lambda x: alpha(x, Scale.ORDINAL),
    "Krippendorff alpha interval": lambda x: alpha(x, Scale.INTERVAL),
    "Krippendorff alpha ordinal, 3 raters, missing values": lambda x: {
        scale.value: alpha(x, scale) for scale in Scale
    },
    "inspector grade against survey share over units: Spearman and Kendall tau-b": lambda x: {
        "rho": spearman(x["grade"], [Fraction(str(share)) for share in x["share"]]),
        "tau_b": kendall_tau_b(x["grade"], [Fraction(str(share)) for share in x["share"]]),
    },
    "three respondent groups on one item: range of share positive, chi-square 3x2": lambda x: {
        "range_pp": 100
        * (max(shares := [Fraction(k, n) for k, n in zip(x["k"], x["n"], strict=True)]) - min(shares))
    },
}  # fmt: skip

_UNASKED = "whether two inspectors agree better than dice would is no question that anybody asks"
OTHER_KEYS = {
    **{f"Cohen's kappa, {weights} weights": (("z", "p"), _UNASKED) for weights in ("unweighted", "equal", "squared")},
    "three respondent groups on one item: range of share positive, chi-square 3x2": (
        ("chi2", "p", "cramers_v"),
        "the roles are compared two by two with Holm's adjustment, which says which of them differ and by how much; "
        "one χ² for all, or a V between 0 and 1, says neither",
    ),
}

_TEAM_SCORES = (
    "inspectors agree on one joint grade, and no mean of theirs is ever reported; of two of them the quadratic κ says "
    "the same as an intraclass correlation"
)
LEFT_OUT = {
    "ICC(1,1) ICC(A,1) ICC(C,1) ICC(A,k)": _TEAM_SCORES,
    "ICC(A,1) 95% interval": _TEAM_SCORES,
    "Stuart-Maxwell marginal homogeneity": (
        "who of two grades higher is told by counts of higher, equal and lower; the grades of a unit's eight areas "
        "depend on each other, so that a p-value would promise too much"
    ),
    "Kendall's W with ties over respondent groups ranking eight areas": (
        "the agreement of the roles is told as a range in percentage points, which has a unit that readers know"
    ),
    "Lin's concordance correlation between two respondent groups' item shares": (
        "the same: two roles differ by so many points in so many questions"
    ),
    "Goodman-Kruskal gamma, Somers' d(col|row), tau-b from a grade x answer table": (
        "a table of grades by answers divides the region's answers in a way of its own, which could be combined with "
        "those of groups and units to find somebody out; grades and answers are compared over the units whose answers "
        "are shown anyway"
    ),
}

NOT_TARGETS = {"kappa_gap_irr": "irr takes its weights from the grades that were given, not from those that there are"}
