"""The command line: arguments → :mod:`spur.app` → what is printed, and an exit code.

0 fine · 1 something found (``spur lint``, ``spur attack``) · 2 wrong usage · 3 invalid input (nothing was kept) · 4 a
fault of spur's own.
"""

import gc
import io
import os
import sys
from collections.abc import Sequence

import click

from spur import __version__
from spur.cli.actions import actions_group
from spur.cli.attack import attack
from spur.cli.base import EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_INVALID, EXIT_USAGE, Group, Option, lang_option, words
from spur.cli.calibration import report_calibration
from spur.cli.commands import demo, import_group, init, report_group
from spur.cli.explain import explain
from spur.cli.guide import guide
from spur.cli.indicators import import_indicators, report_indicators
from spur.cli.inspections import history, inspection_group, plan_group
from spur.cli.ledgers import backup, erase_group, export, import_export, log, migrate, redo, restore, undo, verify
from spur.cli.lint import lint
from spur.cli.releases import releases_group
from spur.cli.rubrics import rubric_group
from spur.cli.surveys import survey_group
from spur.cli.texts import text_group
from spur.cli.workbooks import check, export_inspection, import_inspection, template


@click.group("spur", cls=Group, no_args_is_help=False, invoke_without_command=True)
@click.version_option(__version__, "--version", message="spur %(version)s", cls=Option)
@lang_option
@click.pass_context
def spur(context: click.Context, lang: str) -> None:
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    init, import_group, template, check, survey_group, text_group, inspection_group, plan_group, actions_group, history,
    report_group, releases_group, explain, lint, attack, rubric_group, log, undo, redo, erase_group, verify, backup,
    restore, export, migrate, demo, guide
):  # fmt: skip
    spur.add_command(command)
for command in (import_inspection, import_indicators, import_export):
    import_group.add_command(command)
for command in (report_calibration, report_indicators):
    report_group.add_command(command)
inspection_group.add_command(export_inspection)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code. A person never sees a traceback."""
    # a command is soon over and leaves little in circles: looking for that took a sixth of a report's time
    gc.set_threshold(100_000, 20, 20)
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    from spur.cli.failing import tell_usage_error

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show is no reason to stop
    context: click.Context | None = None
    try:
        with spur.make_context("spur", list(arguments)) as context:
            spur.invoke(context)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        tell_usage_error(error, words(getattr(error, "ctx", None) or context))
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; say no more
        return 0
    except Exception as error:
        from spur.cli.telling import tell_refusal
        from spur.records.problem import InvalidInput

        said = words(context)
        if isinstance(error, InvalidInput):
            tell_refusal(error.problems, said)
            return EXIT_INVALID
        if os.environ.get("SPUR_DEBUG"):
            raise
        print(said("cli.internal", error=f"{type(error).__name__}: {error}"), file=sys.stderr)
        return EXIT_INTERNAL
    return 0
