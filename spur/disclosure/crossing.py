"""When people are divided in a second way: what may be shown beside what the first has shown.

Specialty groups may have been told of before, in another report. Whoever then sees the same answers by place can
combine the two, and learn of the cells where they cross: the specialists of one place. By Theorem 2 of the project's
statistical specification (7.4), nothing about fewer than ``k`` people can be derived from both divisions when every
such cell has 0 or at least ``k`` people. That says nothing of cells where everybody was critical: a place where nobody
was leaves all critical answers of a specialty group to its other places. So the cells pass the release rule's second
step too, as the parts of what was shown before; and what the first division withheld within such a part, because
somebody there was nearly all critical, must not be pointed out by the cells.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spur.disclosure.release import Protection


class Cell(NamedTuple):
    """Those who are in one part of either division: how many gave an answer, and how many of these were critical."""

    n: int
    critical: int


def crossable(atoms: Iterable[Sequence[Cell]], protection: Protection) -> bool:
    """Whether the second division may be shown beside the first. ``atoms`` are the parts of the first that can be told
    apart by what it shows (each group that is shown; all that are withheld are one), each as its cells. The cells of
    groups that are withheld stay apart: that they are withheld tells of them.

    Whether it may is itself an answer, and gives nothing away: it is decided by sizes and by what the first division
    shows; where two or more cells could be nearly all critical, by whether any is, which leaves open which.
    """
    if protection.withholds_nothing:
        return True
    k, c = protection.k, protection.c
    inhabited = [[cell for cell in atom if cell.n] for atom in atoms]
    if any(cell.n < k for atom in inhabited for cell in atom):
        return False
    crossed = [atom for atom in inhabited if len(atom) > 1]  # one cell alone is no news
    able = sum(sum(other.critical for other in atom) >= cell.n - c for atom in crossed for cell in atom)
    if able < 2:
        return not able
    return all(cell.critical < cell.n - c for atom in crossed for cell in atom)


def leaves_open(whole: Cell, parts: Iterable[Cell], protection: Protection) -> bool:
    """Whether it stays open which of the ``parts`` was nearly all critical, when ``whole``, which they are of, is told
    in cells. One that was withheld may have been so because it was; that it was is then a key to the cells. As
    everywhere, the decision itself must not tell: where one part alone could be, it is the same whatever was answered.
    """
    k, c = protection.k, protection.c
    able = [part for part in parts if k <= part.n < whole.n and whole.critical >= max(part.n - c, 1)]
    return len(able) != 1 and all(part.critical < part.n - c for part in able)
