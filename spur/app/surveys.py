"""What the columns of a survey file mean, before it is read in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spur.app.output import write_files
from spur.app.rubrics import pinned_rubric
from spur.intake.survey.dictionary import Dictionary, read_dictionary
from spur.intake.survey.mapping import SurveyMapping, read_mapping
from spur.intake.survey.matching import make_plan
from spur.intake.survey.plan import SAMPLE_ROWS, Layout, Plan
from spur.intake.survey.seen import SeenColumn, seen_columns
from spur.intake.survey.source import open_table
from spur.intake.survey.written import mapping_text
from spur.intake.table import ROWS_BETWEEN, OpenTable, Progress
from spur.intake.textfile import Unreadable
from spur.intake.told import Told
from spur.ledger.ledger import Ledger
from spur.records.problem import Code, InvalidInput, Place, Problem, Severity, any_errors
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import Question
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class SurveyMap:
    """What a survey file's columns mean, with some of what stands in them; the rubric's questions that have none; what
    is wrong with the columns; and where the mapping file was written."""

    file: str
    plan: Plan
    columns: tuple[SeenColumn, ...]
    absent: tuple[Question, ...]
    problems: tuple[Problem, ...]
    written: Path | None = None


def map_survey(
    path: Path,
    rubric: str,
    *,
    db: str | None = None,
    mapping: Path | None = None,
    dictionary: Path | None = None,
    unit: str = "",
    role: str = "",
    sheet: str = "",
    out: Path | None = None,
    lang: Lang = "sv",
    progress: Progress | None = None,
) -> SurveyMap:
    """Tell what the columns of a survey file mean, and write it to ``out`` as a mapping file to correct. Without a
    database, units are not looked up. A file that is there is never overwritten. ``progress`` is told now and then how
    much has been read, from 0 to 1."""
    if out is not None and out.exists():
        raise InvalidInput([Problem(Code.OUTPUT_EXISTS, Place(out.name), found=str(out))])
    model = pinned_rubric(rubric).model
    given, labels = column_helps(mapping, dictionary)
    units: dict[str, Unit] = {}
    if db is not None:
        with Ledger.open(db).view() as view:
            units = view.units()
    told = Told(path.name)
    try:
        with open_table(path, told, sheet) as table:
            sample = table.sample(SAMPLE_ROWS)
            plan = make_plan(
                table.file,
                table.columns,
                sample,
                model,
                units,
                mapping=given,
                unit=unit,
                role=role,
                dictionary=labels,
            )
            columns = seen_columns(plan, _rows(table, progress), model, units)
    except Unreadable as unreadable:
        raise InvalidInput([*told.problems, unreadable.problem]) from unreadable
    if not plan.meanings:
        raise InvalidInput(told.problems)
    # what is a notice of the plan's stands in the plan, for all to see
    wrong = [each for each in plan.problems if each.severity is Severity.ERROR or each.code is Code.MAPPING_ABSENT]
    problems = [*told.problems, *wrong]
    if out is not None:
        text = mapping_text(path.name, plan, columns, model, units, Wording(lang))
        write_files({out: lambda part: _write(part, text)})
    return SurveyMap(path.name, plan, columns, _absent(plan, model), tuple(problems), out)


def column_helps(
    mapping: Path | None, dictionary: Path | None
) -> tuple[SurveyMapping | None, Dictionary | None]:  # fmt: skip
    """The mapping file and the data dictionary that go with a survey file. Raises InvalidInput with all that is wrong
    with either."""
    given, problems = read_mapping(mapping) if mapping is not None else (None, [])
    labels, more = read_dictionary(dictionary) if dictionary is not None else (None, [])
    if any_errors([*problems, *more]):
        raise InvalidInput([*problems, *more])
    return given, labels


def _rows(table: OpenTable, progress: Progress | None) -> Iterator[Sequence[str]]:
    for number, (_, cells) in enumerate(table):
        if progress is not None and number % ROWS_BETWEEN == 0:
            progress(table.share)
        yield cells


def _absent(plan: Plan, rubric: Rubric) -> tuple[Question, ...]:
    if plan.layout is Layout.LONG:
        return ()
    there = {each.question for each in plan.meanings}
    asked = (each for each in rubric.questions if not plan.role or plan.role in each.roles)
    return tuple(question for question in asked if question.id not in there)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
