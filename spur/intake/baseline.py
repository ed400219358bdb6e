"""baseline.csv → what a region is compared with: counts, or shares alone where no more was printed."""

from fractions import Fraction
from pathlib import Path

from spur.intake.shared_columns import read_role
from spur.intake.table import Row, read_table
from spur.intake.typed import read_count, read_share, read_word
from spur.records.baseline import BaselineRow
from spur.records.problem import Code, Problem
from spur.records.reading import Reading
from spur.rubric.model import Rubric

REQUIRED = ("item", "role")
COUNTS = ("positive", "neutral", "negative")
COLUMNS = (*REQUIRED, *COUNTS, "missing", "specialty_group", "share_positive", "n")


def read_baseline(path: Path, rubric: Rubric) -> Reading[BaselineRow]:
    """Read one row a question and role (and group, where told): its counts, or its share and n."""
    table = read_table(path).renamed(COLUMNS)
    lacking = table.missing_columns(REQUIRED)
    problems = [*table.problems, *lacking, *table.ignored_columns(COLUMNS)]
    rows: list[BaselineRow] = []
    first_row: dict[tuple[str, str, str], int] = {}
    for row in table.rows if not lacking else ():
        baseline = _baseline_row(row, rubric, problems)
        key = (baseline.question, baseline.role, baseline.group)
        if all(key[:2]) and (earlier := first_row.setdefault(key, row.number)) != row.number:
            problems.append(
                row.problem(Code.BASELINE_DUPLICATE, "item", found=" ".join(filter(None, key)), also=str(earlier))
            )
        rows.append(baseline)
    return Reading(tuple(rows), tuple(problems), table.rows_read, len(rows), table.hash)


def _baseline_row(row: Row, rubric: Rubric, problems: list[Problem]) -> BaselineRow:
    questions = [question.id for question in rubric.questions]
    groups = [group.id for group in rubric.groups]
    baseline = BaselineRow(
        question=read_word(row, "item", questions, Code.QUESTION_UNKNOWN, problems, required=True),
        role=read_role(row, rubric, problems),
        group=read_word(row, "specialty_group", groups, Code.BASELINE_GROUP_UNKNOWN, problems),
        positive=read_count(row, "positive", problems),
        neutral=read_count(row, "neutral", problems),
        negative=read_count(row, "negative", problems),
        missing=read_count(row, "missing", problems),
        share_positive=read_share(row, "share_positive", problems),
        n=read_count(row, "n", problems),
    )
    if any(row[column] for column in COUNTS):
        problems += [row.problem(Code.VALUE_MISSING, column) for column in COUNTS if not row[column]]
        if baseline.share is not None and row["share_positive"] and not _agree(baseline):
            problems.append(row.problem(Code.SHARE_CONTRADICTS, "share_positive"))
    elif not row["share_positive"]:
        problems.append(row.problem(Code.BASELINE_NEITHER, "share_positive"))
    return baseline


def _agree(baseline: BaselineRow) -> bool:
    """Whether the printed share is the counts' share, to the percent that a share is printed with."""
    printed, counted = baseline.share_positive, baseline.share
    return printed is None or counted is None or abs(printed - counted) < Fraction(1, 100)
