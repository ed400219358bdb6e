"""Which sums chance alone would give: every way to draw so many of those there are, counted instead of listed."""

from collections.abc import Mapping


def sums_of_draws(levels: Mapping[int, int], take: int) -> dict[int, int]:
    """``levels`` tells how many have each score; ``take`` of them all are drawn. For every sum of scores that a draw
    can have, how many draws have it; together they are C(N, take). In whole numbers, by dynamic programming over the
    levels: those with the same score are never told apart, so the work grows with the levels and not with the draws.

    Raises ValueError where there are not so many to take.
    """
    if not 0 <= take <= sum(levels.values()):
        raise ValueError(f"{take} of {sum(levels.values())} cannot be drawn")
    left = sum(levels.values())
    ways: dict[tuple[int, int], int] = {(0, 0): 1}  # (how many are drawn, their sum) → in how many ways
    for score, count in levels.items():
        left -= count
        chosen = _row(count)
        grown: dict[tuple[int, int], int] = {}
        for (taken, total), weight in ways.items():
            for more in range(max(take - taken - left, 0), min(count, take - taken) + 1):
                key = (taken + more, total + more * score)
                grown[key] = grown.get(key, 0) + weight * chosen[more]
        ways = grown
    return {total: weight for (_, total), weight in ways.items()}


def two_sided(sums: Mapping[int, int], seen: int, centre: tuple[int, int]) -> float:
    """The share of the draws whose sum is at least as far from the expected one as ``seen``, on either side; the
    expected sum is a fraction, given as numerator and denominator. Compared in whole numbers."""
    numerator, denominator = centre
    distance = abs(seen * denominator - numerator)
    far = sum(weight for total, weight in sums.items() if abs(total * denominator - numerator) >= distance)
    return far / sum(sums.values())


def least_two_sided(sums: Mapping[int, int], centre: tuple[int, int]) -> float:
    """The smallest p-value that any draw could have: that of the sums farthest from the expected one."""
    numerator, denominator = centre
    farthest = max(sums, key=lambda total: abs(total * denominator - numerator))
    return two_sided(sums, farthest, centre)


def _row(n: int) -> list[int]:
    """C(n, 0) … C(n, n)."""
    row = [1]
    for k in range(n):
        row.append(row[-1] * (n - k) // (k + 1))
    return row
