"""figures.csv and figures.json: DESIGN section 6, to the byte."""

import csv
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.analysis.figure import Figure, Figures, Value
from spur.report.opendata import write_csv, write_json
from spur.statistics.exact import Root
from spur.statistics.tally import Middle
from spur.wording import Lang, Wording


def figure(statistic: str, value: Value | None, **more: object) -> Figure:
    return Figure("2019", "group", "g1", "area:A", statistic, value, **more)  # type: ignore[arg-type]


FIGURES = Figures(
    (
        Figure("2019", "region", "vastmanland", "area:A", "mean", Fraction(198, 51), grades_used="after-plan"),
        figure("sd", Root(Fraction(1, 2)), grades_used="after-plan"),
        figure("median", Middle(3, 4)),
        figure("n", 51),
        figure("mean", None),
        figure("share_positive", Fraction(41, 50), role="st-lakare"),
        figure("share_negative", None, role="st-lakare", withheld=True),
        figure("n", None, role="st-lakare", withheld=True),
        figure("diff", Fraction(49, 1000), role="st-lakare", versus="riket"),
        figure("diff", Fraction(-1, 20), role="st-lakare", versus="rest"),
        figure("five_point_verdict", "less", role="st-lakare", versus="rest"),
    )
)


def test_the_csv_is_written_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    write_csv(FIGURES, Wording("sv"), path)
    assert path.read_bytes().decode("utf-8") == (
        "round,scope,scope_id,role,subject,versus,statistic,value,shown,grades_used,withheld\n"
        '2019,region,vastmanland,,area:A,,mean,3.88235294118,"3,9",after-plan,\n'
        '2019,group,g1,,area:A,,sd,0.707106781187,"0,7",after-plan,\n'
        "2019,group,g1,,area:A,,median,3.5,mellan 3 och 4,,\n"
        "2019,group,g1,,area:A,,n,51,51,,\n"
        "2019,group,g1,,area:A,,mean,,–,,\n"
        "2019,group,g1,st-lakare,area:A,,share_positive,0.82,82 %,,\n"
        "2019,group,g1,st-lakare,area:A,,share_negative,,,,withheld\n"
        "2019,group,g1,st-lakare,area:A,,n,,,,withheld\n"
        '2019,group,g1,st-lakare,area:A,riket,diff,0.049,"+4,9",,\n'
        '2019,group,g1,st-lakare,area:A,rest,diff,-0.05,"−5,0",,\n'
        "2019,group,g1,st-lakare,area:A,rest,five_point_verdict,less,mindre positiv,,\n"
    )


def test_the_json_says_the_same_with_numbers_and_nulls(tmp_path: Path) -> None:
    write_csv(FIGURES, Wording("en"), tmp_path / "figures.csv")
    write_json(FIGURES, Wording("en"), tmp_path / "figures.json")
    text = (tmp_path / "figures.json").read_text(encoding="utf-8")
    objects = json.loads(text, parse_float=str, parse_int=str)
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [{**o, "value": o["value"] or ""} for o in objects] == rows
    assert [o["value"] for o in objects].count(None) == 3
    assert len(text.splitlines()) == len(rows) + 2
    assert '"value": -0.05, "shown": "−5.0"' in text
    assert '"value": "less"' in text


def test_no_figures_are_an_empty_list(tmp_path: Path) -> None:
    write_json(Figures(()), Wording("sv"), tmp_path / "figures.json")
    assert json.loads((tmp_path / "figures.json").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_never_begins_as_a_formula_in_the_csv(start: str, tmp_path: Path) -> None:
    evil = f"{start}1+1"
    write_csv(
        Figures((Figure(evil, "unit", evil, evil, "diff", Fraction(-1, 20), evil, evil),)),
        Wording("sv"),
        tmp_path / "f",
    )
    with (tmp_path / "f").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {row[c] for c in ("round", "scope_id", "subject", "role", "versus")} == {f"'{evil}"}
    assert row["value"] == "-0.05"


def test_json_keeps_every_text_as_it_is(tmp_path: Path) -> None:
    evil = '=1+1 "å" \\ \n'
    write_json(Figures((Figure("2019", "unit", evil, "total", "n", 3),)), Wording("sv"), tmp_path / "f")
    assert json.loads((tmp_path / "f").read_text(encoding="utf-8"))[0]["scope_id"] == evil


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_same_figures_give_the_same_bytes(lang: Lang, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_csv(FIGURES, Wording(lang), tmp_path / f"{name}.csv")
        write_json(FIGURES, Wording(lang), tmp_path / f"{name}.json")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


@given(st.one_of(st.integers(-(10**15), 10**15), st.fractions(), st.fractions(min_value=0).map(Root)))
def test_a_value_is_exact_to_twelve_digits(
    tmp_path_factory: pytest.TempPathFactory, value: int | Fraction | Root
) -> None:
    path = tmp_path_factory.mktemp("open") / "figures.csv"
    write_csv(Figures((figure("diff", value),)), Wording("sv"), path)
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    written = Fraction(Decimal(row["value"]))
    near = Fraction(5, 10**12)
    if isinstance(value, Root):
        assert written**2 * (1 - near) ** 2 <= value.square <= written**2 * (1 + near) ** 2
    else:
        assert abs(written - value) <= (0 if isinstance(value, int) else abs(value) * near)
