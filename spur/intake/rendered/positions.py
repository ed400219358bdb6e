"""What a workbook's charts are drawn from beside the numbers that are read: where bars stand, and how far intervals
reach. It is left aside where the numbers of the same row give it; anything else that stands there is read."""

from itertools import permutations

from spur.intake.book import Cell
from spur.wording import LANGUAGES, Wording

_NEAR = 1e-9

Cells = dict[tuple[int, int], Cell]


def without_positions(cells: Cells) -> Cells:
    """The cells of a sheet but for those."""
    words = {Wording(lang)("xlsx.positions") for lang in LANGUAGES}
    heads = [place for place, cell in cells.items() if cell.value in words]
    derived = set(heads)
    for row, first in heads:
        at = row + 1
        while (own := _numbers(cells, at)) and max(own) >= first:
            told = [number for column, number in own.items() if column < first]
            derived |= {(at, column) for column, number in own.items() if column >= first and _is_from(number, told)}
            at += 1
    return {place: cell for place, cell in cells.items() if place not in derived}


def _numbers(cells: Cells, row: int) -> dict[int, float]:
    found = {column: cell.value for (at, column), cell in cells.items() if at == row}
    return {
        column: float(value)
        for column, value in found.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def _is_from(number: float, told: list[float]) -> bool:
    """Whether it is one of the numbers, or half of it, with or without its sign; or the distance between two; or 0."""
    ways = [0.0, *told, *(each / 2 for each in told), *(a - b for a, b in permutations(told, 2))]
    return any(abs(abs(number) - abs(way)) <= _NEAR for way in ways)
