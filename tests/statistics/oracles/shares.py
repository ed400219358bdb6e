"""Sections 1, 2, 7 and 8: means and rounding, shares and their differences, adjusted p-values, what percents tell."""

import json
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from spur.statistics.adjustment import benjamini_hochberg, holm
from spur.statistics.difference import cohens_h, fisher_mid_p, newcombe
from spur.statistics.exact import Exact, round_half_up
from spur.statistics.feasible import counts_of
from spur.statistics.interval import Interval
from spur.statistics.proportion import clopper_pearson, jeffreys, wilson
from spur.statistics.ranking import rank_shown
from spur.statistics.tally import Tally

FILE = Path(__file__).parents[3] / "fixtures" / "oracles" / "stat_vectors.json"
Input = dict[str, Any]
MID_P = "Fisher two-sided mid-p"


def moments(tally: Tally) -> dict[str, Exact]:
    mean, sd = tally.mean, tally.population_sd
    assert mean is not None
    assert sd is not None
    return {"mean": mean, "sd_population": sd}


def grades(given: Input) -> dict[str, Exact]:
    tally = Tally.of(dict(zip((4, 3, 2, 1), given["hist_ABCD"], strict=True)))
    rounded = {f"{name}_1dp_half_up": round_half_up(number, 1) for name, number in moments(tally).items()}
    return {"n": tally.n, **moments(tally), **rounded}


def mean_rounded(given: Input) -> dict[str, Exact]:
    mean = Fraction(given["sum"], given["n"])
    return {"mean": mean, "half_up": round_half_up(mean, 1)}


def sums(tally: Tally) -> dict[str, Exact]:
    """n and the sums of values and of squares; the last from mean and SD, which it is for."""
    mean, sd = tally.mean, tally.population_sd
    assert mean is not None
    assert sd is not None
    return {"n": tally.n, "sum": tally.sum, "sumsq": tally.n * (sd.square + mean**2), **moments(tally)}


def merged(given: Input) -> dict[str, Exact]:
    return sums(Tally.total(Tally.of(dict(zip(given["values"], given[part], strict=True))) for part in "ab"))


def many(given: Input) -> dict[str, Exact]:
    return sums(Tally.of(dict(enumerate(given["hist_1_5"], start=1))))


def ranks(given: Input) -> list[int]:
    means = (Fraction(str(mean)) for mean in given["means_1dp"])
    told = rank_shown(dict(zip(given["labels"], means, strict=True)), 1)
    return [told[label] for label in given["labels"]]


def percents(given: Input) -> list[Fraction]:
    return [round_half_up(Fraction(k, n), 2) * 100 for k, n in given["pairs"]]


def pooled(given: Input) -> dict[str, Exact]:
    all_ = Tally.total(Tally.of({1: k, 0: n - k}) for k, n in zip(given["k"], given["n"], strict=True))
    return {"pooled": Fraction(all_.count(1), all_.n)}


def rounded_differences(given: Input) -> list[Fraction]:
    return [round_half_up(Fraction(k, n), 2) for k, n in zip(given["tenths_num"], given["den"], strict=True)]


def one_share(method: Callable[..., Interval]) -> Callable[[Input], list[float]]:
    def answer(given: Input) -> list[float]:
        interval = method(given["k"], given["n"], given.get("level", 0.95))
        return [interval.low, interval.high]

    return answer


def difference(given: Input) -> list[float]:
    interval = newcombe(given["k1"], given["n1"], given["k2"], given["n2"], given.get("level", 0.95))
    return [interval.low, interval.high]


def mid_p(given: Input) -> float:
    return fisher_mid_p(given["k1"], given["n1"], given["k2"], given["n2"])


def effect(given: Input) -> float:
    return cohens_h(given["p1"], given["p2"])


def adjusted(method: Callable[[Sequence[float | None]], list[float | None]]) -> Callable[[Input], list[float | None]]:
    return lambda given: method(given["p"])


def least_difference(given: Input) -> dict[str, Exact]:
    """The nearest shares of ``n1`` on either side of 77 % whose difference from the baseline's is not 0."""
    n1, n2, k2 = given["n1"], given["n2"], given["k2"]
    apart = [k for k in range(n1 + 1) if 0 not in newcombe(k, n1, k2, n2)]
    low = max(k for k in apart if 100 * k < 77 * n1)
    high = min(k for k in apart if 100 * k > 77 * n1)
    of_all = Fraction(k2, n2)
    points = {end: 100 * (Fraction(k, n1) - of_all) for end, k in (("pp_low", low), ("pp_high", high))}
    return {"k_low": low, "k_high": high, **points}


def count_behind(given: Input) -> dict[str, int]:
    counts = counts_of(given["percent"], given["n"])
    return {"ip_lo": counts[0], "ip_hi": counts[-1]}


def percents_tell_counts(given: Input) -> bool:
    return all(
        [*counts_of(int(percents({"pairs": [(k, n)]})[0]), n)] == [k]
        for n in range(1, given["n_max"] + 1)
        for k in range(n + 1)
    )


def no_other_table(given: Input) -> bool:
    """Whether the margins allow one table only: everybody positive, or nobody."""
    return given["k1"] + given["k2"] in (0, given["n1"] + given["n2"])


ANSWERS: Mapping[str, Callable[[Input], Any]] = {
    "mean and SD from a grade histogram (A,B,C,D = 4,3,2,1)": grades,
    "mean/SD of unit totals (max 32)": lambda given: moments(Tally.of_values(given["totals"])),
    "mean of unit totals, half-up at one decimal": mean_rounded,
    "half-up versus R/Python half-even": mean_rounded,
    "half-up versus half-even": mean_rounded,
    "ranking of rounded means, competition (min) ties": ranks,
    "integer percent half-up": percents,
    "mean of unit means is not the pooled mean": pooled,
    "half away from zero for negative differences": rounded_differences,
    "merge of two count tables equals pooled moments": merged,
    "exact moments from a millions-row histogram": many,
    "Wilson score 95%": one_share(wilson),
    "Wilson 90%": one_share(wilson),
    "Clopper-Pearson 95%": one_share(clopper_pearson),
    "Jeffreys equal-tailed 95%, 0 at k=0, 1 at k=n": one_share(jeffreys),
    "Newcombe hybrid score (method 10) 95% for p1-p2": difference,
    "Newcombe hybrid score (method 10), second implementation from Debian": difference,
    "Newcombe 90% (equivalence check against +-5 pp)": difference,
    "Newcombe 90% lying inside +-5 pp: 'in line'": difference,
    "smallest whole-percent difference from 77% that Newcombe calls non-zero at n1=206, n2=3576": least_difference,
    MID_P: mid_p,
    "all answers positive in both groups: one possible table": mid_p,
    "Cohen's h": effect,
    "Cohen's h at the ends": effect,
    "Holm": adjusted(holm),
    "Holm with ties and 1": adjusted(holm),
    "Benjamini-Hochberg": adjusted(benjamini_hochberg),
    "BH with a missing p (m = non-missing)": adjusted(benjamini_hochberg),
    "rounded percentages: LP interval is wider than the integer interval (n=7, 57 %)": count_behind,
    "whole-percent rounding identifies the count for every n up to 100": percents_tell_counts,
}

_TWO_BOSCHLOOS = "two definitions are in use, with different p-values for the same table"

LEFT_OUT: Mapping[str, str] = {
    "ranking, average ties": "the 2020 report's ranks share the better place (1224), and no other rule is offered",
    "mid-p Clopper-Pearson 95%": "a fourth interval for the same share: shorter than Clopper–Pearson's, as Wilson's is",
    "Agresti-Coull 95%": "an approximation of Wilson's interval, about the same centre",
    "Blaker 95%": "lies within Clopper–Pearson's interval, which is the option for whoever wants a guaranteed level",
    "Fisher exact two-sided p (sum of probabilities <= observed, rel. tolerance 1e-7)": (
        "the reports use its mid-p: the whole p-value is too cautious with few answers, where the question matters most"
    ),
    "Miettinen-Nurminen score interval for p1-p2": (
        "Newcombe's interval has a closed form and is made of the Wilson intervals that are printed; a second one "
        "could contradict it"
    ),
    "Pearson chi-square and N-1 chi-square": (
        "for large n, where Fisher's mid-p, which holds for every n, says practically the same"
    ),
    "Boschloo exact unconditional, statistic = two-sided Fisher p (tsmethod square)": _TWO_BOSCHLOOS,
    "Boschloo, two-sided = twice the smaller one-sided p": _TWO_BOSCHLOOS,
    "Benjamini-Yekutieli": (
        "for families of any dependence; Benjamini–Hochberg holds for questions of one survey, whose answers depend on "
        "each other positively"
    ),
}

_SAMPLE_SD = (
    ("sd_sample",),
    "no report prints the SD with divisor n − 1, with which cells of the 2020 report are impossible",
)
_HALF_EVEN = "R's own rounding, halves to even, which is what the vector warns of"

OTHER_KEYS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "mean and SD from a grade histogram (A,B,C,D = 4,3,2,1)": _SAMPLE_SD,
    "mean/SD of unit totals (max 32)": _SAMPLE_SD,
    "merge of two count tables equals pooled moments": _SAMPLE_SD,
    "mean of unit totals, half-up at one decimal": (("r_round",), _HALF_EVEN),
    "half-up versus R/Python half-even": (("r_round_half_even", "sprintf_half_even"), _HALF_EVEN),
    "half-up versus half-even": (("r_round_half_even",), _HALF_EVEN),
    "mean of unit means is not the pooled mean": (
        ("mean_of_units",),
        "shares are pooled, and a mean of units' shares is what the vector warns of",
    ),
    "rounded percentages: LP interval is wider than the integer interval (n=7, 57 %)": (
        ("lp_lo", "lp_hi"),
        "people are whole: the interval of real numbers is what the vector warns of",
    ),
}

NOT_TARGETS: Mapping[str, str] = {
    vector["id"]: "the formula gives ½ where the margins allow one table only; spur says 1, since nothing can be seen"
    for vector in json.loads(FILE.read_text(encoding="utf-8"))["vectors"]
    if vector["method"] == MID_P and no_other_table(vector["input"])
}
