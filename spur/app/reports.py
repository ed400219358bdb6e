"""The reports on a round: computed, recorded as handed out, and written; one by one or all of a kind in one go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypedDict, TypeVar

from spur.analysis.figure import Figures, GradesUsed
from spur.app.gathering import Asked
from spur.app.group_report import group_id, named_groups
from spur.app.kinds import GROUP, KINDS, REGION, UNIT, Kind
from spur.app.output import Unwritten, refuse_unwritable
from spur.app.releasing import HandedOut, folder_of, hand_out, hand_out_each, never_written
from spur.app.request import Request
from spur.app.writing import OPEN_DATA, OUTPUTS, Job, Output, Writers, left_over, write_report
from spur.disclosure.release import Profile as Profile  # the command line asks the app for it
from spur.intake.chapters import read_chapters
from spur.ledger.reading import View
from spur.records.problem import InvalidInput, Problem
from spur.records.release import ReleaseKind
from spur.report.document import Theme
from spur.report.group.material import GroupMaterial
from spur.report.material import Material
from spur.report.unit.material import UnitMaterial
from spur.settings import load_settings
from spur.wording import Lang

if TYPE_CHECKING:
    from typing_extensions import Unpack

M = TypeVar("M", bound=Material)


class Options(TypedDict, total=False):
    """How a report is asked for. ``by`` is the column of the units table that divides the region; ``versus_round`` an
    earlier round that it is compared with; ``self_assessment`` the round in which the units assessed themselves.
    ``as_of`` leaves out later grades and plans; ``drafts`` counts inspections that are not calibrated yet, and the
    report then says so on every page, as with an ``example`` that the data are made up. ``profile`` tells whom it is
    for; a ``preview`` is only to be looked at. ``settings`` is the region's settings file, ``chapters`` a folder with
    what people have written for the region's report, in Markdown."""

    baseline: str | None
    versus_round: str | None
    self_assessment: str | None
    by: str
    lang: Lang
    grades_used: GradesUsed
    as_of: date | None
    drafts: bool
    example: bool
    profile: Profile
    preview: bool
    settings: Path | None
    chapters: Path | None


@dataclass(frozen=True, slots=True)
class Report(Generic[M]):
    """A report that was written: its files, what it was written from, and what a reader should know of it."""

    files: tuple[Path, ...]
    material: M
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Several reports that were written into a ``folder``, and what kept others from being so."""

    folder: Path
    reports: tuple[Report[Material], ...]
    refused: tuple[Problem, ...] = ()


def report_region(
    db: str,
    region: str,
    round_: str,
    *,
    outputs: Sequence[Output] = OUTPUTS,
    out: Path = Path("out"),
    **options: "Unpack[Options]",
) -> Report[Material]:
    """Write a region's report into the folder ``out``: ``region-ID-ROUND.pdf`` and ``.xlsx``, ``figures.csv`` and
    ``.json``. Raises InvalidInput with every problem; then nothing was written. (Only where a file could not take its
    place when others had, these are there, and the report stays recorded as handed out.)"""
    return _report(db, REGION, region, _asked(round_, options), outputs, out)


def report_group(
    db: str,
    region: str,
    group: str,
    round_: str,
    *,
    outputs: Sequence[Output] = OUTPUTS,
    out: Path = Path("out"),
    **options: "Unpack[Options]",
) -> Report[GroupMaterial]:
    """Write the report of one of a region's groups into a folder of its own in ``out``:
    ``group-REGION-GROUP/group-REGION-GROUP-ROUND.pdf`` and so on."""
    return _report(db, GROUP, group_id(region, group), _asked(round_, options), outputs, out)


def report_unit(
    db: str,
    unit: str,
    round_: str,
    *,
    outputs: Sequence[Output] = OUTPUTS,
    out: Path = Path("out"),
    **options: "Unpack[Options]",
) -> Report[UnitMaterial]:
    """Write a unit's report into a folder of its own in ``out``: ``unit-ID/unit-ID-ROUND.pdf`` and so on. Its files
    hold figures of this unit, its specialty group, its region and the baseline, and of no other unit."""
    return _report(db, UNIT, unit, _asked(round_, options), outputs, out)


def report_each(
    db: str,
    kind: ReleaseKind,
    ids: Sequence[str],
    round_: str,
    *,
    region: str = "",
    outputs: Sequence[Output] = OUTPUTS,
    out: Path = Path("out"),
    processes: int = 1,
    told: Callable[[float], None] | None = None,
    **options: "Unpack[Options]",
) -> Series:
    """Write the reports of these units, groups or regions or, where none are named, of all of a kind, in one ``region``
    or in every one: computed from the same state of the database, written in several ``processes`` at once. ``told``
    hears how much is done, from 0 to 1. One that would give somebody away or cannot be written is told of, and the
    others are written. Of regions each goes into a folder of its own. Raises InvalidInput where what is asked for is
    wrong; then nothing was written."""
    refuse_unwritable(out)
    own, asked = KINDS[kind], _asked(round_, options)
    compute, every = own.series()

    def chosen(view: View) -> Sequence[str]:
        told_of = named_groups(view, asked, region, ids) if ids and kind == "group" else ids
        told_of = told_of or every(view, asked, region)
        writers.make_ready(len(told_of))
        return told_of

    reports: list[Report[Material]] = []
    with Writers(processes) as writers:
        handed, refused = hand_out_each(db, asked, own.name, chosen, compute)
        stale: list[tuple[Problem, ...]] = []

        def jobs() -> Iterator[Job]:
            for id, each in handed.items():
                # several regions' figures.csv would lie in the same place
                folder = out / f"region-{id}" if kind == "region" else out
                job = _job(own, id, each, outputs, folder)
                stale.append(left_over(job))
                yield job

        for done, (each, files) in enumerate(zip(handed.values(), writers.write(jobs()), strict=True)):
            if isinstance(files, InvalidInput):
                refused += files.problems
                if isinstance(files, Unwritten):
                    never_written(db, each)
            else:
                reports.append(Report(files, each.material, (*each.problems, *stale[done])))
            if told is not None:
                told((done + 1) / len(handed))
    return Series(folder_of(out, asked.preview), tuple(reports), refused)


def _asked(round_: str, options: Options) -> Asked:
    given = dict(options)
    settings, chapters = (given.pop(name, None) for name in ("settings", "chapters"))
    asked = Asked(round_, **given)  # type: ignore[arg-type]
    if isinstance(settings, Path):
        asked = replace(asked, settings=load_settings(settings))
    if isinstance(chapters, Path):
        written, problems = read_chapters(chapters, asked.lang)
        if problems:
            raise InvalidInput(problems)
        asked = replace(asked, chapters=written)
    return asked


def _report(db: str, kind: Kind[M], id: str, asked: Asked, outputs: Sequence[Output], out: Path) -> Report[M]:
    refuse_unwritable(out)
    compute, _ = kind.series()
    handed = hand_out(db, asked, kind.name, id, compute)
    job = _job(kind, id, handed, outputs, out)
    old = left_over(job)
    try:
        return Report(write_report(job), handed.material, (*handed.problems, *old))
    except Unwritten:
        never_written(db, handed)
        raise


def _job(kind: Kind[M], id: str, handed: HandedOut[M], outputs: Sequence[Output], out: Path) -> Job:
    stem = folder_of(out, handed.asked.preview) / kind.stem(id, handed.asked.round)
    request = Request(kind.name, id, handed.asked)
    own = handed.asked.settings
    document = replace(kind.document(handed.material), theme=Theme(**own.theme) if own else Theme())
    # most of what another process would have to be sent
    figures = handed.material.figures if OPEN_DATA & {*outputs} else Figures.of()
    return Job(document, figures, outputs, stem, request)
