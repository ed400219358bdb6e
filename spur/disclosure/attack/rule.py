"""What the release rule itself gives away: that a number is withheld can tell something of it.

Whoever knows the rule leaves out every solution with which it would have shown other things than it did ("denials leak
information"). The rule is asked, never copied: another rule needs no other attacker.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """``likely``: whether, if so many in each unit had been critical, the rule would have shown what was shown and
    withheld what was withheld. ``parts``: the units of each part that it decides about; where all have the numbers that
    they have, it decides as it did. ``withheld``: those that it may have withheld for what was answered, which is where
    to look for the answers that made it."""

    likely: Callable[[Mapping[str, int]], bool]
    parts: tuple[frozenset[str], ...] = ()
    withheld: tuple[frozenset[str], ...] = ()
