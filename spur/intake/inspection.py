"""A filled-in workbook → an inspection, with every mistake at its cell.

What the cells mean is told by ids (see ``spur.intake.workbook``), so an inspector may sort, insert, hide, rename and
translate as they like. What they wrote in a text comes back letter for letter; a finding is matched by code or label, a
grade by its code, and what matches none is a problem, never a blank.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from spur.excel import utf16_length
from spur.intake.book import Book, Cell, Sheet
from spur.intake.typed import iso_date
from spur.intake.workbook import (
    ABOUT,
    COMMENTS,
    FINDING,
    FIRST_DATE,
    FORMAT,
    GRADE_ROW,
    INPUTS,
    LAST_DATE,
    NOTE,
    NUMBER,
    START,
    STATIC,
    SUMMARY,
    TEXT_LIMIT,
    UNFIT,
    VALUE,
    About,
    Address,
    AreaText,
    Start,
    area_sheet,
    comment_row,
    requirement_row,
)
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.records.problem import Code, Place, Problem, nearest
from spur.records.unit import Unit
from spur.rubric.expected import expected_grade, speaking_against
from spur.rubric.model import Requirement, Rubric, folded
from spur.wording import LANGUAGES, Wording

KINDS = (START, COMMENTS, SUMMARY, ABOUT, area_sheet(""))
_LINE_BREAKS = {ord("\v"): "\n", ord("\f"): "\n"}  # Word's, in what is pasted from there

TOLD = 60  # characters of a text that a problem repeats


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one input cell: ``text`` as a person reads it, ``value`` as the file has it."""

    text: str
    value: object
    place: Place


@dataclass(frozen=True, slots=True)
class Cover:
    """What a workbook says of itself on its hidden sheet."""

    rubric: str
    rubric_hash: str
    unit: str
    round: str
    language: str


@dataclass
class Page:
    """One sheet of spur's, with the rows and columns that mean something, wherever they now are."""

    file: str
    kind: str
    sheet: Sheet
    rows: dict[str, int]
    columns: dict[str, int]
    problems: list[Problem] = field(default_factory=list)
    addresses: dict[str, Address] = field(default_factory=dict)
    """The address of each cell that was looked at, by its A1 name."""

    def entry(self, row_id: str, column_id: str) -> Entry:
        """The cell's content; an error cell, or a formula whose result was never computed, is a problem."""
        row, column = self.rows.get(row_id), self.columns.get(column_id)
        if row is None or column is None:
            return Entry("", None, Place(self.file, self.sheet.title))
        name = self.sheet.a1(row, column)
        place = Place(self.file, self.sheet.title, cell=name)
        self.addresses[name] = (self.kind, row_id, column_id)
        cell = self.sheet.cells.get((row, column))
        if cell is None:
            return Entry("", None, place)
        if cell.kind == "error":
            self.problems.append(Problem(Code.CELL_ERROR, place, found=str(cell.value)))
            return Entry("", None, place)
        if cell.kind == "uncached":
            self.problems.append(Problem(Code.CELL_NOT_COMPUTED, place, found=str(cell.value)))
            return Entry("", None, place)
        text = _as_text(cell).translate(_LINE_BREAKS)
        if unfit := UNFIT.search(text):
            self.problems.append(Problem(Code.CELL_UNFIT, place, found=f"U+{ord(unfit[0]):04X}"))
            text = UNFIT.sub("\ufffd", text)
        elif (length := utf16_length(text)) > TEXT_LIMIT:
            self.problems.append(Problem(Code.CELL_TOO_LONG, place, found=str(length), also=str(TEXT_LIMIT)))
            text = text[: TEXT_LIMIT // 2]
        return Entry(text, cell.value, place)

    def require(self, row_ids: Sequence[str], column_ids: Sequence[str]) -> None:
        """A problem for every row and column that should be there and is not, and for every row that should not."""
        for column_id in column_ids:
            if column_id not in self.columns:
                problem = Problem(Code.SHEET_COLUMN_MISSING, Place(self.file, self.sheet.title), _title_of(column_id))
                self.problems.append(problem)
        for row_id in row_ids:
            if row_id not in self.rows:
                self.problems.append(
                    Problem(
                        Code.ROW_MISSING, Place(self.file, self.sheet.title), found=row_id.partition(":")[2] or row_id
                    )
                )
        for row_id, row in self.rows.items():
            if row_id not in row_ids:
                place = Place(self.file, self.sheet.title, row=row)
                self.problems.append(Problem(Code.ROW_UNKNOWN, place, row_id, suggestion=nearest(row_id, row_ids)))


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook's sheets of spur's by their kind, its cover, and what was wrong with it as such.

    ``cover`` is None when the file is no workbook of spur's, or one of a format that cannot be read.
    """

    file: str
    cover: Cover | None
    pages: Mapping[str, Page]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ReadInspection:
    """An inspection as far as it could be read, with every problem. ``addresses`` tells what the cell at a sheet's
    title and an A1 name means."""

    inspection: Inspection
    problems: tuple[Problem, ...]
    addresses: Mapping[tuple[str, str], Address]


def recognise(book: Book) -> Workbook:
    """Find spur's sheets in a book and read what it says of itself."""
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for sheet in book.sheets:
        page = _page(book.file, sheet)
        if page is None:
            problems.append(Problem(Code.SHEET_IGNORED, Place(book.file, sheet.title), found=sheet.title))
        elif page.kind in pages:
            place = Place(book.file, sheet.title)
            problems.append(Problem(Code.SHEET_DUPLICATE, place, sheet.title, also=pages[page.kind].sheet.title))
        else:
            pages[page.kind] = page
            problems += page.problems
            page.problems.clear()
    about = pages.get(ABOUT)
    if about is None:
        return Workbook(book.file, None, {}, (Problem(Code.WORKBOOK_FOREIGN, Place(book.file), found=book.file),))
    said = {each: about.entry(each, VALUE).text for each in About}
    if said[About.FORMAT] != str(FORMAT):
        problem = Problem(Code.WORKBOOK_FORMAT, Place(book.file), found=said[About.FORMAT], also=str(FORMAT))
        return Workbook(book.file, None, pages, (problem,))
    cover = Cover(
        said[About.RUBRIC], said[About.RUBRIC_HASH], said[About.UNIT], said[About.ROUND], said[About.LANGUAGE]
    )  # fmt: skip
    return Workbook(book.file, cover, pages, tuple(problems))


def read_inspection(
    workbook: Workbook, cover: Cover, rubric: Rubric, units: Mapping[str, Unit] | None
) -> ReadInspection:
    """Read a recognised workbook against the rubric that it was made from. ``units`` are the known ones; None where
    there is no telling."""
    problems = list(workbook.problems)
    if units is not None and cover.unit not in units:
        suggestion = nearest(cover.unit, units)
        problems.append(Problem(Code.UNIT_UNKNOWN, Place(workbook.file), cover.unit, suggestion=suggestion))
    if cover.round and not re.fullmatch(r"\w[\w.-]*", cover.round):
        problems.append(Problem(Code.WORKBOOK_ROUND, Place(workbook.file), found=cover.round))
    pages = workbook.pages
    known = {ABOUT, START, COMMENTS, SUMMARY, *(area_sheet(area.id) for area in rubric.areas)}
    problems += [
        Problem(Code.SHEET_IGNORED, Place(workbook.file, page.sheet.title), found=page.sheet.title)
        for kind, page in pages.items()
        if kind not in known
    ]
    about = [row.value for row in About if row is not About.UNMENDED or row in pages[ABOUT].rows]
    for kind, rows in ((ABOUT, about), (COMMENTS, [comment_row(a.id) for a in rubric.areas])):
        if kind in pages:
            pages[kind].require(rows, INPUTS[kind])
    comments = pages.get(COMMENTS)
    if comments is None:
        title = Wording(LANGUAGES[0])("workbook.sheet.comments")
        problems.append(Problem(Code.SHEET_MISSING, Place(workbook.file), title))
    strange = [problem.found for problem in problems if problem.code is Code.SHEET_IGNORED]
    areas: list[AreaJudgement] = []
    for area in rubric.areas:
        page = workbook.pages.get(area_sheet(area.id))
        if page is None:
            title = f"{area.id} {rubric.in_language(area.title, cover.language)}"
            suggestion = nearest(title, strange)
            problems.append(Problem(Code.SHEET_MISSING, Place(workbook.file), title, suggestion=suggestion))
            continue
        comment = comments.entry(comment_row(area.id), NOTE).text if comments else ""
        areas.append(_area(page, area.id, rubric, comment))
    start = workbook.pages.get(START)
    if start is None:
        problems.append(Problem(Code.SHEET_MISSING, Place(workbook.file), "Start"))
    inspection = _inspection(start, cover, tuple(areas))
    problems += _unmended(workbook)
    for page in workbook.pages.values():
        problems += page.problems
    problems += _left_open(workbook, inspection, problems)
    problems += _against_the_rule(workbook, inspection, rubric)
    addresses = {
        (page.sheet.title, name): address
        for page in workbook.pages.values()
        for name, address in page.addresses.items()
    }
    return ReadInspection(inspection, tuple(problems), addresses)


def _page(file: str, sheet: Sheet) -> Page | None:
    """The sheet as one of spur's, or None. Its corner, the first cell with a kind of sheet, may have moved."""
    corner = next(
        (
            (place, cell.value)
            for place, cell in sorted(sheet.cells.items())
            if isinstance(cell.value, str) and cell.value.startswith(KINDS)
        ),
        None,
    )
    if corner is None:
        return None
    (top, left), kind = corner
    page = Page(file, kind, sheet, {}, {})
    marked_rows, marked_columns = {top}, {left}
    for (row, column), cell in sorted(sheet.cells.items()):
        if not isinstance(cell.value, str) or not cell.value:
            continue
        if row == top and column > left:
            marked_columns.add(column)
            if cell.value != STATIC and cell.value in page.columns:
                place, first = Place(file, sheet.title, cell=sheet.a1(row, column)), page.columns[cell.value]
                also = sheet.a1(row, first).rstrip("0123456789")
                page.problems.append(Problem(Code.SHEET_COLUMN_DUPLICATE, place, _title_of(cell.value), also=also))
            page.columns.setdefault(cell.value, column)
        elif column == left and row > top:
            marked_rows.add(row)
            if cell.value == STATIC:
                continue
            if cell.value in page.rows:
                place = Place(file, sheet.title, row=row)
                problem = Problem(Code.ROW_DUPLICATE, place, cell.value, also=str(page.rows[cell.value]))
                page.problems.append(problem)
            page.rows.setdefault(cell.value, row)
    page.problems += [
        Problem(Code.WORDS_OUTSIDE, Place(file, sheet.title, cell=sheet.a1(row, column)), found=_beginning(cell))
        for (row, column), cell in sorted(sheet.cells.items())
        if (row not in marked_rows or column not in marked_columns) and _as_text(cell).strip()
    ]
    return page


def _title_of(column_id: str) -> str:
    """What people see at the head of a column."""
    said = Wording(LANGUAGES[0])
    return said(f"workbook.column.{column_id}") if said.has(f"workbook.column.{column_id}") else column_id


def _beginning(cell: Cell) -> str:
    text = _as_text(cell)
    return text if len(text) <= TOLD else f"{text[:TOLD]}…"


def _area(page: Page, area_id: str, rubric: Rubric, comment: str) -> AreaJudgement:
    requirements = rubric.requirements_of(area_id)
    rows = [*(requirement_row(each.id) for each in requirements), *(text.row for text in AreaText), GRADE_ROW]
    page.require(rows, (FINDING, NOTE))
    _check_numbers(page, requirements)
    for text in AreaText:
        stray = page.entry(text.row, FINDING)
        if stray.text.strip():
            page.problems.append(Problem(Code.WORDS_OUTSIDE, stray.place, found=stray.text))
    found = tuple(
        FoundRequirement(
            each.id,
            _finding(page, requirement_row(each.id), rubric),
            page.entry(requirement_row(each.id), NOTE).text,
        )
        for each in requirements
    )
    grade = page.entry(GRADE_ROW, FINDING)
    codes = [each.code for each in rubric.grades]
    code = next((code for code in codes if folded(code) == folded(grade.text)), "")
    if grade.text.strip() and not code:
        problem = Problem(
            Code.GRADE_UNKNOWN, grade.place, grade.text, tuple(codes), nearest(grade.text.strip()[:1], codes)
        )
        page.problems.append(problem)
    texts = {text: page.entry(text.row, NOTE).text for text in AreaText}
    return AreaJudgement(
        area=area_id,
        grade=code,
        motivation=page.entry(GRADE_ROW, NOTE).text,
        description=texts[AreaText.DESCRIPTION],
        strengths=texts[AreaText.STRENGTHS],
        weaknesses=texts[AreaText.WEAKNESSES],
        possibilities=texts[AreaText.POSSIBILITIES],
        comment=comment,
        found=found,
    )


def _check_numbers(page: Page, requirements: Sequence[Requirement]) -> None:
    """Rows that were sorted without their hidden ids would give findings to the wrong requirements."""
    for each in requirements:
        number = page.entry(requirement_row(each.id), NUMBER)
        if number.text.strip() and folded(number.text) != folded(each.id):
            page.problems.append(Problem(Code.ROW_SHIFTED, number.place, found=number.text, also=each.id))


def _finding(page: Page, row_id: str, rubric: Rubric) -> str:
    entry = page.entry(row_id, FINDING)
    if not entry.text.strip():
        return ""
    finding = rubric.finding(entry.text)
    if finding is None:
        labels = tuple(rubric.in_language(each.label, rubric.languages[0]) for each in rubric.findings)
        page.problems.append(
            Problem(Code.FINDING_UNKNOWN, entry.place, entry.text, labels, nearest(entry.text.strip(), labels))
        )
        return ""
    return finding.code


def _inspection(start: Page | None, cover: Cover, areas: tuple[AreaJudgement, ...]) -> Inspection:
    if start is None:
        return Inspection(cover.unit, cover.round, None, (), Judgement.JOINT, "", areas)
    start.require([row.value for row in Start], INPUTS[START])
    written = start.entry(Start.INSPECTORS, VALUE).text
    names = re.split(r"[\n;]" if re.search(r"[\n;]", written) else ",", written)
    inspectors = tuple(name.strip() for name in names if name.strip())
    inspector = start.entry(Start.INSPECTOR, VALUE)
    judgement = _judgement(start)
    if not inspectors:
        place = start.entry(Start.INSPECTORS, VALUE).place
        start.problems.append(Problem(Code.INSPECTORS_MISSING, place))
    if judgement is Judgement.OWN and not inspector.text.strip():
        start.problems.append(Problem(Code.INSPECTOR_MISSING, inspector.place))
    if judgement is Judgement.JOINT and inspector.text.strip():
        start.problems.append(Problem(Code.INSPECTOR_UNEXPECTED, inspector.place, found=inspector.text.strip()))
    own = inspector.text.strip() if judgement is Judgement.OWN else ""
    return Inspection(cover.unit, cover.round, _date(start), inspectors, judgement, own, areas)


def _judgement(start: Page) -> Judgement:
    """What the start sheet says that the workbook holds; a joint judgement where it says nothing."""
    entry = start.entry(Start.JUDGEMENT, VALUE)
    said = {
        folded(name): judgement
        for judgement in Judgement
        for name in (judgement.value, *(Wording(lang)(f"workbook.judgement-{judgement}") for lang in LANGUAGES))
    }
    if entry.text.strip() and folded(entry.text) not in said:
        allowed = tuple(Wording(LANGUAGES[0])(f"workbook.judgement-{judgement}") for judgement in Judgement)
        start.problems.append(Problem(Code.JUDGEMENT_UNKNOWN, entry.place, entry.text, allowed))
    return said.get(folded(entry.text), Judgement.JOINT)


def _date(start: Page) -> date | None:
    entry = start.entry(Start.INSPECTED_ON, VALUE)
    if not entry.text.strip():
        start.problems.append(Problem(Code.INSPECTION_UNDATED, entry.place))
        return None
    match entry.value:
        case datetime():
            on: date | None = entry.value.date()
        case date():
            on = entry.value
        case _:
            on = iso_date(entry.text.strip())
    if on is None or not FIRST_DATE <= on <= LAST_DATE:
        start.problems.append(Problem(Code.DATE_INVALID, entry.place, entry.text))
        return None
    return on


def _unmended(workbook: Workbook) -> Iterator[Problem]:
    """What an annotated copy pointed out and nobody has mended: in the copy it would pass for what was meant."""
    about = workbook.pages[ABOUT]
    if About.UNMENDED not in about.rows:
        return
    try:
        listed = [tuple(map(str, each)) for each in json.loads(about.entry(About.UNMENDED, VALUE).text)]
    except (ValueError, TypeError):
        listed = [("", "", "", "")]
    for kind, row_id, column_id, shown in (each for each in listed if len(each) == 4):
        page = workbook.pages.get(kind)
        if not kind:
            yield Problem(Code.COPY_OF_BROKEN, Place(workbook.file))
        elif page is not None and (entry := page.entry(row_id, column_id)).text == shown:
            yield Problem(Code.COPY_UNMENDED, entry.place, found=shown)


def _left_open(workbook: Workbook, inspection: Inspection, problems: Sequence[Problem]) -> Iterator[Problem]:
    """What has not been filled in yet, for each area: told, and no hindrance. A cell with a mistake is not open."""
    place, wrong = Place(workbook.file), {(each.place.sheet, each.place.cell) for each in problems}

    def is_open(area: AreaJudgement, row_id: str) -> bool:
        page = workbook.pages[area_sheet(area.area)]
        at = page.entry(row_id, FINDING).place
        return (at.sheet, at.cell) not in wrong

    for area in inspection.areas:
        left = [f.requirement for f in area.found if not f.finding and is_open(area, requirement_row(f.requirement))]
        if left:
            yield Problem(Code.FINDINGS_OPEN, place, found=area.area, also=", ".join(left))
    ungraded = [area.area for area in inspection.areas if not area.grade and is_open(area, GRADE_ROW)]
    if ungraded:
        yield Problem(Code.AREAS_UNGRADED, place, found=inspection.unit_id, also=", ".join(ungraded))


def _against_the_rule(workbook: Workbook, inspection: Inspection, rubric: Rubric) -> Iterator[Problem]:
    """Where the inspector's grade is not the one that the rubric's rule expects, and why. The inspector's stands."""
    for area in inspection.areas:
        expected = expected_grade(rubric, area.area, area.findings)
        if not area.grade or expected is None or expected == area.grade:
            continue
        better = rubric.points(area.grade) > rubric.points(expected)
        if not better and any(rubric.finding(each.finding) is None for each in area.found):
            continue  # what has not been assessed yet may be what the inspector knows
        place = workbook.pages[area_sheet(area.area)].entry(GRADE_ROW, FINDING).place
        against = speaking_against(rubric, area.area, area.findings, area.grade) if better else ()
        also = f"{expected} ({', '.join(against)})" if against else expected
        yield Problem(Code.GRADE_UNEXPECTED, place, found=f"{area.area}: {area.grade}", also=also)


def _as_text(cell: Cell) -> str:
    """A cell as a person reads it: a whole number without decimals, a date as ISO."""
    match cell.value:
        case None:
            return ""
        case bool():
            return "TRUE" if cell.value else "FALSE"
        case float() if cell.value.is_integer():
            return str(int(cell.value))
        case datetime() if cell.value.time().isoformat() == "00:00:00":
            return cell.value.date().isoformat()
        case datetime() | date():
            return cell.value.isoformat()
        case _:
            return str(cell.value)
