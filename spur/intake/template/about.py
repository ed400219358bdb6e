"""The hidden sheet: what the workbook is, and the lists behind its drop-downs."""

import json
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from spur.intake.template.form import Form
from spur.intake.template.names import FINDINGS, GRADES, JUDGEMENTS, POINTS
from spur.intake.template.sheet import Column, Sheet
from spur.intake.workbook import FORMAT, VALUE, About
from spur.records.inspection import Judgement

_LISTS_AT = 3
COLUMNS = (Column(420, VALUE), Column(20), *(Column(160) for _ in range(4)))


def fill_about(sheet: Sheet, form: Form, workbook: Workbook) -> None:
    """Fills the sheet and defines the names of its lists."""
    facts = {
        About.FORMAT: str(FORMAT),
        About.RUBRIC: form.rubric.key,
        About.RUBRIC_HASH: form.pinned.hash,
        About.UNIT: form.unit.id,
        About.ROUND: form.round,
        About.LANGUAGE: form.lang,
    }
    if unmended := form.contents.unmended:
        facts[About.UNMENDED] = json.dumps(list(dict.fromkeys(unmended)), ensure_ascii=True)
    for row_id, fact in facts.items():
        sheet.identify(row_id)
        sheet.put(1, fact)
        sheet.down()
    lists: dict[str, Sequence[str | int]] = {
        FINDINGS: [form.text(each.label) for each in form.rubric.findings],
        GRADES: [each.code for each in form.rubric.grades],
        POINTS: [each.points for each in form.rubric.grades],
        JUDGEMENTS: [form.say(f"judgement-{each}") for each in Judgement],
    }
    for column, (name, entries) in enumerate(lists.items(), _LISTS_AT):
        for sheet.row, entry in enumerate(entries, 1):
            sheet.worksheet.write(sheet.row, column, entry)
        if entries:
            workbook.define_name(name, f"={sheet.there(xl_range_abs(1, column, len(entries), column))}")
    sheet.worksheet.very_hidden()
