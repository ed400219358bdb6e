"""Answers against others': how many questions differ, which of them certainly and which perhaps by chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.report.certainty import how_certain
from spur.report.material import Material
from spur.report.prose.questions import capped
from spur.rubric.parts import Question
from spur.statistics.certainty import Certainty
from spur.statistics.comparison import Verdict

BOTH = 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """A part's answers of one role against others'. ``versus`` is what the comparison is found by, ``name`` what they
    are called in a sentence ("riket", "omgången 2014")."""

    part: Part
    role: str
    versus: str
    name: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A question with both shares and what is said of their difference."""

    question: Question
    own: Figure
    other: Figure
    difference: Fraction
    verdict: Verdict
    kind: Certainty | None
    """None where it is not known how many answered."""


def counted(m: Material, comparison: Comparison) -> str:
    """How many of the questions that are compared are answered more and less positively, and how certain that is; ""
    where none is compared."""

    def count(of: Verdict | Certainty) -> Figure | None:
        return _of(m, comparison, "items", f"count:{of.value}")

    compared, more, less = _of(m, comparison, "items", "questions_compared"), count(Verdict.MORE), count(Verdict.LESS)
    if compared is None or more is None or less is None:
        return ""
    values = {"name": comparison.name, "points": m.rubric.comparison.five_point_rule}
    if more.value and less.value:
        last = m.said("compared.one") if less.value == 1 else less
        told = m.said("compared.more-and-less", where=_where(m, more, compared), less=last, **values)
    elif more.value or less.value:
        key, other, own = ("more", "less", more) if more.value else ("less", "more", less)
        told = m.said(f"compared.{key}", where=_where(m, own, compared), **values)
        told += "" if own.value == compared.value else f" {m.said(f'compared.none-{other}')}"
    else:
        told = m.said("compared.neither", where=_where(m, compared, compared), **values)
    certain = how_certain(m, count)
    if not certain and count(Certainty.CLEAR) is None and (more.value or less.value):
        certain = m.said("compared.unknown", name=comparison.name)
    return f"{told} {certain}".strip()


def _where(m: Material, n: Figure, of: Figure) -> str:
    """ "5 av 22 jämförda frågor", "båda de jämförda frågorna"."""
    if n.value != of.value:
        return m.said("compared.where", n=n, of=of)
    key = "only" if n.value == 1 else "both" if n.value == BOTH else "all"
    return m.said(f"compared.where-{key}", of=of)


def differing(m: Material, comparison: Comparison, told: Sequence[Compared], key: str) -> Iterator[str]:
    """The questions that differ by the point rule, those that certainly do before those that may by chance. ``key`` is
    how a question and its shares are told."""
    for verdict in (Verdict.MORE, Verdict.LESS):
        for kind in (Certainty.CLEAR, Certainty.POSSIBLE, None):
            yield from of_one_class(m, comparison, told, key, verdict, kind)


def of_one_class(
    m: Material,
    comparison: Comparison,
    told: Sequence[Compared],
    key: str,
    verdict: Verdict,
    kind: Certainty | None = Certainty.CLEAR,
) -> Iterator[str]:
    """Those of one verdict that certainly differ, or are of another class; nothing where there are none."""
    own = of_class(told, verdict, kind)
    if own:
        how = kind.value if kind else "unknown"
        yield m.said(f"compared.{how}-{verdict.value}", name=comparison.name, questions=named(m, own, key))


def of_class(told: Sequence[Compared], verdict: Verdict, kind: Certainty | None) -> list[Compared]:
    """The questions of a verdict and a class, the widest difference first."""
    own = [each for each in told if each.verdict is verdict and each.kind is kind]
    return sorted(own, key=lambda each: abs(each.difference), reverse=True)


def named(m: Material, told: Sequence[Compared], key: str) -> str:
    """The questions with both shares, of many the first."""
    return capped(
        m,
        [m.said(key, question=m.question_name(each.question), own=each.own, other=each.other) for each in told],
    )


def compared(m: Material, comparison: Comparison, question: Question, other: Figure | None) -> Compared | None:
    """What is said of a question; None where it is not compared or shown. ``other`` is the others' share."""
    item = f"item:{question.id}"
    own = m.figures.get(comparison.part.scope, comparison.part.id, item, "share_positive", role=comparison.role)
    difference, verdict, kind = (_of(m, comparison, item, s) for s in ("diff", "five_point_verdict", "class"))
    if own is None or other is None or verdict is None or not isinstance(verdict.value, str):
        return None
    if difference is None or not isinstance(difference.value, Fraction) or kind is None:
        return None
    known = isinstance(kind.value, str) and _of(m, comparison, item, "diff_low") is not None
    return Compared(
        question,
        own,
        other,
        difference.value,
        Verdict(verdict.value),
        Certainty(str(kind.value)) if known else None,
    )


def _of(m: Material, comparison: Comparison, subject: str, statistic: str) -> Figure | None:
    part = comparison.part
    return m.figures.get(part.scope, part.id, subject, statistic, role=comparison.role, versus=comparison.versus)
