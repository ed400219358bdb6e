"""A survey file → responses, handed over one by one while it is read, by its plan."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from spur.intake.shared_columns import units_outside_groups
from spur.intake.survey.dictionary import Dictionary
from spur.intake.survey.long import LongReader
from spur.intake.survey.mapping import SurveyMapping
from spur.intake.survey.matching import make_plan
from spur.intake.survey.plan import SAMPLE_ROWS, Holds, Layout, Plan
from spur.intake.survey.sheet import OpenSheet
from spur.intake.survey.source import open_table
from spur.intake.survey.wide import WideReader
from spur.intake.table import OpenTable, Progress
from spur.intake.textfile import Unreadable
from spur.intake.told import Told
from spur.records.problem import Problem, any_errors
from spur.records.response import Response
from spur.records.unit import Unit
from spur.rubric.model import Rubric


class SurveyStream:
    """A survey's responses (a ``Stream``), read as they are asked for, once. Where the file or the plan is wrong as
    such, there are none: it is ``stopped``. ``hash`` is that of the bytes that are read, ``responses`` how many there
    were."""

    def __init__(
        self,
        told: Told,
        table: OpenTable | None = None,
        plan: Plan | None = None,
        rubric: Rubric | None = None,
        units: Mapping[str, Unit] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.hash = table.hash if table else ""
        self._reader: WideReader | LongReader | None = None
        self.stopped = table is None
        self._told, self._table, self._plan = told, table, plan
        self._rubric, self._units, self._progress = rubric, units or {}, progress

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._told.problems

    @property
    def failed(self) -> bool:
        return self._told.failed

    @property
    def rows_read(self) -> int:
        return self._table.rows_read if self._table else 0

    @property
    def responses(self) -> int:
        return self._reader.handed_over if self._reader else 0

    @property
    def rows_used(self) -> int:
        """Of a file without errors: every row that is not blank tells of something."""
        return self._table.rows_read - self._table.blank_rows if self._table else 0

    def __iter__(self) -> Iterator[Response]:
        table, plan, rubric = self._table, self._plan, self._rubric
        if table is None or plan is None or rubric is None:
            return
        kind = LongReader if plan.layout is Layout.LONG else WideReader
        reader = kind(table, plan, rubric, self._units, self._told)
        self._reader = reader
        yield from reader.responses(self._progress)
        self._told.extend(units_outside_groups(table.file, reader.units_seen, self._units, rubric))


@contextmanager
def read_survey(
    path: Path,
    rubric: Rubric,
    units: Mapping[str, Unit],
    *,
    ignore: Collection[str] = (),
    sheet: str = "",
    unit: str = "",
    role: str = "",
    mapping: SurveyMapping | None = None,
    dictionary: Dictionary | None = None,
    progress: Progress | None = None,
) -> Iterator[SurveyStream]:
    """The responses of a CSV file, or of a workbook's sheet. ``ignore`` names columns to leave out; ``unit`` and
    ``role`` are what the whole file is about where no column says it."""
    told = Told(path.name)
    try:
        with open_table(path, told, sheet) as table:
            header_failed = told.failed
            sample = table.sample(SAMPLE_ROWS)
            plan = make_plan(
                table.file, table.columns, sample, rubric, units,
                mapping=mapping, ignore=ignore, unit=unit, role=role, dictionary=dictionary,
            )  # fmt: skip
            told.extend(plan.problems)
            told.extend(_flaws(table, plan))
            if header_failed or any_errors(plan.problems) or not table.columns:
                yield SurveyStream(told)
            else:
                yield SurveyStream(told, table, plan, rubric, units, progress)
            return
    except Unreadable as unreadable:
        told.add(unreadable.problem)
    yield SurveyStream(told)


def _flaws(table: OpenTable, plan: Plan) -> Iterator[Problem]:
    """The error cells of a sheet, but for the columns that nothing is read from."""
    if isinstance(table, OpenSheet):
        unread = {i for i, each in enumerate(plan.meanings) if each.holds in (Holds.IGNORED, Holds.PERSONAL)}
        yield from table.flaws(unread)
