"""The inspector's workbook: out to a unit, checked, and in."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from glob import glob
from pathlib import Path

from spur.app.imports import import_of_file
from spur.app.known import known
from spur.app.output import write_files
from spur.app.rubrics import find_rubric, grading_rubric, kept_rubric, pinned_rubric, shelf
from spur.intake.copied import copied
from spur.intake.inspection import ReadInspection, read_inspection
from spur.intake.part import Refused
from spur.intake.recognised import Cover, recognise
from spur.intake.sandbox import Sandbox
from spur.ledger.ledger import Ledger
from spur.records.imported import Kept
from spur.records.inspection import Inspection, Judgement
from spur.records.problem import Code, InvalidInput, Place, Problem, any_errors
from spur.records.unit import Unit
from spur.rubric.expected import expected_grade
from spur.rubric.model import PinnedRubric
from spur.rubric.parts import folded
from spur.wording import LANGUAGES, Lang

EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""What is taken for a workbook in a folder. The guard refuses the last three, so that nobody thinks they were read."""

LOCK = "~$"
"""How the name begins of the file that Excel puts beside one that is open."""

Progress = Callable[[Sequence[Path]], Iterable[Path]]
"""Shows how far a long run has come while its files are gone through."""


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """A workbook that was read: what it told, if it is one of spur's, and everything that is wrong with it.

    Also what else was named and is none: a file that is not there, or a folder with files that are not read. ``name``
    tells it from the others. ``outside`` are the words that stand where nothing is read.
    """

    path: Path
    name: str
    problems: tuple[Problem, ...]
    file_hash: str = ""
    pinned: PinnedRubric | None = None
    cover: Cover | None = None
    read: ReadInspection | None = None
    unit: Unit | None = None
    outside: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def findings(self) -> int:
        return sum(len(area.findings) for area in self.read.inspection.areas) if self.read else 0

    @property
    def expected(self) -> int:
        """In how many areas the inspector's grade is the one that the rubric's rule expects from the findings."""
        if self.read is None or self.pinned is None:
            return 0
        areas, model = self.read.inspection.areas, self.pinned.model
        return sum(bool(a.grade) and a.grade == expected_grade(model, a.area, a.findings) for a in areas)

    @property
    def texts(self) -> int:
        """How many texts and notes have been written."""
        areas = self.read.inspection.areas if self.read else ()
        texts = [text for area in areas for text in area.texts]
        return sum(bool(text.strip()) for text in texts)

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
    own: Sequence[str] = (),
    lang: Lang = "sv",
) -> tuple[Path, ...]:
    """Write a workbook for a unit to the file ``out``; or one for each unit of a group, or of all when neither is
    named, into the folder ``out``. A file that is there already may be filled in, and is never overwritten.

    ``own`` are inspectors who each judge the units by themselves first: each gets workbooks of their own, and with
    several of them ``out`` is a folder for a single unit too."""
    from spur.intake.template import write_template

    ledger, pinned = Ledger.open(db), grading_rubric(rubric)
    with ledger.view() as view:
        units = view.units()
    if unit is not None:
        known(unit, units, Code.UNIT_UNKNOWN)
    elif group is not None:
        known(group, {each.group for each in units.values()}, Code.GROUP_WITHOUT_UNITS)
    chosen = [each for each in units.values() if unit in (None, each.id) and group in (None, each.group)]
    names: dict[str, str] = {}
    for name in own:
        names.setdefault(folded(name), " ".join(name.split()))
    inspectors = list(names.values()) or [""]
    alone = unit is not None and len(inspectors) == 1
    wanted = {
        out if alone else out / f"{_file_name(each, round_, name, inspectors)}.xlsx": (each, name)
        for each in chosen
        for name in inspectors
    }
    there = [path for path in wanted if path.exists()]
    if there:
        raise InvalidInput(Problem(Code.OUTPUT_EXISTS, Place(path.name), found=str(path)) for path in there)
    ledger.keep_rubric(pinned)  # so that the workbook can be read by it, whatever becomes of the file
    return write_files(
        {
            path: partial(
                write_template,
                rubric=pinned,
                unit=each,
                round_=round_,
                lang=lang,
                inspection=_own_judgement(each, round_, name, inspectors),
            )
            for path, (each, name) in wanted.items()
        }
    )


def check_workbooks(
    paths: Sequence[Path], *, db: str | None = None, rubric: str | None = None, progress: Progress = iter
) -> list[CheckedWorkbook]:
    """Read workbooks (files, folders, patterns) and tell all that is wrong with all of them; nothing is kept. Without a
    database, units are not looked up and the rubric must be a shipped one or the one named."""
    ledger = Ledger.open(db) if db is not None else None
    files, others = _expanded(paths)
    units = None
    if ledger is not None:
        with ledger.view() as view:
            units = view.units()
    named = pinned_rubric(rubric) if rubric else None
    with Sandbox() as sandbox:
        read = [_checked(path, sandbox, ledger, named, units) for path in progress(files)]
    names = Counter(each.name.casefold() for each in read)
    told_apart = [_named(each, str(each.path)) if names[each.name.casefold()] > 1 else each for each in read]
    return [*others, *_not_twice(told_apart)]


def import_workbooks(
    db: str, paths: Sequence[Path], *, rubric: str | None = None, progress: Progress = iter
) -> list[tuple[CheckedWorkbook, Kept]]:
    """Keep the inspections of workbooks, all of them or none. Raises InvalidInput with every problem of every file."""
    return keep_workbooks(db, check_workbooks(paths, db=db, rubric=rubric, progress=progress))


def keep_workbooks(db: str, checked: Sequence[CheckedWorkbook]) -> list[tuple[CheckedWorkbook, Kept]]:
    """The same for workbooks that have been checked already."""
    problems = [problem for each in checked for problem in each.problems]
    if any_errors(problems):
        raise InvalidInput(problems)
    items = {
        index: (
            replace(import_of_file("inspection", each.path, each.file_hash), rubric_hash=each.pinned.hash),
            each.pinned,
            each.read.inspection,
        )
        for index, each in enumerate(checked)
        if each.pinned and each.read
    }
    kept = Ledger.open(db).keep_inspections(list(items.values()))
    return [(checked[index], each) for index, each in zip(items, kept, strict=True)]


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
    marks = marks_of(checked.read, pinned.model, checked.outside, lang)
    write_files({path: lambda part: write_template(part, pinned, unit, cover.round, lang, inspection, marks)})
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
    write_files({out: lambda part: write_template(part, pinned, units[unit_id], round_, lang, inspection)})
    return out


def _file_name(unit: Unit, round_: str, inspector: str, inspectors: Sequence[str]) -> str:
    """ "AM-01-2019", of an own judgement "AM-01-2019-Anna-Berg"; with a number where two names would give one file."""
    if not inspector:
        return f"{unit.id}-{round_}"
    files = [re.sub(r"[^\w.]+", "-", name).strip("-.") for name in inspectors]
    own = files[inspectors.index(inspector)]
    number = inspectors.index(inspector) + 1 if [each.casefold() for each in files].count(own.casefold()) > 1 else ""
    return f"{unit.id}-{round_}-{own}{number}"


def _own_judgement(unit: Unit, round_: str, inspector: str, inspectors: Sequence[str]) -> Inspection | None:
    """What stands in the workbook of an inspector who judges alone before it is filled in; None of a joint one."""
    if not inspector:
        return None
    return Inspection(unit.id, round_, None, tuple(inspectors), Judgement.OWN, inspector, ())


def _checked(
    path: Path, sandbox: Sandbox, ledger: Ledger | None, named: PinnedRubric | None, units: dict[str, Unit] | None
) -> CheckedWorkbook:
    from spur.intake.annotation import words_outside

    try:
        with copied(path) as (copy, file_hash):
            book, problems = sandbox.open(copy)
    except Refused as refused:
        return CheckedWorkbook(path, path.name, (refused.problem(path.name),))
    checked = CheckedWorkbook(path, path.name, problems, file_hash)
    if book is None:
        return checked
    workbook = recognise(book)
    if workbook.cover is None:
        return replace(checked, problems=(*problems, *workbook.problems))
    pinned = _rubric_of(workbook.cover, ledger, named)
    if pinned is None:
        also = workbook.cover.rubric_hash[:12]
        problem = Problem(Code.WORKBOOK_RUBRIC, Place(path.name), found=workbook.cover.rubric, also=also)
        return replace(checked, problems=(*problems, *workbook.problems, problem))
    read = read_inspection(workbook, workbook.cover, pinned.model, units)
    return replace(
        checked,
        problems=(*problems, *read.problems),
        pinned=pinned,
        cover=workbook.cover,
        read=read,
        unit=(units or {}).get(workbook.cover.unit),
        outside=words_outside(book, read.problems),
    )


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


def _not_twice(checked: Sequence[CheckedWorkbook]) -> Iterator[CheckedWorkbook]:
    """A problem for each workbook that tells of the same inspection as an earlier one in another wording: nothing says
    which of them applies. Where it is not known whose judgement a workbook holds, there is no telling."""
    first: dict[tuple[str, ...], CheckedWorkbook] = {}
    for each in checked:
        unsure = {Code.JUDGEMENT_UNKNOWN, Code.INSPECTOR_MISSING} & {problem.code for problem in each.problems}
        if each.read is None or unsure:
            yield each
            continue
        told = each.read.inspection
        other = first.setdefault((told.unit_id, told.round, told.judgement, folded(told.inspector)), each)
        problem = Problem(Code.INSPECTION_TWICE, Place(each.name), found=told.unit_id, also=other.name)
        yield each if other.file_hash == each.file_hash else replace(each, problems=(*each.problems, problem))


def _named(checked: CheckedWorkbook, name: str) -> CheckedWorkbook:
    """The workbook by another name than its file's, where two files share theirs."""
    problems = (replace(each, place=replace(each.place, file=name)) for each in checked.problems)
    return replace(checked, name=name, problems=tuple(problems))


def _expanded(paths: Sequence[Path]) -> tuple[list[Path], list[CheckedWorkbook]]:
    """The workbooks that were meant: each file, those in each folder, those of each pattern (a Windows shell leaves
    patterns as they are). Excel's own lock files are none. Also what is not there, and what a folder has besides."""
    files: dict[Path, None] = {}
    others: list[CheckedWorkbook] = []

    def tell(code: Code, path: Path, found: str, also: str = "") -> None:
        others.append(CheckedWorkbook(path, str(path), (Problem(code, Place(str(path)), found=found, also=also),)))

    def take(path: Path) -> None:
        if path.is_dir():
            entries = sorted(each for each in path.iterdir() if not each.name.startswith(LOCK))
            books = [each for each in entries if _is_like_workbook(each)]
            skipped = [f"{each.name}/" if each.is_dir() else each.name for each in entries if each not in books]
            if not books:
                tell(Code.NO_WORKBOOKS, path, str(path))
            if skipped:
                tell(Code.FILES_SKIPPED, path, ", ".join(skipped))
            files.update(dict.fromkeys(books))
        elif not path.name.startswith(LOCK):
            files[path] = None

    for path in paths:
        try:
            matches = [path] if path.exists() else sorted(map(Path, glob(str(path))))
            if not matches:
                tell(Code.FILE_MISSING, path, str(path))
            for match in matches:
                take(match)
        except OSError as error:
            tell(Code.FILE_UNREADABLE, path, str(path), error.strerror or str(error))
    if not files and not others:
        tell(Code.NO_WORKBOOKS, paths[0], ", ".join(map(str, paths)))
    return list(files), others


def _is_like_workbook(path: Path) -> bool:
    """Not what macOS puts beside a file (``._AM-01.xlsx``), whatever it is called."""
    return path.suffix.lower() in EXTENSIONS and not path.name.startswith(".") and not path.is_dir()
