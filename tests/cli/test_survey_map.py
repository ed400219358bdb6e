"""``spur survey map`` as a person uses it: look, correct, import."""

from pathlib import Path

import pytest

from spur.cli import run
from tests.conftest import RUBRIC

CAME = """ID;Starttid;Slutförandetid;E-post;Namn;Vilken klinik tillhör du?;Jag är;\
Jag har tillgång till en studierektor;\
Min kompetens i ledarskap bedöms och återkoppling ges.;Ge 1–3 förslag på hur din ST kan förbättras.;Ålder
1;2020;2020;x@example.org;Elsa Exempel;Havsörn;ST-läkare;Instämmer helt;Instämmer helt;Hemligt förslag;34
2;2020;2020;y@example.org;Test Testsson;Blåmes;Handledare;Ja, absolut;Instämmer helt;;52
"""


@pytest.fixture
def came(tmp_path: Path) -> Path:
    path = tmp_path / "svar.csv"
    path.write_text(CAME, encoding="utf-8-sig")
    return path


def test_a_survey_is_mapped_corrected_and_imported(
    came: Path, db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mapping.toml"
    about = (str(came), "--rubric", RUBRIC, "--db", db, "--lang", "sv")
    assert run(["import", "survey", *about, "--round", "2019"]) == 3
    capsys.readouterr()
    assert run(["survey", "map", *about, "--out", str(out)]) == 0
    shown, told = capsys.readouterr()
    assert "en export från Microsoft Forms" in shown
    assert "Ja, absolut" in shown
    assert all(f"[{code}]" in told for code in ("unit-near", "column-near", "column-unknown"))
    text = out.read_text(encoding="utf-8")
    assert not any(secret in shown + text for secret in ("Elsa", "example.org", "Hemligt"))
    # what a person does: confirm the proposals, and say what nobody could know
    corrected = (
        text.replace('means = "?"\n# means', "means")
        .replace('# "Havsörn"', '"Havsörn"')
        .replace('# "Blåmes"', '"Blåmes"')
        .replace('# "Ja, absolut" = ""', '"Ja, absolut" = "Instämmer helt"')
    )
    assert '"Blåmes" = "AM-02" # Provenheten Blåmes' in corrected
    out.write_text(corrected, encoding="utf-8")
    assert run(["import", "survey", *about, "--round", "2019", "--mapping", str(out)]) == 0
    assert "Sparad som import 2" in capsys.readouterr().out


def test_a_mapping_file_is_never_overwritten(came: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mapping.toml"
    out.write_text("mine", encoding="utf-8")
    assert run(["survey", "map", str(came), "--rubric", RUBRIC, "--out", str(out)]) == 3
    assert out.read_text(encoding="utf-8") == "mine"
    assert "[output-exists]" in capsys.readouterr().err


def test_columns_can_be_looked_at_without_a_database_but_not_without_the_one_asked_for(
    came: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SPUR_DATABASE_URL", raising=False)
    assert run(["survey", "map", str(came), "--rubric", RUBRIC]) == 0
    assert "[units-not-looked-up]" in capsys.readouterr().err
    assert run(["survey", "map", str(came), "--rubric", RUBRIC, "--db", "sqlite:///none.db"]) == 3
