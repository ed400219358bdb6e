"""Where a figure comes from, told in words: what it is, what was counted, the formula with the numbers put in, and the
grades and files behind it.

An explanation is written from the figures of the report itself (``n`` beside a share, the counts beside a mean), so it
tells of nobody's answers more than they do; and of a figure that is withheld it tells only that it is, and why figures
are, in the same sentence whatever the reason was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spur.analysis.figure import Figure
from spur.report.explanation.about import About
from spur.report.explanation.answers import option_label
from spur.report.explanation.behind import Behind
from spur.report.explanation.formula import Formula
from spur.report.explanation.formulas import formula_of
from spur.report.explanation.here import Here, number_of, with_unit
from spur.report.explanation.numbers import unrounded
from spur.report.explanation.sources import files, grades
from spur.report.shown import Format, format_of
from spur.statistics.populations import Printed

__all__ = ["About", "Behind", "Explanation", "Passage", "coded_title", "explained", "name_of"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, and the lines under it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """``title`` says of what the figure is and ``shown`` what the report shows."""

    figure: Figure
    title: str
    shown: str
    passages: tuple[Passage, ...]


def explained(about: About, figure: Figure, behind: Behind) -> Explanation:
    """Everything that can be told of a figure. ``behind`` is not looked at where it is withheld."""
    return Explanation(
        figure, title_of(about, figure), with_unit(about, figure), tuple(_passages(about, figure, behind))
    )


def title_of(about: About, figure: Figure) -> str:
    """ "Medelvärde: område E …, Region Västmanland, 2019"."""
    name = name_of(about, figure)
    of = [about.subject_title(figure.subject), about.scope_title(figure.scope, figure.scope_id)]
    if figure.role:
        of.append(about("of-role", role=about.role_title(figure.role)))
    if figure.versus:
        of.append(about("compared-with", versus=about.versus_title(figure.versus)))
    return f"{name[:1].upper()}{name[1:]}: {', '.join([*of, figure.round])}"


def name_of(about: About, figure: Figure) -> str:
    """What a figure's statistic is called, of such a subject."""
    formula = formula_of(figure, about.kind)
    return about(f"name.{formula.key}", **_words(about, figure)) if formula else figure.statistic


def _passages(about: About, figure: Figure, behind: Behind) -> Iterator[Passage]:
    formula = formula_of(figure, about.kind)
    if figure.withheld:
        yield _withheld(about, figure)
        return
    here = Here(about, figure, behind)
    for title, lines in (
        ("what", _meaning(here, formula)),
        ("value", _value(here)),
        ("tally", formula.tally(here) if formula else ()),
        ("worked", formula.worked(here) if formula and figure.value is not None else ()),
        ("grades", grades(here, totals=formula.totals) if formula and "grades" in formula.sources else ()),
        ("files", files(here)),
    ):
        if told := tuple(lines):
            yield Passage(about(f"passage.{title}"), told)


def _meaning(here: Here, formula: Formula | None) -> Iterator[str]:
    if formula is None:
        yield here("meaning.unknown", statistic=here.figure.statistic)
        return
    yield here(f"meaning.{formula.key}", **_words(here.about, here.figure))
    used = here.figure.grades_used
    if used:
        yield here("grades-used", used=here.about.wording(f"report.grades-used.{used}"))


def _value(here: Here) -> Iterator[str]:
    """The number without rounding, and how it is rounded."""
    figure = here.figure
    if figure.value is None:
        yield here("nothing")
    elif isinstance(figure.value, Printed):
        yield here("as-printed", shown=figure)
    elif (value := number_of(figure)) is not None and not isinstance(value, int):
        how = format_of(figure.statistic)
        yield here("unrounded", value=unrounded(value, here.about.wording), shown=with_unit(here.about, figure))
        if how is not Format.WORD:
            yield here(f"rounding.{how.name}")


def _withheld(about: About, figure: Figure) -> Passage:
    kind = figure.subject.partition(":")[0]
    key = kind if kind in ("indicator", "texts", "category", "responses", "units") else "answers"
    own = about.protection
    return Passage(
        about("passage.withheld"), (about(f"withheld.{key}", k=own.k, k_distribution=max(own.k_distribution, own.k)),)
    )


def _words(about: About, figure: Figure) -> dict[str, object]:
    """What any sentence on a figure may name."""
    here = Here(about, figure, Behind())
    rubric = about.rubric
    return {
        "points": rubric.comparison.five_point_rule,
        "line": rubric.grading.line,
        "option": option_label(here, figure.statistic.partition(":")[2]),
        "maximum": rubric.max_total,
        "n_areas": len(rubric.areas),
        "verdict": coded_title(about, figure),
    }


def coded_title(about: About, figure: Figure) -> str:
    """The verdict or the class that is counted."""
    code = figure.statistic.partition(":")[2]
    keys = [f"report.{kind}.{code}" for kind in ("flag" if figure.subject == "flags" else "verdict", "class")]
    keys.append(f"actions.state.{code}")
    return next((about.wording(key) for key in keys if about.wording.has(key)), code)
