"""What people send in, and what they are told of it: where, what stood there, and what was likely meant.

Each case is a file as it came, beside everything that is wrong with it. A file with an error leaves the database
exactly as it was; one with notices only is kept.
"""

import codecs
import io
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spur import app
from spur.app import ImportSummary
from spur.cli.telling import sentence
from spur.records.problem import Code, InvalidInput, Problem, Severity, folded
from spur.shipped import shipped
from spur.wording import LANGUAGES, Wording
from tests.conftest import GOLDEN, RUBRIC, read_figures

ROUND = "2019"
GRADES = "unit_id,area,grade_at_inspection,grade_after_plan,inspected_on,plan_received_on\n"
SURVEY = "response_id,unit_id,role,st.helhet,st.teori\n"
SHARES = "item,role,share_positive,n,specialty_group\n"
COUNTS = "item,role,positive,neutral,negative,missing\n"
UNITS = "unit_id,unit_name,specialty_group,region\n"

IMPORTS: dict[str, Callable[..., ImportSummary]] = {
    "units": app.import_units,
    "grades": lambda db, path, **more: app.import_grades(db, path, **{"rubric": RUBRIC, "round_": ROUND, **more}),
    "survey": lambda db, path, **more: app.import_survey(db, path, **{"rubric": RUBRIC, "round_": ROUND, **more}),
    "baseline": lambda db, path, **more: app.import_baseline(db, path, **{"rubric": RUBRIC, "name": "riket", **more}),
}


@dataclass(frozen=True)
class Told:
    """A problem as a person is told of it; the row is the one that Excel shows."""

    code: Code
    row: int | None = None
    column: str = ""
    found: str = ""
    suggestion: str = ""
    also: str = ""


def told(problems: Sequence[Problem]) -> list[Told]:
    """The problems as told; without the questions that a short survey leaves out, of which one test speaks."""
    return [
        Told(p.code, p.place.row, p.place.column, p.found, p.suggestion, p.also)
        for p in problems
        if p.code is not Code.QUESTION_ABSENT
    ]


def errors(problems: Sequence[Problem]) -> list[Told]:
    return told([problem for problem in problems if problem.severity is Severity.ERROR])


def content(db: str) -> list[str]:
    """Everything that the database holds."""
    with sqlite3.connect(db.removeprefix("sqlite:///")) as connection:
        return list(connection.iterdump())


def query(db: str, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(db.removeprefix("sqlite:///")) as connection:
        return connection.execute(sql).fetchall()


def brought(folder: Path, kind: str, content: str | bytes) -> Path:
    path = folder / f"{kind}.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["unit_id", "area", "grade_at_inspection"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def used_db(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the golden units, a response R1 and a baseline "riket"; nothing that is refused changes it."""
    folder = tmp_path_factory.mktemp("used")
    url = f"sqlite:///{folder / 'spur.db'}"
    app.init(url)
    app.import_units(url, GOLDEN / "units.csv")
    IMPORTS["survey"](url, brought(folder, "first", SURVEY + "R1,AM-01,st-lakare,4,4\n"))
    IMPORTS["baseline"](url, brought(folder, "first", COUNTS + "st.helhet,st-lakare,80,15,5,0\n"))
    return url


REFUSED: list[tuple[str, str, str | bytes, list[Told]]] = [
    # the file as such
    ("an empty file", "grades", "", [Told(Code.FILE_EMPTY, found="grades.csv")]),
    ("white space only", "units", " \n\n", [Told(Code.FILE_EMPTY, found="units.csv")]),
    ("a header and nothing else", "grades", GRADES, [Told(Code.NO_ROWS, found="grades.csv")]),
    ("an Excel workbook called .csv", "grades", workbook(), [Told(Code.FILE_NOT_TEXT, found="grades.csv")]),
    ("a byte that no encoding has", "units", b"unit_id\n\x81\xff\n", [Told(Code.FILE_NOT_TEXT, found="units.csv")]),
    (
        "a missing column",
        "units",
        "unit_id,unit_nam,specialty_group,region\nX-1,Provenheten,medicin,vastmanland\n",
        [
            Told(
                Code.COLUMN_MISSING,
                1,
                found="unit_name",
                suggestion="unit_nam",
                also="unit_id, unit_nam, specialty_group, region",
            )
        ],
    ),
    (
        "the same column twice",
        "grades",
        "unit_id,area,Area,grade_at_inspection,inspected_on\nAM-01,A,A,A,2019-03-01\n",
        [Told(Code.COLUMN_DUPLICATE, 1, "Area", "Area")],
    ),
    (
        "a column without a header",
        "grades",
        "unit_id,area,,grade_at_inspection,inspected_on\nAM-01,A,x,A,2019-03-01\n",
        [Told(Code.COLUMN_UNNAMED, 1, found="3")],
    ),
    (
        "a short row and a long one",
        "grades",
        GRADES + "AM-01,A,A,,2019-03-01,\nAM-01,B,A\nAM-01,C,A,,2019-03-01,,x\n",
        [Told(Code.ROW_WIDTH, 3, found="3", also="6"), Told(Code.ROW_WIDTH, 4, found="7", also="6")],
    ),
    (
        "a quotation mark that is never closed",
        "units",
        UNITS + 'X-1,Provenheten,medicin,vastmanland\nX-2,"Provenheten,medicin,vastmanland\nX-3,P,medicin,v\n',
        [Told(Code.FILE_BROKEN_QUOTE, 3)],
    ),
    # units
    (
        "a unit twice",
        "units",
        UNITS + "X-1,Provenheten,medicin,vastmanland\nX-1,Provenheten,kirurgi,vastmanland\n",
        [Told(Code.UNIT_DUPLICATE, 3, "unit_id", "X-1", also="2")],
    ),
    (
        "a unit without a name, one without an id",
        "units",
        UNITS + "X-1,,medicin,vastmanland\n,Provenheten,medicin,vastmanland\n",
        [Told(Code.VALUE_MISSING, 2, "unit_name"), Told(Code.VALUE_MISSING, 3, "unit_id")],
    ),
    # grades
    (
        "the grade E",
        "grades",
        GRADES + "AM-01,A,E,,2019-03-01,\n",
        [Told(Code.GRADE_UNKNOWN, 2, "grade_at_inspection", "E")],
    ),
    (
        "two rows for the same unit and area",
        "grades",
        GRADES + "AM-01,A,A,,2019-03-01,\nAM-01,B,A,,2019-03-01,\nAM-01,A,B,,2019-03-01,\n",
        [Told(Code.GRADE_DUPLICATE, 4, "area", "AM-01 A", also="2")],
    ),
    (
        "a unit that is not among the units",
        "grades",
        GRADES + "AM01,A,A,,2019-03-01,\nÖgon,A,A,,2019-03-01,\n",
        [
            Told(Code.UNIT_UNKNOWN, 2, "unit_id", "AM01", suggestion="AM-01"),
            Told(Code.UNIT_UNKNOWN, 3, "unit_id", "Ögon"),
        ],
    ),
    ("the area I", "grades", GRADES + "AM-01,I,A,,2019-03-01,\n", [Told(Code.AREA_UNKNOWN, 2, "area", "I")]),
    (
        "a D lifted to B",
        "grades",
        GRADES + "AM-01,A,D,B,2019-03-01,2019-05-01\n",
        [Told(Code.GRADE_LIFT_FORBIDDEN, 2, "grade_after_plan", "D → B", also="D → C")],
    ),
    (
        "a C lowered to D",
        "grades",
        GRADES + "AM-01,A,C,D,2019-03-01,2019-05-01\n",
        [Told(Code.GRADE_LIFT_FORBIDDEN, 2, "grade_after_plan", "C → D", also="D → C")],
    ),
    (
        "a lift without the day when the plan came in",
        "grades",
        GRADES + "AM-01,A,D,C,2019-03-01,\n",
        [Told(Code.GRADE_LIFT_UNDATED, 2, "plan_received_on", "D → C")],
    ),
    (
        "a plan that came in before the inspection",
        "grades",
        GRADES + "AM-01,A,D,C,2019-05-01,2019-03-01\n",
        [Told(Code.PLAN_BEFORE_INSPECTION, 2, "plan_received_on", "2019-03-01", also="2019-05-01")],
    ),
    (
        "days that are none",
        "grades",
        GRADES + "AM-01,A,A,,1 mars 2019,\nAM-01,B,A,,2019-02-31,\nAM-01,C,D,C,2019-03-01,190501\n",
        [
            Told(Code.DATE_INVALID, 2, "inspected_on", "1 mars 2019"),
            Told(Code.DATE_INVALID, 3, "inspected_on", "2019-02-31"),
            Told(Code.DATE_INVALID, 4, "plan_received_on", "190501"),
        ],
    ),
    (
        "a grade after the plan and none before",
        "grades",
        GRADES + "AM-01,A,,C,2019-03-01,2019-05-01\n",
        [Told(Code.GRADE_WITHOUT_INSPECTION, 2, "grade_at_inspection")],
    ),
    # surveys
    (
        "a question that the rubric does not have",
        "survey",
        "response_id,unit_id,role,st.teorin,Starttid\nR9,AM-01,st-lakare,4,08:15\n",
        [
            Told(Code.COLUMN_NEAR, 1, "st.teorin", "st.teorin", also="st.teori"),
            Told(Code.COLUMN_UNKNOWN, 1, "Starttid", "Starttid"),
        ],
    ),
    (
        "answers outside the scale",
        "survey",
        SURVEY + "R8,AM-01,st-lakare,6,4\nR9,AM-01,st-lakare,4,vet inte\n",
        [
            Told(Code.ANSWER_UNKNOWN, 2, "st.helhet", "6"),
            Told(Code.ANSWER_UNKNOWN, 3, "st.teori", "vet inte", suggestion="vet ej"),
        ],
    ),
    (
        "one question in two columns, by its id and by its text",
        "survey",
        "response_id,unit_id,role,st.teori,I can take the theoretical training that the programme defines.\n"
        "R9,AM-01,st-lakare,4,5\n",
        [
            Told(
                Code.COLUMNS_ALIKE,
                1,
                "I can take the theoretical training that the programme defines.",
                "I can take the theoretical training that the programme defines.",
                also="st.teori",
            )
        ],
    ),
    (
        "a response id twice",
        "survey",
        SURVEY + "R8,AM-01,st-lakare,4,4\nR9,AM-01,st-lakare,4,4\nR8,AM-02,st-lakare,5,5\n",
        [Told(Code.RESPONSE_DUPLICATE, 4, "response_id", "R8", also="2")],
    ),
    (
        "a role that there is not",
        "survey",
        SURVEY + "R9,AM-01,ST-lakaren,4,4\n",
        [Told(Code.ROLE_UNKNOWN, 2, "role", "ST-lakaren", suggestion="st-lakare")],
    ),
    (
        "a response without id, unit or role",
        "survey",
        SURVEY + ",,,4,4\n",
        [
            Told(Code.VALUE_MISSING, 2, "response_id"),
            Told(Code.VALUE_MISSING, 2, "unit_id"),
            Told(Code.VALUE_MISSING, 2, "role"),
        ],
    ),
    (
        "response ids that are kept already",
        "survey",
        SURVEY + "R0,AM-01,st-lakare,4,4\nR1,AM-02,st-lakare,5,5\n",
        [Told(Code.RESPONSE_ALREADY_KEPT, None, "response_id", "R1", also="first.csv, import 2")],
    ),
    # baselines
    (
        "a baseline's name a second time",
        "baseline",
        COUNTS + "st.helhet,st-lakare,81,14,5,0\n",
        [Told(Code.BASELINE_ALREADY_KEPT, found="riket", also="3")],
    ),
    (
        "a share of 1.3, and one of 82 that lacks its percent sign",
        "baseline",
        SHARES + "st.helhet,st-lakare,1.3,,\nst.teori,st-lakare,82,,\n",
        [
            Told(Code.SHARE_OUTSIDE, 2, "share_positive", "1.3"),
            Told(Code.SHARE_OUTSIDE, 3, "share_positive", "82"),
        ],
    ),
    (
        "a group that the rubric does not have",
        "baseline",
        SHARES + "st.helhet,st-lakare,0.82,,medicn\n",
        [Told(Code.BASELINE_GROUP_UNKNOWN, 2, "specialty_group", "medicn", suggestion="medicin")],
    ),
    (
        "an unknown question and an unknown role",
        "baseline",
        SHARES + "st.helheten,chef,0.82,,\n",
        [
            Told(Code.QUESTION_UNKNOWN, 2, "item", "st.helheten", suggestion="st.helhet"),
            Told(Code.ROLE_UNKNOWN, 2, "role", "chef"),
        ],
    ),
    (
        "neither counts nor a share, numbers that are none",
        "baseline",
        SHARES + "st.helhet,st-lakare,,,\nst.teori,st-lakare,många,12.5,\n",
        [
            Told(Code.BASELINE_NEITHER, 2, "share_positive"),
            Told(Code.NUMBER_INVALID, 3, "share_positive", "många"),
            Told(Code.NUMBER_INVALID, 3, "n", "12.5"),
        ],
    ),
    (
        "one of the counts missing, one negative",
        "baseline",
        COUNTS + "st.helhet,st-lakare,80,,5,0\nst.teori,st-lakare,-1,0,0,0\n",
        [Told(Code.VALUE_MISSING, 2, "neutral"), Told(Code.NUMBER_INVALID, 3, "positive", "-1")],
    ),
    (
        "a question, role and group twice",
        "baseline",
        SHARES + "st.helhet,st-lakare,0.8,,medicin\nst.helhet,st-lakare,0.8,,\nst.helhet,st-lakare,0.7,,medicin\n",
        [Told(Code.BASELINE_DUPLICATE, 4, "item", "st.helhet st-lakare medicin", also="2")],
    ),
]


@pytest.mark.parametrize(("kind", "came", "expected"), [pytest.param(*case, id=name) for name, *case in REFUSED])
def test_what_is_wrong_is_told_and_nothing_is_kept(
    kind: str, came: str | bytes, expected: list[Told], used_db: str, tmp_path: Path
) -> None:
    before = content(used_db)
    with pytest.raises(InvalidInput) as refusal:
        IMPORTS[kind](used_db, brought(tmp_path, kind, came))
    assert errors(refusal.value.problems) == expected
    assert content(used_db) == before
    for problem in refusal.value.problems:  # as sentences that lack nothing
        assert problem.place.file == f"{kind}.csv"
        for lang in LANGUAGES:
            said = sentence(problem, Wording(lang))
            assert not any(empty in said for empty in ("””", "“”", "{", "()")), said


def test_a_file_that_is_not_there(used_db: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refusal:
        app.import_units(used_db, tmp_path / "nowhere.csv")
    assert errors(refusal.value.problems) == [Told(Code.FILE_MISSING, found=str(tmp_path / "nowhere.csv"))]
    with pytest.raises(InvalidInput) as refusal:
        app.import_units(used_db, tmp_path)
    assert [problem.code for problem in refusal.value.problems] == [Code.FILE_UNREADABLE]


def test_an_answer_to_a_question_that_is_not_put_to_that_role(used_db: str, tmp_path: Path) -> None:
    rubric = (shipped("rubrics") / "spur-st-2018.toml").read_text(encoding="utf-8")
    everybody = 'roles = ["st-lakare", "handledare", "studierektor", "verksamhetschef"]'
    before_teori, of_teori = rubric.split('id = "st.teori"')
    own = tmp_path / "own.toml"
    own.write_text(
        before_teori + 'id = "st.teori"' + of_teori.replace(everybody, 'roles = ["st-lakare"]', 1), encoding="utf-8"
    )
    came = SURVEY + "R8,AM-01,handledare,4,\nR9,AM-01,handledare,4,4\n"
    with pytest.raises(InvalidInput) as refusal:
        IMPORTS["survey"](used_db, brought(tmp_path, "survey", came), rubric=str(own))
    assert errors(refusal.value.problems) == [
        Told(Code.QUESTION_NOT_FOR_ROLE, 3, "st.teori", "st.teori", also="handledare")
    ]


def test_many_problems_are_all_told_at_once_with_repeats_folded(used_db: str, tmp_path: Path) -> None:
    came = (
        GRADES
        + "".join(f"AM-{unit:02},{area},E,,2019-03-01,\n" for unit in range(1, 6) for area in "ABCDEFGH")
        + "AM-99,A,A,,2019-03-01,\nAM-06,A,D,B,2019-03-01,i våras\n"
    )
    with pytest.raises(InvalidInput) as refusal:
        IMPORTS["grades"](used_db, brought(tmp_path, "grades", came))
    found = [problem for problem in refusal.value.problems if problem.severity is Severity.ERROR]
    assert len(found) == 5 * 8 + 3
    assert [(p.code, p.place.row, p.more) for p in folded(found)] == [
        (Code.GRADE_UNKNOWN, 2, 39),
        (Code.UNIT_UNKNOWN, 42, 0),
        (Code.DATE_INVALID, 43, 0),
        (Code.GRADE_LIFT_FORBIDDEN, 43, 0),
    ]
    assert "rad 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 och 30 till" in sentence(folded(found)[0], Wording("sv"))


# Kept, with what there is to say


def test_a_unit_without_all_eight_grades_is_kept_counted_and_left_out_of_totals(db: str, tmp_path: Path) -> None:
    came = GRADES + "".join(f"AM-0{unit},{area},B,,2019-03-01,\n" for unit in (1, 2) for area in "ABCDEFGH")
    came += "AM-03,A,A,,2019-03-01,\nAM-03,B,,,,\nAM-03,D,D,,2019-03-01,\n"
    summary = IMPORTS["grades"](db, brought(tmp_path, "grades", came))
    assert told(summary.problems) == [
        Told(Code.AREAS_UNGRADED, found="AM-03", also="B, C, E, F, G, H"),
        Told(Code.PLAN_OWED, found="AM-03", also="D"),
    ]
    assert (summary.rows_read, summary.rows_used, summary.rows_ignored, summary.records) == (19, 18, 1, 18)
    app.report_region(db, "vastmanland", ROUND, outputs=["csv"], out=tmp_path)
    values = {
        (row["subject"], row["statistic"]): row["value"]
        for row in read_figures(tmp_path / "figures.csv")
        if row["scope"] == "region"
    }
    assert values["units", "n"] == "3"
    assert values["units", "incomplete"] == "1"
    assert (values["total", "n"], values["total", "mean"]) == ("2", "24")
    assert (values["area:A", "n"], values["area:B", "n"]) == ("3", "2")


def test_blank_rows_are_counted_and_rows_keep_the_numbers_that_excel_shows(db: str, tmp_path: Path) -> None:
    rows = "\nAM-01,A,A,,2019-03-01,\n,,,,,\n\nAM-01,B,E,,2019-03-01,\n"
    with pytest.raises(InvalidInput) as refusal:
        IMPORTS["grades"](db, brought(tmp_path, "grades", GRADES + rows))
    assert errors(refusal.value.problems) == [Told(Code.GRADE_UNKNOWN, 6, "grade_at_inspection", "E")]
    summary = IMPORTS["grades"](db, brought(tmp_path, "grades", GRADES + rows.replace("E", "B")))
    assert (summary.rows_read, summary.rows_used, summary.rows_ignored) == (5, 2, 3)


def test_columns_that_are_not_read_are_told_of(db: str, tmp_path: Path) -> None:
    came = "unit_id,area,grade_at_inspection,inspected_on,kommentar\nAM-01,A,A,2019-03-01,bra\n"
    summary = IMPORTS["grades"](db, brought(tmp_path, "grades", came))
    assert Told(Code.COLUMN_IGNORED, 1, "kommentar", "kommentar") in told(summary.problems)
    came = "response_id,unit_id,role,st.helhet,Starttid\nR1,AM-01,st-lakare,4,08:15\n"
    summary = IMPORTS["survey"](db, brought(tmp_path, "survey", came), ignore=["starttid"])
    assert told(summary.problems) == [Told(Code.COLUMN_IGNORED, 1, "Starttid", "Starttid")]
    absent = [problem for problem in summary.problems if problem.code is Code.QUESTION_ABSENT]
    assert {problem.severity for problem in absent} == {Severity.WARNING}
    assert len(absent) == 21
    assert len(folded(absent)) == 21


def test_a_specialty_group_that_the_rubric_does_not_have_is_a_warning(db: str, tmp_path: Path) -> None:
    app.import_units(db, brought(tmp_path, "units", UNITS + "X-1,Provenheten,medicn,vastmanland\n"))
    summary = IMPORTS["survey"](db, brought(tmp_path, "survey", SURVEY + "R1,X-1,st-lakare,4,4\n"))
    assert told(summary.problems) == [Told(Code.GROUP_UNKNOWN, found="medicn", suggestion="medicin")]


def test_answers_may_come_as_codes_or_as_their_words_and_the_three_kinds_of_none_are_kept_apart(
    db: str, tmp_path: Path
) -> None:
    came = (
        SURVEY
        + "R1,AM-01,st-lakare,5,5\n"
        + "R2,AM-01,ST-LAKARE,Överträffar  förväntningarna,Agree entirely\n"
        + "R3,AM-01,st-lakare,vet ej,Ej relevant\n"
        + "R4,AM-01,st-lakare,,\n"
    )
    IMPORTS["survey"](db, brought(tmp_path, "survey", came))
    tallies = query(db, "SELECT slot, mark, answers FROM answer_tally WHERE slot IN ('st.helhet', 'st.teori')")
    assert sorted(tallies) == [
        ("st.helhet", "0", 1),
        ("st.helhet", "5", 2),
        ("st.helhet", "6", 1),
        ("st.teori", "0", 1),
        ("st.teori", "5", 2),
        ("st.teori", "7", 1),
    ]


def test_shares_are_kept_exactly_as_printed(db: str, tmp_path: Path) -> None:
    came = (
        "item;role;share_positive;n\nst.helhet;st-lakare;0,63;\nst.teori;st-lakare;82,5 %;3\N{NO-BREAK SPACE}576\n"
        "st.allsidig;st-lakare;1;\n"
    )
    IMPORTS["baseline"](db, brought(tmp_path, "baseline", came))
    assert query(db, "SELECT question, share_positive, n FROM baseline_tally ORDER BY question") == [
        ("st.allsidig", "1", None),
        ("st.helhet", "63/100", None),
        ("st.teori", "33/40", 3576),
    ]


# However the file was saved

TABLE = [
    ("unit_id", "unit_name", "specialty", "specialty_group", "place", "region"),
    ("Å-1", "Provenheten Ängsö", "Öron, näsa, hals", "kirurgi", "Västerås", "vastmanland"),
    ("Ö-2", 'Provenheten "Blåmes"; norr', "Psykiatri", "psykiatri", "Köping – Örebro", "vastmanland"),
]


def saved(delimiter: str, newline: str = "\r\n") -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in f'{delimiter}"') else text

    return "".join(delimiter.join(map(cell, row)) + newline for row in TABLE)


ASSUMED = [Told(Code.ENCODING_ASSUMED, found="cp1252")]


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        pytest.param(saved(";").encode("cp1252"), ASSUMED, id="Swedish Excel: CSV (cp1252, semicolon)"),
        pytest.param(saved("\t").encode("cp1252"), ASSUMED, id="Swedish Excel: text (cp1252, tab)"),
        pytest.param(saved(";").encode("utf-8-sig"), [], id="Swedish Excel: CSV UTF-8 (BOM, semicolon)"),
        pytest.param(saved("\t").encode("utf-16"), [], id="Excel: Unicode text (UTF-16, tab)"),
        pytest.param(codecs.BOM_UTF16_BE + saved(";").encode("utf-16-be"), [], id="UTF-16, the other end first"),
        pytest.param(saved(",", "\n").encode(), [], id="a register: UTF-8, comma"),
        pytest.param(saved("\t").encode(), [], id="UTF-8, tab"),
        pytest.param(("sep=;\r\n" + saved(";")).encode("utf-8-sig"), [], id="Excel's line sep=;"),
        pytest.param(("sep=,\n" + saved(",")).encode(), [], id="Excel's line sep=,"),
        pytest.param((";" * 9 + "\r\n" + saved(";")).encode(), [], id="an empty row above the header"),
        pytest.param(saved(";").replace("\r\n", ";;\r\n").encode(), [], id="empty columns to the right"),
    ],
)
def test_a_file_is_read_right_however_it_was_saved(came: bytes, expected: list[Told], db: str, tmp_path: Path) -> None:
    path = brought(tmp_path, "units", came)
    summary = app.import_units(db, path)
    assert told(summary.problems) == expected
    rows = query(db, "SELECT unit_id, name, specialty, specialty_group, place, region FROM unit_record ORDER BY 1")
    assert rows[-2:] == TABLE[1:]


def test_rows_are_numbered_as_excel_shows_them_below_the_line_sep(used_db: str, tmp_path: Path) -> None:
    came = "sep=;\n" + (GRADES + "AM-01,A,A,,2019-03-01,\nAM-01,B,E,,2019-03-01,\n").replace(",", ";")
    with pytest.raises(InvalidInput) as refusal:
        IMPORTS["grades"](used_db, brought(tmp_path, "grades", came))
    assert errors(refusal.value.problems) == [Told(Code.GRADE_UNKNOWN, 4, "grade_at_inspection", "E")]


# Replacing


def test_a_survey_that_replaces_an_earlier_one_puts_it_out_of_force_as_a_whole(db: str, tmp_path: Path) -> None:
    first = IMPORTS["survey"](
        db, brought(tmp_path, "first", SURVEY + "R1,AM-01,st-lakare,1,1\nR2,AM-01,st-lakare,1,1\n")
    )
    path = brought(tmp_path, "second", SURVEY + "R1,AM-01,st-lakare,5,5\n")
    with pytest.raises(InvalidInput):
        IMPORTS["survey"](db, path)
    second = IMPORTS["survey"](db, path, replaces=first.kept.number)
    assert (second.kept.already, second.kept.superseded) == (False, 2)
    assert query(db, "SELECT count(*) FROM response") == [(3,)]  # nothing is thrown away
    app.report_region(db, "vastmanland", ROUND, outputs=["csv"], out=tmp_path)
    responses = [r for r in read_figures(tmp_path / "figures.csv") if r["subject"] == "responses" and not r["role"]]
    assert {row["value"] for row in responses if row["scope"] == "region"} == {"1"}
    # what has been replaced is no longer there to be replaced
    with pytest.raises(InvalidInput) as refusal:
        IMPORTS["survey"](
            db, brought(tmp_path, "third", SURVEY + "R3,AM-01,st-lakare,5,5\n"), replaces=first.kept.number
        )
    assert errors(refusal.value.problems) == [Told(Code.REPLACED_UNKNOWN, found=str(first.kept.number))]


def test_a_baseline_can_be_replaced_but_not_by_a_survey(db: str, tmp_path: Path) -> None:
    first = IMPORTS["baseline"](db, brought(tmp_path, "first", COUNTS + "st.helhet,st-lakare,80,15,5,0\n"))
    before = content(db)
    survey = brought(tmp_path, "survey", SURVEY + "R1,AM-01,st-lakare,5,5\n")
    with pytest.raises(InvalidInput) as refusal:
        IMPORTS["survey"](db, survey, replaces=first.kept.number)
    assert errors(refusal.value.problems) == [Told(Code.REPLACED_UNKNOWN, found=str(first.kept.number))]
    assert content(db) == before
    path = brought(tmp_path, "second", COUNTS + "st.helhet,st-lakare,81,14,5,0\n")
    second = IMPORTS["baseline"](db, path, replaces=first.kept.number)
    assert second.kept.superseded == 1
