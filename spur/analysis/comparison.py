"""How does the region stand against a baseline? Differences in shares, and the point rule's verdict on each."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure, Figures
from spur.records.baseline import Baseline, BaselineRow
from spur.rubric.model import Rubric
from spur.statistics.comparison import Verdict, point_rule


def baseline_figures(
    round_: str, region_id: str, answers: Figures, rubric: Rubric, baseline: Baseline, there: Rubric
) -> Iterator[Figure]:
    """For every question and role that both have: the baseline's counts and shares, the difference (region minus
    baseline) and the verdict. Only what may be shown of the region is compared. ``there`` is the baseline's rubric."""
    verdicts: dict[str, list[str]] = {}
    for row in baseline.rows:
        if row.group or not same_question(row.question, rubric, there):
            continue
        subject = f"item:{row.question}"
        try:
            own = answers("region", region_id, subject, "share_positive", role=row.role)
        except KeyError:
            continue  # nobody of that role answered here
        yield from _baseline_row(round_, baseline.name, subject, row)
        compared = partial(Figure, round_, "region", region_id, subject, role=row.role, versus=baseline.name)
        if isinstance(own.value, Fraction) and row.share is not None:
            yield compared("diff", own.value - row.share)
            verdict = point_rule(own.value, row.share, rubric.comparison.five_point_rule)
            yield compared("five_point_verdict", verdict.value)
            verdicts.setdefault(row.role, []).append(verdict.value)
        else:
            yield compared("diff", None, withheld=own.withheld)
            yield compared("five_point_verdict", None, withheld=own.withheld)
    for role, found in verdicts.items():
        counted = partial(Figure, round_, "region", region_id, "items", role=role, versus=baseline.name)
        for verdict in Verdict:
            yield counted(f"count:{verdict.value}", found.count(verdict.value))


def same_question(question_id: str, here: Rubric, there: Rubric) -> bool:
    """Whether a question is the same in two versions of a rubric: the same wording, turned the same way, on a scale
    with the same values and the same ends."""

    def essence(rubric: Rubric) -> tuple[object, ...]:
        question = rubric.question(question_id)
        if question.scale is None:
            return question.wording, question.bins
        scale = rubric.scale_of(question)
        values = tuple((option.code, option.value, option.missing) for option in scale.options)
        return question.wording, question.reverse, scale.positive_from, scale.negative_to, values

    in_both = all(any(slot.id == question_id for slot in rubric.slots) for rubric in (here, there))
    return in_both and essence(here) == essence(there)


def _baseline_row(round_: str, name: str, subject: str, row: BaselineRow) -> Iterator[Figure]:
    figure = partial(Figure, round_, "baseline", name, subject, role=row.role)
    n = row.denominator
    yield figure("n", n)
    yield figure("share_positive", row.share)
    if row.positive is None:
        return
    yield figure("missing", row.missing)
    for statistic, count in (("positive", row.positive), ("neutral", row.neutral), ("negative", row.negative)):
        yield figure(statistic, count)
        if statistic != "positive" and count is not None:
            yield figure(f"share_{statistic}", Fraction(count, n) if n else None)
