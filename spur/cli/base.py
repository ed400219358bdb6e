"""The command line's own shape: help and errors in the user's language, and options that every command shares.

Only click and the wording are imported here, so that ``--help`` answers at once; a command imports what it needs when
it runs. The help of a command stands in ``wording/*/help.toml`` under its words (``import units``), that of an option
under its name.
"""

import os
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import click

from spur.wording import LANGUAGES, Lang, Wording

Function = Callable[..., Any]

EXIT_CONTRADICTION, EXIT_USAGE, EXIT_INVALID, EXIT_INTERNAL, EXIT_INTERRUPTED = 1, 2, 3, 4, 130

DEFAULT_DATABASE = "sqlite:///spur.db"


def words(context: click.Context | None) -> Wording:
    """The sentences in the language asked for by ``--lang`` or SPUR_LANG; Swedish otherwise."""
    asked = (context.find_root().meta.get("spur.lang") if context else None, os.environ.get("SPUR_LANG"), LANGUAGES[0])
    return Wording(next(cast(Lang, lang) for lang in asked if lang in LANGUAGES))


def path_of(context: click.Context) -> str:
    """The command's words without the program's: ``import units``; ``spur`` for the program itself."""
    return context.command_path.partition(" ")[2] or "spur"


class Option(click.Option):
    """An option whose help is looked up by its name when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        said = words(ctx)
        self.help = said(f"help.--{(self.name or '').rstrip('_').replace('_', '-')}")
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace("[required]", said("cli.required")))


class Command(click.Command):
    """A command whose help is looked up by its words when it is shown. Examples follow the text."""

    command_metavar = ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # The language must be known before anything is said, wherever among the words it stands.
        for name, value in pairwise([*args, ""]):
            if name == "--lang" or name.startswith("--lang="):
                ctx.find_root().meta["spur.lang"] = name.partition("=")[2] or value
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        said = words(ctx)
        command = said("cli.command-metavar")
        told = {"[OPTIONS]": said("cli.options-metavar"), self.command_metavar: command}
        told[f"[{self.command_metavar.replace(' ', '] ', 1)}"] = command  # where the command may be left out
        pieces = [told.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{said('cli.usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(words(ctx)(f"help.{path_of(ctx)}"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
        ]
        with formatter.section(words(ctx)("cli.options")):
            formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        said, key = words(ctx), f"help.{path_of(ctx)} (examples)"
        if said.has(key):
            with formatter.section(said("cli.examples")):
                for line in said(key).splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words(ctx)("help.--help")
        return option


class Group(Command, click.Group):
    """A group of commands, listed in the order in which they were added."""

    command_class = Command
    command_metavar = "COMMAND [ARGS]..."

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        said = words(ctx)
        prefix = "" if path_of(ctx) == "spur" else f"{path_of(ctx)} "
        with formatter.section(said("cli.commands")):
            formatter.write_dl(
                [(name, said(f"help.{prefix}{name}").partition(". ")[0].removesuffix(".")) for name in self.commands]
            )


Group.group_class = Group


def _language(context: click.Context, _param: click.Parameter, _value: str | None) -> Lang:
    return words(context).lang


def day(context: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """An option's value as a date."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(words(context)("cli.not-a-date", found=value)) from None


def option(*names: str, **attributes: Any) -> Callable[[Function], Function]:
    """An option of spur's: its help stands in the wording."""
    return click.option(*names, cls=Option, **attributes)


lang_option = option("--lang", type=click.Choice(LANGUAGES), callback=_language, metavar="sv|en")
db_option = option("--db", default=DEFAULT_DATABASE, envvar="SPUR_DATABASE_URL", metavar="URL")
rubric_option = option("--rubric", required=True, metavar="ID@VERSION")


def _round(context: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A round names folders and files, so it holds no path."""
    if value is not None and not re.fullmatch(r"\w[\w.-]*", value):
        raise click.BadParameter(words(context)("cli.not-a-round", found=value))
    return value


round_option = option("--round", "round_", required=True, metavar="ROUND", callback=_round)
latest_round_option = option("--round", "round_or_latest", metavar="ROUND", callback=_round)
lint_round_option = option("--round", "lint_round", metavar="ROUND", callback=_round)
settings_option = option("--settings", type=click.Path(path_type=Path), envvar="SPUR_SETTINGS", metavar="FILE")
