"""The region's answers against the country's."""

from collections.abc import Sequence

from spur.report.material import Material
from spur.report.prose.compared import Compared, Comparison, compared
from spur.rubric.parts import Question

NAMED = "compared.named"  # how a question is told with its shares


def with_the_country(m: Material) -> Comparison | None:
    """None without a baseline."""
    if m.baseline is None:
        return None
    return Comparison(m.region.whole, m.role, m.baseline.name, m("unit.named-baseline"))


def questions_of(m: Material, comparison: Comparison, questions: Sequence[Question]) -> list[Compared]:
    """The questions that have a verdict."""
    told = []
    for question in questions:
        theirs = m.figures.get("baseline", comparison.versus, f"item:{question.id}", "share_positive", role=m.role)
        each = compared(m, comparison, question, theirs)
        told += [each] if each is not None else []
    return told
