"""The documentation is part of the product: its commands run, its generated pages are what the code makes."""

import os
import re
import shlex
import shutil
from pathlib import Path

import click

from spur.cli import run, spur

ROOT = Path(__file__).parent.parent.parent
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands(page: str) -> list[list[str]]:
    """The words of every command on a page, without "spur"."""
    lines = "".join(SHELL.findall((ROOT / page).read_text(encoding="utf-8"))).splitlines()
    told = [shlex.split(line) for line in lines]
    assert len(told) > 20
    assert {words[0] for words in told} == {"spur"}
    return [words[1:] for words in told]


def test_every_command_in_the_readme_runs_as_it_stands(tmp_path, monkeypatch, capsys):
    for folder in ("fixtures", "rubrics"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SPUR_")]:
        monkeypatch.delenv(name)
    for words in commands("README.md"):
        code = run(words)
        assert code == 0, (" ".join(words), capsys.readouterr().err)
    assert (tmp_path / "out" / "region-vastmanland-2019.pdf").read_bytes().startswith(b"%PDF")


def test_every_command_in_the_swedish_page_is_one_that_there_is():
    """It says the same as the other page, whose commands are run, with other words for what people write."""
    for words in commands("LASMIG.md"):
        command = spur
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command, words = command.commands[words[0]], words[1:]
        command.make_context("spur", words)  # raises for an option or an argument that it does not have


def test_generated_pages_are_what_the_code_makes(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "docs")
    from generate import pages

    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run make docs"


def test_the_false_alarms_that_are_told_are_those_that_there_are(monkeypatch):
    """The columns that are sums, of the sizes that take no time; the others are drawn."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    from false_alarms import HEADER, SIZES, alone, row

    told = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    assert HEADER in told
    for n in SIZES:
        assert f"\n| {n} | " in told
        if n <= 100:
            assert row(n, alone(n))[:-1] in told


def test_every_decision_says_context_decision_and_consequences():
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences")), page.name


def test_links_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
