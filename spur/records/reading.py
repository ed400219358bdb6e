"""What a reader hands over: the records, every problem, and what became of each row."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from spur.records.problem import Problem, any_errors

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Reading(Generic[Record]):
    """``rows_used + rows_ignored == rows_read`` when no row has an error; a row may give several records or none."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    rows_read: int
    rows_used: int

    @property
    def rows_ignored(self) -> int:
        return self.rows_read - self.rows_used

    @property
    def failed(self) -> bool:
        return any_errors(self.problems)
