"""Quality indicators: from what units and regions report to the verdict on a target, and what is kept back."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur import app
from spur.analysis.indicators import reached
from spur.records.problem import Code, InvalidInput
from spur.rubric.load import load
from spur.rubric.parts import Indicator
from spur.statistics.exact import round_half_up
from spur.statistics.populations import Printed
from tests.conftest import GOLDEN, RUBRIC, read_figures

HEADER = "unit_id,region,indicator,period,numerator,denominator,printed\n"
PROGRAMME, SUPERVISORS = "utbildningsprogram-6-man", "handledarutbildning"


def brought(folder: Path, rows: str, header: str = HEADER) -> Path:
    path = folder / "indicators.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def told(db: str, path: Path, rubric: str = RUBRIC) -> list[tuple[Code, int | None, str]]:
    with pytest.raises(InvalidInput) as refused:
        app.import_indicators(db, path, rubric)
    return [(p.code, p.place.row, p.place.column) for p in refused.value.problems]


@pytest.fixture
def figures(db, tmp_path):
    """What a report across regions has of the indicators in some rows, by address."""

    def of(rows: str, rubric: str = RUBRIC) -> dict[tuple[str, ...], dict[str, str]]:
        app.import_indicators(db, brought(tmp_path, rows), rubric)
        app.report_indicators(db, rubric, outputs=("csv",), out=tmp_path)
        return {
            (f["round"], f["scope_id"], f["subject"].partition(":")[2], f["statistic"]): f
            for f in read_figures(tmp_path / "figures.csv")
        }

    return of


def test_a_region_is_the_sum_of_its_units_unless_it_reports_itself(figures):
    rows = f"AM-01,,{PROGRAMME},2018,5,7,\nAM-02,,{PROGRAMME},2018,4,6,\n"
    rows += f"AM-01,,{PROGRAMME},2019,5,7,\n,Västmanland,{PROGRAMME},2019,150,200,\n"
    found = figures(rows)
    assert found["2018", "vastmanland", PROGRAMME, "numerator"]["value"] == "9"
    assert found["2018", "vastmanland", PROGRAMME, "share"]["shown"] == "69 %"
    assert found["2019", "vastmanland", PROGRAMME, "share"]["shown"] == "75 %"


def test_more_than_90_percent_is_not_90_percent(figures):
    at_ninety = f",vastmanland,{SUPERVISORS},2018,90,100,\n,vastmanland,{SUPERVISORS},2019,91,100,\n"
    found = figures(at_ninety + f",dalarna,{SUPERVISORS},2019,,,90 %\n")
    assert found["2018", "vastmanland", SUPERVISORS, "target_met"]["shown"] == "inte nått"
    assert found["2019", "vastmanland", SUPERVISORS, "target_met"]["shown"] == "nått"
    assert found["2019", "vastmanland", SUPERVISORS, "target"]["shown"] == "90 %"
    # "90 %" as printed may have been 90.4 or 89.6: nobody can tell
    assert found["2019", "dalarna", SUPERVISORS, "target_met"]["shown"] == "–"


@given(
    st.integers(0, 400),
    st.integers(1, 400),
    st.integers(0, 2),
    st.sampled_from(["at-least", "more-than", "at-most", "less-than"]),
    st.integers(0, 100),
)
def test_a_printed_rate_is_judged_only_as_what_it_was_rounded_from_would_be(count, of, decimals, rule, target):
    indicator = Indicator(id="i", text={"sv": "i"}, measure="per-100000", target=target, reached=rule)
    exact = Fraction(count * 100, of)
    printed = Printed(round_half_up(exact, decimals), decimals)
    assert reached(printed, indicator) in (reached(exact, indicator), None)
    far = abs(exact - target) > Fraction(2, 10**decimals)
    assert reached(printed, indicator) is not None or not far


def test_shares_of_few_people_are_kept_back_also_from_subtraction(figures, db, tmp_path):
    rows = f"AM-01,,{PROGRAMME},2019,2,2,\nAM-02,,{PROGRAMME},2019,4,6,\nAM-03,,{PROGRAMME},2019,9,9,\n"
    figures(rows)
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.report_region(db, "vastmanland", "2019", outputs=("csv", "pdf", "xlsx"), out=tmp_path)
    own = {
        (f["scope_id"], f["statistic"]): f
        for f in read_figures(tmp_path / "figures.csv")
        if f["subject"] == f"indicator:{PROGRAMME}"
    }
    assert own["vastmanland", "share"]["value"] == "0.882352941176"
    assert own["AM-03", "share"]["shown"] == "100 %"
    # two trainees are too few, and six would give them away: 17 − 9 − 6 = 2
    for unit in ("AM-01", "AM-02"):
        for statistic in ("numerator", "denominator", "share"):
            assert own[unit, statistic]["withheld"] == "withheld"
            assert own[unit, statistic]["value"] == ""
    assert (own["vastmanland", "n"]["value"], own["vastmanland", "units"]["value"]) == ("3", "51")


def test_the_region_s_report_tells_of_its_indicators(db, tmp_path):
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_indicators(db, GOLDEN / "indicators.csv", RUBRIC)
    report = app.report_region(db, "vastmanland", "2019", outputs=("csv",), out=tmp_path)
    from spur.report.region import region_document

    chapter = next(s for s in region_document(report.material).sections if s.title == "Kvalitetsindikatorer")
    last = chapter.blocks[1].rows[-1].cells
    assert last[0] == "Andel medarbetare med grundläggande handledarutbildning"
    assert last[1] == "mer än 90 %"
    assert last[-1] == "✓ nått"


def test_the_newest_file_counts_and_an_older_one_can_be_taken_back(db, tmp_path):
    first, second = (f",vastmanland,{SUPERVISORS},2019,{n},100,\n" for n in (80, 95))

    def kept(rows: str):
        return app.import_indicators(db, brought(tmp_path, rows), RUBRIC).kept

    def share() -> str:
        app.report_indicators(db, RUBRIC, outputs=("csv",), out=tmp_path)
        return next(f["value"] for f in read_figures(tmp_path / "figures.csv") if f["statistic"] == "share")

    assert kept(first).superseded == 0
    assert kept(first).already
    assert kept(second).superseded == 1
    assert share() == "0.95"
    assert not kept(first).already
    assert share() == "0.8"


REFUSED = [
    ("more than all of them", f"AM-01,,{PROGRAMME},2019,8,7,\n", [(Code.NUMERATOR_ABOVE, 2, "numerator")]),
    ("an indicator that there is none of", "AM-01,,program,2019,5,7,\n", [(Code.INDICATOR_UNKNOWN, 2, "indicator")]),
    ("an unknown unit", f"AM-99,,{PROGRAMME},2019,5,7,\n", [(Code.UNIT_UNKNOWN, 2, "unit_id")]),
    ("an unknown region", f",vastmanlnd,{PROGRAMME},2019,5,7,\n", [(Code.INDICATOR_REGION_UNKNOWN, 2, "region")]),
    ("both", f"AM-01,vastmanland,{PROGRAMME},2019,5,7,\n", [(Code.INDICATOR_OF_BOTH, 2, "region")]),
    ("neither", f",,{PROGRAMME},2019,5,7,\n", [(Code.INDICATOR_OF_NOBODY, 2, "unit_id")]),
    ("no denominator", f"AM-01,,{PROGRAMME},2019,5,,\n", [(Code.VALUE_MISSING, 2, "denominator")]),
    ("no period", f"AM-01,,{PROGRAMME},,5,7,\n", [(Code.VALUE_MISSING, 2, "period")]),
    ("no year", f"AM-01,,{PROGRAMME},hösten,5,7,\n", [(Code.PERIOD_INVALID, 2, "period")]),
    ("half a person", f'AM-01,,{PROGRAMME},2019,"4,5",7,\n', [(Code.NUMBER_INVALID, 2, "numerator")]),
    ("101 percent", f"AM-01,,{PROGRAMME},2019,,,101 %\n", [(Code.PERCENT_OUTSIDE, 2, "printed")]),
    ("a share that is another", f"AM-01,,{PROGRAMME},2019,5,7,72 %\n", [(Code.PRINTED_CONTRADICTS, 2, "printed")]),
    (
        "the same twice, the years written in two ways",
        f"AM-01,,{PROGRAMME},2018-2019,5,7,\nAM-01,,{PROGRAMME},2018–2019,6,7,\n",
        [(Code.INDICATOR_DUPLICATE, 3, "indicator")],
    ),
]


@pytest.mark.parametrize(("rows", "problems"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_bad_input_is_told_with_its_place_and_nothing_is_kept(rows, problems, db, tmp_path):
    fine = f"AM-02,,{PROGRAMME},2019,5,7,71 %\n"
    assert told(db, brought(tmp_path, rows + fine)) == problems
    with pytest.raises(InvalidInput) as refused:
        app.report_indicators(db, RUBRIC, out=tmp_path)
    assert [p.code for p in refused.value.problems] == [Code.INDICATORS_ABSENT]


def test_columns_that_must_be_there(db, tmp_path):
    path = brought(tmp_path, f"{PROGRAMME},5\n", "indicator,numbers\n")
    with pytest.raises(InvalidInput) as refused:
        app.import_indicators(db, path, RUBRIC)
    lacking = [p.found for p in refused.value.problems if p.code is Code.COLUMN_MISSING]
    assert lacking == ["period", "unit_id / region", "numerator / denominator / printed"]


def test_a_count_has_no_denominator_and_a_rate_may_lack_its_population(db, tmp_path):
    rubric = "training-capacity@2025"
    rows = ",riket,at-behov,2025,1668,10000000,\n,dalarna,bt-planerade,2026,14,,\n,dalarna,at,2022,,,\n"
    assert told(db, brought(tmp_path, rows), rubric) == [
        (Code.INDICATOR_IS_A_COUNT, 2, "denominator"),
        (Code.VALUE_MISSING, 4, "numerator"),
    ]


def test_a_known_population_gives_a_rate_of_its_own(figures):
    found = figures(",dalarna,at,2022,62,288387,\n", "training-capacity@2025")
    assert found["2022", "dalarna", "at", "per_100000"]["shown"] == "21,5"
    assert ("2022", "dalarna", "at", "population_low") not in found


def test_a_rubric_without_indicators_says_so(db, tmp_path):
    path = Path(__file__).parents[1] / "rubric" / "minimal.toml"
    assert load(path).rubric is not None
    rows = brought(tmp_path, "AM-01,,x,2019,1,1,\n")
    assert told(db, rows, str(path)) == [(Code.INDICATORS_NONE, None, "")]
    with pytest.raises(InvalidInput):
        app.report_indicators(db, str(path), out=tmp_path)


def test_how_many_of_an_unknown_number_is_not_told(figures, db, tmp_path):
    """One unit reports two of nobody knows how many, as 50 %: their sum with the other's would give them away."""
    rows = f"AM-01,,{PROGRAMME},2019,2,,50 %\nAM-02,,{PROGRAMME},2019,7,12,\n,dalarna,{PROGRAMME},2019,3,,75 %\n"
    found = figures(rows)
    for region in ("vastmanland", "dalarna"):
        assert found["2019", region, PROGRAMME, "numerator"]["value"] == ""
    assert found["2019", "dalarna", PROGRAMME, "share"]["shown"] == "75 %"
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.report_region(db, "vastmanland", "2019", outputs=("csv",), out=tmp_path)
    own = [f for f in read_figures(tmp_path / "figures.csv") if f["subject"] == f"indicator:{PROGRAMME}"]
    numerators = {f["scope_id"]: f["value"] for f in own if f["statistic"] == "numerator"}
    assert numerators == {"vastmanland": "", "AM-01": "", "AM-02": "7"}
