"""The start sheet: whose inspection it is, what is left to do, and how to go about it."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from spur.intake.template.area import AreaCounters, highlight_grades
from spur.intake.template.counters import grades_missing, total
from spur.intake.template.form import Form
from spur.intake.template.look import OPEN, class_style
from spur.intake.template.names import JUDGEMENTS
from spur.intake.template.sheet import Column, Sheet
from spur.intake.workbook import VALUE, Start
from spur.records.inspection import Judgement

_LABEL, _VALUE, _, _AREA, _OPEN, _GRADE = range(1, 7)
COLUMNS = (Column(184), Column(240, VALUE), Column(24), Column(300), Column(80), Column(80))

_ROW = 23.0
_STEPS = ("first", "requirement", "words", "open", "own", "send")


def fill_start(sheet: Sheet, form: Form, areas: Sequence[AreaCounters]) -> None:
    sheet.put(_LABEL, form.say("title", unit=form.unit.name), "title", to=_GRADE)
    if form.contents.astray:
        sheet.comment(_LABEL, form.contents.astray)
    sheet.down(34)
    sheet.down(6)
    top = sheet.row
    _facts(sheet, form)
    _inputs(sheet, form)
    bottom, sheet.row = sheet.row, top
    _progress(sheet, form, areas)
    sheet.row = max(sheet.row, bottom)
    sheet.down(12)
    _instructions(sheet, form)


def _facts(sheet: Sheet, form: Form) -> None:
    unit = form.unit
    sheet.put(_LABEL, form.say("unit"), "header", to=_VALUE)
    sheet.down(_ROW)
    facts = {
        "unit": unit.name,
        "id": unit.id,
        "specialty": unit.specialty,
        "place": unit.place,
        "region": unit.region,
        "round": form.round,
        "rubric": form.text(form.rubric.head.title),
    }
    for name, fact in facts.items():
        sheet.put(_LABEL, form.say(f"fact.{name}"), "fact")
        sheet.put(_VALUE, fact, "said")
        sheet.down(_ROW)


def _inputs(sheet: Sheet, form: Form) -> None:
    sheet.put(_LABEL, form.say("fill-in"), "header", to=_VALUE)
    sheet.down(_ROW)
    cells, rows = {}, {}
    for each in Start:
        sheet.identify(each)
        sheet.put(_LABEL, form.say(f"start.{each.replace('_', '-')}"), "label", "middle")
        rows[each] = sheet.row
        cells[each] = sheet.input(_VALUE, "middle", *(("date",) if each is Start.INSPECTED_ON else ()))
        sheet.down(_ROW)
    sheet.ask_date(_VALUE, rows[Start.INSPECTED_ON], form.say("no-date"), form.say("give-date"))
    row = rows[Start.JUDGEMENT]
    sheet.choose(_VALUE, row, row, JUDGEMENTS, form.say("not-in-list"), form.say("choose-judgement"))
    own = f'{cells[Start.JUDGEMENT]}="{form.say(f"judgement-{Judgement.OWN}")}"'
    for each in (Start.INSPECTED_ON, Start.INSPECTORS, Start.INSPECTOR):
        blank = f'{cells[each]}=""'
        condition = f"AND({own},{blank})" if each is Start.INSPECTOR else blank
        sheet.highlight(_VALUE, rows[each], rows[each], condition, OPEN)


def _progress(sheet: Sheet, form: Form, areas: Sequence[AreaCounters]) -> None:
    for column, title, *styles in ((_AREA, "area"), (_OPEN, "open", "right"), (_GRADE, "grade", "centre")):
        sheet.put(column, form.say(f"column.{title}"), "header", *styles)
    sheet.down(_ROW)
    first = sheet.row
    for each in areas:
        sheet.link(_AREA, form.heading(each.area), each.sheet, "said", "link")
        sheet.count(_OPEN, each.open, "said", "right")
        sheet.count(_GRADE, each.grade, "said", "centre", "bold")
        sheet.down(_ROW)
    last = sheet.row - 1
    opened, graded = xl_range(first, _OPEN, last, _OPEN), xl_range(first, _GRADE, last, _GRADE)
    sheet.put(_AREA, form.say("left"), "total", "middle")
    sheet.count(_OPEN, total(opened, [each.open for each in areas]), "total", "middle", "right")
    sheet.count(_GRADE, grades_missing(graded, [each.grade for each in areas]), "total", "middle", "centre")
    sheet.down(_ROW)
    cell = xl_rowcol_to_cell(first, _OPEN)
    sheet.highlight(_OPEN, first, last, f"{cell}>0", OPEN)
    highlight_grades(sheet, _GRADE, first, last, form)


def _instructions(sheet: Sheet, form: Form) -> None:
    sheet.put(_LABEL, form.say("how"), "header", to=_GRADE)
    sheet.down(_ROW)
    for number, step in enumerate(_STEPS, 1):
        sheet.put(_LABEL, f"{number}.  {form.say(f'step.{step}')}", "middle", to=_GRADE)
        sheet.down(20)
    if form.rubric.classes:
        sheet.down(8)
        sheet.put(_LABEL, form.say("classes"), "header", to=_GRADE)
        sheet.down(_ROW)
    for number, each in enumerate(form.rubric.classes):
        sheet.put(_LABEL, form.class_label(number), "cell", class_style(number), "middle")
        sheet.put(_VALUE, form.say("unmet", action=form.text(each.action)), "cell", "middle", to=_GRADE)
        sheet.down(20)
    if any(each.example for each in form.rubric.requirements):
        sheet.down(8)
        sheet.put(_LABEL, form.say("examples"), "small", to=_GRADE)
        sheet.down(18)
