"""``spur guide``: a page that takes an inspector, a study director or a region all the way."""

from pathlib import Path
from typing import Any

import click

from spur.cli.base import Command, lang_option, option, words
from spur.records.printable import printable


@click.command("guide", cls=Command)
@click.argument("role", required=False, metavar="[ROLE]")
@option("--out", "guide_out", type=click.Path(path_type=Path), metavar="FILE")
@lang_option
def guide(role: str | None, guide_out: Path | None, lang: Any) -> None:
    from tempfile import mkdtemp

    from spur import app

    said = words(click.get_current_context())
    if role is None:
        for each in app.guides(lang):
            print(f"  spur guide {each.name:<15} {each.title}")
        return
    found = app.find_guide(role, lang)
    if found is None:
        names = ", ".join(each.name for each in app.guides(lang))
        raise click.BadParameter(said("cli.choose", found=printable(role), allowed=names), param_hint="ROLE")
    path = guide_out or Path(mkdtemp(prefix="spur-")) / f"{found.name}.html"
    app.write_guide(found, path)
    is_open = guide_out is None and _opened(path)
    print(said("guide.open" if is_open else "guide.written", path=printable(str(path))))


def _opened(path: Path) -> bool:
    import webbrowser

    try:
        return webbrowser.open(path.resolve().as_uri())
    except (webbrowser.Error, OSError):
        return False
