"""States, comments, plans and the history, as people use them: the words of a command and what it says."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from spur import app
from spur.cli import run
from spur.ledger.schema import SCHEMA_VERSION
from tests.conftest import RUBRIC, read_figures
from tests.ledger.golden import corrected, golden_inspections, golden_plans, inspection, keep

Said = tuple[int, str, str]
"""Exit code, standard output, standard error."""

FINAL = "inspection state final --all --round 2019 --date 2020-01-15 --by Anna"


@pytest.fixture
def spur(db: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run a command on a database with the golden units: ``spur("plan list --round 2019")``; longer texts apart."""
    monkeypatch.setenv("SPUR_DATABASE_URL", db)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("SPUR_LANG", raising=False)
    monkeypatch.delenv("SPUR_SETTINGS", raising=False)

    def call(command: str, *more: str) -> Said:
        capsys.readouterr()
        code = run([*command.split(), *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def inspected(db: str) -> None:
    keep(db, golden_inspections().values())


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "vastmanland.toml"
    path.write_text(
        '[region]\nid = "vastmanland"\nname = { sv = "Region Väst", en = "West Region" }\n[plan]\ndays = 60\n',
        encoding="utf-8",
    )
    return path


# states


def test_all_51_are_made_final_in_one_call_and_again_changes_nothing(spur, inspected):
    code, out, _ = spur(FINAL)
    assert code == 0
    assert out.splitlines()[0] == "AM-01: granskningen är nu slutlig."
    assert len(out.splitlines()) == 51
    assert spur(FINAL) == (0, "Ingen granskning behövde flyttas.\n", "")


def test_all_moves_those_that_have_not_come_so_far(spur, inspected):
    spur("inspection state AM-01 final --round 2019 --date 2019-12-01 --by Anna")
    code, out, _ = spur("inspection state calibrated --all --round 2019 --date 2020-01-15 --by Anna")
    assert code == 0
    assert len(out.splitlines()) == 50
    assert "AM-01" not in out


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        ("AM-01 calibrated --date 2019-07-01", "AM-01: Granskningen är final och kan inte bli calibrated."),
        ("AM-01 final --date 2019-07-01", "AM-01: Granskningen är final och kan inte bli final."),
        ("AM-01 draft --date 2019-07-01", "AM-01: Granskningen är final. Skriv med --note varför den öppnas igen."),
        ("AM-01 draft --date 2019-05-31 --note fel", "AM-01: Datumet 2019-05-31 ligger före 2019-06-01, då"),
        ("AM-02 final --date 2019-04-01", "AM-02: Datumet 2019-04-01 ligger före granskningen 2019-04-02."),
        ("AM-0 final --date 2020-01-01", "Enheten ”AM-0” finns inte bland enheterna."),
    ],
)
def test_a_wrong_move_is_refused_with_the_reason(command, refused, spur, inspected):
    spur("inspection state AM-01 final --round 2019 --date 2019-06-01 --by Anna")
    code, out, err = spur(f"inspection state {command} --round 2019 --by Anna")
    assert (code, out) == (3, "")
    assert f"Fel: {refused}" in err
    assert "Antal fel: 1." in err


def test_a_unit_without_a_joint_workbook_cannot_be_moved(spur, db):
    keep(db, [inspection("AM-01", {"A": "B"}, date(2019, 3, 1), own="Anna")])
    code, _, err = spur("inspection state AM-01 final --round 2019 --date 2019-06-01 --by Anna")
    assert code == 3
    assert "Enheten AM-01 har ingen granskning i omgången 2019." in err


def test_one_wrong_unit_among_many_and_none_is_moved(spur, inspected):
    code, _, err = spur("inspection state AM-01 AM-02 AM-03 final --round 2019 --date 2019-03-15 --by Anna")
    assert code == 3
    assert "AM-02: Datumet" in err
    assert "AM-03: Datumet" in err
    assert "slutlig" not in spur("history AM-01")[1]


def test_an_inspection_is_reopened_with_a_note(spur, inspected):
    spur(FINAL)
    reopened = "inspection state AM-01 draft --round 2019 --date 2020-02-01 --by Bo --note"
    assert spur(reopened, "fel enhet besöktes")[:2] == (0, "AM-01: granskningen är nu utkast.\n")
    assert "2020-02-01  Granskningen är utkast, av Bo: fel enhet besöktes" in spur("history AM-01")[1]


@pytest.mark.parametrize(
    "command", ["final", "AM-01 final --all", "AM-01 slutlig", "AM-01 final --by  ", "AM-01 final --date igår"]
)
def test_wrong_usage_is_told_as_such(command, spur, inspected):
    given = "" if "--date" in command else "--date 2020-01-15 "
    given += "" if "--by" in command else "--by Anna "
    code, _, err = spur(f"inspection state --round 2019 {given}{command}", *([" "] if "--by" in command else []))
    assert code == 2
    assert "Fel: " in err


# comments


def test_a_units_comment_is_kept_with_day_and_name(spur, inspected):
    comment = "inspection comment AM-01 D --round 2019 --date 2019-03-15"
    code, out, _ = spur(comment, "--by", "Bo Ek", "--text", "Schemat\när ändrat.")
    assert (code, out) == (0, "AM-01: kommentaren om område D är sparad.\n")
    assert "2019-03-15  Enhetens kommentar, område D, av Bo Ek: Schemat är ändrat." in spur("history AM-01")[1]


def test_everything_wrong_with_a_comment_is_told_at_once(spur, inspected):
    code, _, err = spur("inspection comment AM-01 Q --round 2019 --date 2019-02-15 --by Bo --text Nej")
    assert code == 3
    assert "Bedömningsområdet ”Q” finns inte. Tillåtet: A, B, C, D, E, F, G, H." in err
    assert "Datumet 2019-02-15 ligger före granskningen 2019-03-01." in err


# days that have not come


@pytest.mark.parametrize(
    "command",
    [
        "inspection state AM-01 final --by Anna",
        "inspection state --all final --by Anna",
        "inspection comment AM-01 D --by Bo --text Nej",
        "plan received AM-01 D --note plan",
    ],
)
def test_what_has_not_happened_yet_cannot_be_recorded(command, spur, inspected):
    tomorrow = datetime.now().astimezone().date() + timedelta(days=1)
    code, out, err = spur(f"{command} --round 2019 --date {tomorrow}")
    assert (code, out) == (3, "")
    assert f"Fel: Datumet {tomorrow} har inte varit än" in err
    assert "Antal fel: 1." in err
    assert spur(f"{command} --round 2019 --date {tomorrow - timedelta(days=1)}")[0] == 0
    assert spur("plan list --round 2019 --as-of 2099-01-01")[0] == 0


# plans


def test_who_owes_a_plan_before_and_after_they_come_in(spur, inspected):
    code, out, err = spur("plan list --round 2019")
    assert (code, out) == (0, "Ingen enhet är skyldig en handlingsplan.\n")
    assert "Granskningar som är utkast räknas inte (51 st): AM-01, AM-02" in err
    spur(FINAL)
    code, out, err = spur("plan list --round 2019")
    assert (code, err) == (0, "")
    owed = out.splitlines()
    assert len(owed) == 44
    assert spur("plan list AM-01 --round 2019")[1].splitlines() == [line for line in owed if line.startswith("AM-01")]
    nobody = next(unit for unit in golden_inspections() if not any(line.startswith(unit) for line in owed))
    assert spur(f"plan list {nobody} --round 2019")[1] == "Ingen av de enheterna är skyldig en handlingsplan.\n"
    assert "”KI-0”" in spur(f"plan list KI-0 {nobody} --round 2019")[2]
    assert owed[0] == "AM-01 Provenheten Havsörn, område D: D sedan 2019-03-01."
    for unit, area, on in golden_plans():
        assert spur(f"plan received {unit} {area} --round 2019 --date {on} --note plan")[0] == 0
    received = {f"{unit} {area}" for unit, area, _ in golden_plans()}
    left = [line for line in owed if f"{line.split()[0]} {line.partition('område ')[2][0]}" not in received]
    assert len(left) == 44 - 21
    assert spur("plan list --round 2019")[1].splitlines() == left
    then = spur("plan list --round 2019 --as-of 2019-05-08")[1]
    assert "AM-01" not in then
    assert "AM-02 Provenheten Blåmes, område D: D sedan 2019-04-02." in then


def test_nobody_owes_a_plan_once_all_have_come_in(spur, db):
    keep(db, [golden_inspections()["AM-01"]])
    spur(FINAL)
    code, out, _ = spur("plan received AM-01 D --round 2019 --date 2019-05-01 --note plan")
    assert code == 0
    assert out.startswith("AM-01: handlingsplanen för område D är sparad med datumet 2019-05-01.")
    assert spur("plan list --round 2019") == (0, "Ingen enhet är skyldig en handlingsplan.\n", "")


def test_the_regions_deadline_puts_the_overdue_first(spur, inspected, settings):
    spur(FINAL)
    _, out, _ = spur(f"plan list --round 2019 --as-of 2019-05-20 --settings {settings}")
    first, *_, last = out.splitlines()
    assert first.endswith("D sedan 2019-03-01. FÖRSENAD: planen skulle ha kommit in senast 2019-04-30.")
    assert "Planen ska komma in senast" in last


def test_a_region_of_which_the_round_knows_nothing_is_refused_as_reports_do(spur, inspected, settings, tmp_path):
    settings.write_text(settings.read_text("utf-8").replace('"vastmanland"', '"skane"'), encoding="utf-8")
    asked = f"plan list --round 2019 --settings {settings}"
    code, _, err = spur(asked)
    assert code == 3
    assert "Det finns inga uppgifter om regionen ”skane”." in err
    units = tmp_path / "units.csv"
    units.write_text("unit_id,unit_name,specialty_group,region\nSK-1,Lund,medicin,skane\n", encoding="utf-8")
    assert spur(f"import units {units}")[0] == 0
    code, _, err = spur(asked)
    assert code == 3
    assert "Det finns varken graderingar eller enkätsvar" in err


def test_a_plan_that_lost_its_effect_is_told_in_words(spur, db):
    told = golden_inspections()["AM-01"]
    keep(db, [told])
    spur(FINAL)
    spur("plan received AM-01 D --round 2019 --date 2019-05-01 --note plan")
    keep(db, [replace(told, inspected_on=date(2019, 6, 1))])
    for command in ("history AM-01", "plan list --round 2019"):
        code, _, err = spur(command)
        assert code == 0
        assert "Varning: AM-01 D: Handlingsplanen kom in 2019-05-01, före granskningen 2019-06-01" in err


def test_a_second_rubric_is_told_at_the_import(spur, inspected, tmp_path):
    rubric, table = tmp_path / "own.toml", tmp_path / "grades.csv"
    rubric.write_text(app.pinned_rubric(RUBRIC).text + "# en rad till\n", encoding="utf-8")
    table.write_text("unit_id,area,grade_at_inspection,inspected_on\nAM-01,D,D,2019-03-01\n", encoding="utf-8")
    code, _, err = spur(f"import grades {table} --rubric {rubric} --round 2019")
    assert code == 0
    assert "Varning: grades.csv: Filen följer granskningsmodellen spur-st@2018 (" in err
    assert "men omgången har graderingar eller svar enligt spur-st@2018 (" in err


def test_a_database_of_an_earlier_version_is_refused_with_what_to_do(spur, db):
    with sqlite3.connect(db.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE spur_schema SET version = 2")
    code, _, err = spur("plan list --round 2019")
    assert code == 3
    assert f"Databasen har version 2, och det här programmet har version {SCHEMA_VERSION}." in err
    assert "Kör ”spur migrate”" in err


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        ("AM-01 A", "AM-01 A: Graderingen är A. En handlingsplan ändrar bara D."),
        ("AM-01 D --date 2019-02-01", "AM-01 D: Handlingsplanen kom in 2019-02-01, före granskningen 2019-03-01."),
        ("AM-02 D", "AM-02 D: Handlingsplanen kom in redan 2019-06-02."),
        ("AM-01 Q", "Bedömningsområdet ”Q” finns inte."),
        ("AM-03 H", "AM-03 H: Det finns ingen gradering i omgången 2019."),
        ("AM-99 D", "Enheten ”AM-99” finns inte bland enheterna."),
    ],
)
def test_a_plan_that_nobody_asked_for_is_refused_with_the_reason(command, refused, spur, inspected, db):
    keep(db, [corrected(golden_inspections()["AM-03"], H="")])
    spur("plan received AM-02 D --round 2019 --date 2019-06-02 --note plan")
    date_ = "" if "--date" in command else "--date 2019-07-01"
    code, _, err = spur(f"plan received {command} --round 2019 {date_} --note plan")
    assert code == 3
    assert refused in err
    assert "Antal fel: 1." in err


def test_one_area_without_a_plan_to_receive_and_none_is_recorded(spur, inspected):
    code, _, err = spur("plan received AM-01 D A --round 2019 --date 2019-07-01 --note plan")
    assert code == 3
    assert "AM-01 A:" in err
    assert "Handlingsplan," not in spur("history AM-01")[1]


# the history


def test_the_history_tells_every_event_in_order_with_its_source(spur, inspected, db):
    keep(db, [inspection("AM-01", {"A": "B"}, date(2019, 3, 1), own="Bo Ek")])
    spur("inspection comment AM-01 D --round 2019 --date 2019-03-15 --by Chefen --text Nej")
    spur(FINAL)
    spur("plan received AM-01 D --round 2019 --date 2019-05-01 --by Anna --note", "fler handledare")
    keep(db, [corrected(golden_inspections()["AM-01"], A="B")], suffix="-ny")
    assert spur("history AM-01")[1].splitlines() == [
        "AM-01 Provenheten Havsörn",
        "",
        "Granskningsomgång 2019",
        "  2019-03-01  Graderingar vid granskningen: (A A), (B A), (C A), (D D), (E C), (F A), (G B), (H B), "
        "av Anna Berg, Bo Ek, AM-01.xlsx (import 2)",
        "  2019-03-01  Egen bedömning: A B, av Bo Ek, AM-01-Bo Ek.xlsx (import 53)",
        "  2019-03-01  Graderingar vid granskningen: A B, B A, C A, D D, E C, F A, G B, H B, "
        "av Anna Berg, Bo Ek, AM-01-ny.xlsx (import 54)",
        "  2019-03-15  Enhetens kommentar, område D, av Chefen: Nej",
        "  2019-05-01  Handlingsplan, område D, av Anna: fler handledare",
        "  2019-05-01  Gradering efter handlingsplan: D C",
        "  2020-01-15  Granskningen är slutlig, av Anna",
        "  2026-09-01  Import 2: AM-01.xlsx",
        "  2026-09-01  Import 53: AM-01-Bo Ek.xlsx",
        "  2026-09-01  Import 54: AM-01-ny.xlsx, ersätter import 2",
        "",
        "Graderingar inom parentes räknas inte: de är ersatta, eller granskningen är ett utkast.",
    ]


def test_the_history_of_a_flat_table_tells_its_lifts(spur, tmp_path):
    header = "unit_id,area,grade_at_inspection,grade_after_plan,inspected_on,plan_received_on\n"
    path = tmp_path / "grades.csv"
    path.write_text(f"{header}AM-01,D,D,C,2019-03-01,2019-05-01\nAM-01,E,C,,2019-03-01,\n", encoding="utf-8")
    spur(f"import grades {path} --rubric spur-st@2018 --round 2019")
    path.write_text(f"{header}AM-01,E,B,,2019-03-01,\n", encoding="utf-8")
    spur(f"import grades {path} --rubric spur-st@2018 --round 2019")
    _, out, _ = spur("history AM-01 --round 2019 --lang en")
    assert "2019-03-01  Grades at the inspection: D D, (E C), grades.csv (import 2)" in out
    assert "2019-05-01  Grade after the action plan: D C, grades.csv (import 2)" in out
    assert "2019-03-01  Grades at the inspection: E B, grades.csv (import 3)" in out
    assert "Import 3: grades.csv, supersedes import 2" in out


def test_a_unit_that_nothing_has_happened_to(spur, db):
    assert spur("history AM-01")[1] == "AM-01 Provenheten Havsörn\nInget har hänt än.\n"
    code, _, err = spur("history AM-1")
    assert code == 3
    assert "Enheten ”AM-1” finns inte" in err
    keep(db, [golden_inspections()["AM-02"]])
    assert spur("history AM-01 --round 2019")[1] == "AM-01 Provenheten Havsörn\nInget har hänt än.\n"
    code, _, err = spur("history AM-01 --round 2017")
    assert code == 3
    assert "”2017”" in err


# drafts in reports


def test_a_report_leaves_drafts_out_and_says_so(spur, inspected, tmp_path):
    code, _, err = spur(f"report region vastmanland --round 2019 --out {tmp_path / 'none'}")
    assert code == 3
    assert "Granskningar som är utkast räknas inte (51 st)" in err
    spur("inspection state AM-01 AM-02 final --round 2019 --date 2019-06-01 --by Anna")
    code, _, err = spur(f"report region vastmanland --round 2019 --out {tmp_path / 'two'} --format csv")
    assert code == 0
    assert "Notera: Granskningar som är utkast räknas inte (49 st)" in err
    assert _units_in(tmp_path / "two") == "2"


def test_a_report_with_drafts_says_so_on_every_page(spur, inspected, tmp_path):
    spur("inspection state AM-01 final --round 2019 --date 2019-06-01 --by Anna")
    code, out, err = spur(f"report region vastmanland --round 2019 --drafts --out {tmp_path}")
    assert (code, err) == (0, "")
    assert "UTKAST" in out
    assert _units_in(tmp_path) == "51"
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "region-vastmanland-2019.pdf").pages]
    assert all("UTKAST" in page for page in pages)
    assert any("räknas också 50 som är utkast" in " ".join(page.split()) for page in pages)
    for sheet in load_workbook(tmp_path / "region-vastmanland-2019.xlsx"):
        assert "UTKAST" in str(sheet.oddFooter.left.text)


def test_a_report_without_drafts_in_it_is_not_marked(spur, inspected, tmp_path):
    spur(FINAL)
    spur(f"report region vastmanland --round 2019 --drafts --out {tmp_path} --format pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "region-vastmanland-2019.pdf").pages]
    assert not any("UTKAST" in page for page in pages)


# the region's settings


def test_a_region_is_called_what_its_settings_say(spur, inspected, settings, tmp_path, monkeypatch):
    spur(FINAL)
    monkeypatch.setenv("SPUR_SETTINGS", str(settings))
    _, out, _ = spur(f"report region vastmanland --round 2019 --out {tmp_path} --format csv --lang en")
    assert "West Region" in out


def test_another_regions_settings_are_refused(spur, inspected, settings, tmp_path):
    settings.write_text(settings.read_text("utf-8").replace('"vastmanland"', '"skane"'), encoding="utf-8")
    spur(FINAL)
    code, _, err = spur(f"report region vastmanland --round 2019 --settings {settings} --out {tmp_path}")
    assert code == 3
    assert "Inställningarna gäller regionen ”skane”, inte ”vastmanland”." in err


def test_everything_wrong_with_the_settings_is_told_at_once(spur, inspected, settings):
    settings.write_text('[region]\nid = "a b"\nnmae = "X"\n[plan]\ndays = "60"\n', encoding="utf-8")
    code, _, err = spur(f"plan list --round 2019 --settings {settings}")
    assert code == 3
    for told in ("rad 2, uppgiften region.id", "rad 3, uppgiften region.nmae", "rad 5, uppgiften plan.days", ".name"):
        assert told in err
    assert "Tillåtet: ett heltal, utan citattecken." in err
    settings.write_text('[region]\nid = "a b"\n[look]\ncolour = "blå"\n[plan]\ndays = 0\n', encoding="utf-8")
    err = spur(f"plan list --round 2019 --settings {settings}")[2]
    assert [code for code in ("[rubric-value]", "[look-colour]", "Tillåtet: 1 eller mer.") if code not in err] == []
    assert spur("plan list --round 2019 --settings nowhere.toml")[0] == 3


def _units_in(folder: Path) -> str:
    rows = read_figures(folder / "figures.csv")
    return next(r["value"] for r in rows if (r["scope"], r["subject"], r["statistic"]) == ("region", "units", "n"))
