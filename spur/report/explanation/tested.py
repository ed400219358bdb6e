"""The table of the figures of statistical tests: whether chance alone would give what is seen."""

from collections.abc import Mapping

from spur.report.explanation import adjustment, agreement, chance, comparison, grades
from spur.report.explanation.formula import Formula, Table
from spur.report.explanation.here import Tell, nothing


def _grades(key: str, tally: Tell, worked: Tell = nothing) -> Formula:
    return Formula(key, ("grades",), tally, worked)


def _answers(key: str, tally: Tell = nothing, worked: Tell = nothing) -> Formula:
    return Formula(key, ("answers",), tally, worked)


def _between_two(adjusted: Tell) -> Table:
    """A group's grades against others'."""
    return {
        "cliffs_delta": _grades("cliffs-delta", chance.two_groups, chance.delta),
        "delta_size": _grades("delta-size", chance.two_groups, chance.delta_size),
        "p": _grades("p-two-groups", chance.two_groups),
        "q": _grades("q-two-groups", chance.two_groups, adjusted),
        "p_least": _grades("p-least", chance.two_groups),
        "chance": _grades("chance-two-groups", chance.two_groups, chance.chance),
    }


_GROUPS: Table = {
    "kruskal_h": _grades("kruskal-h", chance.groups_tally),
    "p": _grades("p-groups", chance.groups_tally),
    "q": _grades("q-groups", chance.groups_tally, adjustment.of_areas),
    "p_least": _grades("p-least", chance.groups_tally),
    "chance": _grades("chance-groups", chance.groups_tally, chance.chance),
}

_BOTH_ROUNDS: Table = {
    "in_both": Formula("in-both", ("grades",)),
    "rose": _grades("rose", chance.moved),
    "fell": _grades("fell", chance.moved),
    "p": _grades("p-line", chance.moved),
    "q": _grades("q-line", chance.moved, adjustment.of_areas),
    "grades_rose": _grades("grades-rose", chance.moved),
    "grades_fell": _grades("grades-fell", chance.moved),
    "grades_p": _grades("grades-p", chance.moved),
    "grades_q": _grades("grades-q", chance.moved, adjustment.of_changes),
    "grades_diff": _grades("grades-diff", chance.moved),
}

_MIX: Table = {
    "smallest_base": _answers("smallest-base", comparison.sides),
    **{
        statistic: _answers(statistic.replace("_", "-"), chance.groups_now_and_then)
        for statistic in ("mh_diff", "mh_low", "mh_high", "mh_p", "standardised", "mix_shift")
    },
}

_SIDES: Table = {
    "answers": _answers("answers", chance.area_questions, chance.answers_of_area),
    "share_of_answers": _answers("share-of-answers", chance.area_questions, chance.share_of_answers),
    "direction": _answers("direction", chance.clear_questions),
    "disagrees": Formula("disagrees", ("grades", "answers"), chance.status),
    "standard": _grades("standard", nothing, chance.standard),
    "trend": Formula("trend", ("grades", "answers"), chance.status),
    "area_status": Formula("area-status", ("grades", "answers"), chance.status),
}

_FUNNEL: Table = {
    **{
        statistic: _answers(statistic.replace("_", "-"), chance.unit_and_region)
        for statistic in ("limit_low", "limit_high", "far_limit_low", "far_limit_high", "funnel_p", "near")
    },
    "funnel_q": _answers("funnel-q", chance.unit_and_region, adjustment.of_units),
    "flag": _answers("flag", chance.unit_and_region, chance.flag),
    **{
        statistic: _answers(statistic.replace("_", "-"), chance.unit_and_region, chance.shrunken)
        for statistic in ("shrunken", "shrunken_low", "shrunken_high")
    },
}

_UNITS_DIFFER: Table = {
    statistic: _answers(statistic.replace("_", "-"))
    for statistic in (
        *("clusters", "deff", "icc", "units_shown", "phi", "tau2", "tau2_assumed"),
        *("prior_mu", "prior_rho", "prior_rho_assumed"),
    )
}

_BY_GRADE: Table = {
    statistic: _answers(statistic.replace("_", "-"), chance.by_grade)
    for statistic in ("units_compared", "rho", "tau_b", "rho_p", "trend_z", "trend_p", "apart")
}

TESTED: Mapping[str, Table] = {
    "area": _SIDES,
    "area versus groups": _GROUPS,
    "area versus rest": _between_two(adjustment.of_groups),
    "area versus group": _between_two(adjustment.of_group_pairs),
    "area versus round": _BOTH_ROUNDS,
    "area versus grades": {"points": _grades("points", nothing, grades.points)},
    "units versus round": {"in_both": Formula("in-both", ("grades",))},
    "item": {**_UNITS_DIFFER, "range_class": _answers("range-class", agreement.shares)},
    "item of a unit": _FUNNEL,
    "item versus round": _MIX,
    "item versus grades": {**_BY_GRADE, "q": _answers("q-by-grade", chance.by_grade, adjustment.of_connections)},
    "item versus grade": {
        "units_compared": _answers("units-of-grade"),
        "n": _answers("answers-of-grade"),
        "share_positive": _answers("share-of-grade", chance.by_grade),
    },
    "flags": {"n": _answers("flags-tested"), "count:": _answers("flags", nothing, chance.flagged)},
    "units": {
        "units_flagged": _answers("units-flagged"),
        "units_shown": _answers("units-shown-any"),
        "units_in_region": _answers("units-told-of"),
    },
    "total": {
        "min": Formula("min-total", ("grades",), grades.total_tally, totals=True),
        "max": Formula("max-total", ("grades",), grades.total_tally, totals=True),
    },
}
