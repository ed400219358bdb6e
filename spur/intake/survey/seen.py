"""What stands in a survey file's columns: a few values to show, and the names that nobody knows.

Of personal data, free texts and columns that are not read nothing is shown. Of a column that nobody knows, values are
shown only where they recur, as answers do and names do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spur.intake.survey.plan import Holds, Meaning, Plan
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import folded

VALUES_KEPT = 500  # different ones of a column
EXAMPLES = 3
SHOWN = frozenset({Holds.UNIT, Holds.ROLE, Holds.QUESTION, Holds.OPTION, Holds.ITEM, Holds.ANSWER})


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column with what it means, a few of its values, and (folded names aside) those of its values that name no unit,
    role or answer."""

    meaning: Meaning
    examples: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


def seen_columns(
    plan: Plan, rows: Iterable[Sequence[str]], rubric: Rubric, units: Mapping[str, Unit]
) -> tuple[SeenColumn, ...]:  # fmt: skip
    """Look at every row, each with a cell for every column at least."""
    values: list[dict[str, int]] = [{} for _ in plan.meanings]
    for row in rows:
        for counts, cell in zip(values, row, strict=False):
            if (text := cell.strip()) in counts:
                counts[text] += 1
            elif text and len(counts) < VALUES_KEPT:
                counts[text] = 1
    return tuple(
        SeenColumn(each, _examples(each, counts), tuple(v for v in counts if _is_strange(v, each, plan, rubric, units)))
        for each, counts in zip(plan.meanings, values, strict=True)
    )


def _examples(meaning: Meaning, counts: Mapping[str, int]) -> tuple[str, ...]:
    recur = sum(counts.values()) >= 2 * len(counts)
    shown = (meaning.holds or meaning.proposed) in SHOWN or (meaning.holds is None and recur)
    return tuple(sorted(counts, key=lambda value: -counts[value])[:EXAMPLES]) if shown else ()


def _is_strange(value: str, meaning: Meaning, plan: Plan, rubric: Rubric, units: Mapping[str, Unit]) -> bool:
    """Whether nobody knows this unit, role or answer. Units are looked up only where any are known."""
    name = folded(value)
    match meaning.holds or meaning.proposed:
        case Holds.UNIT:
            return bool(units) and value not in units and not plan.units.get(name)
        case Holds.ROLE:
            return not plan.roles.get(name)
        case Holds.QUESTION:
            question = rubric.question(meaning.question)
            if question.type not in ("scale", "single"):
                return False
            if name in meaning.answers:
                return not meaning.answers[name]
            return rubric.scale_of(question).mark_of(value) is None
    return False
