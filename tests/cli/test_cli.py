"""The command line as people use it: the commands of the README word for word, what they say, and how they end."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from spur.cli import run, spur
from spur.wording import LANGUAGES, Wording
from tests.conftest import GOLDEN, read_figures

SPUR = Path(sys.executable).with_name("spur")
ROOT = GOLDEN.parent.parent
REPORT = [
    *("figures.csv", "figures.json", "region-vastmanland-2019.html", "region-vastmanland-2019.pdf"),
    *("region-vastmanland-2019.xlsx", "report.json"),
]
COMPARED = "spur report region vastmanland --round 2019 --baseline national-2017-2019 --versus-round 2014"
SEQUENCE = """
spur init
spur import units fixtures/vastmanland-2019/units.csv
spur import grades fixtures/vastmanland-2019/grades.csv --rubric spur-st@2018 --round 2019
spur import survey fixtures/vastmanland-2019/survey.csv --rubric spur-st@2018 --round 2019
spur import invited fixtures/vastmanland-2019/invited.csv --rubric spur-st@2018 --round 2019
spur text import fixtures/vastmanland-2019/suggestions.csv --round 2019
spur import baseline fixtures/vastmanland-2019/baseline_national_2017_2019.csv --rubric spur-st@2018 \
--name national-2017-2019 --excludes vastmanland
spur import shares fixtures/vastmanland-2019/earlier_round_2014.csv --rubric spur-st@2018 --round 2014 \
--region vastmanland
spur import indicators fixtures/vastmanland-2019/indicators.csv --rubric spur-st@2018
spur actions import fixtures/vastmanland-2019/recommendations.csv --region vastmanland --round 2019
spur report region vastmanland --round 2019 --baseline national-2017-2019 --versus-round 2014 \
--format pdf,xlsx,html,csv,json --lang sv --out out/
"""


def call(command: str | list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder as a person would, with nothing of spur's in the environment unless told."""
    words = command.split() if isinstance(command, str) else command
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SPUR_")}
    return subprocess.run(
        [SPUR if word == "spur" and not index else word for index, word in enumerate(words)],
        cwd=cwd,
        env={**plain, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


Said = tuple[int, str, str]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """The same without a process of its own, which saves most of the time: exit code, standard output and error."""

    def called(command: str, cwd: Path, **environment: str) -> Said:
        with monkeypatch.context() as own:
            for name in ("SPUR_LANG", "SPUR_DATABASE_URL", "SPUR_DEBUG"):
                own.delenv(name, raising=False)
            for name, value in environment.items():
                own.setenv(name, value)
            own.chdir(cwd)
            code = run(command.split()[1:])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return called


def commands() -> list[str]:
    """Every command and group of commands there is, as it is called."""

    def below(command: click.Command, words: str) -> Iterator[str]:
        yield words
        for name, child in getattr(command, "commands", {}).items():
            yield from below(child, f"{words} {name}")

    return list(below(spur, "spur"))


def command_of(words: str) -> click.Command:
    command: click.Command = spur
    for word in words.split()[1:]:
        command = command.commands[word]
    return command


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the golden files where the README has them, and spur.db made from them."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "fixtures").symlink_to(ROOT / "fixtures", target_is_directory=True)
    (folder / "rubrics").symlink_to(ROOT / "rubrics", target_is_directory=True)
    for command in SEQUENCE.strip().splitlines():
        done = call(command, folder)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    return folder


def values(folder: Path) -> list[tuple[str, ...]]:
    """Every figure by its address and value; what is shown and which grades were used is left out."""
    address = ("scope", "scope_id", "role", "subject", "versus", "statistic", "value", "withheld")
    return [tuple(row[column] for column in address) for row in read_figures(folder / "figures.csv")]


# The whole way


def test_the_commands_of_the_readme_make_the_report(desk: Path) -> None:
    assert all(line in (ROOT / "README.md").read_text(encoding="utf-8") for line in SEQUENCE.strip().splitlines())
    assert sorted(path.name for path in (desk / "out").iterdir()) == REPORT
    assert (desk / "spur.db").is_file()
    assert (desk / "out" / "region-vastmanland-2019.pdf").read_bytes().startswith(b"%PDF-")
    assert len(json.loads((desk / "out" / "figures.json").read_text(encoding="utf-8"))) == len(values(desk / "out"))


@pytest.mark.parametrize("way", ["SPUR_DATABASE_URL", "--db"])
def test_the_database_may_be_another_one(way: str, at: Callable[..., Said], tmp_path: Path) -> None:
    url = "sqlite:///granskningar.db"
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures", target_is_directory=True)
    for command in SEQUENCE.replace("pdf,xlsx,html,csv,json", "csv").strip().splitlines():
        code, _, said = at(f"{command} --db {url}", tmp_path) if way == "--db" else at(command, tmp_path, **{way: url})
        assert code == 0, said
    assert (tmp_path / "granskningar.db").is_file()
    assert not (tmp_path / "spur.db").exists()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["figures.csv", "report.json"]


def test_the_demonstration_has_a_database_of_its_own_made_anew_each_time(
    at: Callable[..., Said], desk: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "demo.db").write_text("of some earlier time", encoding="utf-8")
    code, told, _ = at("spur demo --out out/", tmp_path)
    assert code == 0
    assert "region-vastmanland-2019.pdf" in told
    assert not (tmp_path / "spur.db").exists()
    for name in ("figures.csv", "figures.json"):  # its report says on every page that its data are made up
        assert (tmp_path / "out" / name).read_bytes() == (desk / "out" / name).read_bytes(), name


def test_rubrics_can_be_listed_shown_and_checked(at: Callable[..., Said], desk: Path) -> None:
    code, told, _ = at("spur rubric list", desk)
    assert (code, "\nspur-st@2018 " in told) == (0, True)
    code, told, _ = at("spur rubric show spur-st@2018", desk)
    assert code == 0
    assert "Tjänstgöringens uppläggning" in told
    assert at("spur rubric show spur-st@2018 --lang en", desk)[1] != told
    code, told, _ = at("spur rubric check rubrics/spur-st-2018.toml", desk)
    assert code == 0
    assert "spur-st@2018: inga fel. 8 områden" in told


def test_the_same_report_again_has_the_same_bytes(desk: Path) -> None:
    command = f"{COMPARED} --out again/"
    done = call(command, desk, PYTHONHASHSEED="0")  # sets in another order than those of the first time
    assert done.returncode == 0, done.stderr
    for name in REPORT:
        assert (desk / "again" / name).read_bytes() == (desk / "out" / name).read_bytes(), name


def test_the_language_changes_what_is_shown_and_no_value(at: Callable[..., Said], desk: Path) -> None:
    command = f"{COMPARED} --format csv"
    assert at(f"{command} --lang en --out english/", desk)[0] == 0
    assert values(desk / "english") == values(desk / "out")
    rows = {lang: read_figures(desk / folder / "figures.csv") for lang, folder in (("sv", "out"), ("en", "english"))}
    means = {lang: next(row["shown"] for row in rows[lang] if row["statistic"] == "mean") for lang in rows}
    assert means == {"sv": "3,9", "en": "3.9"}


def test_before_the_first_plan_the_grades_are_those_of_the_inspections(at: Callable[..., Said], desk: Path) -> None:
    command = f"{COMPARED} --format csv"
    for more in (
        "--as-of 2019-04-30 --out early/",
        "--as-of 2019-04-30 --grades at-inspection --out early-at/",
        "--as-of 2020-12-31 --out late/",
        "--grades at-inspection --out at/",
    ):
        assert at(f"{command} {more}", desk)[0] == 0
    early = values(desk / "early")
    assert early == values(desk / "early-at")
    assert early != values(desk / "at")  # the later inspections are not in it
    assert values(desk / "late") == values(desk / "out")
    used = {name: {row["grades_used"] for row in read_figures(desk / name / "figures.csv")} for name in ("early", "at")}
    assert used == {"early": {"after-plan", ""}, "at": {"at-inspection", ""}}


@pytest.mark.parametrize("left_out", ["grades", "survey"])
def test_a_round_with_answers_only_or_grades_only_has_a_report(
    left_out: str, at: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures", target_is_directory=True)
    for command in SEQUENCE.strip().splitlines():
        if f"import {left_out}" not in command and not (left_out == "survey" and "text import" in command):
            code, _, said = at(command, tmp_path)
            assert code == 0, said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == REPORT


# What goes wrong


def faults(folder: Path) -> list[tuple[str, int, str, str]]:
    """A command, how it ends, and what it says in Swedish and in English."""
    return [
        ("spur reprot", 2, "Kommandot reprot finns inte. Menade du ”report”?", "There is no command reprot."),
        ("spur init --bd x", 2, "Flaggan --bd finns inte. Menade du ”--db”?", "There is no option --bd."),
        ("spur import units", 2, "'FILE' saknas.", "'FILE' is missing."),
        ("spur report region vastmanland", 2, "'--round' saknas.", "'--round' is missing."),
        ("spur report region x --round", 2, "--round behöver ett värde.", "--round needs a value."),
        ("spur report region x --round 1 --format doc", 2, "”doc” går inte att välja.", "“doc” cannot be chosen."),
        ("spur report region x --round 1 --as-of igår", 2, "”igår” är inget datum.", "“igår” is not a date."),
        ("spur report region x --round 1 --grades best", 2, "Välj bland at-inspection", "Choose among at-inspection"),
        ("spur import survey x.csv --rubric r --round 1 --replaces x", 2, "Skriv ett heltal.", "Write a whole number."),
        ("spur --lang de", 2, "Välj bland sv, en.", "Choose among sv, en."),
        ("spur report region vastmanlan --round 2019", 3, "Menade du ”vastmanland”?", "Did you mean “vastmanland”?"),
        ("spur report region vastmanland --round 2018", 3, "[round-unknown]", "[round-unknown]"),
        ("spur report region vastmanland --round 2019 --baseline x", 3, "[baseline-unknown]", "[baseline-unknown]"),
        (
            "spur import units nowhere.csv",
            3,
            "Inget har sparats eller skrivits. Antal fel: 1.",
            "Nothing has been kept or written.",
        ),
        ("spur init --db nonsense://x", 3, "går inte att nå", "cannot be reached"),
        ("spur import units x.csv --db none.db", 3, "En ny skapas med spur init.", "A new one is made by spur init."),
        ("spur rubric show spur-st@2017", 3, "Menade du ”spur-st@2018”?", "Did you mean “spur-st@2018”?"),
        ("spur rubric check nowhere.toml", 3, "[file-missing]", "[file-missing]"),
        (
            f"spur report region vastmanland --round 2019 --out {folder / 'spur.db'}",
            3,
            "Det går inte att skriva",
            "cannot be written",
        ),
    ]


@pytest.mark.parametrize("number", range(19))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_goes_wrong_is_said_in_both_languages(lang: str, number: int, at: Callable[..., Said], desk: Path) -> None:
    command, expected_code, swedish, english = faults(desk)[number]
    code, told, said = at(command, desk, SPUR_LANG=lang)
    assert code == expected_code
    assert (swedish if lang == "sv" else english) in said
    assert told == ""
    assert "Error" not in said or lang == "en"


def test_the_list_of_faults_is_whole(tmp_path: Path) -> None:
    assert len(faults(tmp_path)) == 19


@pytest.mark.parametrize(
    ("command", "code"),
    [("spur --version", 0), ("spur", 0), ("spur report", 2), ("spur rubric check README.md", 3), ("spur report x", 2)],
)
def test_how_a_process_ends(command: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Hej\n", encoding="utf-8")
    done = call(command, tmp_path)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) == bool(code)


BROKEN = """
from spur import app
from spur.cli import main

def broken(db):
    raise ZeroDivisionError("a fault of spur's own")

app.init = broken
main(["init"])
"""


def test_a_fault_of_spurs_own_is_one_sentence_and_a_traceback_only_when_asked_for(tmp_path: Path) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SPUR_")}
    said = {
        debug: subprocess.run(
            [sys.executable, "-c", BROKEN],
            cwd=tmp_path,
            env=plain | debug_variable | {"PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        for debug, debug_variable in ((False, {}), (True, {"SPUR_DEBUG": "1"}))
    }
    assert said[False].returncode == 4
    assert "ZeroDivisionError: a fault of spur's own" in said[False].stderr
    assert "SPUR_DEBUG=1" in said[False].stderr
    assert "Traceback" not in said[False].stderr
    assert "Traceback" in said[True].stderr


def test_a_refused_file_tells_every_problem_and_keeps_nothing(desk: Path, tmp_path: Path) -> None:
    rows = "".join(f"AM-0{unit},{area},E,2019-03-01\n" for unit in (1, 2) for area in "ABCDEFGH") + "AM01,A,A,igår\n"
    file = tmp_path / "grades.csv"
    file.write_text(f"unit_id,area,grade_at_inspection,inspected_on\n{rows}", encoding="utf-8")
    before = (desk / "spur.db").read_bytes()
    done = call(["spur", "import", "grades", str(file), "--rubric", "spur-st@2018", "--round", "2019"], desk)
    assert done.returncode == 3
    assert done.stdout == ""
    assert [line for line in done.stderr.splitlines() if line.startswith(("Fel", "Inget"))] == [
        "Fel: grades.csv, rad 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 och 6 till, kolumn grade_at_inspection: "
        "Graderingen ”E” finns inte. Tillåtet: A, B, C, D. [grade-unknown]",
        "Fel: grades.csv, rad 18, kolumn unit_id: Enheten ”AM01” finns inte bland enheterna. "
        "Läs in den först, eller rätta id:t. Menade du ”AM-01”? [unit-unknown]",
        "Fel: grades.csv, rad 18, kolumn inspected_on: ”igår” är inget datum. Skriv det som 2019-03-01. [date-invalid]",
        "Inget har sparats eller skrivits. Antal fel: 18.",
    ]
    assert (desk / "spur.db").read_bytes() == before


# Help


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", commands())
def test_every_command_has_help_with_its_options_explained_and_an_example(
    words: str, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPUR_LANG", lang)
    assert run([*words.split()[1:], "--help"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    wording = Wording(lang)
    text = " ".join(said.out.split())
    assert text.startswith(f"{wording('cli.usage')}: {words}")
    assert " ".join(wording(f"help.{words.partition(' ')[2] or 'spur'}").split()[:8]) in text
    for param in command_of(words).params:
        if isinstance(param, click.Option):
            explained = " ".join(wording(f"help.--{(param.name or '').rstrip('_').replace('_', '-')}").split()[:4])
            assert explained in text, param.name
    own = [line.strip() for line in said.out.splitlines() if line.strip().startswith(words)]
    assert own or f"{wording('cli.examples')}:" not in said.out
    assert f"{wording('cli.examples')}:" in said.out or words in ("spur rubric list",)


@pytest.mark.parametrize("words", [each for each in commands() if not hasattr(command_of(each), "commands")])
def test_the_examples_of_the_help_are_commands_that_there_are(words: str) -> None:
    """Every example is parsed by the command itself, so that it can't name an option that is no more."""
    for lang in LANGUAGES:
        key = f"help.{words.partition(' ')[2]} (examples)"
        for line in Wording(lang)(key).splitlines() if Wording(lang).has(key) else ():
            assert line.strip().startswith(words)
            arguments = shlex.split(line.strip().removeprefix(words))
            context = command_of(words).make_context(words, arguments)
            assert context.params


def test_help_is_told_without_waiting_for_what_only_the_work_needs() -> None:
    heavy = ["sqlalchemy", "pydantic", "reportlab", "openpyxl", "xlsxwriter", "rich"]
    calls = [each.split()[1:] for each in commands()]
    program = (
        "import sys\nfrom spur.cli import run\n"
        f"assert all(run([*words, '--help']) == 0 for words in {calls!r})\n"
        f"sys.exit(', '.join(name for name in {heavy!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
