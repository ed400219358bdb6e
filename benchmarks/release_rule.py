"""What is decided of a national tree: region > group > unit, 1,900 units, 60 questions.

    python benchmarks/release_rule.py

Made-up sizes and answers from a fixed seed: 21 regions with seven groups each, units of 1 to 40 answers, 18 % critical.
Each question is decided anew, as every question has its own n: what may be shown, of whom the missing answers are told
and of whom the spread. Prints how long it took, and what share of the units is shown.
"""

from random import Random
from time import perf_counter

from spur.disclosure.release import Node, Protection, large_enough, released

UNITS, QUESTIONS, REGIONS, GROUPS, SEED, CRITICAL = 1_900, 60, 21, 7, 2020, 0.18


def country(random: Random, sizes: list[int]) -> tuple[Node, Node]:
    """Those who answered a question, and those who were asked."""
    answered: list[list[list[Node]]] = [[[] for _ in range(GROUPS)] for _ in range(REGIONS)]
    asked: list[list[list[Node]]] = [[[] for _ in range(GROUPS)] for _ in range(REGIONS)]
    for unit, size in enumerate(sizes):
        n = sum(random.random() < 0.95 for _ in range(size))
        critical = sum(random.random() < CRITICAL for _ in range(n))
        region, group = unit % REGIONS, unit // REGIONS % GROUPS
        answered[region][group].append(Node(f"u{unit}", n, critical))
        asked[region][group].append(Node(f"u{unit}", size, 0))
    return _tree(answered), _tree(asked)


def _tree(units: list[list[list[Node]]]) -> Node:
    regions = [
        _over(f"r{r}", [_over(f"r{r}g{g}", own) for g, own in enumerate(groups)]) for r, groups in enumerate(units)
    ]
    return _over("country", regions)


def _over(id_: str, children: list[Node]) -> Node:
    return Node(id_, sum(each.n for each in children), sum(each.critical for each in children), tuple(children))


def _decided(answered: Node, asked: Node, protection: Protection) -> set[str]:
    """As ``spur.analysis.answers`` decides: the answers, those who did not answer, and the spread."""
    shown = released(answered, protection)
    _missing = shown & large_enough(asked, protection.k)
    _spread = shown & large_enough(answered, protection.k_distribution)
    return shown


def main() -> None:
    random = Random(SEED)
    sizes = [min(40, 1 + int(random.expovariate(1 / 8))) for _ in range(UNITS)]
    trees = [country(random, sizes) for _ in range(QUESTIONS)]
    began = perf_counter()
    told = [_decided(answered, asked, Protection()) for answered, asked in trees]
    took = perf_counter() - began
    units = sum(id_.startswith("u") for each in told for id_ in each)
    print(
        f"{UNITS} units, {QUESTIONS} questions: {took:.2f} s; {units / UNITS / QUESTIONS:.0%} of the units' cells shown"
    )


if __name__ == "__main__":
    main()
