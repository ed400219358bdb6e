"""What has changed since an earlier round."""

from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.report.material import Material
from spur.report.prose.compared import BOTH, Compared, Comparison, compared

NAMED = "compared.named-then"  # how a question is told with its shares


def with_the_earlier(m: Material, part: Part) -> Comparison | None:
    """None where no earlier round is compared with."""
    if m.earlier is None:
        return None
    return Comparison(part, m.role, m.earlier.versus, m.said("compared.round", then=m.earlier.round))


def changes(m: Material, comparison: Comparison) -> list[Compared]:
    """The questions that are compared with the earlier round, in its order."""
    told: list[Compared] = []
    for like in m.earlier.questions if m.earlier else ():
        question = m.rubric.question(like.here)
        each = compared(m, comparison, question, _then(m, comparison, like.there)) if m.role in question.roles else None
        told += [each] if each is not None else []
    return told


def comparable(m: Material, comparison: Comparison, asked: int) -> str:
    """How many of the questions that were asked can be compared; "" where none can."""
    part = comparison.part
    n = m.figures.get(
        part.scope, part.id, "items", "questions_compared", role=comparison.role, versus=comparison.versus
    )  # fmt: skip
    if n is None:
        return ""
    if n.value == asked:
        key = "only" if asked == 1 else "both" if asked == BOTH else "all"
    else:
        key = "one" if n.value == 1 else "some"
    return m.said(f"rounds.{key}", n=n, of=asked, name=comparison.name)


def _then(m: Material, comparison: Comparison, question: str) -> Figure | None:
    part, then = comparison.part, m.earlier.round if m.earlier else ""
    return m.figures.get(part.scope, part.id, f"item:{question}", "share_positive", role=m.role, round_=then)
