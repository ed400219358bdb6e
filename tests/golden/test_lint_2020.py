"""The printed report of 2020 against its own arithmetic: what it contradicts itself in, and in nothing else."""

import tomllib
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest

from spur import app
from spur.analysis.lint.remark import Remark
from spur.app import ImportSummary, Linted, Report
from spur.report.remarks import sentence, told, where
from spur.wording import Wording
from tests.conftest import GOLDEN

PRINTED = GOLDEN / "printed_2020.toml"
SWEDISH = Wording("sv")

FOUND = {
    "figure 7, medicin": ("total-not-areas", "Figur 7, Medicin, totalpoäng", "28", "28,7"),
    "text on area E, diagnostik": ("printed-unlike", "Texten efter figur 8, Diagnostik, område E", "3,3", "3,4"),
    "text on area F": ("claim-at-least", "Texten efter figur 8, område F", "", "Kirurgi 2,7"),
    "text on area G": (
        "claim-highest",
        "Texten före figur 9, område G",
        "",
        "Diagnostik 2,4, Kirurgi 3,5, Enskilda basspecialiteter 2,8, Medicin 2,6 och Psykiatri 4,0",
    ),
    "text on area H": ("claim-only-at-least", "Texten före figur 9, område H", "", "Diagnostik 2,6 och Psykiatri 4,0"),
    "text on area D": ("claim-moved", "Texten före figur 8, Allmänmedicin, område D", "21", "19"),
    "table 2 and the appendix": (
        "list-unlike",
        "Bilaga 1, enheter",
        "10 Medicin och 50 i allt",
        "11 Medicin och 51 i allt",
    ),
    "text on the training climate 2019": (
        "share-not-groups",
        "Texten om 2014 och 2019, regionen, Utbildningsklimat",
        "83 %",
        "74–82 %",
    ),
    "tables 6 and 7": (
        "wordings-unlike",
        "Programmet revideras",
        "",
        "”Mitt individuella utbildningsprogram revideras regelbundet.” (Tabell 6) och "
        "”Mitt individuella utbildningsprogram revideras årligen.” (Tabell 7)",
    ),
}
"""What each contradiction that ``published.json`` lists is found as: code, place, what is printed, what it must be."""


@pytest.fixture(scope="module")
def linted() -> Linted:
    return app.lint_printed([PRINTED])


def in_words(remark: Remark) -> tuple[str, str, str, str]:
    return (
        str(remark.code),
        where(remark, SWEDISH),
        told(remark.printed, SWEDISH),
        told(remark.forced, SWEDISH),
    )


def of(linted: Linted, code: str) -> list[Remark]:
    return [remark for remark in linted.remarks if remark.code == code]


def test_every_contradiction_that_is_known_is_found_and_no_other(linted: Linted, published: dict) -> None:
    listed = [each["where"] for each in published["contradictions_in_the_printed_report"]]
    assert sorted(listed) == sorted(FOUND)
    assert sorted(map(in_words, linted.contradictions)) == sorted(FOUND.values())


def test_how_many_may_have_left_the_training_climate_out(linted: Linted) -> None:
    """The list has the percentages that are possible where at least half of each group answered."""
    (climate,) = of(linted, "share-not-groups")
    assert told(climate.about["half"], SWEDISH) == "79–82 %"


def test_each_is_told_in_a_sentence_of_its_own(linted: Linted) -> None:
    for wording in map(Wording, ("sv", "en")):
        sentences = {sentence(remark, wording) for remark in linted.contradictions}
        assert len(sentences) == len(FOUND)
        assert not any("{" in each or "None" in each for each in sentences)


CORRECTED = {
    "total-not-areas": ("25.3, 28, 31]", "25.3, 28.7, 31]"),
    "printed-unlike": ("mean.E = [2.1, 3.3]", "mean.E = [2.1, 3.4]"),
    "claim-at-least": ('kind = "at-least"\nsubject = "F"', 'kind = "at-least"\nsubject = "C"'),
    "claim-highest": ('["diagnostik", "kirurgi"]\nothers', '["psykiatri", "kirurgi"]\nothers'),
    "claim-only-at-least": ('groups = ["diagnostik", "medicin"]', 'groups = ["psykiatri", "medicin"]'),
    "claim-moved": ("units = 21", "units = 19"),
    "list-unlike": ('medicin = [\n', 'medicin = [\n    "Allergologi, Västerås",\n'),
    "share-not-groups": ('share."st.utbildningsklimat" = [83]', 'share."st.utbildningsklimat" = [82]'),
    "wordings-unlike": ("revideras årligen.", "revideras regelbundet."),
}  # fmt: skip


@pytest.mark.parametrize("code", CORRECTED)
def test_what_is_corrected_is_no_contradiction_any_more(code: str, tmp_path: Path) -> None:
    text, (wrong, right) = PRINTED.read_text(encoding="utf-8"), CORRECTED[code]
    assert text.count(wrong) == 1
    copy = tmp_path / "corrected.toml"
    copy.write_text(text.replace(wrong, right), encoding="utf-8")
    left = {str(remark.code) for remark in app.lint_printed([copy]).contradictions}
    assert left == {found[0] for found in FOUND.values()} - {code}


def test_how_the_cells_were_made(linted: Linted) -> None:
    (made,) = of(linted, "made-how")
    counts = {key: made.about[key] for key in ("cells", "explained", "both", "only_n", "only_n_minus_1")}
    assert counts == {"cells": 48, "explained": 48, "both": 31, "only_n": 17, "only_n_minus_1": 0}
    assert told(made.about["way"], SWEDISH) == "SD delad med n och halva avrundade uppåt"
    (revealed,) = of(linted, "grades-revealed")
    assert (revealed.about["revealed"], revealed.about["cells"]) == (38, 48)


def test_the_twelve_percentages_that_are_of_fewer_than_the_whole_group(linted: Linted) -> None:
    """Each with the largest number who can have answered."""
    found = {(where(each, SWEDISH).partition(", ")[2], each.forced) for each in of(linted, "share-not-of-all")}
    expected = {
        "Programmet revideras": {"Diagnostik": 12, "Enskilda basspecialiteter": 15, "Kirurgi": 36},
        "Handledning överenskommen": {"Diagnostik": 13, "Kirurgi": 35, "Medicin": 49},
        "Fortlöpande bedömning": {"Diagnostik": 13, "Enskilda basspecialiteter": 16, "Kirurgi": 35},
        "Medicinsk vetenskap bedöms": {"Diagnostik": 13, "Enskilda basspecialiteter": 15, "Psykiatri": 15},
    }
    assert found == {(f"{group}, {of}", n) for of, groups in expected.items() for group, n in groups.items()}


def test_the_tie_that_only_rounding_makes_and_the_clinics_that_may_be_one(linted: Linted) -> None:
    (tie,) = of(linted, "tie-by-rounding")
    assert sentence(tie, SWEDISH).startswith("E, G och H delar plats 6 bara efter avrundning: E och G ")
    pairs = {(each.printed, each.forced) for each in of(linted, "names-perhaps-alike")}
    assert ("Internmedicin, Köping", "Internmedicin köping, Västerås") in pairs
    assert of(linted, "names-alike") == []


def test_the_file_holds_what_the_report_prints(published: dict) -> None:
    """Cell for cell; so nobody has mended a number in it."""
    file = tomllib.loads(PRINTED.read_text(encoding="utf-8"), parse_float=Decimal)
    tables = {table["place"]: table for table in file["table"]}
    groups = list(published["figures_8_9_groups"])
    for statistic in ("mean", "sd"):
        for figure in ("Figur 8", "Figur 9"):
            for group, row in tables[figure][statistic].items():
                areas = published["figures_8_9_groups"][group]
                assert row == [Decimal(str(areas[area][statistic])) for area in tables[figure]["columns"]]
        region = published["figure_6_region"]
        assert tables["Figur 6"][statistic]["region"] == [Decimal(str(region[area][statistic])) for area in "ABCDEFGH"]
        totals = published["figure_7_totals_of_32"]
        assert tables["Figur 7"][statistic]["total"] == [Decimal(str(totals[group][statistic])) for group in groups]
    assert tables["Figur 6"]["rank"]["region"] == [published["figure_6_rank"][area] for area in "ABCDEFGH"]
    for place, of, counts in (("Tabell 2", "units", "table_2_units"), ("Tabell 4", "answers", "table_4_st_responses")):
        assert tables[place]["count"][of] == list(published[counts].values())
    seven = {key: row for key, row in published["table_7_percent_positive"].items() if key != "order"}
    assert tables["Tabell 7"]["share"] == seven
    six = {item: [share] for each in ("more", "less") for item, share in _table_6(published, each).items()}
    assert tables["Tabell 6"]["share"] == six
    later = {item: [share] for item, share in published["round_2019_percent_positive_in_text"].items()}
    assert tables["Texten om 2014 och 2019"]["share"] == later


def _table_6(published: dict, than: str) -> dict[str, int]:
    return published["table_6_percent_positive"][f"{than}_positive_than_national"]


def test_the_whole_file_takes_seconds(linted: Linted) -> None:
    begun = perf_counter()
    app.lint_printed([PRINTED])
    assert perf_counter() - begun < 5


# the golden data's own report


def test_the_golden_report_contradicts_itself_nowhere(demo: tuple[Path, list[ImportSummary], Report]) -> None:
    (linted,) = app.lint([demo[0]])
    assert linted.contradictions == ()
    assert {str(remark.code) for remark in linted.notices} == {"more-than-invited"}


def test_what_came_in_for_the_golden_round(demo: tuple[Path, list[ImportSummary], Report]) -> None:
    """Plans that are lacking, one unit with more answers than invited; the birds' names are no doubles."""
    linted = app.lint_round(f"sqlite:///{demo[0] / 'demo.db'}", "vastmanland", "2019")
    assert linted.contradictions == ()
    codes = [str(remark.code) for remark in linted.notices]
    assert set(codes) == {"plan-lacking", "answers-exceed-invited"}
    assert codes.count("answers-exceed-invited") == 1
    (exceeding,) = of(linted, "answers-exceed-invited")
    assert not any(map(str.isdigit, sentence(exceeding, SWEDISH)))  # of a unit's few nobody is told how many answered
