"""The interval beside a share: wherever the share is shown, by the method that the region has chosen."""

from fractions import Fraction
from pathlib import Path

import pytest

from spur import app
from spur.records.problem import Code, InvalidInput
from spur.report.material import Material
from spur.report.region import region_document
from spur.settings import load_settings
from spur.statistics.proportion import IntervalMethod
from tests.conftest import GOLDEN, RUBRIC, Figure, Find, read_figures

ENDS = ("ci_low", "ci_high")


def addressed(rows: list[Figure]) -> dict[tuple[str, ...], Figure]:
    columns = ("round", "scope", "scope_id", "role", "subject", "versus", "statistic")
    return {tuple(row[column] for column in columns): row for row in rows}


def assert_beside_every_share(rows: list[Figure], scopes: tuple[str, ...] = ("region", "group", "unit")) -> int:
    """Each share of answers has its interval, which holds it; where the share is withheld the interval is. How many of
    them are shown."""
    by_address = addressed(rows)
    shown = 0
    for (*address, statistic), share in by_address.items():
        whole, _, option = statistic.partition(":")
        is_own = address[0] == rows[0]["round"] and address[1] in scopes and not address[5]
        if not is_own or not address[4].startswith("item:") or whole not in ("share_positive", "share"):
            continue
        low, high = (by_address[(*address, f"{end}:{option}" if option else end)] for end in ENDS)
        assert low["withheld"] == high["withheld"] == share["withheld"]
        assert bool(low["value"]) == bool(high["value"]) == bool(share["value"])
        if share["value"]:
            shown += 1
            assert Fraction(low["value"]) <= Fraction(share["value"]) <= Fraction(high["value"])
    return shown


@pytest.fixture
def answered(db: str) -> str:
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    return db


def settings(folder: Path, text: str) -> Path:
    path = folder / "region.toml"
    path.write_text(f'[region]\nid = "vastmanland"\nname = {{ sv = "V", en = "V" }}\n{text}', encoding="utf-8")
    return path


def test_every_share_of_the_regions_report_has_its_interval(figure: Find, demo: tuple[Path, list, app.Report]) -> None:
    # of units it tells only what their funnels are made of
    assert assert_beside_every_share(read_figures(demo[0] / "figures.csv"), ("region", "group")) > 400
    overall = [figure("region", "vastmanland", "item:st.helhet", each, "st-lakare")["shown"] for each in ENDS]
    assert overall == ["75 %", "87 %"]  # 141 of 173


def test_a_units_report_too_and_what_is_withheld_stays_so(answered: str, tmp_path: Path) -> None:
    app.report_unit(answered, "KI-06", "2019", outputs=["csv"], out=tmp_path)
    rows = read_figures(tmp_path / "unit-KI-06" / "figures.csv")
    assert assert_beside_every_share(rows) > 40
    of_unit = [row for row in rows if row["scope"] == "unit" and row["statistic"] in ENDS]
    assert {row["withheld"] for row in of_unit} == {"", "withheld"}


def test_the_shares_of_options_have_theirs(tmp_path: Path) -> None:
    db, fixture = f"sqlite:///{tmp_path / 'spur.db'}", GOLDEN.parent / "competence-needs-2022"
    app.init(db)
    app.import_units(db, fixture / "units.csv")
    app.import_survey(db, fixture / "survey.csv", "competence-needs@2022", "2022")
    app.report_region(db, "mellansverige", "2022", outputs=["csv"], out=tmp_path)
    assert assert_beside_every_share(read_figures(tmp_path / "figures.csv")) > 90


def test_the_region_chooses_the_method_and_its_report_says_which(
    answered: str, demo: tuple[Path, list, app.Report], tmp_path: Path
) -> None:
    def ends(material: Material) -> list[object]:
        find = material.figures
        return [find("region", "vastmanland", "item:st.helhet", end, role="st-lakare").value for end in ENDS]

    usual = demo[2].material
    assert "Intervallet (95 %, Wilsons metod)" in repr(region_document(usual))
    chosen = settings(tmp_path, '[statistics]\ninterval = "clopper-pearson"')
    own = app.report_region(answered, "vastmanland", "2019", settings=chosen, outputs=["csv"], out=tmp_path).material
    assert "Intervallet (95 %, Clopper och Pearsons metod)" in repr(region_document(own))
    for material, method in ((usual, IntervalMethod.WILSON), (own, IntervalMethod.CLOPPER_PEARSON)):
        interval = method.interval(141, 173)
        assert ends(material) == [Fraction(interval.low), Fraction(interval.high)]
    assert load_settings(settings(tmp_path, '[statistics]\ninterval = "jeffreys"')).interval is IntervalMethod.JEFFREYS


def test_a_method_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    for text, code, suggestion in (
        ('interval = "clopper"', Code.RUBRIC_VALUE, "clopper-pearson"),
        ("interval = true", Code.RUBRIC_VALUE, ""),
        ('intervall = "wilson"', Code.RUBRIC_KEY_UNKNOWN, "interval"),
    ):
        wrong = settings(tmp_path, f"[statistics]\n{text}")
        with pytest.raises(InvalidInput) as refused:
            load_settings(wrong)
        (problem,) = refused.value.problems
        assert (problem.code, problem.place.row, problem.suggestion) == (code, 5, suggestion)
        if code is Code.RUBRIC_VALUE:
            assert problem.allowed == ("wilson", "clopper-pearson", "jeffreys")
