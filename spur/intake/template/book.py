"""The workbook as a whole: its sheets in their order."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from spur.excel import ExactWorkbook
from spur.intake.template.about import COLUMNS as ABOUT_COLUMNS
from spur.intake.template.about import fill_about
from spur.intake.template.area import area_columns, fill_area
from spur.intake.template.closing import COMMENT_COLUMNS, SUMMARY_COLUMNS, fill_comments, fill_summary
from spur.intake.template.contents import Contents, Mark
from spur.intake.template.form import Form
from spur.intake.template.growing import GrowingSheet
from spur.intake.template.look import BODY, FONT, TAB_COLOURS, TAB_OTHER, Look
from spur.intake.template.names import sheet_names
from spur.intake.template.sheet import Sheet
from spur.intake.template.start import COLUMNS as START_COLUMNS
from spur.intake.template.start import fill_start
from spur.intake.workbook import ABOUT, COMMENTS, START, SUMMARY, Address, area_sheet
from spur.records.inspection import Inspection
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric
from spur.wording import Lang

NO_MARKS: Mapping[Address, Mark] = MappingProxyType({})

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": BODY},
    "default_row_height": 17,  # pixels: what Excel gives this font
}
# Not the clock's: the same inspection gives the same bytes.
_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 (Excel's documents have no time zone)


def write_template(
    path: Path,
    rubric: PinnedRubric,
    unit: Unit,
    round_: str,
    lang: Lang,
    inspection: Inspection | None = None,
    marks: Mapping[Address, Mark] = NO_MARKS,
) -> None:
    """Writes the workbook in which an inspector fills in what was found at a unit; with an inspection, its content too.

    ``marks`` are problems to point out: the cell is coloured, shows what was found there and has the comment; a mark on
    a cell that the workbook does not show has its comment at the title of the start sheet. Every other cell holds what
    the inspection says, letter for letter. Raises ValueError, before anything is written, for a text that no Excel cell
    holds, or an inspection that tells of what is not in the rubric.
    """
    form = Form(rubric, unit, round_, lang, Contents.of(rubric.model, lang, inspection, marks))
    areas = form.rubric.areas
    kinds = [START, *(area_sheet(each.id) for each in areas), COMMENTS, SUMMARY, ABOUT]
    columns = [START_COLUMNS, *([area_columns(form)] * len(areas)), COMMENT_COLUMNS, SUMMARY_COLUMNS, ABOUT_COLUMNS]
    names = sheet_names(
        [
            form.say("sheet.start"),
            *(f"{each.id} {form.text(each.title)}" for each in areas),
            form.say("sheet.comments"),
            form.say("sheet.summary"),
            "spur",
        ]
    )
    with ExactWorkbook(str(path), _OPTIONS) as workbook:
        workbook.set_properties({"title": form.say("title", unit=unit.name), "author": "spur", "created": _CREATED})
        look = Look(workbook)
        sheets = [
            Sheet(workbook.add_worksheet(name, worksheet_class=GrowingSheet), kind, its_columns, look, form.contents)
            for name, kind, its_columns in zip(names, kinds, columns, strict=True)
        ]
        start, *of_areas, comments, summary, about = sheets
        counters = [fill_area(sheet, area, form, start.name) for sheet, area in zip(of_areas, areas, strict=True)]
        fill_start(start, form, counters)
        fill_comments(comments, form)
        fill_summary(summary, form, counters)
        fill_about(about, form, workbook)
        for sheet in sheets:
            sheet.close(form.say("footer", unit=unit.name, round=round_), form.say("page", page="&P", pages="&N"))
            sheet.worksheet.set_tab_color(TAB_OTHER)
        for sheet, area in zip(of_areas, areas, strict=True):
            sheet.worksheet.set_tab_color(TAB_COLOURS[area.part])
        start.worksheet.set_zoom(110)
        start.worksheet.activate()
