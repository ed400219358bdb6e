"""``spur text``: free texts in, out to be coded, and in again."""

from pathlib import Path
from typing import Any

import click

from spur.cli.base import Group, db_option, lang_option, option, round_option, words
from spur.records.printable import printable

question_option = option("--question", metavar="ID")


@click.group("text", cls=Group)
@lang_option
def text_group(lang: Any) -> None: ...


@text_group.command("import")
@click.argument("file", type=click.Path(path_type=Path, readable=False), metavar="FILE")
@round_option
@option("--rubric", "text_rubric", metavar="ID@VERSION")
@question_option
@option("--replaces", type=int, metavar="NUMBER")
@db_option
@lang_option
def text_import(
    file: Path, round_: str, text_rubric: str | None, question: str | None, replaces: int | None, db: str, lang: str
) -> None:
    from spur import app
    from spur.cli.telling import tell_import

    summary = app.import_texts(db, file, round_, rubric=text_rubric, question=question, replaces=replaces)
    tell_import(summary, words(click.get_current_context()))


@text_group.command("export")
@round_option
@option("--out", "text_out", type=click.Path(path_type=Path), required=True, metavar="FILE")
@question_option
@option("--all", "all_texts", is_flag=True)
@db_option
@lang_option
def text_export(round_: str, text_out: Path, question: str | None, all_texts: bool, db: str, lang: Any) -> None:
    from spur import app

    said = words(click.get_current_context())
    written = app.export_texts(db, round_, text_out, question=question, all_texts=all_texts, lang=lang)
    print(said("cli.template-written", path=printable(str(written.path))))
    counts = {name: getattr(written, name) for name in ("coded", "proposed", "flagged")}
    print(said("cli.texts-written", to_code=written.texts - written.coded, **counts))
    if written.left:
        print(said("cli.texts-left", left=written.left))
