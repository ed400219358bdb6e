"""Every number that stands in a rendered report, held against the report's figures: is it one of them, and may it be
shown? A number that no figure accounts for is a finding by itself, and is attacked with as any other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property

from spur.app.attacking.background import Background, Node
from spur.app.attacking.findings import Finding, FindingCode
from spur.app.attacking.names import Names, squeezed
from spur.app.attacking.printed import Printed, is_count, with_number, with_value
from spur.app.attacking.reports import Report
from spur.intake.rendered import Cell, Rendered, Table, Text, is_number
from spur.records.figure_row import FigureRow
from spur.wording import LANGUAGES, Wording

_CLOSE = Fraction(1, 10**9)
_TOKEN = re.compile(r"(?<![\w.,])[-+−]?\d+(?:[.,]\d+)?[ \u00a0\u202f]?%|(?<![\w.,])[-+−]?\d+[.,]\d+(?![\w.,]*\d)")
"""Percents and decimals in a sentence: whole numbers are too many to tell anything."""
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_SLOT = re.compile(r"\{[^{}]*\}")
_LONG = 12
_PRINTED = ("n", "positive", "share_positive", "share_neutral", "share_negative")
_SPACES = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class _Place:
    """What the words around a number say of it; None and empty for what they do not say. ``is_clear``: whether all of
    them were understood that say whose answers it is of."""

    subject: str | None
    role: str | None
    node: Node | None
    statistics: tuple[str, ...]
    is_clear: bool


@dataclass(frozen=True)
class Accounting:
    """The numbers of a report, each with the figure that it is."""

    report: Report
    known: Background

    @cached_property
    def names(self) -> Names:
        return Names(self.report, self.known)

    def found(self) -> Iterator[tuple[Finding | None, Printed | None]]:
        """What no figure accounts for; and what is printed there, where that can be told."""
        for rendered in self.report.rendered:
            for table in rendered.tables:
                for place, cell in self._cells(table):
                    yield from self._judged(rendered, place, cell)
            yield from ((finding, None) for finding in self._texts(rendered))

    @property
    def _rows(self) -> Sequence[FigureRow]:
        return self.report.rows

    @cached_property
    def _by_subject(self) -> dict[str, list[FigureRow]]:
        found: dict[str, list[FigureRow]] = {}
        for row in self._rows:
            found.setdefault(row.subject, []).append(row)
        return found

    @cached_property
    def _by_statistic(self) -> dict[tuple[str, str, str], list[FigureRow]]:
        found: dict[tuple[str, str, str], list[FigureRow]] = {}
        for row in self._rows:
            found.setdefault((row.subject, row.statistic, row.role), []).append(row)
        return found

    def _rows_of(self, place: _Place) -> list[FigureRow]:
        """The figures that may be what the words say, of whomever."""
        own = self._by_subject.get(place.subject or "", [])
        roles = dict.fromkeys(row.role for row in own) if place.role is None else ("", place.role)
        statistics = place.statistics or dict.fromkeys(row.statistic for row in own)
        told = ((place.subject or "", statistic, role) for statistic in statistics for role in roles)
        return [row for address in told for row in self._by_statistic.get(address, ())]

    @cached_property
    def _shown(self) -> set[str]:
        """Everything that may be shown, as it is shown."""
        return {_bare(row.shown) for row in self._rows if not row.withheld and row.shown}

    @cached_property
    def _values(self) -> set[str]:
        """Unrounded values, also in percentage points, to nine digits."""
        numbers = {row.number for row in self._rows if row.number is not None and not row.withheld}
        return {_digits(each) for number in numbers for each in (number, number * 100)}

    @cached_property
    def _constants(self) -> set[str]:
        """Numbers that stand in sentences whatever the data are."""
        rubric = self.names.rubric
        texts = [text for lang in LANGUAGES for text in _sentences(Wording(lang))]
        if rubric is not None:
            texts += [text for question in rubric.questions for text in question.text.values()]
            texts += [text for requirement in rubric.requirements for text in requirement.text.values()]
            texts += [text for indicator in rubric.indicators for text in indicator.text.values()]
            texts += [text for grade in rubric.grades for text in grade.label.values()]
        return {_bare(token) for text in texts for token in _TOKEN.findall(text)}

    def _cells(self, table: Table) -> Iterator[tuple[_Place, Cell]]:
        """Every number in a table, with what is said of it."""
        of_caption = self.names.subject_in(table.caption)
        for line in table.lines:
            of_line = self.names.subject(line.label)
            of_row = self.names.node(line.label)
            for cell in line.cells:
                if is_number(cell.text) is None and not cell.exact:
                    continue
                known = 0 <= cell.heading < len(table.headings)
                heading, over = (
                    (table.headings[cell.heading].text, table.headings[cell.heading].over) if known else ("", "")
                )
                subject = of_line or of_caption
                of_option = self.names.options(subject, heading)
                place = _Place(
                    subject,
                    self.names.role(over, heading, line.label, table.caption),
                    self.names.node(*(() if of_option else (heading,)), over) or of_row,
                    of_option or self.names.statistics(heading),
                    self.names.is_plain(over) or self.names.node(over) is not None or self.names.role(over) is not None,
                )
                yield place, cell

    def _judged(self, rendered: Rendered, place: _Place, cell: Cell) -> Iterator[tuple[Finding | None, Printed | None]]:
        subject = place.subject or ""
        kind = subject.partition(":")[0]
        if kind not in ("item", "category") and not (kind == "area" and place.role is not None):
            return  # of grades, which are no secret
        printed = self._printed(rendered, place, cell)
        if not self._rows:
            if printed is not None:
                yield None, printed
            return
        own = [row for row in self._rows_of(place) if self._is_of(row, place)]
        if cell.heading >= 0 and any(self._is(row, cell) for row in own or self._by_subject.get(subject, [])):
            return
        withheld = any(row.withheld for row in own) and all(row.withheld or not row.value for row in own)
        found = Finding(
            FindingCode.WITHHELD_PRINTED if withheld else FindingCode.UNACCOUNTED,
            (self.report.path(rendered.file),),
            (place.node,) if place.node is not None else (),
            self.report.round,
            place.role or "",
            subject,
            cell.place,
            secret=cell.text,
        )
        yield found, printed

    def _is_of(self, row: FigureRow, place: _Place) -> bool:
        """Whether a figure may be of whom the words say."""
        node = place.node
        if node is None:
            return True
        if node.scope == "baseline":
            return row.scope == "baseline" or row.versus not in ("", "region", "rest")
        versus = "region" if node.scope == "region" else f"{node.scope}:{node.id}"
        return (row.scope, row.scope_id) == (node.scope, node.id) or row.versus == versus

    def _is(self, row: FigureRow, cell: Cell) -> bool:
        """Whether a cell shows a figure."""
        if row.withheld:
            return False
        number = row.number
        if cell.exact and number is not None:
            told = Fraction(cell.exact)
            return any(abs(told - each) <= _CLOSE * max(abs(each), Fraction(1)) for each in (number, number * 100))
        return bool(row.shown) and _bare(row.shown) == _bare(cell.text)

    def _printed(self, rendered: Rendered, place: _Place, cell: Cell) -> Printed | None:
        """The number with its address, as far as the words tell it: of the report's own region or unit and its first
        role where they name no other. None of what stands beside a number that tells as much, such as an interval."""
        number = is_number(cell.text)
        region = self.known.region_of(self.report)
        node = place.node or self.known.own_node(self.report)
        if node is None or node.scope == "baseline" or not place.is_clear or place.subject is None or not region:
            return None
        # under "Positive" a count may stand, or a share in percent
        is_share = number is not None and number.percent
        statistic = next((s for s in _PRINTED if s in place.statistics and not (is_share and is_count(s))), "")
        if not statistic or not place.subject.startswith("item:"):
            return None
        key = (region, self.report.round, place.role or self.names.first_role, place.subject)
        own = Printed(key, node, statistic, self.report.path(rendered.file))
        if cell.exact:
            return with_value(own, Fraction(cell.exact))
        return with_number(own, number) if number is not None else None

    def _texts(self, rendered: Rendered) -> Iterator[Finding]:
        """What stands where no report has anything; and the numbers in sentences and in what is not seen."""
        for text in rendered.texts:
            told = Finding(
                FindingCode.UNACCOUNTED,
                (self.report.path(rendered.file),),
                round=self.report.round,
                place=text.place,
                secret=text.text,
            )
            if text.odd:
                yield replace(told, code=FindingCode.HIDDEN)
                continue
            if not self._rows:
                continue
            for subject, number in self.names.quoted(text.text):
                rows = [row for row in self._by_subject.get(subject, []) if not row.withheld]
                for token in _TOKEN.findall(number):
                    if not any(_bare(row.shown) == _bare(token) for row in rows):
                        yield replace(told, question=subject, secret=token)
            stray = [token for token in _tokens(text) if not self._is_accounted(token, text)]
            if stray and _is_of_report(text):
                yield replace(told, secret=stray[0])

    def _is_accounted(self, token: str, text: Text) -> bool:
        if text.bare:
            return _digits(Fraction(token)) in self._values
        return _bare(token) in self._shown or _bare(token) in self._constants


def _tokens(text: Text) -> list[str]:
    found = [text.text] if text.bare else _TOKEN.findall(text.text)
    return [token for token in found if not _THOUSANDS.fullmatch(token)]


def _is_of_report(text: Text) -> bool:
    """Whether spur has written a text: a number by itself, something that is not seen, or one of its sentences. What an
    inspector or a trainee wrote may hold any number."""
    if text.bare or text.hidden or is_number(text.text) is not None:
        return True
    told = squeezed(text.text)
    return any(part in told for part in _parts_of_sentences())


@cache
def _parts_of_sentences() -> frozenset[str]:
    """The longest part of each sentence that is the same whatever the data are."""
    sentences = (sentence for lang in LANGUAGES for sentence in _sentences(Wording(lang)))
    longest = (max(map(squeezed, _SLOT.split(sentence)), key=len) for sentence in sentences)
    return frozenset(part for part in longest if len(part) >= _LONG)


def _bare(text: str) -> str:
    """A number as it is shown, in either language and with any space: "82 %" and "82%" are alike."""
    return _SPACES.sub("", text).replace(",", ".").replace("−", "-").removeprefix("+")


def _digits(number: Fraction) -> str:
    """A number to nine significant digits."""
    return f"{float(number):.9g}"


def _sentences(said: Wording) -> Iterator[str]:
    """Every sentence that a report may hold, as it stands in the wording."""
    return (text for room in ("report", "prose", "pdf", "xlsx") for text in said.every(room))
