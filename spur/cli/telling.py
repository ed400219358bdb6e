"""What a command tells a person: problems as sentences, and what became of each file."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from spur.intake.sentences import sentence
from spur.records.printable import printable
from spur.records.problem import Problem, Severity, folded
from spur.wording import Wording

if TYPE_CHECKING:
    from spur.app import ImportSummary, Report, Series
    from spur.report.material import Material


def tell_problems(problems: Iterable[Problem], said: Wording) -> None:
    """Every problem on standard error, the worst first, repeats folded."""
    ordered = sorted(folded(problems), key=lambda problem: list(Severity).index(problem.severity))
    for problem in ordered:
        print(f"{said(f'cli.severity.{problem.severity}')}: {sentence(problem, said)}", file=sys.stderr)


def tell_refusal(problems: tuple[Problem, ...], said: Wording) -> None:
    """The problems that stopped a command, and that nothing was kept."""
    tell_problems(problems, said)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    print(said("cli.refused", errors=errors), file=sys.stderr)


def tell_import(summary: "ImportSummary", said: Wording) -> None:
    """What was read, kept and ignored of a file."""
    tell_problems(summary.problems, said)
    numbers = {
        "file": printable(summary.file),
        "read": summary.rows_read,
        "used": summary.rows_used,
        "ignored": summary.rows_ignored,
        "records": summary.records,
        "number": summary.kept.number,
        "superseded": summary.kept.superseded,
    }
    print(said("cli.already-kept" if summary.kept.already else "cli.kept", **numbers))
    if summary.kept.superseded:
        print(said("cli.superseded", **numbers))


def tell_report(report: "Report[Material]", said: Wording) -> None:
    """The region's table, and where the files are."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from spur.report.shown import shown

    tell_problems(report.problems, said)
    material = report.material
    if material.has_grades():
        lift = material.rubric.grading.adjusted_after_plan
        caption = said(f"report.grades-used.{material.grades_used}") if lift else None
        title = f"{material.name} · {material.round}"
        if material.drafts:
            title = said("report.region.drafts", text=title)
        if material.protection.confidential:
            title = said("report.region.confidential", text=title)
        columns = ("mean", *(("sd",) if material.tells(material.region.whole, "sd") else ()), "rank")
        table = Table(title=title, caption=caption, box=SIMPLE_HEAD)
        table.add_column(said("report.column.area"))
        for column in columns:
            table.add_column(said(f"cli.column-{column}"), justify="right")
        for area in material.rubric.areas:
            figures = (material.of_region(f"area:{area.id}", statistic) for statistic in columns)
            table.add_row(material.lettered(area.id), *(shown(figure, material.wording) for figure in figures))
        Console().print(table)
    tell_files(report.files, said)


def tell_series(series: "Series", said: Wording) -> None:
    """How many reports were written and where; what a reader should know of them all is told once."""
    told = [*series.refused, *dict.fromkeys(problem for report in series.reports for problem in report.problems)]
    tell_problems(told, said)
    files = sum(len(report.files) for report in series.reports)
    print(said("cli.series", reports=len(series.reports), files=files, out=printable(str(series.folder))))


def tell_files(files: Iterable[Path], said: Wording) -> None:
    """Where a report's files are."""
    print(said("cli.written"))
    for file in files:
        print(f"  {printable(str(file))}")
