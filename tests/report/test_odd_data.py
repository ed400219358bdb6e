"""Sentences say no more than their numbers where there is next to nothing to tell of: one unit, nothing that may be
shown, nobody who answered a question, everybody alike."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from spur import app
from spur.report.document import Bullets, Document, KeyFigures, Paragraph
from spur.report.region import region_document
from spur.report.unit import unit_document
from tests.conftest import RUBRIC

ROLE = "st-lakare"
ASKED = [q.id for q in app.pinned_rubric(RUBRIC).model.questions if q.type == "scale" and ROLE in q.roles]
OVERALL = ASKED[0]

Sentences = tuple[str, str]
Tell = Callable[..., Sentences]


def sentences(document: Document) -> str:
    said: list[str] = []
    for block in (block for section in document.sections for block in section.blocks):
        if isinstance(block, Paragraph):
            said.append(block.text)
        elif isinstance(block, Bullets):
            said += block.items
        elif isinstance(block, KeyFigures):
            said += [label for figure, label in block.items if figure.value is None]
    return "\n".join(said)


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    """What the reports of the region and of its first unit say, when in each unit (one a group) the same people answer
    in two rounds."""

    def write(name: str, rows: list[tuple[str, ...]]) -> Path:
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return tmp_path / name

    def told(groups: list[str], people: list[str], unanswered: str = "") -> Sentences:
        db = f"sqlite:///{tmp_path / 'spur.db'}"
        app.init(db)
        units = [(f"U{number}", f"Enhet {number}", group, "vastmanland") for number, group in enumerate(groups)]
        app.import_units(db, write("units.csv", [("unit_id", "unit_name", "specialty_group", "region"), *units]))
        for round_ in ("2014", "2019"):
            grades = [(unit, area, "B", "2014-03-01") for unit, *_ in units for area in "ABCDEFGH"]
            header = ("unit_id", "area", "grade_at_inspection", "inspected_on")
            app.import_grades(db, write(f"g{round_}.csv", [header, *grades]), RUBRIC, round_)
            survey = [
                (f"{round_}{unit}{n}", unit, ROLE, *("" if q == unanswered else answer for q in ASKED))
                for unit, *_ in units
                for n, answer in enumerate(people)
            ]
            header = ("response_id", "unit_id", "role", *ASKED)
            app.import_survey(db, write(f"s{round_}.csv", [header, *survey]), RUBRIC, round_)
        region = app.report_region(db, "vastmanland", "2019", versus_round="2014", outputs=(), out=tmp_path)
        unit = app.report_unit(db, "U0", "2019", versus_round="2014", outputs=(), out=tmp_path)
        return sentences(region_document(region.material)), sentences(unit_document(unit.material))

    return told


def test_one_trainee_at_one_unit(tell: Tell) -> None:
    region, unit = tell(["medicin"], ["4"])
    assert "1 granskad enhet och 1 enkätsvar" in region
    assert "i den enda gruppen" in region
    assert "I stället visas" not in unit  # the group is the unit, and as silent
    assert "Inte heller svaren från hela specialitetsgruppen" in unit
    assert "procentenheter" not in unit  # there is nothing to compare with


def test_where_nothing_may_be_shown_nothing_is_said_to_be_unchanged(tell: Tell) -> None:
    region, unit = tell(["medicin", "kirurgi", "psykiatri"], ["1", "1"])
    assert "I ingen av de jämförda frågorna" not in region
    assert "Ingen visad grupp skiljer sig" not in region
    assert region.count("Ingen grupp har svar som kan jämföras") == 2  # with the rest, and with itself then
    assert "I stället visas" not in unit


def test_a_question_that_nobody_answered_has_no_sentence(tell: Tell) -> None:
    for said in tell(["medicin", "kirurgi"], ["4"] * 12, unanswered=OVERALL):
        assert "– " not in said
        assert "(–)" not in said
        assert "n = 0" not in said
        assert "motsvarar förväntningarna" not in said


def test_nobody_is_called_highest_where_all_are_alike(tell: Tell) -> None:
    region, unit = tell(["medicin", "kirurgi"], list("5544332211") * 2)
    assert "lika hög i alla jämförda grupper: 24,0 av 32" in region
    assert "Högst totalpoäng" not in region
    assert "mest positiva" not in region.casefold()
    assert "Ingen visad grupp skiljer sig" in region
    assert "skiljer sig mindre än 5 procentenheter från den i regionen på alla" in unit
