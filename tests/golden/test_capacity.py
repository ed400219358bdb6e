"""The tables of the healthcare region's reports of 2022 and 2025, number by number, and what their rates tell of the
populations that were not printed."""

import csv
from pathlib import Path

import openpyxl
import pytest

from spur import app
from tests.conftest import read_figures

RUBRIC = "training-capacity@2025"
FIXTURES = Path(__file__).parents[2] / "fixtures" / "training-capacity"
FILES = ("posts-2022.csv", "posts-2025.csv")


@pytest.fixture(scope="module")
def capacity(tmp_path_factory):
    """The report of both files: its folder and its figures by their address."""
    folder = tmp_path_factory.mktemp("capacity")
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    for name in FILES:
        app.import_indicators(db, FIXTURES / name, RUBRIC)
    app.report_indicators(db, RUBRIC, out=folder)
    figures = {
        (f["round"], f["scope_id"], f["subject"], f["statistic"], f["versus"]): f
        for f in read_figures(folder / "figures.csv")
    }
    return folder, figures


@pytest.fixture(scope="module")
def population(capacity):
    """The lowest and the highest population by its address; None where there is none."""

    def find(period: str, region: str, subject: str = "population", versus: str = "") -> tuple[int, int] | None:
        ends = [capacity[1][period, region, subject, f"population_{end}", versus]["value"] for end in ("low", "high")]
        return (int(ends[0]), int(ends[1])) if ends[0] else None

    return find


def test_every_printed_number_comes_out_as_it_was_printed(capacity):
    _, figures = capacity
    checked = 0
    for name in FILES:
        with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = (row["period"], row["region"], f"indicator:{row['indicator']}")
                if row["numerator"]:
                    assert figures[*place, "numerator", ""]["value"] == row["numerator"]
                    checked += 1
                if row["printed"]:
                    shown = figures[*place, "per_100000", ""]["shown"]
                    assert shown.replace("\u00a0", "") == row["printed"]
                    checked += 1
    assert checked == 35 + 36 + 40 + 8 + 6 + 6 + 18


def test_the_printed_sums_are_the_sums_of_the_regions(capacity):
    _, figures = capacity
    for year, total in zip(range(2026, 2031), (135, 263, 451, 519, 523), strict=True):
        place = (str(year), "mellansverige", "indicator:bt-planerade", "numerator")
        assert figures[*place, ""]["value"] == figures[*place, "printed"]["value"] == str(total)
    assert figures["2030", "mellansverige", "indicator:bt-planerade", "per_100000", ""]["shown"] == "24"


def test_sums_that_were_not_printed(capacity):
    _, figures = capacity
    at = [figures[year, "mellansverige", "indicator:at", "numerator", ""]["value"] for year in ("2022", "2023")]
    assert at == ["388", "386"]
    # Värmland's completed BT are printed as "?": there is no sum to show
    assert figures["2021–2025", "mellansverige", "indicator:bt-slutforda", "numerator", ""]["value"] == ""
    assert figures["2021–2025", "mellansverige", "indicator:bt-slutforda", "n", ""]["value"] == "6"


def test_dalarna_by_hand(population):
    """2022: 62·10^5 / 21.55 = 287,703.02 and / 21.45 = 289,044.29; 1,500·10^5 / 520.5 = 288,184.4 and / 519.5 =
    288,739.2; 318·10^5 / 110.5 = 287,782.8 and / 109.5 = 290,410.96. 2023: 64·10^5 / 22.15 = 288,939.1 is more than
    14·10^5 / 4.85 = 288,659.8."""
    assert population("2022", "dalarna", "indicator:at") == (287_704, 289_044)
    assert population("2022", "dalarna", "indicator:studentveckor") == (288_185, 288_739)
    assert population("2022", "dalarna", "indicator:st") == (287_783, 290_410)
    assert population("2022", "dalarna") == (288_185, 288_739)
    assert population("2023", "dalarna", "indicator:at") == (288_940, 290_249)
    assert population("2023", "dalarna", "indicator:bt") == (282_829, 288_659)
    assert population("2023", "dalarna") is None


def test_uppsala_by_hand(population, capacity):
    """50·10^5 / 12.65 = 395,256.9 and / 12.55 = 398,406.4; 12·10^5 / 3.25 = 369,230.8 and / 3.15 = 380,952.4;
    7,600·10^5 / 1,900.5 = 399,894.8 and / 1,899.5 = 400,105.3; 465·10^5 / 116.5 = 399,141.6 and / 115.5 = 402,597.4."""
    assert population("2023", "uppsala", "indicator:at") == (395_257, 398_406)
    assert population("2023", "uppsala", "indicator:bt") == (369_231, 380_952)
    assert population("2023", "uppsala") is None
    assert population("2022", "uppsala", "indicator:studentveckor") == (399_895, 400_105)
    assert population("2022", "uppsala", "indicator:st") == (399_142, 402_597)
    assert population("2022", "uppsala", versus="agreeing") == (399_895, 400_105)  # without the AT posts
    assert capacity[1]["2022", "uppsala", "population", "contradictions", ""]["value"] == "2"


def test_the_rates_that_no_single_population_can_give(capacity):
    """Within a year, region by region: how many pairs contradict each other."""
    found = {
        (f["scope_id"], f["round"]): int(f["value"])
        for f in read_figures(capacity[0] / "figures.csv")
        if f["statistic"] == "contradictions" and not f["versus"] and f["value"] != "0"
    }
    assert found == {
        ("dalarna", "2023"): 1,
        ("gavleborg", "2022"): 2,
        ("sormland", "2022"): 1,
        ("uppsala", "2022"): 2,
        ("uppsala", "2023"): 1,
        ("varmland", "2023"): 1,
        ("vastmanland", "2022"): 2,
        ("orebro", "2022"): 2,
    }


def test_the_regions_populations_of_2030_add_up_to_the_whole_s(population):
    low, high = population("2030", "mellansverige", versus="regions")
    own_low, own_high = population("2030", "mellansverige")
    assert (own_low, own_high) == (2_134_694, 2_225_531)
    assert low <= own_high
    assert own_low <= high


def test_the_workbook_holds_the_numbers_as_numbers(capacity):
    book = openpyxl.load_workbook(capacity[0] / "indicators-training-capacity-2025.xlsx")
    cells = {(cell.value, cell.number_format) for sheet in book for row in sheet for cell in row}
    assert (22.1, "#,##0.0") in cells
    assert (15.35, "#,##0.00") in cells
    assert (523, "#,##0") in cells
    assert (288185, "#,##0") in cells


def test_a_sum_that_does_not_come_out_is_told_and_not_bent(tmp_path):
    db = f"sqlite:///{tmp_path / 'spur.db'}"
    app.init(db)
    text = (FIXTURES / "posts-2025.csv").read_text(encoding="utf-8")
    assert "mellansverige,bt-planerade,2026,135,," in text
    changed = tmp_path / "posts.csv"
    changed.write_text(text.replace("bt-planerade,2026,135,,", "bt-planerade,2026,136,,"), encoding="utf-8")
    app.import_indicators(db, changed, RUBRIC)
    report = app.report_indicators(db, RUBRIC, outputs=("csv",), out=tmp_path)
    from spur.report.indicators import indicator_document

    told = str(indicator_document(report.material))
    assert "den tryckta summan 136 är inte summan av regionernas tal, som är 135" in told
