"""The sets that people forget: what can be worked out from what is shown, by taking one thing from another.

Each test is a line of the project's statistical specification, 7.6. Cuts that overlap are tried in ``test_crossing``;
answers of several regions or rounds are never pooled by any command.
"""

from collections import defaultdict

import pytest
from hypothesis import given

from spur import app
from spur.disclosure.release import Node, Protection, released
from tests.conftest import GOLDEN, RUBRIC, read_figures
from tests.disclosure.reader import nodes
from tests.disclosure.test_release import answered_trees

Row = dict[str, str]
Place = tuple[str, str, str, str]
"""Scope, its id, role and subject."""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """The figures of the region's report on the golden data, with those units that show any."""
    folder = tmp_path_factory.mktemp("derived")
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    app.import_invited(db, GOLDEN / "invited.csv", RUBRIC, "2019")
    app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=folder)
    return read_figures(folder / "figures.csv")


def places(rows: list[Row], statistic: str) -> dict[Place, Row]:
    told = (row for row in rows if row["statistic"] == statistic and not row["versus"])
    return {(row["scope"], row["scope_id"], row["role"], row["subject"]): row for row in told}


@given(answered_trees())
def test_a_unit_and_the_others(root: Node) -> None:
    """What the region, or a group, has without one that is shown is nobody, or at least k people."""
    k = 5
    shown = released(root, Protection(k=k))
    for whole in (node for node in nodes(root) if node.id in shown):
        for part in (node for node in nodes(whole) if node.id in shown):
            assert whole.n - part.n == 0 or whole.n - part.n >= k


def test_the_others_have_no_figures_of_their_own(rows: list[Row]) -> None:
    """Against the rest there are a difference and its certainty, not what the rest answered."""
    against = {row["statistic"] for row in rows if row["versus"] == "rest" and row["subject"].startswith("item:")}
    assert against
    assert not {each for each in against if each in ("n", "positive", "share_positive", "mean", "missing")}


def test_the_response_rate_times_the_invited(rows: list[Row]) -> None:
    """Where it is not told who of a unit's few answered, neither is the rate, nor whether nobody did."""
    rates, counts = places(rows, "share_of_invited"), places(rows, "n")
    silent = places(rows, "without_responses")
    hidden = [place for place, row in counts.items() if row["subject"] == "responses" and row["withheld"]]
    assert hidden
    for scope, id_, role, _ in hidden:
        assert scope == "unit"
        assert rates[scope, id_, role, "responses"]["withheld"]
        assert silent[scope, id_, role, "units"]["withheld"]


def test_n_that_differs_between_questions(rows: list[Row]) -> None:
    """Who left a question blank is told only of sets of whom the answers are."""
    counts = {place: row for place, row in places(rows, "n").items() if place[3].startswith("item:")}
    for statistic in ("missing", "dont_know", "not_applicable"):
        blanks = {place: row for place, row in places(rows, statistic).items() if place[3].startswith("item:")}
        assert any(row["value"] for row in blanks.values())
        for place, row in blanks.items():
            assert row["withheld"] or not counts[place]["withheld"], place


def test_areas_pooled_over_questions(rows: list[Row]) -> None:
    """The share of all answers to an area's questions is told only where those to each of them are: with one question
    withheld, the others taken from the sum would leave it."""
    rubric = app.find_rubric(RUBRIC).rubric
    assert rubric is not None
    area_of = {f"item:{question.id}": f"area:{question.area}" for question in rubric.questions}
    of_questions: dict[Place, list[Row]] = defaultdict(list)
    for (scope, id_, role, subject), row in places(rows, "n").items():
        if subject in area_of:
            of_questions[scope, id_, role, area_of[subject]].append(row)
    pooled = places(rows, "answers")
    assert any(row["value"] for row in pooled.values())
    for place, row in pooled.items():
        hidden = any(each["withheld"] for each in of_questions[place])
        assert hidden == bool(row["withheld"]), place
        assert hidden or int(row["value"] or 0) == sum(int(each["value"]) for each in of_questions[place])
