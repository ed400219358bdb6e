"""What a region's settings say of protection: it may be stricter, and what is public already needs none."""

from pathlib import Path

import pytest

from spur import app
from spur.records.problem import Code, InvalidInput
from spur.report.region import region_document
from tests.conftest import GOLDEN, RUBRIC, read_figures


@pytest.fixture
def answered(db: str) -> str:
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    return db


def report(db: str, folder: Path, disclosure: str) -> tuple[app.Report, int]:
    """The report under these settings, and how many of its figures are withheld."""
    settings = folder / "region.toml"
    name = '[region]\nid = "vastmanland"\nname = { sv = "V", en = "V" }\n[disclosure]\n'
    settings.write_text(name + disclosure, encoding="utf-8")
    made = app.report_region(db, "vastmanland", "2019", settings=settings, outputs=["csv"], out=folder / "out")
    return made, sum(row["withheld"] == "withheld" for row in read_figures(folder / "out" / "figures.csv"))


def test_a_region_may_be_stricter_and_not_laxer(answered: str, tmp_path: Path) -> None:
    usual, stricter = (report(answered, tmp_path, text)[1] for text in ("", "k = 16"))
    assert stricter > usual > 0
    with pytest.raises(InvalidInput) as refused:
        report(answered, tmp_path, "k = 3")
    assert [(each.code, each.found, each.allowed) for each in refused.value.problems] == [
        (Code.RUBRIC_VALUE, "3", ("≥ 5",))
    ]


def test_nothing_is_withheld_of_what_is_public_already_and_the_report_says_so(answered: str, tmp_path: Path) -> None:
    made, withheld = report(answered, tmp_path, 'published = "Bilaga 3 till rapporten"')
    assert withheld == 0
    text = repr(region_document(made.material))
    assert "Svaren är redan publicerade (Bilaga 3 till rapporten)" in text
    assert "Enkätsvar visas bara när" not in text
