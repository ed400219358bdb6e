"""The list of actions as a file (the format: ``spur.intake.actions.form``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from spur.excel import ExactWorkbook
from spur.intake.actions.form import (
    ABOUT,
    ACTIONS,
    DUE,
    EVIDENCE,
    FORMAT,
    LABEL,
    NEW,
    NOTE,
    OWN,
    OWNER,
    RECOMMENDATIONS,
    RULES,
    SEPARATOR,
    STANDING,
    STATE,
    VALUE,
    About,
    AdviceLine,
    Line,
    advice_row_id,
    row_id,
    state_word,
)
from spur.intake.coding.form import printed
from spur.intake.template.growing import GrowingSheet
from spur.intake.template.look import BODY, FONT, OPEN, TAB_OTHER, WORST, Look
from spur.intake.template.measure import MOST, height, lines
from spur.intake.template.names import quoted, sheet_names
from spur.intake.workbook import FIRST_DATE, LAST_DATE, STATIC
from spur.records.action import ActionState, Standing
from spur.wording import Lang, Wording

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": BODY},
    "default_row_height": 17,
}
_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 (not the clock's: the same actions give the same bytes)
_FORMULA_STARTS = ("=", "+", "-", "@")
_AIR, _LEAST = 6.0, 22.0
_STATES = "spur_states"
_NEW_ROWS = 20
_TITLE, _HEADER, _FIRST = 1, 2, 3
_RULES_WIDTH = 620.0
_RULES = ("fill", "state", "evidence", "recommend", "sort", "send")

_STANDING_WIDTHS = {OWNER: 110.0, DUE: 72.0, STATE: 84.0, EVIDENCE: 170.0, NOTE: 150.0}
# Each column's id and width in points; those that are not read are the workbook's own.
_OF_ACTIONS = {
    LABEL: 76.0,
    "unit": 120.0,
    "need": 96.0,
    "area": 120.0,
    "requirement": 220.0,
    "advice": 220.0,
    "before": 110.0,
    **_STANDING_WIDTHS,
}
_OF_ADVICE = {"number": 44.0, "heading": 130.0, "text": 270.0, "see": 70.0, "about": 110.0, **_STANDING_WIDTHS}


@dataclass(frozen=True, slots=True)
class ListOfActions:
    """What a list is of: its round, region ("" where it is of units of several), the rubric's hash; and what is on it.
    ``advice`` is None where the list has no sheet for recommendations."""

    title: str
    round: str
    region: str
    rubric_hash: str
    lines: Sequence[Line]
    advice: Sequence[AdviceLine] | None


def write_actions(path: Path, told: ListOfActions, lang: Lang) -> None:
    """Writes the workbook. The same actions give the same bytes."""
    _Writer(told, lang).write(path)


class _Writer:
    def __init__(self, told: ListOfActions, lang: Lang) -> None:
        self.told, self.lang = told, lang

    def say(self, key: str, **values: object) -> str:
        return Wording(self.lang)(f"actions.{key}", **values)

    def write(self, path: Path) -> None:
        names = sheet_names([self.say(f"sheet.{each}") for each in ("rules", "actions", "recommendations")] + ["spur"])
        with ExactWorkbook(str(path), _OPTIONS) as workbook:
            workbook.set_properties({"title": self.told.title, "author": "spur", "created": _CREATED})
            self.look = Look(workbook)
            sheets = [workbook.add_worksheet(name, worksheet_class=GrowingSheet) for name in names[:2]]
            advice = self.told.advice
            own = None if advice is None else workbook.add_worksheet(names[2], worksheet_class=GrowingSheet)
            self._about(workbook.add_worksheet(names[3], worksheet_class=GrowingSheet), workbook)
            self._rules(sheets[0])
            self._actions(sheets[1])
            if own is not None:
                self._advice(own, advice or ())
            sheets[1 if self.told.lines or own is None else 0].activate()
            if own is not None and not self.told.lines:
                own.activate()

    def _actions(self, sheet: GrowingSheet) -> None:
        rows = [
            (
                row_id(self.told.round, line),
                {
                    each: str(getattr(line, each))
                    for each in ("label", "unit", "need", "area", "requirement", "advice", "before")
                },
                line.standing,
            )
            for line in self.told.lines
        ]
        self._sheet(sheet, ACTIONS, _OF_ACTIONS, {LABEL, *STANDING}, rows, self.told.title)
        sheet.freeze_panes(_FIRST, 3)

    def _advice(self, sheet: GrowingSheet, advice: Sequence[AdviceLine]) -> None:
        rows: list[tuple[str, Mapping[str, str], Standing]] = []
        for line in advice:
            told = line.recommendation
            cells = {
                "number": told.number,
                "heading": told.heading,
                "text": told.text,
                "see": f"{SEPARATOR} ".join(told.see),
                "about": f"{SEPARATOR} ".join(each.partition(":")[2] for each in told.about),
            }
            rows.append((advice_row_id(self.told.round, self.told.region, line), cells, line.standing))
        rows += [(f"{NEW}{number}", {}, Standing()) for number in range(1, _NEW_ROWS + 1)]
        self._sheet(sheet, RECOMMENDATIONS, _OF_ADVICE, {*OWN, *STANDING}, rows, self.say("recommendations-title"), OWN)
        sheet.freeze_panes(_FIRST, 2)

    def _sheet(
        self,
        sheet: GrowingSheet,
        kind: str,
        widths: Mapping[str, float],
        read: set[str],
        rows: Sequence[tuple[str, Mapping[str, str], Standing]],
        title: str,
        filled: Sequence[str] = (),
    ) -> None:
        """A sheet with a row for each of ``rows``: its id, its cells, how it stands. ``filled`` are the columns that
        may be filled in beside the standing."""
        sheet.write_string(0, 0, kind)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        columns = list(widths)
        for column, name in enumerate(columns, 1):
            sheet.write_string(0, column, name if name in read else STATIC)
            sheet.set_column_pixels(column, column, round(widths[name] / 0.75))
            sheet.write_string(_HEADER, column, self.say(f"column.{name}"), self.look("header"))
        for row, points in ((_TITLE, 30.0), (_HEADER, 34.0)):
            sheet.write_string(row, 0, STATIC)
            sheet.set_row(row, points)
        sheet.write_string(_TITLE, 1, title, self.look("title", "spill"))
        for row, (id_, cells, standing) in enumerate(rows, _FIRST):
            sheet.write_string(row, 0, id_)
            stands = {
                OWNER: standing.owner,
                EVIDENCE: standing.evidence,
                NOTE: standing.note,
                STATE: state_word(standing.state, self.lang) if cells or filled == () else "",
            }
            high = _LEAST
            for column, name in enumerate(columns, 1):
                text = printed(stands.get(name, cells.get(name, "")))
                is_input = name in STANDING or name in filled
                styles = ("input", "choice") if name == STATE else ("input",) if is_input else ("cell",)
                if name == DUE:
                    self._date(sheet, row, column, standing.due)
                    continue
                quotes = ("quoted",) if text.startswith(_FORMULA_STARTS) else ()
                if text:
                    sheet.write_string(row, column, text, self.look(*styles, *quotes))
                    high = max(high, height(lines(text, widths[name], BODY), BODY) + _AIR)
                else:
                    sheet.write_blank(row, column, None, self.look(*styles))
            sheet.set_row(row, min(high, MOST))
        last = _FIRST + max(len(rows), 1) - 1
        sheet.growing = set(range(_FIRST, last + 1))
        self._choices(sheet, columns, last)
        sheet.autofilter(_HEADER, 0, last, len(columns))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER)
        sheet.set_tab_color("#17506B")
        # without a password: against slips, not against people
        sheet.protect("", dict.fromkeys(("format_columns", "format_rows", "autofilter", "sort"), True))
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, len(columns))})

    def _date(self, sheet: GrowingSheet, row: int, column: int, due: date | None) -> None:
        look = self.look("input", "date")
        if due is None:
            sheet.write_blank(row, column, None, look)
        else:
            sheet.write_datetime(row, column, datetime(due.year, due.month, due.day), look)  # noqa: DTZ001 (a day)

    def _choices(self, sheet: GrowingSheet, columns: Sequence[str], last: int) -> None:
        state, due = columns.index(STATE) + 1, columns.index(DUE) + 1
        told = {"error_title": self.say("not-in-list"), "error_message": self.say("choose-state")}
        sheet.data_validation(_FIRST, state, last, state, {"validate": "list", "source": f"={_STATES}", **told})
        told = {"error_title": self.say("not-a-date"), "error_message": self.say("write-date")}
        days = {"validate": "date", "criteria": "between", "minimum": FIRST_DATE, "maximum": LAST_DATE}
        sheet.data_validation(_FIRST, due, last, due, {**days, **told})
        cells = xl_rowcol_to_cell(_FIRST, state, col_abs=True), xl_rowcol_to_cell(_FIRST, due, col_abs=True)
        done = " ; ".join(
            f'{cells[0]}="{state_word(each, self.lang)}"' for each in (ActionState.DONE, ActionState.REJECTED)
        ).replace(" ; ", ",")
        late = f'=AND({cells[1]}<>"",{cells[1]}<TODAY(),NOT(OR({done})))'
        sheet.conditional_format(
            _FIRST, due, last, due, {"type": "formula", "criteria": late, "format": self.look.rule(WORST)}
        )
        begun = f'={cells[0]}="{state_word(ActionState.ONGOING, self.lang)}"'
        sheet.conditional_format(
            _FIRST, state, last, state, {"type": "formula", "criteria": begun, "format": self.look.rule(OPEN)}
        )

    def _rules(self, sheet: GrowingSheet) -> None:
        sheet.write_string(0, 0, RULES)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_column_pixels(1, 1, round(_RULES_WIDTH / 0.75))
        sheet.hide_gridlines(2)
        sheet.write_string(1, 1, self.told.title, self.look("title"))
        sheet.set_row(1, 34)
        words = {each.name.lower(): state_word(each, self.lang) for each in ActionState}
        rules = [each for each in _RULES if each != "recommend" or self.told.advice is not None]
        for row, rule in enumerate(rules, 2):
            text = f"{row - 1}.  {self.say(f'rule.{rule}', **words)}"
            sheet.write_string(row, 1, text, self.look("lead"))
            sheet.set_row(row, height(lines(text, _RULES_WIDTH, 11), 11) + 10)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_tab_color(TAB_OTHER)
        sheet.protect("")

    def _about(self, sheet: GrowingSheet, workbook: ExactWorkbook) -> None:
        """The hidden sheet: what the workbook is, and the list behind its drop-downs."""
        sheet.write_string(0, 0, ABOUT)
        sheet.write_string(0, 1, VALUE)
        facts: Mapping[About, str] = {
            About.FORMAT: str(FORMAT),
            About.ROUND: self.told.round,
            About.REGION: self.told.region,
            About.RUBRIC: self.told.rubric_hash,
            About.LANGUAGE: self.lang,
        }
        for row, (name, fact) in enumerate(facts.items(), 1):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, fact)
        words = [state_word(each, self.lang) for each in ActionState]
        for row, word in enumerate(words):
            sheet.write_string(row, 3, word)
        there = f"{quoted(str(sheet.get_name()))}!{xl_range_abs(0, 3, len(words) - 1, 3)}"
        workbook.define_name(_STATES, f"={there}")
        sheet.very_hidden()
