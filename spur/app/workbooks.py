"""The inspector's workbook: out to a unit, checked, and in."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from glob import glob
from pathlib import Path

from spur.app.imports import import_of_file
from spur.app.known import known
from spur.app.rubrics import find_rubric, kept_rubric, pinned_rubric, shelf
from spur.intake.inspection import Cover, ReadInspection, read_inspection, recognise
from spur.intake.sandbox import Sandbox
from spur.ledger.ledger import Ledger
from spur.records.imported import Kept
from spur.records.problem import Code, InvalidInput, Place, Problem, any_errors
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric
from spur.wording import LANGUAGES, Lang

EXTENSIONS = (".xlsx", ".xlsm")

Progress = Callable[[Sequence[Path]], Iterable[Path]]
"""Shows how far a long run has come while its files are gone through."""


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """A workbook that was read: what it told, if it is one of spur's, and everything that is wrong with it."""

    path: Path
    problems: tuple[Problem, ...]
    pinned: PinnedRubric | None = None
    cover: Cover | None = None
    read: ReadInspection | None = None
    unit: Unit | None = None

    @property
    def findings(self) -> int:
        return sum(len(area.findings) for area in self.read.inspection.areas) if self.read else 0

    @property
    def grades(self) -> int:
        return sum(bool(area.grade) for area in self.read.inspection.areas) if self.read else 0


def templates(
    db: str,
    rubric: str,
    round_: str,
    out: Path,
    *,
    unit: str | None = None,
    group: str | None = None,
    lang: Lang = "sv",
) -> tuple[Path, ...]:
    """Write a workbook for a unit to the file ``out``; or one for each unit of a group, or of all when neither is
    named, into the folder ``out``. A file that is there already may be filled in, and is never overwritten."""
    from spur.intake.template import write_template

    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    with ledger.view() as view:
        units = view.units()
    if unit is not None:
        known(unit, units, Code.UNIT_UNKNOWN)
        wanted = {out: units[unit]}
    else:
        if group is not None:
            known(group, {each.group for each in units.values()}, Code.GROUP_WITHOUT_UNITS)
        chosen = [each for each in units.values() if group in (None, each.group)]
        wanted = {out / f"{each.id}-{round_}.xlsx": each for each in chosen}
    there = [path for path in wanted if path.exists()]
    if there:
        raise InvalidInput(Problem(Code.OUTPUT_EXISTS, Place(path.name), found=str(path)) for path in there)
    ledger.keep_rubric(pinned)  # so that the workbook can be read by it, whatever becomes of the file
    for path, each in wanted.items():
        _written(path, partial(write_template, rubric=pinned, unit=each, round_=round_, lang=lang))
    return tuple(wanted)


def check_workbooks(
    paths: Sequence[Path], *, db: str | None = None, rubric: str | None = None, progress: Progress = iter
) -> list[CheckedWorkbook]:
    """Read workbooks (files, folders, patterns) and tell all that is wrong with all of them; nothing is kept. Without a
    database, units are not looked up and the rubric must be a shipped one or the one named."""
    ledger = Ledger.open(db) if db is not None else None
    files, problems = _expanded(paths)
    if problems:
        raise InvalidInput(problems)
    units = None
    if ledger is not None:
        with ledger.view() as view:
            units = view.units()
    named = pinned_rubric(rubric) if rubric else None
    with Sandbox() as sandbox:
        return [_checked(path, sandbox, ledger, named, units) for path in progress(files)]


def import_workbooks(
    db: str, paths: Sequence[Path], *, rubric: str | None = None, progress: Progress = iter
) -> list[tuple[CheckedWorkbook, Kept]]:
    """Keep the inspections of workbooks, all of them or none. Raises InvalidInput with every problem of every file."""
    ledger = Ledger.open(db)
    checked = check_workbooks(paths, db=db, rubric=rubric, progress=progress)
    problems = [problem for each in checked for problem in each.problems]
    if any_errors(problems):
        raise InvalidInput(problems)
    items = [
        (
            replace(import_of_file("inspection", each.path), rubric_hash=each.pinned.hash),
            each.pinned,
            each.read.inspection,
        )
        for each in checked
        if each.pinned and each.read
    ]
    return list(zip(checked, ledger.keep_inspections(items), strict=True))


def annotate(checked: CheckedWorkbook, folder: Path) -> Path | None:
    """Write the workbook anew with its problem cells marked and commented and all else as the inspector wrote it; None
    for a file that is no workbook of spur's. An earlier annotated file is kept."""
    from spur.intake.annotation import marks_of
    from spur.intake.template import write_template

    if not (checked.pinned and checked.read and checked.cover):
        return None
    pinned, cover, inspection = checked.pinned, checked.cover, checked.read.inspection
    lang = next((lang for lang in LANGUAGES if lang == cover.language), LANGUAGES[0])
    unit = checked.unit or Unit(cover.unit, cover.unit, "", "", "", "")
    path = folder / checked.path.with_suffix(".xlsx").name
    for number in range(2, 1000):
        if not path.exists():
            break
        path = folder / f"{checked.path.stem}-{number}.xlsx"
    marks = marks_of(checked.read, lang)
    _written(path, lambda part: write_template(part, pinned, unit, cover.round, lang, inspection, marks))
    return path


def export_inspection(db: str, unit_id: str, round_: str, out: Path, *, lang: Lang = "sv") -> Path:
    """Write the joint inspection that is in force as a filled-in workbook: read again, it gives the same."""
    from spur.intake.template import write_template

    with Ledger.open(db).view() as view:
        units = view.units()
        known(unit_id, units, Code.UNIT_UNKNOWN)
        found = view.inspection(unit_id, round_)
        if found is None:
            raise InvalidInput([Problem(Code.INSPECTION_UNKNOWN, Place(""), found=unit_id, also=round_)])
        rubric_hash, inspection = found
        pinned = kept_rubric(view, rubric_hash)
    if out.exists():
        raise InvalidInput([Problem(Code.OUTPUT_EXISTS, Place(out.name), found=str(out))])
    _written(out, lambda part: write_template(part, pinned, units[unit_id], round_, lang, inspection))
    return out


def _checked(
    path: Path, sandbox: Sandbox, ledger: Ledger | None, named: PinnedRubric | None, units: dict[str, Unit] | None
) -> CheckedWorkbook:
    book, problems = sandbox.open(path)
    if book is None:
        return CheckedWorkbook(path, problems)
    workbook = recognise(book)
    if workbook.cover is None:
        return CheckedWorkbook(path, (*problems, *workbook.problems))
    pinned = _rubric_of(workbook.cover, ledger, named)
    if pinned is None:
        also = workbook.cover.rubric_hash[:12]
        problem = Problem(Code.WORKBOOK_RUBRIC, Place(path.name), found=workbook.cover.rubric, also=also)
        return CheckedWorkbook(path, (*problems, *workbook.problems, problem))
    read = read_inspection(workbook, workbook.cover, pinned.model, units)
    unit = (units or {}).get(workbook.cover.unit)
    return CheckedWorkbook(path, (*problems, *read.problems), pinned, workbook.cover, read, unit)


def _rubric_of(cover: Cover, ledger: Ledger | None, named: PinnedRubric | None) -> PinnedRubric | None:
    """The very rubric that a workbook was made from: the one named, one kept in the database, or a shipped one."""
    if named is not None:
        return named if named.hash == cover.rubric_hash else None
    if ledger is not None:
        with ledger.view() as view:
            if view.has_rubric(cover.rubric_hash):
                return kept_rubric(view, cover.rubric_hash)
    if cover.rubric in shelf().available():
        shipped = find_rubric(cover.rubric)
        if shipped.rubric is not None and shipped.content_hash == cover.rubric_hash:
            return PinnedRubric(shipped.content_hash, shipped.text, shipped.rubric)
    return None


def _expanded(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """The workbooks that were meant: each file, those in each folder, those of each pattern (a Windows shell leaves
    patterns as they are). Excel's own lock files are none."""
    files: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            found = sorted(each for each in path.iterdir() if each.suffix.lower() in EXTENSIONS)
        elif path.exists():
            found = [path]
        else:
            found = sorted(map(Path, glob(str(path))))
        found = [each for each in found if not each.name.startswith(("~$", "."))]
        if not found:
            problems.append(Problem(Code.FILE_MISSING, Place(path.name), found=str(path)))
        files.update(dict.fromkeys(found))
    return list(files), problems


def _written(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(part)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        also = error.strerror or str(error)
        raise InvalidInput([Problem(Code.OUTPUT_UNWRITABLE, Place(path.name), str(path), also=also)]) from error
