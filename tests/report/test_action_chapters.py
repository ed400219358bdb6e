"""What reports say of what is to be done, and of what has been done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from spur import app
from spur.app import Profile
from spur.ledger.ledger import Ledger
from spur.report.document import Document, KeyFigures, Row, Section, Table
from spur.report.explanation.formulas import formula_of
from spur.report.region import region_document
from spur.report.shown import shown
from spur.report.unit import unit_document
from spur.rubric.parts import Requirement
from spur.wording import Wording
from tests.conftest import GOLDEN, read_figures
from tests.ledger.golden import keep, rubric
from tests.report.explained import as_text, asking
from tests.reviewed import fill, reviewed, rows_of, told

REGION, THEN, NOW = "vastmanland", "2019", "2025"
OWN = {"requirement", "plans", "measures", "recommendations"}
"""The kinds of subject that the register's figures have."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two reviewed rounds; a plan that came in; the region's recommendations of 2019, one of them done; one action that
    is late, one that is done."""
    folder = tmp_path_factory.mktemp("actions")
    db = reviewed(folder)
    app.receive_plans(db, "KI-01", ["D"], NOW, on=date(2025, 9, 1), note="Brev")
    app.import_actions(db, [GOLDEN / "recommendations.csv"], region=REGION, round_=THEN)
    then = app.export_actions(db, (), THEN, folder / "then.xlsx", region=REGION).path
    row = rows_of(then, 2)["2.1"]
    fill(then, 2, **{f"G{row}": "Åsa Ek", f"I{row}": "klar", f"J{row}": "Beslut 12"})
    now = app.export_actions(db, (), NOW, folder / "now.xlsx", region=REGION).path
    rows = rows_of(now)
    fill(now, **{f"I{rows['AM-01 D1']}": "Bo Ek", f"J{rows['AM-01 D1']}": "2025-10-01", f"K{rows['AM-02 D2']}": "klar"})
    fill(now, 2, B4="1.1", C4="Program", D4="Alla har program.", F4="D1")
    app.import_actions(db, [then, now])
    return db


@pytest.fixture(scope="module")
def region(db: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Path]:
    out = tmp_path_factory.mktemp("region")
    report = app.report_region(db, REGION, NOW, versus_round=THEN, outputs=["csv"], out=out)
    return region_document(report.material), out


def unit(db: str, unit_id: str, out: Path, round_: str = NOW, **asked: object) -> Document:
    report = app.report_unit(db, unit_id, round_, outputs=["csv"], out=out, **asked)  # type: ignore[arg-type]
    return unit_document(report.material)  # type: ignore[arg-type]


def section(document: Document, title: str) -> Section:
    return next(each for each in document.sections if each.title == title)


def titles(document: Document) -> list[str]:
    return [each.title for each in document.sections]


def texts(row: Row) -> list[str]:
    return [cell if isinstance(cell, str) else shown(cell, Wording("sv")) for cell in row.cells]


def tables(own: Section) -> dict[str, list[list[str]]]:
    """The rows of a chapter's tables, by their captions."""
    return {block.caption: [texts(row) for row in block.rows] for block in own.blocks if isinstance(block, Table)}


def paragraphs(own: Section) -> list[str]:
    return [text for block in own.blocks if (text := getattr(block, "text", ""))]


def requirement(id_: str) -> Requirement:
    return next(each for each in rubric().model.requirements if each.id == id_)


# The unit's checklist


def test_a_unit_reads_what_it_must_do_should_do_and_could_develop(db: str, tmp_path: Path) -> None:
    own = section(unit(db, "AM-01", tmp_path), "Checklista")
    assert paragraphs(own)[0] == "Handlingsplan: D Tjänstgöringens uppläggning. Har inte kommit in."
    [counts] = [block for block in own.blocks if isinstance(block, KeyFigures)]
    told = tables(own)
    assert [figure.value for figure, _ in counts.items] == [len(rows) for rows in told.values()]
    [must] = [row for row in told["Åtgärder som krävs"] if row[0].startswith("D1 ")]
    assert requirement("D1").text["sv"] in must[0]
    assert requirement("D1").source["sv"] in must[0]
    assert must[1].startswith(requirement("D1").recommendation["sv"])
    assert must[1].endswith("Rekommenderat 2019, på nytt 2025.")
    assert must[2:4] == ["Bo Ek", "2025-10-01 FÖRSENAD"]
    [partly] = [row for rows in told.values() for row in rows if row[0].startswith("D3 ")]
    assert partly[0].endswith("Bedömt som: delvis.")
    # what inspectors note beside a requirement is for themselves to remember
    assert partly[1] == requirement("D3").recommendation["sv"]
    # E is graded C with nothing unmet that says why: the area itself is on the list
    [area] = [row for row in told["Åtgärder som rekommenderas"] if row[0].startswith("E ")]
    assert area[0] == "E Handledning och uppföljning: gradering C vid granskningen."
    assert area[1].startswith("Möjligheter i E.")


def test_a_unit_that_has_nothing_to_do_has_no_checklist(db: str, tmp_path: Path) -> None:
    keep(db, [told("AM-07", "2031", {}, dict.fromkeys("ABCDEFGH", "A"))])
    document = unit(db, "AM-07", tmp_path, "2031", drafts=True)
    assert "Checklista" not in titles(document)
    rows = read_figures(tmp_path / "unit-AM-07" / "figures.csv")
    assert {row["value"] for row in rows if row["statistic"] == "unmet"} == {"0"}


def test_a_report_as_of_an_earlier_day_knows_nothing_of_what_was_told_later(db: str, tmp_path: Path) -> None:
    own = section(unit(db, "AM-01", tmp_path, as_of=date(2025, 12, 31)), "Checklista")
    assert {row[2] for rows in tables(own).values() for row in rows} == {""}
    assert paragraphs(own)[-1] == "Ingen har ännu fyllt i ansvarig, tid eller läge i åtgärdslistan."


def test_everybody_reads_no_names_of_those_who_see_to_it(db: str, tmp_path: Path) -> None:
    own = section(unit(db, "AM-01", tmp_path, profile=Profile.PUBLIC), "Checklista")
    assert "Bo Ek" not in str(own)
    assert "FÖRSENAD" in str(own)


# The region


def test_the_region_reads_which_requirements_fail_most_and_where(region: tuple[Document, Path]) -> None:
    own = section(region[0], "Vanligaste rekommendationerna")
    [rows] = tables(own).values()
    by_id = {row[0].partition(" ")[0]: row[2:] for row in rows}
    # AM-01 and KI-01 of four; none of the requirements that everybody meets
    assert by_id["D1"][:3] == ["2", "4", "50 %"]
    assert {"D1", "D2", "D3", "F5"} == set(by_id)
    assert [row[0].partition(" ")[0] for row in rows][:1] == ["D1"]
    assert "D1 ”" in paragraphs(own)[0]


def test_the_region_reads_who_has_sent_a_plan_and_who_has_not(region: tuple[Document, Path]) -> None:
    own = tables(section(region[0], "Åtgärder och handlingsplaner"))
    groups = own["Graderingen D före och efter handlingsplaner, antal områden vid enheterna i varje grupp"]
    assert groups[-1] == ["Totalt", "4", "3", "1", "3", "4", "3"]
    who = next(rows for caption, rows in own.items() if caption.startswith("Vem som"))
    assert [row[0][-6:-1] for row in who] == ["AM-01", "AM-02", "KI-02", "KI-01"]
    assert who[-1][1:] == ["D (2025-09-01)", ""]
    measures = own["Åtgärder i enheternas checklistor och hur långt de har kommit"]
    # required, of how many units, not started, ongoing, done, rejected, overdue
    assert measures[0] == ["Åtgärder som krävs", "5", "4", "4", "0", "1", "0", "1"]


def test_the_next_round_follows_up_what_the_region_recommended(region: tuple[Document, Path]) -> None:
    own = section(region[0], "Uppföljning av rekommendationerna från 2019")
    assert (
        paragraphs(own)[0]
        == "Efter omgången 2019 lämnade regionen 17 rekommendationer. Läget nu: 16 ej påbörjade och 1 klar."
    )
    recommended, figures = tables(own).values()
    stands = {row[0]: row[-1] for row in recommended}
    assert stands["2.1"] == "Klar. Ansvarig: Åsa Ek. Underlag: Beslut 12"
    assert stands["1.1"] == "ej påbörjad"
    area = next(row for row in figures if row[:2] == ["2.1", "D Tjänstgöringens uppläggning"])
    assert area[2:] == ["medelvärde av graderingen", "1,0", "1,3"]
    [now] = tables(section(region[0], "Regionens rekommendationer")).values()
    assert now[0][:3] == ["1.1", "Program", "Alla har program."]


def test_proposals_name_what_lies_below_the_line_and_fails_in_most_units(region: tuple[Document, Path]) -> None:
    own = section(region[0], "Förslag till förbättringsområden")
    listed = [item for block in own.blocks for item in getattr(block, "items", ())]
    assert [item.partition(" ")[0] for item in listed] == ["D", "E"]


def test_everybody_reads_nothing_of_single_units_of_a_small_region(db: str, tmp_path: Path) -> None:
    report = app.report_region(db, REGION, NOW, outputs=["csv"], out=tmp_path, profile=Profile.PUBLIC)
    document = region_document(report.material)
    assert not {"Vanligaste rekommendationerna", "Åtgärder och handlingsplaner"} & set(titles(document))
    own = [row for row in read_figures(tmp_path / "figures.csv") if row["subject"].partition(":")[0] in OWN]
    assert {row["subject"] for row in own} <= {"recommendations"}
    assert "Bo Ek" not in str(document)


# Explained


@pytest.fixture(scope="module")
def asked(db: str, region: tuple[Document, Path]) -> Iterator[object]:
    with asking(db, region[1]) as told_of:
        yield told_of


def test_every_one_of_these_figures_has_an_explanation_in_both_languages(asked: object) -> None:
    about = asked.about  # type: ignore[attr-defined]
    own = {
        (f.subject, f.statistic): f
        for f in about.figures
        if f.subject.partition(":")[0] in OWN and f.scope == "region" and f.round == NOW
    }
    assert len(own) > 30
    for figure in own.values():
        assert formula_of(figure, about.kind) is not None, figure.address
        for lang in ("sv", "en"):
            text = as_text(asked.explain(figure, lang))  # type: ignore[attr-defined]
            assert not any(mark in text for mark in ("{", "}", "None", "Fraction", "  ")), text
    share = next(f for f in own.values() if f.statistic == "share_unmet" and f.subject == "requirement:D1")
    assert "2 / 4 = 0,5 → 50 %" in as_text(asked.explain(share))  # type: ignore[attr-defined]


def test_a_figure_that_changes_with_a_file_names_the_file(db: str, asked: object) -> None:
    about = asked.about  # type: ignore[attr-defined]
    figure = about.figures("region", REGION, "measures:required", "count:done")
    assert "now.xlsx" in as_text(asked.explain(figure))  # type: ignore[attr-defined]
    assert replace(figure, value=0) != figure
    with Ledger.open(db).view() as view:
        assert view.action_files(NOW)


def test_questions_certainly_below_the_country_are_proposed_and_others_are_not(tmp_path: Path) -> None:
    """46 % of the trainees have feedback on leadership, 99 % a director of studies: the country has 80 and 98."""
    db = f"sqlite:///{tmp_path / 'spur.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    app.import_survey(db, GOLDEN / "survey.csv", "spur-st@2018", THEN)
    baseline = tmp_path / "baseline.csv"
    header = "item,role,positive,neutral,negative,missing\n"
    rows = "st.ledarskap-bedoms,st-lakare,2800,300,400,0\nst.studierektor,st-lakare,3430,40,30,0\n"
    baseline.write_text(header + rows, encoding="utf-8")
    app.import_baseline(db, baseline, "spur-st@2018", "riket")
    report = app.report_region(db, REGION, THEN, baseline="riket", outputs=["csv"], out=tmp_path)
    own = section(region_document(report.material), "Förslag till förbättringsområden")
    [item] = [item for block in own.blocks for item in getattr(block, "items", ())]
    assert item == "”Min kompetens i ledarskap bedöms och återkoppling sker.”: 46 % mot 80 %"
