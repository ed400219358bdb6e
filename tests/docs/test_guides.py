"""The guides are followed word for word, from an empty folder, and the pictures in them show what their reader sees."""

import re
import shlex
from pathlib import Path

import click
import pytest

from spur import app
from spur.cli import run, spur
from spur.wording import LANGUAGES, Wording

ROOT = Path(__file__).parent.parent.parent
GUIDES = sorted((ROOT / "docs" / "guides").glob("*/*.md"))
NAMES = [str(guide.relative_to(ROOT / "docs" / "guides")) for guide in GUIDES]
PAIRS = [(app.find_guide(role, "sv"), app.find_guide(role, "en")) for role in ("inspector", "study-director", "region")]


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs")


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("sv")])
def test_a_guide_leads_to_what_it_tells_and_shows(name: str, tmp_path: Path) -> None:
    """Every command ends as the guide says and tells what stands beneath it, and every picture is of what was made: run
    make guides where one is not. The English guides have the same commands (below), and are walked by make guides."""
    from pictures import fingerprint, taken_of, told
    from walking import Picture, walk

    guide = ROOT / "docs" / "guides" / name
    outdated = []

    def look(picture: Picture) -> None:
        if fingerprint(told(guide, picture)) != taken_of(guide.parent / picture.path):
            outdated.append(picture.path)

    walk(guide, tmp_path, look)
    assert outdated == [], "run make guides"


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_there_and_says_in_words_what_it_shows(name: str) -> None:
    from walking import Picture, steps

    guide = ROOT / "docs" / "guides" / name
    pictures = [step for step in steps(guide) if isinstance(step, Picture)]
    assert pictures
    for picture in pictures:
        assert len(picture.alt) > 80, picture
        assert (guide.parent / picture.path).is_file(), picture


def test_no_picture_is_left_over_and_all_are_small() -> None:
    from walking import Picture, steps

    shown = {guide.parent / step.path for guide in GUIDES for step in steps(guide) if isinstance(step, Picture)}
    assert {*(ROOT / "docs" / "guides").glob("*/pictures/*")} == shown
    assert sum(path.stat().st_size for path in shown) < 1_500_000  # they are shipped


@pytest.mark.parametrize("role", range(len(PAIRS)))
def test_both_languages_lead_the_same_way(role: int) -> None:
    """The same commands with the same options end alike, the same cells are filled in, in the same order; what people
    name and write is in their own language."""
    from walking import Command, Filling, steps

    ways = []
    for guide in PAIRS[role]:
        assert guide is not None
        way: list[object] = []
        for step in steps(guide.path):
            if isinstance(step, Command):
                way.append((*_command(step.words), step.exit_code))
            elif isinstance(step, Filling):
                way.append([cell for _, cell, _ in step.cells])
            else:
                way.append(type(step).__name__)
        ways.append(way)
    assert ways[0] == ways[1]


def _command(words: tuple[str, ...]) -> tuple[str, ...]:
    options = sorted(word for word in words if word.startswith("--") and word != "--lang")
    if words[0] == "cd":
        return ("cd",)
    command, _ = _found(list(words[1:]))
    return str(command.name), *options


def _found(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that is meant, and the words that it gets."""
    command: click.Command = spur
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize("name", NAMES)
def test_commands_in_passing_are_ones_that_there_are(name: str) -> None:
    text = (ROOT / "docs" / "guides" / name).read_text(encoding="utf-8")
    told = re.findall(r"`spur ([^`]+)`", text)
    assert told
    for command in told:
        each, words = _found(shlex.split(command))
        if words != ["--help"]:
            each.make_context("spur", words)
    assert "--lang en" in text or name.startswith("sv")


@pytest.mark.parametrize("name", NAMES)
def test_what_may_go_wrong_is_told_as_spur_tells_it(name: str) -> None:
    said = [
        re.sub("[“”]", "", sentence) for sentence in Wording("sv" if name.startswith("sv") else "en").every("problem")
    ]
    text = (ROOT / "docs" / "guides" / name).read_text(encoding="utf-8")
    quoted = re.findall(r"^\| [“”]([^“”]+)”", text, re.MULTILINE)
    assert len(quoted) > 2
    for each in quoted:
        assert any(re.sub(r"…|AM-01\.xlsx|spur\.db", "{found}", each) in sentence for sentence in said), each


def test_the_guides_are_listed_by_the_words_they_are_asked_for_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide"]) == 0
    assert [line.split()[:3] for line in capsys.readouterr().out.splitlines()] == [
        ["spur", "guide", "inspektor"],
        ["spur", "guide", "studierektor"],
        ["spur", "guide", "region"],
    ]
    assert run(["guide", "chef"]) == 2
    assert "inspektor, studierektor, region" in capsys.readouterr().err


@pytest.mark.parametrize("role", ["Inspektör", "inspector", "studierektor", "study director", "region"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_guide_is_one_page_that_needs_nothing_else(role: str, lang: str, tmp_path: Path) -> None:
    out = tmp_path / "guide.html"
    assert run(["guide", role, "--lang", lang, "--out", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in page
    assert 'class="skip" href="#guide"' in page
    assert page.count("<h1>") == 1
    pictures = re.findall(r"<img [^>]*>", page)
    assert pictures
    assert all('src="data:image/png;base64,' in picture and ' alt="' in picture for picture in pictures)
    assert not re.search(r'(?:src|href)="(?!data:|#|https://)', page)
    assert "<script" not in page


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "AM-01.xlsx"
    out.write_text("filled in", encoding="utf-8")
    assert run(["guide", "region", "--out", str(out)]) == 3
    assert out.read_text(encoding="utf-8") == "filled in"


@pytest.mark.parametrize("is_open", [True, False])
def test_a_guide_is_opened_and_where_it_cannot_be_its_place_is_told(
    is_open: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or is_open)
    assert run(["guide", "studierektor"]) == 0
    told = capsys.readouterr().out
    path = Path(told.split()[-1])
    assert opened == [path.as_uri()]
    assert path.name == "studierektor.html"
    assert ("webbläsaren" in told) == is_open
    path.unlink()


def test_the_files_to_practise_on_are_never_put_upon_anybodys_own(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("mine", encoding="utf-8")
    assert run(["demo", "--files", "--out", str(tmp_path)]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["units.csv"]
    assert (tmp_path / "units.csv").read_text(encoding="utf-8") == "mine"
