"""What spur can do, one function a verb: the public Python API, and the only place that joins the rooms.

Everything takes paths, words and a database URL, and either returns what happened or raises
:class:`~spur.records.problem.InvalidInput` with every problem found; then nothing was kept.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from spur import __version__
from spur.analysis.answers import answer_figures, response_figures
from spur.analysis.comparison import baseline_figures
from spur.analysis.figure import Figures, GradesUsed
from spur.analysis.grades import grade_figures, grades_as_of
from spur.analysis.scopes import region_of
from spur.disclosure.release import Protection
from spur.intake.baseline import read_baseline
from spur.intake.grades import read_grades
from spur.intake.survey import read_survey
from spur.intake.units import read_units
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.baseline import Baseline
from spur.records.imported import Import, ImportKind, Kept
from spur.records.problem import Code, InvalidInput, Place, Problem, nearest
from spur.records.reading import Reading, Record
from spur.records.unit import Unit
from spur.report.material import Material
from spur.report.region import region_document
from spur.report.regions import region_name
from spur.rubric.load import Loaded, load, loads
from spur.rubric.model import PinnedRubric
from spur.rubric.shelf import Shelf
from spur.shipped import shipped
from spur.wording import Lang, Wording

Output = Literal["pdf", "xlsx", "csv", "json"]
OUTPUTS: tuple[Output, ...] = ("pdf", "xlsx", "csv", "json")


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What became of a file: its rows, the problems that did not stop it, and the import that keeps it."""

    file: str
    rows_read: int
    rows_used: int
    rows_ignored: int
    records: int
    problems: tuple[Problem, ...]
    kept: Kept


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written: its files, and what it was written from."""

    files: tuple[Path, ...]
    material: Material


def init(db: str) -> str:
    """Make a new database, or leave an existing one of spur's as it is. Returns its name."""
    return Ledger.create(db).name


def import_units(db: str, path: Path) -> ImportSummary:
    """Keep a units file. A unit that is described anew keeps its old descriptions too; the newest counts."""
    ledger = Ledger.open(db)
    found = read_units(path)
    return _keep(path, found, lambda: ledger.keep_units(_import("units", path), found.records))


def import_grades(db: str, path: Path, rubric: str, round_: str) -> ImportSummary:
    """Keep a grades file for a round. It supersedes what earlier files say of the same units and areas."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    found = read_grades(path, pinned.model, _units(ledger))
    new = replace(_import("grades", path), rubric_hash=pinned.hash, round=round_)
    return _keep(path, found, lambda: ledger.keep_grades(new, pinned, found.records))


def import_survey(
    db: str, path: Path, rubric: str, round_: str, *, ignore: Collection[str] = (), replaces: int | None = None
) -> ImportSummary:
    """Keep a survey file for a round. ``ignore`` names columns to leave out; ``replaces`` an earlier import that this
    one puts out of force as a whole."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    found = read_survey(path, pinned.model, _units(ledger), ignore=ignore)
    new = replace(_import("survey", path), rubric_hash=pinned.hash, round=round_, replaces=replaces)
    return _keep(path, found, lambda: ledger.keep_survey(new, pinned, found.records))


def import_baseline(
    db: str, path: Path, rubric: str, name: str, *, excludes: str | None = None, replaces: int | None = None
) -> ImportSummary:
    """Keep a baseline under a name. ``excludes`` is the region whose answers are not in it."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    found = read_baseline(path, pinned.model)
    new = replace(_import("baseline", path), rubric_hash=pinned.hash, name=name, excludes=excludes, replaces=replaces)
    return _keep(path, found, lambda: ledger.keep_baseline(new, pinned, found.records))


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
) -> Report:
    """Write a region's report into the folder ``out``: ``region-ID-ROUND.pdf`` and ``.xlsx``, ``figures.csv`` and
    ``.json``. ``as_of`` leaves out later events."""
    with Ledger.open(db).view() as view:
        material = _region_material(view, region, round_, baseline, lang, grades_used, as_of)
    return Report(_write(material, outputs, out / f"region-{region}-{round_}"), material)


def demo(out: Path, lang: Lang = "sv") -> tuple[list[ImportSummary], Report]:
    """The whole way once, with the shipped data of 2019 in a new database of its own in ``out``."""
    data = shipped("fixtures/vastmanland-2019")
    _made(out)
    path = out / "demo.db"
    for leftover in (path, path.with_name("demo.db-wal"), path.with_name("demo.db-shm")):
        leftover.unlink(missing_ok=True)
    db, rubric, round_, name, region = f"sqlite:///{path}", "spur-st@2018", "2019", "national-2017-2019", "vastmanland"
    init(db)
    summaries = [
        import_units(db, data / "units.csv"),
        import_grades(db, data / "grades.csv", rubric, round_),
        import_survey(db, data / "survey.csv", rubric, round_),
        import_baseline(db, data / "baseline_national_2017_2019.csv", rubric, name, excludes=region),
    ]
    return summaries, report_region(db, region, round_, baseline=name, lang=lang, out=out)


def shelf() -> Shelf:
    """The shipped rubrics."""
    return Shelf(shipped("rubrics"))


def find_rubric(name: str) -> Loaded:
    """A rubric with its problems, by ``id@version`` from the shipped ones or by the path of a ``.toml`` file."""
    return shelf().find(name)


def check_rubric(path: Path) -> Loaded:
    """A rubric file with everything that is wrong with it."""
    return shelf().find(str(path)) if path.suffix == ".toml" else load(path)


def pinned_rubric(name: str) -> PinnedRubric:
    """A rubric without problems, by ``id@version`` or path. Raises InvalidInput with all of its problems."""
    return _pinned(find_rubric(name))


def _pinned(loaded: Loaded) -> PinnedRubric:
    if loaded.rubric is None:
        raise InvalidInput(loaded.problems)
    return PinnedRubric(loaded.content_hash, loaded.text, loaded.rubric)


def _import(kind: ImportKind, path: Path) -> Import:
    file_hash = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return Import(kind, path.name, file_hash, at=datetime.now(UTC), tool_version=__version__)


def _units(ledger: Ledger) -> dict[str, Unit]:
    with ledger.view() as view:
        return view.units()


def _keep(path: Path, found: Reading[Record], keep: Callable[[], Kept]) -> ImportSummary:
    """Keep what a reader found, unless it found an error."""
    if found.failed:
        raise InvalidInput(found.problems)
    rows = (found.rows_read, found.rows_used, found.rows_ignored)
    return ImportSummary(path.name, *rows, len(found.records), found.problems, keep())


def _region_material(
    view: View,
    region_id: str,
    round_: str,
    baseline_name: str | None,
    lang: Lang,
    grades_used: GradesUsed,
    as_of: date | None,
) -> Material:
    """Read the tallies, compute every figure, and gather them for the report's writer."""
    units = view.units()
    _known(region_id, {unit.region for unit in units.values()}, Code.REGION_UNKNOWN)
    _known(round_, view.rounds(), Code.ROUND_UNKNOWN)
    pinned = _rubric_of_round(view, round_)
    rubric = pinned.model
    events = view.grade_events(round_)
    grades = grades_as_of(events, grades_used, as_of)
    responses = view.response_counts(round_)
    region = region_of(region_id, units, {unit for unit, _ in (*grades, *responses)}, rubric)
    if not region.whole.units:
        raise InvalidInput([Problem(Code.NOTHING_TO_REPORT, Place(""), found=region_id, also=round_)])
    protection = Protection()
    figures = Figures.of(
        grade_figures(round_, region, grades, grades_used, rubric),
        response_figures(round_, region, responses, rubric),
        answer_figures(round_, region, view.answer_tallies(round_, rubric), rubric, protection),
    )
    baseline = _baseline(view, baseline_name)
    if baseline is not None:
        there = _pinned(loads(view.rubric_source(baseline.rubric_hash), baseline.name)).model
        figures = Figures.of(figures, baseline_figures(round_, region_id, figures, rubric, baseline, there))
    dates = [event.on for event in events if event.on and event.unit_id in region.whole.units]
    last = as_of or max(dates, default=None)
    return Material(
        wording=Wording(lang),
        name=region_name(region_id),
        round=round_,
        rubric=rubric,
        rubric_hash=pinned.hash,
        region=region,
        units=tuple(units[unit] for unit in sorted(region.whole.units)),
        figures=figures,
        grades_used=grades_used,
        as_of=last.isoformat() if last else "",
        role=rubric.roles[0].id,
        protection=protection,
        baseline=baseline,
    )


def _rubric_of_round(view: View, round_: str) -> PinnedRubric:
    """The one rubric that the round's grades and answers are pinned to; unlike versions are never mixed in a report."""
    pinned = [_pinned(loads(source, key)) for key, source in view.rubrics_of_round(round_).items()]
    if len(pinned) > 1:
        versions = ", ".join(sorted(f"{each.model.key} ({each.hash[:8]})" for each in pinned))
        raise InvalidInput([Problem(Code.RUBRICS_MIXED, Place(""), found=round_, also=versions)])
    return pinned[0]


def _baseline(view: View, name: str | None) -> Baseline | None:
    if name is None:
        return None
    _known(name, view.baseline_names(), Code.BASELINE_UNKNOWN)
    return view.baseline(name)


def _known(word: str, words: Collection[str], unknown: Code) -> None:
    """Raises InvalidInput, with the likeliest word that was meant, unless there is such a word."""
    if word not in words:
        allowed = tuple(sorted(words))
        raise InvalidInput([Problem(unknown, Place(""), word, allowed, nearest(word, allowed))])


def _write(material: Material, outputs: Sequence[Output], stem: Path) -> tuple[Path, ...]:
    """Write each output beside the others; a file stands whole or not at all."""
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
    _made(stem.parent)
    written = []
    for name, write in (writers[output] for output in outputs):
        path = stem.parent / name
        part = path.with_name(f".{name}.part")
        try:
            write(part)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise InvalidInput([_unwritable(path, error)]) from error
        written.append(path)
    return tuple(written)


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput([_unwritable(folder, error)]) from error


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(Code.OUTPUT_UNWRITABLE, Place(str(path)), found=str(path), also=error.strerror or str(error))
