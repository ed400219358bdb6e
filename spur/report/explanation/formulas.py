"""The table of what every figure is and how it comes about.

A statistic means different things of different subjects (``n`` of an area is units, of a question people) and of
different comparisons, so a formula is found by all three.
"""

from collections.abc import Iterator, Mapping

from spur.analysis.figure import Figure
from spur.report.explanation import adjustment, agreement, answers, comparison, grades, indicators
from spur.report.explanation.about import Kind
from spur.report.explanation.formula import Formula, Table, of_answers, of_comparison, of_grades, of_interval, of_totals
from spur.report.explanation.here import nothing
from spur.report.explanation.judged import JUDGED
from spur.report.explanation.tested import TESTED

_AREA = {
    "n": of_grades("graded", grades.graded),
    "mean": of_grades("mean-points", grades.mean),
    "sd": of_grades("sd-points", grades.sd),
    "median": of_grades("median-points", grades.median),
    "count:": of_grades("count-grade"),
    "share_at_line": of_grades("share-at-line", grades.share_at_line),
    "rank": of_grades("rank", grades.rank, grades.mean_by_area),
    "points": of_grades("points", grades.points),
    "points_at_inspection": of_grades("points-at-inspection", grades.points, grades.lifted),
    "diff": Formula("diff-at-line", ("grades",), comparison.sides, comparison.difference),
    "questions_compared": of_answers("questions-compared", agreement.compared, nothing),
    "role_range": of_answers("role-range-area", agreement.range_of_area, agreement.ranges_of_area),
    "agreement": of_answers("agreement", agreement.agreement, agreement.ranges_of_area),
    "agreement_rank": of_answers("agreement-rank", grades.rank, agreement.agreement_by_area),
    "lowest_role": of_answers("lowest-role-area", nothing, agreement.times_lowest),
}

_AREAS = {
    "cells": of_grades("cells", tally=nothing),
    "cells_given_away": of_grades("cells-given-away", tally=nothing),
}

_TOTAL = {
    "n": of_totals("graded-in-all"),
    "mean": of_totals("mean-total", grades.mean),
    "sd": of_totals("sd-total", grades.sd),
    "median": of_totals("median-total", grades.median),
    "points": of_totals("points-total", grades.points_total, nothing),
}

_UNITS = {
    "n": of_totals("units", tally=nothing),
    "incomplete": of_totals("incomplete", grades.incomplete, nothing),
    "without_responses": Formula("without-responses", ("responses",)),
}

_RESPONSES = {
    "n": Formula("responses", ("responses",)),
    "share_of_invited": Formula("share-of-invited", ("invited",), worked=answers.ratio("n", "n", "invited")),
}

_ITEM = {
    "n": of_answers("answered", answers.answered),
    "positive": of_answers("positive", answers.which_are_positive),
    "positive_at_most": of_answers("positive-at-most", tally=nothing),
    "neutral": of_answers("neutral", answers.which_are_positive),
    "negative": of_answers("negative", answers.which_are_positive),
    "share_positive": of_answers("share-positive", answers.ratio("positive", "n")),
    "share_neutral": of_answers("share-neutral", answers.ratio("neutral", "n")),
    "share_negative": of_answers("share-negative", answers.ratio("negative", "n")),
    "missing": of_answers("missing"),
    "dont_know": of_answers("dont-know"),
    "not_applicable": of_answers("not-applicable"),
    "mean": of_answers("mean-answers", answers.mean),
    "sd": of_answers("sd-answers", answers.sd),
    "count:": of_answers("count-option"),
    "share:": of_answers("share-option", answers.ratio("count:{option}", "n")),
    "ci_low": of_interval("ci-low", "positive"),
    "ci_high": of_interval("ci-high", "positive"),
    "ci_low:": of_interval("ci-low-option", "count:{option}"),
    "ci_high:": of_interval("ci-high-option", "count:{option}"),
    "roles_compared": of_answers("roles-compared", nothing, agreement.shares),
    "role_range": of_answers("role-range", agreement.range_of_question, agreement.shares),
    "lowest_role": of_answers("lowest-role", nothing, agreement.shares),
    "diff": of_comparison("diff", comparison.difference),
    "diff_low": of_comparison("diff-low", comparison.end_of_difference),
    "diff_high": of_comparison("diff-high", comparison.end_of_difference),
    "p": of_comparison("p", comparison.chance),
    "q": of_comparison("q", adjustment.of_shares),
    "five_point_verdict": of_comparison("verdict", comparison.verdict),
    "rounded_verdict": of_comparison("rounded-verdict", comparison.rounded_verdict),
    "class": of_comparison("class", comparison.certainty),
}

_ITEMS = {
    "questions_compared": of_answers("questions-compared", agreement.compared, nothing),
    "lowest_role": of_answers("lowest-role-items", nothing, agreement.times_lowest),
    "count:lowest": of_answers("count-lowest", agreement.lowest_in, nothing),
    "count:": of_answers("count-verdict", comparison.in_questions, nothing),
}

_TEXTS = {
    "n": Formula("texts", ("texts",)),
    "coded": Formula("coded", ("texts",)),
    "uncategorised": Formula("uncategorised", ("texts",)),
}

_CATEGORY = {
    "n": Formula("category", ("texts",)),
    "share": Formula("share-category", ("texts",), worked=answers.ratio("n", "coded", "texts")),
}

_INDICATOR = {
    "numerator": Formula("numerator", ("indicators",), indicators.reported, indicators.summed),
    "denominator": Formula("denominator", ("indicators",), indicators.reported, indicators.summed),
    "share": Formula("indicator-share", ("indicators",), indicators.reported, indicators.share),
    "per_100000": Formula("per-100000", ("indicators",), indicators.reported, indicators.per_100000),
    "target": Formula("target", ("indicators",)),
    "target_met": Formula("target-met", ("indicators",), indicators.reported, indicators.target_met),
    "n": Formula("reporting", ("indicators",)),
    "units": Formula("units-in-region", ("indicators",)),
    "population_low": Formula("population-of-rate-low", ("indicators",), worked=indicators.population_of_rate),
    "population_high": Formula("population-of-rate-high", ("indicators",), worked=indicators.population_of_rate),
}

_POPULATION = {
    "n": Formula("rates", ("indicators",)),
    "contradictions": Formula("contradictions", ("indicators",)),
    "population_low": Formula("population-low", ("indicators",), worked=indicators.population),
    "population_high": Formula("population-high", ("indicators",), worked=indicators.population),
}

_MEASURES = {
    "n": Formula("measures", ("measures",)),
    "units": Formula("measures-units", ("measures",)),
    "count:": Formula("measures-state", ("measures",)),
    "overdue": Formula("measures-overdue", ("measures",)),
}

_REQUIREMENT = {
    "n": Formula("requirement-assessed", ("findings",)),
    "unmet": Formula("requirement-unmet", ("findings",)),
    "share_unmet": Formula("requirement-share-unmet", ("findings",), worked=answers.ratio("unmet", "n")),
}

_PLANS = {
    "before": Formula("plans-before", ("plans",)),
    "after": Formula("plans-after", ("plans",)),
    "received": Formula("plans-received", ("plans",)),
    "owed": Formula("plans-owed", ("plans",)),
    "units": Formula("plans-units", ("plans",)),
    "units_owing": Formula("plans-units-owing", ("plans",)),
}

_RECOMMENDATIONS = {
    "n": Formula("recommendations", ("actions",)),
    "count:": Formula("recommendations-state", ("actions",)),
}

_BY_KIND: Mapping[str, Table] = {
    "area": _AREA,
    "area of a unit": {"share_at_line": of_grades("at-line", grades.at_line, nothing)},
    "areas": _AREAS,
    "total": _TOTAL,
    "units": _UNITS,
    "units of a survey": {"n": Formula("units-answering", ("responses",))},
    "responses": _RESPONSES,
    "invited": {"n": Formula("invited", ("invited",))},
    "item": _ITEM,
    "items": _ITEMS,
    "items compared": {"questions_compared": of_answers("questions-of-comparison", comparison.all_verdicts, nothing)},
    "texts": _TEXTS,
    "category": _CATEGORY,
    "indicator": _INDICATOR,
    "population": _POPULATION,
    "measures": _MEASURES,
    "requirement": _REQUIREMENT,
    "plans": _PLANS,
    "recommendations": _RECOMMENDATIONS,
}


def formula_of(figure: Figure, report: Kind) -> Formula | None:
    """How a figure of a kind of report comes about; None for a statistic that the tables do not have."""
    prefix, colon, _ = figure.statistic.partition(":")
    for kind in _kinds(figure, report):
        for tables in (_BY_KIND, TESTED, JUDGED):
            own = tables.get(kind, {})
            if found := own.get(figure.statistic) or own.get(prefix + colon):
                return found
    return None


def _kinds(figure: Figure, report: Kind) -> Iterator[str]:
    """Under what a figure's formula may stand, the narrowest first: "area versus rest", "area"."""
    kind = figure.subject.partition(":")[0]
    if report == "calibration":
        yield f"{kind} of a calibration"
    if figure.scope == "unit":
        yield f"{kind} of a unit"
    if figure.versus:
        yield f"{kind} versus {figure.versus.partition(':')[0]}"
        yield f"{kind} compared"
    if report == "survey":
        yield f"{kind} of a survey"
    yield kind
