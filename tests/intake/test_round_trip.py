"""What an inspector writes in the workbook is what comes in, letter for letter, also by way of LibreOffice and back."""

import shutil
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spur import app
from spur.intake.inspection import read_inspection
from spur.intake.recognised import recognise
from spur.intake.sandbox import Sandbox
from spur.intake.template import write_template
from spur.intake.workbook import FIRST_DATE, LAST_DATE
from spur.records.event import State
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric
from tests.conftest import GOLDEN, RUBRIC, read_figures

PINNED: PinnedRubric = app.pinned_rubric(RUBRIC)
MODEL = PINNED.model
UNIT = Unit("AM-01", "Provenheten Havsörn", "Allmänmedicin", "allmanmedicin", "Västerort", "vastmanland")

# Any text that Excel can hold: no control characters but line feeds and tabs, no half of a surrogate pair.
character = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\n\t=+-@_'"
)
text = st.text(character, max_size=80) | st.sampled_from(
    [
        "=1+1",
        "+46",
        "-",
        "@SUM",
        "'citat",
        " inledande",
        "_x0041_",
        "_x005F_x0041_",
        "<r>fet</r>",
        "a\nb",
        "0180",
        "TRUE",
    ]
)


@st.composite
def inspections(draw: st.DrawFn) -> Inspection:
    """Any filled-in workbook of the shipped rubric."""
    finding = st.sampled_from(["", *(each.code for each in MODEL.findings)])
    grade = st.sampled_from(["", *(each.code for each in MODEL.grades)])
    areas = tuple(
        AreaJudgement(
            area.id,
            draw(grade),
            *(draw(text) for _ in range(6)),
            found=tuple(FoundRequirement(r.id, draw(finding), draw(text)) for r in MODEL.requirements_of(area.id)),
        )
        for area in MODEL.areas
    )
    on = draw(st.dates(FIRST_DATE, LAST_DATE))
    return Inspection(UNIT.id, "2019", on, ("Ada Ek", "Bo Ask"), Judgement.JOINT, "", areas)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def read(path: Path, sandbox: Sandbox) -> Inspection:
    book, problems = sandbox.open(path)
    assert book is not None, problems
    workbook = recognise(book)
    assert workbook.cover is not None
    assert workbook.cover.rubric_hash == PINNED.hash
    found = read_inspection(workbook, workbook.cover, MODEL, {UNIT.id: UNIT})
    assert not [problem for problem in found.problems if problem.severity == "error"]
    return found.inspection


@settings(max_examples=15)
@given(inspection=inspections())
def test_whatever_is_filled_in_is_read_again_exactly(inspection, sandbox, tmp_path_factory):
    path = tmp_path_factory.mktemp("round") / "AM-01.xlsx"
    write_template(path, PINNED, UNIT, "2019", "sv", inspection)
    assert read(path, sandbox) == inspection


def test_a_text_as_long_as_excel_holds_is_read_again_exactly(sandbox, tmp_path):
    long = "å" * 32_767
    area = AreaJudgement("A", "A", "", long, "", "", "", "", ())
    inspection = Inspection(UNIT.id, "2019", date(2019, 3, 1), ("Ada",), Judgement.JOINT, "", (area,))
    write_template(tmp_path / "AM-01.xlsx", PINNED, UNIT, "2019", "sv", inspection)
    assert read(tmp_path / "AM-01.xlsx", sandbox).areas[0].description == long


def judgement(area: str, grade: str) -> AreaJudgement:
    found = tuple(FoundRequirement(r.id, "", "") for r in MODEL.requirements_of(area))
    return AreaJudgement(area, grade, "", "", "", "", "", "", found)


def test_import_export_import_is_the_identity(db, tmp_path, sandbox):
    words = AreaJudgement(
        "A", "B", "Därför.", "Så\nhär", "+ bra", "= sämre", "kan bli", "Tack", judgement("A", "").found
    )  # fmt: skip
    areas = (words, *(judgement(area.id, "C") for area in MODEL.areas[1:]))
    inspection = Inspection(UNIT.id, "2019", date(2019, 3, 1), ("Ada", "Bo"), Judgement.JOINT, "", areas)
    first, again = tmp_path / "AM-01.xlsx", tmp_path / "igen.xlsx"
    write_template(first, PINNED, UNIT, "2019", "sv", inspection)
    app.import_workbooks(db, [first])
    app.export_inspection(db, "AM-01", "2019", again)
    assert read(again, sandbox) == inspection
    assert again.read_bytes() == first.read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_that_libreoffice_has_saved_is_read_the_same(sandbox, tmp_path):
    areas = tuple(
        AreaJudgement(area.id, "B", "Därför.", f"Så här är {area.id}:\nrad två", "+ bra", "= sämre", "-", "Tack", tuple(
            FoundRequirement(r.id, MODEL.findings[i % len(MODEL.findings)].code, f"anteckning {i} åäö €")
            for i, r in enumerate(MODEL.requirements_of(area.id))
        ))
        for area in MODEL.areas
    )  # fmt: skip
    inspection = Inspection(UNIT.id, "2019", date(2019, 3, 1), ("Ada", "Bo"), Judgement.JOINT, "", areas)
    write_template(tmp_path / "AM-01.xlsx", PINNED, UNIT, "2019", "sv", inspection)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(tmp_path / "AM-01.xlsx")], check=True, capture_output=True, timeout=120)
    assert read(tmp_path / "saved" / "AM-01.xlsx", sandbox) == inspection


def test_51_workbooks_and_21_plans_give_the_figures_of_the_flat_tables(db, tmp_path):
    rows = read_figures(GOLDEN / "grades.csv")
    by_unit = defaultdict(list)
    for row in rows:
        by_unit[row["unit_id"]].append(row)
    folder = tmp_path / "ifyllda"
    app.templates(db, RUBRIC, "2019", folder)
    workbooks = sorted(folder.iterdir())
    assert len(workbooks) == len(by_unit) == 51
    for unit_id, grades in by_unit.items():
        on = date.fromisoformat(grades[0]["inspected_on"])
        areas = tuple(judgement(row["area"], row["grade_at_inspection"]) for row in grades)
        inspection = Inspection(unit_id, "2019", on, ("Ada", "Bo"), Judgement.JOINT, "", areas)
        unit = Unit(unit_id, "x", "", "", "", "")
        write_template(folder / f"{unit_id}-2019.xlsx", PINNED, unit, "2019", "sv", inspection)
    imported = app.import_workbooks(db, [folder])
    assert len(imported) == 51
    app.move_inspections(db, None, State.FINAL, "2019", on=date(2020, 2, 1), by="Prov", note="")
    for row in rows:
        if row["plan_received_on"]:
            received = date.fromisoformat(row["plan_received_on"])
            app.receive_plans(db, row["unit_id"], [row["area"]], "2019", on=received, note="Plan.", by="")
    flat = f"sqlite:///{tmp_path / 'flat.db'}"
    app.init(flat)
    app.import_units(flat, GOLDEN / "units.csv")
    app.import_grades(flat, GOLDEN / "grades.csv", RUBRIC, "2019")
    for source, out in ((db, tmp_path / "books"), (flat, tmp_path / "flat")):
        app.report_region(source, "vastmanland", "2019", outputs=["csv"], out=out)
    assert read_figures(tmp_path / "books" / "figures.csv") == read_figures(tmp_path / "flat" / "figures.csv")
