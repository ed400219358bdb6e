"""The coding workbook as a file (the format: ``spur.intake.coding.form``)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from spur.excel import ExactWorkbook
from spur.intake.coding.form import (
    ABOUT,
    CATEGORIES,
    CODING,
    FORMAT,
    QUOTATION,
    QUOTING,
    RULES,
    SEPARATOR,
    TEXT,
    VALUE,
    About,
    Line,
    Quoting,
    no_category,
    printed,
    quoting_word,
)
from spur.intake.coding.personal import Kind, Seen
from spur.intake.template.growing import GrowingSheet
from spur.intake.template.look import BODY, FONT, OPEN, TAB_OTHER, Look
from spur.intake.template.measure import MOST, height, lines
from spur.intake.template.names import quoted, sheet_names
from spur.intake.workbook import STATIC
from spur.records.response import Coding
from spur.rubric.model import Rubric
from spur.wording import Lang, Wording

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": BODY},
    "default_row_height": 17,
}
_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 (not the clock's: the same texts give the same bytes)
_FORMULA_STARTS = ("=", "+", "-", "@")
_AIR, _LEAST = 6.0, 34.0
_LISTS = ("spur_categories", "spur_quoting")

# Each column's id and width in points. Those without an id of their own are the workbook's, and not read.
_NUMBER, _TEXT, _FROM, _PROPOSED, _CATEGORY, _FLAG, _QUOTING, _QUOTATION = 1, 2, 3, 4, 5, 8, 9, 10
_COLUMNS = (
    ("number", 34.0),
    (TEXT, 300.0),
    ("from", 84.0),
    ("proposed", 116.0),
    *((each, 116.0) for each in CATEGORIES),
    ("flag", 112.0),
    (QUOTING, 84.0),
    (QUOTATION, 210.0),
)
_READ = {TEXT, *CATEGORIES, QUOTING, QUOTATION}
_HEADER, _FIRST = 2, 3
_RULES_WIDTH = 620.0
_RULES = ("category", "proposal", "quoting", "flag", "send")


def write_coding(path: Path, lines_: Sequence[Line], rubric: Rubric, round_: str, question: str, lang: Lang) -> None:
    """Writes the workbook; ``question`` heads it. The same lines give the same bytes."""
    _Writer(rubric, round_, lang).write(path, lines_, question)


class _Writer:
    def __init__(self, rubric: Rubric, round_: str, lang: Lang) -> None:
        self.rubric, self.round, self.lang = rubric, round_, lang
        self.titles = {each.id: rubric.in_language(each.title, lang) for each in rubric.categories}

    def say(self, key: str, **values: object) -> str:
        return Wording(self.lang)(f"coding.{key}", **values)

    def write(self, path: Path, lines_: Sequence[Line], question: str) -> None:
        names = sheet_names([self.say("sheet.rules"), self.say("sheet.texts"), "spur"])
        with ExactWorkbook(str(path), _OPTIONS) as workbook:
            workbook.set_properties({"title": self.say("title"), "author": "spur", "created": _CREATED})
            self.look = Look(workbook)
            rules, texts, about = (workbook.add_worksheet(name, worksheet_class=GrowingSheet) for name in names)
            self._about(about, workbook)
            self._rules(rules)
            self._texts(texts, lines_, question)
            texts.set_tab_color("#17506B")
            rules.set_tab_color(TAB_OTHER)
            texts.activate()

    def _texts(self, sheet: GrowingSheet, lines_: Sequence[Line], question: str) -> None:
        sheet.write_string(0, 0, CODING)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for column, (name, width) in enumerate(_COLUMNS, 1):
            sheet.write_string(0, column, name if name in _READ else STATIC)
            sheet.set_column_pixels(column, column, round(width / 0.75))
            sheet.write_string(_HEADER, column, self.say(f"column.{name}"), self.look("header"))
        for row, title, style, points in ((1, question, "title", 30.0), (_HEADER, "", "", 34.0)):
            sheet.write_string(row, 0, STATIC)
            sheet.set_row(row, points)
            if title:
                sheet.write_string(row, 1, title, self.look(style, "spill"))
        heights: dict[int, float] = {}
        for row, line in enumerate(lines_, _FIRST):
            heights[row] = self._line(sheet, row, row - _FIRST + 1, line)
        for row, points in heights.items():
            sheet.set_row(row, min(max(points, _LEAST), MOST))
        sheet.growing = set(heights)
        last = _FIRST + len(lines_) - 1
        self._choices(sheet, last)
        sheet.autofilter(_HEADER, 0, last, len(_COLUMNS))
        sheet.freeze_panes(_FIRST, _TEXT + 1)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER)
        sheet.set_selection(_FIRST, _CATEGORY, _FIRST, _CATEGORY)
        # without a password: against slips, not against people
        sheet.protect("", dict.fromkeys(("format_columns", "format_rows", "autofilter", "sort"), True))
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, len(_COLUMNS))})

    def _line(self, sheet: GrowingSheet, row: int, number: int, line: Line) -> float:
        """Writes a text's row and returns how high it must be."""
        sheet.write_string(row, 0, line.key)
        sheet.write_number(row, _NUMBER, number, self.look("cell", "small", "centre"))
        seen = ", ".join(dict.fromkeys(self._told(each) for each in line.seen))
        coding = line.coding
        cells = {
            _TEXT: (printed(line.text), ("cell",)),
            _FROM: (line.whose, ("cell", "small")),
            _PROPOSED: (f"{SEPARATOR} ".join(self.titles[each] for each in line.proposed), ("cell", "small")),
            _FLAG: (seen, ("cell", "small", *(("marked",) if seen else ()))),
            _QUOTATION: (coding.quotation if coding else "", ("input",)),
            _QUOTING: (self._quoting(line), ("input", "choice")),
        }
        for column, title in zip(range(_CATEGORY, _FLAG), self._categories(coding), strict=True):
            cells[column] = (title, ("input",))
        for column, (text, styles) in cells.items():
            if not text:
                sheet.write_blank(row, column, None, self.look(*styles))
                continue
            quotes = ("quoted",) if text.startswith(_FORMULA_STARTS) else ()
            sheet.write_string(row, column, text, self.look(*styles, *quotes))
        return max(
            height(lines(text, _COLUMNS[column - 1][1], BODY), BODY) + _AIR
            for column, (text, _) in cells.items()
            if text
        )

    def _categories(self, coding: Coding | None) -> Iterator[str]:
        """What the cells for categories hold; what there is no cell for stands in the last one, after semicolons."""
        chosen: list[str] = []
        if coding is not None:
            chosen = [self.titles.get(each, each) for each in coding.categories] or [no_category(self.lang)]
        places = len(CATEGORIES)
        rest = f"{SEPARATOR} ".join(chosen[places - 1 :])
        yield from [*chosen[: places - 1], *[""] * (places - 1 - len(chosen[: places - 1])), rest]

    def _quoting(self, line: Line) -> str:
        if line.coding is None or not line.coding.quotable:
            return ""
        return quoting_word(Quoting.CHECKED if line.seen else Quoting.YES, self.lang)

    def _told(self, seen: Seen) -> str:
        kind = self.say(f"seen.{seen.kind}")
        return kind if seen.kind is Kind.PERSONAL_NUMBER else f"{kind}: {printed(seen.text)}"

    def _choices(self, sheet: GrowingSheet, last: int) -> None:
        for column, source, message in (
            *((column, _LISTS[0], "choose-category") for column in range(_CATEGORY, _FLAG)),
            (_QUOTING, _LISTS[1], "choose-quoting"),
        ):
            told = {"error_title": self.say("not-in-list"), "error_message": self.say(message)}
            sheet.data_validation(_FIRST, column, last, column, {"validate": "list", "source": f"={source}", **told})
        blank = xl_rowcol_to_cell(_FIRST, _CATEGORY, col_abs=True)
        rule = {"type": "formula", "criteria": f'={blank}=""', "format": self.look.rule(OPEN)}
        sheet.conditional_format(_FIRST, _CATEGORY, last, _CATEGORY, rule)

    def _rules(self, sheet: GrowingSheet) -> None:
        sheet.write_string(0, 0, RULES)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_column_pixels(1, 1, round(_RULES_WIDTH / 0.75))
        sheet.hide_gridlines(2)
        sheet.write_string(1, 1, self.say("title"), self.look("title"))
        sheet.set_row(1, 34)
        words = {
            "none": no_category(self.lang),
            "yes": quoting_word(Quoting.YES, self.lang),
            "checked": quoting_word(Quoting.CHECKED, self.lang),
            "round": self.round,
        }
        for row, rule in enumerate(_RULES, 2):
            text = f"{row - 1}.  {self.say(f'rule.{rule}', **words)}"
            sheet.write_string(row, 1, text, self.look("lead"))
            sheet.set_row(row, height(lines(text, _RULES_WIDTH, 11), 11) + 10)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.protect("")

    def _about(self, sheet: GrowingSheet, workbook: ExactWorkbook) -> None:
        """The hidden sheet: what the workbook is, and the lists behind its drop-downs."""
        sheet.write_string(0, 0, ABOUT)
        sheet.write_string(0, 1, VALUE)
        facts: Mapping[About, str] = {
            About.FORMAT: str(FORMAT),
            About.ROUND: self.round,
            About.RUBRIC: self.rubric.key,
            About.LANGUAGE: self.lang,
        }
        for row, (name, fact) in enumerate(facts.items(), 1):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, fact)
        lists = (
            [*self.titles.values(), no_category(self.lang)],
            [quoting_word(each, self.lang) for each in Quoting],
        )
        for column, (defined, words) in enumerate(zip(_LISTS, lists, strict=True), 3):
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)
            there = f"{quoted(str(sheet.get_name()))}!{xl_range_abs(0, column, len(words) - 1, column)}"
            workbook.define_name(defined, f"={there}")
        sheet.very_hidden()
