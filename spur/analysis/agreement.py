"""Do the roles agree? How far apart their shares of positive answers are, per question and area, and who is lowest.

Different people answer in each role, so it is the roles' shares that are compared, never a person with another. Every
number comes from shares that are shown, so what is withheld leaves no trace.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure, Figures, Named
from spur.analysis.scopes import Part, Region
from spur.analysis.sides import SHARE
from spur.rubric.model import Rubric
from spur.rubric.parts import Question
from spur.statistics.comparison import Verdict, point_rule
from spur.statistics.ranking import rank_shown

SHOWN_DECIMALS = 1  # of an agreement in percentage points, on which ranks are decided


@dataclass(frozen=True, slots=True)
class _Compared:
    """A question that at least two roles answered: each one's share of positive answers, as far as it is shown."""

    question: Question
    shares: Mapping[str, Figure]

    @property
    def withheld(self) -> bool:
        return any(share.withheld for share in self.shares.values())

    @property
    def known(self) -> dict[str, Fraction]:
        """The shares that are shown."""
        return {role: share.value for role, share in self.shares.items() if isinstance(share.value, Fraction)}

    @property
    def range(self) -> Fraction | None:
        """From the lowest role to the highest, as a fraction of 1; None where fewer than two are shown."""
        known = self.known.values()
        return max(known) - min(known) if len(known) > 1 else None

    @property
    def lowest(self) -> list[str]:
        """The roles that share the lowest place; none where all are equal, or nothing is compared."""
        known = self.known
        return [role for role, share in known.items() if share == min(known.values())] if self.range else []


def agreement_figures(round_: str, region: Region, answers: Figures, rubric: Rubric) -> Iterator[Figure]:
    """For the region and each group (a unit has one head of department): every question's range and lowest role,
    every area's mean range, agreement (1 − mean range) and rank, and each role against the rubric's first."""
    for part in region:
        compared = list(_compared(part, answers, rubric))
        if compared:
            figure = partial(Figure, round_, part.scope, part.id)
            for each in compared:
                yield from _question_figures(figure, each, rubric)
            yield from _area_figures(figure, compared, rubric)
            yield from _lowest_figures(figure, compared, rubric)
            yield from _role_against_first(figure, compared, rubric)


def _compared(part: Part, answers: Figures, rubric: Rubric) -> Iterator[_Compared]:
    for question in scored_questions(rubric):
        own: dict[str, Figure] = {}
        for role in (role.id for role in rubric.roles if role.id in question.roles):
            share = answers.get(part.scope, part.id, f"item:{question.id}", SHARE, role=role)
            # None where nobody of that role answered; without a value where the question was not in the role's survey
            if share is not None and (share.withheld or share.value is not None):
                own[role] = share
        if len(own) > 1:
            yield _Compared(question, own)


def _question_figures(figure: "partial[Figure]", each: _Compared, rubric: Rubric) -> Iterator[Figure]:
    own = partial(figure, f"item:{each.question.id}")
    if each.range is None:
        for statistic in ("roles_compared", "role_range", "lowest_role"):
            yield own(statistic, None, withheld=each.withheld)
        return
    yield own("roles_compared", len(each.known))
    yield own("role_range", each.range)
    yield own("lowest_role", _named(each.lowest, rubric))


def _area_figures(figure: "partial[Figure]", compared: Sequence[_Compared], rubric: Rubric) -> Iterator[Figure]:
    """Area by area, over the questions that have a range."""
    means: dict[str, Fraction] = {}
    of_area: dict[str, list[_Compared]] = {}
    for area in rubric.areas:
        own = [each for each in compared if each.question.area == area.id]
        ranges = [each.range for each in own if each.range is not None]
        if own:
            of_area[area.id] = own
        if ranges:
            means[area.id] = sum(ranges, Fraction(0)) / len(ranges)
    ranks = rank_shown({area_id: (1 - mean) * 100 for area_id, mean in means.items()}, SHOWN_DECIMALS)
    for area_id, own in of_area.items():
        told = partial(figure, f"area:{area_id}")
        if area_id not in means:
            for statistic in ("questions_compared", "role_range", "agreement", "agreement_rank", "lowest_role"):
                yield told(statistic, None, withheld=any(each.withheld for each in own))
            continue
        yield told("questions_compared", sum(each.range is not None for each in own))
        yield told("role_range", means[area_id])
        yield told("agreement", 1 - means[area_id])
        yield told("agreement_rank", ranks[area_id])
        yield told("lowest_role", _named(_most_often(_times_lowest(own)), rubric))


def _lowest_figures(figure: "partial[Figure]", compared: Sequence[_Compared], rubric: Rubric) -> Iterator[Figure]:
    """On how many questions each role is lowest, alone or beside another, and which is so most often."""
    known = [each for each in compared if each.range is not None]
    if not known:
        return
    times = _times_lowest(known)
    yield figure("items", "questions_compared", len(known))
    yield figure("items", "lowest_role", _named(_most_often(times), rubric))
    for role in rubric.roles:
        if any(role.id in each.known for each in known):
            yield figure("items", "count:lowest", times[role.id], role=role.id)


def _role_against_first(figure: "partial[Figure]", compared: Sequence[_Compared], rubric: Rubric) -> Iterator[Figure]:
    """The difference of every other role to the rubric's first, the role in training, and the point rule's verdict."""
    first, *others = (role.id for role in rubric.roles)
    for role in others:
        verdicts: list[Verdict] = []
        versus = partial(figure, role=role, versus=f"role:{first}")
        for each in compared:
            if first not in each.shares or role not in each.shares:
                continue
            own, theirs = each.known.get(role), each.known.get(first)
            subject = f"item:{each.question.id}"
            if own is None or theirs is None:
                withheld = each.shares[role].withheld or each.shares[first].withheld
                yield versus(subject, "diff", None, withheld=withheld)
                yield versus(subject, "five_point_verdict", None, withheld=withheld)
                continue
            verdict = point_rule(own, theirs, rubric.comparison.five_point_rule)
            verdicts.append(verdict)
            yield versus(subject, "diff", own - theirs)
            yield versus(subject, "five_point_verdict", verdict.value)
        if verdicts:
            for verdict in Verdict:
                yield versus("items", f"count:{verdict.value}", verdicts.count(verdict))


def _times_lowest(compared: Sequence[_Compared]) -> Counter[str]:
    return Counter(role for each in compared for role in each.lowest)


def _most_often(times: Counter[str]) -> list[str]:
    """Those that are counted most often; none where nothing is counted."""
    return [role for role, n in times.items() if n == max(times.values())]


def _named(roles: Sequence[str], rubric: Rubric) -> Named | None:
    """The roles in the rubric's order; None for none of them."""
    found = [role for role in rubric.roles if role.id in roles]
    return Named(tuple(role.id for role in found), tuple(role.title for role in found)) if found else None
