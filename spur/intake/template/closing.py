"""The last two sheets: what the unit says of each area, and the summary."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_range

from spur.intake.template.area import AreaCounters, highlight_grades
from spur.intake.template.counters import total
from spur.intake.template.form import Form
from spur.intake.template.sheet import Column, Sheet
from spur.intake.workbook import NOTE, comment_row

COMMENT_COLUMNS = (Column(230), Column(600, NOTE))
SUMMARY_COLUMNS = (Column(330), Column(130), Column(100), Column(130), Column(140))

_LINES = 5


def fill_comments(sheet: Sheet, form: Form) -> None:
    """A row an area, for the unit to comment the draft."""
    _top(sheet, form, "comments")
    for column, title in enumerate(("area", "comment"), 1):
        sheet.put(column, form.say(f"column.{title}"), "header")
    sheet.down(22)
    sheet.freeze()
    for area in form.rubric.areas:
        sheet.identify(comment_row(area.id))
        sheet.room(1, form.heading(area), _LINES, "label")
        sheet.input(2)
        sheet.down()


def fill_summary(sheet: Sheet, form: Form, areas: Sequence[AreaCounters]) -> None:
    """Nothing is read from it: it only shows what stands on the areas' sheets."""
    _top(sheet, form, "summary")
    area, part, grade, points, opened = range(1, 6)
    titles = ("area", "part", "grade", "points", "open")
    for column, title in enumerate(titles, 1):
        sheet.put(column, form.say(f"column.{title}"), "header", *_aligned(column))
    sheet.down(22)
    sheet.freeze()
    first = sheet.row
    for each in areas:
        sheet.link(area, form.heading(each.area), each.sheet, "said", "link")
        sheet.put(part, form.say(f"part.{each.area.part}"), "said")
        sheet.count(grade, each.grade, "said", "centre", "bold")
        sheet.count(points, each.points, "said", "right")
        sheet.count(opened, each.open, "said", "right")
        sheet.down(22)
    last = sheet.row - 1
    sheet.put(area, form.say("total", most=form.rubric.max_total), "total", "middle", to=grade)
    for column, counters in ((points, [each.points for each in areas]), (opened, [each.open for each in areas])):
        sheet.count(column, total(xl_range(first, column, last, column), counters), "total", "middle", "right")
    sheet.down(22)
    highlight_grades(sheet, grade, first, last, form)


def _top(sheet: Sheet, form: Form, kind: str) -> None:
    sheet.put(1, form.say(f"sheet.{kind}"), "title", to=sheet.last)
    sheet.down(28)
    sheet.put(1, form.say(f"lead.{kind}"), "lead", to=sheet.last)
    sheet.down(20)


def _aligned(column: int) -> tuple[str, ...]:
    return {3: ("centre",), 4: ("right",), 5: ("right",)}.get(column, ())
