"""``spur rubric list``, ``show`` and ``check``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spur.cli.base import Group, lang_option, words

if TYPE_CHECKING:
    from spur.rubric.model import Rubric
    from spur.wording import Wording


@click.group("rubric", cls=Group)
@lang_option
def rubric_group(lang: Any) -> None: ...


@rubric_group.command("list")
@lang_option
def rubric_list(lang: Any) -> None:
    from spur import app

    said = words(click.get_current_context())
    shelf = app.shelf()
    for key in shelf.available():
        rubric = shelf.find(key).rubric
        if rubric is not None:
            print(
                f"{key}  {rubric.in_language(rubric.head.title, lang)} ({said(f'report.status.{rubric.head.status}')})"
            )


@rubric_group.command("show")
@click.argument("rubric", metavar="ID@VERSION")
@lang_option
def rubric_show(rubric: str, lang: Any) -> None:
    from spur import app

    for line in described(app.pinned_rubric(rubric).model, words(click.get_current_context())):
        print(line)


@rubric_group.command("check")
@click.argument("file", type=click.Path(path_type=Path, readable=False), metavar="FILE")
@lang_option
def rubric_check(file: Path, lang: Any) -> None:
    from spur import app
    from spur.records.problem import InvalidInput

    loaded = app.check_rubric(file)
    if loaded.rubric is None:
        raise InvalidInput(loaded.problems)
    rubric = loaded.rubric
    print(
        words(click.get_current_context())(
            "cli.rubric-fine",
            rubric=rubric.key,
            areas=len(rubric.areas),
            requirements=len(rubric.requirements),
            questions=len(rubric.questions),
            hash=loaded.content_hash,
        )
    )


def described(rubric: "Rubric", said: "Wording") -> list[str]:
    """A rubric as a person reads it: areas with their requirements, grades, questions and groups."""

    def text(each: dict[str, str]) -> str:
        return rubric.in_language(each, said.lang)

    lines = [f"{rubric.key}  {text(rubric.head.title)} ({said(f'report.status.{rubric.head.status}')})"]
    lines += [text(rubric.head.legal_basis)] if rubric.head.legal_basis else []
    lines += _titled(said("cli.grades"), [f"{g.code}  {g.points}  {text(g.label)}" for g in rubric.grades])
    for area in rubric.areas:
        lines += ["", f"{area.id}  {text(area.title)}", f"   {text(area.question)}"]
        for each in (r for r in rubric.requirements if r.area == area.id):
            label = text(rubric.requirement_class(each.requirement_class).label)
            example = f" [{said('cli.example')}]" if each.example else ""
            lines.append(f"   {each.id:<4} {label}: {text(each.text)}{example}")
    questions = [f"{q.id}  {f'({q.area}) ' if q.area else ''}{text(q.text)}" for q in rubric.questions]
    lines += _titled(said("cli.questions"), questions)
    lines += _titled(said("cli.groups"), [f"{g.id}  {text(g.title)}" for g in rubric.groups])
    return lines + _titled(said("cli.indicators"), [f"{i.id}  {text(i.text)}" for i in rubric.indicators])


def _titled(title: str, lines: list[str]) -> list[str]:
    """The lines under their title; nothing where there are none."""
    return ["", title, *(f"  {line}" for line in lines)] if lines else []
