"""Whether the groups' grades differ more than chance: what the golden data's report says, and what any may say."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from spur import app
from spur.analysis.figure import Figure, Figures
from spur.analysis.group_differences import GROUPS, group_difference_figures, size_of
from spur.analysis.scopes import Part, Region
from spur.app import ImportSummary, Report
from spur.report.document import Bullets, Cell, Document, Paragraph, Row, Section, Table
from spur.report.region import region_document
from spur.report.unit import unit_document
from spur.wording import Wording
from tests.conftest import GOLDEN, RUBRIC, Find

Demo = tuple[Path, list[ImportSummary], Report]
MODEL = app.pinned_rubric(RUBRIC).model
AREAS = [area.id for area in MODEL.areas]
TITLE = "Är skillnaderna mellan grupperna större än slumpen?"


# The golden data


def test_the_areas_that_differ_are_told_with_their_p_values(figure: Find) -> None:
    shown = {
        area: [figure("region", "vastmanland", f"area:{area}", s, versus=GROUPS)["shown"] for s in ("p", "q", "chance")]
        for area in "ABCDEFGH"
    }
    assert shown == {
        "A": ["0,043", "0,069", "kan vara slump"],  # 0,043 of eight tries is nothing yet
        "B": ["0,145", "0,166", "kan vara slump"],
        "C": ["0,351", "0,351", "kan vara slump"],
        "D": ["<0,001", "<0,001", "större än slumpen"],
        "E": ["0,020", "0,041", "större än slumpen"],
        "F": ["0,087", "0,117", "kan vara slump"],
        "G": ["0,007", "0,027", "större än slumpen"],
        "H": ["0,011", "0,029", "större än slumpen"],
    }


def test_each_group_is_compared_with_the_rest(figure: Find) -> None:
    def told(group: str, area: str) -> list[str]:
        statistics = ("cliffs_delta", "delta_size", "p", "q", "chance")
        return [figure("group", group, f"area:{area}", s, versus="rest")["shown"] for s in statistics]

    assert told("allmanmedicin", "D") == ["−0,69", "mycket oftare lägre", "<0,001", "<0,001", "lägre"]
    assert told("psykiatri", "D") == ["0,57", "mycket oftare högre", "0,250", "0,751", "kan vara slump"]
    assert told("kirurgi", "A") == ["−0,33", "oftare lägre", "0,012", "0,071", "kan vara slump"]
    assert told("allmanmedicin", "A") == ["0,07", "ungefär lika", "0,495", "1,000", "kan inte nå 5 %"]


def test_the_sentences_say_what_the_figures_say(demo: Demo) -> None:
    section = chapter(region_document(demo[2].material), TITLE)
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert texts[1] == (
        "Grupperna skiljer sig åt mer än slumpen förklarar i D Tjänstgöringens uppläggning, E Handledning och"
        " uppföljning, G Medicinsk vetenskap och kvalitetsarbete och H Ledarskapskompetens och kommunikativ kompetens."
    )
    assert texts[2].startswith("Skillnaderna mellan grupperna kan vara slump i A Verksamheten, B ")
    bullets = next(block.items for block in section.blocks if isinstance(block, Bullets))
    assert bullets[0] == (
        "D Tjänstgöringens uppläggning. Oftare högre gradering än övriga enheter har Medicinska specialiteter. Oftare"
        " lägre gradering än övriga enheter har Allmänmedicin. Två och två: Allmänmedicin har oftare lägre gradering än"
        " Diagnostiska specialiteter och Medicinska specialiteter."
    )
    assert bullets[2].startswith("G Medicinsk vetenskap och kvalitetsarbete. Ingen enskild grupp skiljer sig säkert")
    assert [bullet[0] for bullet in bullets] == ["D", "E", "G", "H"]
    each = chapter(region_document(demo[2].material), "Varje grupp jämförd med övriga enheter")
    tables = {block.caption[0]: block for block in each.blocks if isinstance(block, Table)}
    assert [row.cells[-1] for row in tables["D"].rows][::4] == ["▼ lägre", "▲ högre"]
    assert tables["A"].rows[0].cells[-1] == "kan inte nå 5 %"


def test_no_mean_of_grades_stands_without_its_distribution(demo: Demo, graded: str, tmp_path: Path) -> None:
    """In every table: how many units got each grade. With the means of totals that stand beside each other, the lowest,
    the middle and the highest."""
    app.import_grades(graded, GOLDEN / "grades.csv", RUBRIC, "2016")
    rounds = app.report_region(graded, "vastmanland", "2019", versus_round="2016", outputs=(), out=tmp_path)
    unit = app.report_unit(graded, "AM-04", "2019", outputs=(), out=tmp_path)
    of_rounds, of_region = (region_document(report.material) for report in (rounds, demo[2]))
    for document, at_least in ((of_region, 8 * 8 + 7), (of_rounds, 8 * 10 + 7), (unit_document(unit.material), 2 * 8)):
        told = list(means(document))
        assert len(told) >= at_least
        for mean, row in told:
            beside = {f.statistic for f in row if (f.round, f.scope_id, f.subject) == address(mean)}
            if mean.subject != "total":
                assert {f"count:{grade.code}" for grade in MODEL.grades} <= beside, mean.address
            elif document in (of_region, of_rounds):
                assert beside >= {"min", "median", "max"}


def address(figure: Figure) -> tuple[str, str, str]:
    return figure.round, figure.scope_id, figure.subject


def means(document: Document) -> Iterable[tuple[Figure, list[Figure]]]:
    one_number_each = Wording("sv")("report.triangulation.title")  # the areas from every side
    sections = (section for section in document.sections if section.title != one_number_each)
    rows = [row for section in sections for b in section.blocks if isinstance(b, Table) for row in b.rows]
    for row in rows:
        figures = [cell for cell in row.cells if isinstance(cell, Figure)]
        yield from ((figure, figures) for figure in figures if figure.statistic == "mean")


# Any data


def region(**groups: str) -> tuple[Region, dict[tuple[str, str], str]]:
    """Groups, each of units with these grades in every area."""
    parts, grades = [], {}
    for group, letters in groups.items():
        units = {f"{group}-{number}": letter for number, letter in enumerate(letters)}
        parts.append(Part("group", group, frozenset(units)))
        grades |= {(unit, area): letter for unit, letter in units.items() for area in AREAS if letter != "-"}
    whole = Part("region", "r", frozenset(unit for part in parts for unit in part.units))
    return Region(whole, tuple(parts)), grades


def told(**groups: str) -> Figures:
    own, grades = region(**groups)
    return Figures.of(group_difference_figures("2019", own, grades, "after-plan", MODEL))


def test_two_units_are_never_called_different_where_no_outcome_could_be() -> None:
    figures = told(two="AA", four="BCDC")
    assert figures("region", "r", "area:A", "p_least", versus=GROUPS).value == Fraction(1 / 15)
    assert figures("region", "r", "area:A", "chance", versus=GROUPS).value == "out-of-reach"
    for group in ("two", "four"):
        assert figures("group", group, "area:A", "cliffs_delta", versus="rest").value == (1 if group == "two" else -1)
        assert figures("group", group, "area:A", "chance", versus="rest").value == "out-of-reach"


def test_two_groups_are_compared_once() -> None:
    """Each is the other's rest: one p-value, not two tries of which each must be paid for."""
    figures = told(high="AAAAAAB", low="CCDCCBC")
    of_region = figures("region", "r", "area:A", "p", versus=GROUPS).value
    for group in ("high", "low"):
        assert figures("group", group, "area:A", "p", versus="rest").value == of_region
        assert figures("group", group, "area:A", "q", versus="rest").value == of_region
    assert figures("group", "high", "area:A", "chance", versus="rest").value == "higher"
    assert figures("group", "low", "area:A", "chance", versus="rest").value == "lower"
    assert not [f for f in figures if f.versus.startswith("group:")]


def test_a_group_is_marked_only_in_an_area_that_differs(figure: Find, demo: Demo) -> None:
    figures = [f for f in demo[2].material.figures if f.statistic == "chance" and f.scope == "group"]
    assert len(figures) == 8 * (6 + 15)
    for each in figures:
        beside = {s: figure("group", each.scope_id, each.subject, s, versus=each.versus) for s in ("q", "p_least")}
        of_area = figure("region", "vastmanland", each.subject, "q", versus=GROUPS)
        reached = all(float(row["value"]) <= 0.05 for row in (*beside.values(), of_area))
        assert (each.value in ("higher", "lower")) == reached


def test_a_group_is_not_marked_in_an_area_that_may_differ_by_chance() -> None:
    own, grades = region(a="AAAA", b="BBCC", c="BCCB")
    one_area = {(unit, area): grade if area == "A" else "B" for (unit, area), grade in grades.items()}
    figures = Figures.of(group_difference_figures("2019", own, one_area, "after-plan", MODEL))
    q = figures("group", "a", "area:A", "q", versus="rest").value
    assert isinstance(q, Fraction)
    assert q < Fraction(5, 100)
    assert figures("region", "r", "area:A", "chance", versus=GROUPS).value == "may-be"  # 0.012 in one of eight tries
    assert figures("group", "a", "area:A", "chance", versus="rest").value == "may-be"
    assert figures("region", "r", "area:B", "chance", versus=GROUPS).value == "out-of-reach"  # all are alike


def test_areas_and_groups_without_grades_are_left_out() -> None:
    own, grades = region(high="AAAAAAB", low="CCDCCBC", none="---")
    only_high = {key: grade for key, grade in grades.items() if key[1] != "B" or key[0].startswith("high")}
    figures = Figures.of(group_difference_figures("2019", own, only_high, "after-plan", MODEL))
    assert figures.get("region", "r", "area:B", "p", versus=GROUPS) is None
    assert figures.get("group", "none", "area:A", "p", versus="rest") is None
    whole = Figures.of(group_difference_figures("2019", own, grades, "after-plan", MODEL))
    p = figures("region", "r", "area:A", "p", versus=GROUPS).value
    assert p == whole("region", "r", "area:A", "p", versus=GROUPS).value
    assert not list(group_difference_figures("2019", own, {}, "after-plan", MODEL))
    assert not list(told(alone="ABCD"))


def test_the_words_for_the_size_of_a_difference() -> None:
    sizes = [size_of(Fraction(thousandths, 1000)) for thousandths in (-474, -330, -147, -146, 146, 147, 330, 474)]
    below = ["much-lower", "plain-lower", "somewhat-lower", "alike"]
    assert sizes == [*below, *(word.replace("lower", "higher") for word in reversed(below))]


# Reports of other regions


def chapter(document: Document, title: str) -> Section:
    return next(section for section in document.sections if section.title == title)


def cells(rows: Sequence[Row]) -> list[Cell]:
    return [cell for row in rows for cell in row.cells]


@pytest.fixture
def graded(db: str) -> str:
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    return db


def test_the_chapter_by_place_and_by_specialty(graded: str, tmp_path: Path) -> None:
    few = app.report_region(graded, "vastmanland", "2019", by="place", out=tmp_path, outputs=())
    many = app.report_region(graded, "vastmanland", "2019", by="specialty", out=tmp_path, outputs=(), lang="en")
    each = chapter(region_document(few.material), "Varje grupp jämförd med övriga enheter")
    assert len([block for block in each.blocks if isinstance(block, Table)]) == 8
    title = "Each group compared with the other units"
    tables = [b for b in chapter(region_document(many.material), title).blocks if isinstance(b, Table)]
    assert [table.caption[0] for table in tables] == ["D", "E", "G", "H"]  # of so many groups only where they differ
    assert any(cell == "cannot reach 5%" for cell in cells(tables[0].rows))


def test_one_group_alone_has_no_such_chapter(graded: str, tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    text = (GOLDEN / "units.csv").read_text(encoding="utf-8").replace("\r\n", "\n").splitlines()
    units.write_text("\n".join(f"{line},{'d' if line is text[0] else 'x'}" for line in text), encoding="utf-8")
    app.import_units(graded, units)
    report = app.report_region(graded, "vastmanland", "2019", by="d", out=tmp_path, outputs=())
    document = region_document(report.material)
    assert TITLE not in [section.title for section in document.sections]
    assert not [f for f in report.material.figures if f.versus in (GROUPS, "rest") and f.subject.startswith("area:")]
    assert "slump" not in "".join(section.title for section in document.sections)
