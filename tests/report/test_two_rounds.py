"""Two rounds of one region: whether the region has changed or only who answered, the units that were graded twice, and
a round that is later than it is said to be."""

import csv
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from spur import app
from spur.report.document import Document, Paragraph, Table
from spur.report.region import region_document
from spur.report.unit import unit_document
from spur.statistics.strata import Stratum, mantel_haenszel
from tests.conftest import RUBRIC

ROLE, QUESTION = "st-lakare", "st.helhet"
Counts = Mapping[str, tuple[int, int]]
"""By specialty group: how many gave a positive answer, of how many."""
Compare = Callable[..., app.Report]


def paragraphs(document: Document) -> str:
    return "\n".join(b.text for section in document.sections for b in section.blocks if isinstance(b, Paragraph))


def table(document: Document, caption: str) -> Table | None:
    blocks = (block for section in document.sections for block in section.blocks)
    return next((b for b in blocks if isinstance(b, Table) and b.caption.startswith(caption)), None)


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """The report on 2019 against 2014, of one unit a group that answered, and of units (by id) that were graded."""
    db = f"sqlite:///{tmp_path / 'spur.db'}"
    app.init(db)

    def write(name: str, rows: list[tuple[str, ...]]) -> Path:
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return tmp_path / name

    def report(
        answers: tuple[Counts, Counts] = ({}, {}),
        grades: tuple[str, str] = ("", ""),
        rounds: tuple[str, str] = ("2014", "2019"),
        days: tuple[str, str] = ("2014-03-01", "2019-03-01"),
    ) -> app.Report:
        units = [(group, group, group, "vastmanland") for group in {**answers[0], **answers[1]}]
        units += [(f"U{n}", f"Enhet {n}", "medicin", "vastmanland") for n in range(len(grades[0]))]
        app.import_units(db, write("units.csv", [("unit_id", "unit_name", "specialty_group", "region"), *units]))
        for round_, day, told, graded in zip(rounds, days, answers, grades, strict=True):
            given = [
                (f"{round_}{group}{n}", group, ROLE, "4" if n < positive else "2")
                for group, (positive, of) in told.items()
                for n in range(of)
            ]
            if given:
                survey = write(f"s{round_}.csv", [("response_id", "unit_id", "role", QUESTION), *given])
                app.import_survey(db, survey, RUBRIC, round_)
            events = [(f"U{n}", area, g, day) for n, g in enumerate(graded) if g != "-" for area in "DE"]
            if events:
                header = ("unit_id", "area", "grade_at_inspection", "inspected_on")
                app.import_grades(db, write(f"g{round_}.csv", [header, *events]), RUBRIC, round_)
        return app.report_region(db, "vastmanland", rounds[1], versus_round=rounds[0], outputs=(), out=tmp_path)

    return report


def of_question(report: app.Report, statistic: str) -> object:
    found = report.material.figures.get(
        "region", "vastmanland", f"item:{QUESTION}", statistic, role=ROLE, versus="round:2014"
    )
    return found and found.value


# the same mix


def test_a_difference_that_only_the_mix_of_groups_makes_is_told_to_be_that(compare: Compare) -> None:
    """Each group answers as it did, but twice as many of the positive group answer now."""
    then, now = {"medicin": (18, 20), "kirurgi": (24, 40)}, {"medicin": (36, 40), "kirurgi": (12, 20)}
    report = compare((then, now))
    assert of_question(report, "diff") == Fraction(1, 10)
    assert of_question(report, "mh_diff") == 0
    assert of_question(report, "standardised") == Fraction(8, 10)
    assert of_question(report, "mix_shift") == Fraction(1, 3)
    told = paragraphs(region_document(report.material))
    assert "Grupperna står för andra delar av svaren 2019 än 2014. Med samma fördelning som 2019 hade ”Gör en " in told
    assert "fått 80 % positiva svar 2014 i stället för 70 %." in told


def test_a_mix_that_has_changed_without_moving_any_share_has_a_sentence_and_no_table(compare: Compare) -> None:
    then, now = {"medicin": (21, 30), "kirurgi": (42, 60)}, {"medicin": (48, 60), "kirurgi": (21, 30)}
    document = region_document(compare((then, now)).material)
    assert "upp till 33,3 procentenheter av dem har flyttats" in paragraphs(document)
    assert table(document, "Andel positiva svar med samma fördelning") is None


def test_nothing_is_said_of_a_mix_that_is_the_same(compare: Compare) -> None:
    report = compare(({"medicin": (20, 30), "kirurgi": (42, 60)}, {"medicin": (25, 30), "kirurgi": (50, 60)}))
    assert of_question(report, "mix_shift") == 0
    assert of_question(report, "standardised") == Fraction(62, 90)
    assert "fördelning" not in paragraphs(region_document(report.material))


def test_groups_that_are_not_shown_count_as_one(compare: Compare) -> None:
    """Three psychiatrists are too few, and the next smallest group hides with them, so that they are not worked out."""
    then = {"psykiatri": (2, 3), "medicin": (15, 20), "kirurgi": (50, 60)}
    now = {"psykiatri": (3, 3), "medicin": (21, 24), "kirurgi": (40, 50)}
    report = compare((then, now))
    of = report.material.figures
    for group, withheld in (("psykiatri", True), ("medicin", True), ("kirurgi", False)):
        shares = [of("group", group, f"item:{QUESTION}", "share_positive", role=ROLE, round_=r) for r in ("", "2014")]
        assert [share.withheld for share in shares] == [withheld] * 2
    pooled = mantel_haenszel([Stratum(40, 50, 50, 60), Stratum(24, 27, 17, 23)])
    assert pooled
    assert of_question(report, "mh_diff") == pooled.difference


def test_with_one_group_there_is_no_mix(compare: Compare) -> None:
    report = compare(({"medicin": (30, 60)}, {"medicin": (40, 60)}))
    assert of_question(report, "diff") == Fraction(1, 6)
    assert of_question(report, "mh_diff") is None
    assert of_question(report, "standardised") is None


# the same units


def test_units_that_were_graded_twice_are_compared_with_themselves(compare: Compare) -> None:
    """Nine have come to the line (B) and two have left it; one was not graded then, one not now."""
    then, now = "CCCCDDCCDBBAB-C", "BBBBBBBBBCCBBB-"
    report = compare(grades=(then, now))
    of = {
        f.statistic: f.value
        for f in report.material.figures
        if (f.scope, f.subject, f.versus) == ("region", "area:D", "round:2014")
    }
    assert (of["in_both"], of["rose"], of["fell"]) == (13, 9, 2)
    assert float(of["p"]) == 0.03857421875  # R: 2*pbinom(2,11,.5)-dbinom(2,11,.5)
    assert of["q"] == of["p"]  # both areas alike
    assert (of["grades_rose"], of["grades_fell"], of["grades_diff"]) == (9, 3, Fraction(9, 13))
    document = region_document(report.material)
    told = paragraphs(document)
    assert "13 enheter är graderade i båda omgångarna." in told
    areas = "”Tjänstgöringens uppläggning” och ”Handledning och uppföljning”"
    assert f"Fler av dem har nått linjen än hamnat under den i {areas}, och det är knappast slump." in told
    assert "I inget område är det säkert att graderingarna har stigit eller sjunkit." in told  # one more has sunk
    units = table(document, "Enheter som är graderade i båda omgångarna")
    assert units is not None
    assert [column.header for column in units.columns[2:]] == [
        "nått", "hamnat under", "p", "högre", "lägre", "i medel", "p"
    ]  # fmt: skip


def test_few_that_fell_far_outweigh_many_that_rose_a_little(compare: Compare) -> None:
    then, now = "B" * 14 + "A" * 13, "A" * 14 + "D" * 13
    told = paragraphs(region_document(compare(grades=(then, now)).material))
    assert "Graderingarna har sjunkit i" in told


def test_where_no_unit_has_moved_there_is_no_p(compare: Compare) -> None:
    report = compare(grades=("AB", "AB"))
    p = report.material.figures("region", "vastmanland", "area:D", "p", versus="round:2014")
    assert p.value is None
    told = paragraphs(region_document(report.material))
    assert "I inget område är det säkert att fler har nått linjen" in told
    assert "I inget område är det säkert att graderingarna har stigit eller sjunkit." in told


def test_units_that_were_graded_once_are_not_the_same(compare: Compare) -> None:
    document = region_document(compare(grades=("-B", "A-")).material)
    assert "graderade i båda omgångarna." not in paragraphs(document)
    assert table(document, "Enheter som är graderade i båda") is None


# a later round


@pytest.mark.parametrize(
    ("rounds", "days", "later"),
    [
        (("2019", "2014"), ("2019-03-01", "2014-03-01"), True),
        (("2014", "2019"), ("2020-03-01", "2019-03-01"), False),  # by the names, where they have years
        (("ny", "gammal"), ("2019-03-01", "2014-03-01"), True),
        (("2019-ht", "2019-vt"), ("2019-10-01", "2019-03-01"), True),
        (("gammal", "ny"), ("2014-03-01", "2019-03-01"), False),
        (("a", "b"), ("", ""), False),  # nothing is known of when
    ],
)
def test_a_later_round_is_told_to_be_one(
    compare: Compare, rounds: tuple[str, str], days: tuple[str, str], later: bool
) -> None:
    report = compare(grades=("AB", "BB"), rounds=rounds, days=days)
    assert [p.found for p in report.problems if p.code == "versus-later"] == [rounds[0]] * later
    note = f"Observera att omgången {rounds[0]} är senare än {rounds[1]}."
    assert (note in paragraphs(region_document(report.material))) is later


def test_a_unit_s_report_tells_of_it_too(compare: Compare, tmp_path: Path) -> None:
    now = {"medicin": (18, 20), "kirurgi": (24, 40)}
    compare((now, now), rounds=("2019", "2014"))
    told = app.report_unit(
        f"sqlite:///{tmp_path / 'spur.db'}", "kirurgi", "2014", versus_round="2019", outputs=(), out=tmp_path
    )
    assert [p.code for p in told.problems if p.code == "versus-later"] == ["versus-later"]
    assert "Observera att omgången 2019 är senare än 2014." in paragraphs(unit_document(told.material))
    assert not [f for f in told.material.figures if f.statistic in ("in_both", "mh_diff", "standardised")]
