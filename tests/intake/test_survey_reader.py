"""Surveys come in: every type of question, from CSV however it was saved and from workbooks, all mistakes told."""

import csv
import tempfile
import time
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spur.intake.survey import compact, long
from spur.intake.survey.read import read_survey
from spur.intake.told import MOST_OF_A_COLUMN
from spur.records.problem import Code, Problem, Severity
from spur.records.response import Response
from spur.records.unit import Unit
from spur.rubric.parts import BLANK
from tests.intake import surveys
from tests.intake.surveys import HEAD, RUBRIC, UNITS, as_csv, as_xlsx, read

NOTHING = ("", "", "", "", "", "", "")  # answered


def errors(problems: Sequence[Problem]) -> list[tuple[object, ...]]:
    return [
        (p.code, p.place.row, p.place.column, p.found, p.more) for p in problems if p.severity is Severity.ERROR
    ]  # fmt: skip


def answers(*rows: Sequence[object], head: Sequence[str] = HEAD, folder: Path, **about: object) -> list[Response]:
    found, problems = read(as_csv(folder / "s.csv", [head, *rows]), **about)
    assert errors(problems) == []
    return found


# What may stand in a cell


def test_every_type_of_question(tmp_path: Path) -> None:
    row = ("R1", "U-1", "st", "5", "2", "Kurs, seminarium;På distans;", "1 234,5", "annat", " Mer tid ", "")
    (found,) = answers(row, folder=tmp_path)
    assert found == Response(
        "R1", "U-1", "st", "52112" + "33", 2, (("q.dagar", Fraction(2469, 2)),), (("q.fritt", "Mer tid"),)
    )  # fmt: skip
    assert RUBRIC.slots[1].meaning(found.answers[1]) == 4  # reversed


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("5", "5"), ("helt", "5"), ("  HELT ", "5"), ("Entirely", "5"), ("vet ej", "6"),
        ("Don't\N{NO-BREAK SPACE}know", "6"), ("", "0"),
    ],
)  # fmt: skip
def test_an_answer_is_a_code_or_a_label_in_either_language(cell: str, marks: str, tmp_path: Path) -> None:
    (found,) = answers(("R1", "U-1", "st", cell, *NOTHING[1:]), folder=tmp_path)
    assert found.answers[0] == marks


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("kurs", "122"), ("kurs;annat", "121"), ("annat, kurs", "121"), ("kurs\nannat\n", "121"), (";", "000"),
        ("Kurs, seminarium, På distans", "112"), ("Course; seminar;Other;", "121"), ("På distans;På distans", "212"),
        ("", "000"),
    ],
)  # fmt: skip
def test_several_options_in_one_cell_whatever_stands_between(cell: str, marks: str, tmp_path: Path) -> None:
    (found,) = answers(("R1", "U-1", "st", "5", "5", cell, "", "", "", ""), folder=tmp_path)
    assert found.answers[2:5] == marks


@pytest.mark.parametrize(
    ("cells", "marks"),
    [
        (("1", "", "1"), "121"), (("x", "Nej", "0"), "122"), (("Checked", "Unchecked", "Checked"), "121"),
        (("Kurs, seminarium", "", ""), "122"), (("", "", ""), "000"), (("0", "no", "FALSE"), "000"),
    ],
)  # fmt: skip
def test_a_multiple_choice_with_a_column_an_option(cells: tuple[str, ...], marks: str, tmp_path: Path) -> None:
    head = ("response_id", "unit_id", "role", "q.former___kurs", "q.former___distans", "q.former___annat")
    (found,) = answers(("R1", "U-1", "st", *cells), head=head, folder=tmp_path)
    assert found.answers == "00" + marks + "00"


@pytest.mark.parametrize(
    ("cell", "number", "mark"),
    [
        ("0", Fraction(0), "1"), ("4,9", Fraction(49, 10), "1"), ("5.0", Fraction(5), "2"), ("20", Fraction(20), "3"),
        ("1\N{NO-BREAK SPACE}999", Fraction(1999), "3"), ("0,1", Fraction(1, 10), "1"), ("", None, "0"),
    ],
)  # fmt: skip
def test_a_number_is_kept_exactly_and_falls_into_its_bin(
    cell: str, number: Fraction | None, mark: str, tmp_path: Path
) -> None:
    (found,) = answers(("R1", "U-1", "st", "", "", "", cell, "", "", ""), folder=tmp_path)
    assert (dict(found.numbers).get("q.dagar"), found.answers[5]) == (number, mark)


@pytest.mark.parametrize(
    ("column", "cell", "code", "allowed"),
    [
        ("q.ett", "Strongly agree", Code.ANSWER_UNKNOWN, "Inte alls"),
        ("q.ett", "6", Code.ANSWER_UNKNOWN, "vet ej"),
        ("q.former", "kurs;ute", Code.ANSWER_UNKNOWN, "kurs"),
        ("q.dagar", "många", Code.NUMBER_INVALID, "0–2000"),
        ("q.dagar", "1.234,5", Code.NUMBER_INVALID, "0–2000"),
        ("q.dagar", "1 2", Code.NUMBER_INVALID, "0–2000"),
        ("q.dagar", "-1", Code.NUMBER_OUTSIDE, "0–2000"),
        ("q.dagar", "2000,5", Code.NUMBER_OUTSIDE, "0–2000"),
        ("role", "läkare", Code.ROLE_UNKNOWN, "st"),
        ("unit_id", "Ängen", Code.UNIT_UNKNOWN, None),
        ("unit_id", "Medicin", Code.UNIT_AMBIGUOUS, None),
    ],
)
def test_what_cannot_stand_in_a_cell_is_told_with_what_can(
    column: str, cell: str, code: Code, allowed: str | None, tmp_path: Path
) -> None:
    row = dict(zip(HEAD, ("R1", "U-1", "st", *NOTHING), strict=True)) | {column: cell}
    _, problems = read(as_csv(tmp_path / "s.csv", [HEAD, list(row.values())]))
    (problem,) = [each for each in problems if each.severity is Severity.ERROR]
    assert (problem.code, problem.place.row, problem.place.column) == (code, 2, column)
    assert problem.found == ("ute" if ";" in cell else cell)
    assert allowed in problem.allowed if allowed else not problem.allowed


def test_a_unit_by_its_name_and_a_role_by_its_title(tmp_path: Path) -> None:
    found = answers(
        ("R1", "vårdcentralen  ängen", "resident", *NOTHING), ("R2", "0180", "ST-läkare", *NOTHING), folder=tmp_path
    )  # fmt: skip
    assert [(each.unit_id, each.role) for each in found] == [("U-1", "st"), ("0180", "st")]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("<!--" * 30_000, "1"),
        ("a" + " " * 50_000 + "b", "1"),
        ("(choice=)" * 8_000 + "a", "1"),
        ("q.former", "a" + " " * 50_000 + "b"),
    ],
    ids=["comments", "spaces", "choices", "a cell's spaces"],
)
def test_a_heading_or_cell_takes_time_by_its_length_however_it_is_made_up(
    header: str, cell: str, tmp_path: Path
) -> None:
    begun = time.process_time()
    _, problems = read(as_csv(tmp_path / "s.csv", [(*HEAD[:3], header), ("R1", "U-1", "st", cell)]))
    assert errors(problems)
    assert all(len(each.found) <= 200 for each in problems if each.place.row == 2)
    assert time.process_time() - begun < 3  # 15 and more where each place is tried from each other


def test_what_was_meant_is_looked_for_only_where_it_is_told(tmp_path: Path) -> None:
    units = {f"U-{n}": Unit(f"U-{n}", f"Enhet {n}", "", "", "", "r") for n in range(500)}
    rows = [HEAD, *((f"R{n}", f"Enhet{n}", "st", *NOTHING) for n in range(3_000))]
    path = as_csv(tmp_path / "s.csv", rows)
    begun = time.process_time()
    with read_survey(path, RUBRIC, units) as stream:
        list(stream)
    assert time.process_time() - begun < 3  # 15 where each row's unit is compared with all that there are
    told = [each for each in stream.problems if each.code is Code.UNIT_UNKNOWN]
    assert len(told) == 25
    assert all(each.suggestion for each in told)


def test_a_question_that_is_not_put_to_the_role(tmp_path: Path) -> None:
    rows = [HEAD, ("R1", "U-1", "chef", "2", "2", *NOTHING[2:]), ("R2", "U-1", "chef", "2", "", *NOTHING[2:])]
    _, problems = read(as_csv(tmp_path / "s.csv", rows))
    assert errors(problems) == [(Code.QUESTION_NOT_FOR_ROLE, 2, "q.omvant", "q.omvant", 0)]


def test_rows_without_ids_are_numbered_by_the_files_hash(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "s.csv", [("unit_id", "role", "q.ett"), ("U-1", "st", "4"), ("U-1", "st", "4")])
    with read_survey(path, RUBRIC, UNITS) as stream:
        assert [each.id for each in stream] == [f"{stream.hash[:12]}-2", f"{stream.hash[:12]}-3"]


# However it was saved


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_any_encoding_and_delimiter(encoding: str, delimiter: str, quoting: int, tmp_path: Path) -> None:
    head = (
        "response_id",
        "unit_id",
        "role",
        "Jag trivs, på det hela taget.",
        "q.former",
        "Hur många\ndagar?",
        "Förslag",
    )
    rows = [head, ("R1", "0180", "ST-läkare", "Vet ej", "Kurs, seminarium;På distans", "2,5", "Mer; tid, å\nro")]
    path = as_csv(tmp_path / "s.csv", rows, delimiter=delimiter, encoding=encoding, quoting=quoting)
    (found,), problems = read(path)
    assert errors(problems) == []
    assert found.answers == "6011210"
    assert (found.numbers, found.texts) == ((("q.dagar", Fraction(5, 2)),), (("q.fritt", "Mer; tid, å\nro"),))
    assert (Code.ENCODING_ASSUMED in {each.code for each in problems}) == (encoding == "cp1252")


def test_a_file_that_stops_in_the_middle_of_a_row(tmp_path: Path) -> None:
    whole = as_csv(tmp_path / "s.csv", [HEAD, *(("R1", "U-1", "st", "4", *NOTHING[1:]) for _ in range(300))])
    text = whole.read_bytes().rstrip()[:-4]
    whole.write_bytes(text)
    _, problems = read(whole)
    assert errors(problems) == [(Code.FILE_CUT_OFF, 301, "", "6", 0)]


def test_a_file_that_stops_in_the_middle_of_a_letter_or_a_quotation(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    rows = 'response_id,unit_id,role,q.ett,q.fritt\nR1,U-1,st,4,Så är det\nR2,U-1,st,4,"Så'
    path.write_bytes(rows.encode())
    assert errors(read(path)[1]) == [(Code.FILE_BROKEN_QUOTE, 3, "", "", 0)]
    path.write_bytes(rows.replace('"', "").encode()[:-1])
    (_, last), problems = read(path)
    assert Code.ENCODING_ASSUMED not in {each.code for each in problems}
    assert last.texts == (("q.fritt", "S\N{REPLACEMENT CHARACTER}"),)


def test_a_row_that_has_been_shifted(tmp_path: Path) -> None:
    rows = [HEAD, ("U-1", "st", "4", "4", "", "", "", "", ""), ("", "R2", "U-1", "st", "4", "4", "", "", "", "")]
    _, problems = read(as_csv(tmp_path / "s.csv", rows))
    assert (Code.ROW_WIDTH, 2, "", "9", 0) in errors(problems)
    assert {(row, column) for _, row, column, *_ in errors(problems)} >= {
        (3, "response_id"), (3, "unit_id"), (3, "role"), (3, "q.ett")
    }  # fmt: skip


def test_a_file_that_is_changed_while_it_is_read(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "s.csv", [HEAD, *(("R", "U-1", "st", "4", *NOTHING[1:]) for _ in range(60_000))])
    with read_survey(path, RUBRIC, UNITS) as stream:
        rows = iter(stream)
        next(rows)
        with path.open("r+b") as file:
            file.seek(-10, 2)
            file.write(b"x")
        assert len(list(rows)) >= 59_998
    assert Code.FILE_CHANGED in {code for code, *_ in errors(stream.problems)}


def test_many_wrong_cells_are_told_in_few_words_and_all_counted(tmp_path: Path) -> None:
    rows = [(f"R{n}", "U-1", "st", f"fel {n}", "nio", *NOTHING[2:]) for n in range(10_000)]
    _, problems = read(as_csv(tmp_path / "s.csv", [HEAD, *rows]))
    told = [each for each in problems if each.severity is Severity.ERROR]
    assert len(told) == MOST_OF_A_COLUMN + 2
    assert sum(1 + each.more for each in told[:-1]) + int(told[-1].found) == 20_000
    assert told[1].found == "nio"
    assert (told[1].more, len(told[1].more_places)) == (9_999, 9)
    assert told[-1].code is Code.MORE_ERRORS


def test_a_header_that_no_spreadsheet_can_have_is_told_at_once(tmp_path: Path) -> None:
    columns = [f"c{n}" for n in range(50_000)]
    _, problems = read(as_csv(tmp_path / "s.csv", [columns, ["1"] * len(columns)]))
    assert [(each.code, each.found) for each in problems] == [(Code.TOO_MANY_COLUMNS, "50000")]


def test_blank_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("\nresponse_id,unit_id,role,q.ett\n\nR1,U-1,st,4\n,,,\n\nR2,U-1,st,4\n", encoding="utf-8")
    with read_survey(path, RUBRIC, UNITS) as stream:
        assert [each.row for each in stream] == [4, 7]
    assert (stream.rows_read, stream.rows_used, stream.responses) == (6, 2, 2)


# Long files are read line by line undivided where they can be: nothing may come out otherwise for it

CODES = ["1", "2", "5", "", "vet ej", "Helt"]
ODD = st.sampled_from([" 4", "0", "9", "x", "\1", "\2", '"', "1,", "1,2", "vet ejx", "Heltx", "two\nlines", "Lite"])
LINE = st.tuples(
    st.sampled_from(["U-1", "0180", "u-1"]),
    st.sampled_from(["st", "st", "chef"]),
    st.lists(st.sampled_from(CODES), min_size=8, max_size=8),
    st.none() | st.tuples(st.integers(0, 7), ODD),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(LINE, min_size=1, max_size=20), shuffled=st.randoms(use_true_random=False))
def test_lines_read_at_once_say_what_they_say_cell_by_cell(
    rows: list[tuple[str, str, list[str], tuple[int, str] | None]], shuffled: object, tmp_path: Path
) -> None:
    text = surveys.TEXT.partition("[[question]]")[0]
    for n in range(8):
        roles = '["st"]' if n == 5 else '["st", "chef"]'
        text += f'[[question]]\nid = "s{n}"\nroles = {roles}\ntype = "scale"\nscale = "helt"\nwording = "w{n}"\n'
        text += f'text = {{ sv = "Fråga {n}", en = "Question {n}" }}\n'
    loaded = surveys.loads(text, "s.toml").rubric
    assert loaded is not None
    columns = [f"s{n}" for n in range(8)]
    shuffled.shuffle(columns)  # type: ignore[attr-defined]
    head = ["response_id", "unit_id", "role", *columns]
    learnt = []
    for n in range(600):
        role = ("st", "chef")[n % 2]
        cells = [
            "" if role == "chef" and column == "s5" else CODES[(n // 2 + at) % 6] for at, column in enumerate(columns)
        ]
        learnt.append(("P", "U-1", role, *cells))
    came = []
    for unit, role, cells, odd in rows:
        at, text = odd or (0, cells[0])
        came.append(("X", unit, role, *cells[:at], text, *cells[at + 1 :]))
    whole, pieces = tmp_path / "whole.csv", tmp_path / "pieces.csv"
    as_csv(whole, [head, *learnt, *came])
    as_csv(pieces, [head, *came])
    with read_survey(whole, loaded, UNITS) as long_one, read_survey(pieces, loaded, UNITS) as short_one:
        at_once = [each._replace(row=0) for each in long_one][600:]
        by_cell = [each._replace(row=0) for each in short_one]
    assert at_once == by_cell
    told = [
        {(p.code, p.place.column, p.found, p.more) for p in each.problems if p.severity is Severity.ERROR}
        for each in (long_one, short_one)
    ]
    assert told[0] == told[1]


def test_an_unknown_role_is_told_each_time_in_a_long_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact, "LEAST_COLUMNS", 2)
    head = ("response_id", "unit_id", "role", "q.ett", "q.omvant", "q.former___kurs", "q.former___annat")
    known = ("R", "U-1", "st", "4", "4", "1", "0")
    strange = ("R", "U-1", "okänd", "4", "4", "1", "0")
    _, problems = read(as_csv(tmp_path / "s.csv", [head, strange, *[known] * 700, strange]))
    assert errors(problems) == [(Code.ROLE_UNKNOWN, 2, "role", "okänd", 1)]


# Whatever was answered comes back

TYPED = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=20)
FREE = (TYPED | st.just("två\nrader")).map(str.strip).filter(bool)
ANSWERED = st.builds(
    Response,
    st.uuids().map(str),
    st.sampled_from(["U-1", "0180"]),
    st.just("st"),
    st.tuples(
        st.sampled_from("0123456"), st.sampled_from("0123456"),
        st.sampled_from(["000", "122", "212", "112", "111"]), st.just("0"), st.sampled_from("0123"),
    ).map("".join),
    st.just(0),
    st.lists(st.integers(0, 16_000).map(lambda n: ("q.dagar", Fraction(n, 8))), max_size=1).map(tuple),
    st.lists(FREE, max_size=2).map(lambda texts: tuple(("q.fritt", text) for text in texts)),
)  # fmt: skip


def cells(response: Response, chance: int) -> list[str]:
    """The row that a person would have written, in one of several ways."""
    names = {"helt": ["", "1", "2", "3", "4", "5", "vet ej"], "former": ["", "kurs", "distans", "annat"]}
    labels = [["", *(option.label[lang] for option in RUBRIC.scales[0].options)] for lang in ("sv", "en")]
    scale = [names["helt"], *labels][chance % 3]
    ett, omvant = (scale[int(mark)] for mark in response.answers[:2])
    forms = [
        option for option, mark in zip(RUBRIC.scales[1].options, response.answers[2:5], strict=True) if mark == "1"
    ]
    former = [";", ", ", "\n"][chance % 3].join(each.code if chance % 2 else each.label["sv"] for each in forms)
    number = "".join(f"{float(value):.3f}".replace(".", ".,"[chance % 2]) for _, value in response.numbers)
    texts = [text for _, text in response.texts] + ["", ""]
    last = names["former"][int(response.answers[6])]
    return [response.id, response.unit_id, response.role, ett, omvant, former, number, last, *texts[:2]]


def with_bin(response: Response) -> Response:
    bins = {"0": None}
    mark = next((str(1 + (value >= 5) + (value >= 20)) for _, value in response.numbers), *bins)
    return response._replace(answers=response.answers[:5] + mark + response.answers[6:])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(ANSWERED, min_size=1, max_size=5).map(lambda rows: [with_bin(each) for each in rows]),
    st.integers(0, 11),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
@example([Response("1", "U-1", "st", "00000" + BLANK + "0")], 0, ";", "cp1252")
def test_any_answers_come_back_from_csv(
    tmp_path: Path, responses: list[Response], chance: int, delimiter: str, encoding: str
) -> None:
    rows = [HEAD, *(cells(each, chance + n) for n, each in enumerate(responses))]
    found, problems = read(as_csv(tmp_path / "s.csv", rows, delimiter=delimiter, encoding=encoding))
    assert errors(problems) == []
    assert [each._replace(row=0) for each in found] == responses


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(ANSWERED, min_size=1, max_size=9).map(lambda rows: [with_bin(each) for each in rows]), st.integers(0, 11)
)
def test_any_answers_come_back_from_a_workbook(tmp_path: Path, responses: list[Response], chance: int) -> None:
    rows = [HEAD, *(cells(each, chance + n) for n, each in enumerate(responses))]
    found, problems = read(as_xlsx(tmp_path / "s.xlsx", rows))
    assert errors(problems) == []
    assert [each._replace(row=0) for each in found] == responses


# One row an answer


def long_rows() -> list[tuple[str, ...]]:
    return [
        ("response_id", "unit_id", "role", "fråga", "svar"),
        ("R2", "U-1", "st", "q.ett", "4"),
        ("R1", "0180", "st", "Jag trivs, på det hela taget.", "Helt"),
        ("R1", "", "", "q.former", "kurs"),
        ("R2", "U-1", "st", "q.dagar", "2,5"),
        ("R1", "0180", "", "q.former", "annat"),
        ("R1", "0180", "st", "q.fritt", "Mer tid"),
    ]


@pytest.mark.parametrize(("in_memory", "runs"), [(1, 2), (2, 100), (100_000, 100)])
def test_one_row_an_answer_in_any_order(
    in_memory: int, runs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long, "ROWS_IN_MEMORY", in_memory)
    monkeypatch.setattr(long, "MOST_RUNS", runs)
    found, problems = read(as_csv(tmp_path / "s.csv", long_rows()))
    assert errors(problems) == []
    assert found == [
        Response("R1", "0180", "st", "50" + "121" + "00", 3, (), (("q.fritt", "Mer tid"),)),
        Response("R2", "U-1", "st", "40" + "000" + "10", 2, (("q.dagar", Fraction(5, 2)),)),
    ]


def test_a_long_file_leaves_nothing_behind_even_where_reading_it_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long, "ROWS_IN_MEMORY", 2)
    left = tmp_path / "temporary"
    left.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(left))
    rows = [(*row[:4], row[4] * 50_000 if row[3] == "q.fritt" else row[4]) for row in long_rows()]
    path = as_csv(tmp_path / "s.csv", rows)
    with read_survey(path, RUBRIC, UNITS) as stream:
        responses = iter(stream)
        assert next(responses).texts == (("q.fritt", "Mer tid" * 50_000),)
        assert list(left.iterdir())
        del responses
    assert list(left.iterdir()) == []


def test_mistakes_of_a_long_file(tmp_path: Path) -> None:
    rows = [
        *long_rows(),
        ("R1", "U-1", "st", "q.omvant", "1"),
        ("R2", "U-1", "st", "q.ett", "5"),
        ("R2", "U-1", "st", "q.tva", "5"),
        ("R2", "U-1", "st", "q.val", "ute"),
    ]
    _, problems = read(as_csv(tmp_path / "s.csv", rows))
    assert sorted(errors(problems), key=lambda each: str(each[1])) == [
        (Code.QUESTION_UNKNOWN, 10, "fråga", "q.tva", 0),
        (Code.ANSWER_UNKNOWN, 11, "svar", "ute", 0),
        (Code.RESPONSE_MIXED, 8, "unit_id", "R1", 0),
        (Code.ANSWER_TWICE, 9, "svar", "q.ett", 0),
    ]


# Workbooks


def test_cells_come_as_a_person_sees_them(tmp_path: Path) -> None:
    rows = [HEAD, (17, "0180", "st", 4, 5.0, "kurs", 2.5, True and "annat", "0180", datetime(2020, 5, 1, 12, 30))]  # noqa: DTZ001
    (found,), problems = read(as_xlsx(tmp_path / "s.xlsx", rows))
    assert errors(problems) == []
    assert (found.id, found.unit_id, found.answers, found.row) == ("17", "0180", "4512213", 2)
    assert found.numbers == (("q.dagar", Fraction(5, 2)),)
    assert found.texts[0] == ("q.fritt", "0180")


def test_true_and_false_tick_an_option(tmp_path: Path) -> None:
    head = ("response_id", "unit_id", "role", "q.former___kurs", "q.former___distans", "q.former___annat")
    (found,), problems = read(as_xlsx(tmp_path / "s.xlsx", [head, ("R1", "U-1", "st", True, False, True)]))
    assert errors(problems) == []
    assert found.answers[2:5] == "121"


def test_the_only_sheet_with_anything_on_it_or_the_one_that_is_named(tmp_path: Path) -> None:
    own = [HEAD, ("R1", "U-1", "st", "4", *NOTHING[1:])]
    (found,), problems = read(as_xlsx(tmp_path / "a.xlsx", own, ("Tomt", [])))
    assert Code.SHEET_CHOSEN not in {each.code for each in problems}
    path = as_xlsx(tmp_path / "b.xlsx", [("Läs mig",), (date(2020, 1, 1),)], ("Svar", own), sheet="Om filen")
    _, problems = read(path)
    (chosen,) = [each for each in problems if each.code is Code.SHEET_CHOSEN]
    assert (chosen.found, chosen.also) == ("Om filen", "Svar")
    (found,), problems = read(path, sheet="svar")
    assert (found.answers[0], errors(problems)) == ("4", [])
    _, problems = read(path, sheet="Sval")
    assert [(p.code, p.found, p.suggestion) for p in problems] == [(Code.SHEET_UNKNOWN, "Sval", "Svar")]


def test_a_code_with_noughts_behind_the_point_is_the_code(tmp_path: Path) -> None:
    """As statistics programs write a column of whole numbers that has blanks in it."""
    responses, problems = read(as_csv(tmp_path / "s.csv", [HEAD, ("R1", "U-1", "st", "4.0", *NOTHING[1:])]))
    plain, _ = read(as_csv(tmp_path / "p.csv", [HEAD, ("R1", "U-1", "st", "4", *NOTHING[1:])]))
    assert [each.answers for each in responses] == [each.answers for each in plain]
    assert not [each for each in problems if each.severity is Severity.ERROR]


def test_a_response_id_is_what_can_be_seen_of_it(tmp_path: Path) -> None:
    rows = [(response_id, "U-1", "st", *NOTHING) for response_id in ("R1", "\ufeffR1", "R\u200b1")]
    responses, _ = read(as_csv(tmp_path / "s.csv", [HEAD, *rows]))
    assert {each.id for each in responses} == {"R1"}


def test_a_file_without_a_single_question_is_no_survey(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "grades.csv", [("response_id", "unit_id", "role", "area"), ("1", "U-1", "st", "A")])
    _, problems = read(path, ignore=["area"])
    assert [each.code for each in problems if each.severity is Severity.ERROR] == [Code.QUESTIONS_NONE]
