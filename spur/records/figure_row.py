"""One row of a written report's figures, as it stands in ``figures.csv`` or ``figures.json``."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

COLUMNS = (
    "round",
    "scope",
    "scope_id",
    "role",
    "subject",
    "versus",
    "statistic",
    "value",
    "shown",
    "grades_used",
    "withheld",
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as text, column by column; ``row`` is where it stands, counted as Excel does."""

    round: str
    scope: str
    scope_id: str
    role: str
    subject: str
    versus: str
    statistic: str
    value: str
    shown: str
    grades_used: str
    withheld: str
    row: int = 0

    @classmethod
    def of(cls, cells: Mapping[str, str], row: int = 0) -> "FigureRow":
        """A row by its columns. An apostrophe keeps a spreadsheet from running a text as a formula; it is not in it."""
        found: dict[str, str] = {column: cells[column].removeprefix("'") for column in COLUMNS}
        return cls(**found, row=row)

    @property
    def about(self) -> tuple[str, str, str, str, str, str]:
        """Everything of its address but the statistic."""
        return (self.round, self.scope, self.scope_id, self.role, self.subject, self.versus)

    @property
    def number(self) -> Fraction | None:
        """The value as the decimal number that it is written as; None where it is none."""
        return number_of(self.value)


@lru_cache(maxsize=65536)
def number_of(text: str) -> Fraction | None:
    """A decimal number with a point, of a size that any figure may have."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return None if number else Fraction(0)
    return Fraction(number)
