"""What has come of it? Measures, action plans and the region's own recommendations, with how far each has come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from spur.analysis.checklist import Measure
from spur.analysis.figure import Figure
from spur.analysis.rounds import like_areas, like_questions, like_requirements
from spur.analysis.scopes import Part
from spur.analysis.unit_grades import AreaPlan
from spur.records.action import NO_STANDING, ActionState, Recommendation, Standing
from spur.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """The action plan that a unit was asked for in an area."""

    unit: str
    plan: AreaPlan


@dataclass(frozen=True, slots=True)
class Advised:
    """One of a region's recommendations and how it stands; ``now`` is what the report's rubric calls what it is about
    (subject by subject of its own), where it has the same."""

    recommendation: Recommendation
    standing: Standing = NO_STANDING
    now: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """``measures`` of the units that a report tells of, ``plans`` that were asked of them; ``advised`` after the
    report's round, and ``earlier`` after an earlier one (``earlier_round``). ``on`` is the ISO day up to which it is
    known how they stand, "" where nobody has told of any."""

    measures: tuple[Measure, ...] = ()
    plans: tuple[UnitPlan, ...] = ()
    advised: tuple[Advised, ...] = ()
    earlier: tuple[Advised, ...] = ()
    earlier_round: str = ""
    on: str = ""


NO_REGISTER = Register()


def plan_figures(
    round_: str, parts: Iterable[Part], plans: Sequence[UnitPlan], inspected: frozenset[str], rubric: Rubric
) -> Iterator[Figure]:
    """In all areas (``plans``) and in each in which any was asked for (``plans:D``): how many grades called for an
    action plan at the inspection, how many still do, how many plans have come in and how many are owed; and of how many
    units. None where no plan was asked for."""
    lift = rubric.grading.adjusted_after_plan
    if lift is None or not plans:
        return
    areas = [area.id for area in rubric.areas if any(each.plan.area == area.id for each in plans)]
    for part in parts:
        if not part.units & inspected:
            continue
        for area in ("", *areas):
            own = [each for each in plans if each.unit in part.units and area in ("", each.plan.area)]
            owed = [each for each in own if each.plan.owed]
            figure = partial(Figure, round_, part.scope, part.id, f"plans:{area}" if area else "plans")
            yield figure("before", len(own))
            yield figure("after", len(owed) + sum(each.plan.lifted_to == lift.from_grade for each in own))
            yield figure("received", len(own) - len(owed))
            yield figure("owed", len(owed))
            yield figure("units", len({each.unit for each in own}))
            yield figure("units_owing", len({each.unit for each in owed}))


def advice_figures(round_: str, region: Part, register: Register) -> Iterator[Figure]:
    """How many recommendations there are after the report's round and after an earlier one, and how far they have
    come."""
    for versus, told in (("", register.advised), (f"round:{register.earlier_round}", register.earlier)):
        if told:
            figure = partial(Figure, round_, "region", region.id, "recommendations", versus=versus)
            yield figure("n", len(told))
            for state in ActionState:
                yield figure(f"count:{state}", sum(each.standing.state is state for each in told))


def named_now(about: Iterable[str], here: Rubric, there: Rubric) -> dict[str, str]:
    """What this rubric calls the subjects of an earlier one, as far as they are the same."""
    questions, _ = like_questions(here, there)
    same = {
        "area": {like.there: like.here for like in like_areas(here, there)},
        "item": {like.there: like.here for like in questions},
        "requirement": {own: its for its, own in like_requirements(here, there).items()},
    }
    told = {}
    for subject in about:
        kind, _, own = subject.partition(":")
        if (now := same.get(kind, {}).get(own)) is not None:
            told[subject] = f"{kind}:{now}"
    return told
