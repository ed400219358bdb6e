"""A filled-in workbook → an inspection, with every mistake at its cell.

What the cells mean is told by ids (see ``spur.intake.workbook``), so an inspector may sort, insert, hide, rename and
translate as they like. What they wrote in a text comes back letter for letter; a finding is matched by code or label, a
grade by its code, and what matches none is a problem, never a blank.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spur.intake.days import read_day
from spur.intake.recognised import Cover, Page, Workbook
from spur.intake.workbook import (
    ABOUT,
    COMMENTS,
    FINDING,
    GRADE_ROW,
    INPUTS,
    NOTE,
    NUMBER,
    START,
    SUMMARY,
    VALUE,
    About,
    Address,
    AreaText,
    Start,
    area_sheet,
    comment_row,
    requirement_row,
)
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.records.problem import Code, Place, Problem, nearest
from spur.records.unit import Unit
from spur.rubric.expected import expected_grade, speaking_against
from spur.rubric.model import Rubric
from spur.rubric.parts import ID_PATTERN, Requirement, folded
from spur.wording import LANGUAGES, Wording


@dataclass(frozen=True, slots=True)
class ReadInspection:
    """An inspection as far as it could be read, with every problem. ``addresses`` tells what the cell at a sheet's
    title and an A1 name means."""

    inspection: Inspection
    problems: tuple[Problem, ...]
    addresses: Mapping[tuple[str, str], Address]


def read_inspection(
    workbook: Workbook, cover: Cover, rubric: Rubric, units: Mapping[str, Unit] | None
) -> ReadInspection:
    """Read a recognised workbook against the rubric that it was made from. ``units`` are the known ones; None where
    there is no telling."""
    problems = list(workbook.problems)
    if units is not None and cover.unit not in units:
        suggestion = nearest(cover.unit, units)
        problems.append(Problem(Code.UNIT_UNKNOWN, Place(workbook.file), cover.unit, suggestion=suggestion))
    if cover.round and not re.fullmatch(ID_PATTERN, cover.round):
        problems.append(Problem(Code.WORKBOOK_ROUND, Place(workbook.file), found=cover.round))
    problems += _sheet_problems(workbook, cover, rubric)
    comments = workbook.pages.get(COMMENTS)
    areas: list[AreaJudgement] = []
    for area in rubric.areas:
        page = workbook.pages.get(area_sheet(area.id))
        if page is None:
            continue
        comment = comments.entry(comment_row(area.id), NOTE).text if comments else ""
        areas.append(_area(page, area.id, rubric, comment))
    inspection = _inspection(workbook.pages.get(START), cover, tuple(areas))
    problems += _unmended(workbook)
    for page in workbook.pages.values():
        problems += page.problems
    problems += _left_open(workbook, inspection, problems)
    problems += _against_the_rule(workbook, inspection, rubric)
    addresses = {
        (page.sheet.title, name): address
        for page in workbook.pages.values()
        for name, address in page.addresses.items()
    }
    return ReadInspection(inspection, tuple(problems), addresses)


def _sheet_problems(workbook: Workbook, cover: Cover, rubric: Rubric) -> list[Problem]:
    """Sheets that are missing, and sheets of spur's that are not this rubric's. Those that are there are held to their
    rows and columns: the problems are told with the page's own."""
    pages, said = workbook.pages, Wording(LANGUAGES[0])
    areas = {area_sheet(a.id): f"{a.id} {rubric.in_language(a.title, cover.language)}" for a in rubric.areas}
    wanted = {START: said("workbook.sheet.start"), **areas, COMMENTS: said("workbook.sheet.comments")}
    foreign = [page.sheet.title for kind, page in pages.items() if kind not in (*wanted, SUMMARY, ABOUT)]
    problems = [Problem(Code.SHEET_IGNORED, Place(workbook.file, title), found=title) for title in foreign]
    strange = [problem.found for problem in (*workbook.problems, *problems) if problem.code is Code.SHEET_IGNORED]
    problems += [
        Problem(Code.SHEET_MISSING, Place(workbook.file), title, suggestion=nearest(title, strange))
        for kind, title in wanted.items()
        if kind not in pages
    ]
    about = [row.value for row in About if row is not About.UNMENDED or row in pages[ABOUT].rows]
    for kind, rows in ((ABOUT, about), (COMMENTS, [comment_row(area.id) for area in rubric.areas])):
        if kind in pages:
            pages[kind].require(rows, INPUTS[kind])
    return problems


def _area(page: Page, area_id: str, rubric: Rubric, comment: str) -> AreaJudgement:
    requirements = rubric.requirements_of(area_id)
    rows = [*(requirement_row(each.id) for each in requirements), *(text.row for text in AreaText), GRADE_ROW]
    page.require(rows, (FINDING, NOTE))
    _check_numbers(page, requirements)
    for text in AreaText:
        stray = page.entry(text.row, FINDING)
        if stray.text.strip():
            page.problems.append(Problem(Code.WORDS_OUTSIDE, stray.place, found=stray.text))
    found = tuple(
        FoundRequirement(
            each.id,
            _finding(page, requirement_row(each.id), rubric),
            page.entry(requirement_row(each.id), NOTE).text,
        )
        for each in requirements
    )
    grade = page.entry(GRADE_ROW, FINDING)
    codes = [each.code for each in rubric.grades]
    code = next((code for code in codes if folded(code) == folded(grade.text)), "")
    if grade.text.strip() and not code:
        problem = Problem(
            Code.GRADE_UNKNOWN, grade.place, grade.text, tuple(codes), nearest(grade.text.strip()[:1], codes)
        )
        page.problems.append(problem)
    texts = {text: page.entry(text.row, NOTE).text for text in AreaText}
    return AreaJudgement(
        area=area_id,
        grade=code,
        motivation=page.entry(GRADE_ROW, NOTE).text,
        description=texts[AreaText.DESCRIPTION],
        strengths=texts[AreaText.STRENGTHS],
        weaknesses=texts[AreaText.WEAKNESSES],
        possibilities=texts[AreaText.POSSIBILITIES],
        comment=comment,
        found=found,
    )


def _check_numbers(page: Page, requirements: Sequence[Requirement]) -> None:
    """Rows that were sorted without their hidden ids would give findings to the wrong requirements."""
    for each in requirements:
        number = page.entry(requirement_row(each.id), NUMBER)
        if number.text.strip() and folded(number.text) != folded(each.id):
            page.problems.append(Problem(Code.ROW_SHIFTED, number.place, found=number.text, also=each.id))


def _finding(page: Page, row_id: str, rubric: Rubric) -> str:
    entry = page.entry(row_id, FINDING)
    if not entry.text.strip():
        return ""
    finding = rubric.finding(entry.text)
    if finding is None:
        labels = tuple(rubric.in_language(each.label, rubric.languages[0]) for each in rubric.findings)
        page.problems.append(
            Problem(Code.FINDING_UNKNOWN, entry.place, entry.text, labels, nearest(entry.text.strip(), labels))
        )
        return ""
    return finding.code


def _inspection(start: Page | None, cover: Cover, areas: tuple[AreaJudgement, ...]) -> Inspection:
    if start is None:
        return Inspection(cover.unit, cover.round, None, (), Judgement.JOINT, "", areas)
    start.require([row.value for row in Start], INPUTS[START])
    written = start.entry(Start.INSPECTORS, VALUE).text
    names = re.split(r"[\n;]" if re.search(r"[\n;]", written) else ",", written)
    inspectors = tuple(name.strip() for name in names if name.strip())
    inspector = start.entry(Start.INSPECTOR, VALUE)
    judgement = _judgement(start)
    if not inspectors:
        place = start.entry(Start.INSPECTORS, VALUE).place
        start.problems.append(Problem(Code.INSPECTORS_MISSING, place))
    if judgement is Judgement.OWN and not inspector.text.strip():
        start.problems.append(Problem(Code.INSPECTOR_MISSING, inspector.place))
    if judgement is Judgement.JOINT and inspector.text.strip():
        start.problems.append(Problem(Code.INSPECTOR_UNEXPECTED, inspector.place, found=inspector.text.strip()))
    own = inspector.text.strip() if judgement is Judgement.OWN else ""
    return Inspection(cover.unit, cover.round, _date(start), inspectors, judgement, own, areas)


def _judgement(start: Page) -> Judgement:
    """What the start sheet says that the workbook holds; a joint judgement where it says nothing."""
    entry = start.entry(Start.JUDGEMENT, VALUE)
    said = {
        folded(name): judgement
        for judgement in Judgement
        for name in (judgement.value, *(Wording(lang)(f"workbook.judgement-{judgement}") for lang in LANGUAGES))
    }
    if entry.text.strip() and folded(entry.text) not in said:
        allowed = tuple(Wording(LANGUAGES[0])(f"workbook.judgement-{judgement}") for judgement in Judgement)
        start.problems.append(Problem(Code.JUDGEMENT_UNKNOWN, entry.place, entry.text, allowed))
    return said.get(folded(entry.text), Judgement.JOINT)


def _date(start: Page) -> date | None:
    entry = start.entry(Start.INSPECTED_ON, VALUE)
    if not entry.text.strip():
        start.problems.append(Problem(Code.INSPECTION_UNDATED, entry.place))
        return None
    return read_day(entry, start.problems)


def _unmended(workbook: Workbook) -> Iterator[Problem]:
    """What an annotated copy pointed out and nobody has mended: in the copy it would pass for what was meant."""
    about = workbook.pages[ABOUT]
    if About.UNMENDED not in about.rows:
        return
    try:
        listed = [tuple(map(str, each)) for each in json.loads(about.entry(About.UNMENDED, VALUE).text)]
    except (ValueError, TypeError):
        listed = [("", "", "", "")]
    for kind, row_id, column_id, shown in (each for each in listed if len(each) == 4):
        page = workbook.pages.get(kind)
        if not kind:
            yield Problem(Code.COPY_OF_BROKEN, Place(workbook.file))
        elif page is not None and (entry := page.entry(row_id, column_id)).text == shown:
            yield Problem(Code.COPY_UNMENDED, entry.place, found=shown)


def _left_open(workbook: Workbook, inspection: Inspection, problems: Sequence[Problem]) -> Iterator[Problem]:
    """What has not been filled in yet, for each area: told, and no hindrance. A cell with a mistake is not open."""
    place, wrong = Place(workbook.file), {(each.place.sheet, each.place.cell) for each in problems}

    def is_open(area: AreaJudgement, row_id: str) -> bool:
        page = workbook.pages[area_sheet(area.area)]
        at = page.entry(row_id, FINDING).place
        return (at.sheet, at.cell) not in wrong

    for area in inspection.areas:
        left = [f.requirement for f in area.found if not f.finding and is_open(area, requirement_row(f.requirement))]
        if left:
            yield Problem(Code.FINDINGS_OPEN, place, found=area.area, also=", ".join(left))
    ungraded = [area.area for area in inspection.areas if not area.grade and is_open(area, GRADE_ROW)]
    if ungraded:
        yield Problem(Code.AREAS_UNGRADED, place, found=inspection.unit_id, also=", ".join(ungraded))


def _against_the_rule(workbook: Workbook, inspection: Inspection, rubric: Rubric) -> Iterator[Problem]:
    """Where the inspector's grade is not the one that the rubric's rule expects, and why. The inspector's stands."""
    for area in inspection.areas:
        expected = expected_grade(rubric, area.area, area.findings)
        if not area.grade or expected is None or expected == area.grade:
            continue
        better = rubric.points(area.grade) > rubric.points(expected)
        if not better and any(rubric.finding(each.finding) is None for each in area.found):
            continue  # what has not been assessed yet may be what the inspector knows
        place = workbook.pages[area_sheet(area.area)].entry(GRADE_ROW, FINDING).place
        against = speaking_against(rubric, area.area, area.findings, area.grade) if better else ()
        also = f"{expected} ({', '.join(against)})" if against else expected
        yield Problem(Code.GRADE_UNEXPECTED, place, found=f"{area.area}: {area.grade}", also=also)
