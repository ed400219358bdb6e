"""How wide a table's columns are, in which type; and which tables are too wide to be one."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby
from math import ceil

from spur.analysis.figure import Figure
from spur.report.document import Column, Row, Table
from spur.report.lines import plain, widest_word, width
from spur.report.pdf import style
from spur.report.shown import shown
from spur.wording import Wording

Texts = list[list[str]]

PADDING = {9: 5, 8.5: 4.5, 8: 3.5, 7.5: 3, 7: 3}
GAP = 3
"""What the rule beneath a header of several columns is shorter than they are, at each end."""
_BODY_SIZES = (9, 8.5, 8, 7.5)
_SMALLEST = 7
_ROOMY = 17
"""How many times its type's size a column of running text is wide, at least, where there is room for that."""
_BREAKABLE = 50
"""A word wider than this is broken, if need be, before a table is divided. A number never is."""
_WIDEST_STUB = 0.4 * style.WIDTH


def texts(block: Table, wording: Wording) -> Texts:
    return [[shown(cell, wording) if isinstance(cell, Figure) else cell for cell in row.cells] for row in block.rows]


def parts(block: Table, wording: Wording) -> list[Table]:
    """The table; or, where its columns would get narrower than their numbers in the smallest type, tables with as even
    a share of its columns each, which begin with the same column and keep together what stands under one header."""
    written = texts(block, wording)
    needed = _least(block.columns, written)
    stub = stub_of(block.columns)
    room = style.WIDTH - sum(needed[:stub])
    if sum(needed[stub:]) <= room:
        return [block]
    units: list[range] = []
    for _, first, last in groups(block.columns[stub:]):
        unit = range(first + stub, last + stub + 1)
        fits = sum(needed[index] for index in unit) <= room
        units += [unit] if fits else [range(index, index + 1) for index in unit]
    for count in range(2, len(units) + 1):
        most = ceil(len(units) / count)
        shares = [[*chain(*units[first : first + most])] for first in range(0, len(units), most)]
        if most == 1 or all(sum(needed[index] for index in share) <= room for share in shares):
            break
    else:
        return [block]
    tables = [_with_columns(block, [*range(stub), *share]) for share in shares]
    return [*(replace(table, notes=()) for table in tables[:-1]), tables[-1]]


def _with_columns(block: Table, indices: list[int]) -> Table:
    return replace(
        block,
        columns=tuple(block.columns[index] for index in indices),
        rows=tuple(Row(tuple(row.cells[index] for index in indices), row.kind) for row in block.rows),
    )


def stub_of(columns: tuple[Column, ...]) -> int:
    """How many columns say what a row is about: one, or two where the first is a code without a header."""
    return 2 if len(columns) > 2 and not columns[0].header else 1


def fit(columns: tuple[Column, ...], texts: Texts) -> tuple[float, float, list[float]]:
    """The largest type of body and header in which all columns are roomy, or the first, and no word breaks, and the
    columns' widths; where there is none, the smallest type and widths that break the longest words."""
    for roomy in (len(columns), stub_of(columns)):
        for size in _BODY_SIZES if roomy == len(columns) else (*_BODY_SIZES, _SMALLEST):
            for header_size in _header_sizes(size):
                needed = _needed(columns, texts, size, header_size, roomy)
                if sum(needed) <= style.WIDTH:
                    return size, header_size, _shared_out(columns, texts, needed, size)
    least = _least(columns, texts)
    if sum(least) > style.WIDTH:
        least = [min(width, style.WIDTH / len(columns)) for width in least]
    return _SMALLEST, _SMALLEST, _shared_out(columns, texts, least, _SMALLEST)


def _header_sizes(size: float) -> Iterator[float]:
    while size >= _SMALLEST:
        yield size
        size -= 0.5


def _least(columns: tuple[Column, ...], texts: Texts) -> list[float]:
    """How wide each column must be, in the smallest type, for a table that can be read."""
    stub = stub_of(columns)
    needed = _needed(columns, texts, _SMALLEST, _SMALLEST, stub, _BREAKABLE)
    return [*(min(width, _WIDEST_STUB / stub) for width in needed[:stub]), *needed[stub:]]


def _needed(
    columns: tuple[Column, ...],
    texts: Texts,
    size: float,
    header_size: float,
    roomy: int,
    breakable: float = style.WIDTH,
) -> list[float]:
    """How wide each column must be, padding included: for its longest word, or, for as many columns as are to be roomy,
    for its longest number with unit and for a few words of running text."""
    needed = []
    for index, column in enumerate(columns):
        widest = min(breakable, widest_word(column.header, style.BOLD, header_size))
        words, whole = _widest(tuple(cells[index] for cells in texts))
        widest = max(widest, words * size if column.numeric else min(breakable, words * size))
        if index < roomy:
            widest = max(widest, whole * size if column.numeric else min(whole, _ROOMY) * size)
        needed.append(widest + 2 * PADDING[size] + 0.5)
    for over, first, last in groups(columns):
        word = min(breakable, widest_word(over, style.BOLD, header_size))
        lacking = word + 2 * GAP + 0.5 - sum(needed[first : last + 1])
        if over and lacking > 0:
            for index in range(first, last + 1):
                needed[index] += lacking / (last + 1 - first)
    return needed


@lru_cache(maxsize=256)
def _widest(cells: tuple[str, ...]) -> tuple[float, float]:
    """How wide the widest word of a column is and its widest whole text, in sizes of the type."""
    words = max((widest_word(cell, style.BOLD, 1) for cell in cells), default=0.0)
    return words, max((width(plain(cell), style.BOLD, 1) for cell in cells), default=0.0)


def _shared_out(columns: tuple[Column, ...], texts: Texts, needed: list[float], size: float) -> list[float]:
    """The page's width shared out: each column gets what it needs, the columns of words then what is left by their
    relative widths, none more than its longest text takes on a line, and all columns the rest."""
    widths = list(needed)
    lines = [_widest(tuple(cells[index] for cells in texts))[1] * size for index in range(len(columns))]
    natural = [line + 2 * PADDING[size] + 0.5 for line in lines]
    short = {index for index, column in enumerate(columns) if not column.numeric and widths[index] < natural[index]}
    while short and (room := style.WIDTH - sum(widths)) > 0.01:
        unit = room / sum(columns[index].width for index in short)
        for index in short:
            widths[index] = min(natural[index], widths[index] + columns[index].width * unit)
        short = {index for index in short if widths[index] < natural[index]}
    rest = style.WIDTH - sum(widths)
    return [width + rest / len(columns) for width in widths] if rest > 0 else widths


def groups(columns: tuple[Column, ...]) -> Iterator[tuple[str, int, int]]:
    """Neighbours under the same header: it, and the first and the last of them. A column without one is by itself."""
    for over, group in groupby(enumerate(columns), lambda pair: pair[1].over or pair[0]):
        indices = [index for index, _ in group]
        yield over if isinstance(over, str) else "", indices[0], indices[-1]
