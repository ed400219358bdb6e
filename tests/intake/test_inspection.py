"""An inspector's workbook comes in: every mistake is told at its cell, and what does no harm is let be."""

from pathlib import Path

import pytest

from spur.intake.inspection import read_inspection
from spur.intake.recognised import recognise
from spur.intake.sandbox import Sandbox
from spur.records.inspection import Inspection, Judgement
from spur.records.problem import Problem
from spur.records.unit import Unit
from spur.rubric.load import loads
from tests.intake.markdown import write_workbook

MINI = Path(__file__).parent.parent.joinpath("rubric", "minimal.toml").read_text(encoding="utf-8")
FINDINGS = """
[[finding]]
code = "met"
label = { sv = "Uppfyllt", en = "Met" }
met = 100

[[finding]]
code = "unmet"
label = { sv = "Ej uppfyllt", en = "Not met" }
met = 0

[[finding]]
code = "na"
label = { sv = "Ej relevant" }
missing = "not_applicable"
"""
RUBRIC = loads(MINI + FINDINGS, "mini.toml").rubric
UNITS = {"AM-01": Unit("AM-01", "Provenheten Havsörn", "", "", "", "")}

ABOUT = """
# _spur
| spur:about  | value  |
| format      | 1      |
| rubric      | mini@1 |
| rubric_hash | abc    |
| unit        | AM-01  |
| round       | 2019   |
| language    | sv     |
"""
START = """
# Start
| spur:start   | value      |
| inspected_on | 2019-03-01 |
| inspectors   | Ada, Bo    |
| judgement    | joint      |
| inspector    |            |
"""
AREA = """
# X Verksamheten
| spur:area:X        | finding  | note         |
| requirement:X1     | Uppfyllt | Bra          |
| text:description   |          | Så är det.   |
| text:strengths     |          |              |
| text:weaknesses    |          |              |
| text:possibilities |          |              |
| grade              | A        | Tydligt.     |
"""
COMMENTS = """
# Kommentarer
| spur:comments | note |
| comment:X     | Tack |
"""
GOOD = ABOUT + START + AREA + COMMENTS


def read(markdown: str, tmp_path: Path) -> tuple[Inspection | None, list[Problem]]:
    with Sandbox() as sandbox:
        book, problems = sandbox.open(write_workbook(markdown, tmp_path / "AM-01.xlsx"))
    assert book is not None, problems
    workbook = recognise(book)
    if workbook.cover is None:
        return None, list(workbook.problems)
    found = read_inspection(workbook, workbook.cover, RUBRIC, UNITS)
    return found.inspection, list(found.problems)


def test_a_good_workbook_gives_exactly_what_was_written(tmp_path):
    inspection, problems = read(GOOD, tmp_path)
    assert problems == []
    assert (inspection.unit_id, inspection.round, str(inspection.inspected_on)) == ("AM-01", "2019", "2019-03-01")
    assert (inspection.inspectors, inspection.judgement) == (("Ada", "Bo"), Judgement.JOINT)
    [area] = inspection.areas
    assert (area.grade, area.motivation, area.description, area.comment) == ("A", "Tydligt.", "Så är det.", "Tack")
    assert area.findings == {"X1": "met"}
    assert area.found[0].note == "Bra"


# What stands in the workbook instead, and the one problem that it gives: code, cell (or sheet), what stood there, and
# what was likely meant.
X1 = "requirement:X1"
MISTAKES = [
    ("| Uppfyllt | Bra", "| Uppfylt | Bra", "finding-unknown", "X Verksamheten!B2", "Uppfylt", "Uppfyllt"),
    ("| grade              | A ", "| grade              | E ", "grade-unknown", "X Verksamheten!B7", "E", ""),
    ("2019-03-01", "1 mars", "date-invalid", "Start!B2", "1 mars", ""),
    ("2019-03-01", "          ", "inspection-undated", "Start!B2", "", ""),
    ("Ada, Bo", "       ", "inspectors-missing", "Start!B3", "", ""),
    ("| joint ", "| båda ", "judgement-unknown", "Start!B4", "båda", ""),
    ("| joint ", "| own   ", "inspector-missing", "Start!B5", "", ""),
    ("| Uppfyllt | Bra", "| #N/A     | Bra", "cell-error", "X Verksamheten!B2", "#N/A", ""),
    ("| Så är det. ", "| =A1+1      ", "cell-not-computed", "X Verksamheten!C3", "=A1+1", ""),
    ("| requirement:X1     | Uppfyllt | Bra          |\n", "", "row-missing", "X Verksamheten!", "X1", ""),
    (X1, f"{X1} | | |\n| {X1}", "row-duplicate", "X Verksamheten!", X1, ""),
    (X1, f"{X1} | Met | |\n| requirement:Y9", "row-unknown", "X Verksamheten!", "requirement:Y9", X1),
    ("| Uppfyllt | Bra", "| Ej uppfyllt | Bra", "grade-unexpected", "X Verksamheten!B7", "X: A", ""),
    ("| Uppfyllt | Bra", "| | Bra", "findings-open", "!", "X", ""),
    ("| grade              | A ", "| grade              |   ", "areas-ungraded", "!", "AM-01", ""),
    (AREA, "", "sheet-missing", "!", "X Verksamheten", ""),
    (AREA, AREA + AREA.replace("# X Verksamheten", "# Kopia"), "sheet-duplicate", "Kopia!", "Kopia", ""),
    (AREA, AREA + "\n# Mina anteckningar\n| hej |\n", "sheet-ignored", "Mina anteckningar!", "Mina anteckningar", ""),
    (COMMENTS, "", "sheet-missing", "!", "Enhetens kommentarer", ""),
    ("| comment:X     | Tack |\n", "", "row-missing", "Kommentarer!", "X", ""),
    ("| round       | 2019   |\n", "", "row-missing", "_spur!", "round", ""),
    ("| round       | 2019   |", "| round       | 20/19  |", "workbook-round", "!", "20/19", ""),
    ("| finding  | note ", "| | note ", "sheet-column-missing", "X Verksamheten!", "Bedömning", ""),
    ("| finding  | note ", "| finding | finding ", "sheet-column-duplicate", "X Verksamheten!C1", "Bedömning", ""),
    (AREA, AREA.replace("note         |", "note | number |").replace("Bra          |", "Bra | X2 |"),
     "row-shifted", "X Verksamheten!D2", "X2", ""),
    ("| inspector    |            |", "| inspector | Bo |", "inspector-unexpected", "Start!B5", "Bo", ""),
    ("2019-03-01", "1850-01-01", "date-outside", "Start!B2", "1850-01-01", ""),
    ("2019-03-01", "20190301", "date-invalid", "Start!B2", "20190301", ""),
    ("| text:strengths     |          |", "| text:strengths | Mer |", "words-outside", "X Verksamheten!B4", "Mer", ""),
    ("| Bra          |", "| Bra_x0007_ |", "cell-unfit", "X Verksamheten!C2", "U+0007", ""),
    ("| text:strengths", "| | | Obs! |\n| text:strengths", "words-outside", "X Verksamheten!C4", "Obs!", ""),
    ("| Uppfyllt | Bra          |", "| Uppfyllt | Bra | Mer |", "words-outside", "X Verksamheten!D2", "Mer", ""),
    ("AM-01  |\n| round", "AM-1   |\n| round", "unit-unknown", "!", "AM-1", "AM-01"),
    ("| format      | 1 ", "| format      | 2 ", "workbook-format", "!", "2", ""),
    (ABOUT, "\n# Blad1\n| hej |\n", "workbook-foreign", "!", "AM-01.xlsx", ""),
]  # fmt: skip


# What a mistake cannot but bring with it: without the column or with two of them, its cells are told as well.
FOLLOWING = {
    "sheet-column-missing": {"words-outside"},
    "sheet-column-duplicate": {"sheet-column-missing", "finding-unknown", "words-outside"},
}


@pytest.mark.parametrize(("good", "bad", "code", "where", "found", "suggestion"), MISTAKES)
def test_each_mistake_is_told_at_its_cell(good, bad, code, where, found, suggestion, tmp_path):
    assert good in GOOD
    _, problems = read(GOOD.replace(good, bad, 1), tmp_path)
    told = [(p.code.value, f"{p.place.sheet}!{p.place.cell}", p.found, p.suggestion) for p in problems]
    assert (code, where, found, suggestion) in told
    others = {p.code.value for p in problems} - {code}
    # a missing sheet leaves nothing open, a missing finding no expectation: no mistake drags others with it
    assert others <= {"row-missing", "findings-open", "areas-ungraded"} | FOLLOWING.get(code, set()), problems


def test_all_mistakes_of_a_workbook_are_told_at_once(tmp_path):
    bad = GOOD.replace("| Uppfyllt", "| Uppfylt").replace("2019-03-01", "igår").replace("| A ", "| Z ")
    _, problems = read(bad, tmp_path)
    assert {p.code.value for p in problems} >= {"finding-unknown", "date-invalid", "grade-unknown"}


HARMLESS = {
    "rows are sorted": AREA.replace(
        "| requirement:X1     | Uppfyllt | Bra          |\n| text:description   |          | Så är det.   |",
        "| text:description   |          | Så är det.   |\n| requirement:X1     | Uppfyllt | Bra          |",
    ),
    "blank rows are inserted": AREA.replace("| text:strengths", "| | | |\n| | | |\n| text:strengths"),
    "a row and a column are inserted before everything": "# X\n| | | | |\n"
    + "\n".join("| " + line for line in AREA.strip().splitlines()[1:]),
    "the sheet is renamed": AREA.replace("# X Verksamheten", "# Första området"),
    "columns have changed places": "\n".join(
        [
            "# X Verksamheten",
            "| spur:area:X | note | finding |",
            "| requirement:X1 | Bra | Uppfyllt |",
            "| text:description | Så är det. | |",
            "| text:strengths |",
            "| text:weaknesses |",
            "| text:possibilities |",
            "| grade | Tydligt. | A |",
        ]
    ),
    "the finding is in English and in capitals": AREA.replace("| Uppfyllt", "| MET"),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_what_does_no_harm_is_let_be(change, tmp_path):
    expected, _ = read(GOOD, tmp_path)
    inspection, problems = read(ABOUT + START + HARMLESS[change] + "\n" + COMMENTS, tmp_path)
    assert problems == []
    assert inspection == expected
