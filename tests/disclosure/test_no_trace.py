"""The golden data: two trainees at two units that are not shown change answers to a question, and nothing that spur
writes or says is another by a single byte; nor does any written file hold what is withheld in a hidden place."""

import csv
import hashlib
import json
import re
import shutil
import zipfile
from collections import defaultdict
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from pypdf import PdfReader

from spur import app
from spur.cli import run
from tests.conftest import GOLDEN, RUBRIC, read_figures

QUESTION, ROLE, POSITIVE = "st.teori", "st-lakare", 4


def keep(folder: Path, survey: Path) -> str:
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_survey(db, survey, RUBRIC, "2019")
    app.import_invited(db, GOLDEN / "invited.csv", RUBRIC, "2019")
    app.import_baseline(
        db, GOLDEN / "baseline_national_2017_2019.csv", RUBRIC, "riket", excludes="vastmanland"
    )  # fmt: skip
    return db


def hidden_units(figures: list[dict[str, str]]) -> dict[str, list[str]]:
    """The units of each specialty group whose answers to the question are not shown, as the region's figures tell."""
    subject = f"item:{QUESTION}"
    told = [row for row in figures if (row["role"], row["subject"], row["versus"]) == (ROLE, subject, "")]
    shown = {row["scope_id"] for row in told if row["scope"] == "unit" and row["value"]}
    groups = {row["scope_id"] for row in told if row["scope"] == "group" and row["statistic"] == "n" and row["value"]}
    hidden = defaultdict(list)
    with (GOLDEN / "units.csv").open(encoding="utf-8", newline="") as file:
        for unit in csv.DictReader(file):
            if unit["specialty_group"] in groups and unit["unit_id"] not in shown:
                hidden[unit["specialty_group"]].append(unit["unit_id"])
    return hidden


def swapped(survey: Path, into: Path, hidden: dict[str, list[str]]) -> tuple[str, str]:
    """Write the survey with the answers of two trainees to the question changed: one positive, one not, at two hidden
    units of one group. Returns the units."""
    with survey.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for own in hidden.values():
        told = [row for row in rows if row["unit_id"] in own and row["role"] == ROLE and row[QUESTION].isdigit()]
        for one in told:
            for other in told:
                apart = (int(one[QUESTION]) >= POSITIVE) > (int(other[QUESTION]) >= POSITIVE)
                if apart and one["unit_id"] != other["unit_id"]:
                    one[QUESTION], other[QUESTION] = other[QUESTION], one[QUESTION]
                    with into.open("w", encoding="utf-8", newline="") as file:
                        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                        writer.writeheader()
                        writer.writerows(rows)
                    return one["unit_id"], other["unit_id"]
    raise AssertionError("nobody to change with")


def everything(db: str, out: Path, units: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> str:
    """Write every report; returns what the terminal said of them and of what lint found."""
    asked = ["--round", "2019", "--baseline", "riket", "--db", db, "--out", str(out)]
    for profile in ("unit", "public"):
        assert run(["report", "region", "vastmanland", *asked[:-1], str(out / profile), "--profile", profile]) == 0
    for unit in units:
        assert run(["report", "unit", unit, *asked]) == 0
    run(["lint", "--region", "vastmanland", "--round", "2019", "--db", db])
    run(["lint", str(out / "unit")])
    told = capsys.readouterr()
    return (told.out + told.err).replace(str(out.parent), "")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, tuple[str, str]]:
    """Two folders, each with a database; in the second the two have changed answers."""
    folder = tmp_path_factory.mktemp("golden")
    first, second = folder / "a", folder / "b"
    for each in (first, second):
        each.mkdir()
    survey = first / "survey.csv"
    shutil.copy(GOLDEN / "survey.csv", survey)
    db = keep(first, survey)
    app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=folder / "told")
    hidden = hidden_units(read_figures(folder / "told" / "figures.csv"))
    units = swapped(survey, second / "survey.csv", hidden)
    keep(second, second / "survey.csv")
    return first, second, units


def test_two_trainees_who_change_answers_within_an_atom_change_no_byte(
    pair: tuple[Path, Path, tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, units = pair
    assert (first / "survey.csv").read_bytes() != (second / "survey.csv").read_bytes()
    said = [everything(f"sqlite:///{each / 'spur.db'}", each / "out", units, capsys) for each in (first, second)]
    assert said[0] == said[1]
    written = [
        {path.relative_to(each / "out"): path.read_bytes() for path in (each / "out").rglob("*") if path.is_file()}
        for each in (first, second)
    ]
    assert written[0].keys() == written[1].keys()
    assert len(written[0]) == 6 * 4
    assert [str(name) for name in written[0] if written[0][name] != written[1][name]] == []
    _no_hidden_places(first / "out")
    _no_checksum_of(first / "survey.csv", first / "out", said[0])


def _no_hidden_places(out: Path) -> None:
    """Withheld things stand in no part of a file that a reader does not see: there are no such parts."""
    for path in out.rglob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        assert {sheet.sheet_state for sheet in book} == {"visible"}
        assert {name for sheet in book for name in sheet.defined_names} <= {"Print_Titles", "Print_Area"}
        assert not book.defined_names
        for sheet in book:
            assert not [row for row, at in sheet.row_dimensions.items() if at.hidden]
            assert not [column for column, at in sheet.column_dimensions.items() if at.hidden]
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.comment]
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()
            assert not [name for name in names if re.search(r"comment|custom|externalLink|pivot|calcChain", name)]
            for chart in (name for name in names if name.startswith("xl/charts/")):
                cached = re.findall(r"<c:v>([^<]*)</c:v>", parts.read(chart).decode("utf-8"))
                seen = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
                numbers = {value for value in cached if re.fullmatch(r"-?[\d.]+", value)}
                assert _to_nine(numbers) <= _to_nine({each for each in seen if _is_number(each)})
    for path in out.rglob("*.pdf"):
        reader = PdfReader(path)
        about = reader.metadata or {}
        assert set(about) <= {"/Title", "/Subject", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate",
                              "/Keywords", "/Trapped"}  # fmt: skip
        assert not reader.attachments
        assert not [page for page in reader.pages for note in page.get("/Annots") or () if _is_note(note)]
    for path in out.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.findall(r"<!--|<script|<template|<input|\bdata-|<[^>]* hidden[ =>]", page)
    for path in out.rglob("figures.csv"):
        for row in read_figures(path):
            assert not row["withheld"] or not (row["value"] or row["shown"])
    for path in out.rglob("figures.json"):
        for row in json.loads(path.read_text(encoding="utf-8")):
            assert not row["withheld"] or (row["value"], row["shown"]) == (None, "")


def _to_nine(numbers: set[str]) -> set[float]:
    """With nine decimals: a chart's cache and a cell do not write all seventeen alike."""
    return {round(float(each), 9) for each in numbers}


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text) is not None


def _is_note(annotation: object) -> bool:
    own = annotation.get_object()  # type: ignore[attr-defined]
    return own.get("/Subtype") != "/Link"


def _no_checksum_of(survey: Path, out: Path, said: str) -> None:
    """A survey file's checksum would confirm a guess at what is in it."""
    content = survey.read_bytes()
    checksums = [hashlib.new(name, content).hexdigest()[:12] for name in ("sha256", "sha1", "md5")]
    texts = [said]
    for path in (each for each in out.rglob("*") if each.is_file()):
        if path.suffix == ".pdf":
            texts += [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as parts:
                texts += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
        else:
            texts.append(path.read_text(encoding="utf-8"))
    assert not [checksum for checksum in checksums for text in texts if checksum in text]
