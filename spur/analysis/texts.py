"""What did people write? How many texts each category has, and the ones that may be quoted.

Texts are told of where at least as many *people* wrote as a distribution takes (``Protection.k_distribution``), and at
least ten (the statistical specification's threshold for comments), to everybody but inspectors. One person may write
several texts, so texts are no measure of it. A count within such a group may be as small as it is: that somebody there
asks for more courses tells of nobody. There is no critical end to a category, so the rule's second step has nothing to
guard.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from spur.analysis.answers import as_allowed, region_tree
from spur.analysis.crossing import beside_specialty_groups
from spur.analysis.figure import Figure
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Protection, large_enough
from spur.records.response import KeptText
from spur.rubric.model import Rubric
from spur.rubric.parts import folded

FEWEST = 10  # people behind the texts of anything shown, also where answers are published already


@dataclass(frozen=True, slots=True)
class Quotation:
    """A text that a person has marked as fit to print; ``category`` is its first one, "" where none fits."""

    category: str
    text: str


def text_figures(
    round_: str, region: Region, texts: Iterable[KeptText], rubric: Rubric, protection: Protection
) -> Iterator[Figure]:
    """For each role that wrote in the region: how many texts there are, how many are coded, and how many of those have
    no category and each category. A text may have several categories; shares are of the coded texts."""
    own = [each for each in texts if each.unit_id in region.whole.units]
    for role in (role.id for role in rubric.roles if any(each.role == role.id for each in own)):
        of_role = [each for each in own if each.role == role]
        may_show = parts_shown(region, of_role, protection)
        for part in region:
            of_part = [each for each in of_role if each.unit_id in part.units]
            codings = [each.coding.categories for each in of_part if each.coding is not None]
            allowed = part.key in may_show
            figure = partial(Figure, round_, part.scope, part.id, role=role)
            counts = (len(of_part), len(codings), sum(not categories for categories in codings))
            yield from as_allowed(partial(figure, subject="texts"), allowed, ("n", "coded", "uncategorised"), counts)
            for category in rubric.categories:
                n = sum(category.id in categories for categories in codings)
                share = Fraction(n, len(codings)) if codings else None
                told = partial(figure, subject=f"category:{category.id}")
                yield from as_allowed(told, allowed, ("n", "share"), (n, share))


def parts_shown(region: Region, texts: Iterable[KeptText], protection: Protection) -> set[str]:
    """The keys of the parts whose texts of one role may be told of."""
    writers: dict[str, set[str]] = {}
    for each in texts:
        writers.setdefault(each.unit_id, set()).add(each.response_id)
    wider = replace(protection, k=fewest(protection))
    tree = region_tree(region, {part: (_people(part, writers), 0) for part in region})
    by_unit = {unit: (len(people), 0) for unit, people in writers.items()}
    return beside_specialty_groups(region, large_enough(tree, wider.k), by_unit, wider)


def fewest(protection: Protection) -> int:
    """How many people must have written for anything of their texts to be told; that their answers to other questions
    are published already makes no difference."""
    return 0 if protection.confidential else max(FEWEST, protection.k_distribution)


def _people(part: Part, writers: Mapping[str, set[str]]) -> int:
    return sum(len(people) for unit, people in writers.items() if unit in part.units)


def quotations(
    region: Region, texts: Sequence[KeptText], rubric: Rubric, protection: Protection
) -> tuple[Quotation, ...]:
    """What may be quoted of the region as a whole, by category in the rubric's order and then by the alphabet: nothing
    tells whose it is or when it came. Each text once, under its first category."""
    order = {category.id: place for place, category in enumerate(rubric.categories)}
    found: set[Quotation] = set()
    for role in rubric.roles:
        own = [each for each in texts if each.role == role.id and each.unit_id in region.whole.units]
        if region.whole.key not in parts_shown(region, own, protection):
            continue
        for each in own:
            if each.coding is not None and each.coding.quotable:
                known = [category for category in each.coding.categories if category in order]
                words = " ".join((each.coding.quotation or each.text).split())
                found.add(Quotation(min(known, key=order.__getitem__, default=""), words))
    return tuple(sorted(found, key=lambda q: (order.get(q.category, len(order)), folded(q.text), q.text)))
