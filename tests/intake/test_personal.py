"""What the coder is told of a text beforehand: what looks like personal data, and what the keywords propose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur import app
from spur.intake.coding.personal import Watch
from spur.records.unit import Unit
from spur.rubric.keywords import proposed
from tests.conftest import RUBRIC

MODEL = app.pinned_rubric(RUBRIC).model

CHIEF = Unit(
    "A", "Provenheten Havsörn", "", "", "", "", (("verksamhetschef", "Dr Anna Berg-Ek"), ("antal personer", "12"))
)
SEEN = {
    "Ring 070-000 00 00.": "070-000 00 00",
    "021-17 30 00": "021-17 30 00",
    "0701-23 45 67": "0701-23 45 67",
    "+46 (0)8 123 456 78": "+46 (0)8 123 456 78",
    "811218-9876": "811218-9876",
    "198112789873": "198112789873",
    "Skriv till a.b@region.se.": "a.b@region.se",
    "anna (at) region.se": "anna (at) region.se",
    "Anna sa det": "Anna",
    "Berg-Eks idé": "Berg-Ek",
    "på provenheten  havsörn": "provenheten havsörn",
    "Dr. Svensson är bra": "Dr. Svensson",
    "min handledare Kalle": "handledare Kalle",
}
NOT_SEEN = [
    "811218-9875", "2019-03-01", "01-02-2019", "0730-1630", "08.00-16.30", "0180", "1 000 000", "0,5 000 000",
    "0-10 patienter per dag", "kl 07 00 till 16 30", "chefen på enheten", "handledare ST-läkare", "chef Region Skåne",
    "dr bör", "anna", "HSLF-FS 2015:8", "mer @ mindre", "12 personer",
]  # fmt: skip


@pytest.mark.parametrize("text", SEEN)
def test_personal_data_that_a_pattern_can_see_is_seen(text):
    assert SEEN[text] in [each.text for each in Watch([CHIEF]).seen(text)]


@pytest.mark.parametrize("text", NOT_SEEN)
def test_ordinary_numbers_and_words_raise_no_alarm(text):
    assert Watch([CHIEF]).seen(text) == ()


@given(st.text(max_size=200) | st.text("0123456789 -+@.a", max_size=400))
def test_any_text_can_be_watched(text):
    assert all(each.text for each in Watch([CHIEF]).seen(text))


def test_keywords_are_beginnings_of_words_however_they_are_written():
    found = {
        text: proposed(text, MODEL.categories)
        for text in (
            "HANDLEDNING saknas",
            "ST-handledning",
            "förhandling",
            "Second\n opinion",
            "Bättre planering och handledning",
            "",
        )
    }
    assert found == {
        "HANDLEDNING saknas": ("handledning",),
        "ST-handledning": ("handledning",),
        "förhandling": (),
        "Second\n opinion": ("handledning",),
        "Bättre planering och handledning": ("struktur", "handledning"),
        "": (),
    }  # fmt: skip
