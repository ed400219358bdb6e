"""``spur lint`` as people use it and misuse it: what is said, where, and how it ends."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from spur import app
from spur.analysis.lint.remark import RemarkCode
from spur.app import ImportSummary, Report
from spur.cli import run
from spur.wording import LANGUAGES, _room
from tests.conftest import GOLDEN

Said = tuple[int, str, str]
PRINTED = GOLDEN / "printed_2020.toml"
DOCS = Path(__file__).parents[2] / "docs" / "lint.md"

GROUPS = """
[grades]
areas = ["A", "B"]
[[group]]
id = "kirurgi"
title = "Kirurgi"
[[group]]
id = "medicin"
title = "Medicin"
[[question]]
id = "klimat"
title = "Klimatet"
[[table]]
place = "Tabell 1"
columns = ["kirurgi", "medicin", "region"]
count.units = [6, 11, 17]
count.answers = [37, 7, 44]
"""


@pytest.fixture
def lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:  # fmt: skip
    """Test files of these texts, by name: ``lint("a.toml", text)``; a text is added to the groups above."""
    for name in ("SPUR_LANG", "SPUR_DATABASE_URL", "SPUR_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def call(command: str, text: str | None = None) -> Said:
        words = command.split()
        if text is not None:
            whole = text if words[0].endswith(".csv") else f"{GROUPS}{text}"
            Path(words[0]).write_text(whole, encoding="utf-8")
        capsys.readouterr()
        code = run(["lint", *words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return call


# printed reports


def test_the_report_of_2020(lint) -> None:
    code, out, err = lint(str(PRINTED))
    assert (code, err) == (1, "")
    assert "Figur 7, Medicin, totalpoäng: Tryckt 28, måste vara 28,7: " in out
    assert "Motsägelser: 9. Att se efter: " in out
    code, out, _ = lint(f"{PRINTED} --lang en")
    assert "Printed 28, must be 28.7: the mean total is the sum of the means of the 8 areas." in out


def test_for_a_program(lint) -> None:
    code, out, _ = lint(f"{PRINTED} --format json")
    told = json.loads(out)
    assert code == 1
    assert sum(each["weight"] == "contradiction" for each in told) == 9
    assert {"of", "code", "weight", "where", "printed", "forced", "text"} == set(told[0])


def test_a_cell_that_no_whole_grades_give(lint) -> None:
    code, out, _ = lint("a.toml", table("mean.kirurgi = [3.3, 3.7]\nsd.kirurgi = [1.1, 0.5]"))
    assert (code, "Inga motsägelser." in out) == (0, True)
    code, out, _ = lint("a.toml", table("mean.kirurgi = [3.4, 3.7]"))
    told = (
        "Tabell 2, Kirurgi, område A: Tryckt 3,4, men inga hela graderingar av 6 enheter ger det. Närmast: 3,3 och 3,5."
    )
    assert (code, told in out) == (1, True)


def test_a_cell_that_is_made_in_another_way_than_the_others(lint) -> None:
    """Six units' 1,1 with mean 3,3 is with n, eleven units' 0,7 with mean 3,6 with n − 1."""
    rows = 'mean.kirurgi = [3.3, 3.3]\nsd.kirurgi = [1.1, 1.1]\nmean.medicin = [3.6, "–"]\nsd.medicin = [{}, "–"]'
    code, out, _ = lint("a.toml", table(rows.format(0.9)))
    assert (code, "ger 3 av 3." in out) == (0, True)
    code, out, _ = lint("a.toml", table(rows.format(0.7)))
    told = "bara att få med SD delad med n − 1. De andra cellerna är räknade med SD delad med n;"
    assert (code, told in out, "ger 2 av 3." in out) == (1, True, True)


def test_what_the_file_says_of_itself_goes_before_what_explains_most(lint) -> None:
    text = (GROUPS + table("mean.kirurgi = [3.3, 3.3]\nsd.kirurgi = [1.1, 1.1]")).replace(
        'areas = ["A", "B"]', 'areas = ["A", "B"]\nsd = "n-1"'
    )
    Path("own.toml").write_text(text, encoding="utf-8")
    code, out, _ = lint("own.toml")
    assert (code, out.count("[cell-impossible]")) == (1, 2)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        ("83", "Tryckt 83 %, som ingen andel av alla 7 kan vara. Högst 6 kan ha svarat på frågan: 5 av 6."),
        ("86", None),
        ("101", "Tryckt 101 %, men inget antal av 7 svarande ger det. Närmast: 100 %."),
        ("85", "Tryckt 85 %, men inget antal av 7 svarande ger det. Närmast: 71 % och 86 %."),
        ('"85,7 %"', None),
    ],
)
def test_a_percentage_of_seven(lint, share: str, told: str | None) -> None:
    text = f'[[value]]\nplace = "T"\ngroup = "medicin"\nsubject = "klimat"\nstatistic = "share"\nprinted = {share}\n'
    _, out, _ = lint("a.toml", text)
    assert told in out if told else "klimat" not in out.casefold()


def test_a_percentage_of_exactly_so_many_is_held_to_them(lint) -> None:
    rows = '[[table]]\nplace = "T"\ncolumns = ["medicin"]\nshare.klimat = [83]\nn.klimat = [7]\n'
    code, out, _ = lint("a.toml", rows)
    assert (code, "inget antal av 7 svarande ger det" in out) == (1, True)
    assert lint("a.toml", rows.replace("[7]", "[6]"))[0] == 0


def test_three_shares_that_are_no_numbers_of_answers(lint) -> None:
    rows = '[[table]]\nplace = "T"\ncolumns = ["medicin"]\nshare.klimat = [{}]\nneutral.klimat = [{}]\n'
    rows += "negative.klimat = [{}]\n"
    assert lint("a.toml", rows.format(57, 29, 14))[0] == 0
    code, out, _ = lint("a.toml", rows.format(57, 43, 14))
    assert (code, "[shares-do-not-add]" in out) == (1, True)


def test_groups_that_are_not_the_region_together(lint) -> None:
    code, out, _ = lint(
        "a.toml", table("mean.kirurgi = [3.0, 3.0]\nmean.medicin = [4.0, 4.0]\nmean.region = [3.6, 3.9]")
    )
    assert code == 1
    assert "Tabell 2, regionen, område B: Tryckt 3,9, måste vara 3,6: regionens enheter är gruppernas enheter" in out
    Path("counts.toml").write_text(GROUPS.replace("[6, 11, 17]", "[6, 11, 18]"), encoding="utf-8")
    code, out, _ = lint("counts.toml")
    assert (code, "Tabell 1, regionen, enheter: Tryckt 18, men grupperna är tillsammans 17." in out) == (1, True)


def test_a_claim_that_nothing_printed_can_test(lint) -> None:
    code, out, _ = lint("a.toml", '[[claim]]\nplace = "Sid 3"\nkind = "at-least"\nsubject = "A"\n')
    assert (code, "Sid 3, område A: Påståendet kan inte prövas: för alla finns inget tal" in out) == (0, True)


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ('kind = "at-least"\nsubject = "A"', 1),
        ('kind = "at-least"\nsubject = "A"\ngroups = ["medicin"]', 0),
        ('kind = "at-least"\nsubject = "A"\nvalue = 2.7', 0),
        ('kind = "below"\nsubject = "A"\ngroups = ["kirurgi"]', 0),
        ('kind = "below"\nsubject = "A"', 1),
        ('kind = "below"\nsubject = "A"\ngroups = ["kirurgi"]\nvalue = 2.66', 1),  # it can only be 16/6
        ('kind = "only-at-least"\nsubject = "A"\ngroups = ["medicin"]', 0),
        ('kind = "only-at-least"\nsubject = "A"\ngroups = ["kirurgi"]', 1),
        ('kind = "highest"\nsubject = "A"\ngroups = ["medicin"]\nothers_below = 3', 0),
        ('kind = "highest"\nsubject = "A"\ngroups = ["kirurgi"]', 1),
        ('kind = "lowest"\nsubject = "A"\ngroups = ["kirurgi"]', 0),
        ('kind = "lowest"\nsubject = "A"\ngroups = ["medicin"]', 1),
        ('kind = "highest"\ngroup = "kirurgi"\nsubjects = ["B"]', 0),
        ('kind = "highest"\ngroup = "kirurgi"\nsubjects = ["A"]', 1),
        ('kind = "moved"\ngroup = "kirurgi"\nsubject = "A"\nunits = 6\nof = 6\nfrom = "D"\nto = "C"', 1),
        ('kind = "moved"\ngroup = "kirurgi"\nsubject = "A"\nunits = 2\nof = 6\nfrom = "D"\nto = "C"', 0),
        ('kind = "moved"\ngroup = "kirurgi"\nsubject = "A"\nunits = 2\nof = 7\nfrom = "D"\nto = "C"', 1),
    ],
)  # fmt: skip
def test_claims(lint, claim: str, code: int) -> None:
    rows = "mean.kirurgi = [2.7, 4.0]\nsd.kirurgi = [1.1, 0.0]\nmean.medicin = [3.5, 3.6]"
    assert lint("a.toml", f'{table(rows)}\n[[claim]]\nplace = "Texten"\n{claim}\n')[0] == code


def table(rows: str) -> str:
    return f'\n[[table]]\nplace = "Tabell 2"\ncolumns = ["A", "B"]\n{rows}\n'


# tables as CSV


def test_a_table_alone_says_which_groups_and_areas_there_are(lint) -> None:
    rows = "Kirurgi;A;medel;3,4;6\nKirurgi;A;SD;1,1;6\nMedicin;Klimatet;andel;83 %;7\n"
    code, out, err = lint("a.csv", f"group;subject;statistic;printed;n\n{rows}")
    assert (code, err) == (1, "")
    assert "Kirurgi, område A: Tryckt medelvärde 3,4 med SD 1,1" in out
    assert "Medicin, Klimatet: Tryckt 83 %, som ingen andel av alla 7 kan vara." in out


def test_without_n_the_numbers_cannot_be_tested_and_that_is_said(lint) -> None:
    code, out, _ = lint("a.csv", "group,subject,statistic,printed\nKirurgi,A,mean,3.41\n")
    assert (code, "Kirurgi: Hur många enheter det är står inte i filen" in out) == (0, True)


def test_a_table_beside_the_claims_names_what_they_name(lint) -> None:
    Path("t.csv").write_text("place,group,subject,statistic,printed\nT,Kirurgi,A,mean,3.4\n", encoding="utf-8")
    code, out, _ = lint(
        "a.toml t.csv", '[[claim]]\nplace = "Sid 1"\nkind = "at-least"\nsubject = "A"\ngroups = ["kirurgi"]'
    )
    assert (code, "T, Kirurgi, område A: Tryckt 3,4" in out) == (1, True)
    Path("t.csv").write_text("group,subject,statistic,printed\nKirurgy,A,mean,3.4\n", encoding="utf-8")
    code, _, err = lint("a.toml t.csv")
    assert (code, "t.csv, rad 2, kolumn group: ”Kirurgy” finns inte" in err) == (3, True)
    assert "Menade du ”kirurgi”?" in err


# mistakes in the file


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[tabel]]\n", "Uppgiften ”tabel” finns inte här."),
        (table("meen.kirurgi = [3.3, 3.7]"), "Menade du ”mean”?"),
        (table("mean.kirurg = [3.3, 3.7]"), "Menade du ”kirurgi”?"),
        (table("mean.kirurgi = [3,3, 3,7]"), "(4 ≠ 2). Skriv decimaler med punkt (3.9)"),
        (table("mean.kirurgi = 3,3"), "Talet går inte att läsa: ”mean.kirurgi = 3,3”."),
        (table('mean.kirurgi = ["3,3", "tre"]'), "”tre” kan inte stå här."),
        (table("mean.kirurgi = [3.3, -3.7]"), "”-3.7” kan inte stå här."),
        (table("mean.kirurgi = [3.3, true]"), "”true” kan inte stå här."),
        (table("mean.kirurgi = [3.3, inf]"), "kan inte stå här."),
        (table("count.kirurgi = [3, 4]"), "”A” finns inte bland det som filen handlar om. Tillåtet: units, answers."),
        (table("mean.kirurgi = [3.3, 3.7]") * 2, "står redan för samma ställe i rapporten"),
        ('[[group]]\nid = "A"\ntitle = "Också A"\n', "”A” finns redan, i grades.areas"),
        ('[[claim]]\nplace = "x"\nkind = "highest"\nsubject = "A"\n', "Uppgiften ”groups” saknas."),
        ('[[claim]]\nplace = "x"\nkind = "hihgest"\nsubject = "A"\n', "Menade du ”highest”?"),
        ('[[claim]]\nplace = "x"\nkind = "lowest"\nsubject = "A"\ngroups = ["medicin"]\nof = 3\n', "”of” finns"),
        ('[[claim]]\nplace = "x"\nkind = "at-least"\nsubject = "total"\n', "Uppgiften ”value” saknas."),
        ('[[list]]\nplace = "x"\ncounted = { kirurgi = 3 }\nnames = { kirurgi = ["a"] }\n', "3 är inte så många namn"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_nothing_is_tested(lint, text: str, told: str) -> None:
    code, out, err = lint("a.toml", text)
    assert (code, out) == (3, "")
    assert told in err
    assert err.startswith("Fel: a.toml, rad ")


def test_all_mistakes_are_told_at_once(lint) -> None:
    _, _, err = lint("a.csv", "group,subject,statistic,printed,n\nK,A,medeltal,x,y\n,A,mean,3,2\n")
    assert [line.split("[")[-1] for line in err.splitlines()] == [
        "printed-statistic]",
        "number-invalid]",
        "number-invalid]",
        "value-missing]",
    ]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("", 2, "Ange filer eller mappar att pröva, eller en region i databasen"),
        ("a.toml --region vastmanland --round 2019", 2, "antingen eller"),
        ("--region vastmanland", 2, "ange både region och omgång"),
        ("a.toml --round 2019", 2, "ange både region och omgång"),
        ("none.toml", 3, "Filen none.toml finns inte."),
        ("report.pdf", 3, "report.pdf går inte att pröva. Ge mappen"),
        (".", 3, "finns ingen figures.csv"),
        ("--region vastmanland --round 2019", 3, "Databasen spur.db finns inte."),
        ("a.toml b.toml", 3, "b.toml är en TOML-fil till."),
    ],
)
def test_what_cannot_be_looked_at(lint, words: str, code: int, told: str) -> None:
    ended, _, err = lint(words)
    assert ended == code
    assert told in err
    assert "sparats" not in err


# written reports and databases


@pytest.fixture
def written(demo: tuple[Path, list[ImportSummary], Report], tmp_path: Path) -> Path:
    """A copy of the demonstration's report."""
    for name in ("figures.csv", "figures.json"):
        shutil.copy(demo[0] / name, tmp_path / name)
    return tmp_path


def test_a_number_that_somebody_has_changed_in_a_report(lint, written: Path) -> None:
    assert lint(".")[0] == 0
    figures = written / "figures.csv"
    text = figures.read_text(encoding="utf-8")
    before = "2019,group,medicin,,total,,mean,28.7272727273,"
    assert text.count(f'{before}"28,7"') == 1
    figures.write_text(text.replace(f'{before}"28,7"', '2019,group,medicin,,total,,mean,28,"28,0"'), encoding="utf-8")
    code, out, _ = lint("figures.csv")
    assert code == 1
    assert "Totalpoängens medelvärde är 28,0, men områdenas medelvärden är tillsammans 28,73" in out
    assert "figures.csv har 28,0, men figures.json har 28,7." in out


def test_a_damaged_json_and_a_table_without_its_columns_are_refused(lint, written: Path) -> None:
    (written / "figures.json").write_text("[{", encoding="utf-8")
    assert lint(".")[0] == 3
    (written / "figures.json").unlink()
    assert lint(".")[0] == 0
    (written / "figures.csv").write_text("scope_id,statistic\n", encoding="utf-8")
    code, _, err = lint(".")
    assert (code, "Kolumnen ”round” saknas." in err) == (3, True)


def test_what_several_reports_say_alike_is_told_once_and_their_files_are_counted(
    lint, demo: tuple[Path, list[ImportSummary], Report], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for file in ("figures.csv", "report.json"):
            shutil.copy(demo[0] / file, tmp_path / name / file)
    report = tmp_path / "two" / "report.json"
    report.write_text(report.read_text(encoding="utf-8").replace('"figures.csv",', ""), encoding="utf-8")
    code, out, err = lint(".")
    assert code == 0
    assert out.count("PS-01, st-lakare, responses, n: Fler svar än inbjudna") == 1
    assert "Att se efter: 3. Varav redan sagt om en tidigare rapport: 3." in out
    assert "one: Rapporten skrevs också till figures.json, region-vastmanland-2019.html" in err
    assert "two: figures.csv ligger i mappen men skrevs inte tillsammans med rapporten" in err


@pytest.mark.parametrize("damaged", ["{", '{"spur": 1, "kind": "region", "id": "x", "files": []}'])
def test_a_report_whose_report_json_cannot_be_read_is_looked_at_all_the_same(lint, written: Path, damaged: str) -> None:
    (written / "report.json").write_text(damaged, encoding="utf-8")
    code, out, err = lint(".")
    assert (code, "Inga motsägelser." in out) == (0, True)
    assert "report.json går inte att läsa" in err
    assert err.startswith("Varning: ")


def test_a_thousand_alike_are_told_in_short(lint, written: Path) -> None:
    """And all of them as JSON."""
    (written / "figures.json").write_text("[]", encoding="utf-8")
    code, out, _ = lint(".")
    assert (code, re.search(r"… och \d{4,} till av samma slag", out) is not None) == (1, True)
    assert len(json.loads(lint(". --format json")[1])) > 1000


def test_a_database_of_a_region(lint, db: str, tmp_path: Path) -> None:
    units = (GOLDEN / "units.csv").read_text(encoding="utf-8")
    (tmp_path / "units.csv").write_text(
        f"{units}KI-77,Provenheten Tornfalck,Kärlkirurgi,kirurgi,Centralort,vastmanland\n", encoding="utf-8"
    )
    app.import_units(db, tmp_path / "units.csv")
    app.import_grades(db, GOLDEN / "grades.csv", "spur-st@2018", "2019")
    (tmp_path / "survey.csv").write_text(
        "response_id,unit_id,role,st.helhet\n1,KI-77,st-lakare,5\n2,KI-01,st-lakare,1\n", encoding="utf-8"
    )
    app.import_survey(db, tmp_path / "survey.csv", "spur-st@2018", "2019")
    code, out, _ = lint(f"--region vastmanland --round 2019 --db {db}")
    assert code == 0
    assert (
        "”KI-02 Provenheten Tornfalk, Centralort” och ”KI-77 Provenheten Tornfalck, Centralort” kan vara samma" in out
    )
    assert "KI-77 Provenheten Tornfalck: Enheten har enkätsvar men ingen granskning i omgången." in out
    assert "KI-02 Provenheten Tornfalk: Enheten är granskad, men ingen där har svarat på enkäten." in out
    assert "KI-01 Provenheten Fjällvråk: Graderingen D kräver en handlingsplan" in out
    assert lint(f"--region nowhere --round 2019 --db {db}")[0] == 3


# what is promised


def test_the_example_of_the_documentation_is_one(tmp_path: Path) -> None:
    example = re.search(r"<!-- example -->\n```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path / "example.toml"
    path.write_text(example[1], encoding="utf-8")
    codes = {str(each.code) for each in app.lint_printed([path]).remarks}
    assert {"claim-highest", "claim-moved", "share-not-groups", "wordings-unlike"} <= codes


def test_every_code_has_its_sentence_and_stands_in_the_documentation() -> None:
    table = dict(
        re.findall(r"^\| `([a-z-]+)` \| (contradiction|notice) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert table == {str(code): str(code.weight) for code in RemarkCode}
    for lang in LANGUAGES:
        sentences = {key for key in _room(lang, "lint") if not key.startswith("word.")}
        assert sentences == {str(code) for code in RemarkCode}


def test_every_code_can_come_of_something() -> None:
    sources = [
        path.read_text(encoding="utf-8") for path in (DOCS.parents[1] / "spur" / "analysis" / "lint").rglob("*.py")
    ]
    assert [code.name for code in RemarkCode if not any(f"RemarkCode.{code.name}" in text for text in sources)] == []
