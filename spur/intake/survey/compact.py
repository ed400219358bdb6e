"""Runs of answers in many lines of CSV → their marks, without a look at the single cells.

Where a survey's columns hold a handful of texts ("1" to "5", "vet ej", blank), each text is replaced by one letter in
all of the lines at once. If every second letter is then the delimiter and each letter between may stand in its column,
those letters are the marks, once translated; if not, some line holds something else and is read cell by cell. A text
that contains another, or has letters beside it, leaves more than one letter in its cell, and lines that hold the
letters themselves are not read this way, so nothing is taken for what it is not.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from spur.rubric.parts import BLANK

MOST_TEXTS = 12
"""Different texts of a column that is read this way."""

LEAST_COLUMNS = 4

BLANK_LETTER, *LETTERS = (chr(code) for code in (*range(1, 9), *range(14, 28)))
"""Control characters, which hardly any file holds."""


class Compact:
    """Reads a run of columns at once. ``columns`` say which texts may stand in each, and the mark of each; a text has
    the same mark in all."""

    def __init__(self, columns: Sequence[Mapping[str, str]], delimiter: str) -> None:
        texts = sorted({text for column in columns for text in column} - {""}, key=len, reverse=True)
        # mostly the texts are the marks already
        self._as_they_are = all(text == mark or not text for column in columns for text, mark in column.items())
        self._as_they_are &= all(column.get("", BLANK) == BLANK for column in columns)
        blank = BLANK if self._as_they_are else BLANK_LETTER
        spare = iter(LETTERS)
        letters = {"": blank} | {text: text if len(text) == 1 and text.isascii() else next(spare) for text in texts}
        self._replaced = [(text, letters[text]) for text in texts if letters[text] != text]
        self._own = [blank, *(letter for _, letter in self._replaced)]
        self._marks = {ord(letters[text]): mark for column in columns for text, mark in column.items()}
        classes = (re.escape("".join(sorted({letters[text] for text in column}))) for column in columns)
        runs = (f"[{letter_class}]{{{len(list(run))}}}" for letter_class, run in groupby(classes))
        self._fit = re.compile(f"(?:{''.join(runs)}\n)*+").fullmatch
        self._delimiter, self._width = delimiter, len(columns)
        # a line's end is one cell more, so that a cell too few in one line is not made up for by the next
        self._end = f"{delimiter}\n{delimiter}"
        self._two, self._blank_between = delimiter * 2, delimiter + blank + delimiter

    def marks(self, lines: Sequence[str]) -> list[str] | None:
        """The marks of each line, which is the run's cells as they stand; None where any has to be looked at cell by
        cell."""
        delimiter = self._delimiter
        cells = f"{delimiter}{self._end.join(lines)}{delimiter}\n"
        if any(letter in cells for letter in self._own):
            return None
        for text, letter in self._replaced:
            cells = cells.replace(text, letter)
        for _ in range(2):  # since two blanks that follow each other share a delimiter
            cells = self._blank_between.join(cells.split(self._two))  # sooner done than replaced
        n = (self._width + 1) * len(lines)
        if len(cells) != 2 * n or cells[::2] != delimiter * n:
            return None
        letters = cells[1::2]
        if not self._fit(letters):
            return None
        marks = letters if self._as_they_are else letters.translate(self._marks)
        return [marks[at : at + self._width] for at in range(0, n, self._width + 1)]


def longest_run(columns: Sequence[tuple[int, Mapping[str, str]]], delimiter: str) -> tuple[int, int] | None:
    """The first and the end of the longest run of neighbouring columns that can be read this way, of these: each by its
    index, with the marks of the texts that stood in it so far. None where it is not worth it."""
    best, first, end = (0, 0), 0, 0
    known: dict[str, str] = {}
    for index, texts in columns:
        fits = len(texts) <= MOST_TEXTS and all(_is_plain(text, mark, delimiter) for text, mark in texts.items())
        agrees = all(known.get(text, mark) == mark for text, mark in texts.items())
        if not fits or not agrees or index != end or len({*known, *texts}) > len(LETTERS):
            first, end, known = index, index, {}
        if fits:
            end, known = index + 1, {**known, **texts}
        best = max(best, (first, end), key=lambda run: run[1] - run[0])
    return best if best[1] - best[0] >= LEAST_COLUMNS else None


def _is_plain(text: str, mark: str, delimiter: str) -> bool:
    return len(mark) == 1 and delimiter not in text and text.isprintable()
