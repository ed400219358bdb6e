"""What happens to what the ledger holds: an import is undone or put in force again, an answer is erased."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LedgerEventKind(StrEnum):
    UNDONE = "undone"
    REDONE = "redone"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class LedgerEvent:
    """One thing that was done to an import, with who did it and why; events are added, never changed.

    An erasure (somebody's right to have an answer removed) names the response by its ``row`` in the import's file, or
    the free text by its id: of what stood there nothing is kept but this tombstone.
    """

    kind: LedgerEventKind
    import_number: int
    reason: str
    by: str
    at: datetime
    tool_version: str
    row: int | None = None
    text_id: int | None = None
    number: int = 0
    """Its own number, once it is kept."""
