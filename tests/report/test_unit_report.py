"""A unit's report: its own grades and answers beside others', and nobody else's; and all of them together give nobody
away."""

import csv
import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from spur import app
from spur.analysis.figure import Figures
from spur.app import Report
from spur.cli import run
from spur.disclosure.release import Node, Protection, released
from spur.records.event import State
from spur.records.problem import Code, InvalidInput
from spur.report.part import PartMaterial
from spur.report.unit.material import UnitMaterial
from tests.conftest import GOLDEN, RUBRIC, read_figures
from tests.disclosure.reader import atoms, nodes
from tests.ledger.golden import golden_inspections, keep

ROLE = "st-lakare"
BASELINE = "national-2017-2019"


@pytest.fixture(scope="module")
def reports(golden: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figures]:
    """The figures of every unit's report."""
    out = tmp_path_factory.mktemp("units")
    series = app.report_each(golden, "unit", (), "2019", baseline=BASELINE, outputs=(), out=out)
    told = (report.material for report in series.reports)
    return {m.part.id: m.figures for m in told if isinstance(m, PartMaterial)}


def units() -> dict[str, dict[str, str]]:
    with (GOLDEN / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["unit_id"]: row for row in csv.DictReader(file)}


def answers() -> dict[tuple[str, str], dict[str, tuple[int, int]]]:
    """How many answered and how many of them critically, by role and question, then by unit: counted by hand."""
    n: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    critical: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with (GOLDEN / "survey.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for question, answer in row.items():
                if question.startswith("st.") and answer in ("1", "2", "3", "4", "5"):
                    n[row["role"], question][row["unit_id"]] += 1
                    critical[row["role"], question][row["unit_id"]] += answer in ("1", "2", "3")
    return {key: {unit: (own[unit], critical[key][unit]) for unit in own} for key, own in n.items()}


def tree(by_unit: dict[str, tuple[int, int]]) -> Node:
    """The region over its specialty groups over their units."""

    def over(id_: str, children: list[Node]) -> Node:
        return Node(id_, sum(c.n for c in children), sum(c.critical for c in children), tuple(children))

    members: dict[str, list[Node]] = defaultdict(list)
    for unit, row in units().items():
        members[row["specialty_group"]].append(Node(f"unit:{unit}", *by_unit.get(unit, (0, 0))))
    return over("region:vastmanland", [over(f"group:{group}", own) for group, own in members.items()])


# privacy


def test_all_reports_together_show_exactly_what_one_common_release_would(reports: dict[str, Figures]) -> None:
    shown: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figures in reports.values():
        for figure in figures:
            own = figure.scope != "baseline" and figure.subject.startswith("item:") and not figure.versus
            if own and figure.statistic in ("n", "positive", "share_positive") and not figure.withheld:
                key = figure.role, figure.subject.removeprefix("item:")
                shown[key].add(f"{figure.scope}:{figure.scope_id}")
    protection = Protection()
    of_units = 0
    for key, by_unit in answers().items():
        root = tree(by_unit)
        assert shown[key] == released(root, protection), key
        assert not [size for size in atoms(root, shown[key]) if 0 < size < protection.k], key
        for node in nodes(root):
            if node.id in shown[key]:
                assert node.critical <= node.n - 1 - protection.c, (key, node.id)
                of_units += node.id.startswith("unit:")
    assert of_units > 100  # that nothing is shown of any unit would be no protection but a fault


def test_what_is_withheld_of_a_unit_has_no_number_and_no_comparison(reports: dict[str, Figures]) -> None:
    for figures in reports.values():
        own = [figure for figure in figures if figure.scope == "unit" and figure.subject.startswith("item:")]
        withheld = {(f.role, f.subject) for f in own if f.statistic == "share_positive" and f.withheld}
        assert withheld
        for figure in own:
            if (figure.role, figure.subject) in withheld:
                assert (figure.value, figure.withheld) == (None, True), figure


def test_a_single_chief_is_never_shown(reports: dict[str, Figures]) -> None:
    for figures in reports.values():
        chiefs = (f for f in figures if f.scope == "unit" and f.role == "verksamhetschef" and "item:" in f.subject)
        assert all(figure.value is None for figure in chiefs)


def test_nothing_is_compared_with_the_rest(reports: dict[str, Figures]) -> None:
    for unit, figures in reports.items():
        group = f"group:{units()[unit]['specialty_group']}"
        assert {figure.versus for figure in figures} <= {"", group, "region", BASELINE, "answers"}


def test_the_regions_and_the_groups_figures_are_those_of_the_regions_report(
    reports: dict[str, Figures], demo: tuple[Path, list[app.ImportSummary], app.Report]
) -> None:
    regions = {figure.address: figure for figure in demo[2].material.figures}
    for figures in reports.values():
        told = [figure for figure in figures if figure.scope != "unit" and figure.address in regions]
        assert len(told) > 1000
        assert all(figure == regions[figure.address] for figure in told)


def test_no_file_tells_of_another_unit(golden: str, tmp_path: Path) -> None:
    report = app.report_unit(golden, "KI-06", "2019", baseline=BASELINE, out=tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in report.files] == [
        *(f"unit-KI-06/unit-KI-06-2019.{ending}" for ending in ("pdf", "xlsx", "html")),
        *(f"unit-KI-06/figures.{ending}" for ending in ("csv", "json")),
    ]
    everything = "\n".join(text_of(path) for path in report.files)
    assert "KI-06" in everything
    for unit, row in units().items():
        if unit != "KI-06":
            assert unit not in everything
            assert row["unit_name"] not in everything
    groups = {row["specialty_group"] for row in units().values()} - {"kirurgi"}
    told = {(figure["scope"], figure["scope_id"]) for figure in read_figures(tmp_path / "unit-KI-06" / "figures.csv")}
    assert not {scope_id for _, scope_id in told} & groups


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return pdf(path)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None)
    return path.read_text(encoding="utf-8")


def pdf(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


# what it says


def test_a_unit_with_few_answers_has_its_groups_in_their_place(golden: str, tmp_path: Path) -> None:
    text = pdf(report(golden, "AM-04", tmp_path).files[0])
    assert "Enhetens svar från ST-läkare visas inte, eftersom enskilda personers svar annars kunde röjas." in text
    assert "I stället visas svaren från hela specialitetsgruppen: Allmänmedicin." in text
    assert "Allmänmedicin bredvid större grupper" in text
    assert "Enheten bredvid större grupper" not in text


def test_a_unit_stands_beside_its_group_its_region_and_the_country(golden: str, tmp_path: Path) -> None:
    told = report(golden, "KI-06", tmp_path, lang="en", baseline=BASELINE)
    by_address = {
        (f["scope"], f["scope_id"], f["statistic"], f["versus"]): f["value"]
        for f in read_figures(told.files[1])
        if f["subject"] == "item:st.program-revideras" and f["role"] == ROLE
    }
    own = by_address["unit", "KI-06", "share_positive", ""]
    assert own == "0.333333333333"
    others = (
        ("group", "kirurgi", "group:kirurgi"),
        ("region", "vastmanland", "region"),
        ("baseline", BASELINE, BASELINE),
    )
    for scope, scope_id, versus in others:
        other = float(by_address[scope, scope_id, "share_positive", ""])
        assert float(by_address["unit", "KI-06", "diff", versus]) == pytest.approx(1 / 3 - other)
        assert by_address["unit", "KI-06", "five_point_verdict", versus] == "less"
    text = pdf(told.files[0])
    assert "The unit is itself part of what it is compared with" in text
    assert "Region Västmanland is not part of the baseline." in text


def test_grades_stand_as_letters_beside_the_means_and_the_line(golden: str, tmp_path: Path) -> None:
    told = report(golden, "AM-04", tmp_path)
    text = pdf(told.files[0])
    assert "D Tjänstgöringens uppläggning C D × under linjen 2,2 23 2 2 17 2 2,9 51 23 4 21 3" in text
    assert "A Verksamheten A A ✓ når linjen 4,0 23 23 0 0 0 3,9 51 49 1 0 1" in text
    assert "C (2 poäng): Socialstyrelsens föreskrifter följs." in text
    assert "D Tjänstgöringens uppläggning D Kom in 2019-08-04 och ändrade graderingen till C." in text
    assert "E Handledning och uppföljning D Har inte kommit in." in text
    assert "Totalpoäng av 32 21" in text
    points = {f["subject"]: f["value"] for f in read_figures(told.files[1]) if f["statistic"] == "points"}
    assert points.pop("total") == "21"
    assert points == dict(zip((f"area:{a}" for a in "ABCDEFGH"), "44421411", strict=True))


def test_grades_at_the_inspection_and_on_an_earlier_day(golden: str, tmp_path: Path) -> None:
    first = pdf(report(golden, "AM-04", tmp_path, grades_used="at-inspection").files[0])
    assert "D Tjänstgöringens uppläggning D × under linjen" in first
    assert "som de sattes vid granskningen" in first
    assert "Kom in 2019-08-04 och ändrade graderingen till C." in first
    july = pdf(report(golden, "AM-04", tmp_path, as_of=date(2019, 7, 1)).files[0])
    assert "D Tjänstgöringens uppläggning D Har inte kommit in." in july
    assert "läget 2019-07-01" in july


def test_the_regions_deadline_tells_which_plans_are_late(golden: str, tmp_path: Path) -> None:
    settings = tmp_path / "vastmanland.toml"
    name = 'name = { sv = "Region Väst", en = "West Region" }'
    settings.write_text(f'[region]\nid = "vastmanland"\n{name}\n[plan]\ndays = 90\n', encoding="utf-8")
    text = pdf(report(golden, "AM-04", tmp_path, settings=settings).files[0])
    assert "Försenad: skulle ha kommit in senast 2019-09-02." in text
    assert "Handlingsplanen är försenad för ”Handledning och uppföljning”" in text
    assert "Region Väst" in text
    early = pdf(report(golden, "AM-04", tmp_path, settings=settings, as_of=date(2019, 7, 1)).files[0])
    assert "Har inte kommit in. Den ska vara inne senast 2019-09-02." in early


def test_more_answers_than_invited_are_told_of_the_unit_alone(golden: str, tmp_path: Path) -> None:
    told = report(golden, "PS-01", tmp_path)
    assert [(each.code, each.found) for each in told.problems] == [(Code.RESPONSES_EXCEED_INVITED, "PS-01, st-lakare")]
    text = pdf(told.files[0])
    assert "ST-läkare 9 8 113 %" in text
    assert "Enheten har fler svar från ST-läkare än inbjudna." in text
    assert "verksamhetschefer vid enheten visas inte" in text


def test_the_same_data_give_the_same_bytes(golden: str, tmp_path: Path) -> None:
    once, again = (app.report_unit(golden, "KI-06", "2019", out=tmp_path / folder) for folder in ("1", "2"))
    assert [path.read_bytes() for path in once.files] == [path.read_bytes() for path in again.files]


def report(db: str, unit: str, out: Path, **asked: object) -> Report[UnitMaterial]:
    return app.report_unit(db, unit, "2019", outputs=("pdf", "csv"), out=out, **asked)  # type: ignore[arg-type]


# inspectors' words


def test_what_the_inspectors_wrote_stands_there_once_the_inspection_counts(db: str, tmp_path: Path) -> None:
    told = golden_inspections()["KI-06"]
    areas = tuple(
        replace(
            area,
            description="Bred & varierad verksamhet.",
            strengths="Många operationer.",
            weaknesses="Få mottagningar.",
            possibilities="Gemensam mottagning.",
            comment="Det stämmer.",
        )
        if area.area == "F"
        else area
        for area in told.areas
    )
    keep(db, [replace(told, areas=areas)])
    with pytest.raises(InvalidInput) as refused:
        report(db, "KI-06", tmp_path)
    assert {problem.code for problem in refused.value.problems} == {Code.NOTHING_TO_REPORT, Code.DRAFTS_LEFT_OUT}
    draft = report(db, "KI-06", tmp_path, drafts=True)
    assert "UTKAST" in pdf(draft.files[0])
    app.comment_inspection(db, "KI-06", "F", "2019", "Nu är det ändrat.", on=date(2020, 1, 7), by="Bo Ek")
    app.move_inspections(db, ["KI-06"], State.FINAL, "2019", on=date(2020, 1, 15), by="Anna")
    text = pdf(report(db, "KI-06", tmp_path).files[0])
    assert "UTKAST" not in text
    assert "slutlig, 2020-01-15" in text
    assert "F Teoretisk utbildning: gradering C" in text
    wrote = ("Beskrivning Bred & varierad", "Styrkor Många", "Svagheter Få", "Möjligheter Gemensam")
    assert all(sentence in text for sentence in wrote)
    assert "Enhetens kommentar Det stämmer." in text
    assert "Enhetens kommentar 2020-01-07 (Bo Ek) Nu är det ändrat." in text
    assert "Händelser till och med 2020-01-15" in text
    assert "Svar från" not in text  # nobody was asked


def test_flat_grades_have_no_inspectors_words(golden: str, tmp_path: Path) -> None:
    assert "Inspektörernas bedömning" not in pdf(report(golden, "KI-06", tmp_path).files[0])


# rounds


def test_an_earlier_rounds_grade_stands_beside_this_rounds(db: str, tmp_path: Path) -> None:
    then = tmp_path / "then.csv"
    rows = (GOLDEN / "grades.csv").read_text(encoding="utf-8").splitlines()
    earlier = [row.replace("F,C,C,2019", "F,B,B,2015").replace(",2019-", ",2015-") for row in rows]
    then.write_text("\n".join(earlier) + "\n", encoding="utf-8")
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_grades(db, then, RUBRIC, "2015")
    text = pdf(report(db, "KI-06", tmp_path, versus_round="2015").files[0])
    assert "F Teoretisk utbildning C × under linjen 2,7 6 2 1 2 1 3,5 51 39 3 7 2 B" in text


def test_a_round_known_by_the_regions_shares_alone_is_nothing_to_compare_a_unit_with(db: str, tmp_path: Path) -> None:
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    app.import_shares(db, GOLDEN / "earlier_round_2014.csv", RUBRIC, "2014", "vastmanland")
    text = pdf(report(db, "PS-01", tmp_path, versus_round="2014").files[0])
    assert "Jämförelse med omgången 2014" not in text
    assert "att jämföra med" not in text


def test_answers_of_two_rounds_are_compared_where_both_may_be_shown(db: str, tmp_path: Path) -> None:
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    then = tmp_path / "then.csv"
    then.write_text((GOLDEN / "survey.csv").read_text(encoding="utf-8").replace("\nR", "\nT"), encoding="utf-8")
    app.import_survey(db, then, RUBRIC, "2015")
    told = report(db, "PS-01", tmp_path, versus_round="2015")
    diffs = [f for f in read_figures(told.files[1]) if f["versus"] == "round:2015" and f["statistic"] == "diff"]
    assert {f["value"] for f in diffs if f["scope"] == "unit"} == {"0", ""}
    assert {(f["scope"], f["scope_id"]) for f in diffs} == {
        ("unit", "PS-01"), ("group", "psykiatri"), ("region", "vastmanland")
    }  # fmt: skip
    assert "Andel positiva svar i båda omgångarna, ST-läkare. Enheten" in pdf(told.files[0])


# little to tell


def test_a_unit_without_answers_and_one_without_grades_have_a_report_each(db: str, tmp_path: Path) -> None:
    lines = (GOLDEN / "survey.csv").read_text(encoding="utf-8").splitlines()
    survey = tmp_path / "survey.csv"
    survey.write_text("\n".join(line for line in lines if ",KI-06," not in line) + "\n", encoding="utf-8")
    grades = tmp_path / "grades.csv"
    rows = (GOLDEN / "grades.csv").read_text(encoding="utf-8").splitlines()
    grades.write_text("\n".join(row for row in rows if not row.startswith("PS-01")) + "\n", encoding="utf-8")
    app.import_grades(db, grades, RUBRIC, "2019")
    app.import_survey(db, survey, RUBRIC, "2019")
    silent = pdf(report(db, "KI-06", tmp_path).files[0])
    assert "Det finns inga svar från ST-läkare vid enheten. I stället visas svaren från hela" in silent
    ungraded = pdf(report(db, "PS-01", tmp_path).files[0])
    assert "Enheten har inga graderingar som räknas i den här omgången." in ungraded
    assert "Enheten bredvid större grupper" in ungraded


def test_grades_alone_are_a_report(db: str, tmp_path: Path) -> None:
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    text = pdf(report(db, "KI-06", tmp_path).files[0])
    assert "Gradering" in text
    assert "Svar från" not in text


def test_what_is_not_there_is_refused_with_what_was_meant(
    golden: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["report", "unit", "KI-60", "--round", "2019", "--db", golden, "--out", str(tmp_path / "out")]
    assert run(asked) == 3
    assert "KI-06" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_unit_that_the_round_knows_nothing_of(db: str, tmp_path: Path) -> None:
    rows = (GOLDEN / "grades.csv").read_text(encoding="utf-8").splitlines()
    grades = tmp_path / "grades.csv"
    grades.write_text("\n".join(row for row in rows if not row.startswith("PS-01")) + "\n", encoding="utf-8")
    app.import_grades(db, grades, RUBRIC, "2019")
    with pytest.raises(InvalidInput) as refused:
        report(db, "PS-01", tmp_path)
    assert [problem.code for problem in refused.value.problems] == [Code.UNIT_WITHOUT_ROUND]


def test_the_command_writes_all_forms_into_a_folder_of_the_units_own(
    golden: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["report", "unit", "AM-04", "--round", "2019", "--db", golden, "--out", str(tmp_path), "--lang", "en"]
    assert run([*asked, "--baseline", BASELINE, "--grades", "at-inspection"]) == 0
    assert "unit-AM-04-2019.pdf" in capsys.readouterr().out
    rows = json.loads((tmp_path / "unit-AM-04" / "figures.json").read_text(encoding="utf-8"))
    assert {row["grades_used"] for row in rows} == {"", "at-inspection"}
