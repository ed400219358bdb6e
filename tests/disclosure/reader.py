"""The reader who tries to find somebody out: knows the rule, every size and everything that is shown, and goes through
every set of answers that there can be."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from math import prod
from random import Random

from spur.disclosure.release import Node, Protection, at_least_critical, released

Sizes = dict[str, "int | Sizes"]
Rule = Callable[[Node, Protection], set[str]]
AtLeast = Callable[[Node, Protection], "int | None"]

CRITICAL, NOT_CRITICAL = 1, 0


def tree(sizes: Sizes, critical: dict[str, int], id_: str = "R") -> Node:
    """A tree from the sizes of its units by name, and how many in each were critical."""
    children = tuple(
        Node(name, size, critical.get(name, 0)) if isinstance(size, int) else tree(size, critical, name)
        for name, size in sizes.items()
    )
    return Node(id_, sum(each.n for each in children), sum(each.critical for each in children), children)


def nodes(root: Node) -> list[Node]:
    return [root, *(node for child in root.children for node in nodes(child))]


def units(root: Node) -> list[Node]:
    return [node for node in nodes(root) if not node.children]


def data_sets(sizes: Sizes) -> int:
    """How many there can be."""
    return prod(unit.n + 1 for unit in units(tree(sizes, {})))


# Sizes: nobody learns a number of fewer than k people


def atoms(root: Node, shown: set[str]) -> Iterator[int]:
    """The sizes of the smallest sets that can be derived: what is shown, less what is shown within it."""

    def outermost(node: Node) -> Iterator[Node]:
        for child in node.children:
            if child.id in shown:
                yield child
            else:
                yield from outermost(child)

    for node in nodes(root):
        if node.id in shown:
            yield node.n - sum(within.n for within in outermost(node))


def too_small(root: Node, shown: set[str], k: int) -> list[int]:
    return [size for size in atoms(root, shown) if 0 < size < k]


# Answers: nobody learns that everybody was critical


def exposed(
    sizes: Sizes, protection: Protection, rule: Rule = released, at_least: AtLeast = at_least_critical
) -> set[str]:
    """The units of whom a reader learns, from some answers, that (nearly) everybody was critical: every set of answers
    that there can be is tried, and those that look the same from outside are compared. Also by somebody who is one of
    those who answered, in any unit, with either answer: then everybody else in a unit."""
    names = [unit.id for unit in units(tree(sizes, {}))]
    n = [unit.n for unit in units(tree(sizes, {}))]
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for answers in product(*(range(size + 1) for size in n)):
        root = tree(sizes, dict(zip(names, answers, strict=True)))
        shown = rule(root, protection)
        told = [(node.id, node.critical) for node in nodes(root) if node.id in shown]
        alike[(at_least(root, protection), *told)].append(answers)
    found: set[str] = set()
    for same in alike.values():
        found |= _known_outside(names, n, same, protection.c)
        found |= _known_inside(names, n, same)
    return found


def _known_outside(names: list[str], n: list[int], same: list[tuple[int, ...]], c: int) -> set[str]:
    least = [min(column) for column in zip(*same, strict=True)]
    return {name for name, size, low in zip(names, n, least, strict=True) if size > c and low > size - 1 - c}


def _known_inside(names: list[str], n: list[int], same: list[tuple[int, ...]]) -> set[str]:
    """What somebody who answered knows besides: her own answer."""
    found: set[str] = set()
    for own, size in enumerate(n):
        for answer in (CRITICAL, NOT_CRITICAL):
            possible = [each for each in same if (each[own] if answer else size - each[own]) > 0]
            for unit, others in enumerate(n) if possible else ():
                mine, size_of_others = (answer, others - 1) if unit == own else (0, others)
                if size_of_others and min(each[unit] for each in possible) - mine == size_of_others:
                    found.add(f"{names[unit]}, by one of {names[own]}")
    return found


def random_trees(seed: int, times: int, most: int) -> Iterator[tuple[Sizes, Protection]]:
    """Trees of one to four levels under the region, each with at most so many data sets."""
    random = Random(seed)
    made = 0
    while made < times:
        sizes = _random_sizes(random, random.choice((1, 2, 2, 3, 4)), "u")
        if 1 < data_sets(sizes) <= most:
            made += 1
            yield sizes, Protection(k=random.choice((2, 3, 4, 5)), c=1)


def _random_sizes(random: Random, depth: int, name: str) -> Sizes:
    def part(id_: str) -> "int | Sizes":
        return random.randint(0, 7) if depth == 1 or random.random() < 0.2 else _random_sizes(random, depth - 1, id_)

    return {f"{name}{at}": part(f"{name}{at}") for at in range(random.randint(1, 4 if depth == 1 else 2))}
