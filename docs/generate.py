"""Writes the pages of the documentation that are made from the code: the command reference and the table of problems.

Run by ``make docs``. The tests hold the pages to what this makes, so they are never out of date.
"""

from pathlib import Path

import click

from spur.cli import spur
from spur.records.problem import Code
from spur.wording import LANGUAGES, Lang, Wording

DOCS = Path(__file__).parent


def command_reference(lang: Lang) -> str:
    """Every command's help, as a person sees it."""
    lines = ["# Kommandon" if lang == "sv" else "# Commands", ""]

    def visit(command: click.Command, context: click.Context) -> None:
        context.find_root().meta["spur.lang"] = lang
        lines.extend([f"## `{context.command_path}`", "", "```text", context.get_help(), "```", ""])
        if isinstance(command, click.Group):
            for name, child in command.commands.items():
                visit(child, click.Context(child, info_name=name, parent=context, terminal_width=100))

    visit(spur, click.Context(spur, info_name="spur", terminal_width=100))
    return "\n".join(lines)


def problem_table() -> str:
    """Every problem code with its severity and its sentence in each language."""
    said = [Wording(lang) for lang in LANGUAGES]
    lines = [
        "# Problems",
        "",
        "Every kind of problem that spur can find in what comes in. With an *error* nothing is kept. `{found}` is what",
        "stood there, `{also}` what else the sentence names; the place, the words allowed and a suggestion are added.",
        "",
        "| code | severity | svenska | English |",
        "| --- | --- | --- | --- |",
    ]
    for code in Code:
        sentences = [wording(f"problem.{code}").replace("|", "\\|") for wording in said]
        lines.append(f"| `{code}` | {code.severity} | {' | '.join(sentences)} |")
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    return {
        DOCS / "commands.sv.md": command_reference("sv"),
        DOCS / "commands.en.md": command_reference("en"),
        DOCS / "problems.md": problem_table(),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
