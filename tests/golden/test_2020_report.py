"""The 2020 report of Region Västmanland, cell by cell: ``figures.csv`` of the golden data gives every printed number.

Left out is what the report contradicts itself in (``contradictions_in_the_printed_report``) and the round of 2014.
"""

from decimal import ROUND_HALF_UP, Decimal

import pytest

REGION = ("region", "vastmanland")
ROLE = "st-lakare"
BASELINE = "national-2017-2019"
MEDICIN_TOTAL = Decimal("28.7")  # printed 28; the eight area means add up to 316/11


def one_decimal(number: float) -> str:
    return str(Decimal(str(number)).quantize(Decimal("0.1"))).replace(".", ",")


def test_figure_6_mean_and_sd_of_every_area(published, figure):
    for area, printed in published["figure_6_region"].items():
        for statistic in ("mean", "sd"):
            assert figure(*REGION, f"area:{area}", statistic)["shown"] == one_decimal(printed[statistic])


def test_figure_6_ranks(published, figure):
    ranks = {area: int(figure(*REGION, f"area:{area}", "rank")["value"]) for area in "ABCDEFGH"}
    assert ranks == published["figure_6_rank"]


def test_figure_7_totals(published, figure):
    for group, printed in published["figure_7_totals_of_32"].items():
        mean = MEDICIN_TOTAL if group == "medicin" else printed["mean"]
        assert figure("group", group, "total", "mean")["shown"] == one_decimal(mean)
        assert figure("group", group, "total", "sd")["shown"] == one_decimal(printed["sd"])


def test_figures_8_and_9_every_group_and_area(published, figure):
    cells = [
        (g, a, s, x)
        for g, areas in published["figures_8_9_groups"].items()
        for a, c in areas.items()
        for s, x in c.items()
    ]
    assert len(cells) == 96
    for group, area, statistic, printed in cells:
        assert figure("group", group, f"area:{area}", statistic)["shown"] == one_decimal(printed)


def test_table_2_units(published, figure):
    for group, printed in published["table_2_units"].items():
        scope = REGION if group == "total" else ("group", group)
        assert figure(*scope, "units", "n")["value"] == str(printed)


def test_table_4_responses(published, figure):
    for group, printed in published["table_4_st_responses"].items():
        scope = REGION if group == "total" else ("group", group)
        assert figure(*scope, "responses", "n", ROLE)["value"] == str(printed)
    assert figure(*REGION, "responses", "n")["value"] == str(published["responses_all_roles"])


def test_the_overall_question(published, figure):
    overall = published["overall_question"]
    for end in ("positive", "neutral", "negative"):
        assert figure(*REGION, f"item:{overall['item']}", f"share_{end}", ROLE)["shown"] == f"{overall[end]} %"


def test_table_6_shares_and_verdicts_and_no_other_question_flagged(published, figure, demo):
    table = published["table_6_percent_positive"]
    verdicts = {
        f.subject.removeprefix("item:"): f.value
        for f in demo[2].material.figures
        if f.statistic == "five_point_verdict" and f.role == ROLE and f.versus == BASELINE and f.scope == "region"
    }
    assert len(verdicts) == 22
    assert {q for q, v in verdicts.items() if v == "more"} == set(table["more_positive_than_national"])
    assert {q for q, v in verdicts.items() if v == "less"} == set(table["less_positive_than_national"])
    for printed in (table["more_positive_than_national"], table["less_positive_than_national"]):
        for question, share in printed.items():
            assert figure(*REGION, f"item:{question}", "share_positive", ROLE)["shown"] == f"{share} %"
            theirs = figure("baseline", BASELINE, f"item:{question}", "share_positive", ROLE)
            ours = figure(*REGION, f"item:{question}", "share_positive", ROLE)
            difference = Decimal(figure(*REGION, f"item:{question}", "diff", ROLE, BASELINE)["value"])
            assert abs(difference - (Decimal(ours["value"]) - Decimal(theirs["value"]))) < Decimal("1e-11")


def test_table_7_every_question_and_group(published, figure):
    table = dict(published["table_7_percent_positive"])
    groups = table.pop("order")
    cells = [
        (question, group, share) for question, row in table.items() for group, share in zip(groups, row, strict=True)
    ]
    assert len(cells) == 42
    for question, group, share in cells:
        assert figure("group", group, f"item:{question}", "share_positive", ROLE)["shown"] == f"{share} %"
        assert int(figure("group", group, f"item:{question}", "n", ROLE)["value"]) > 0


def test_expectations_met_by_group(published, figure):
    expected = published["expectations_met_by_group"]
    low, high = expected["every_other_group_between"]
    for group in published["table_4_st_responses"]:
        if group == "total":
            continue
        shown = figure("group", group, f"item:{expected['item']}", "share_positive", ROLE)["shown"]
        percent = int(shown.removesuffix(" %"))
        assert percent == expected["enskilda-bas"] if group == "enskilda-bas" else low <= percent <= high


@pytest.mark.parametrize(
    "question", ["st.helhet", "st.studierektor", "st.fortlopande-bedomning", "st.ledarskap-bedoms"]
)
def test_the_shares_that_the_text_gives_for_2019(question, published, figure):
    printed = published["round_2019_percent_positive_in_text"][question]
    assert figure(*REGION, f"item:{question}", "share_positive", ROLE)["shown"] == f"{printed} %"


def test_the_training_climate_is_what_table_7_forces_and_not_the_printed_83(figure):
    shown = figure(*REGION, "item:st.utbildningsklimat", "share_positive", ROLE)["shown"]
    assert 79 <= int(shown.removesuffix(" %")) <= 82


def test_every_shown_number_is_its_value_rounded_half_up(demo):
    """``shown`` against ``value`` by decimal arithmetic that has nothing to do with spur's own."""
    from tests.conftest import read_figures

    checked = 0
    for row in read_figures(demo[0] / "figures.csv"):
        if row["statistic"] in ("mean", "sd") and row["value"]:
            expected = Decimal(row["value"]).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert row["shown"].replace(",", ".") == str(expected), row
            checked += 1
        elif row["statistic"].startswith("share_") and row["value"]:
            expected = (Decimal(row["value"]) * 100).quantize(Decimal(1), ROUND_HALF_UP)
            assert row["shown"] == f"{expected} %", row
            checked += 1
    assert checked > 1000
