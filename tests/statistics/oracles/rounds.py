"""Section 6: between rounds."""

from collections.abc import Sequence
from fractions import Fraction
from math import comb
from typing import Any

from spur.statistics.difference import fisher_mid_p, newcombe
from spur.statistics.paired import mcnemar_mid_p, signed_rank_p
from spur.statistics.smallest_base import smallest_base
from spur.statistics.strata import Stratum, mantel_haenszel, mantel_haenszel_test, standardised

R_UP_TO = 1500  # R's loop ends there, and answers one more where the last base fails

Input = dict[str, Any]


def strata(rows: Sequence[Sequence[int]]) -> list[Stratum]:
    return [Stratum(yes, yes + no, yes_then, yes_then + no_then) for yes, no, yes_then, no_then in rows]


def with_an_assumed_base(given: Input) -> list[float]:
    """R's last number is Fisher's p without the mid-p, which is larger by half the probability of what was seen."""
    k1, n1, k2, n2 = counts = given["k1"], given["n1"], given["k2"], given["n2"]
    interval, seen = newcombe(*counts), comb(n1, k1) * comb(n2, k2) / comb(n1 + n2, k1 + k2)
    return [k1 / n1 - k2 / n2, interval.low, interval.high, fisher_mid_p(*counts) + seen / 2]


def smallest_bases(given: Input) -> list[int]:
    pairs = zip(given["p2014"], given["k2019"], strict=True)
    found = (smallest_base(Fraction(str(printed)), k, given["n2019"], R_UP_TO) for printed, k in pairs)
    return [base or R_UP_TO + 1 for base in found]


def association(given: Input) -> dict[str, float | None]:
    told = mantel_haenszel_test(strata(given["strata"]))
    return {"chi2": told.chi2, "p": told.p, "or": told.odds_ratio}


def pooled(given: Input) -> dict[str, float]:
    told = mantel_haenszel(strata(given["strata"]))
    assert told
    return {
        "rd": float(told.difference),
        "se": told.standard_error,
        "lo": told.interval.low,
        "hi": told.interval.high,
    }


def to_another_mix(given: Input) -> dict[str, float]:
    told = standardised(list(zip(given["k"], given["n"], strict=True)), given["w"])
    return {"share": float(told.share), "se": told.standard_error}


def both_rounds(given: Input) -> dict[str, float]:
    return {"midp": mcnemar_mid_p(given["b"], given["c"])}


def grades_in_both_rounds(given: Input) -> float:
    return signed_rank_p(now - then for then, now in zip(given["before"], given["after"], strict=True))


ANSWERS = {
    "2014 v 2019 share positive with an assumed 2014 base of 150": with_an_assumed_base,
    "smallest 2014 base from which on every base that reproduces the published percentage gives a Newcombe 95% "
    "interval excluding zero": smallest_bases,
    "Mantel-Haenszel over specialty groups (year x positive | group), no continuity correction": association,
    "Mantel-Haenszel risk difference with Sato variance": pooled,
    "directly standardised share (weights = 2019 group mix) with delta-method SE": to_another_mix,
    "same units, meets regulation (>=B) before/after: exact McNemar": both_rounds,
    "same units, paired grade change: exact Wilcoxon signed rank with ties/zeros dropped": grades_in_both_rounds,
}
LEFT_OUT = {
    "paired difference of proportions, Tango score interval (b=9 improved, c=2 worsened)": (
        "of units in both rounds the counts that rose and fell are told, with McNemar's p: no interval"
    ),
}
OTHER_KEYS = {
    "same units, meets regulation (>=B) before/after: exact McNemar": (
        ("chi2", "exact"),
        "the mid-p is told: χ² is an approximation for many units, and the p without it more careful than it need be",
    ),
}
