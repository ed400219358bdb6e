"""What a reader hands over: the records, every problem, and what became of each row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from spur.records.problem import Problem, any_errors

Record = TypeVar("Record")
Streamed = TypeVar("Streamed", covariant=True)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Record]):
    """``rows_used + rows_ignored == rows_read`` when no row has an error; a row may give several records or none.
    ``hash`` is that of the bytes that were read."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    rows_read: int
    rows_used: int
    hash: str = ""

    @property
    def rows_ignored(self) -> int:
        return self.rows_read - self.rows_used

    @property
    def failed(self) -> bool:
        return any_errors(self.problems)


@dataclass(frozen=True, slots=True)
class Read(Reading[Record]):
    """A reading that is handed over record by record, like a stream."""

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)


class Stream(Protocol[Streamed]):
    """Records of a file of any length, read as they are asked for, once. What was wrong and what became of each row is
    known when the last record has been handed over; a stream that ``failed`` is not to be kept."""

    def __iter__(self) -> Iterator[Streamed]: ...

    @property
    def problems(self) -> tuple[Problem, ...]: ...

    @property
    def failed(self) -> bool: ...

    @property
    def rows_read(self) -> int: ...

    @property
    def rows_used(self) -> int: ...
