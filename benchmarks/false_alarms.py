"""How often a difference is told of where there is none: the five-point rule alone, and the class "clear".

    python benchmarks/false_alarms.py

A region's n answers are drawn with the very share of the baseline, 2,754 of 3,576 (77 %), so whatever is told is a
false alarm. The first three columns are sums over the binomial distribution, exact but for floats: how often the shares
differ by five points; how often they do and Newcombe's interval does not hold 0; how often the question is called clear
when it is compared alone. The last two are of twenty questions that are compared together, drawn 20,000 times from a
fixed seed: how often any of them is called clear, and how often each. Prints the table of docs/statistics.md.
"""

from collections.abc import Iterator
from fractions import Fraction

from numpy.random import default_rng
from scipy.stats import binom

from spur.statistics.adjustment import benjamini_hochberg
from spur.statistics.certainty import ALPHA, Certainty, Contrast, certainty, contrast

POSITIVE, OF = 2_754, 3_576
POINTS, QUESTIONS, TIMES, SEED = 5, 20, 20_000, 2020
SIZES = (5, 10, 17, 20, 50, 70, 100, 206, 400)
HEADER = (
    "| n | five points | and 0 outside the interval | clear, alone | any clear of 20 | each of 20 |\n"
    "| ---: | ---: | ---: | ---: | ---: | ---: |"
)


def told_of(each: Contrast, q: float) -> tuple[bool, bool, bool]:
    """Whether the shares differ by the rule, and are so far apart that 0 is excluded, and clearly so."""
    kind = certainty(each, q, POINTS)
    by_rule = kind in (Certainty.CLEAR, Certainty.POSSIBLE)
    return by_rule, by_rule and 0 not in each.interval, kind is Certainty.CLEAR


def alone(n: int) -> tuple[float, float, float]:
    """The probabilities of the three, for one question of n answers."""
    sums = [0.0, 0.0, 0.0]
    for positive in range(n + 1):
        each = contrast(positive, n, POSITIVE, OF)
        probability = float(binom.pmf(positive, n, POSITIVE / OF))
        sums = [total + probability * told for total, told in zip(sums, told_of(each, each.p), strict=True)]
    return sums[0], sums[1], sums[2]


def together(n: int) -> tuple[float, float]:
    """Of twenty questions: how often any is called clear, and how often each."""
    contrasts = [contrast(positive, n, POSITIVE, OF) for positive in range(n + 1)]
    p_values = [each.p for each in contrasts]
    may_be_clear = [told_of(each, 0.0)[2] for each in contrasts]
    any_, all_ = 0, 0
    for family in default_rng(SEED).binomial(n, POSITIVE / OF, (TIMES, QUESTIONS)).tolist():
        q_values = benjamini_hochberg([p_values[positive] for positive in family])
        clear = sum(may_be_clear[k] for k, q in zip(family, q_values, strict=True) if q is not None and q <= ALPHA)
        any_, all_ = any_ + (clear > 0), all_ + clear
    return any_ / TIMES, all_ / TIMES / QUESTIONS


def row(n: int, rates: tuple[float, ...]) -> str:
    """A line of the table: percent with one decimal, halves up."""
    tenths = [int(Fraction(rate) * 1000 + Fraction(1, 2)) for rate in rates]
    return f"| {n} | {' | '.join(f'{tenth // 10}.{tenth % 10} %' for tenth in tenths)} |"


def table() -> Iterator[str]:
    yield HEADER
    for n in SIZES:
        yield row(n, (*alone(n), *together(n)))


if __name__ == "__main__":
    for line in table():
        print(line, flush=True)
