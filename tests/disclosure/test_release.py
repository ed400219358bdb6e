"""Nobody's answers can be found out: neither from what the rule shows, nor from any file that a report writes.

The reader who tries knows the rule, the size of every group and everything that is shown (an attacker who only looks at
one table would be fooled by far less).
"""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from spur.cli import run
from spur.disclosure.release import Node, Protection, at_least_critical, large_enough, released
from tests.conftest import RUBRIC, read_figures
from tests.disclosure.reader import Rule, Sizes, exposed, nodes, too_small, tree, units

ORACLES = Path(__file__).parents[2] / "fixtures" / "oracles" / "sdc_vectors.json"
VECTORS = json.loads(ORACLES.read_text(encoding="utf-8"))["vectors"]

# The vectors of the specification


@pytest.mark.parametrize("vector", [pytest.param(v, id=v["id"]) for v in VECTORS])
def test_the_rule_shows_what_the_specification_shows(vector: dict) -> None:
    root = tree(vector["tree"], vector["critical"])
    protection = Protection(k=vector["k"], c=vector["c"])
    assert sorted(large_enough(root, protection.k)) == vector["structural_published"]
    shown = released(root, protection)
    told: list[list[object]] = [[node.id, node.critical] for node in nodes(root) if node.id in shown]
    least = at_least_critical(root, protection)
    told += [] if least is None else [[root.id, [">=", least]]]
    assert sorted(told, key=str) == sorted(vector["release"], key=str)


def test_the_vectors_are_all_there() -> None:
    assert len(VECTORS) == 16
    assert any(isinstance(count, list) for vector in VECTORS for _, count in vector["release"])


# What a reader can derive


def threshold_only(root: Node, protection: Protection) -> set[str]:
    """What most people would do: show whatever has enough answers."""
    return {node.id for node in nodes(root) if node.n >= protection.k}


def without_step_two(root: Node, protection: Protection) -> set[str]:
    return large_enough(root, protection.k)


def hiding_the_offender(root: Node, protection: Protection) -> set[str]:
    shown = large_enough(root, protection.k)
    return {node.id for node in nodes(root) if node.id in shown and node.critical < node.n - protection.c}


SMALL_TREES: list[tuple[Sizes, Protection]] = [
    ({"a": 3, "b": 4, "c": 6}, Protection(k=3, c=1)),
    ({"a": 3, "b": 3, "c": 3, "d": 4}, Protection(k=3, c=1)),
    ({"a": 5, "b": 6, "c": 2, "d": 8}, Protection(k=5, c=1)),
    ({"a": 5, "b": 5, "c": 6}, Protection(k=5, c=2)),
    ({"A": {"a1": 3, "a2": 4, "a3": 2}, "B": {"b1": 4, "b2": 3}}, Protection(k=3, c=1)),
    ({"A": {"a1": 5, "a2": 6}, "B": {"b1": 7, "b2": 2}}, Protection(k=5, c=1)),
    ({"A": {"B": {"b1": 3, "b2": 4}, "C": {"c1": 3, "c2": 1}}, "D": {"d1": 5}}, Protection(k=3, c=1)),
    ({"A": {"B": {"C": {"c1": 3, "c2": 4}, "D": {"d1": 3}}, "E": {"e1": 2}}, "F": 5}, Protection(k=3, c=1)),
    ({"a": 3, "b": 4, "c": 6}, Protection(k=5, c=1, k_unit=3)),
    ({"A": {"a1": 3, "a2": 4, "a3": 2}, "B": {"b1": 4, "b2": 3}}, Protection(k=6, c=1, k_unit=3)),
]


@pytest.mark.parametrize(("sizes", "protection"), SMALL_TREES)
def test_whatever_is_answered_nobody_learns_that_all_of_a_unit_were_critical(
    sizes: Sizes, protection: Protection
) -> None:
    assert exposed(sizes, protection, released) == set()


sizes_of_units = st.lists(st.integers(0, 16), min_size=1, max_size=5)
trees_of_units = st.lists(sizes_of_units, min_size=1, max_size=5)


@st.composite
def answered_trees(draw: st.DrawFn) -> Node:
    sizes: Sizes = {
        f"g{g}": {f"g{g}u{u}": n for u, n in enumerate(group)} for g, group in enumerate(draw(trees_of_units))
    }
    critical = {unit.id: draw(st.integers(0, unit.n)) for unit in units(tree(sizes, {}))}
    return tree(sizes, critical)


@given(answered_trees(), st.integers(2, 10))
def test_nothing_can_be_derived_of_fewer_than_k_people_also_not_by_subtraction(root: Node, k: int) -> None:
    assert too_small(root, large_enough(root, k), k) == []
    assert too_small(root, released(root, Protection(k=k)), k) == []


@given(answered_trees())
def test_means_and_spreads_give_nothing_away_of_fewer_than_ten(root: Node) -> None:
    """They are shown where the counts are and ten answered: what is left over by subtraction is ten or more as well."""
    protection = Protection()
    spread = released(root, protection) & large_enough(root, protection.k_distribution)
    assert too_small(root, spread, protection.k_distribution) == []


@given(answered_trees())
def test_everybody_reads_nothing_that_the_units_reports_do_not_show(root: Node) -> None:
    """And of fewer than k people nothing can be worked out of it."""
    of_units, public = Protection(), Protection(k=10, k_distribution=20, k_unit=5)
    shown = released(root, public)
    assert shown <= released(root, of_units)
    assert too_small(root, shown, 10) == []
    assert too_small(root, shown | released(root, of_units), 5) == []


@given(answered_trees())
def test_what_is_shown_lies_within_what_is_shown(root: Node) -> None:
    shown = released(root, Protection())
    assert shown <= large_enough(root, 5)
    for node in nodes(root):
        assert node.id in shown or not any(child.id in shown for child in node.children)


# Each step is needed: without it the checks above find somebody


def test_without_complementary_withholding_a_unit_of_four_could_be_worked_out() -> None:
    root = tree({"A": {"a1": 14, "a2": 12, "a3": 4}, "B": {"b1": 13, "b2": 12}}, {"a1": 2, "a2": 2, "a3": 1})
    assert too_small(root, threshold_only(root, Protection()), 5) == [4]
    assert too_small(root, released(root, Protection()), 5) == []
    assert released(root, Protection()) == {"R", "A", "B", "a1", "b1", "b2"}


@pytest.mark.parametrize("rule", [without_step_two, hiding_the_offender])
def test_without_the_second_step_it_would_be_known_that_all_were_critical(rule: Rule) -> None:
    sizes, protection = SMALL_TREES[0]
    assert exposed(sizes, protection, rule) != set()


# A whole survey, read from the files


SMALL_GROUP, NEXT_SMALLEST = "psykiatri", "kirurgi"
TRAINEES = {"allmanmedicin": 20, "medicin": 20, NEXT_SMALLEST: 12, SMALL_GROUP: 3}
ROLE, WITHHELD = "st-lakare", "visas ej"
QUESTIONS = ("st.helhet", "st.allsidig", "st.teori")
OF_THE_LARGE = "55554444444444443322"  # 80 % positive
TWO_OF_THREE, TEN_OF_TWELVE = "443", "555544444432"  # 67 % and 83 %, which are nobody else's shares


def report_on(folder: Path, of_the_small: str, of_the_next: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Write a report, in ``folder``, on a region with a group of three trainees; returns what the terminal said.

    ``of_the_small`` are the three's answers to the last question, one a trainee; likewise ``of_the_next``. To the other
    questions their answers are always the same.
    """
    folder.mkdir()
    rows = [("unit_id", "unit_name", "specialty_group", "region")]
    rows += [(group[:2].upper(), f"Provenheten {group}", group, "vastmanland") for group in TRAINEES]
    survey = [("response_id", "unit_id", "role", *QUESTIONS)]
    for group, n in TRAINEES.items():
        others = {SMALL_GROUP: TWO_OF_THREE, NEXT_SMALLEST: TEN_OF_TWELVE}.get(group, OF_THE_LARGE)
        last = {SMALL_GROUP: of_the_small, NEXT_SMALLEST: of_the_next}.get(group, OF_THE_LARGE)
        for i in range(n):
            survey.append((f"{group}-{i}", group[:2].upper(), ROLE, others[i], others[i], last[i]))
    grades = [("unit_id", "area", "grade_at_inspection", "inspected_on")]
    grades += [(unit_id, area, "B", "2019-03-01") for unit_id, *_ in rows[1:] for area in "ABCDEFGH"]
    for name, table in (("units.csv", rows), ("grades.csv", grades), ("survey.csv", survey)):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
    db = f"sqlite:///{folder / 'spur.db'}"
    said = ""
    for command in (
        ["init"],
        ["import", "units", str(folder / "units.csv")],
        ["import", "grades", str(folder / "grades.csv"), "--rubric", RUBRIC, "--round", "2019"],
        ["import", "survey", str(folder / "survey.csv"), "--rubric", RUBRIC, "--round", "2019"],
        ["report", "region", "vastmanland", "--round", "2019", "--out", str(folder / "out")],
    ):
        assert run([*command, "--db", db]) == 0
        output = capsys.readouterr()
        said += (output.out + output.err).replace(str(folder), "")
    return said


def cells_of(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path)
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_answers_of_three_trainees_stand_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = report_on(tmp_path / "r", TWO_OF_THREE, TEN_OF_TWELVE, capsys)
    out = tmp_path / "r" / "out"
    rows = read_figures(out / "figures.csv")
    objects = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    assert len(objects) == len(rows)

    asked = {f"item:{question}" for question in QUESTIONS}
    own = [r for r in rows if r["scope_id"] == SMALL_GROUP and r["subject"] in asked and r["role"] == ROLE]
    assert {r["statistic"] for r in own} >= {
        "n",
        "missing",
        "positive",
        "share_positive",
        "share_negative",
        "mean",
        "sd",
    }
    for row in own:
        assert (row["withheld"], row["value"], row["shown"]) == ("withheld", "", "")
    for each in objects:
        if each["scope_id"] == SMALL_GROUP and each["subject"] in asked:
            assert (each["withheld"], each["value"], each["shown"]) == ("withheld", None, "")
    large = [r for r in rows if r["scope_id"] == "medicin" and r["subject"] == "item:st.teori" and r["role"] == ROLE]
    assert {r["statistic"]: r["shown"] for r in large}["share_positive"] == "80 %"

    cells, text = cells_of(out / "region-vastmanland-2019.xlsx"), text_of(out / "region-vastmanland-2019.pdf")
    # every asked question, share and n together, for the three and for the group that hides them, and for nobody else
    assert cells.count(WITHHELD) == 2 * len(QUESTIONS)
    assert text.count(WITHHELD) == 2 * len(QUESTIONS)
    everything = [(out / "figures.csv").read_text(encoding="utf-8"), text, said, *map(str, cells)]
    for sign in ("67 %", "67\N{NO-BREAK SPACE}%", "0.66666", "83 %", "83\N{NO-BREAK SPACE}%", "0.83333"):
        assert not any(sign in each for each in everything), sign
    assert not any(isinstance(cell, float) and abs(cell - 2 / 3) < 1e-9 for cell in cells)


def test_who_answered_what_among_the_hidden_changes_no_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The three change answers to a question with members of the group that hides them: every file is the same, byte
    for byte (also the order of the questions), and so is what the terminal says."""
    said, changed = (
        report_on(tmp_path / name, of_the_small, of_the_next, capsys)
        for name, of_the_small, of_the_next in (("a", TWO_OF_THREE, TEN_OF_TWELVE), ("b", "325", "555444444443"))
    )
    assert sorted(TWO_OF_THREE + TEN_OF_TWELVE) == sorted("325555444444443")
    assert said == changed
    names = sorted(path.name for path in (tmp_path / "a" / "out").iterdir())
    assert names == [
        *("figures.csv", "figures.json"),
        *(f"region-vastmanland-2019.{ending}" for ending in ("html", "pdf", "xlsx")),
        "report.json",
    ]
    for name in names:
        assert (tmp_path / "a" / "out" / name).read_bytes() == (tmp_path / "b" / "out" / name).read_bytes(), name


def test_other_answers_among_the_shown_do_change_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check above would be worth nothing if answers were never read."""
    report_on(tmp_path / "a", TWO_OF_THREE, TEN_OF_TWELVE, capsys)
    report_on(tmp_path / "b", TWO_OF_THREE, "555544444433", capsys)
    first, second = ((tmp_path / name / "out" / "figures.csv").read_bytes() for name in "ab")
    assert first != second
