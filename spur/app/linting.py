"""What the arithmetic says of a printed report, of a written one, and of what came in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spur.analysis.lint.printed import printed_remarks
from spur.analysis.lint.recorded import Recorded, recorded_remarks
from spur.analysis.lint.remark import Remark, RemarkCode, Weight
from spur.analysis.lint.written import Instrument, json_remarks, written_remarks
from spur.analysis.plans import owed_plans
from spur.app.gathering import Asked, gathered, shared_figures
from spur.app.known import today
from spur.app.request import FILE, read_request
from spur.app.rubrics import shelf
from spur.intake.figures import read_figures, read_json
from spur.intake.printed import read_printed
from spur.ledger.ledger import Ledger
from spur.records.figure_row import FigureRow
from spur.records.problem import Code, InvalidInput, Place, Problem, any_errors
from spur.report.opendata import row_of
from spur.rubric.model import Rubric
from spur.settings import load_settings
from spur.wording import Wording

FIGURES = "figures.csv"


@dataclass(frozen=True, slots=True)
class Linted:
    """What was looked at (``name``), and every remark on it; ``problems`` are notices about the files themselves."""

    name: str
    remarks: tuple[Remark, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def contradictions(self) -> tuple[Remark, ...]:
        return tuple(each for each in self.remarks if each.weight is Weight.CONTRADICTION)

    @property
    def notices(self) -> tuple[Remark, ...]:
        return tuple(each for each in self.remarks if each.weight is Weight.NOTICE)


def lint(paths: Sequence[Path]) -> tuple[Linted, ...]:
    """Look at each: a folder or a ``figures.csv`` is a written report; everything else is together one printed report.
    Raises InvalidInput with everything that is wrong in the files themselves."""
    written = [found for path in paths for found in _reports(path)]
    printed = [path for path in paths if not path.is_dir() and not _is_figures(path)]
    linted = [lint_report(path) for path in dict.fromkeys(written)]
    return (*linted, *([lint_printed(printed)] if printed else []))


def lint_printed(files: Sequence[Path]) -> Linted:
    """Hold a printed report to its own arithmetic: one TOML file, tables as CSV, or both, together one report. Raises
    InvalidInput with everything that is wrong in the files themselves."""
    report, problems = read_printed(files)
    if report is None:
        raise InvalidInput(problems)
    return Linted(report.file, printed_remarks(report), tuple(problems))


def lint_report(figures: Path) -> Linted:
    """Hold a written report's ``figures.csv`` to itself, and to the ``figures.json`` beside it where there is one."""
    rows, problems = read_figures(figures)
    beside = figures.with_suffix(".json")
    also: tuple[FigureRow, ...] = ()
    if beside.is_file():
        also, wrong = read_json(beside)
        problems += wrong
    if any_errors(problems):
        raise InvalidInput(problems)
    problems = [*problems, *_as_written(figures.parent)]
    unlike = json_remarks(rows, also) if beside.is_file() else ()
    return Linted(str(figures), (*written_remarks(rows, _shipped()), *unlike), tuple(problems))


def lint_round(db: str, region: str, round_: str, *, settings: Path | None = None) -> Linted:
    """Look through what came in for a region and a round, and reckon its report's figures of grades, responses and
    answers against each other."""
    own = load_settings(settings) if settings else None
    asked = Asked(round_, None, None, "sv", "after-plan", None, False, own, False)
    with Ledger.open(db).view() as view:
        found = gathered(view, region, asked)
        inspections = view.inspections(round_)
    rubric = found.rubric
    rows = [FigureRow.of(row_of(figure, Wording("sv"))) for figure in shared_figures(found, asked)]
    deadlines = dict.fromkeys(found.units, own.plan.days) if own and own.plan.days else {}
    recorded = Recorded(
        units={unit.id: unit for unit in found.units.values() if unit.region == region},
        rubric=rubric,
        grades=found.grades,
        responses=found.responses,
        invited=found.invited,
        inspections=inspections,
        owed=owed_plans(found.events, rubric, today(), deadlines) if rubric.grades else (),
        drafts=found.unfinished,
    )
    reckoned = written_remarks(rows, [_instrument(rubric)] if rubric.grades else [])
    own_remarks = [each for each in reckoned if each.code is not RemarkCode.MORE_THAN_INVITED]  # told by unit
    return Linted(f"{found.name} · {round_}", (*own_remarks, *recorded_remarks(recorded)), found.notices)


def _reports(path: Path) -> Iterator[Path]:
    """The figures of every report in a folder; a single file of figures is itself."""
    if path.is_dir():
        found = sorted(path.rglob(FIGURES))
        if not found:
            raise InvalidInput([Problem(Code.REPORT_WITHOUT_FIGURES, Place(""), found=str(path))])
        yield from found
    elif _is_figures(path):
        yield path


def _as_written(folder: Path) -> Iterator[Problem]:
    """Which of a report's files are gone, and which figures were not written with it, by its report.json."""
    if not (folder / FILE).is_file():
        return
    place = Place(str(folder))
    try:
        written = read_request(folder).files
    except InvalidInput:  # by another version, or broken: the figures can be looked at all the same
        yield Problem(Code.REPORT_FILES_UNKNOWN, place, FILE)
        return
    if gone := [name for name in written if not (folder / name).is_file()]:
        yield Problem(Code.REPORT_INCOMPLETE, place, ", ".join(gone))
    there = (folder / name for name in (FIGURES, "figures.json"))
    if stray := [path.name for path in there if path.is_file() and path.name not in written]:
        yield Problem(Code.REPORT_STRAY, place, ", ".join(stray))


def _is_figures(path: Path) -> bool:
    """Whether a file is a report's figures, by its first line."""
    try:
        with path.open("rb") as file:
            header = file.readline(4096)
    except OSError:
        return False
    return b"scope_id" in header and b"statistic" in header


def _shipped() -> list[Instrument]:
    """Every shipped rubric with grades: a figure does not say by which it was made."""
    rubrics = shelf()
    models = (rubrics.find(name).rubric for name in rubrics.available())
    return [_instrument(model) for model in models if model is not None and model.grades]


def _instrument(rubric: Rubric) -> Instrument:
    return Instrument({grade.code: grade.points for grade in rubric.grades}, rubric.line_points)
