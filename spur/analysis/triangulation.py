"""Do those who look at an area see the same? The inspectors' grade, what each role answered, the units' own assessment,
the country and the earlier round beside each other, area by area; and one status that joins them.

Everything is made from figures that are shown, so what is withheld leaves no trace.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import partial

from spur.analysis.answers import scored_questions
from spur.analysis.comparison import WHOLE
from spur.analysis.figure import Figure, Figures, Scope
from spur.analysis.rounds import AT_LINE, Earlier
from spur.analysis.scopes import Part
from spur.records.baseline import Baseline
from spur.rubric.model import Rubric
from spur.statistics.certainty import ALPHA, Certainty

ANSWERS = "answers"
"""By what the answers' disagreement with the grade is found (``versus``)."""


class Status(StrEnum):
    """What an area asks of its reader: the standard, what the answers say, and the trend, joined."""

    MET = "met"  # at or above the line, and nothing speaks against it
    WATCH = "watch"  # at or above the line, but the answers or the trend speak against it
    BELOW = "below"


class Direction(StrEnum):
    """Where those questions point that clearly differ from what they are compared with."""

    MORE = "more"
    LESS = "less"
    BOTH = "both"
    NONE = "none"


class Trend(StrEnum):
    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Sources:
    """What stands beside each other. ``own`` is the round in which the units assessed themselves; its areas are those
    that correspond to the report's."""

    figures: Figures
    rubric: Rubric
    baseline: Baseline | None = None
    earlier: Earlier | None = None
    own: Earlier | None = None

    @property
    def role(self) -> str:
        """The role in training."""
        return next((role.id for role in self.rubric.roles), "")

    @property
    def benchmark(self) -> str:
        """What the answers are compared with: the country where it is known, else the region."""
        return self.baseline.name if self.baseline else WHOLE

    def questions(self, area: str, role: str) -> list[str]:
        return [q.id for q in scored_questions(self.rubric) if q.area == area and role in q.roles]


def triangulation_figures(parts: Iterable[Part], sources: Sources) -> Iterator[Figure]:
    """Of every area of each part: what share of all answers to its questions are positive, and how many answers that is
    (``share_of_answers``, ``answers``), by role and in the baseline; where each role's answers point (``direction``)
    against the benchmark, the earlier round and the role in training; whether the answers and the units' own assessment
    say otherwise than the grade (``disagrees``: yes or no); and the ``standard``, ``trend`` and ``area_status``."""
    baselines: dict[str, Scope] = {f.scope_id: f.scope for f in sources.figures if f.scope == "baseline"}
    places = [(part.scope, part.id) for part in parts]
    for area in (area.id for area in sources.rubric.areas):
        for role in (role.id for role in sources.rubric.roles):
            for scope, id_ in (*places, *((scope, id_) for id_, scope in baselines.items())):
                questions = sources.questions(area, role)
                yield from _pooled_figures(scope, id_, area, role, questions, sources.figures)
                if sources.earlier and scope != "baseline":
                    there = {like.here: like.there for like in sources.earlier.questions}
                    then = [there.get(question, "") for question in questions]
                    yield from _pooled_figures(scope, id_, area, role, then, sources.figures, sources.earlier.round)
        for scope, id_ in places:
            yield from _Area(scope, id_, area, sources).figures()


def _pooled_figures(
    scope: Scope, id_: str, area: str, role: str, questions: list[str], figures: Figures, round_: str = ""
) -> Iterator[Figure]:
    """All answers to the area's questions together, where those to every question are shown. Nothing of a baseline or
    an earlier round that lacks a question, as it could not stand beside the others."""
    at = partial(figures.get, scope, id_, role=role, round_=round_)
    pairs = [(at(f"item:{question}", "positive"), at(f"item:{question}", "n")) for question in questions]
    told = [(positive, n) for positive, n in pairs if positive is not None and n is not None]
    if not told or ((scope == "baseline" or round_) and len(told) < len(questions)):
        return
    withheld = any(positive.withheld or n.withheld for positive, n in told)
    positive, n = sum(_count(each) for each, _ in told), sum(_count(each) for _, each in told)
    share = Fraction(positive, n) if n and not withheld else None
    figure = partial(Figure, round_ or figures.round, scope, id_, f"area:{area}", role=role, withheld=withheld)
    yield figure(statistic="share_of_answers", value=share)
    yield figure(statistic="answers", value=None if withheld else n)


@dataclass(frozen=True, slots=True)
class _Area:
    """One area of a unit, a group or the region."""

    scope: Scope
    id: str
    area: str
    sources: Sources

    def figures(self) -> Iterator[Figure]:
        sources, role = self.sources, self.sources.role
        figure = partial(Figure, sources.figures.round, self.scope, self.id, f"area:{self.area}")
        for each in sources.rubric.roles:
            for versus in self._compared_with(each.id):
                if (direction := self.direction(each.id, versus)) is not None:
                    yield figure("direction", direction.value, role=each.id, versus=versus)
        at_line, answers, trend = self.at_line(), self.direction(role, sources.benchmark), self.trend()
        if at_line is None:
            return
        if answers is not None:
            disagree = answers is (Direction.LESS if at_line else Direction.MORE)
            yield figure("disagrees", "yes" if disagree else "no", versus=ANSWERS)
        if sources.own is not None and (own := self.own_at_line(sources.own)) is not None:
            as_most = self.scope != "unit" and (share := self._share_at_line()) is not None and 2 * share > 1
            same = own is (at_line if self.scope == "unit" else as_most)
            yield figure("disagrees", "no" if same else "yes", versus=sources.own.versus)
        yield figure("standard", "reached" if at_line else "not-reached")
        if trend is not None:
            yield figure("trend", trend.value)
        doubtful = answers is Direction.LESS or trend is Trend.DOWN
        yield figure("area_status", ((Status.WATCH if doubtful else Status.MET) if at_line else Status.BELOW).value)

    def direction(self, role: str, versus: str) -> Direction | None:
        """Where the questions point that are compared; None where none is."""
        clear: set[str] = set()
        compared = False
        for question in self.sources.questions(self.area, role):
            kind, verdict = (
                self._get(f"item:{question}", statistic, role=role, versus=versus)
                for statistic in ("class", "five_point_verdict")
            )
            if kind is not None and verdict is not None and isinstance(verdict.value, str):
                compared = True
                clear |= {verdict.value} if kind.value == Certainty.CLEAR else set()
        if not compared:
            return None
        return Direction.BOTH if len(clear) > 1 else Direction(clear.pop()) if clear else Direction.NONE

    def at_line(self) -> bool | None:
        """Whether a unit's grade, and of several units their mean, is at the line or above; None without a grade."""
        if self.scope == "unit":
            share = self._share_at_line()
            return None if share is None else share == 1
        mean = self._get(f"area:{self.area}", "mean")
        if mean is None or not isinstance(mean.value, Fraction):
            return None
        return mean.value >= self.sources.rubric.line_points

    def own_at_line(self, own: Earlier) -> bool | None:
        """Whether the units' own assessment is at the line: a unit's own, and of several that of most. Points are never
        compared, as a unit need not mean by a grade what an inspector means."""
        share = self._share_at_line(own)
        return None if share is None else 2 * share > 1

    def trend(self) -> Trend | None:
        """Since the earlier round: of a unit whether its grade crossed the line; of several units whether those that
        were graded both times have risen or fallen, where that is more than chance; where grades cannot be compared,
        where the answers point. None where that is not known, or may be chance: only a single unit's grades can be
        called unchanged."""
        earlier = self.sources.earlier
        if earlier is None:
            return None
        now, then = self._share_at_line(), self._share_at_line(earlier)
        if now is not None and then is not None:
            if self.scope == "unit":
                return Trend.UP if now > then else Trend.DOWN if now < then else Trend.SAME
            return self._moved(earlier.versus)
        direction = self.direction(self.sources.role, earlier.versus)
        return {Direction.MORE: Trend.UP, Direction.LESS: Trend.DOWN}.get(direction) if direction else None

    def _moved(self, versus: str) -> Trend | None:
        """By McNemar's test of the units graded in both rounds, adjusted for the areas."""
        q, rose, fell = (self._get(f"area:{self.area}", each, versus=versus) for each in ("q", "rose", "fell"))
        if q is None or rose is None or fell is None or not isinstance(q.value, Fraction) or q.value > ALPHA:
            return None
        return Trend.UP if _count(rose) > _count(fell) else Trend.DOWN

    def _compared_with(self, role: str) -> list[str]:
        sources = self.sources
        versus = [sources.benchmark, *([sources.earlier.versus] if sources.earlier else [])]
        return versus if role == sources.role else [f"role:{sources.role}", *versus]

    def _share_at_line(self, round_: Earlier | None = None) -> Fraction | None:
        share = self._in_round(AT_LINE, round_)
        return share.value if share is not None and isinstance(share.value, Fraction) else None

    def _in_round(self, statistic: str, round_: Earlier | None) -> Figure | None:
        """The area's figure in the report's round or, where it has one that corresponds, in another."""
        if round_ is None:
            return self._get(f"area:{self.area}", statistic)
        there = next((like.there for like in round_.areas if like.here == self.area), None)
        return self._get(f"area:{there}", statistic, round_=round_.round) if there else None

    def _get(
        self, subject: str, statistic: str, *, role: str = "", versus: str = "", round_: str = ""
    ) -> Figure | None:  # fmt: skip
        return self.sources.figures.get(
            self.scope, self.id, subject, statistic, role=role, versus=versus, round_=round_
        )  # fmt: skip


def _count(figure: Figure) -> int:
    return figure.value if isinstance(figure.value, int) else 0
