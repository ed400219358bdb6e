"""The golden answers, exported as each survey tool would have done it: the region's figures are the same to the byte.

Everything that is not an answer (names, addresses, times) is invented here, and must leave no trace in the database.
"""

import csv
import io
import random
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from spur import app
from spur.records.problem import Code, InvalidInput, Problem
from spur.rubric.model import Rubric
from spur.rubric.parts import Option
from tests.conftest import GOLDEN, RUBRIC

ROUND = "2019"
BASELINE = "national-2017-2019"
REGION = "vastmanland"
PERSON = "Påhittad Provperson"
ADDRESS = "provperson{}@example.org"
START = datetime.fromisoformat("2019-03-01 08:00")

Row = dict[str, str]
Rows = list[list[object]]


def answers() -> list[Row]:
    with (GOLDEN / "survey.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return app.pinned_rubric(RUBRIC).model


@pytest.fixture(scope="module")
def unit_names() -> dict[str, str]:
    with (GOLDEN / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["unit_id"]: row["unit_name"] for row in csv.DictReader(file)}


def figures(folder: Path, survey: Path, **more) -> tuple[bytes, list[Problem], str]:
    """The region's figures when its answers came in this file; what the import told; and the database."""
    folder.mkdir(exist_ok=True)
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, ROUND)
    summary = app.import_survey(db, survey, RUBRIC, ROUND, **more)
    app.import_baseline(db, GOLDEN / "baseline_national_2017_2019.csv", RUBRIC, BASELINE, excludes=REGION)
    app.report_region(db, REGION, ROUND, baseline=BASELINE, outputs=["csv"], out=folder)
    return (folder / "figures.csv").read_bytes(), list(summary.problems), db


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The figures of the plain file that everything else is made from."""
    return figures(tmp_path_factory.mktemp("plain"), GOLDEN / "survey.csv")[0]


def kept(db: str) -> str:
    with sqlite3.connect(db.removeprefix("sqlite:///")) as connection:
        return "\n".join(connection.iterdump())


def saved(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def chosen(rubric: Rubric, question: str, code: str) -> Option | None:
    scale = rubric.scale_of(rubric.question(question))
    return scale.option_of(scale.mark_of(code) or "")


def label(rubric: Rubric, question: str, code: str) -> str:
    option = chosen(rubric, question, code)
    return option.label["sv"] if option else ""


def asked(rubric: Rubric) -> list[str]:
    return [question.id for question in rubric.questions if question.scale]


def codes(problems: list[Problem]) -> list[str]:
    return sorted({problem.code for problem in problems} - {Code.QUESTION_ABSENT, Code.INVITED_ABSENT})


def test_microsoft_forms(rubric: Rubric, unit_names: dict[str, str], expected: bytes, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    questions = asked(rubric)
    wordings = [
        rubric.question(question).text["sv"].replace(" ", "\N{NO-BREAK SPACE}", 2) + " " for question in questions
    ]
    header = ["ID", "Starttid", "Slutförandetid", "E-post", "Namn", "Senaste ändringstid"]
    book.active.append([*header, "Vilken enhet arbetar du på?", "Vilken roll har du? ", *wordings])
    for number, row in enumerate(answers(), 1):
        start = START + timedelta(minutes=number)
        person = [number, start, start + timedelta(minutes=7), ADDRESS.format(number), PERSON, None]
        about = [unit_names[row["unit_id"]], rubric.role(row["role"]).title["sv"]]
        book.active.append([*person, *about, *(label(rubric, each, row[each]) or None for each in questions)])
    path = tmp_path / "Enkät till ST-läkare(1-432).xlsx"
    book.save(path)
    came, told, db = figures(tmp_path / "forms", path)
    assert came == expected
    assert {"layout-recognised", "columns-personal", "unit-column", "role-column"} <= set(codes(told))
    assert PERSON not in kept(db)
    assert "example.org" not in kept(db)


LIMESURVEY = {
    "id": "Response ID",
    "submitdate": "Date submitted",
    "lastpage": "Last page",
    "startlanguage": "Start language",
    "seed": "Seed",
    "token": "Access code",
    "startdate": "Date started",
    "datestamp": "Date last action",
    "ipaddr": "IP address",
    "refurl": "Referrer URL",
}


def limesurvey_row(number: int) -> list[object]:
    at = START + timedelta(minutes=number)
    return [number, at, 4, "sv", 12345 + number, f"tok{number}", at, at, "192.0.2.7", "https://example.org/"]


def test_limesurvey_with_code_and_text_and_full_answers(
    rubric: Rubric, unit_names: dict[str, str], expected: bytes, tmp_path: Path
) -> None:
    own = [f"{code}. {text}" for code, text in LIMESURVEY.items()]
    questions = asked(rubric)
    heads = [
        f"enkat[SQ{number:03}]. <p>Hur väl st&auml;mmer detta?</p> [{rubric.question(each).text['sv']}]"
        for number, each in enumerate(questions)
    ]
    rows: Rows = [[*own, "enhet. Vilken enhet tillhör du?", "roll. Jag är", *heads]]
    for number, row in enumerate(answers(), 1):
        about = [unit_names[row["unit_id"]], rubric.role(row["role"]).title["sv"]]
        rows.append([*limesurvey_row(number), *about, *(label(rubric, each, row[each]) for each in questions)])
    came, _, db = figures(tmp_path / "lime", saved(tmp_path / "results-survey1.csv", rows, encoding="utf-8-sig"))
    assert came == expected
    assert not any(trace in kept(db) for trace in ("192.0.2.7", "tok1", "example.org"))


def test_limesurvey_with_codes_of_its_own_by_a_corrected_mapping(
    rubric: Rubric, expected: bytes, tmp_path: Path
) -> None:  # fmt: skip
    """A question's code holds at most 20 letters and an answer's at most 5, so that some have to be told."""
    questions = asked(rubric)
    whole = ["".join(filter(str.isalnum, each)) for each in questions]
    heads = [code[:20] for code in whole]
    number_of = {
        option.code: f"A{number}"
        for scale in rubric.scales
        for number, option in enumerate(scale.options, 1)
    }  # fmt: skip
    rows: Rows = [[*LIMESURVEY, "enhet", "roll", *heads]]
    for number, row in enumerate(answers(), 1):
        given = (number_of[row[each]] if row[each] else "" for each in questions)
        rows.append([*limesurvey_row(number), row["unit_id"], row["role"], *given])
    path, mapping = saved(tmp_path / "results-survey2.csv", rows), tmp_path / "mapping.toml"
    with pytest.raises(InvalidInput) as refusal:
        figures(tmp_path / "refused", path)
    near = {problem.place.column for problem in refusal.value.problems if problem.code is Code.COLUMN_NEAR}
    assert near == {head for head, code in zip(heads, whole, strict=True) if head != code}
    app.map_survey(path, RUBRIC, out=mapping)
    text = mapping.read_text(encoding="utf-8")
    text = text.replace('means = "?"\n# means', "means")  # each proposal confirmed
    for code, answer in number_of.items():
        text = text.replace(f'# "{answer}" = ""', f'"{answer}" = "{code}"')
    mapping.write_text(text, encoding="utf-8")
    assert figures(tmp_path / "mapped", path, mapping=mapping)[0] == expected


@pytest.mark.parametrize("named", ["by the rubric's ids", "by numbers, with the wordings in the dictionary"])
def test_redcap_with_coded_values_and_a_data_dictionary(
    named: str, rubric: Rubric, unit_names: dict[str, str], expected: bytes, tmp_path: Path
) -> None:
    questions = asked(rubric)
    fields = {
        each: each.replace(".", "_").replace("-", "_") if "ids" in named else f"f{number}"
        for number, each in enumerate(questions, 1)
    }
    unit_codes = {unit: str(number) for number, unit in enumerate(unit_names, 1)}
    role_codes = {role.id: str(number) for number, role in enumerate(rubric.roles)}
    dictionary: Rows = [
        ["Variable / Field Name", "Form Name", "Field Type", "Field Label", "Choices, Calculations, OR Slider Labels"],
        ["record_id", "enkat", "text", "Record ID", ""],
        [
            "enhet",
            "enkat",
            "dropdown",
            "Enhet",
            " | ".join(f"{unit_codes[u]}, {name}" for u, name in unit_names.items()),
        ],
        ["vem", "enkat", "radio", "Jag är", " | ".join(f"{role_codes[r.id]}, {r.title['sv']}" for r in rubric.roles)],
    ]
    for question, field in fields.items():
        # not the rubric's codes: 0 is its 1, 4 its 5
        options = rubric.scale_of(rubric.question(question)).options
        choices = " | ".join(f"{number}, {option.label['sv']}" for number, option in enumerate(options))
        dictionary.append([field, "enkat", "radio", f"<div>{rubric.question(question).text['sv']}</div>", choices])
    own = ["record_id", "redcap_event_name", "redcap_survey_identifier", "enkat_timestamp"]
    rows: Rows = [[*own, "enhet", "vem", *fields.values(), "enkat_complete"]]
    for number, row in enumerate(answers(), 1):
        about = [
            number,
            "enkat_arm_1",
            ADDRESS.format(number),
            START,
            unit_codes[row["unit_id"]],
            role_codes[row["role"]],
        ]
        given = []
        for each in questions:
            option = chosen(rubric, each, row[each])
            options = rubric.scale_of(rubric.question(each)).options
            given.append(str(options.index(option)) if option else "")
        rows.append([*about, *given, 2])
    survey = saved(tmp_path / "Prov_DATA_2019.csv", rows)
    labels = saved(tmp_path / "Prov_DataDictionary.csv", dictionary)
    came, _, db = figures(tmp_path / "redcap", survey, dictionary=labels)
    assert came == expected
    assert "example.org" not in kept(db)
    if "ids" in named:
        return
    # what the dictionary told is kept in the mapping file that is written with it
    mapping = tmp_path / "mapping.toml"
    app.map_survey(survey, RUBRIC, db=db, dictionary=labels, out=mapping)
    assert figures(tmp_path / "mapped", survey, mapping=mapping)[0] == expected


def test_a_table_from_swedish_excel_with_its_columns_in_any_order(expected: bytes, tmp_path: Path) -> None:
    rows = answers()
    columns = list(rows[0])
    random.Random(2019).shuffle(columns)
    table: Rows = [columns, *([row[column] for column in columns] for row in rows)]
    path = saved(tmp_path / "enkät.csv", table, delimiter=";", encoding="cp1252")
    came, told, _ = figures(tmp_path / "excel", path)
    assert came == expected
    assert codes(told) == []


def test_one_row_an_answer(rubric: Rubric, expected: bytes, tmp_path: Path) -> None:
    rows: Rows = [["Svars-ID", "Enhet", "Roll", "Fråga", "Svar"]]
    for row in answers():
        for number, question in enumerate(asked(rubric)):
            about = [row["response_id"], row["unit_id"], row["role"]]
            name = question if number % 2 else rubric.question(question).text["sv"]
            rows.append([*about, name, label(rubric, question, row[question])])
    assert figures(tmp_path / "long", saved(tmp_path / "long.csv", rows))[0] == expected
