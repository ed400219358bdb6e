"""An earlier percentage of which nobody knows how many answered: how many it must have been for a difference to be more
than chance."""

from bisect import bisect_left
from fractions import Fraction

from spur.statistics.difference import newcombe
from spur.statistics.exact import round_half_up

LEAST = 2
"""A percentage is of at least so many: one person's answer is not printed as one."""
UP_TO = 10_000
"""No base above this is tried."""


def smallest_base(printed: Fraction, positive: int, n: int, up_to: int = UP_TO) -> int | None:
    """The smallest base from which on every base that rounds to the printed share gives a difference to ``positive`` of
    ``n`` whose 95 % interval (Newcombe's) excludes zero; 1 where every base does, None where none up to ``up_to`` does.

    A base b stands for ⌊printed·b + ½⌋ of b, and counts where that rounds, half up, to what is printed: 63 % can be 5
    of 8, but nothing of 9. Bases from ``LEAST`` are tried. 63 % and 169 of 206: 17; 62 % and 144 of 206: 481.
    Raises ValueError where a share is none.
    """
    if not 0 <= printed <= 1:
        raise ValueError(f"no share: {printed}")
    risen, decimals = Fraction(positive, n) > printed, _decimals(printed)

    def excludes_zero(count: float, base: int) -> bool:
        interval = newcombe(positive, n, count, base)
        return interval.low > 0 if risen else interval.high < 0

    def even_nearest(base: int) -> bool:
        # of shares that round to b-ths of the printed one, the nearest to today's gives the interval nearest to zero,
        # and the more so the smaller the base: from the first base of which this is true every base will do
        nearest = printed * base + (Fraction(1, 2) if risen else -Fraction(1, 2))
        return excludes_zero(float(min(max(nearest, Fraction(0)), Fraction(base))), base)

    bases = range(LEAST, up_to + 1)
    for base in reversed(bases[: bisect_left(bases, True, key=even_nearest)]):
        count = int(printed * base + Fraction(1, 2))
        if round_half_up(Fraction(count, base), decimals) == printed and not excludes_zero(count, base):
            return base + 1 if base < up_to else None
    return 1


def _decimals(share: Fraction) -> int:
    """With how many places a share is printed: whole percent have two, 63,5 % has three."""
    places = 2
    while (share * 10**places).denominator != 1 and places < 6:
        places += 1
    return places
