"""The project's own attacker: what can be worked out from everything that was printed of the answers to one question.

A :class:`~spur.disclosure.attack.puzzle.Puzzle` holds what the reader knows: how many there are in each unit, and sums
that must come out. Every way in which people can have answered so that they do is a solution; integer programming finds
the largest and the smallest of anything (:mod:`~spur.disclosure.attack.solutions`). What is the same in all solutions
is known, and :mod:`~spur.disclosure.attack.exposures` tells of whom too much is.
"""

from spur.disclosure.attack.exposures import MOST_UNIONS, Exposure, Harm, Insider, exposures
from spur.disclosure.attack.puzzle import BLANK, OneOf, Puzzle, Size, Sum, Term
from spur.disclosure.attack.rule import Rule
from spur.disclosure.attack.solutions import Counts, Insoluble, Solutions

__all__ = [
    "BLANK",
    "MOST_UNIONS",
    "Counts",
    "Exposure",
    "Harm",
    "Insider",
    "Insoluble",
    "OneOf",
    "Puzzle",
    "Rule",
    "Size",
    "Solutions",
    "Sum",
    "Term",
    "exposures",
]
