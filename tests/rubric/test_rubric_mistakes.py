"""The mistakes that a rubric file can hold: what is told of each and where, and that none hides another."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.records.problem import Code
from spur.rubric.load import Loaded, loads

MINIMAL = (Path(__file__).parent / "minimal.toml").read_text(encoding="utf-8")


def edited(old: str, new: str) -> Loaded:
    """The minimal rubric with the first ``old`` replaced."""
    assert old in MINIMAL
    return loads(MINIMAL.replace(old, new, 1), "mini.toml")


def found(loaded: Loaded) -> list[tuple[Code, str]]:
    return [(problem.code, problem.place.column) for problem in loaded.problems]


ONE_MISTAKE: list[tuple[str, str, Code, str]] = [
    ('id = "X1"', 'id = "X1"\nklass = "a"', Code.RUBRIC_KEY_UNKNOWN, "requirement[1] (X1).klass"),
    (
        "positive_from = 2",
        "positiv_from = 2\npositive_from = 2",
        Code.RUBRIC_KEY_UNKNOWN,
        "scale[1] (agree).positiv_from",
    ),
    ("schema = 1", "schema = 1\nareas = 1", Code.RUBRIC_KEY_UNKNOWN, "areas"),
    ('sv = "Mini" }', 'sv = "Mini", se = "Mini" }', Code.RUBRIC_KEY_UNKNOWN, "rubric.title.se"),
    ('part = "structure"', "", Code.RUBRIC_KEY_MISSING, "area[1] (X).part"),
    ("schema = 1", "", Code.RUBRIC_KEY_MISSING, "schema"),
    ('scale = "agree"', "", Code.RUBRIC_KEY_MISSING, "question[1] (q.one).scale"),
    ('scale = "agree"', 'scale = "agree"\ndecimals = true', Code.RUBRIC_VALUE, "question[1] (q.one).decimals"),
    ('authority = "inspector"', 'authority = "nobody"', Code.RUBRIC_VALUE, "grading.authority"),
    ("negative_to = 1", "", Code.RUBRIC_KEY_MISSING, "scale[1] (agree).negative_to"),
    ('missing = "dont_know", ', "", Code.RUBRIC_KEY_MISSING, "scale[1] (agree).options[3] (vet ej)"),
    ('version = "1"', "version = 1", Code.RUBRIC_TYPE, "rubric.version"),
    ("points = 2", "points = 2.0", Code.RUBRIC_TYPE, "grade[1] (A).points"),
    ("points = 1", "points = true", Code.RUBRIC_TYPE, "grade[2] (B).points"),
    ('roles = ["trainee"]', 'roles = "trainee"', Code.RUBRIC_TYPE, "question[1] (q.one).roles"),
    ('text = { sv = "Är det bra?" }', 'text = "Är det bra?"', Code.RUBRIC_TYPE, "question[1] (q.one).text"),
    ("schema = 1", "schema = 2", Code.RUBRIC_VALUE, "schema"),
    ('status = "draft"', 'status = "done"', Code.RUBRIC_VALUE, "rubric.status"),
    ('type = "scale"', 'type = "slider"', Code.RUBRIC_VALUE, "question[1] (q.one).type"),
    ('id = "X1"', 'id = "X/1"', Code.RUBRIC_VALUE, "requirement[1] (X/1).id"),
    ("regulation = 80", "regulation = 101", Code.RUBRIC_VALUE, "grade[1] (A).requires.regulation"),
    ('roles = ["trainee"]', "roles = []", Code.RUBRIC_VALUE, "question[1] (q.one).roles"),
    ("positive_from = 2", "positive_from = 4", Code.RUBRIC_VALUE, "scale[1] (agree).positive_from"),
    (
        '"2", value = 2, ',
        '"2", value = 2, missing = "dont_know", ',
        Code.RUBRIC_VALUE,
        "scale[1] (agree).options[2] (2)",
    ),
    ('missing = "dont_know"', 'missing = "unsure"', Code.RUBRIC_VALUE, "scale[1] (agree).options[3] (vet ej).missing"),
    ('type = "text"', 'type = "text"\nscale = "agree"', Code.RUBRIC_VALUE, "question[2] (q.free).scale"),
    ("positive_from = 2\nnegative_to = 1", "", Code.RUBRIC_VALUE, "question[1] (q.one).scale"),
    (
        '"Följs inte" }',
        '"Följs inte" }\nrequires = { regulation = 1 }',
        Code.RUBRIC_VALUE,
        "grade[2] (B).requires.regulation",
    ),
    (
        "[[role]]",
        '[[role]]\nid = "Trainee"\ntitle = { sv = "ST" }\n[[role]]',
        Code.RUBRIC_DUPLICATE,
        "role[2] (trainee).id",
    ),
    ('id = "q.free"', 'id = "q.one"', Code.RUBRIC_DUPLICATE, "question[2] (q.one).id"),
    ('wording = "q.free.1"', 'wording = "q.one.1"', Code.RUBRIC_DUPLICATE, "question[2] (q.free).wording"),
    (
        'id = "q.free"',
        'id = "q.free"\naliases = ["är  allt bra?"]',
        Code.RUBRIC_DUPLICATE,
        "question[2] (q.free).aliases",
    ),
    ('missing = "dont_know"', "value = 2", Code.RUBRIC_DUPLICATE, "scale[1] (agree).options[3] (vet ej).value"),
    ('{ sv = "Vet ej" }', '{ sv = "yes" }', Code.RUBRIC_DUPLICATE, "scale[1] (agree).options[3] (vet ej).label.sv"),
    ('["Inte alls"]', '["Inte alls", "vet EJ"]', Code.RUBRIC_DUPLICATE, "scale[1] (agree).options[3] (vet ej).code"),
    ('area = "X"', 'area = "Y"', Code.RUBRIC_REFERENCE, "requirement[1] (X1).area"),
    ('class = "regulation"', 'class = "regulations"', Code.RUBRIC_REFERENCE, "requirement[1] (X1).class"),
    ('scale = "agree"', 'scale = "agre"', Code.RUBRIC_REFERENCE, "question[1] (q.one).scale"),
    ('roles = ["trainee"]', 'roles = ["trainee", "chief"]', Code.RUBRIC_REFERENCE, "question[1] (q.one).roles"),
    ("regulation = 80", "regulation = 80, rule = 9", Code.RUBRIC_REFERENCE, "grade[1] (A).requires.rule"),
    ('line = "A"', 'line = "C"', Code.RUBRIC_REFERENCE, "grading.line"),
    ('to = "A"', 'to = "C"', Code.RUBRIC_REFERENCE, "grading.adjusted_after_plan.to"),
    ('{ sv = "Är den sådan?" }', '{ en = "Is it?" }', Code.RUBRIC_TEXT_MISSING, "area[1] (X).question.sv"),
    ('{ sv = "Nej" }', '{ sv = " " }', Code.RUBRIC_TEXT_MISSING, "scale[1] (agree).options[1] (1).label.sv"),
    ("points = 1", "points = 2", Code.RUBRIC_ORDER, "grade[2] (B).points"),
    ("negative_to = 1", "negative_to = 2", Code.RUBRIC_ORDER, "scale[1] (agree).positive_from"),
    ('from = "B", to = "A"', 'from = "A", to = "B"', Code.RUBRIC_ORDER, "grading.adjusted_after_plan.to"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"), ONE_MISTAKE, ids=[f"{row[2]}:{row[3]}" for row in ONE_MISTAKE]
)
def test_a_mistake_is_told_with_its_code_and_place(old: str, new: str, code: Code, place: str) -> None:
    loaded = edited(old, new)
    assert found(loaded) == [(code, place)]
    assert loaded.rubric is None


def test_a_better_grade_may_not_require_less() -> None:
    middle = '[[grade]]\ncode = "M"\npoints = 1\nlabel = { sv = "M" }\nrequires = { regulation = 81 }\n'
    loaded = edited('[[grade]]\ncode = "B"\npoints = 1', f'{middle}\n[[grade]]\ncode = "B"\npoints = 0')
    assert found(loaded) == [(Code.RUBRIC_ORDER, "grade[2] (M).requires.regulation")]


def test_a_mapping_names_what_there_is() -> None:
    mapping = (
        '\n[[mapping]]\nto = "mini@0"\nsubject = "question"\nhere = "q.two"\nthere = "q"\nreason = { sv = "Lika" }\n'
    )
    assert found(loads(MINIMAL + mapping, "m")) == [(Code.RUBRIC_REFERENCE, "mapping[1].here")]
    assert loads(MINIMAL + mapping.replace("q.two", "q.one"), "m").problems == ()
    of_requirement = mapping.replace('"question"', '"requirement"')
    assert found(loads(MINIMAL + of_requirement, "m")) == [(Code.RUBRIC_REFERENCE, "mapping[1].here")]


INDICATOR = '\n[[indicator]]\nid = "i"\ntext = { sv = "Andel" }\n'
WHOLE = '\n[[whole]]\nid = "landet"\ntitle = { sv = "Landet" }\n'


@pytest.mark.parametrize(
    ("added", "code", "place"),
    [
        (INDICATOR + "target = 101", Code.RUBRIC_VALUE, "indicator[1] (i).target"),
        (INDICATOR + "target = 92.5", Code.RUBRIC_VALUE, "indicator[1] (i).target"),
        (INDICATOR + "target = -1", Code.RUBRIC_VALUE, "indicator[1] (i).target"),
        (INDICATOR + 'target = "90"', Code.RUBRIC_TYPE, "indicator[1] (i).target"),
        (INDICATOR + "target = true", Code.RUBRIC_TYPE, "indicator[1] (i).target"),
        (INDICATOR + 'target = 100\nreached = "more-than"', Code.RUBRIC_VALUE, "indicator[1] (i).target"),
        (INDICATOR + 'target = 90\nreached = "morethan"', Code.RUBRIC_VALUE, "indicator[1] (i).reached"),
        (INDICATOR + 'reached = "more-than"', Code.RUBRIC_KEY_MISSING, "indicator[1] (i).target"),
        (INDICATOR + 'measure = "per-1000"', Code.RUBRIC_VALUE, "indicator[1] (i).measure"),
        (INDICATOR + INDICATOR, Code.RUBRIC_DUPLICATE, "indicator[2] (i).id"),
        (WHOLE + WHOLE, Code.RUBRIC_DUPLICATE, "whole[2] (landet).id"),
        (WHOLE + 'regions = ["dalarna", "landet"]', Code.RUBRIC_VALUE, "whole[1] (landet).regions"),
    ],
)
def test_indicators_and_their_targets(added: str, code: Code, place: str) -> None:
    fine = INDICATOR + 'measure = "per-100000"\ntarget = 15.35\nreached = "more-than"\n' + WHOLE
    assert loads(MINIMAL + fine, "m").problems == ()
    told = found(loads(MINIMAL + added, "m"))
    assert (code, place) in told
    assert {each[1] for each in told} == {place}


def test_a_scale_has_no_more_options_than_there_are_marks() -> None:
    def scale(options: int) -> str:
        rows = ", ".join(f'{{ code = "c{n}", value = {n}, label = {{ sv = "l{n}" }} }}' for n in range(options))
        return f'\n[[scale]]\nid = "long"\noptions = [{rows}]\n'

    assert loads(MINIMAL + scale(35), "m").problems == ()
    assert found(loads(MINIMAL + scale(36), "m")) == [(Code.RUBRIC_VALUE, "scale[2] (long).options")]


def test_what_is_told_helps() -> None:
    (wrong_class,) = edited('class = "regulation"', 'class = "regulations"').problems
    assert (wrong_class.found, wrong_class.allowed, wrong_class.suggestion) == (
        "regulations",
        ("regulation",),
        "regulation",
    )
    assert MINIMAL.split("\n")[(wrong_class.place.row or 0) - 1] == 'class = "regulation"'
    (wrong_key,) = edited('id = "X1"', 'id = "X1"\ntxt = 1').problems
    assert (wrong_key.found, wrong_key.suggestion) == ("txt", "text")
    assert "recommendation" in wrong_key.allowed
    (unquoted,) = edited('version = "1"', "version = 2018").problems
    assert (unquoted.found, unquoted.allowed, unquoted.suggestion) == ("2018", ("string",), '"2018"')
    (status,) = edited('"draft"', '"publishd"').problems
    assert (status.allowed, status.suggestion) == (("draft", "published", "retired"), "published")


def test_all_mistakes_are_told_at_once() -> None:
    text = MINIMAL
    single = [row for row in ONE_MISTAKE if row[3] in ("grading.line", "rubric.version", "area[1] (X).part")]
    for old, new, _, _ in single:
        text = text.replace(old, new, 1)
    text = text.replace('{ sv = "Vet ej" }', '{ sv = "Ja" }').replace('roles = ["trainee"]', 'roles = ["chief"]')
    loaded = loads(text, "mini.toml")
    assert found(loaded) == [
        (Code.RUBRIC_TYPE, "rubric.version"),
        (Code.RUBRIC_REFERENCE, "grading.line"),
        (Code.RUBRIC_KEY_MISSING, "area[1] (X).part"),
        (Code.RUBRIC_DUPLICATE, "scale[1] (agree).options[3] (vet ej).label.sv"),
        (Code.RUBRIC_REFERENCE, "question[1] (q.one).roles"),
        (Code.RUBRIC_REFERENCE, "question[2] (q.free).roles"),
    ]


def test_bad_syntax_is_told_with_its_line() -> None:
    (problem,) = edited('version = "1"', "version = ").problems
    assert (problem.code, problem.place.row) == (Code.RUBRIC_SYNTAX, 7)
    assert "line" not in problem.found
    (nested,) = loads("a = " + "[" * 5000, "deep.toml").problems
    assert nested.code is Code.RUBRIC_SYNTAX
    (number,) = loads("a = " + "1" * 5000, "number.toml").problems
    assert number.code is Code.RUBRIC_SYNTAX


@given(st.data())
def test_no_content_raises(data: st.DataObject) -> None:
    """Lines deleted, repeated and given other values: a rubric comes out exactly when there is nothing to tell."""
    lines = MINIMAL.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key = lines[at].partition("=")[0]
        value = data.draw(
            st.sampled_from(["1", '"x"', "[]", "{}", "[[1]]", "[{}]", "{ sv = 1 }", "2020-01-01", "nan", "true"])
        )
        lines[at : at + 1] = data.draw(st.sampled_from([[], [lines[at]] * 2, [f"{key}= {value}"]]))
    loaded = loads("\n".join(lines), "any.toml")
    assert (loaded.rubric is None) == bool(loaded.problems)
