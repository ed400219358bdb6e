"""Where figures come from: every statistic of every report has an explanation, and its numbers give what is printed."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import pytest

from spur import app
from spur.analysis.figure import Figure, Figures
from spur.report.explanation import About
from spur.report.explanation.formulas import formula_of
from spur.report.explanation.here import number_of
from spur.report.shown import shown
from spur.wording import Lang, Wording
from tests.conftest import GOLDEN
from tests.disclosure.test_every_chapter import keep
from tests.report.explained import Told, as_text, asking, kind_of, reckoned

FIXTURES = GOLDEN.parent
UNIT = "KI-06"
NAMES = ("region", "unit", "rounds", "round-unit", "options", "indicators")

# Formulas that pass through numbers with six decimals, and tests that are only as exact as a float.
NEARLY = Fraction(2, 100_000)


@pytest.fixture(scope="module")
def told(demo: tuple[Path, object, object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Told]]:
    """Every kind of report: of the golden region and of a unit in it, of a region with two rounds of answers, texts and
    grades, of an instrument with all types of questions, and of indicators with rates."""
    folder = tmp_path_factory.mktemp("explained")
    golden = f"sqlite:///{demo[0] / 'demo.db'}"
    app.report_unit(
        golden, UNIT, "2019", baseline="national-2017-2019", versus_round="2014", outputs=["csv"], out=folder
    )
    rounds = keep(folder / "rounds", moved=False)
    app.report_region(rounds, "exempel", "2025", versus_round="2022", outputs=["csv"], out=folder / "both")
    app.report_unit(rounds, "S", "2025", versus_round="2022", outputs=["csv"], out=folder / "both")
    options = f"sqlite:///{folder / 'options.db'}"
    app.init(options)
    own = FIXTURES / "competence-needs-2022"
    app.import_units(options, own / "units.csv")
    app.import_survey(options, own / "survey.csv", "competence-needs@2022", "2022")
    app.import_invited(options, own / "invited.csv", "competence-needs@2022", "2022")
    app.report_region(
        options, "mellansverige", "2022", settings=own / "region.toml", outputs=["csv"], out=folder / "options"
    )
    for file in ("posts-2022.csv", "posts-2025.csv"):
        app.import_indicators(options, FIXTURES / "training-capacity" / file, "training-capacity@2025")
    app.report_indicators(options, "training-capacity@2025", outputs=["json"], out=folder / "indicators")
    reports = (
        (golden, demo[0]),
        (golden, folder / f"unit-{UNIT}"),
        (rounds, folder / "both"),
        (rounds, folder / "both" / "unit-S"),
        (options, folder / "options"),
        (options, folder / "indicators"),
    )
    with ExitStack() as open_:
        yield {name: open_.enter_context(asking(db, report)) for name, (db, report) in zip(NAMES, reports, strict=True)}


def one_of_each(figures: Figures, seed: int) -> list[Figure]:
    """One figure of every sort, by chance but always the same."""
    chosen: dict[tuple[str, ...], Figure] = {}
    shuffled = list(figures)
    random.Random(seed).shuffle(shuffled)
    for figure in shuffled:
        chosen.setdefault(kind_of(figure), figure)
    return list(chosen.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_statistic_of_a_report_has_an_explanation(name: str, told: dict[str, Told]) -> None:
    about = told[name].about
    lacking = {kind_of(each) for each in about.figures if formula_of(each, about.kind) is None}
    assert sorted(lacking) == []


@pytest.mark.parametrize(("name", "lang"), [*((name, "sv") for name in NAMES), ("region", "en"), ("rounds", "en")])
def test_one_of_every_sort_is_told_in_either_language(name: str, lang: Lang, told: dict[str, Told]) -> None:
    for figure in one_of_each(told[name].about.figures, seed=1):
        explanation = told[name].explain(figure, lang)
        text = as_text(explanation)
        assert explanation.shown.startswith(shown(figure, Wording(lang)))
        assert explanation.title[0] == explanation.title[0].upper()
        assert not any(mark in text for mark in ("{", "}", "None", "Fraction", "  ")), text
        if not figure.withheld:
            assert len(explanation.passages) >= 1 + (figure.value is not None)


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_in_a_formula_give_the_printed_value_again(name: str, told: dict[str, Told]) -> None:
    checked = 0
    for figure in one_of_each(told[name].about.figures, seed=2):
        value = number_of(figure)
        explanation = told[name].explain(figure)
        for line in (line for passage in explanation.passages for line in passage.lines):
            found = reckoned(line)
            if found is not None:
                assert value is not None, line
                assert abs(found - Fraction(float(value))) <= NEARLY * max(1, abs(found)), line
                assert explanation.shown == line.rpartition(" → " if " → " in line else " = ")[2], line
                checked += 1
    assert checked >= 3


@pytest.mark.parametrize(
    ("scope", "scope_id", "subject", "statistic", "line"),
    [
        ("region", "vastmanland", "area:E", "mean", "(4·14 + 3·6 + 2·26 + 1·5) / 51 = 2,56862745098… → 2,6"),
        ("group", "psykiatri", "total", "mean", "(32·1 + 30·1) / 2 = 31 → 31,0"),
        ("group", "psykiatri", "total", "sd", "√((32²·1 + 30²·1) / 2 − (62 / 2)²) = 1 → 1,0"),
        ("region", "vastmanland", "area:E", "share_at_line", "(14 + 6) / 51 = 0,392156862745… → 39 %"),
        ("region", "vastmanland", "area:H", "rank", "1 + 5 = 6"),
        ("region", "vastmanland", "area:E", "median", "Av 51 i ordning står nummer 26 i mitten: 2."),
        ("group", "kirurgi", "area:E", "median", "Av 6 i ordning står nummer 3 och 4 i mitten: 2 och 3."),
        ("region", "vastmanland", "units", "incomplete", "51 − 51 = 0"),
    ],
)
def test_the_formula_of_grades(
    scope: str, scope_id: str, subject: str, statistic: str, line: str, told: dict[str, Told]
) -> None:
    figure = told["region"].about.figures(scope, scope_id, subject, statistic)  # type: ignore[arg-type]
    assert line in told["region"].explain(figure).passages[-3].lines + told["region"].explain(figure).passages[-2].lines


def test_a_grade_is_told_with_every_event_and_its_file(told: dict[str, Told]) -> None:
    figure = told["region"].about.figures("group", "allmanmedicin", "area:E", "count:C")
    text = as_text(told["region"].explain(figure))
    lifted = "D vid granskningen 2019-10-08 (inläsning 2), C efter handlingsplan 2019-12-08 (inläsning 2)"
    assert f"AM-08 Provenheten Kaja: {lifted}" in text
    assert "Inläsning 2: graderingar grades.csv" in text
    assert sum(line.startswith("AM-") for line in text.splitlines()) == figure.value == 19


def test_what_is_withheld_is_told_in_one_sentence_and_nothing_else(told: dict[str, Told]) -> None:
    """The same for every number of a cell, whatever stands behind it."""
    for name in ("region", "unit", "rounds"):
        hidden = [figure for figure in told[name].about.figures if figure.withheld]
        answers = [each for each in hidden if each.subject.startswith(("item:", "area:"))]
        texts = {as_text(told[name].explain(each)).partition("\n")[2] for each in answers}
        assert len(texts) == 1, texts
        assert len(texts.pop().splitlines()) == 3
        for figure in one_of_each(Figures(tuple(hidden)), seed=1):
            [passage] = told[name].explain(figure).passages
            assert (passage.title, len(passage.lines)) == ("Visas ej", 1)


def test_a_judgement_that_inspectors_make_by_themselves_can_be_asked_about(db: str) -> None:
    from datetime import date

    from spur.analysis.calibration import Judged, calibration_figures
    from spur.records.inspection import OwnGrade
    from spur.report.calibration.material import CalibrationMaterial

    pinned = app.pinned_rubric("spur-st@2018")
    own = [
        OwnGrade(unit, area, name, grade, date(2020, 3, 1), pinned.hash)
        for unit, grades in (("AM-01", "ABC"), ("AM-02", "ADB"), ("AM-03", "BBB"))
        for name, grade in zip(("Anna", "Bo", "Cecilia"), grades, strict=True)
        for area in "AB"
    ]
    judged = Judged.of(own)
    joint = {("AM-01", "A"): "B"}
    figures = Figures.of(calibration_figures("2020", "vastmanland", judged, joint, pinned.model))
    material = CalibrationMaterial(
        Wording("sv"), "Region Västmanland", "vastmanland", "2020", pinned.model, pinned.hash, {}, figures,
        judged.inspectors, tuple(judged.pairs), "2020-03-01",
    )  # fmt: skip
    about = About.calibration(material, {})
    from spur.report.explanation import Behind, explained

    for figure in one_of_each(figures, seed=1):
        explanation = explained(about, figure, Behind())
        assert "ingen förklaring" not in as_text(explanation), figure.address
        for line in (line for passage in explanation.passages for line in passage.lines):
            if (found := reckoned(line)) is not None:
                assert found == figure.value, line
    exact = figures("region", "vastmanland", "area:A", "agree_exact")
    text = as_text(explained(about, exact, Behind()))
    assert "AM-02, A: Anna A, Bo D, Cecilia B" in text
    assert "3 / 9 = 0,333333333333… → 33 %" in text
