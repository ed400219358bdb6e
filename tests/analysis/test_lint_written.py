"""Whoever changes a number of a written report is found out: the others tell what it must be."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from spur.analysis.lint.remark import Remark, Weight
from spur.analysis.lint.written import Instrument, json_remarks, written_remarks
from spur.app import ImportSummary, Report
from spur.intake.figures import read_figures
from spur.records.figure_row import COLUMNS, FigureRow
from spur.report import opendata
from spur.report.remarks import line, told
from spur.wording import Wording

GRADES = (Instrument({"A": 4, "B": 3, "C": 2, "D": 1}, 3),)
SWEDISH = Wording("sv")
Rows = tuple[FigureRow, ...]


@pytest.fixture(scope="module")
def rows(demo: tuple[Path, list[ImportSummary], Report]) -> Rows:
    """The trainees' part of the demonstration's figures, which has every kind of row there is."""
    found, problems = read_figures(demo[0] / "figures.csv")
    assert problems == []
    return tuple(row for row in found if row.role in ("", "st-lakare") and not row.versus.startswith("group:"))


def edited(rows: Rows, address: str, edit: Callable[[FigureRow], FigureRow]) -> Rows:
    """The rows with one of them changed: "region vastmanland area:A mean", with a role or what it is compared with."""
    scope, scope_id, subject, statistic, *more = address.split()
    role = next((each for each in more if each == "st-lakare"), "")
    versus = next((each for each in more if each != role), "")
    at = [
        index
        for index, row in enumerate(rows)
        if (row.round, *row.about[1:], row.statistic)
        == ("2019", scope, scope_id, role, subject, versus, statistic)
    ]  # fmt: skip
    assert len(at) == 1, address
    return (*rows[: at[0]], edit(rows[at[0]]), *rows[at[0] + 1 :])


def contradictions(rows: Sequence[FigureRow]) -> list[Remark]:
    return [each for each in written_remarks(rows, GRADES) if each.weight is Weight.CONTRADICTION]


EDITS = {
    "region vastmanland area:D mean": ("3.1", "3,1", "mean-not-counts"),
    "region vastmanland area:D sd": ("0.9", "0,9", "mean-not-counts"),
    "region vastmanland area:D rank": ("4", "4", "rank-not-means"),
    "region vastmanland area:D count:B": ("9", "9", "n-not-counts"),
    "group kirurgi area:A share_at_line": ("0.7", "70 %", "share-not-counts"),
    "group medicin total mean": ("28", "28,0", "total-not-sum"),
    "group medicin units n": ("10", "10", "whole-not-sum"),
    "region vastmanland item:st.helhet n st-lakare": ("174", "174", "n-not-counts"),
    "region vastmanland item:st.helhet positive st-lakare": ("142", "142", "n-not-counts"),
    "group medicin item:st.helhet share_positive st-lakare": ("0.9", "90 %", "share-not-counts"),
    "region vastmanland item:st.helhet ci_low st-lakare": ("0.83", "83 %", "share-outside-interval"),
    "region vastmanland item:st.helhet mean st-lakare": ("4.013", "4,0", "mean-impossible"),
    "region vastmanland item:st.helhet sd st-lakare": ("0.8", "0,8", "mean-impossible"),
    "region vastmanland item:st.helhet diff st-lakare national-2017-2019": ("0.12", "+12,0", "diff-not-shares"),
    "group kirurgi item:st.helhet diff st-lakare rest": ("0.02", "+2,0", "diff-not-shares"),
    "group kirurgi item:st.helhet diff_low st-lakare region": ("0.2", "+20,0", "diff-outside-interval"),
    "region vastmanland item:st.helhet diff st-lakare round:2014": ("0.1", "+10,0", "diff-not-shares"),
    "region vastmanland items count:more st-lakare national-2017-2019": ("6", "6", "verdicts-not-counted"),
    "region vastmanland responses n st-lakare": ("207", "207", "whole-not-sum"),
    "region vastmanland responses share_of_invited st-lakare": ("0.99", "99 %", "share-not-counts"),
}


def test_nothing_contradicts_itself_as_it_was_written(rows: Rows) -> None:
    assert contradictions(rows) == []


@pytest.mark.parametrize("address", EDITS)
def test_a_number_that_somebody_has_changed_everywhere_it_is_shown(rows: Rows, address: str) -> None:
    value, shown, code = EDITS[address]
    found = contradictions(edited(rows, address, lambda row: replace(row, value=value, shown=shown)))
    assert code in {str(remark.code) for remark in found}
    for remark in found:
        assert "None" not in line(remark, SWEDISH)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("3.92156862745", "4,0"), ("3.92156862745", ""), ("3.92156862745", "hög"), ("3.9.2", "3,9"), ("4", "3,9")],
)
def test_a_number_and_what_is_shown_of_it(rows: Rows, value: str, shown: str) -> None:
    changed = edited(rows, "region vastmanland area:A mean", lambda row: replace(row, value=value, shown=shown))
    assert contradictions(changed)


def test_a_verdict_that_somebody_has_changed(rows: Rows) -> None:
    address = "region vastmanland item:st.helhet five_point_verdict st-lakare national-2017-2019"
    changed = edited(rows, address, lambda row: replace(row, value="less", shown="mindre positiv"))
    (verdict,) = [each for each in contradictions(changed) if each.code == "verdict-not-diff"]
    assert (told(verdict.printed, SWEDISH), told(verdict.forced, SWEDISH)) == ("mindre positiv", "mer positiv")
    reworded = edited(rows, address, lambda row: replace(row, shown="mindre positiv"))
    assert [str(each.code) for each in contradictions(reworded)] == ["shown-unlike"]


def test_what_is_withheld_is_not_told_when_it_is_there_after_all(rows: Rows) -> None:
    hidden = next(row for row in rows if row.withheld)
    changed = [replace(row, value="3", shown="37 %") if row is hidden else row for row in rows]
    (remark,) = contradictions(changed)
    assert remark.code == "withheld-shown"
    assert "37" not in line(remark, SWEDISH).partition(":")[2]


def test_a_row_that_stands_twice_and_one_that_json_has_unlike(rows: Rows) -> None:
    assert "figure-twice" in {str(each.code) for each in contradictions((*rows, rows[3]))}
    other = edited(rows, "region vastmanland area:A mean", lambda row: replace(row, value="3.9"))
    assert [str(each.code) for each in json_remarks(rows, other)] == ["json-unlike"]
    assert len(list(json_remarks(rows, rows[:-2]))) == 2
    assert list(json_remarks(rows, rows)) == []


def test_a_units_own_report_has_one_group_of_several(rows: Rows) -> None:
    """There the parts need not be the whole; they may not be more."""
    own = [row for row in rows if row.scope in ("region", "baseline") or row.scope_id == "kirurgi"]
    assert {str(each.code) for each in contradictions(own)} <= {"verdicts-not-counted"}
    more = [replace(row, value="99", shown="99") if _is_units(row) else row for row in own]
    assert "part-above-whole" in {str(each.code) for each in contradictions(more)}


def _is_units(row: FigureRow) -> bool:
    return (row.scope_id, row.subject, row.statistic, row.role) == ("kirurgi", "units", "n", "")


def test_totals_are_no_sums_where_a_unit_is_incomplete(rows: Rows) -> None:
    total = edited(rows, "group medicin total mean", lambda row: replace(row, value="28", shown="28,0"))
    whole = edited(total, "group medicin units incomplete", lambda row: replace(row, value="1", shown="1"))
    codes = {str(each.code) for each in contradictions(whole)}
    assert "total-not-sum" not in codes
    assert "whole-not-sum" in codes  # nobody in the region is incomplete


def test_a_rubric_that_nobody_ships_makes_no_contradiction(rows: Rows) -> None:
    """Where no known points give the means, they are not held to any."""
    others = [Instrument({"A": 3, "B": 2, "C": 1, "D": 0}, 2)]
    assert not any(remark.code == "mean-not-counts" for remark in written_remarks(rows, others))


def test_the_columns_are_those_that_reports_are_written_with() -> None:
    assert COLUMNS == opendata.COLUMNS
