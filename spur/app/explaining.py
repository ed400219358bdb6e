"""Where a figure of a report comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spur.analysis.figure import Figure
from spur.app.behind import behind_figure
from spur.app.calibration import calibration_material
from spur.app.demonstration import DATABASE
from spur.app.everybody import Gathering
from spur.app.gathering import Asked
from spur.app.indicators import indicator_material
from spur.app.kinds import KINDS
from spur.app.request import AskedOfCalibration, AskedOfIndicators, Request, asked_as, folder_of, read_request
from spur.app.rubrics import kept_rubric, shelf
from spur.intake.figures import read_figures, read_json
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.figure_row import FigureRow
from spur.records.problem import Code, InvalidInput, Place, Problem, any_errors
from spur.report.explanation import About, Explanation, explained
from spur.report.explanation.asking import Found, found
from spur.report.explanation.choosing import Asked as Meant
from spur.report.explanation.choosing import Others
from spur.report.explanation.standing import standing
from spur.report.opendata import row_of
from spur.rubric.model import PinnedRubric
from spur.settings import load_settings
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class Explained:
    """The explanation of the figure that was meant; None where several may be, which then are ``choices``. ``others``
    has, for each option that was not given, what else it could be."""

    about: About
    explanation: Explanation | None
    choices: tuple[Figure, ...]
    others: Others
    problems: tuple[Problem, ...]


def explain(
    db: str,
    report: Path,
    subject: str = "",
    statistic: str = "",
    *,
    inspector: str = "",
    region: str = "",
    group: str = "",
    unit: str = "",
    role: str = "",
    versus: str = "",
    round_: str = "",
    lang: Lang = "sv",
    settings: Path | None = None,
) -> Explained:
    """Ask where a figure comes from. ``report`` is the folder of a report or any file in it; the figure is asked for in
    the words of ``figures.csv`` or of the report. It is computed anew from the database and compared with what stands
    in the report. Without a ``statistic`` the figures of the subject are ``choices``, without a ``subject`` one figure
    of each."""
    request = read_request(report)
    if settings is not None and isinstance(request.asked, Asked):
        request = replace(request, asked=replace(request.asked, settings=load_settings(settings)))
    meant = Meant(subject, statistic, inspector, region, group, unit, role, versus, round_)
    with Ledger.open(db).view() as view:
        about = about_report(view, asked_as(request, lang))
        printed = _printed(folder_of(report), request)
        which = _which(about, meant, printed)
        problems = _problems(report, request)
        if not statistic or len(which.figures) != 1:
            return Explained(about, None, which.figures, which.others, problems)
        [figure] = which.figures
        _refuse_another_round(about, figure, meant, printed)
        asked = request.asked if isinstance(request.asked, Asked) else None
        told = explained(about, figure, behind_figure(view, about, figure, asked))
    now = FigureRow.of(row_of(figure, Wording(request.asked.lang)))
    beside = standing(about, now, None if printed is None else printed.get(_address(now)), known=printed is not None)
    return Explained(about, replace(told, passages=(*told.passages, beside)), (), which.others, problems)


def demonstrated(report: Path) -> str | None:
    """The database of a report that the demonstration wrote, which lies beside it; None for any other report."""
    request, path = read_request(report), folder_of(report) / DATABASE
    example = isinstance(request.asked, Asked) and request.asked.example
    return f"sqlite:///{path}" if example and path.is_file() else None


def about_report(view: View, request: Request) -> About:
    """The report, computed anew."""
    names = {unit.id: unit.name for unit in view.units().values()}
    if isinstance(request.asked, AskedOfCalibration):
        material, _ = calibration_material(view, request.id, request.asked.region, request.asked.lang)
        return About.calibration(material, names)
    if isinstance(request.asked, AskedOfIndicators):
        pinned = _rubric_of_indicators(view, request)
        return About.indicators(indicator_material(view, pinned, request.asked.lang), names)
    material, _ = KINDS[request.kind].material(view, request.id, request.asked, Gathering())
    return About.material(material, names)


def _rubric_of_indicators(view: View, request: Request) -> PinnedRubric:
    """The rubric that a report on indicators was written by: as it is shipped, or as the database has it."""
    assert isinstance(request.asked, AskedOfIndicators)
    own = request.asked.rubric_hash
    loaded = shelf().find(request.id)
    if loaded.rubric is not None and (loaded.content_hash == own or not view.has_rubric(own)):
        return PinnedRubric(loaded.content_hash, loaded.text, loaded.rubric)
    if view.has_rubric(own):
        return kept_rubric(view, own)
    raise InvalidInput([Problem(Code.RUBRIC_UNKNOWN, Place(""), found=request.id)])


Printed = Mapping[tuple[str, ...], FigureRow]
"""The rows of a report's figures.csv by their addresses."""


def _printed(folder: Path, request: Request) -> Printed | None:
    """What stands in the report's figures.csv or, where it has none, figures.json; None without either."""
    for name, read in (("figures.csv", read_figures), ("figures.json", read_json)):
        if name in request.files and (folder / name).is_file():
            rows, problems = read(folder / name)
            if any_errors(problems):
                raise InvalidInput(problems)
            return {_address(row): row for row in rows}
    return None


def _address(row: FigureRow) -> tuple[str, ...]:
    return (*row.about, row.statistic)


def _which(about: About, meant: Meant, printed: Printed | None) -> Found:
    """The figure that is meant. Raises InvalidInput, and where it stands in the report that it is gone."""
    try:
        return found(about, meant, about.figures.all)
    except InvalidInput:
        rows = [row for row in (printed or {}).values() if row.subject == meant.subject]
        gone = next((row for row in rows if row.statistic == meant.statistic), None)
        there = ((each.subject, each.statistic) for each in about.figures)
        if gone is None or (meant.subject, meant.statistic) in there:
            raise
        title = f"{meant.subject} {meant.statistic}"
        raise InvalidInput([Problem(Code.FIGURE_GONE, Place(""), title, also=gone.shown)]) from None


def _refuse_another_round(about: About, figure: Figure, meant: Meant, printed: Printed | None) -> None:
    """An earlier round's figure is no answer where the report's own is gone. Raises InvalidInput."""
    here = FigureRow.of(row_of(replace(figure, round=about.round), about.wording))
    gone = (printed or {}).get(_address(here))
    if figure.round != about.round and not meant.round and not meant.versus and gone is not None:
        title = f"{figure.subject} {figure.statistic}"
        raise InvalidInput([Problem(Code.FIGURE_GONE, Place(""), title, also=gone.shown)])


def _problems(report: Path, request: Request) -> tuple[Problem, ...]:
    """That a file was named which report.json does not tell of."""
    if report.is_dir() or report.name in (*request.files, "report.json"):
        return ()
    return (Problem(Code.REPORT_OTHER, Place(""), report.name, request.files),)
