"""The shipped rubric, what any rubric hands out, and where rubrics are found."""

import csv
import hashlib
import json
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.records.problem import Code
from spur.rubric.load import Loaded, load, loads
from spur.rubric.model import Rubric
from spur.rubric.parts import MARKS, Scale, folded
from spur.rubric.shelf import Shelf
from spur.shipped import shipped

GOLDEN = Path(__file__).parents[2] / "fixtures" / "vastmanland-2019"

MINIMAL = (Path(__file__).parent / "minimal.toml").read_text(encoding="utf-8")


def minimal() -> Rubric:
    rubric = loads(MINIMAL, "mini.toml").rubric
    assert rubric is not None
    return rubric


def found(loaded: Loaded) -> list[tuple[Code, str]]:
    return [(problem.code, problem.place.column) for problem in loaded.problems]


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    loaded = Shelf(shipped("rubrics")).find("spur-st@2018")
    assert loaded.problems == ()
    assert loaded.rubric is not None
    return loaded.rubric


# The shipped rubric


def test_the_shipped_rubric_is_complete_in_both_languages(rubric: Rubric) -> None:
    def texts(value: object) -> list[dict[str, str]]:
        if isinstance(value, list):
            return [text for each in value for text in texts(each)]
        if isinstance(value, dict):
            return [value] if "sv" in value else [text for each in value.values() for text in texts(each)]
        return []

    all_texts = texts(rubric.model_dump(mode="json"))
    assert len(all_texts) > 200
    assert [text for text in all_texts if not (text["sv"].strip() and text.get("en", "").strip())] == []


def test_the_shipped_grades_are_those_of_table_3(rubric: Rubric) -> None:
    assert [(grade.code, grade.points, grade.requires) for grade in rubric.grades] == [
        ("A", 4, {"regulation": 100, "advice": 100, "criterion": 90}),
        ("B", 3, {"regulation": 100, "advice": 100}),
        ("C", 2, {"regulation": 100, "advice": 50}),
        ("D", 1, {}),
    ]
    assert (rubric.line_points, rubric.max_total, rubric.key) == (3, 32, "spur-st@2018")
    assert [area.id for area in rubric.areas if area.part == "structure"] == ["A", "B", "C"]
    assert [area.id for area in rubric.areas if area.part == "process"] == ["D", "E", "F", "G", "H"]


def test_every_area_has_example_requirements_of_every_class(rubric: Rubric) -> None:
    for area in rubric.areas:
        own = [requirement for requirement in rubric.requirements if requirement.area == area.id]
        assert 5 <= len(own) <= 7
        assert {requirement.requirement_class for requirement in own} == {each.id for each in rubric.classes}
        assert all(each.example and each.evidence and each.recommendation and each.source for each in own)


def test_the_questions_are_those_of_the_golden_survey_and_take_its_answers(rubric: Rubric) -> None:
    with (GOLDEN / "survey.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [slot.id for slot in rubric.slots] == [key for key in rows[0] if key.startswith("st.")]
    assert {row["role"] for row in rows} == {role.id for role in rubric.roles}
    for question in (slot.question for slot in rubric.slots):
        scale = rubric.scale_of(question)
        assert (scale.positive_from, scale.negative_to) == (4, 2)
        assert set(question.roles) == {role.id for role in rubric.roles}
        for row in rows:
            answer = row[question.id]
            mark = scale.mark_of(answer)
            assert mark is not None
            option = scale.option_of(mark)
            if answer.isdigit():
                assert option is not None
                assert option.value == int(answer)
            elif answer:
                assert option is not None
                assert option.missing == "not_applicable"


def test_groups_and_the_five_point_rule_are_those_of_the_report(rubric: Rubric) -> None:
    published = json.loads((GOLDEN / "published.json").read_text(encoding="utf-8"))
    assert [group.id for group in rubric.groups] == published["table_7_percent_positive"]["order"]
    assert rubric.comparison.five_point_rule == 5
    categories = {category.id for category in rubric.categories}
    with (GOLDEN / "suggestions.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {each for row in csv.DictReader(file) for each in row["categories"].split(";")} == categories


# What a rubric hands out


def test_lookups() -> None:
    rubric = minimal()
    assert rubric.question("q.one").aliases == ("Är allt bra?",)
    assert rubric.scale_of(rubric.question("q.one")).id == "agree"
    assert [slot.id for slot in rubric.slots] == ["q.one"]
    assert (rubric.points("B"), rubric.line_points, rubric.max_total) == (1, 2, 2)
    with pytest.raises(KeyError):
        rubric.scale_of(rubric.question("q.free"))
    with pytest.raises(KeyError):
        rubric.area("Y")


def test_a_text_falls_back_to_the_first_language() -> None:
    rubric = minimal()
    ja = rubric.scale_of(rubric.question("q.one")).options[1].label
    assert rubric.in_language(ja, "en") == "Yes"
    assert rubric.in_language(ja, "fi") == "Ja"
    assert rubric.in_language(rubric.requirements[0].evidence, "sv") == ""


@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        ("1", "1"),
        (" inte  ALLS", "1"),
        ("yes", "2"),
        ("Vet\u00a0ej", "3"),
        ("", "0"),
        (" ", "0"),
        ("3", None),
        ("0", None),
    ],
)
def test_marks(answer: str, mark: str | None) -> None:
    assert minimal().scales[0].mark_of(answer) == mark


def test_an_answer_with_decomposed_letters_is_the_same_answer() -> None:
    assert folded("Fo\u0308reskrift") == folded("Föreskrift")


words = st.text(alphabet=string.ascii_letters + string.digits + "åäöÅÄÖ -,", min_size=1).filter(str.strip)


@given(st.lists(words, min_size=1, max_size=len(MARKS), unique_by=folded), st.data())
def test_marks_and_options_round_trip_on_every_scale(codes: list[str], data: st.DataObject) -> None:
    options = [{"code": code, "value": n, "label": {"sv": code}} for n, code in enumerate(codes)]
    scale = Scale.model_validate({"id": "any", "options": options})
    assert scale.marks == "0" + MARKS[: len(codes)]
    assert scale.option_of("0") is None
    for place, option in enumerate(scale.options):
        written = data.draw(st.sampled_from([option.code, f"  {option.code.swapcase()}\t", option.label["sv"].upper()]))
        mark = scale.mark_of(written)
        assert mark == MARKS[place]
        assert scale.option_of(mark) is option


# Files and the shelf


def test_the_hash_is_of_the_text_whatever_ends_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    loaded = load(path)
    assert loaded.text == MINIMAL
    assert loaded.content_hash == hashlib.sha256(MINIMAL.encode()).hexdigest()
    assert loads(loaded.text, "kept").content_hash == loaded.content_hash


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    assert found(load(tmp_path / "none.toml")) == [(Code.FILE_MISSING, "")]
    (tmp_path / "latin.toml").write_bytes("å".encode("cp1252"))
    assert found(load(tmp_path / "latin.toml")) == [(Code.FILE_NOT_TEXT, "")]


Writer = Callable[[str, str], Path]


@pytest.fixture
def shelved(tmp_path: Path) -> Writer:
    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
        return tmp_path / name

    return write


def test_a_rubric_is_found_by_key_and_by_file(tmp_path: Path, shelved: Writer) -> None:
    path = shelved("any-name.toml", MINIMAL)
    shelf = Shelf(tmp_path)
    assert shelf.available() == ("mini@1",)
    assert shelf.find("mini@1") == shelf.find(str(path))
    (problem,) = shelf.find("mini@2").problems
    assert (problem.code, problem.found, problem.suggestion) == (Code.RUBRIC_UNKNOWN, "mini@2", "mini@1")


def test_an_unknown_rubric_may_be_in_a_file_that_cannot_be_read(tmp_path: Path, shelved: Writer) -> None:
    shelved("broken.toml", "id =")
    assert [problem.code for problem in Shelf(tmp_path).find("mini@1").problems] == [
        Code.RUBRIC_UNKNOWN,
        Code.RUBRIC_SYNTAX,
    ]


def test_two_files_with_the_same_rubric_are_refused(tmp_path: Path, shelved: Writer) -> None:
    shelved("a.toml", MINIMAL)
    shelved("b.toml", MINIMAL + "\n# edited\n")
    loaded = Shelf(tmp_path).find("mini@1")
    assert loaded.rubric is None
    assert [(each.code, each.place.file, each.also) for each in loaded.problems] == [
        (Code.RUBRIC_DUPLICATE, "b.toml", "a.toml")
    ]


def test_a_published_rubric_is_under_lock(tmp_path: Path, shelved: Writer) -> None:
    path = shelved("mini.toml", MINIMAL.replace('"draft"', '"published"'))
    (unlocked,) = Shelf(tmp_path).find("mini@1").problems
    assert (unlocked.code, unlocked.found) == (Code.RUBRIC_CHANGED, "mini@1")
    shelved("LOCK", f"# published\n{unlocked.also}  # 2026\n")
    assert Shelf(tmp_path).find("mini@1").problems == ()
    path.write_text(path.read_text(encoding="utf-8") + "# a comment is a change too\n", encoding="utf-8")
    assert [problem.code for problem in Shelf(tmp_path).find("mini@1").problems] == [Code.RUBRIC_CHANGED]
    assert Shelf(tmp_path).find(str(path)).rubric is None
