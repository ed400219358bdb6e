"""Wrong usage, told in the user's language."""

import sys

import click
from click.exceptions import NoSuchCommand

from spur.wording import Wording


def tell_usage_error(error: click.ClickException, said: Wording) -> None:
    """What is wrong with the words of a command, and where its help is."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print(error.format_message(), file=sys.stderr)  # the help itself
        return
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
    print(f"{said('cli.severity.error')}: {_sentence(error, said)}", file=sys.stderr)
    path = context.command_path if context is not None else "spur"
    print(said("cli.see-help", command=f"{path} --help"), file=sys.stderr)


def _sentence(error: click.ClickException, said: Wording) -> str:
    match error:
        case click.NoSuchOption():
            suggestion = said("told.suggestion", suggestion=error.possibilities[0]) if error.possibilities else ""
            return f"{said('cli.no-such-option', option=error.option_name)} {suggestion}".rstrip()
        case NoSuchCommand():
            suggestion = said("told.suggestion", suggestion=error.possibilities[0]) if error.possibilities else ""
            return f"{said('cli.no-such-command', command=error.command_name)} {suggestion}".rstrip()
        case click.MissingParameter():
            name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint
            return said("cli.missing-parameter", name=name)
        case click.BadParameter():
            name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint
            return said("cli.bad-parameter", name=name, why=_why(error, said))
        case click.BadOptionUsage():
            return said("cli.value-missing", name=error.option_name)
        case click.UsageError() if error.ctx and error.message.startswith("Got unexpected extra argument"):
            return said("cli.extra-arguments", given=error.message.partition("(")[2].rstrip(")"))
        case _:
            return error.format_message()


def _why(error: click.BadParameter, said: Wording) -> str:
    """What is wrong with a value: click's own types say it in English only."""
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return said("cli.choose-among", allowed=", ".join(map(str, choices)))
        case click.types.IntParamType():
            return said("cli.not-a-number")
        case _:
            return error.message
