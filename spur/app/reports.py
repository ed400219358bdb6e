"""Figures out of the database, and the reports that show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from spur.analysis.agreement import agreement_figures
from spur.analysis.comparison import baseline_figures, within_figures
from spur.analysis.figure import Figures, GradesUsed
from spur.analysis.indicators import region_indicator_figures
from spur.analysis.options import option_figures
from spur.analysis.rounds import round_figures
from spur.analysis.scopes import SPECIALTY_GROUP
from spur.analysis.texts import quotations, text_figures
from spur.app.gathering import Asked, gathered, newest_day, shared_figures
from spur.app.invited import doubts_about_invited
from spur.app.output import write_files
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.grade import GradeKind
from spur.records.problem import Problem
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
    outputs: Sequence[Output] = OUTPUTS,
    lang: Lang = "sv",
    out: Path = Path("out"),
    grades_used: GradesUsed = "after-plan",
    as_of: date | None = None,
    drafts: bool = False,
    settings: Path | None = None,
    example: bool = False,
) -> Report:
    """Write a region's report into the folder ``out``: ``region-ID-ROUND.pdf`` and ``.xlsx``, ``figures.csv`` and
    ``.json``. ``by`` is the column of the units table that divides the region; ``versus_round`` an earlier round that
    it is compared with. ``as_of`` leaves out later grades and plans; ``drafts`` counts inspections that are not
    calibrated yet, and the report then says so on every page; ``settings`` is the region's settings file; ``example``
    says on every page that the data are made up."""
    own = load_settings(settings) if settings else None
    asked = Asked(round_, baseline, versus_round, lang, grades_used, as_of, drafts, own, example, by)
    with Ledger.open(db).view() as view:
        material, problems = _region_material(view, region, asked)
    files = write_report(
        region_document(material), material.figures, material.wording, outputs, out / f"region-{region}-{round_}"
    )
    return Report(files, material, problems)


def _region_material(view: View, region_id: str, asked: Asked) -> tuple[Material, tuple[Problem, ...]]:
    """Read the tallies, compute every figure, and gather them for the report's writer."""
    round_ = asked.round
    found = gathered(view, region_id, asked)
    region, rubric, protection = found.region, found.rubric, found.protection
    units = {unit.id for unit in found.units.values() if unit.region == region_id}
    texts = view.texts(round_)
    figures = Figures.of(
        shared_figures(found, asked),
        option_figures(round_, region, found.tallies, rubric, protection),
        text_figures(round_, region, texts, rubric, protection),
        region_indicator_figures(region_id, units, view.indicator_counts(rubric.id), rubric, protection),
    )
    figures = Figures.of(figures, agreement_figures(round_, region, figures, rubric))
    figures = Figures.of(figures, within_figures(round_, region, figures, rubric, protection.k))
    if found.baseline is not None and found.there is not None:
        against = baseline_figures(round_, region, figures, rubric, found.baseline, found.there)
        figures = Figures.of(figures, against)
    if found.earlier is not None:
        figures = Figures.of(figures, found.then)
        figures = Figures.of(figures, round_figures(region, figures, found.earlier, rubric))
    counted = (
        event
        for event in found.events
        if event.unit_id in region.whole.units
        and (asked.grades_used == "after-plan" or event.kind is GradeKind.AT_INSPECTION)
    )
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
        baseline=found.baseline,
        earlier=found.earlier,
        drafts=len(found.unfinished) if asked.drafts else 0,
        example=asked.example,
        quotations=quotations(region, texts, rubric, protection),
    )
    doubts = doubts_about_invited(region.whole, found.responses, found.invited, rubric)
    return material, (*found.notices, *doubts)


def write_report(
    document: Document, figures: Figures, wording: Wording, outputs: Sequence[Output], stem: Path
) -> tuple[Path, ...]:
    """Write a report in each form that is asked for, named after ``stem``, with its figures beside it."""
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
    return write_files({stem.parent / name: write for name, write in (writers[output] for output in outputs)})
