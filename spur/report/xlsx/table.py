"""Draws a table's header and rows, also those of a chart's numbers."""

from itertools import groupby

from spur.report.xlsx.grid import Lines
from spur.report.xlsx.page import Page

_AIR = 5.0  # above and below a row's text


def draw_table(page: Page, table: Lines) -> list[tuple[int, int]]:
    """Draws a table from the page's next row. Returns the grid columns that each of its columns spans."""
    spans = page.grid.spans(table, page.wording)
    styles = [_alignment(page, table, i) for i in range(len(table.columns))]
    _header(page, table, spans, styles)
    for number, row in enumerate(table.rows):
        kind = "total" if number in table.totals else "cell"
        cells = zip(row, spans, styles, strict=True)
        page.down(max(page.put(content, *span, kind, *style) for content, span, style in cells) + _AIR)
    return spans


def _header(page: Page, table: Lines, spans: list[tuple[int, int]], styles: list[tuple[str, ...]]) -> None:
    above = int(any(column.over for column in table.columns))
    over = own = alone = 0.0
    for title, group in groupby(range(len(table.columns)), lambda i: table.columns[i].over):
        places = list(group)
        if title:
            over = max(over, page.put(title, spans[places[0]][0], spans[places[-1]][1], "over"))
        for i in places:
            header, style = table.columns[i].header, styles[i]
            if title:
                own = max(own, page.put(header, *spans[i], "header", *style, row=page.row + 1))
            else:
                alone = max(alone, page.put(header, *spans[i], "header", *style, down=above))
    heights = [over + _AIR, max(own, alone - over - _AIR) + _AIR] if above else [alone + _AIR]
    for height in heights:
        page.down(height)
    page.header(len(heights), sum(heights), len(table.rows))


def _alignment(page: Page, table: Lines, column: int) -> tuple[str, ...]:
    """Numbers and single letters stand in the middle, words to the left."""
    letters = column > 1 and all(len(text) <= 4 for text in table.texts(column, page.wording))
    return ("centre",) if table.columns[column].numeric or letters else ()
