"""Figures out of the database, and the reports that show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from spur.analysis.answers import answer_figures, response_figures
from spur.analysis.comparison import baseline_figures
from spur.analysis.figure import Figures, GradesUsed
from spur.analysis.grades import grade_figures, grades_as_of
from spur.analysis.plans import with_lifts
from spur.analysis.scopes import region_of
from spur.app.known import drafts, known, left_out
from spur.app.output import write_files
from spur.app.rubrics import kept_rubric, rubric_of_round
from spur.disclosure.release import Protection
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.baseline import Baseline
from spur.records.grade import GradeKind
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.report.material import Material
from spur.report.region import region_document
from spur.report.regions import region_name
from spur.settings import Settings, load_settings
from spur.wording import Lang, Wording

Output = Literal["pdf", "xlsx", "csv", "json"]
OUTPUTS: tuple[Output, ...] = ("pdf", "xlsx", "csv", "json")


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written: its files, what it was written from, and what a reader should know of it."""

    files: tuple[Path, ...]
    material: Material
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a region's report is to tell of."""

    region: str
    round: str
    baseline: str | None
    lang: Lang
    grades_used: GradesUsed
    as_of: date | None
    drafts: bool
    settings: Settings | None
    example: bool


def report_region(
    db: str,
    region: str,
    round_: str,
    *,
    baseline: str | None = None,
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
    ``.json``. ``as_of`` leaves out later grades and plans; ``drafts`` counts inspections that are not calibrated yet,
    and the report then says so on every page; ``settings`` is the region's settings file; ``example`` says on every
    page that the data are made up."""
    own = load_settings(settings) if settings else None
    asked = _Asked(region, round_, baseline, lang, grades_used, as_of, drafts, own, example)
    with Ledger.open(db).view() as view:
        material, problems = _region_material(view, asked)
    return Report(_write(material, outputs, out / f"region-{region}-{round_}"), material, problems)


def _region_material(view: View, asked: _Asked) -> tuple[Material, tuple[Problem, ...]]:
    """Read the tallies, compute every figure, and gather them for the report's writer."""
    round_ = asked.round
    units = view.units()
    known(asked.region, {unit.region for unit in units.values()}, Code.REGION_UNKNOWN)
    known(round_, view.rounds(), Code.ROUND_UNKNOWN)
    name = _region_name(asked)
    unfinished = drafts(view, round_, asked.region, asked.as_of)
    notices = () if asked.drafts else left_out(unfinished)
    pinned = rubric_of_round(view, round_, drafts=asked.drafts, also=notices)
    rubric = pinned.model
    graded = view.grade_events(round_, drafts=asked.drafts)
    events = with_lifts(graded, view.inspection_events(round_), rubric, view.table_plans(round_))
    grades = grades_as_of(events, asked.grades_used, asked.as_of)
    responses = view.response_counts(round_)
    region = region_of(asked.region, units, {unit for unit, _ in (*grades, *responses)}, rubric)
    if not region.whole.units:
        raise InvalidInput([Problem(Code.NOTHING_TO_REPORT, Place(""), found=asked.region, also=round_), *notices])
    protection = Protection()
    figures = Figures.of(
        grade_figures(round_, region, grades, asked.grades_used, rubric),
        response_figures(round_, region, responses, rubric),
        answer_figures(round_, region, view.answer_tallies(round_, rubric), rubric, protection),
    )
    baseline = _baseline(view, asked.baseline)
    if baseline is not None:
        there = kept_rubric(view, baseline.rubric_hash).model
        figures = Figures.of(figures, baseline_figures(round_, asked.region, figures, rubric, baseline, there))
    dates = [
        event.on
        for event in events
        if event.on
        and event.unit_id in region.whole.units
        and (asked.grades_used == "after-plan" or event.kind is GradeKind.AT_INSPECTION)
    ]
    last = asked.as_of or max(dates, default=None)
    material = Material(
        wording=Wording(asked.lang),
        name=name,
        round=round_,
        rubric=rubric,
        rubric_hash=pinned.hash,
        region=region,
        units=tuple(units[unit] for unit in sorted(region.whole.units)),
        figures=figures,
        grades_used=asked.grades_used,
        as_of=last.isoformat() if last else "",
        role=rubric.roles[0].id if rubric.roles else "",
        protection=protection,
        baseline=baseline,
        drafts=len(unfinished) if asked.drafts else 0,
        example=asked.example,
    )
    return material, notices


def _region_name(asked: _Asked) -> str:
    if asked.settings is None:
        return region_name(asked.region)
    theirs = asked.settings.region.id
    if theirs != asked.region:
        raise InvalidInput([Problem(Code.SETTINGS_OTHER_REGION, Place(""), found=theirs, also=asked.region)])
    return asked.settings.region_name(asked.lang)


def _baseline(view: View, name: str | None) -> Baseline | None:
    if name is None:
        return None
    known(name, view.baseline_names(), Code.BASELINE_UNKNOWN)
    return view.baseline(name)


def _write(material: Material, outputs: Sequence[Output], stem: Path) -> tuple[Path, ...]:
    # each costs a tenth of a second and more to import, and most commands write nothing
    from spur.report.opendata import write_csv, write_json
    from spur.report.pdf import write_pdf
    from spur.report.xlsx import write_xlsx

    document = region_document(material)
    writers: dict[Output, tuple[str, Callable[[Path], None]]] = {
        "pdf": (f"{stem.name}.pdf", lambda path: write_pdf(document, path)),
        "xlsx": (f"{stem.name}.xlsx", lambda path: write_xlsx(document, path)),
        "csv": ("figures.csv", lambda path: write_csv(material.figures, material.wording, path)),
        "json": ("figures.json", lambda path: write_json(material.figures, material.wording, path)),
    }
    return write_files({stem.parent / name: write for name, write in (writers[output] for output in outputs)})
