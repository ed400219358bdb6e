"""The region's report: itself and its groups, compared with a baseline and an earlier round."""

from pathlib import PurePath

from spur.analysis.agreement import agreement_figures
from spur.analysis.atoms import of_shown_units
from spur.analysis.clusters import cluster_figures
from spur.analysis.comparison import baseline_figures, within_figures
from spur.analysis.figure import Figures
from spur.analysis.given_away import given_away_figures
from spur.analysis.grades import openly_told
from spur.analysis.grades_and_answers import grade_answer_figures
from spur.analysis.group_differences import group_difference_figures
from spur.analysis.indicators import region_indicator_figures
from spur.analysis.mix import mix_figures
from spur.analysis.options import option_figures
from spur.analysis.releases import without
from spur.analysis.rounds import round_figures
from spur.analysis.signals import signal_figures
from spur.analysis.texts import quotations, text_figures
from spur.analysis.triangulation import Sources, triangulation_figures
from spur.app.everybody import Gathering, regions_of_round
from spur.app.gathering import Asked, alike, gathered, newest_day, shared_figures
from spur.app.invited import doubts_about_invited
from spur.app.register import called_for_in, with_register
from spur.intake.chapters import in_another_language
from spur.ledger.reading import View
from spur.records.grade import GradeKind
from spur.records.problem import Problem
from spur.records.release import Shown
from spur.report.material import Material


def region_stem(region_id: str, round_: str) -> PurePath:
    return PurePath(f"region-{region_id}-{round_}")


def region_ids(view: View, asked: Asked, region: str, _everybody: Gathering) -> list[str]:
    return regions_of_round(view, asked, region)


def region_material(
    view: View, region_id: str, asked: Asked, _everybody: Gathering
) -> tuple[Material, tuple[Problem, ...]]:  # fmt: skip
    """Read the tallies, compute every figure, and gather them for the report's writer."""
    round_ = asked.round
    found = gathered(view, region_id, asked)
    region, rubric, protection = found.region, found.rubric, found.protection
    units = {unit.id for unit in found.units.values() if unit.region == region_id}
    texts = view.texts(round_)
    # of units only what their own reports show; beside other divisions than specialty groups nothing
    answered = Figures.of(of_shown_units(shared_figures(found, asked, units_too=not region.crossed)))
    figures = Figures.of(
        answered,
        cluster_figures(round_, region, answered, rubric),
        signal_figures(round_, region, answered, rubric),
        given_away_figures(round_, region, found.grades, rubric, protection),
        group_difference_figures(round_, region, found.grades, asked.grades_used, rubric),
        without(option_figures(round_, region, found.tallies, rubric, protection, asked.interval), asked.barred),
        without(text_figures(round_, region, texts, rubric, protection), asked.barred),
        region_indicator_figures(region_id, units, view.indicator_counts(rubric.id), rubric, protection),
    )
    beside = grade_answer_figures(round_, region, figures, found.grades, asked.grades_used, found.role, rubric)
    figures = figures.plus(beside, agreement_figures(round_, region, figures, rubric))
    figures = figures.plus(within_figures(round_, region, figures, rubric, protection.k))
    if found.baseline is not None and found.there is not None:
        against = baseline_figures(round_, region, figures, rubric, found.baseline, found.there)
        figures = figures.plus(against)
    if found.earlier is not None:
        figures = figures.plus(found.then)
        figures = figures.plus(round_figures(region, figures, found.earlier, rubric))
        figures = figures.plus(mix_figures(region, figures, found.earlier, rubric, protection.k))
    figures = figures.plus(found.own_figures)
    sources = Sources(figures, rubric, found.baseline, found.earlier, found.own)
    figures = openly_told(figures.plus(triangulation_figures(region, sources)), protection)
    counted = (
        event
        for event in found.events
        if event.unit_id in region.whole.units
        and (asked.grades_used == "after-plan" or event.kind is GradeKind.AT_INSPECTION)
    )
    may_quote = not any(each.shown is Shown.TEXTS for each in asked.barred)
    material = Material(
        **alike(found, asked),
        units=tuple(found.units[unit] for unit in sorted(region.whole.units)),
        figures=figures,
        as_of=newest_day(counted, asked),
        chapters=asked.chapters,
        quotations=quotations(region, texts, rubric, protection) if may_quote else (),
    )
    material = with_register(view, found, called_for_in(view, found, asked), asked, material, [*region])
    doubts = doubts_about_invited(region.whole, found.responses, found.invited, rubric)
    return material, (*found.notices, *doubts, *in_another_language(asked.chapters, asked.lang))
