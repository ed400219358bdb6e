"""What the columns of a survey file are taken for: what is recognised, what is only proposed, what a person says."""

import string
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.intake.survey.dictionary import Dictionary, read_dictionary
from spur.intake.survey.mapping import read_mapping
from spur.intake.survey.matching import make_plan
from spur.intake.survey.plan import Holds, How, Layout, Plan
from spur.intake.survey.seen import seen_columns
from spur.intake.survey.written import mapping_text, means
from spur.records.problem import Code, Severity
from spur.records.unit import Unit
from spur.rubric.load import loads
from spur.rubric.model import Rubric
from spur.rubric.parts import folded
from spur.wording import LANGUAGES, Wording

RUBRIC_TEXT = """
schema = 1
[rubric]
id = "prov"
version = "1"
status = "draft"
languages = ["sv", "en"]
title.sv = "Prov"

[[scale]]
id = "agree"
positive_from = 2
negative_to = 1
options = [
    { code = "1", value = 1, label = { sv = "Stämmer inte", en = "Disagree" } },
    { code = "2", value = 2, label = { sv = "Stämmer", en = "Agree" } },
    { code = "vet ej", missing = "dont_know", label = { sv = "Vet ej", en = "Don't know" } },
]
[[scale]]
id = "former"
options = [
    { code = "kurs", value = 1, label = { sv = "Kurs på plats", en = "Course" } },
    { code = "distans", value = 2, label = { sv = "På distans: när det passar", en = "At a distance" } },
    { code = "annat", value = 3, label = { sv = "Annat", en = "Other" } },
]

[[question]]
id = "st.jourbalans"
roles = ["st-lakare", "handledare"]
type = "scale"
scale = "agree"
text.sv = "Jag anser att det är god balans mellan jour och/eller beredskap och övrig tjänstgöring."
text.en = "On-call duty and other work are in good balance."
wording = "1"
aliases = ["Balans jour"]

[[question]]
id = "st.program-revideras"
roles = ["st-lakare", "handledare"]
type = "scale"
scale = "agree"
text.sv = "Revideras ditt program årligen?"
text.en = "Is your programme revised every year?"
wording = "2"

[[question]]
id = "st.lika"
roles = ["st-lakare"]
type = "scale"
scale = "agree"
text.sv = "Handledningen fungerar."
wording = "3"

[[question]]
id = "ha.lika"
roles = ["handledare"]
type = "scale"
scale = "agree"
text.sv = "Handledningen fungerar."
wording = "4"

[[question]]
id = "utb"
roles = ["st-lakare", "handledare"]
type = "multiple"
scale = "former"
text.sv = "Vilka former passar dig?"
text.en = "Which forms suit you?"
wording = "5"

[[question]]
id = "antal"
roles = ["st-lakare", "handledare"]
type = "number"
bins = [0, 5]
text.sv = "Hur många veckor?"
wording = "6"

[[question]]
id = "forslag"
roles = ["st-lakare", "handledare"]
type = "text"
several = 3
text.sv = "Förslag på förbättringar"
wording = "7"

[[role]]
id = "st-lakare"
title = { sv = "ST-läkare", en = "Trainees" }
[[role]]
id = "handledare"
title = { sv = "Handledare", en = "Supervisors" }
"""

JOUR = "Jag anser att det är god balans mellan jour och/eller beredskap och övrig tjänstgöring."
UNITS = {
    id: Unit(id, name, "Psykiatri", "psykiatri", "Orten", "regionen")
    for id, name in (("AM-01", "Provenheten Havsörn"), ("AM-02", "Provenheten Blåmes"))
}
ABOUT = {"response_id": "R1", "unit_id": "AM-01", "role": "handledare"}


def _rubric() -> Rubric:
    loaded = loads(RUBRIC_TEXT, "prov.toml")
    assert loaded.rubric is not None, loaded.problems
    return loaded.rubric


RUBRIC = _rubric()


def plan_of(columns: dict[str, str] | Sequence[str], **more) -> Plan:
    """The plan of a file with these columns, each with the value of the one row."""
    values = columns if isinstance(columns, dict) else dict.fromkeys(columns, "")
    return make_plan("svar.csv", list(values), [list(values.values())], RUBRIC, UNITS, **more)


def meant(columns: dict[str, str] | Sequence[str], **more) -> list[str]:
    """What each column means, as a mapping file puts it."""
    return [means(each) for each in plan_of(columns, **more).meanings]


def codes(plan: Plan, *severities: Severity) -> list[Code]:
    return [p.code for p in plan.problems if p.severity in severities and p.code is not Code.QUESTION_ABSENT]


def errors(plan: Plan) -> list[tuple[Code, str]]:
    return [(p.code, p.place.column) for p in plan.problems if p.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "header",
    [
        "st.jourbalans",
        "ST.Jourbalans ",
        "st_jourbalans",
        "stjourbalans",
        "balans  JOUR",
        JOUR,
        JOUR.upper(),
        JOUR.rstrip("."),
        JOUR.rstrip(".") + ":",
        JOUR.replace(" ", "\N{NO-BREAK SPACE}") + " ",
        JOUR.replace("ä", "a\N{COMBINING DIAERESIS}"),
        JOUR.replace(" ", "_"),
        "On-call duty and other work are in good balance",
        f"3. {JOUR}",
        f"3) {JOUR}",
        f"Q3 {JOUR}",
        f"Fråga 12: {JOUR}",
        f"<p><strong>{JOUR}</strong></p>\n",
        JOUR.replace("ä", "&auml;").replace(" ", "&nbsp;"),
        f"stjourbalans. {JOUR}",
        f"Påståenden [{JOUR}]",
        f"Q4[SQ001]. Påståenden [{JOUR}]",
        "Q4[stjourbalans]",
        "Rutnät [Balans jour]",
    ],
)
def test_a_question_is_known_by_its_id_alias_or_wording_however_the_tool_has_dressed_it(header: str) -> None:
    plan = plan_of([*ABOUT, header], role="handledare")
    assert means(plan.meanings[3]) == "question st.jourbalans"
    assert errors(plan) == [(Code.UNIT_ABSENT, "")][:0]


@pytest.mark.parametrize(
    ("header", "option"),
    [
        ("utb[kurs]", "kurs"),
        ("utb[Kurs på plats]", "kurs"),
        ("Vilka former passar dig? [På distans: när det passar]", "distans"),
        ("utb___distans", "distans"),
        ("utb_distans", "distans"),
        ("Vilka former passar dig? (choice=Kurs på plats)", "kurs"),
        ("Vilka former passar dig? - Kurs på plats", "kurs"),
        ("Vilka former passar dig?: På distans: när det passar", "distans"),
        ("Which forms suit you/Course", "kurs"),
        ("2. Vilka former passar dig? [Kurs på plats]", "kurs"),
    ],
)
def test_an_option_of_a_multiple_choice_may_have_a_column_of_its_own(header: str, option: str) -> None:
    assert meant([*ABOUT, header])[3] == f"option utb:{option}"


def test_words_of_ones_own_tick_the_other_option() -> None:
    assert meant([*ABOUT, "utb[other]", "utb[kurs]"])[3:] == ["other utb:annat", "option utb:kurs"]


def test_several_suggestions_may_have_a_column_each_but_no_more_than_are_asked_for() -> None:
    headers = ["Förslag på förbättringar 1", "Förslag på förbättringar [Förslag 2]", "forslag_3"]
    plan = plan_of({**ABOUT, **dict.fromkeys(headers, "")})
    assert [means(each) for each in plan.meanings[3:]] == ["text forslag"] * 3
    assert errors(plan) == []
    assert errors(plan_of({**ABOUT, **dict.fromkeys([*headers, "forslag"], "")})) == [(Code.COLUMNS_ALIKE, "forslag")]


@pytest.mark.parametrize(
    ("header", "question"),
    [
        ("st.jourbalan", "st.jourbalans"),
        (JOUR.replace("god balans", "rimlig balans"), "st.jourbalans"),
        (JOUR[:40] + "..", "st.jourbalans"),
        ("Revideras ditt program varje år?", "st.program-revideras"),
        ("stprogramrevidera", "st.program-revideras"),
    ],
)
def test_what_is_only_alike_is_proposed_and_never_taken(header: str, question: str) -> None:
    plan = plan_of({**ABOUT, header: "1"})
    assert (plan.meanings[3].holds, plan.meanings[3].how, plan.meanings[3].question) == (None, How.NEAR, question)
    assert errors(plan) == [(Code.COLUMN_NEAR, header)]
    assert errors(plan_of({**ABOUT, header: "1", "utb": "kurs"}, ignore=[header])) == []


def test_two_columns_with_one_meaning_are_told_by_both_names() -> None:
    plan = plan_of({**ABOUT, "st.jourbalans": "1", "Balans jour": "1", "utb": "kurs", "utb[kurs]": "Y"})
    told = [(p.code, p.found, p.also) for p in plan.problems if p.severity is Severity.ERROR]
    assert told == [
        (Code.COLUMNS_ALIKE, "Balans jour", "st.jourbalans"),
        (Code.COLUMNS_ALIKE, "utb[kurs]", "utb"),
    ]


def test_one_wording_of_two_questions_is_settled_by_the_role_or_by_a_person() -> None:
    columns = {**ABOUT, "Handledningen fungerar": "1"}
    assert errors(plan_of(columns)) == [(Code.COLUMN_AMBIGUOUS, "Handledningen fungerar")]
    of_role = {name: value for name, value in columns.items() if name != "role"}
    assert meant(of_role, role="Handledare")[2] == "question ha.lika"


def test_questions_without_a_column_are_told() -> None:
    plan = plan_of([*ABOUT, "st.jourbalans", "utb[kurs]"])
    absent = [p.found for p in plan.problems if p.code is Code.QUESTION_ABSENT]
    assert absent == ["st.program-revideras", "st.lika", "ha.lika", "antal"]


# Whose export it is

FORMS = {
    "ID": "1",
    "Starttid": "2020-01-01",
    "Slutförandetid": "2020-01-01",
    "E-post": "elsa.exempel@example.org",
    "Namn": "Elsa Exempel",
    "Senaste ändringstid": "",
    "Vilken enhet arbetar du på?": "Provenheten Havsörn",
    "Jag är": "ST-läkare",
    "Poäng - Jag är": "0",
}
LIMESURVEY = {
    "id": "7",
    "submitdate": "",
    "lastpage": "3",
    "startlanguage": "sv",
    "seed": "1",
    "token": "x",
    "ipaddr": "",
    "refurl": "",
    "attribute_1": "",
    "enhet": "AM-01",
    "roll": "handledare",
}
REDCAP = {
    "record_id": "1",
    "redcap_event_name": "e",
    "redcap_survey_identifier": "",
    "enkat_timestamp": "",
    "unit": "AM-02",
    "role": "st-lakare",
    "enkat_complete": "2",
}
GOOGLE = {"Tidstämpel": "", "E-postadress": "", "Enhet": "AM-01", "Din roll": "Handledare"}
LONG = {"response_id": "1", "enhet": "AM-01", "roll": "handledare", "Fråga": "utb", "Svar": "kurs"}


@pytest.mark.parametrize(
    ("columns", "layout", "expected"),
    [
        (FORMS, Layout.FORMS, "response ignore ignore personal personal ignore unit role ignore"),
        (
            LIMESURVEY,
            Layout.LIMESURVEY,
            "response ignore ignore ignore ignore personal personal personal personal unit role",
        ),
        (REDCAP, Layout.REDCAP, "response ignore personal ignore unit role ignore"),
        (GOOGLE, Layout.GOOGLE, "ignore personal unit role"),
        (LONG, Layout.LONG, "response unit role item answer"),
        (ABOUT, Layout.PLAIN, "response unit role"),
    ],
)
def test_an_export_is_recognised_and_persons_are_left_out(
    columns: dict[str, str], layout: Layout, expected: str
) -> None:
    plan = plan_of({**columns, "st.jourbalans": "1"} if layout is not Layout.LONG else columns)
    assert plan.layout is layout
    assert [means(each) for each in plan.meanings][: len(columns)] == expected.split()
    assert errors(plan) == []
    told = {p.code: p.found for p in plan.problems if p.severity is Severity.NOTICE}
    persons = ", ".join(plan.columns(Holds.PERSONAL))
    assert told.get(Code.COLUMNS_PERSONAL, "") == persons
    assert (Code.LAYOUT_RECOGNISED in told) == (layout not in (Layout.PLAIN, Layout.LONG))


@pytest.mark.parametrize("value", ["elsa.exempel@example.org", "19800101-1234", "8001611234", "20010229-0000"])
def test_a_column_that_tells_persons_by_its_values_is_left_out(value: str) -> None:
    plan = plan_of({**ABOUT, "Kontakt": value, "utb": "kurs"})
    assert (means(plan.meanings[3]), errors(plan)) == ("personal", [])
    plan = plan_of({**ABOUT, "response_id": value})
    assert means(plan.meanings[0]) == "personal"
    assert codes(plan, Severity.NOTICE) == [Code.RESPONSES_NUMBERED, Code.COLUMNS_PERSONAL]


def test_other_numbers_are_no_persons() -> None:
    assert meant({**ABOUT, "response_id": "1234567890"})[0] == "response"
    assert errors(plan_of({**ABOUT, "Kontakt": "123456"})) == [(Code.COLUMN_UNKNOWN, "Kontakt")]


# Unit and role


@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("Enhet", "AM-01", Code.UNIT_COLUMN),
        ("Vilken klinik tillhör du?", "provenheten blåmes", Code.UNIT_COLUMN),
        ("Var?", "AM-02", Code.UNIT_COLUMN),
        ("Enhet", "Den gamla enheten", Code.UNIT_COLUMN),
        ("Vilken klinik tillhör du?", "Den gamla enheten", Code.UNIT_NEAR),
        ("Arbetar du heltid?", "Ja", Code.UNIT_ABSENT),
    ],
)
def test_the_unit_is_told_by_heading_and_values_and_that_is_said(header: str, value: str, expected: Code) -> None:
    plan = plan_of({"response_id": "1", "role": "handledare", header: value})
    assert expected in [problem.code for problem in plan.problems]
    assert plan.columns(Holds.UNIT) == ((header,) if expected is Code.UNIT_COLUMN else ())


def test_a_column_with_units_in_most_rows_is_proposed_and_two_are_not_chosen_between() -> None:
    rows = [["1", "handledare", "AM-01"], ["2", "handledare", "AM-02"], ["3", "handledare", "okänd"]]
    plan = make_plan("svar.csv", ["response_id", "role", "Var?"], rows, RUBRIC, UNITS)
    assert errors(plan) == [(Code.UNIT_NEAR, "Var?")]
    plan = plan_of({"response_id": "1", "role": "handledare", "Var?": "AM-01", "Och förut?": "AM-02"})
    assert errors(plan) == [(Code.UNIT_NEAR, "Var?"), (Code.UNIT_NEAR, "Och förut?")]


def test_a_file_may_be_about_one_unit_and_one_role() -> None:
    plan = plan_of(["response_id", "st.jourbalans"], unit="provenheten havsörn", role="ST-läkare")
    assert (plan.unit, plan.role, errors(plan)) == ("AM-01", "st-lakare", [])
    plan = plan_of(["response_id", "st.jourbalans"], unit="AM-1", role="läkare")
    assert [code for code, _ in errors(plan)] == [Code.UNIT_UNKNOWN, Code.ROLE_UNKNOWN]
    assert (Code.COLUMN_IGNORED, "unit_id") in [
        (p.code, p.found) for p in plan_of([*ABOUT], unit="AM-01", role="handledare").problems
    ]


def test_a_long_file_has_the_three_columns_that_make_it_one() -> None:
    lacking = {name: value for name, value in LONG.items() if name != "response_id"}
    problems = plan_of(lacking).problems
    assert [(p.code, p.found) for p in problems if p.severity is Severity.ERROR] == [
        (Code.COLUMN_MISSING, "response_id")
    ]


# A data dictionary

DICTIONARY = """"Variable / Field Name","Form Name","Field Type","Field Label","Choices, Calculations, OR Slider Labels"
record_id,enkat,text,Record ID,
enhet,enkat,dropdown,Enhet,"1, Provenheten Havsörn | 2, Provenheten Blåmes"
vem,enkat,radio,Vilken roll har du?,"1, ST-läkare | 2, Handledare"
f1,enkat,radio,"<b>Revideras ditt program årligen?</b>","0, Stämmer inte | 1, Stämmer | 9, Vet ej"
f2,enkat,checkbox,Vilka former passar dig?,"1, Kurs på plats | -2, På distans: när det passar"
"""


def dictionary(folder: Path, text: str = DICTIONARY) -> Dictionary:
    (folder / "dictionary.csv").write_text(text, encoding="utf-8")
    read, problems = read_dictionary(folder / "dictionary.csv")
    assert problems == []
    return read


CODED = {"record_id": "1", "enhet": "2", "vem": "1", "f1": "1", "f2___1": "1", "f2____2": "0"}


def test_a_dictionary_tells_labels_and_what_codes_mean(tmp_path: Path) -> None:
    plan = plan_of(CODED, dictionary=dictionary(tmp_path))
    assert [means(each) for each in plan.meanings] == [
        *("response", "unit", "role", "question st.program-revideras", "option utb:kurs", "option utb:distans"),
    ]
    assert errors(plan) == []
    # the scale's own 2 is no answer here
    assert plan.meanings[3].answers == {"0": "1", "1": "2", "9": "vet ej", "2": ""}
    assert (plan.units["2"], plan.roles["1"]) == ("AM-02", "st-lakare")
    assert Code.COLUMN_UNKNOWN in [code for code, _ in errors(plan_of(CODED))]


def test_a_label_that_is_not_on_the_scale_is_told_at_its_place(tmp_path: Path) -> None:
    wrong = DICTIONARY.replace("1, Stämmer |", "1, Stämer |")
    plan = plan_of(CODED, dictionary=dictionary(tmp_path, wrong))
    told = next(p for p in plan.problems if p.severity is Severity.ERROR)
    assert (told.code, told.found, told.also, told.suggestion) == (Code.CHOICE_UNKNOWN, "Stämer", "1", "Stämmer")
    assert (told.place.file, told.place.row, told.place.column) == ("dictionary.csv", 5, "f1")


# The mapping file


def written(plan: Plan, rows: Sequence[Sequence[str]], lang: str = "sv") -> str:
    columns = seen_columns(plan, rows, RUBRIC, UNITS)
    return mapping_text("svar.csv", plan, columns, RUBRIC, UNITS, Wording(lang))


def replanned(path: Path, text: str, columns: dict[str, str], **more) -> Plan:
    path.write_text(text, encoding="utf-8")
    mapping, problems = read_mapping(path)
    assert mapping is not None, (text, problems)
    return plan_of(columns, mapping=mapping, **more)


def settled(plan: Plan) -> tuple:
    """What a plan says, whoever said it."""
    meanings = [(m.column, m.holds, m.question, m.option, dict(m.answers)) for m in plan.meanings]
    return plan.layout, meanings, dict(plan.units), dict(plan.roles), dict(plan.items), errors(plan)


EXPORTS = [FORMS, LIMESURVEY, REDCAP, GOOGLE, LONG, ABOUT]
HEADERS = [
    *("st.jourbalans", JOUR, "Balans jour", "utb", "utb[kurs]", "utb[other]", "forslag 1", "forslag 2"),
    *("st.jourbalan", "Handledningen fungerar", "Kontakt", "Var?", "Roll", "Enhet", "id", "response_id", 'Frågan "x"'),
    *("Rad\nmed\tbrytning \\ och # och ]", "Revideras ditt program årligen?"),
]  # fmt: skip
VALUES = st.sampled_from(["", "1", "Ja, absolut", "AM-01", "handledare", "elsa@example.org", "Okänd"]) | st.text(
    string.printable, max_size=8
)


@given(st.sampled_from(EXPORTS), st.dictionaries(st.sampled_from(HEADERS) | st.text(max_size=8), VALUES), st.randoms())
def test_a_mapping_that_is_read_back_unchanged_gives_the_same_plan(tmp_path_factory, export, further, random) -> None:
    stripped = {name if name in HEADERS else name.strip(): value for name, value in further.items()}
    # headings that are the same are an error of the file's, told when it is opened
    columns = list({folded(name): (name, value) for name, value in {**export, **stripped}.items()}.values())
    random.shuffle(columns)
    columns = dict(columns)
    path = tmp_path_factory.getbasetemp() / "mapping.toml"
    for lang in LANGUAGES:
        plan = plan_of(columns)
        assert settled(replanned(path, written(plan, [list(columns.values())], lang), columns)) == settled(plan)


def test_a_mapping_keeps_what_the_dictionary_told(tmp_path: Path) -> None:
    plan = plan_of(CODED, dictionary=dictionary(tmp_path))
    text = written(plan, [list(CODED.values())])
    again = replanned(tmp_path / "mapping.toml", text, CODED)
    assert settled(again) == settled(plan)
    assert '[answers."st.program-revideras"]' in text


def test_a_corrected_mapping_is_obeyed(tmp_path: Path) -> None:
    columns = {
        "ID": "1",
        "Var?": "Havsörn",
        "Vem?": "läkaren",
        "st.jourbalan": "Ja, absolut",
        "Kommentar": "bra",
        "Balans jour": "2",
        "st.program-revideras": "Ja, absolut",
    }
    mapping = """
layout = "forms"
column = [
    { name = "Var?", means = "unit" },
    { name = "vem?", means = "role" },
    { name = "st.jourbalan", means = "question st.jourbalans" },
    { name = "Kommentar", means = "text forslag" },
    { name = "Balans jour", means = "ignore" },
]
[unit]
"Havsörn" = "provenheten havsörn"
[role]
"Läkaren" = "ST-läkare"
[answers.agree]
"ja, absolut" = "Stämmer"
[answers."st.program-revideras"]
"JA, absolut" = "1"
"""
    plan = replanned(tmp_path / "mapping.toml", mapping, columns)
    assert errors(plan) == []
    assert [means(each) for each in plan.meanings] == [
        *("response", "unit", "role", "question st.jourbalans", "text forslag", "ignore"),
        "question st.program-revideras",
    ]
    assert (plan.units["havsörn"], plan.roles["läkaren"]) == ("AM-01", "st-lakare")
    assert plan.meanings[3].answers == {"ja, absolut": "2"}
    assert plan.meanings[6].answers == {"ja, absolut": "1"}


@pytest.mark.parametrize(
    ("mapping", "code", "found", "suggestion"),
    [
        ('layuot = "forms"', Code.RUBRIC_KEY_UNKNOWN, "layuot", "layout"),
        ('layout = "form"', Code.MAPPING_LAYOUT, "form", "forms"),
        ('column = [{ name = "role", means = "role", men = "" }]', Code.RUBRIC_KEY_UNKNOWN, "men", "means"),
        ('column = [{ name = "unit_id", means = "enhet" }]', Code.MAPPING_MEANS, "enhet", "unit"),
        ('column = [{ name = "role", means = "rol" }]', Code.MAPPING_MEANS, "rol", "role"),
        ('column = [{ name = "unit_id", means = "question okänd" }]', Code.QUESTION_UNKNOWN, "okänd", ""),
        (
            'column = [{ name = "unit_id", means = "question st.jourbalan" }]',
            Code.QUESTION_UNKNOWN,
            "st.jourbalan",
            "st.jourbalans",
        ),
        ('column = [{ name = "unit_id", means = "text utb" }]', Code.MAPPING_MEANS, "text utb", ""),
        ('column = [{ name = "unit_id", means = "option utb" }]', Code.MAPPING_MEANS, "option utb", ""),
        ('column = [{ name = "unit_id", means = "option utb:distan" }]', Code.ANSWER_UNKNOWN, "distan", "distans"),
        ('column = [{ name = "unitid", means = "unit" }]', Code.MAPPING_ABSENT, "unitid", "unit_id"),
        ('[unit]\n"x" = "AM-011"', Code.UNIT_UNKNOWN, "AM-011", "AM-01"),
        ('[role]\n"x" = "handledar"', Code.ROLE_UNKNOWN, "handledar", "handledare"),
        ('[item]\n"x" = "ut"', Code.QUESTION_UNKNOWN, "ut", "utb"),
        ('[answers."st.jourbalans"]\n"x" = "3"', Code.ANSWER_UNKNOWN, "3", ""),
        ('[answers.agre]\n"x" = "1"', Code.QUESTION_UNKNOWN, "agre", "agree"),
        ('column = [{name = "role", means = "?"}, {name = "Role", means = "role"}]', Code.MAPPING_TWICE, "Role", ""),
    ],
)  # fmt: skip
def test_a_mistake_in_a_mapping_is_told_with_what_was_likely_meant(
    mapping: str, code: Code, found: str, suggestion: str, tmp_path: Path
) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(mapping, encoding="utf-8")
    read, problems = read_mapping(path)
    if read is not None:
        problems = [p for p in plan_of(ABOUT, mapping=read).problems if p.place.file == "mapping.toml"]
    assert [(p.code, p.found, p.suggestion) for p in problems] == [(code, found, suggestion)]


def test_nothing_of_persons_or_free_texts_is_shown_or_written() -> None:
    columns = {**FORMS, "forslag": "Byt chef", "Hemligt": "en gång", "st.jourbalans": "Ja"}
    plan = plan_of(columns)
    seen = seen_columns(plan, [list(columns.values())], RUBRIC, UNITS)
    shown = {each.meaning.column: each.examples for each in seen if each.examples}
    assert shown == {
        "Vilken enhet arbetar du på?": ("Provenheten Havsörn",),
        "Jag är": ("ST-läkare",),
        "st.jourbalans": ("Ja",),
    }
    text = written(plan, [list(columns.values())])
    assert not any(secret in text for secret in ("Elsa", "example.org", "Byt chef", "en gång"))
    assert '# "Ja" = ""' in text
