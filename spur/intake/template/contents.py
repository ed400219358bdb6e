"""What stands in each cell that an inspector fills in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spur.intake.workbook import (
    COMMENTS,
    FINDING,
    GRADE_ROW,
    NOTE,
    START,
    TEXT_LIMIT,
    UNFIT,
    VALUE,
    Address,
    AreaText,
    Start,
    Unmended,
    area_sheet,
    comment_row,
    requirement_row,
    utf16_length,
)
from spur.records.inspection import AreaJudgement, Inspection, Judgement
from spur.rubric.model import Rubric
from spur.wording import Lang, Wording

Value = str | date


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem to show at a cell: what stood there, and the comment that says what is wrong with it.

    Where ``found`` is "", the cell keeps what the inspection says of it. With ``must_mend``, the workbook is not read
    again until the cell has been changed.
    """

    found: str
    comment: str
    must_mend: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The value of every input cell, "" where it is blank, and the marks on those that have a problem.

    ``astray`` are the comments of marks on cells that this workbook does not show; ``unmended`` what must be changed
    before it is read again.
    """

    values: Mapping[Address, Value]
    marks: Mapping[Address, Mark]
    astray: str
    unmended: tuple[Unmended, ...]

    @classmethod
    def of(cls, rubric: Rubric, lang: Lang, inspection: Inspection | None, marks: Mapping[Address, Mark]) -> "Contents":
        """Raises ValueError for a text that no cell holds, and for an inspection that tells of what the rubric does not
        know: nothing that an inspector wrote may be left out."""
        values: dict[Address, Value] = dict.fromkeys(input_cells(rubric), "")
        told: dict[Address, Value] = {(START, Start.JUDGEMENT, VALUE): _judgement(Judgement.JOINT, lang)}
        told |= _told(inspection, rubric, lang) if inspection else {}
        if unknown := sorted(told.keys() - values.keys()):
            raise ValueError(f"no such cell in the workbook of {rubric.key}: {unknown}")
        for address, value in told.items():
            values[address] = _fit(value, address)
        shown = {
            address: Mark(_shown(mark.found), _shown(mark.comment), mark.must_mend) for address, mark in marks.items()
        }
        values |= {address: mark.found for address, mark in shown.items() if mark.found and address in values}
        astray = "\n".join(mark.comment for address, mark in shown.items() if address not in values)
        unmended = tuple(
            (*address, str(values[address])) if address in values else ("", "", "", "")
            for address, mark in shown.items()
            if mark.must_mend
        )
        return cls(values, {address: mark for address, mark in shown.items() if address in values}, astray, unmended)


def input_cells(rubric: Rubric) -> tuple[Address, ...]:
    """Every cell that is filled in, in the order of filling in."""
    return tuple(_input_cells(rubric))


def _input_cells(rubric: Rubric) -> Iterator[Address]:
    for row in Start:
        yield START, row, VALUE
    for area in rubric.areas:
        sheet = area_sheet(area.id)
        for requirement in rubric.requirements_of(area.id):
            yield sheet, requirement_row(requirement.id), FINDING
            yield sheet, requirement_row(requirement.id), NOTE
        for text in AreaText:
            yield sheet, text.row, NOTE
        yield sheet, GRADE_ROW, FINDING
        yield sheet, GRADE_ROW, NOTE
    for area in rubric.areas:
        yield COMMENTS, comment_row(area.id), NOTE


def _told(inspection: Inspection, rubric: Rubric, lang: Lang) -> dict[Address, Value]:
    told: dict[Address, Value] = {
        (START, Start.INSPECTED_ON, VALUE): inspection.inspected_on or "",
        (START, Start.INSPECTORS, VALUE): _names(inspection.inspectors),
        (START, Start.JUDGEMENT, VALUE): _judgement(inspection.judgement, lang),
        (START, Start.INSPECTOR, VALUE): inspection.inspector,
    }
    for area in inspection.areas:
        told |= _told_of_area(area, rubric, lang)
    return told


def _told_of_area(area: AreaJudgement, rubric: Rubric, lang: Lang) -> dict[Address, Value]:
    sheet = area_sheet(area.area)
    told: dict[Address, Value] = {
        (sheet, AreaText.DESCRIPTION.row, NOTE): area.description,
        (sheet, AreaText.STRENGTHS.row, NOTE): area.strengths,
        (sheet, AreaText.WEAKNESSES.row, NOTE): area.weaknesses,
        (sheet, AreaText.POSSIBILITIES.row, NOTE): area.possibilities,
        (sheet, GRADE_ROW, FINDING): area.grade,
        (sheet, GRADE_ROW, NOTE): area.motivation,
        (COMMENTS, comment_row(area.area), NOTE): area.comment,
    }
    for each in area.found:
        row = requirement_row(each.requirement)
        finding = rubric.finding(each.finding)
        told[sheet, row, FINDING] = rubric.in_language(finding.label, lang) if finding else each.finding
        told[sheet, row, NOTE] = each.note
    return told


def _names(names: Sequence[str]) -> str:
    """The names with commas between; one a line where a name has a comma of its own."""
    return "".join(f"{name}\n" for name in names) if any("," in name for name in names) else ", ".join(names)


def _judgement(judgement: Judgement, lang: Lang) -> str:
    return Wording(lang)(f"workbook.judgement-{judgement}")


def _fit(value: Value, address: Address) -> Value:
    """The value, if a cell can hold it: cutting a text or leaving out a character would be a silent loss."""
    if isinstance(value, str):
        if unfit := UNFIT.search(value):
            raise ValueError(f"no cell can hold {unfit[0]!r}, at {address}")
        if utf16_length(value) > TEXT_LIMIT:
            raise ValueError(f"no cell holds more than {TEXT_LIMIT} characters, at {address}")
    return value


def _shown(text: str) -> str:
    """A text of a mark, as far as a cell can show it. What was found may be anything; it is shown, never read."""
    text = UNFIT.sub("\ufffd", text)
    while (excess := utf16_length(text) - TEXT_LIMIT) > 0:
        text = text[: -max(excess // 2, 1)]
    return text
