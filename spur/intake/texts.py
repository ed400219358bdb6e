"""A flat file of free texts: one row a text, with the response that it belongs to and, where known, its categories."""

from collections.abc import Mapping
from pathlib import Path

from spur.intake.coding.form import NO_CATEGORY, SEPARATOR, category_names
from spur.intake.coding.personal import Watch
from spur.intake.table import Row, read_table
from spur.records.problem import Code, Place, Problem
from spur.records.reading import Reading
from spur.records.response import GivenText
from spur.rubric.model import Rubric
from spur.rubric.parts import Question, folded

REQUIRED = ("response_id", "text")
OPTIONAL = ("categories",)
ROWS_TOLD = 20  # of those whose texts may hold personal data


def read_texts(path: Path, rubric: Rubric, question: Question, watch: Watch) -> Reading[GivenText]:
    """Read the texts. Categories are ids or titles with semicolons between; a row without a text is ignored."""
    table = read_table(path).renamed((*REQUIRED, *OPTIONAL))
    lacking = table.missing_columns(REQUIRED)
    problems = [*table.problems, *lacking, *table.ignored_columns((*REQUIRED, *OPTIONAL))]
    names = category_names(rubric)
    texts: list[GivenText] = []
    flagged: list[int] = []
    for row in table.rows if not lacking else ():
        categories = tuple(_categories(row, rubric, names, problems))
        if not row["text"]:
            if categories:
                problems.append(row.problem(Code.VALUE_MISSING, "text"))
            continue
        if not row["response_id"]:
            problems.append(row.problem(Code.VALUE_MISSING, "response_id"))
        texts.append(GivenText(row["response_id"], question.id, row["text"], categories, row.number))
        if watch.seen(row["text"]):
            flagged.append(row.number)
    if flagged:
        rows = ", ".join(map(str, flagged[:ROWS_TOLD])) + (" …" if len(flagged) > ROWS_TOLD else "")
        problems.append(Problem(Code.TEXTS_PERSONAL, Place(table.file), found=str(len(flagged)), also=rows))
    return Reading(tuple(texts), tuple(problems), table.rows_read, len(texts), table.hash)


def _categories(row: Row, rubric: Rubric, names: Mapping[str, str], problems: list[Problem]) -> list[str]:
    """The ids of the categories in the row's cell, each once; a problem for each unknown one."""
    told = [name.strip() for name in row["categories"].split(SEPARATOR) if name.strip()]
    ids = [each.id for each in rubric.categories]
    found: dict[str, None] = {}
    for name in told:
        category = names.get(folded(name), NO_CATEGORY)
        if category == NO_CATEGORY:
            problems.append(row.problem(Code.CATEGORY_UNKNOWN, "categories", found=name, allowed=ids))
        else:
            found[category] = None
    return list(found)
