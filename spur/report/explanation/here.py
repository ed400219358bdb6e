"""The figure that is explained, where it stands among the others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from spur.analysis.figure import Figure
from spur.report.explanation.about import About
from spur.report.explanation.behind import Behind
from spur.report.explanation.numbers import unrounded
from spur.report.shown import Format, format_of, shown
from spur.rubric.model import Rubric
from spur.statistics.exact import Exact, Root
from spur.statistics.tally import Middle

SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Here:
    """What a line of an explanation is written from."""

    about: About
    figure: Figure
    behind: Behind

    @property
    def rubric(self) -> Rubric:
        return self.about.rubric

    def __call__(self, key: str, **values: object) -> str:
        return self.about(key, **values)

    def beside(self, **changes: str) -> Figure | None:
        """The figure at the same address but for ``changes``."""
        return self.about.beside(self.figure, **changes)

    def count(self, statistic: str, **changes: str) -> int | None:
        """A whole number at the same address; None where it is not shown."""
        found = self.beside(statistic=statistic, **changes)
        return found.value if found is not None and isinstance(found.value, int) else None

    def every(self, prefix: str) -> Iterator[tuple[str, Figure]]:
        """The shown figures at the same address whose statistic begins so, each with the rest of its name."""
        for each in self.about.all_beside(self.figure):
            if each.statistic.startswith(prefix) and each.value is not None:
                yield each.statistic.removeprefix(prefix), each

    def equals(self, expression: str) -> str:
        """ "(4·7 + 3·22) / 29 = 3,24137931034… → 3,2": the expression, and what it gives."""
        value, printed = self.figure.value, with_unit(self.about, self.figure)
        assert isinstance(value, Exact)
        exact = unrounded(value, self.about.wording)
        return f"{expression} = {exact}" if exact == printed else f"{expression} = {exact} → {printed}"


Tell = Callable[[Here], Iterator[str]]
"""Lines of an explanation; none where there is nothing to tell."""


def nothing(_here: Here) -> Iterator[str]:
    return iter(())


def with_unit(about: About, figure: Figure) -> str:
    """A figure as it is shown, with what it is counted in where the report's column says that."""
    text = shown(figure, about.wording)
    if figure.value is None or format_of(figure.statistic) not in (Format.POINTS, Format.DISTANCE):
        return text
    return about("of-hundred" if figure.statistic == "agreement" else "points", number=text)


def number_of(figure: Figure) -> Exact | None:
    """The number that a figure's value is; None for words and where there is none."""
    if isinstance(figure.value, Middle):
        return figure.value.midpoint
    return figure.value if isinstance(figure.value, int | Fraction | Root) else None
