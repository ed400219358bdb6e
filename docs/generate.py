"""Writes the pages of the documentation that are made from the code: the command reference, the table of problems, and
which of R's vectors the statistics are held to.

Run by ``make docs``. The tests hold the pages to what this makes, so they are never out of date.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
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


def vector_table() -> str:
    """Which of R's vectors are answered, by method, and why the others are not."""
    sys.path.insert(0, str(DOCS.parent))
    try:
        from tests.statistics import test_oracles as r
    finally:
        sys.path.pop(0)
    by_method: dict[tuple[str, str], list[str]] = {}
    for vector in r.VECTORS:
        by_method.setdefault((vector["section"], vector["method"]), []).append(vector["id"])
    by_section = sorted(by_method.items(), key=lambda each: each[0][0])

    def rows(of: Mapping[str, object], told: Mapping[str, str]) -> Iterator[str]:
        for (section, method), ids in by_section:
            if method in of:
                held = ", ".join(f"`{each}`" for each in ids if each not in r.NOT_TARGETS)
                yield _table_row(section, method, held, told.get(method, ""))

    counts = Counter(
        "trap" if each["id"] in r.NOT_TARGETS else "left" if each["method"] in r.LEFT_OUT else "answered"
        for each in r.VECTORS
    )
    beside = {
        method: f"not {', '.join(f'`{key}`' for key in keys)}: {why}" for method, (keys, why) in r.OTHER_KEYS.items()
    }
    lines = [
        "# R's vectors",
        "",
        f"`fixtures/oracles/stat_vectors.json` holds {len(r.VECTORS)} inputs, each with what R 4.2.2 returns for it,",
        f"R's call and a tolerance. {counts['answered']} are answered, {counts['left']} are of methods that are left",
        f"out, and {counts['trap']} tell what another program returns and spur does not. The tests hold spur to this.",
        "§ is the section of the specification that a vector was made for.",
        "",
        "## Answered",
        "",
        "| § | method | vectors | what of it is not compared |",
        "| --- | --- | --- | --- |",
        *rows(r.ANSWERS, beside),
        "",
        "## Left out",
        "",
        "| § | method | vectors | why |",
        "| --- | --- | --- | --- |",
        *rows(r.LEFT_OUT, r.LEFT_OUT),
        "",
        "## Traps",
        "",
        "| vector | why spur does not return it |",
        "| --- | --- |",
        *(_table_row(f"`{vector}`", why) for vector, why in sorted(r.NOT_TARGETS.items())),
        "",
    ]
    return "\n".join(lines)


def _table_row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def pages() -> dict[Path, str]:
    return {
        DOCS / "commands.sv.md": command_reference("sv"),
        DOCS / "commands.en.md": command_reference("en"),
        DOCS / "problems.md": problem_table(),
        DOCS / "vectors.md": vector_table(),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
