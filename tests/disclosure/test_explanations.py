"""Asking where a figure comes from tells of nobody: who answered what among the hidden changes no word of any
explanation, and of what is withheld there is neither a count, nor a file, nor which rule it was."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from spur import app
from tests.disclosure.test_every_chapter import HIDDEN, HIDING, REPORTED, keep
from tests.report.explained import Told, as_text, asking

Both = list[tuple[Told, Told]]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Every report twice: the second time the hidden have changed places with some of those that hide them."""
    folder = tmp_path_factory.mktemp("explained")
    reports: dict[bool, list[tuple[str, Path]]] = {}
    for moved in (False, True):
        db, out = keep(folder / str(moved), moved), folder / str(moved) / "out"
        for by in ("specialty_group", "place"):
            app.report_region(db, "exempel", "2025", by=by, versus_round="2022", outputs=["csv"], out=out / by)
        for unit in REPORTED:
            app.report_unit(db, unit, "2025", versus_round="2022", outputs=["csv"], out=out)
        names = ["specialty_group", "place", *(f"unit-{unit}" for unit in REPORTED)]
        reports[moved] = [(db, out / name) for name in names]
    with ExitStack() as open_:
        told = {moved: [open_.enter_context(asking(*each)) for each in own] for moved, own in reports.items()}
        yield list(zip(told[False], told[True], strict=True))


def test_who_is_who_among_the_hidden_changes_no_word_of_an_explanation(both: Both) -> None:
    told = 0
    for first, second in both:
        figures, changed = first.about.figures.all, second.about.figures.all
        assert [each.address for each in figures] == [each.address for each in changed]
        # every withheld figure of the hidden and of those that hide them, and every seventh of the others
        for place, (figure, other) in enumerate(zip(figures, changed, strict=True)):
            if place % 7 == 0 or (figure.withheld and figure.statistic in ("n", "share_positive", "mean", "diff")):
                assert as_text(first.explain(figure)) == as_text(second.explain(other)), figure.address
                told += figure.withheld
    assert told > 200


def test_of_what_is_withheld_no_count_and_no_file_is_told(both: Both) -> None:
    sentences = set()
    for first, _ in both:
        for figure in (each for each in first.about.figures if each.withheld):
            [passage] = first.explain(figure).passages
            sentences |= {passage.lines}
    assert 1 < len(sentences) <= 4  # answers, free texts, and who of a unit's few others answered
    assert not any(mark in str(sentences) for mark in (".csv", "Inläsning", HIDDEN + ":", HIDING + ":"))
