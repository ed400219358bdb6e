"""Lines that are read with a run of answers undivided."""

from collections.abc import Mapping, Sequence
from operator import getitem

from spur.intake.survey.columns import Meanings, Piece, Where, column_of, picker
from spur.intake.survey.compact import Compact, longest_run
from spur.intake.table import OpenTable, Record
from spur.rubric.parts import BLANK

Read = tuple[Sequence[str], str, str]
"""A row's cells, the run being one of them; its role; and its marks."""

Columns = tuple[Sequence[Meanings], Compact, Sequence[Meanings]]
"""What cells mean before the run, in it, and after it."""


class Undivided:
    """Reads lines with a run of answers undivided (see ``spur.intake.survey.compact``), by what has been learnt of the
    columns so far."""

    def __init__(
        self,
        table: OpenTable,
        answered: Sequence[Piece],
        by_role: Mapping[str, Sequence[Meanings]],
        where: Where,
        run: tuple[int, int],
    ) -> None:
        self._first, end = run
        self._end, self._after, self._delimiter = end, len(table.columns) - end, table.delimiter
        self.where = where.shortened(*run)
        columns = [column_of(piece) for piece in answered]
        n_before, n_after = sum(at < self._first for at in columns), sum(at >= end for at in columns)
        self._pick_before = picker(columns[:n_before])
        self._pick_after = picker([at - (end - self._first) + 1 for at in columns[len(columns) - n_after :]])
        self._blank, self._others = BLANK * (end - self._first), n_before or n_after
        self._by_role: dict[str, Columns] = {
            role: (
                known[:n_before],
                Compact(known[n_before : len(known) - n_after], self._delimiter),
                known[len(known) - n_after :],
            )
            for role, known in by_role.items()
        }

    @classmethod
    def learnt(
        cls, table: OpenTable, answered: Sequence[Piece], by_role: Mapping[str, Sequence[Meanings]], where: Where
    ) -> "Undivided | None":
        """None where no run of columns is fit for it."""
        if not table.delimiter:
            return None
        texts: list[tuple[int, Mapping[str, str]]] = []
        for at, piece in enumerate(answered):
            # a number itself is looked for in its cell
            if len(piece.slots) == 1 and piece.slots[0].question.type != "number":
                in_roles = [columns[at] for columns in by_role.values() if columns[at][""]]
                texts.append((column_of(piece), {text: mark for each in in_roles for text, mark in each.items()}))
        run = longest_run(texts, table.delimiter)
        return cls(table, answered, by_role, where, run) if run else None

    def read(self, rows: Sequence[tuple[int, Record]], role: str, roles: Mapping[str, str]) -> list[Read | None]:
        """What was read of each row; None where it is to be read cell by cell. ``role`` is the whole file's, if it is
        about one; else ``roles`` tells what a cell means."""
        found: list[Read | None] = [None] * len(rows)
        cells_of: dict[str, list[tuple[int, list[str]]]] = {}
        at, delimiter, first, after = self.where.role, self._delimiter, self._first, self._after
        n, end, width = first + 1 + after, self._end, self._end + after
        for index, (_, record) in enumerate(rows):
            if record.__class__ is str:
                cells = record.split(delimiter, first)
                if after:
                    cells += cells.pop().rsplit(delimiter, after)
                if len(cells) != n:
                    continue
            elif len(record) == width:
                cells = [*record[:first], delimiter.join(record[first:end]), *record[end:]]
            else:
                continue
            cells_of.setdefault(role if at is None else roles[cells[at]], []).append((index, cells))
        for each, of_role in cells_of.items():
            # where the role itself is unknown, its cell is still to be told of
            if (known := self._by_role.get(each)) and (each or at is None):
                for (index, cells), marks in zip(of_role, self._marks(of_role, known[1]), strict=True):
                    if marks is not None and marks != self._blank:  # a row that may be blank
                        found[index] = cells, each, self._beside(known, cells, marks) if self._others else marks
        return found

    def _marks(self, rows: Sequence[tuple[int, list[str]]], run: Compact) -> Sequence[str | None]:
        lines = [cells[self._first] for _, cells in rows]
        if (marks := run.marks(lines)) is not None:
            return marks
        return [found[0] if (found := run.marks([line])) else None for line in lines]

    def _beside(self, known: Columns, cells: Sequence[str], marks: str) -> str:
        """The run's marks with those of the columns before and after it."""
        before, _, after = known
        if before:
            marks = "".join(map(getitem, before, self._pick_before(cells))) + marks
        return marks + "".join(map(getitem, after, self._pick_after(cells))) if after else marks
