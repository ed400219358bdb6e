"""The documentation is part of the product: its commands run, its generated pages are what the code makes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "LASMIG.md"])
def test_every_command_in_the_readme_runs_as_it_stands(page, tmp_path):
    for folder in ("fixtures", "rubrics"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    commands = "".join(SHELL.findall((ROOT / page).read_text(encoding="utf-8")))
    assert commands.count("spur ") >= 6
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SPUR_")} | {"PATH": path}
    done = subprocess.run(
        ["sh", "-e", "-c", commands], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "region-vastmanland-2019.pdf").read_bytes().startswith(b"%PDF")


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
