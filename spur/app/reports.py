"""Figures out of the database, and the reports that show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from spur.analysis.agreement import agreement_figures
from spur.analysis.atoms import of_shown_units
from spur.analysis.clusters import cluster_figures
from spur.analysis.comparison import baseline_figures, within_figures
from spur.analysis.figure import Figures, GradesUsed
from spur.analysis.given_away import given_away_figures
from spur.analysis.grades import openly_told
from spur.analysis.grades_and_answers import grade_answer_figures
from spur.analysis.group_differences import group_difference_figures
from spur.analysis.indicators import region_indicator_figures
from spur.analysis.mix import mix_figures
from spur.analysis.options import option_figures
from spur.analysis.releases import without
from spur.analysis.rounds import round_figures
from spur.analysis.scopes import SPECIALTY_GROUP
from spur.analysis.signals import signal_figures
from spur.analysis.texts import quotations, text_figures
from spur.analysis.triangulation import Sources, triangulation_figures
from spur.app.gathering import Asked, gathered, newest_day, shared_figures
from spur.app.invited import doubts_about_invited
from spur.app.output import write_files
from spur.app.releasing import folder_of, hand_out
from spur.app.request import FILE, Request
from spur.disclosure.release import Profile
from spur.ledger.reading import View
from spur.records.grade import GradeKind
from spur.records.problem import Problem
from spur.records.release import Shown
from spur.report.document import Document
from spur.report.material import Material
from spur.report.region import region_document
from spur.settings import load_settings
from spur.wording import Lang, Wording

Output = Literal["pdf", "xlsx", "csv", "json"]
OUTPUTS: tuple[Output, ...] = ("pdf", "xlsx", "csv", "json")


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written: its files, what it was written from, and what a reader should know of it."""

    files: tuple[Path, ...]
    material: Material
    problems: tuple[Problem, ...] = ()


def report_region(
    db: str,
    region: str,
    round_: str,
    *,
    by: str = SPECIALTY_GROUP,
    baseline: str | None = None,
    versus_round: str | None = None,
    self_assessment: str | None = None,
    outputs: Sequence[Output] = OUTPUTS,
    lang: Lang = "sv",
    out: Path = Path("out"),
    grades_used: GradesUsed = "after-plan",
    as_of: date | None = None,
    drafts: bool = False,
    settings: Path | None = None,
    example: bool = False,
    profile: Profile = Profile.UNIT,
    preview: bool = False,
) -> Report:
    """Write a region's report into the folder ``out``: ``region-ID-ROUND.pdf`` and ``.xlsx``, ``figures.csv`` and
    ``.json``. ``by`` is the column of the units table that divides the region; ``versus_round`` an earlier round that
    it is compared with; ``self_assessment`` the round in which the units assessed themselves. ``as_of`` leaves out
    later grades and plans; ``drafts`` counts inspections that are not calibrated yet, and the report then says so on
    every page; ``settings`` is the region's settings file; ``example`` says on every page that the data are made up;
    ``profile`` is whom the report is for, which decides what it withholds.

    The report is recorded as handed out, and refused where it could be combined with earlier ones to find somebody out;
    with ``preview`` it is only to be looked at, in a folder ``preview`` of its own, and says so on every page."""
    own = load_settings(settings) if settings else None
    told = Asked(round_, baseline, versus_round, lang, grades_used, as_of, drafts, own, example, by, self_assessment)
    asked = replace(told, profile=profile, preview=preview)
    material, asked, problems = hand_out(db, asked, "region", region, region_material)
    stem, request = folder_of(out, preview) / f"region-{region}-{round_}", Request("region", region, asked)
    files = write_report(region_document(material), material.figures, material.wording, outputs, stem, request)
    return Report(files, material, problems)


def region_material(view: View, region_id: str, asked: Asked) -> tuple[Material, tuple[Problem, ...]]:
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
    figures = Figures.of(openly_told(figures.plus(triangulation_figures(region, sources)), protection))
    counted = (
        event
        for event in found.events
        if event.unit_id in region.whole.units
        and (asked.grades_used == "after-plan" or event.kind is GradeKind.AT_INSPECTION)
    )
    may_quote = not any(each.shown is Shown.TEXTS for each in asked.barred)
    material = Material(
        wording=Wording(asked.lang),
        name=found.name,
        round=round_,
        rubric=rubric,
        rubric_hash=found.pinned.hash,
        region=region,
        units=tuple(found.units[unit] for unit in sorted(region.whole.units)),
        figures=figures,
        grades_used=asked.grades_used,
        as_of=newest_day(counted, asked),
        role=found.role,
        protection=protection,
        interval=asked.interval,
        baseline=found.baseline,
        earlier=found.earlier,
        own=found.own,
        drafts=len(found.unfinished) if asked.drafts else 0,
        example=asked.example,
        preview=asked.preview,
        quotations=quotations(region, texts, rubric, protection) if may_quote else (),
    )
    doubts = doubts_about_invited(region.whole, found.responses, found.invited, rubric)
    return material, (*found.notices, *doubts)


def write_report(
    document: Document,
    figures: Figures,
    wording: Wording,
    outputs: Sequence[Output],
    stem: Path,
    request: Request | None = None,
) -> tuple[Path, ...]:
    """Write a report in each form that is asked for, named after ``stem``, with its figures beside it; and how it was
    asked for, so that its figures can be explained."""
    # each costs a tenth of a second and more to import, and most commands write nothing
    from spur.report.opendata import write_csv, write_json
    from spur.report.pdf import write_pdf
    from spur.report.xlsx import write_xlsx

    writers: dict[Output, tuple[str, Callable[[Path], None]]] = {
        "pdf": (f"{stem.name}.pdf", lambda path: write_pdf(document, path)),
        "xlsx": (f"{stem.name}.xlsx", lambda path: write_xlsx(document, path)),
        "csv": ("figures.csv", lambda path: write_csv(figures, wording, path)),
        "json": ("figures.json", lambda path: write_json(figures, wording, path)),
    }
    files = {stem.parent / name: write for name, write in (writers[output] for output in outputs)}
    beside: dict[Path, Callable[[Path], None]] = {}
    if request is not None:
        beside[stem.parent / FILE] = partial(request.write, files=[path.name for path in files])
    write_files(files | beside)
    return tuple(files)
