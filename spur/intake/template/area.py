"""The sheet of one area: its requirements, the inspector's own words, and its grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from spur.intake.template.counters import NO_GRADE, NOTHING_TO_COUNT, Counter, blanks, grade_in, points_in, sentence
from spur.intake.template.form import Form
from spur.intake.template.look import BODY, CHOSEN, OPEN, WORST, class_style
from spur.intake.template.measure import width
from spur.intake.template.names import FINDINGS, GRADES
from spur.intake.template.sheet import Column, Sheet
from spur.intake.workbook import FINDING, GRADE_ROW, NOTE, NUMBER, AreaText, requirement_row
from spur.rubric.parts import Area, Requirement

_NUMBER, _CLASS, _TEXT, _EVIDENCE, _FINDING, _NOTE = range(1, 7)
_NUMBER_WIDTHS = (38.0, 96.0)
_CLASS_WIDTHS = (72.0, 124.0)
_CELL = 12.0  # what a cell needs beside its text

_LINES = 5
_LINES_OF_DESCRIPTION = 7


@dataclass(frozen=True, slots=True)
class AreaCounters:
    """What other sheets count of an area's sheet."""

    area: Area
    sheet: str
    open: Counter
    grade: Counter
    points: Counter


def area_columns(form: Form) -> tuple[Column, ...]:
    """The columns of every area's sheet: numbers and classes as wide as the rubric's, within reason."""
    number = _wide_enough([each.id for each in form.rubric.requirements], *_NUMBER_WIDTHS)
    of_class = _wide_enough([form.class_label(place) for place in range(len(form.rubric.classes))], *_CLASS_WIDTHS)
    return Column(number, NUMBER), Column(of_class), Column(208), Column(152), Column(86, FINDING), Column(386, NOTE)


def _wide_enough(texts: Sequence[str], least: float, most: float) -> float:
    widest = max((width(text, BODY, bold=True) + _CELL for text in texts), default=least)
    return min(max(widest, least), most)


def fill_area(sheet: Sheet, area: Area, form: Form, start: str) -> AreaCounters:
    """Fills the sheet. ``start`` is the name of the sheet that it leads back to."""
    sheet.put(_NUMBER, form.heading(area), "title", to=_FINDING)
    sheet.down(28)
    sheet.put(_NUMBER, form.text(area.question), "lead", to=_FINDING)
    sheet.link(_NOTE, form.say("back", sheet=start), start, "link", "right")
    sheet.down(20)
    open_here, open_there = _requirements(sheet, area, form)
    _own_words(sheet, form)
    grade_cell = _grade(sheet, form)
    grade = sheet.contents.values[sheet.kind, GRADE_ROW, FINDING]
    sheet.row = 1
    status = sentence(form.say("status"), open=open_here, grade=grade_in(grade_cell, grade, form.rubric))
    sheet.count(_NOTE, status, "status")
    elsewhere = sheet.there(grade_cell)
    return AreaCounters(
        area,
        sheet.name,
        open_there,
        grade_in(elsewhere, grade, form.rubric),
        points_in(elsewhere, grade, form.rubric),
    )


def _requirements(sheet: Sheet, area: Area, form: Form) -> tuple[Counter, Counter]:
    """The checklist. Returns the counter of what is open in it, for this sheet and for others."""
    requirements = form.rubric.requirements_of(area.id)
    header = sheet.row
    titles = ("number", "class", "requirement", "evidence", "finding", "note")
    if not requirements:
        sheet.put(_NUMBER, form.say("no-requirements"), "header", to=_NOTE)
        sheet.down(22)
        sheet.freeze()
        return NOTHING_TO_COUNT, NOTHING_TO_COUNT
    for column, title in enumerate(titles, _NUMBER):
        sheet.put(column, form.say(f"column.{title}"), "header")
    sheet.down(22)
    sheet.freeze()
    for requirement in requirements:
        _requirement(sheet, requirement, form)
    first, last = header + 1, sheet.row - 1
    # With the ids, so that whoever unlocks and sorts the sheet takes them along.
    sheet.worksheet.autofilter(header, 0, last, _NOTE)
    if not form.rubric.findings:
        return NOTHING_TO_COUNT, NOTHING_TO_COUNT
    sheet.choose(_FINDING, first, last, FINDINGS, form.say("not-in-list"), form.say("choose-finding"))
    cell = xl_rowcol_to_cell(first, _FINDING)
    sheet.highlight(_FINDING, first, last, f'{cell}=""', OPEN)
    values = [sheet.contents.values[sheet.kind, requirement_row(each.id), FINDING] for each in requirements]
    cells = f"{cell}:{xl_rowcol_to_cell(last, _FINDING)}"
    return blanks(cells, values), blanks(sheet.there(cells), values)


def _requirement(sheet: Sheet, requirement: Requirement, form: Form) -> None:
    number = [each.id for each in form.rubric.classes].index(requirement.requirement_class)
    sheet.identify(requirement_row(requirement.id))
    sheet.put(_NUMBER, requirement.id, "cell", "bold", "middle")
    sheet.put(_CLASS, form.class_label(number), "cell", class_style(number), "middle")
    sheet.put(_TEXT, form.text(requirement.text), "cell", "middle")
    sheet.put(_EVIDENCE, form.text(requirement.evidence), "cell", "small", "middle")
    sheet.input(_FINDING, "choice")
    sheet.input(_NOTE, "middle")
    sheet.down(32)


def _own_words(sheet: Sheet, form: Form) -> None:
    sheet.down(10)
    sheet.put(_NUMBER, form.say("words"), "header", to=_NOTE)
    sheet.down(22)
    for text in AreaText:
        sheet.identify(text.row)
        sheet.spill(_NUMBER, form.say(f"text.{text}"), _TEXT, "label")
        sheet.room(
            _EVIDENCE, form.say(f"hint.{text}"), _LINES_OF_DESCRIPTION if text is AreaText.DESCRIPTION else _LINES
        )
        sheet.put(_FINDING, "", "label")
        sheet.input(_NOTE)
        sheet.down()


def _grade(sheet: Sheet, form: Form) -> str:
    """The grade with its motivation, and the grades' texts below it. Returns the address of the grade's cell."""
    sheet.down(10)
    sheet.keep_together()
    sheet.put(_NUMBER, form.say("grading"), "header", to=_EVIDENCE)
    sheet.put(_FINDING, form.say("column.grade"), "header", "centre")
    sheet.put(_NOTE, form.say("column.motivation"), "header")
    sheet.down(22)
    sheet.identify(GRADE_ROW)
    sheet.spill(_NUMBER, form.say("grade"), _TEXT, "label")
    sheet.room(_EVIDENCE, form.say("hint.grade"), _LINES)
    row, cell = sheet.row, sheet.input(_FINDING, "choice", "grade")
    sheet.input(_NOTE)
    sheet.down()
    sheet.choose(_FINDING, row, row, GRADES, form.say("not-in-list"), form.say("choose-grade"))
    sheet.highlight(_FINDING, row, row, f'{cell}=""', OPEN)
    if form.worst:
        sheet.highlight(_FINDING, row, row, f'{cell}="{form.worst}"', WORST)
    first = sheet.row
    for grade in form.rubric.grades:
        sheet.put(_NUMBER, grade.code, "cell", "bold", "centre", "middle")
        sheet.put(_CLASS, form.text(grade.label), "cell", "middle", to=_NOTE)
        sheet.down(20)
    code, chosen = xl_rowcol_to_cell(first, _NUMBER, col_abs=True), xl_rowcol_to_cell(row, _FINDING, True, True)
    sheet.highlight(_NUMBER, first, sheet.row - 1, f"{code}={chosen}", CHOSEN, to=_NOTE)
    return cell


def highlight_grades(sheet: Sheet, column: int, first: int, last: int, form: Form) -> None:
    """Points out, where grades are shown, those that are still to be set and the worst."""
    cell = xl_rowcol_to_cell(first, column)
    sheet.highlight(column, first, last, f'{cell}="{NO_GRADE}"', OPEN)
    if form.worst:
        sheet.highlight(column, first, last, f'{cell}="{form.worst}"', WORST)
