"""The scan of a long sheet: what ``PartScan`` looks for, ten times as fast, and what calamine would hide.

Programs write a sheet's rows in few ways. A row that is written in one of these, to the letter, is counted from its
bytes by one regular expression; everything else goes through expat as in any other part. The bytes of a row are taken
for a row only where expat has just seen the sheet's data begin, or the row before end: nothing that an attacker writes
elsewhere (in a comment, say) can be mistaken for one.
"""

import re
from dataclasses import dataclass, field

from spur.intake.book import a1
from spur.intake.part import LAST_COLUMN, LAST_ROW, MAIN, Budget, PartScan, Refused, column_number
from spur.records.problem import Code

LARGEST_AREA = 50_000_000
"""Cells that a sheet may spread over: calamine keeps 24 bytes for each, filled or not."""

LONGEST_ROW = 4_000_000
"""Bytes of one row that are waited for."""

PLACES_TOLD = 10
FLAWS_TOLD = 1_000

# Each quantifier is possessive: a row that does not fit is given up at once. No error (t="e"), no date as text (t="d").
_CELL = (
    rb'<c r="[A-Z]{1,3}\1"(?: s="\d{1,6}+")?+'
    rb'(?: ?/>|(?: t="(?:s|n|b|str)")?+>(?:<f(?: aca="false")?+>[^<]{1,8192}+</f>)?+<v>[^<]{1,32767}+</v></c>'
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?+>[^<]{0,400000}+</t></is></c>)'
)
_ROW = re.compile(
    rb'[ \r\n\t]{0,64}+<row r="([1-9]\d{0,6}+)"(?: [A-Za-z0-9:]{1,40}+="[^"<&]{0,60}+"){0,12}+>(?:'
    + _CELL
    + rb")*+</row>"
)
_FILLED = re.compile(rb'<c r="([A-Z]{1,3}+)\d++"[^/>]*+>')
_NAME = re.compile(rb'<c r="([A-Z]{1,3}+)(\d{1,7}+)"')
_SHEET_START, _ROW_END, _CELL_START = b"<sheetData>", b"</row>", b'<c r="'
_SHEET_NAME, _ROW_NAME, _CELL_NAME, _FORMULA, _VALUE = (
    f"{MAIN} {name}" for name in ("sheetData", "row", "c", "f", "v")
)


@dataclass(slots=True)
class Flaw:
    """Cells that calamine hands over as blank: an ``error``, or a formula that was never computed. ``found`` is what
    stands in the first of them, ``rows`` are the first ones, and ``n`` is how many there are. Columns count from 1."""

    kind: str
    found: str
    column: int
    n: int = 0
    rows: list[int] = field(default_factory=list)


class SheetScan(PartScan):
    """Afterwards ``filled`` is how many values, formulas and texts there are, ``last_row`` the last row that has one,
    and ``flaws`` are the cells that calamine would hide, by kind, column and text."""

    def __init__(self, name: str, budget: Budget) -> None:
        super().__init__(name, budget)
        self._parser.EndElementHandler = self._end
        self._left = b""
        self._depth = 0  # 1 within sheetData, 2 within its rows
        self._between_rows = False
        self._kind = ""
        self._texts: dict[str, list[str]] = {}  # of the formula and the value of the cell at hand
        self.flaws: dict[tuple[str, int, str], Flaw] = {}

    @property
    def filled(self) -> int:
        return self._filled

    @property
    def last_row(self) -> int:
        return self._rows

    def stray(self) -> str:
        return super().stray() or (a1(*self._furthest) if self._rows * self._columns > LARGEST_AREA else "")

    def feed(self, chunk: bytes) -> None:
        data = self._left + chunk
        at = 0
        while at < len(data):
            if self._between_rows and (end := self._plain_rows(data, at)) > at:
                at = end
                continue
            mark = _ROW_END if self._depth else _SHEET_START
            end = data.find(mark, at) + len(mark)
            if end < len(mark):
                if self._between_rows and len(data) - at < LONGEST_ROW:
                    break  # the row goes on in the next chunk
                end = len(data) - len(mark)  # the mark may have begun
            if end <= at:
                break
            self._between_rows = False
            super().feed(data[at:end])
            at = end
        self._left = data[at:]

    def close(self) -> None:
        if self._left:
            super().feed(self._left)
        super().close()

    def _plain_rows(self, data: bytes, at: int) -> int:
        """Count the rows from here on that are written plainly; returns where they end."""
        end = at
        while row := _ROW.match(data, end):
            end = row.end()
            self._next_row(int(row[1]))
        rows = data[at:end]
        self._budget.spend(self.name, elements=rows.count(b"<") - rows.count(b"</"), cells=rows.count(b"<c "))
        columns = _FILLED.findall(rows)
        if columns:
            self._filled += len(columns)
            last = _NAME.match(rows, rows.rfind(_CELL_START, 0, rows.rfind(b"</c>")))
            widest = max(set(columns), key=lambda letters: (len(letters), letters))
            far = _NAME.match(rows, rows.rfind(_CELL_START + widest))
            for cell in filter(None, (last, far)):
                self._reach(int(cell[2]), column_number(cell[1].decode("ascii")))
        return end

    def _next_row(self, number: int) -> None:
        if number > LAST_ROW:
            raise Refused(Code.FILE_SUSPICIOUS, self.name, str(number))
        if number <= self._row:
            raise Refused(Code.FILE_DAMAGED, f"{self.name}: {number}")
        self._row = number

    def _reach(self, row: int, column: int) -> None:
        if column > LAST_COLUMN:
            raise Refused(Code.FILE_SUSPICIOUS, self.name, a1(row, column))
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        self._furthest = max(self._furthest, (row, column), key=lambda at: at[0] * at[1])

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        before = self._row
        super()._element(name, attributes)
        if self._depth:
            self._depth += 1
            if name == _ROW_NAME and self._row <= before:
                raise Refused(Code.FILE_DAMAGED, f"{self.name}: {self._row}")
            if name == _CELL_NAME:
                self._kind, self._texts = attributes.get("t", "n"), {}
            elif name in (_FORMULA, _VALUE):
                self._parser.CharacterDataHandler = self._texts.setdefault(name, []).append
        elif name == _SHEET_NAME:
            self._depth = 1
            self._between_rows = self._parser.CurrentByteIndex == self._fed - len(_SHEET_START)

    def _end(self, name: str) -> None:
        if not self._depth:
            return
        self._depth -= 1
        if name == _ROW_NAME and self._depth == 1:
            self._between_rows = self._parser.CurrentByteIndex == self._fed - len(_ROW_END)
        elif name in (_FORMULA, _VALUE):
            self._parser.CharacterDataHandler = None
        elif name == _CELL_NAME:
            self._look_for_flaw()

    def _look_for_flaw(self) -> None:
        formula, value = ("".join(self._texts[part]) if part in self._texts else None for part in (_FORMULA, _VALUE))
        if self._kind == "e" and value:
            self._add_flaw("error", value, value)
        elif formula is not None and not value and not (self._kind == "str" and value is not None):
            self._add_flaw("uncached", f"={formula}", "")

    def _add_flaw(self, kind: str, found: str, alike: str) -> None:
        key = (kind, self._column, alike if len(self.flaws) < FLAWS_TOLD else "")
        flaw = self.flaws.setdefault(key, Flaw(kind, found, self._column))
        flaw.n += 1
        if len(flaw.rows) < PLACES_TOLD:
            flaw.rows.append(self._row)
