"""The reports in a folder and in the folders within it: their figures, and what stands in their other files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spur.analysis.scopes import SPECIALTY_GROUP
from spur.app.gathering import Asked
from spur.app.request import FILE, read_request
from spur.disclosure.release import Profile
from spur.intake.figures import read_figures, read_json
from spur.intake.rendered import SUFFIXES, Rendered, read_rendered
from spur.records.figure_row import FigureRow
from spur.records.problem import Code, InvalidInput, Place, Problem, any_errors
from spur.settings import DisclosureSettings

CSV, JSON = "figures.csv", "figures.json"

Told = Callable[[float], None]
"""What is to be told how much is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Report:
    """The files of one folder, which are one report. ``rows`` are its figures and ``unlike`` those that figures.json
    has otherwise; ``own`` is what it is about (scope and id) and ``region`` where that is, "" where nobody says;
    ``asked`` how it was asked for, where report.json lies beside it."""

    name: str
    files: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    unlike: tuple[FigureRow, ...]
    rendered: tuple[Rendered, ...]
    own: tuple[str, str]
    region: str
    round: str
    asked: Asked | None

    def path(self, file: str) -> str:
        """A file of it, from the folder that is attacked."""
        return f"{self.name}/{file}".removeprefix("/")

    @property
    def figures(self) -> str:
        """The file that its figures stand in."""
        return self.path(next((file for file in self.files if file in (CSV, JSON)), ""))

    @property
    def every_row(self) -> tuple[FigureRow, ...]:
        """Its figures, also those that only figures.json has."""
        return (*self.rows, *self.unlike)

    @property
    def by(self) -> str:
        """The column of the units table that divides its region."""
        return self.asked.by if self.asked else SPECIALTY_GROUP

    @property
    def profile(self) -> Profile:
        return self.asked.profile if self.asked else Profile.UNIT

    @property
    def disclosure(self) -> DisclosureSettings:
        """What its region has settled of the release rule."""
        settings = self.asked.settings if self.asked else None
        return settings.disclosure if settings else DisclosureSettings()


def read_reports(folder: Path, told: Told | None = None) -> tuple[list[Report], list[Problem]]:
    """Every report in a folder tree, and notices about files that cannot be read. Raises InvalidInput where there is
    none, and where a report's figures cannot be read."""
    folders: dict[Path, list[Path]] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and (path.name in (CSV, JSON) or path.suffix.lower() in SUFFIXES):
            folders.setdefault(path.parent, []).append(path)
    if not folders:
        raise InvalidInput([Problem(Code.REPORT_WITHOUT_FIGURES, Place(""), found=str(folder))])
    reports: list[Report] = []
    problems: list[Problem] = []
    for number, (place, files) in enumerate(folders.items(), 1):
        found, notices = _report(place, files, place.relative_to(folder))
        reports.append(found)
        problems += notices
        if told is not None:
            told(number / len(folders))
    if any_errors(problems):
        raise InvalidInput(problems)
    return reports, problems


def _report(place: Path, files: Sequence[Path], name: Path) -> tuple[Report, list[Problem]]:
    rows, unlike, problems = _figures(place)
    rendered = []
    for path in files:
        if path.suffix.lower() in SUFFIXES:
            found, unread = read_rendered(path)
            problems += unread
            rendered += [found] if found else []
    kind, id_, asked = _asked(place)
    named = _named(files)
    kind, id_ = (kind, id_) if kind in ("region", "group", "unit") else named[:2]
    region, _, group = id_.partition(":")
    own = (kind, group if kind == "group" else id_)
    report = Report(
        name="" if name == Path() else name.as_posix(),
        files=tuple(path.name for path in files),
        rows=rows,
        unlike=unlike,
        rendered=tuple(rendered),
        own=own,
        region=region if kind in ("region", "group") else "",
        round=asked.round if asked else next((row.round for row in rows), named[2]),
        asked=asked,
    )
    return report, problems


def _figures(place: Path) -> tuple[tuple[FigureRow, ...], tuple[FigureRow, ...], list[Problem]]:
    """The figures of the CSV; of the JSON beside it those that are others, or all where there is no CSV."""
    rows: tuple[FigureRow, ...] = ()
    also: tuple[FigureRow, ...] = ()
    problems: list[Problem] = []
    if (place / CSV).is_file():
        rows, problems = read_figures(place / CSV)
    if (place / JSON).is_file():
        also, wrong = read_json(place / JSON)
        problems += wrong
    if not rows:
        return also, (), problems
    known = {(*row.about, row.statistic, row.value, row.withheld) for row in rows}
    return rows, tuple(r for r in also if (*r.about, r.statistic, r.value, r.withheld) not in known), problems


def _asked(place: Path) -> tuple[str, str, Asked | None]:
    """How the report was asked for, where that lies beside it."""
    try:
        request = read_request(place) if (place / FILE).is_file() else None
    except InvalidInput:
        return "", "", None
    if request is None:
        return "", "", None
    return request.kind, request.id, request.asked if isinstance(request.asked, Asked) else None


def _named(files: Sequence[Path]) -> tuple[str, str, str]:
    """What a report is about by the name of its file: region-ID-ROUND, group-REGION-GROUP-ROUND."""
    for kind, _, rest in (path.stem.partition("-") for path in files):
        if kind in ("region", "group", "unit") and "-" in rest:
            id_, _, round_ = rest.rpartition("-")
            return kind, id_.replace("-", ":", 1) if kind == "group" else id_, round_
    return "", "", ""
