"""spur explain, as an impatient study director asks: in the words of the report, in the wrong folder, of a database
that has changed."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from spur import app
from spur.cli import run
from tests.conftest import GOLDEN, RUBRIC

Ask = Callable[..., tuple[int, str, str]]
BASELINE = "national-2017-2019"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with spur.db, the region's report in out/ and that of a unit in out/unit-AM-08/."""
    folder = tmp_path_factory.mktemp("kept")
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    app.import_baseline(db, GOLDEN / "baseline_national_2017_2019.csv", RUBRIC, BASELINE, excludes="vastmanland")
    app.report_region(db, "vastmanland", "2019", baseline=BASELINE, outputs=["pdf", "csv"], out=folder / "out")
    app.report_unit(db, "AM-08", "2019", outputs=["json"], out=folder / "out")
    return folder


@pytest.fixture
def desk(kept: Path, tmp_path: Path) -> Path:
    """The same, to be moved about and changed."""
    return Path(shutil.copytree(kept, tmp_path / "desk"))


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run spur explain in a folder: exit code, what it says and what it complains of."""

    def asked(cwd: Path, *words: str) -> tuple[int, str, str]:
        with monkeypatch.context() as own:
            for name in ("SPUR_LANG", "SPUR_DATABASE_URL", "SPUR_SETTINGS"):
                own.delenv(name, raising=False)
            own.chdir(cwd)
            code = run(["explain", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return asked


def test_a_mean_is_told_from_its_grades_to_its_files(kept: Path, ask: Ask) -> None:
    code, said, complaint = ask(kept, "out", "E", "medelvärde", "--group", "psykiatri")
    assert (code, complaint) == (0, "")
    lines = [line.strip() for line in said.splitlines()]
    assert lines[:2] == ["Medelvärde: område E Handledning och uppföljning, Psykiatri, 2019", "3,0"]
    for line in (
        "A (4 poäng): 1 · B (3 poäng): 0 · C (2 poäng): 1 · D (1 poäng): 0",
        "(4·1 + 2·1) / 2 = 3 → 3,0",
        "Avrundat till en decimal; en halva avrundas uppåt.",
        "PS-01 Provenheten Sångsvan: A vid granskningen 2019-04-23 (inläsning 2)",
        "PS-02 Provenheten Fiskgjuse: C vid granskningen 2019-05-24 (inläsning 2)",
        "I figures.csv står samma sak: siffran är vad databasen ger i dag.",
    ):
        assert line in lines
    assert any(line.startswith("Inläsning 2: graderingar grades.csv, 20") for line in lines)


@pytest.mark.parametrize(
    ("report", "subject", "statistic"),
    [
        ("out", "area:E", "mean"),
        ("out/", "E", "Medel"),
        ("out/report.json", "Handledning och uppföljning", "medelpoäng"),
        ("out/figures.csv", "område E", "medelvärde"),
        ("out/region-vastmanland-2019.pdf", "Supervision and follow-up", "average"),
    ],
)
def test_a_report_and_a_subject_have_many_names(
    report: str, subject: str, statistic: str, kept: Path, ask: Ask
) -> None:
    code, said, _ = ask(kept, report, subject, statistic)
    assert (code, said.splitlines()[1]) == (0, "  2,6")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("st.helhet", "andel positiva"), "82 %"),
        (("helhetsbedömning", "share_positive"), "82 %"),
        (("“Gör en helhetsbedömning”", "andel", "--role", "Handledare"), "89 %"),
        (("st.helhet", "andel", "--versus", "riket"), "75 %"),
        (("st.helhet", "skillnad", "--versus", "riket"), "+6,2 procentenheter"),
        (("st.helhet", "diff", "--versus", "övriga", "--group", "Kirurgiska specialiteter"), "+2,9 procentenheter"),
        (("frågor", "count:more", "--versus", BASELINE), "5"),
        (("totalt", "sd"), "3,7"),
        (("enheter", "n"), "51"),
    ],
)
def test_figures_are_found_in_the_words_of_the_report(words: tuple[str, ...], shown: str, kept: Path, ask: Ask) -> None:
    code, said, complaint = ask(kept, "out", *words)
    assert (code, complaint) == (0, "")
    assert said.splitlines()[1].strip() == shown


def test_where_several_may_be_meant_they_are_listed_with_how_to_choose(kept: Path, ask: Ask) -> None:
    code, said, _ = ask(kept, "out", "st.helhet", "diff", "--group", "kirurgi")
    assert code == 0
    assert said.startswith("Flera siffror kan menas. Välj en:\n  --versus rest ")
    assert "--versus group:medicin    Medicinska specialiteter  −0,6 procentenheter" in said
    code, said, _ = ask(kept, "out", "st.helhet", "andel")
    assert "  --role handledare, studierektor, verksamhetschef" in said.splitlines()


def test_without_a_statistic_they_are_listed_and_without_a_subject_the_subjects(kept: Path, ask: Ask) -> None:
    _, said, _ = ask(kept, "out", "E")
    assert "  mean " in said
    assert "--versus" in said
    _, said, _ = ask(kept, "out")
    assert "area:E" in said
    assert "”Jag har tillgång till en studierektor.”" in said


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("nowhere", "E", "mean"), "Menade du ”out”? [report-unknown]"),
        (("out/gone.pdf", "E", "mean"), "[file-missing]"),
        (("out", "kvalitet på maten", "n"), "[subject-unknown]"),
        (("out", "st.helhte", "n"), "Menade du ”st.helhet”? [subject-unknown]"),
        (("out", "kompetens", "n"), "item:st.vetenskap-bedoms ”Min kompetens i medicinsk vetenskap"),
        (("out", "E", "medelvrde"), "Menade du ”medelvärde”? [statistic-unknown]"),
        (("out", "st.helhet", "andel", "--role", "handledar"), "Menade du ”handledare”? [figure-not-of]"),
        (("out", "E", "mean", "--group", "psykatri"), "Menade du ”Psykiatri”? [figure-not-of]"),
        (("out", "E", "mean", "--versus", "riket"), "[figure-not-of]"),
        (("out", "st.helhet", "andel", "--unit", "AM-01"), "[figure-not-of]"),
        (("out", "E", "mean", "--db", "moved.db"), "Databasen moved.db finns inte."),
    ],
)
def test_what_is_not_there_is_told_with_what_was_likely_meant(
    words: tuple[str, ...], complaint: str, kept: Path, ask: Ask
) -> None:
    code, said, told = ask(kept, *words)
    assert (code, said) == (3, "")
    assert complaint in told
    assert "Traceback" not in told


def test_everything_that_is_misspelt_is_told_at_once_and_statistics_by_their_names(kept: Path, ask: Ask) -> None:
    code, _, err = ask(kept, "out", "E", "medelvrde", "--group", "psykatri", "--role", "handledar")
    assert code == 3
    assert "Tillåtet: antal graderade enheter (n), medelvärde (mean)," in err
    assert [word for word in ("”medelvrde”", "”psykatri”", "”handledar”") if word not in err] == []


def test_a_folder_that_has_been_moved_is_asked_as_before(desk: Path, ask: Ask) -> None:
    (desk / "out").rename(desk / "rapport 2020")
    code, said, _ = ask(desk, "rapport 2020", "E", "mean")
    assert code == 0
    assert "I figures.csv står samma sak" in said


def test_a_database_that_has_changed_since_is_told(desk: Path, ask: Ask) -> None:
    db = f"sqlite:///{desk / 'spur.db'}"
    grades = (GOLDEN / "grades.csv").read_text(encoding="utf-8").replace("PS-02,E,C,C,", "PS-02,E,A,A,")
    (desk / "corrected.csv").write_text(grades, encoding="utf-8")
    app.import_grades(db, desk / "corrected.csv", RUBRIC, "2019")
    _, said, _ = ask(desk, "out", "E", "mean", "--group", "psykiatri")
    assert said.splitlines()[1] == "  4,0"
    assert "I figures.csv står 3,0 (3), men uträknat på nytt blir det 4,0 (4)." in said
    assert "A vid granskningen 2019-05-24 (inläsning 5)" in said


def test_a_figure_that_the_database_no_longer_gives_is_told(desk: Path, ask: Ask) -> None:
    app.undo(f"sqlite:///{desk / 'spur.db'}", 3, reason="Fel fil")
    code, _, complaint = ask(desk, "out", "item:st.helhet", "share_positive")
    assert code == 3
    assert "item:st.helhet share_positive står i rapporten (82 %), men databasen ger ingen sådan siffra" in complaint


def test_a_plan_that_was_recorded_is_told_with_who_recorded_it(desk: Path, ask: Ask) -> None:
    db = f"sqlite:///{desk / 'spur.db'}"
    app.receive_plans(db, "AM-04", ["E"], "2019", on=date(2019, 8, 4), note="Med posten", by="Anna Berg")
    app.report_unit(db, "AM-04", "2019", outputs=["csv"], out=desk / "out")
    _, said, _ = ask(desk, "out/unit-AM-04", "E", "poäng")
    lifted = "C efter handlingsplan 2019-08-04 (sparad med spur plan received av Anna Berg)"
    assert f"AM-04 Provenheten Koltrast: D vid granskningen 2019-06-04 (inläsning 2), {lifted}" in said
    _, said, _ = ask(desk, "out/unit-AM-04", "E", "points_at_inspection")
    assert "Sedan handlingsplanen kom in är det 2 poäng." in said
    assert "Anna Berg" not in said


def test_what_is_withheld_is_told_and_nothing_more(kept: Path, ask: Ask) -> None:
    code, said, _ = ask(kept, "out/unit-AM-08", "st.helhet", "andel", "--role", "verksamhetschef")
    assert code == 0
    assert said.splitlines()[1] == "  visas ej"
    assert not any(word in said for word in ("Inläsning", "survey", "Uträkning", "Vad som räknas"))


def test_a_report_without_figures_can_be_asked_too(desk: Path, ask: Ask) -> None:
    db = f"sqlite:///{desk / 'spur.db'}"
    app.report_region(db, "vastmanland", "2019", by="place", outputs=["pdf"], out=desk / "ort")
    _, said, _ = ask(desk, "ort/region-vastmanland-2019.pdf", "E", "mean", "--group", "Norrort")
    assert "område E Handledning och uppföljning, Norrort, 2019" in said
    assert "Rapporten skrevs utan figures.csv" in said
    shutil.copy(desk / "out" / "figures.csv", desk / "ort")
    _, _, complaint = ask(desk, "ort/figures.csv", "E", "mean")
    assert "figures.csv skrevs inte samtidigt som report.json" in complaint


@pytest.mark.parametrize("text", ["", "{", "[]", '{"spur": "1"}', "\udcff"])
def test_a_report_json_that_is_damaged_is_one_sentence(text: str, desk: Path, ask: Ask) -> None:
    (desk / "out" / "report.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    code, _, complaint = ask(desk, "out", "E", "mean")
    assert code == 3
    assert "[report-damaged]" in complaint
    assert len(complaint.splitlines()) == 1


def test_the_settings_of_the_report_are_kept_with_it_and_others_can_be_tried(desk: Path, ask: Ask) -> None:
    settings = desk / "region.toml"
    settings.write_text(
        '[region]\nid = "vastmanland"\nname = { sv = "Västmanland", en = "Västmanland" }\n[disclosure]\nk = 200\n',
        encoding="utf-8",
    )
    db = f"sqlite:///{desk / 'spur.db'}"
    app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=desk / "few", settings=settings)
    assert json.loads((desk / "few" / "report.json").read_bytes())["settings"]["disclosure"]["k"] == 200
    settings.unlink()
    _, said, _ = ask(desk, "few", "st.helhet", "andel")
    assert said.splitlines()[1] == "  visas ej"
    assert "minst 200 personer" in said
    settings.write_text('[region]\nid = "vastmanland"\nname = { sv = "V", en = "V" }\n', encoding="utf-8")
    _, said, _ = ask(desk, "few", "st.helhet", "andel", "--settings", "region.toml")
    assert said.splitlines()[1] == "  82 %"
    assert "I figures.csv står visas ej, men uträknat på nytt blir det 82 %" in said


def test_how_a_report_was_asked_for_stands_beside_it_with_neither_path_nor_clock(kept: Path) -> None:
    told = json.loads((kept / "out" / "report.json").read_bytes())
    assert told["kind"] == "region"
    assert (told["id"], told["round"], told["by"]) == ("vastmanland", "2019", "specialty_group")
    assert told["files"] == ["figures.csv", "region-vastmanland-2019.pdf"]
    assert str(kept) not in str(told)
    assert json.loads((kept / "out" / "unit-AM-08" / "report.json").read_bytes())["id"] == "AM-08"


def test_the_demonstration_is_asked_without_naming_its_database(
    demo: tuple[Path, object, object], tmp_path: Path, ask: Ask
) -> None:
    code, said, _ = ask(tmp_path, str(demo[0]), "E", "mean", "--lang", "en")
    assert code == 0
    assert said.startswith("Mean: area E Supervision and follow-up, Region Västmanland, 2019\n  2.6\n")
