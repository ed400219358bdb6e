"""``spur attack``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spur.cli.base import EXIT_CONTRADICTION, EXIT_INVALID, Command, lang_option, option, settings_option, words
from spur.wording import Wording

if TYPE_CHECKING:
    from spur.app.attacking import Attacked, Finding

MOST_TOLD = 20
"""Findings of one kind: nobody reads more of them. JSON has them all."""


@click.command("attack", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, readable=False), metavar="FOLDER")
@option("--db", "attack_db", envvar="SPUR_DATABASE_URL", metavar="URL")
@option("--show", is_flag=True)
@option("--format", "lint_format", type=click.Choice(["text", "json"]), default="text")
@settings_option
@lang_option
def attack(folder: Path, attack_db: str | None, show: bool, lint_format: str, settings: Path | None, lang: Any) -> None:
    from spur import app
    from spur.cli.progress import progress_bar
    from spur.cli.telling import tell_problems
    from spur.records.problem import InvalidInput

    context = click.get_current_context()
    said = words(context)
    try:
        with progress_bar(said("attack.told.reading", file=folder.name or str(folder))) as told:
            attacked = app.attack(folder, db=attack_db, settings=settings, told=told)
    except InvalidInput as refused:  # nothing was to be kept, so nothing is said of that
        tell_problems(refused.problems, said)
        context.exit(EXIT_INVALID)
    tell_problems(attacked.problems, said)
    if lint_format == "json":
        _tell_json(attacked, said, show=show)
    else:
        _tell(attacked, said, show=show)
    if attacked.findings:
        context.exit(EXIT_CONTRADICTION)
    if attacked.protections and not attacked.questions:
        context.exit(EXIT_INVALID)


def _tell(attacked: "Attacked", said: Wording, *, show: bool) -> None:
    """Every finding, kind by kind, then what was tried and what the attacker knew."""
    from spur.app.attacking import FindingCode
    from spur.cli.attacked import notices, sentences, tried
    from spur.records.printable import printable

    for code in FindingCode:
        own = [finding for finding in attacked.findings if finding.code is code]
        if own:
            print(f"\n{said(f'attack.kind.{code}')}\n{said(f'attack.do.{code}')}")
        for finding in own[:MOST_TOLD]:
            print(f"  {printable(' '.join(sentences(finding, attacked, said, show=show)))} [{code}]")
        if len(own) > MOST_TOLD:
            print(f"  {said('attack.told.more', more=len(own) - MOST_TOLD, code=code)}")
    print()
    for notice in notices(attacked, said):
        print(f"{said('cli.severity.notice')}: {printable(notice)}")
    for sentence in tried(attacked, said):
        print(printable(sentence))
    if attacked.findings and not show:
        print(said("attack.told.secret-left-out"))


def _tell_json(attacked: "Attacked", said: Wording, *, show: bool) -> None:
    """Every finding as an object: a program's way to read them."""
    import json

    from spur.cli.attacked import sentences

    def as_object(finding: "Finding") -> dict[str, object]:
        secret = {"count": finding.secret, "answers": list(finding.answers)} if show else {}
        return {
            "code": str(finding.code),
            "of": [{"scope": node.scope, "id": node.id} for node in finding.nodes],
            "round": finding.round,
            "role": finding.role,
            "question": finding.question,
            "people": finding.people,
            "files": list(finding.files),
            "place": finding.place,
            "by_rule": finding.by_rule,
            "true": finding.true,
            **secret,
            "text": " ".join(sentences(finding, attacked, said, show=show)),
        }

    print(json.dumps([as_object(finding) for finding in attacked.findings], ensure_ascii=False, indent=1))
