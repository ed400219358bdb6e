"""The suggestions of the 2020 report: about 250, the three most common subjects in their order, and no text anywhere
that nobody marked as fit to print."""

import csv
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from spur import app
from tests.conftest import GOLDEN, RUBRIC, read_figures

ROLE = "st-lakare"
REGION = "vastmanland"
CATEGORY = "category:"


@pytest.fixture(scope="module")
def suggestions() -> list[dict[str, str]]:
    with (GOLDEN / "suggestions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of(folder: Path) -> str:
    """Everything that the files of a report hold, as a reader or a search would find it: white space as one blank."""
    texts = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".pdf":
            texts += [page.extract_text() for page in PdfReader(path).pages]
            texts.append(path.read_bytes().decode("latin-1"))
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as file:
                texts += [
                    re.sub(r"<[^>]*>", "", file.read(name).decode("utf-8", "replace")) for name in file.namelist()
                ]
        elif path.suffix in (".csv", ".json"):
            texts.append(path.read_text(encoding="utf-8"))
    return " ".join(" ".join(texts).split())


def test_the_three_most_common_subjects_come_out_in_the_printed_order(published, figure):
    ours = {each.id: each.title["sv"] for each in app.pinned_rubric(RUBRIC).model.categories}
    counts = {c: int(figure("region", REGION, f"{CATEGORY}{c}", "n", ROLE)["value"]) for c in ours}
    common = [ours[c] for c in sorted(counts, key=counts.__getitem__, reverse=True)[:3]]
    printed = published["improvement_suggestions"]["most_common"]
    assert printed == ["Handledning och återkoppling", "Struktur/planering av ST", "Utbildning"]
    assert common == ["Handledning och återkoppling", "Struktur och planering av ST", "Teoretisk utbildning"]


def test_all_suggestions_are_counted_as_the_file_codes_them(published, figure, suggestions):
    n = figure("region", REGION, "texts", "n", ROLE)["value"]
    assert n == figure("region", REGION, "texts", "coded", ROLE)["value"] == str(len(suggestions)) == "256"
    assert abs(int(n) - published["improvement_suggestions"]["answers_about"]) < 10
    for category in ("handledning", "struktur", "utbildning", "vetenskap", "ledarskap", "bemanning"):
        coded = sum(category in row["categories"].split(";") for row in suggestions)
        assert figure("region", REGION, f"{CATEGORY}{category}", "n", ROLE)["value"] == str(coded)


def test_groups_of_fewer_than_ten_writers_are_withheld_and_one_beside_them(demo, suggestions):
    with (GOLDEN / "survey.csv").open(encoding="utf-8", newline="") as file:
        unit_of = {row["response_id"]: row["unit_id"] for row in csv.DictReader(file)}
    with (GOLDEN / "units.csv").open(encoding="utf-8", newline="") as file:
        group_of = {row["unit_id"]: row["specialty_group"] for row in csv.DictReader(file)}
    writers: dict[str, set[str]] = {}
    for row in suggestions:
        writers.setdefault(group_of[unit_of[row["response_id"]]], set()).add(row["response_id"])
    assert {group for group, people in writers.items() if len(people) < 10} == {"diagnostik"}
    rows = [
        r for r in read_figures(demo[0] / "figures.csv") if r["scope"] == "group" and r["subject"].startswith(CATEGORY)
    ]
    assert {row["scope_id"] for row in rows if row["withheld"]} == {"diagnostik", "psykiatri"}
    assert all(bool(row["withheld"]) != bool(row["value"]) for row in rows)


def test_no_suggestion_is_in_any_output(demo, suggestions):
    words = words_of(demo[0])
    assert "Vad de svarande föreslår" in words
    assert "”Handledning och återkoppling” (86)" in words
    assert [row["text"] for row in suggestions if row["text"] in words] == []
    # the search does find what is there
    assert "Jag genomför, dokumenterar och redovisar kvalitetsprojekt." in words


def test_only_marked_quotations_are_printed_as_they_were_rewritten(db, tmp_path, suggestions):
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    app.import_texts(db, GOLDEN / "suggestions.csv", "2019")
    app.export_texts(db, "2019", tmp_path / "kodning.xlsx", all_texts=True)
    book = openpyxl.load_workbook(tmp_path / "kodning.xlsx")
    sheet = book.worksheets[1]
    rows = {sheet.cell(row, 3).value: row for row in range(4, sheet.max_row + 1)}
    quoted, rewritten = "Journal club en gång i månaden.", "Mer internutbildning på kliniken."
    sheet.cell(rows[quoted], 10).value = "ja"
    sheet.cell(rows[rewritten], 10).value = "ja"
    sheet.cell(rows[rewritten], 11).value = "Mer internutbildning här."
    book.save(tmp_path / "kodning.xlsx")
    assert app.import_texts(db, tmp_path / "kodning.xlsx", "2019").records == 2
    report = app.report_region(db, REGION, "2019", out=tmp_path / "ut")
    words = words_of(tmp_path / "ut")
    assert {row["text"] for row in suggestions if row["text"] in words} == {quoted}
    assert "Mer internutbildning här." in words
    assert not re.search(r"R\d{4}", json.dumps([figure.address for figure in report.material.figures]))
    assert "R0001" not in words
