"""A list of actions that has come back, or a plain table of recommendations → what in it is new, with every mistake at
its cell."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from spur.intake.actions.form import (
    ABOUT,
    ACTIONS,
    EVIDENCE,
    FORMAT,
    LABEL,
    NEW,
    OWN,
    RECOMMENDATIONS,
    RULES,
    SEPARATOR,
    STANDING,
    VALUE,
    About,
    AdviceLine,
    Line,
    base_of,
    key_of,
    state_names,
    state_word,
)
from spur.intake.book import Book
from spur.intake.marked import beginning, marked_pages
from spur.intake.recognised import Entry, Page
from spur.intake.table import read_table
from spur.intake.typed import iso_date
from spur.intake.workbook import FIRST_DATE, LAST_DATE
from spur.records.action import ActionEvent, ActionFile, ActionKey, ActionState, Recommendation, Standing
from spur.records.problem import Code, Place, Problem, nearest
from spur.records.reading import Reading
from spur.rubric.model import Rubric
from spur.rubric.parts import folded
from spur.wording import LANGUAGES, Lang, Wording

_NUMBER = re.compile(r"\d{1,3}(\.\d{1,3}){0,3}")

Cells = Callable[[str], Entry]
"""A row's cells by their columns."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What a list says of itself."""

    round: str
    region: str
    rubric_hash: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class Recognised:
    """A workbook's sheets of spur's; ``cover`` is None where it is no list of actions, or one that cannot be read."""

    file: str
    cover: Cover | None
    pages: Mapping[str, Page]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are read against: the round's actions and the region's recommendations, as they stand now."""

    round: str
    region: str
    rubric: Rubric
    lines: Sequence[Line]
    advice: Sequence[AdviceLine]
    lang: Lang = LANGUAGES[0]


def recognise_actions(book: Book) -> Recognised:
    pages, problems = marked_pages(book, (ACTIONS, RECOMMENDATIONS, RULES, ABOUT), (ACTIONS, RECOMMENDATIONS))
    about = pages.get(ABOUT)
    if about is None or not pages.keys() & {ACTIONS, RECOMMENDATIONS}:
        return Recognised(book.file, None, {}, (Problem(Code.ACTIONS_FOREIGN, Place(book.file), found=book.file),))
    said = {each: about.entry(each, VALUE).text for each in About}
    if said[About.FORMAT] != str(FORMAT):
        problem = Problem(Code.WORKBOOK_FORMAT, Place(book.file), found=said[About.FORMAT], also=str(FORMAT))
        return Recognised(book.file, None, {}, (problem,))
    lang = next((lang for lang in LANGUAGES if lang == said[About.LANGUAGE]), LANGUAGES[0])
    cover = Cover(said[About.ROUND], said[About.REGION], said[About.RUBRIC], lang)
    return Recognised(book.file, cover, pages, tuple(problems))


def read_actions(book: Recognised, known: Known) -> Reading[ActionFile]:
    """What a list says that is new. Every row counts as read, and as used where it says something new."""
    reader = _Reader(known)
    for kind, columns, read in (
        (ACTIONS, (LABEL, *STANDING), reader.action),
        (RECOMMENDATIONS, (*OWN, *STANDING), reader.advice_row),
    ):
        page = book.pages.get(kind)
        if page is None:
            continue
        lacking = [each for each in columns if each not in page.columns]
        place = Place(book.file, page.sheet.title)
        said = Wording(known.lang)
        reader.problems += [Problem(Code.SHEET_COLUMN_MISSING, place, said(f"actions.column.{e}")) for e in lacking]
        for row in page.rows if not lacking else ():
            read(row, _cells(page, row))
        reader.problems += page.problems
    return reader.reading(list(book.problems))


def read_recommendations(path: Path, known: Known) -> Reading[ActionFile]:
    """A plain table of recommendations: columns as on their sheet, of which ``number`` and ``text`` are needed. Where
    it says nothing of how they stand, they stand as they did."""
    table = read_table(path).renamed((*OWN, *STANDING))
    reader = _Reader(known, tells_standing=any(each in table.columns for each in STANDING))
    problems = [*table.problems, *table.missing_columns(("number", "text")), *table.ignored_columns((*OWN, *STANDING))]
    if not table.missing_columns(("number", "text")):
        for row in table.rows:

            def cells(column: str, number: int = row.number, told: Mapping[str, str] = row.cells) -> Entry:
                place = Place(table.file, row=number, column=column)
                return Entry(told.get(column, ""), told.get(column, ""), place)

            reader.advice_row(f"{NEW}{row.number}", cells)
    return reader.reading(problems, table.hash)


def _cells(page: Page, row: str) -> Cells:
    return lambda column: page.entry(row, column)


@dataclass
class _Reader:
    known: Known
    tells_standing: bool = True
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    used: int = 0

    def __post_init__(self) -> None:
        known = self.known
        self.lines = {key_of(known.round, line.key): line for line in known.lines}
        self.advised = {line.recommendation.number: line for line in known.advice}
        self.states = state_names()
        self.events: dict[ActionKey, ActionEvent] = {}
        self.recommendations: dict[str, Recommendation] = {}
        self.numbers: dict[str, Entry] = {}
        self.seen: dict[str, str] = {}
        self.refers: list[tuple[Entry, str]] = []

    def action(self, row: str, cells: Cells) -> None:
        key, _, base = row.partition("-")
        line, label = self.lines.get(key), cells(LABEL)
        self.rows += 1
        if line is None:
            self.problems.append(Problem(Code.ACTION_UNKNOWN, label.place, beginning(label.text)))
            return
        if folded(label.text) != folded(line.label):
            self.problems.append(Problem(Code.ACTION_SHIFTED, label.place, beginning(label.text), also=line.label))
            return
        if key in self.seen:
            problem = Problem(Code.ROW_DUPLICATE, label.place, line.label, also=self.seen[key])
            self.problems.append(problem)
            return
        self.seen[key] = re.sub(r"\D", "", label.place.cell)
        standing = self._standing(cells)
        now = base_of(line.standing)
        if base_of(standing) in (base, now):
            return
        if base != now:
            self._outrun(label.place, line.standing, line.since)
            return
        self.used += 1
        self.events[line.key] = ActionEvent(line.key, standing)
        self._ask_for_evidence(standing, cells)

    def advice_row(self, row: str, cells: Cells) -> None:
        """A recommendation: one that was written out, or a new one. Emptied but for its number it is withdrawn."""
        told = {each: cells(each) for each in OWN}
        if row.startswith(NEW) and not any(cells(each).text.strip() for each in (*OWN, *STANDING)):
            return
        self.rows += 1
        number = self._number(told["number"])
        if number is None:
            return
        line, base = self.advised.get(number), row.partition("-")[2]
        known = line and key_of(self.known.round, ActionKey("", self.known.region, f"recommendation:{number}"))
        if not row.startswith(NEW) and row.partition("-")[0] != known:
            place = told["number"].place
            self.problems.append(
                Problem(Code.ACTION_SHIFTED, place, number, also=Wording(self.known.lang)("actions.another"))
            )
            return
        kept = line.standing if line and not self.tells_standing else None
        standing = kept or self._standing(cells)
        recommendation = self._recommendation(number, told, standing)
        if recommendation is None:
            return
        mine, now = base_of(standing, recommendation), line and base_of(line.standing, line.recommendation)
        if mine == now or (not row.startswith(NEW) and mine == base):
            return
        if line and not row.startswith(NEW) and base != now:
            self._outrun(told["number"].place, line.standing, line.since)
            return
        self.used += 1
        if line is None or recommendation != line.recommendation:
            self.recommendations[number] = recommendation
        if standing != (line.standing if line else Standing()):
            key = ActionKey("", self.known.region, f"recommendation:{number}")
            self.events[key] = ActionEvent(key, standing)
            self._ask_for_evidence(standing, cells)

    def reading(self, problems: list[Problem], file_hash: str = "") -> Reading[ActionFile]:
        there = {*self.numbers, *(number for number, line in self.advised.items() if line.recommendation.text)}
        for entry, number in self.refers:
            if number not in there:
                allowed = tuple(sorted(there))
                self.problems.append(
                    Problem(Code.RECOMMENDATION_SEE, entry.place, number, allowed, nearest(number, allowed))
                )
        file = ActionFile(self.known.region, tuple(self.events.values()), tuple(self.recommendations.values()))
        told = (file,) if file.events or file.recommendations else ()
        return Reading(told, (*problems, *self.problems), self.rows, self.used, file_hash)

    def _number(self, entry: Entry) -> str | None:
        # Excel turns 1.1 that is typed into a cell of numbers into one tenth more than one, and into 1,1 in Swedish
        number = entry.text.strip().replace(",", ".").rstrip(".")
        if not _NUMBER.fullmatch(number):
            self.problems.append(Problem(Code.RECOMMENDATION_NUMBER, entry.place, entry.text))
            return None
        if number in self.numbers:
            other = self.numbers[number].place
            also = str(other.row or re.sub(r"\D", "", other.cell))
            self.problems.append(Problem(Code.RECOMMENDATION_TWICE, entry.place, number, also=also))
            return None
        self.numbers[number] = entry
        return number

    def _recommendation(self, number: str, told: Mapping[str, Entry], standing: Standing) -> Recommendation | None:
        heading, text = _plain(told["heading"].text), _plain(told["text"].text)
        see = tuple(each.replace(",", ".").rstrip(".") for each in _several(told["see"].text))
        about = tuple(self._subjects(told["about"]))
        if not text:
            if heading or see or about or standing != Standing() or number not in self.advised:
                self.problems.append(Problem(Code.RECOMMENDATION_EMPTY, told["text"].place))
                return None
            del self.numbers[number]  # withdrawn: nothing is to refer to it
        self.refers += [(told["see"], each) for each in see]
        return Recommendation(number, heading, text, see, about)

    def _subjects(self, entry: Entry) -> Iterator[str]:
        rubric = self.known.rubric
        subjects = {
            **{each.id: f"item:{each.id}" for each in rubric.questions},
            **{each.id: f"requirement:{each.id}" for each in rubric.requirements},
            **{each.id: f"area:{each.id}" for each in rubric.areas},
        }
        by_name = {folded(name): subject for name, subject in subjects.items()}
        for name in _several(entry.text):
            subject = by_name.get(folded(name)) or (name if name in subjects.values() else "")
            if subject:
                yield subject
            else:
                place = entry.place
                self.problems.append(
                    Problem(Code.RECOMMENDATION_ABOUT, place, name, suggestion=nearest(name, list(subjects)))
                )

    def _standing(self, cells: Cells) -> Standing:
        owner, due, state, evidence, note = (cells(each) for each in STANDING)
        return Standing(
            _plain(owner.text), self._day(due), self._state(state), _plain(evidence.text), _plain(note.text)
        )

    def _day(self, entry: Entry) -> date | None:
        match entry.value:
            case datetime():
                on: date | None = entry.value.date()
            case date():
                on = entry.value
            case _:
                on = iso_date(entry.text.strip())
        if entry.text.strip() and (on is None or not FIRST_DATE <= on <= LAST_DATE):
            self.problems.append(Problem(Code.DATE_INVALID, entry.place, entry.text))
            return None
        return on

    def _state(self, entry: Entry) -> ActionState:
        text = entry.text.strip()
        state = self.states.get(folded(text)) if text else ActionState.NOT_STARTED
        if state is None:
            allowed = tuple(state_word(each, self.known.lang) for each in ActionState)
            self.problems.append(Problem(Code.ACTION_STATE_UNKNOWN, entry.place, text, allowed, nearest(text, allowed)))
        return state or ActionState.NOT_STARTED

    def _ask_for_evidence(self, standing: Standing, cells: Cells) -> None:
        if standing.state is ActionState.DONE and not standing.evidence:
            self.problems.append(Problem(Code.ACTION_WITHOUT_EVIDENCE, cells(EVIDENCE).place))

    def _outrun(self, place: Place, now: Standing, since: str) -> None:
        lang = self.known.lang
        told = [now.owner, str(now.due or ""), state_word(now.state, lang), now.evidence, now.note]
        self.problems.append(Problem(Code.ACTION_OUTRUN, place, ", ".join(filter(None, told)), also=since or "?"))


def _several(text: str) -> list[str]:
    return [each.strip() for each in re.split(rf"[{SEPARATOR}\n]", text) if each.strip()]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
