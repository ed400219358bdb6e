"""The coding workbook as a file (the format: ``spur.intake.coding.form``)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell

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
    quoting_word,
)
from spur.intake.coding.personal import Kind, Seen
from spur.intake.template.growing import GrowingSheet
from spur.intake.template.look import OPEN, Look
from spur.intake.template.marked import (
    FIRST_ROW,
    Cell,
    Column,
    choose,
    marked_workbook,
    write_about,
    write_rules,
    write_table,
)
from spur.intake.workbook import printed
from spur.records.response import Coding
from spur.rubric.model import Rubric
from spur.wording import Lang, Wording

_CATEGORIES_LIST, _QUOTING_LIST = "spur_categories", "spur_quoting"

# Each column's id and width in points. Those without an id of their own are the workbook's, and not read.
_WIDTHS = {
    "number": 34.0,
    TEXT: 300.0,
    "from": 84.0,
    "proposed": 116.0,
    **dict.fromkeys(CATEGORIES, 116.0),
    "flag": 112.0,
    QUOTING: 84.0,
    QUOTATION: 210.0,
}
_READ = {TEXT, *CATEGORIES, QUOTING, QUOTATION}
_AT = {name: column for column, name in enumerate(_WIDTHS, 1)}
_LEAST = 34.0
_RULES = ("category", "proposal", "quoting", "flag", "send")


def write_coding(path: Path, lines: Sequence[Line], rubric: Rubric, round_: str, question: str, lang: Lang) -> None:
    """Writes the workbook; ``question`` heads it. The same lines give the same bytes."""
    _Writer(rubric, round_, lang).write(path, lines, question)


class _Writer:
    def __init__(self, rubric: Rubric, round_: str, lang: Lang) -> None:
        self.rubric, self.round, self.lang = rubric, round_, lang
        self.titles = {each.id: rubric.in_language(each.title, lang) for each in rubric.categories}

    def say(self, key: str, **values: object) -> str:
        return Wording(self.lang)(f"coding.{key}", **values)

    def write(self, path: Path, lines: Sequence[Line], question: str) -> None:
        names = [self.say("sheet.rules"), self.say("sheet.texts"), "spur"]
        words = {
            "none": no_category(self.lang),
            "yes": quoting_word(Quoting.YES, self.lang),
            "checked": quoting_word(Quoting.CHECKED, self.lang),
            "round": self.round,
        }
        with marked_workbook(path, self.say("title"), names) as (workbook, [rules, texts, about]):
            look = Look(workbook)
            facts = {
                About.FORMAT: str(FORMAT),
                About.ROUND: self.round,
                About.RUBRIC: self.rubric.key,
                About.LANGUAGE: self.lang,
            }
            lists = {
                _CATEGORIES_LIST: [*self.titles.values(), no_category(self.lang)],
                _QUOTING_LIST: [quoting_word(each, self.lang) for each in Quoting],
            }
            write_about(workbook, about, (ABOUT, VALUE), {str(name): fact for name, fact in facts.items()}, lists)
            told = [self.say(f"rule.{each}", **words) for each in _RULES]
            write_rules(rules, look, RULES, self.say("title"), told)
            columns = [Column(id_, self.say(f"column.{id_}"), wide, id_ in _READ) for id_, wide in _WIDTHS.items()]
            rows = [(line.key, self._cells(number, line)) for number, line in enumerate(lines, 1)]
            last = write_table(texts, look, CODING, question, columns, rows, frozen=_AT[TEXT] + 1, least=_LEAST)
            self._choices(texts, look, last)
            texts.set_selection(FIRST_ROW, _AT[CATEGORIES[0]], FIRST_ROW, _AT[CATEGORIES[0]])
            texts.activate()

    def _cells(self, number: int, line: Line) -> list[Cell]:
        seen = ", ".join(dict.fromkeys(self._told(each) for each in line.seen))
        coding = line.coding
        return [
            Cell(number, ("cell", "small", "centre")),
            Cell(line.text),
            Cell(line.whose, ("cell", "small")),
            Cell(f"{SEPARATOR} ".join(self.titles[each] for each in line.proposed), ("cell", "small")),
            *(Cell(title, ("input",)) for title in self._categories(coding)),
            Cell(seen, ("cell", "small", *(("marked",) if seen else ()))),
            Cell(self._quoting(line), ("input", "choice")),
            Cell(coding.quotation if coding else "", ("input",)),
        ]

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

    def _choices(self, sheet: GrowingSheet, look: Look, last: int) -> None:
        for name in CATEGORIES:
            choose(sheet, _AT[name], last, _CATEGORIES_LIST, self.say("not-in-list"), self.say("choose-category"))
        choose(sheet, _AT[QUOTING], last, _QUOTING_LIST, self.say("not-in-list"), self.say("choose-quoting"))
        first = _AT[CATEGORIES[0]]
        blank = xl_rowcol_to_cell(FIRST_ROW, first, col_abs=True)
        rule = {"type": "formula", "criteria": f'={blank}=""', "format": look.rule(OPEN)}
        sheet.conditional_format(FIRST_ROW, first, last, first, rule)
