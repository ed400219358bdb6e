"""Do the roles agree? How far apart their shares of positive answers are, per question and area, and who is lowest.

Different people answer in each role, so it is the roles' shares that are compared, never a person with another. Every
number comes from shares that are shown, so what is withheld leaves no trace.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations

from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure, Figures, Named
from spur.analysis.scopes import Part, Region
from spur.analysis.sides import SHARE, Pair, Side, compared, side
from spur.rubric.model import Rubric
from spur.rubric.parts import Question
from spur.statistics.adjustment import holm
from spur.statistics.certainty import Certainty, certainty, contrast
from spur.statistics.ranking import rank_shown

SHOWN_DECIMALS = 1  # of an agreement in percentage points, on which ranks are decided

# That two roles are alike says the least: others may differ.
_TELLING = (Certainty.CLEAR, Certainty.POSSIBLE, Certainty.SMALL, Certainty.UNDECIDED, Certainty.IN_LINE)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A question that at least two roles answered: each one's share of positive answers, as far as it is shown."""

    question: Question
    shares: Mapping[str, Figure]
    sides: Mapping[str, Side]

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

    def certainty(self, points: int) -> Certainty | None:
        """How certain it is that any two roles differ. Every two of them are compared, with Holm's adjustment for the
        others of the question, and the one that says most counts; None where it is not known how many answered."""
        known = [each for each in self.sides.values() if each.positive is not None and each.n]
        pairs = [
            contrast(int(one.positive or 0), one.n or 0, int(other.positive or 0), other.n or 0)
            for one, other in combinations(known, 2)
        ]
        adjusted = holm([pair.p for pair in pairs])
        found = {certainty(pair, 1.0 if q is None else q, points) for pair, q in zip(pairs, adjusted, strict=True)}
        return next((kind for kind in _TELLING if kind in found), None)

    @property
    def lowest(self) -> list[str]:
        """The roles that share the lowest place; none where all are equal, or nothing is compared."""
        known = self.known
        return [role for role, share in known.items() if share == min(known.values())] if self.range else []


def agreement_figures(round_: str, region: Region, answers: Figures, rubric: Rubric) -> Iterator[Figure]:
    """For the region and each group (a unit has one head of department): every question's range and lowest role,
    every area's mean range, agreement (1 − mean range) and rank, and each role against the rubric's first."""
    for part in region:
        told = list(_compared(part, answers, rubric))
        if told:
            figure = partial(Figure, round_, part.scope, part.id)
            for each in told:
                yield from _question_figures(figure, each, rubric)
            yield from _area_figures(figure, told, rubric)
            yield from _lowest_figures(figure, told, rubric)
            yield from _role_against_first(round_, part, told, answers, rubric)


def _compared(part: Part, answers: Figures, rubric: Rubric) -> Iterator[_Compared]:
    for question in scored_questions(rubric):
        own: dict[str, Figure] = {}
        for role in (role.id for role in rubric.roles if role.id in question.roles):
            share = answers.get(part.scope, part.id, f"item:{question.id}", SHARE, role=role)
            # None where nobody of that role answered; without a value where the question was not in the role's survey
            if share is not None and (share.withheld or share.value is not None):
                own[role] = share
        if len(own) > 1:
            sides = {role: told for role in own if (told := side(answers, part, question.id, role)) is not None}
            yield _Compared(question, own, sides)


def _question_figures(figure: "partial[Figure]", each: _Compared, rubric: Rubric) -> Iterator[Figure]:
    own = partial(figure, f"item:{each.question.id}")
    if each.range is None:
        for statistic in ("roles_compared", "role_range", "lowest_role", "range_class"):
            yield own(statistic, None, withheld=each.withheld)
        return
    yield own("roles_compared", len(each.known))
    yield own("role_range", each.range)
    yield own("lowest_role", _named(each.lowest, rubric))
    kind = each.certainty(rubric.comparison.five_point_rule)
    yield own("range_class", kind.value if kind else None)


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


def _role_against_first(
    round_: str, part: Part, told: Sequence[_Compared], answers: Figures, rubric: Rubric
) -> Iterator[Figure]:  # fmt: skip
    """Every other role against the rubric's first, the role in training."""
    first, *others = (role.id for role in rubric.roles)
    for role in others:
        pairs = (
            Pair(role, each.question.id, own, theirs)
            for each in told
            if first in each.shares and role in each.shares
            if (own := side(answers, part, each.question.id, role)) is not None
            if (theirs := side(answers, part, each.question.id, first)) is not None
        )
        yield from compared(round_, part, f"role:{first}", pairs, rubric.comparison.five_point_rule)


def _times_lowest(compared: Sequence[_Compared]) -> Counter[str]:
    return Counter(role for each in compared for role in each.lowest)


def _most_often(times: Counter[str]) -> list[str]:
    """Those that are counted most often; none where nothing is counted."""
    return [role for role, n in times.items() if n == max(times.values())]


def _named(roles: Sequence[str], rubric: Rubric) -> Named | None:
    """The roles in the rubric's order; None for none of them."""
    found = [role for role in rubric.roles if role.id in roles]
    return Named(tuple(role.id for role in found), tuple(role.title for role in found)) if found else None
