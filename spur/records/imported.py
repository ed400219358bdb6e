"""An import: one file that was read and kept as a whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from spur.records.grade import GradeEvent
from spur.records.inspection import Inspection
from spur.records.problem import Problem

ImportKind = Literal[
    "units", "grades", "survey", "baseline", "inspection", "invited", "shares", "texts", "coding", "indicators",
    "actions",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Import:
    """What identifies a file that came in: its kind, content hash, rubric and round (a baseline's name for its round).

    "shares" are an earlier round known only by its printed shares (``name`` is its region), "texts" free texts in a
    file of their own, a "coding" what people made of texts, "actions" how far a region's (``name``) actions have
    come. ``at``, ``by`` and ``tool_version`` tell when it was kept, by whom and by which release. ``excludes`` is the
    region that a baseline leaves out. ``replaces`` is the number of an earlier import that this one puts out of force
    as a whole; both stay in the ledger.
    """

    kind: ImportKind
    file_name: str
    file_hash: str
    at: datetime
    tool_version: str
    rubric_hash: str | None = None
    round: str | None = None
    name: str | None = None
    excludes: str | None = None
    replaces: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an import: its number, and whether it was there already (then nothing changed). ``superseded``
    counts the earlier records that it puts out of force; ``problems`` is what a person should know of it beside what
    the ledger holds already."""

    number: int
    already: bool = False
    superseded: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitImport:
    """An import of the ledger's, in force or not, with what it tells of one unit: its grade events and, of a workbook,
    the inspection."""

    number: int
    file: Import
    events: tuple[GradeEvent, ...]
    inspection: Inspection | None = None
