"""The tables. Rows are only ever added (an erasure alone takes away, since that is its point); every row knows the
import that brought it, or the day on which a person recorded it (``inspection_event``).

Rows are the truth and tallies are what is read: an import writes both in one transaction, so that a report costs the
same whether the answers behind it are three thousand or sixty million.
"""

from typing import get_args

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from spur.records.imported import ImportKind

SCHEMA_VERSION = 4  # 2: inspections; 3: every type of question, who was invited, indicators; 4: releases, actions

ERASED = "[…]"
"""What stands where an erased text stood, and begins what stands for the id of its erased response."""

metadata = MetaData()


def _table(name: str, *parts: Column[object] | CheckConstraint | ForeignKeyConstraint | UniqueConstraint) -> Table:
    # STRICT, or SQLite keeps "2.5" in an INTEGER column
    return Table(name, metadata, *parts, sqlite_strict=True)


# Ids are told apart and put in order byte by byte on every database, not by a server's language.
_WORDS = Text().with_variant(Text(collation="C"), "postgresql")
# SQLite's integers are of any size and STRICT knows no other name for them.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str, *parts: ForeignKey, nullable: bool = False, primary_key: bool = False) -> Column[object]:
    return Column(name, _WORDS, *parts, nullable=nullable, primary_key=primary_key)


def _fraction(name: str, *, nullable: bool = False) -> Column[object]:
    """An exact number as a text, such as 5/2."""
    return Column(name, _WORDS, nullable=nullable, info={"fraction": True})


def _count(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, _NUMBER, CheckConstraint(f"{name} >= 0"), nullable=nullable)


def _import() -> Column[object]:
    return Column("import_id", Integer, ForeignKey("import.id"), nullable=False)


schema_version = _table("spur_schema", Column("version", Integer, primary_key=True))

rubric = _table(
    "rubric",
    _text("hash", primary_key=True),
    _text("id"),
    _text("version"),
    _text("source"),
)

import_ = _table(
    "import",
    Column("id", Integer, primary_key=True),
    _text("kind"),
    _text("file_name"),
    _text("file_hash"),
    _text("rubric_hash", ForeignKey("rubric.hash"), nullable=True),
    _text("round", nullable=True),
    _text("name", nullable=True),  # a baseline's name; the region of an earlier round's shares
    _text("excludes", nullable=True),  # the region that a baseline leaves out
    Column("replaces", Integer, ForeignKey("import.id")),
    Column("slots", Integer),  # the length of a survey's every response, from its rubric
    _text("imported_at"),
    _text("imported_by"),
    _text("tool_version"),
    CheckConstraint(f"kind IN ({', '.join(map(repr, get_args(ImportKind)))})"),
    CheckConstraint("(kind = 'survey') = (slots IS NOT NULL)"),
    UniqueConstraint("id", "slots"),
)

ledger_event = _table(
    "ledger_event",
    Column("id", Integer, primary_key=True),
    _import(),
    _text("kind"),
    Column("row", Integer),  # the response that was erased, by its row in the import's file
    Column("text_id", Integer, ForeignKey("text_answer.id")),  # the free text that was
    _text("reason"),
    _text("by_whom"),
    _text("recorded_at"),
    _text("tool_version"),
    CheckConstraint("kind IN ('undone', 'redone', 'erased')"),
    CheckConstraint("(kind = 'erased') = ((\"row\" IS NULL) <> (text_id IS NULL))"),
)

unit = _table("unit", _text("id", primary_key=True))

unit_record = _table(
    "unit_record",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    _text("unit_id", ForeignKey("unit.id"), primary_key=True),
    _text("name"),
    _text("specialty"),
    _text("specialty_group"),
    _text("place"),
    _text("region"),
    _text("further"),  # the file's other columns, a JSON list of pairs
)

grade_event = _table(
    "grade_event",
    Column("id", Integer, primary_key=True),
    _import(),
    _text("unit_id", ForeignKey("unit.id")),
    _text("area"),
    _text("kind"),
    _text("grade"),
    _text("happened_on", nullable=True),  # ISO date
    UniqueConstraint("import_id", "unit_id", "area", "kind"),
    CheckConstraint("kind IN ('at-inspection', 'after-plan')"),
)

inspection = _table(
    "inspection",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    _text("unit_id", ForeignKey("unit.id")),
    _text("judgement"),
    _text("inspector"),  # whose own judgement it is
    _text("inspected_on", nullable=True),  # ISO date
    _text("inspectors"),  # a JSON list of names
    CheckConstraint("judgement IN ('joint', 'own')"),
    CheckConstraint("(judgement = 'own') = (inspector <> '')"),
)

area_judgement = _table(
    "area_judgement",
    Column("id", Integer, primary_key=True),
    Column("import_id", Integer, ForeignKey("inspection.import_id"), nullable=False),
    _text("area"),
    _text("grade"),  # "" where none was given
    _text("motivation"),
    _text("description"),
    _text("strengths"),
    _text("weaknesses"),
    _text("possibilities"),
    _text("comment"),  # the unit's own
    UniqueConstraint("import_id", "area"),
)

finding = _table(
    "finding",
    Column("id", Integer, primary_key=True),
    _import(),
    _text("area"),
    _text("requirement"),
    _text("finding"),  # "" where nothing was entered
    _text("note"),
    UniqueConstraint("import_id", "requirement"),
    ForeignKeyConstraint(["import_id", "area"], ["area_judgement.import_id", "area_judgement.area"]),
)

inspection_event = _table(
    "inspection_event",
    Column("id", Integer, primary_key=True),
    _text("kind"),
    _text("unit_id", ForeignKey("unit.id")),
    _text("round"),
    _text("area"),
    _text("state"),
    _text("note"),
    _text("happened_on"),  # ISO date
    _text("by_whom"),
    _text("recorded_at"),
    _text("tool_version"),
    CheckConstraint("kind IN ('state', 'comment', 'plan')"),
    CheckConstraint("state IN ('', 'draft', 'commented', 'calibrated', 'final')"),
    CheckConstraint("(kind = 'state') = (state <> '') AND (kind = 'state') = (area = '')"),
    CheckConstraint("kind = 'plan' OR by_whom <> ''"),
    CheckConstraint("kind = 'state' OR note <> ''"),
)

response = _table(
    "response",
    Column("import_id", Integer, primary_key=True),
    Column("row", Integer, CheckConstraint('"row" >= 0'), primary_key=True),  # in its file
    _text("id"),
    # Deferred: a file is read to its end before it is refused, so that every mistake in it is told at once.
    _text("unit_id", ForeignKey("unit.id", deferrable=True, initially="DEFERRED")),
    _text("role"),
    Column("slots", Integer, nullable=False),
    _text("answers"),  # one mark a slot of the import's rubric
    ForeignKeyConstraint(["import_id", "slots"], ["import.id", "import.slots"]),
    CheckConstraint("length(answers) = slots"),
    CheckConstraint("ltrim(answers, '0123456789abcdefghijklmnopqrstuvwxyz') = ''"),
)

number_answer = _table(
    "number_answer",
    Column("import_id", Integer, primary_key=True),
    Column("row", Integer, primary_key=True),
    _text("question", primary_key=True),
    _fraction("value"),
    ForeignKeyConstraint(["import_id", "row"], ["response.import_id", "response.row"]),
)

text_answer = _table(
    "text_answer",
    Column("id", Integer, primary_key=True),
    _import(),
    _text("response_id"),
    _text("unit_id", ForeignKey("unit.id", deferrable=True, initially="DEFERRED")),
    _text("role"),
    _text("question"),
    _text("text"),
)

text_coding = _table(
    "text_coding",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    Column("text_id", Integer, ForeignKey("text_answer.id"), primary_key=True),
    _text("categories"),  # a JSON list of ids
    Column("quotable", Integer, CheckConstraint("quotable IN (0, 1)"), nullable=False),
    _text("quotation"),  # "" where the text itself is to be printed
)

action_event = _table(
    "action_event",
    Column("id", Integer, primary_key=True),
    _import(),
    _text("unit_id", ForeignKey("unit.id"), nullable=True),
    _text("region", nullable=True),  # whose recommendation it is
    _text("subject"),
    _text("owner"),
    _text("due", nullable=True),  # ISO date
    _text("state"),
    _text("evidence"),
    _text("note"),
    # one of the two is null, and nulls are all unlike
    UniqueConstraint("import_id", "unit_id", "subject"),
    UniqueConstraint("import_id", "region", "subject"),
    CheckConstraint("(unit_id IS NULL) <> (region IS NULL)"),
    CheckConstraint("state IN ('not-started', 'ongoing', 'done', 'rejected')"),
)

recommendation = _table(
    "recommendation",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    _text("region", primary_key=True),
    _text("number", primary_key=True),
    _text("heading"),
    _text("text"),  # "" where it has been withdrawn
    _text("see"),  # a JSON list of numbers
    _text("about"),  # a JSON list of subjects
)

invited = _table(
    "invited",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    _text("unit_id", ForeignKey("unit.id"), primary_key=True),
    _text("role", primary_key=True),
    _count("invited"),
)

indicator_count = _table(
    "indicator_count",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    _text("scope", primary_key=True),
    _text("scope_id", primary_key=True),
    _text("indicator", primary_key=True),
    _text("period", primary_key=True),
    _count("numerator", nullable=True),
    _count("denominator", nullable=True),
    _fraction("printed", nullable=True),
    _count("decimals"),
    CheckConstraint("scope IN ('unit', 'region')"),
)

response_tally = _table(
    "response_tally",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    _text("unit_id", ForeignKey("unit.id"), primary_key=True),
    _text("role", primary_key=True),
    _count("responses"),
)

answer_tally = _table(
    "answer_tally",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    _text("unit_id", ForeignKey("unit.id"), primary_key=True),
    _text("role", primary_key=True),
    _text("slot", primary_key=True),
    _text("mark", primary_key=True),
    _count("answers"),
)

baseline_tally = _table(
    "baseline_tally",
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
    _text("question", primary_key=True),
    _text("role", primary_key=True),
    _text("specialty_group", primary_key=True),  # "" for all groups
    _count("positive", nullable=True),
    _count("neutral", nullable=True),
    _count("negative", nullable=True),
    _count("missing", nullable=True),
    _fraction("share_positive", nullable=True),
    _count("n", nullable=True),
)

release = _table(
    "release",
    Column("id", Integer, primary_key=True),
    _text("profile"),
    _text("kind"),
    _text("scope_id"),  # the region or the unit whose report it is
    _text("round"),
    _text("division"),  # the column of the units table that divided the region
    _count("k"),
    _count("k_distribution"),
    _count("insiders"),
    _count("events_seen"),  # the number of the newest ledger_event when it was released, 0 for none
    _text("released_at"),
    _text("released_by"),
    _text("tool_version"),
    CheckConstraint("kind IN ('region', 'group', 'unit')"),
    CheckConstraint("profile IN ('inspector', 'unit', 'public')"),
)


def _release() -> Column[object]:
    return Column("release_id", Integer, ForeignKey("release.id"), primary_key=True)


release_withdrawal = _table(
    "release_withdrawal",
    _release(),
    _text("reason"),
    _text("by_whom"),
    _text("recorded_at"),
    _text("tool_version"),
)

release_source = _table(
    "release_source",
    _release(),
    Column("import_id", Integer, ForeignKey("import.id"), primary_key=True),
)

release_part = _table(
    "release_part",
    _release(),
    _text("part", primary_key=True),  # "region:ID", "group:ID", "unit:ID"
    _text("units"),  # a JSON list of their ids
)

release_shown = _table(
    "release_shown",
    _release(),
    _text("round", primary_key=True),
    _text("role", primary_key=True),
    _text("subject", primary_key=True),
    _text("shown", primary_key=True),
    _text("parts"),  # a JSON list
    CheckConstraint("shown IN ('counts', 'spread', 'options', 'missing', 'texts')"),
)


def kept_tables() -> list[Table]:
    """Every table that holds what came in, those that others refer to first."""
    return [table for table in metadata.sorted_tables if table is not schema_version]


Index("import_by_round", import_.c.round, import_.c.kind)
Index("import_by_replaces", import_.c.replaces)
Index("ledger_event_by_import", ledger_event.c.import_id)
Index("response_by_id", response.c.id, response.c.import_id)
Index("text_by_import", text_answer.c.import_id)
Index("release_shown_by_round", release_shown.c.round, release_shown.c.release_id)
Index("inspection_event_by_round", inspection_event.c.round, inspection_event.c.unit_id)
