"""A report of an instrument that only asks: figures to the digit, sentences that know of no inspection, nobody found
out. The instrument is made here, as a stranger would: 20 answers to 14 Likert items from two groups."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from pypdf import PdfReader

from spur import app
from spur.analysis.figure import Figure
from spur.report.document import Bullets, Column, Document, KeyFigures, Paragraph, Row, Section, Table
from spur.report.pdf import write_pdf
from spur.report.region import region_document
from spur.report.shown import shown
from spur.wording import Lang
from tests.conftest import read_figures

ITEMS = [f"q{number}" for number in range(1, 15)]
GROUPS = {"norr": 8, "soder": 12}
STEPS = ("1", "2", "3", "4", "5")

RUBRIC = """
schema = 1
[rubric]
id = "arbetsmiljo"
version = "1"
status = "draft"
languages = ["sv", "en"]
title = { sv = "Arbetsmiljöenkäten", en = "The survey of the working environment" }
[[scale]]
id = "likert"
positive_from = 4
negative_to = 2
options = [
    { code = "1", value = 1, label = { sv = "Inte alls" } },
    { code = "2", value = 2, label = { sv = "Knappast" } },
    { code = "3", value = 3, label = { sv = "Delvis" } },
    { code = "4", value = 4, label = { sv = "I stort" } },
    { code = "5", value = 5, label = { sv = "Helt" } },
]
[[role]]
id = "anstalld"
title = { sv = "anställda", en = "employees" }
[[group]]
id = "norr"
title = { sv = "Norr" }
[[group]]
id = "soder"
title = { sv = "Söder" }
"""


def answer(item: int, group: str, person: int) -> str:
    """Made up: a pattern in which every step occurs, blanks too."""
    n = item * 7 + person * 3 + len(group)
    return "" if n % 13 == 0 else STEPS[(n * n + person) % 5]


def percent_half_up(count: int, n: int) -> str:
    return f"{(200 * count + n) // (2 * n)} %"


@pytest.fixture(scope="module")
def answers() -> dict[str, list[list[str]]]:
    return {g: [[answer(i, g, p) for i, _ in enumerate(ITEMS)] for p in range(n)] for g, n in GROUPS.items()}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, answers: dict[str, list[list[str]]]) -> tuple[Path, app.Report]:
    folder = tmp_path_factory.mktemp("likert")
    questions = [
        f'[[question]]\nid = "{item}"\nroles = ["anstalld"]\ntype = "scale"\nscale = "likert"\n'
        f'text.sv = "Påstående {item}"\nwording = "{item}.1"\n'
        for item in ITEMS
    ]
    rubric = folder / "arbetsmiljo.toml"
    rubric.write_text(RUBRIC + "\n".join(questions), encoding="utf-8")
    units, survey = folder / "units.csv", folder / "survey.csv"
    units.write_text(
        "unit_id,unit_name,specialty_group,region\nN,Enhet N,norr,lan\nS,Enhet S,soder,lan\n", encoding="utf-8"
    )
    with survey.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["response_id", "unit_id", "role", *ITEMS])
        for group, people in answers.items():
            for number, own in enumerate(people):
                rows.writerow([f"{group}{number}", group[0].upper(), "anstalld", *own])
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, units)
    app.import_survey(db, survey, str(rubric), "1")
    return folder, app.report_region(db, "lan", "1", out=folder)


def texts_of(document: Document) -> list[str]:
    """Everything that a document says, but its figures."""
    said = [document.title, document.subtitle, document.footer, *(text for fact in document.facts for text in fact)]
    for section in document.sections:
        said.append(section.title)
        for block in section.blocks:
            match block:
                case Paragraph():
                    said.append(block.text)
                case Bullets():
                    said += block.items
                case KeyFigures():
                    said += [label for _, label in block.items]
                case Table():
                    said += [block.caption, *block.notes, *(f"{c.over} {c.header}" for c in block.columns)]
                    said += [cell for row in block.rows for cell in row.cells if isinstance(cell, str)]
    return said


def test_every_items_steps_come_out_to_the_digit(written: tuple[Path, app.Report], answers: dict) -> None:
    rows = {
        (r["scope"], r["subject"], r["statistic"]): r
        for r in read_figures(written[0] / "figures.csv")
        if r["scope"] == "region" and r["role"] == "anstalld"
    }
    for index, item in enumerate(ITEMS):
        given = [person[index] for people in answers.values() for person in people if person[index]]
        of_item = {s: row for (_, subject, s), row in rows.items() if subject == f"item:{item}"}
        assert of_item["n"]["value"] == str(len(given))
        assert of_item["missing"]["value"] == str(20 - len(given))
        for step in STEPS:
            assert of_item[f"count:{step}"]["value"] == str(given.count(step))
            assert of_item[f"share:{step}"]["shown"] == percent_half_up(given.count(step), len(given))
        positive = given.count("4") + given.count("5")
        assert of_item["share_positive"]["shown"] == percent_half_up(positive, len(given))


def test_a_group_of_eight_has_no_distribution_and_leaves_no_trace_of_it(
    written: tuple[Path, app.Report], answers: dict
) -> None:
    """Neither is the other group's shown, from which it could be worked out; the share of positive answers is."""
    figures = written[1].material.figures
    for index, item in enumerate(ITEMS):
        for group, people in answers.items():
            for step in STEPS:
                for statistic in (f"count:{step}", f"share:{step}"):
                    cell = figures("group", group, f"item:{item}", statistic, role="anstalld")
                    assert (cell.value, cell.withheld) == (None, True)
            positive = figures("group", group, f"item:{item}", "share_positive", role="anstalld")
            given = [person[index] for person in people if person[index]]
            if not positive.withheld:
                assert positive.value == Fraction(sum(each in "45" for each in given), len(given))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_it_speaks_of_no_inspection(written: tuple[Path, app.Report], lang: Lang) -> None:
    report = app.report_region(f"sqlite:///{written[0] / 'spur.db'}", "lan", "1", lang=lang, out=written[0] / lang)
    document = region_document(report.material)
    foreign = ("gransk", "inspekt", "st-läkare", "specialite", "spur ", "gradering", "bedömningsområde")
    foreign += ("inspect", "trainee", "special", "grade", "action plan")
    said = [text for text in texts_of(document) if not text.startswith("spur ")]  # the software's own name may stand
    assert [text for text in said if any(word in text.casefold() for word in foreign)] == []
    assert document.title == f"{report.material.rubric.head.title[lang]}: lan"


def test_the_questions_on_one_scale_are_the_rows_of_one_table(written: tuple[Path, app.Report]) -> None:
    material = written[1].material
    tables = [b for s in region_document(material).sections for b in s.blocks if isinstance(b, Table)]
    whole = next(table for table in tables if len(table.rows) == len(ITEMS))
    assert [column.header for column in whole.columns][2:7] == ["Inte alls", "Knappast", "Delvis", "I stort", "Helt"]
    by_group = next(table for table in tables if len(table.rows) == len(ITEMS) * len(GROUPS))
    cells = [cell for row in by_group.rows for cell in row.cells if isinstance(cell, Figure)]
    assert {shown(cell, material.wording) for cell in cells if cell.statistic.startswith("share:")} == {"visas ej"}
    assert any("minst 10 personer" in note for note in by_group.notes)


@pytest.mark.parametrize("rows_before", range(12, 26, 3))
def test_a_long_table_begins_on_the_page_of_its_heading(tmp_path: Path, rows_before: int) -> None:
    """With a header of two levels too, under which reportlab measures no more rows than may fit."""
    columns = (Column("Fråga", 5), *(Column(step, 1, numeric=True, over="Andel svar") for step in STEPS))

    def table(rows: int) -> Table:
        return Table("Svar", columns, tuple(Row((f"rad {number}", *STEPS)) for number in range(rows)))

    sections = (Section("Först", (table(rows_before),)), Section("Sedan kommer", (table(60),), level=2))
    write_pdf(Document("Titel", "", "sv", (), sections, "", ""), tmp_path / "long.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "long.pdf").pages][2:]
    page = next(text for text in pages if "Sedan kommer" in text)
    assert "Tabell 2" in page
