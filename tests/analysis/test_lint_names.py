"""Names in a list of units that may be one unit twice: what is told, and that a list of other names raises no flood."""

import csv

import pytest

from spur.analysis.lint.names import name_remarks
from tests.conftest import GOLDEN


def told(*names: str) -> list[tuple[str, str, str]]:
    return [(str(remark.code), str(remark.printed), str(remark.forced)) for remark in name_remarks(names)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vårdcentralen Sala", "vårdcentralen  SALA"),
        ("Hud & Könssjukdomar", "Hud- & könssjukdomar"),
        ("Sala Väsby", "Väsby Sala"),
        ("Kardiologi", "Kardiolgi"),
        ("Kardiologi", "Kardiiologi"),
        ("Kardiologi", "Karidologi"),
        ("Kardiologi", "Kardiolagi"),
        ("Barnmedicin Västerås", "Barn medicin Västerås"),
        ("Ängsgården, Surahammar", "Ängsgården Surahamar"),
    ],
)
def test_names_that_are_nearly_alike(one: str, other: str) -> None:
    assert told(one, other, "Psykiatri") == [("names-alike", one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vårdcentral 1", "Vårdcentral 2"),
        ("Klinik A", "Klinik B"),
        ("Lund", "Sund"),
        ("Kirurgi", "Kärlkirurgi"),
        ("Urologi", "Neurologi"),
        ("Kirurgi, Västerås", "Kardiologi, Västerås"),
        ("Internmedicin, Västerås", "Internmedicin, Köping"),
        ("Psykiatri", "Psykiatri Köping"),
    ],
)
def test_names_that_are_two_units(one: str, other: str) -> None:
    assert told(one, other) == []


def test_a_doubt_where_one_name_has_every_word_of_the_other() -> None:
    names = ("Internmedicin Köping", "Internmedicin köping Västerås")
    assert told(*names) == [("names-perhaps-alike", *names)]


def test_three_alike_are_three_pairs_and_the_same_twice_is_told() -> None:
    assert len(told("Kardiologi", "kardiologi", "Kardiolog i")) == 3
    assert told("Kardiologi", "Kardiologi") == [("names-alike", "Kardiologi", "Kardiologi")]
    assert told("", "-", "Ögon") == [("names-alike", "", "-")]


def test_the_golden_units_are_birds_and_no_doubles() -> None:
    with (GOLDEN / "units.csv").open(encoding="utf-8", newline="") as file:
        names = [f"{row['unit_name']} {row['place']}" for row in csv.DictReader(file)]
    assert told(*names) == []


def test_a_country_of_units_is_looked_through_at_once() -> None:
    names = [f"Vårdcentralen {first}{last} {place}" for first in WOODS for last in ENDS for place in PLACES]
    assert len(names) > 1_000
    assert told(*names, "Vårdcentralen Björkhaga Norrort") == [
        ("names-alike", "Vårdcentralen Björkhaga Norrort", "Vårdcentralen Björkhaga Norrort")
    ]


WOODS = ("Björk", "Ek", "Gran", "Hassel", "Kastanj", "Poppel", "Rönn", "Sälg", "Tall", "Valnöts", "Oxel", "Fläder")
ENDS = ("haga", "backen", "dungen", "torpet", "strand", "kullen", "vallen", "ängen", "gården", "slätten", "viken")
PLACES = ("Norrort", "Söderköping", "Västerby", "Österlunda", "Mellanfors", "Ytterholm", "Innersätra", "Storbruk")
