"""What printed numbers give away (section 7 of the specification, as far as no tree of units is concerned)."""

from fractions import Fraction
from typing import Any

from spur.statistics.feasible import counts_of
from spur.statistics.grades_feasible import histograms
from spur.statistics.printed_as import Band


def _band(number: float) -> Band:
    return Band.of(Fraction(str(number)), decimals=1)


def _grades(given: dict[str, Any]) -> list[list[int]]:
    found = histograms(given["n"], _band(given["mean"]), _band(given["sd"]), points=(4, 3, 2, 1))
    return [list(each) for each in found]


def _percents_tell_counts(given: dict[str, Any]) -> bool:
    return all(len(counts_of(percent, n)) <= 1 for n in range(1, given["n_max"] + 1) for percent in range(101))


ANSWERS = {
    "histograms of 5 grades consistent with published n=5, mean 3.4, SD 0.8 (population)": _grades,
    "whole-percent rounding identifies the count for every n up to 100": _percents_tell_counts,
}

LEFT_OUT: dict[str, str] = {}
