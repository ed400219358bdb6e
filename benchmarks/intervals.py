"""How long the intervals and classes of 120,000 unit × question cells take, as a ratio to their exact shares alone.

    python benchmarks/intervals.py [UNITS]

2,000 units of 5 to 40 answers, 60 questions, each compared with its own baseline of some 3,500 answers. *intervals*:
Wilson's for the share and Newcombe's for the difference. *classes*: these, Newcombe's of 90 %, Fisher's mid-p, the
p-values of a unit's questions adjusted together, and the class. Nothing is remembered from one run to the next. Seconds
vary with the machine; the ratios are what counts. Intervals are to take less than 2 seconds.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from fractions import Fraction

from spur.statistics.adjustment import benjamini_hochberg
from spur.statistics.certainty import Certainty, certainty, contrast
from spur.statistics.difference import fisher_mid_p, newcombe
from spur.statistics.proportion import wilson

UNITS, QUESTIONS, RUNS = 2_000, 60, 5
Cells = list[list[tuple[int, int, int, int]]]


def cells(units: int) -> Cells:
    """By unit, each question's positive answers and n, and the baseline's."""
    chance = random.Random(2020)
    baselines = [(round(n * chance.uniform(0.4, 0.97)), n) for n in chance.choices(range(3_400, 3_600), k=QUESTIONS)]
    told = []
    for _ in range(units):
        invited = chance.randint(5, 40)
        unit = []
        for positive, of_all in baselines:
            n = max(invited - chance.choice((0, 0, 0, 1, 2)), 3)
            unit.append((sum(chance.random() < positive / of_all for _ in range(n)), n, positive, of_all))
        told.append(unit)
    return told


def shares(told: Cells) -> int:
    return sum(Fraction(k1, n1) - Fraction(k2, n2) > 0 for unit in told for k1, n1, k2, n2 in unit)


def intervals(told: Cells) -> int:
    return sum(k1 / n1 in wilson(k1, n1) and 0 in newcombe(k1, n1, k2, n2) for unit in told for k1, n1, k2, n2 in unit)


def classes(told: Cells) -> int:
    clear = 0
    for unit in told:
        contrasts = [(wilson(k1, n1), contrast(k1, n1, k2, n2)) for k1, n1, k2, n2 in unit]
        q_values = benjamini_hochberg([each.p for _, each in contrasts])
        kinds = [certainty(each, q or 0.0, 5) for (_, each), q in zip(contrasts, q_values, strict=True)]
        clear += kinds.count(Certainty.CLEAR)
    return clear


WAYS: dict[str, Callable[[Cells], int]] = {"shares": shares, "intervals": intervals, "classes": classes}


def measured(way: str, told: Cells) -> float:
    for remembered in (wilson, newcombe, fisher_mid_p):
        remembered.cache_clear()
    begun = time.perf_counter()
    WAYS[way](told)
    return time.perf_counter() - begun


def main() -> None:
    told = cells(int(sys.argv[1]) if len(sys.argv) > 1 else UNITS)
    runs: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(RUNS):  # by turns, so that what else the machine does is the same to all
        for way in WAYS:
            runs[way].append(measured(way, told))
    alone = statistics.median(runs["shares"])
    different = len({cell for unit in told for cell in unit})
    print(f"{sum(map(len, told))} cells, {different} of them different")
    for way, seconds in runs.items():
        own = statistics.median(seconds)
        print(f"{way}: {own / alone:.2f} times the shares alone ({own:.2f} s)")


if __name__ == "__main__":
    main()
