"""Texts are counted by category where at least ten people wrote, and nobody's are quoted that were not marked."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from spur import app
from spur.analysis.figure import Figures
from spur.analysis.scopes import Part, Region
from spur.analysis.texts import Quotation, quotations, text_figures
from spur.disclosure.release import Protection
from spur.records.response import Coding, KeptText
from tests.conftest import RUBRIC

MODEL = app.pinned_rubric(RUBRIC).model
IDS = [category.id for category in MODEL.categories]
ROLE = "st-lakare"


def region(groups: int) -> Region:
    """A region with one unit a group: unit u0 in group g0 …"""
    parts = tuple(Part("group", f"g{n}", frozenset({f"u{n}"})) for n in range(groups))
    return Region(Part("region", "r", frozenset().union(*(part.units for part in parts))), parts)


def texts_of(people: Iterable[int], each: int = 1, coding: Coding | None = None) -> list[KeptText]:
    """So many people write in each group's unit, ``each`` texts a person."""
    return [
        KeptText(0, f"u{unit}p{person}", f"u{unit}", ROLE, "st.forslag", "Mer tid.", coding)
        for unit, n in enumerate(people)
        for person in range(n)
        for _ in range(each)
    ]


def figures(texts: list[KeptText], groups: int, protection: Protection | None = None) -> Figures:
    return Figures.of(text_figures("2019", region(groups), texts, MODEL, protection or Protection()))


def shown(told: Figures, groups: int) -> set[str]:
    return {f"g{n}" for n in range(groups) if not told("group", f"g{n}", "texts", "n", role=ROLE).withheld}


def test_a_text_counts_in_each_of_its_categories_and_shares_are_of_the_coded():
    texts = [
        *texts_of([10], coding=Coding(0, ("handledning", "struktur"))),
        *texts_of([5], coding=Coding(0, ())),
        *texts_of([3]),
    ]
    told = figures(texts, 1)
    values = {(f.subject, f.statistic): f.value for f in told if f.scope == "region"}
    assert [values["texts", s] for s in ("n", "coded", "uncategorised")] == [18, 15, 5]
    assert values["category:handledning", "n"] == values["category:struktur", "n"] == 10
    assert values["category:handledning", "share"] * 3 == 2
    assert values["category:ledarskap", "n"] == 0


def test_people_count_and_not_their_texts():
    assert shown(figures(texts_of([10, 10, 9], each=3), 3), 3) == {"g1"}  # nine are hidden, and so one beside them
    assert shown(figures(texts_of([10, 10, 10]), 3), 3) == {"g0", "g1", "g2"}
    assert shown(figures(texts_of([10, 10, 10]), 3, Protection(k_distribution=20)), 3) == set()
    assert all(figure.withheld and figure.value is None for figure in figures(texts_of([4, 5], each=9), 2))


@given(st.lists(st.integers(0, 25), min_size=1, max_size=6))
def test_no_set_of_fewer_than_ten_people_can_be_worked_out(people):
    told = figures(texts_of(people), len(people))
    if not list(told):
        return
    there = shown(told, len(people))
    if told("region", "r", "texts", "n", role=ROLE).withheld:
        assert not there
        assert sum(people) < 10
    rest = sum(people) - sum(people[int(group[1:])] for group in there)
    assert all(people[int(group[1:])] >= 10 for group in there)
    assert rest == 0 or rest >= 10 or not there


def test_what_is_withheld_leaves_no_trace_in_how_much_was_coded():
    told = figures([*texts_of([12]), *texts_of([0, 3], coding=Coding(0, ("struktur",)))], 2)
    assert shown(told, 2) == set()
    assert {f.withheld for f in told if f.scope == "group"} == {True}


def marked(text: str, *categories: str, quotable: bool = True, quotation: str = "", unit: str = "u0") -> KeptText:
    return KeptText(0, "p", unit, ROLE, "st.forslag", text, Coding(0, categories, quotable, quotation))


def test_only_what_was_marked_is_quoted_and_the_order_tells_nothing_of_who_wrote_it():
    texts = [
        marked("Zebra", "struktur"),
        marked("Öppna", "handledning", "struktur"),
        marked("anna sa nej", "handledning", quotation="Någon sa\n nej"),
        marked("hemligt", "handledning", quotable=False, quotation="också"),
        marked("inget", quotable=True),
        marked("inget"),
        *texts_of([12]),
    ]
    expected = (
        Quotation("handledning", "Någon sa nej"),
        Quotation("handledning", "Öppna"),
        Quotation("struktur", "Zebra"),
        Quotation("", "inget"),
    )
    for order in (texts, texts[::-1]):
        assert quotations(region(1), order, MODEL, Protection()) == expected
    assert quotations(region(1), texts[:9], MODEL, Protection()) == ()  # too few wrote
    elsewhere = [marked("annan region", "struktur", unit="x"), *texts_of([12])]
    assert quotations(region(1), elsewhere, MODEL, Protection()) == ()
