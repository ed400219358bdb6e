"""Whose export a file is, told by its header; what each tool's own columns hold; and what looks like a person.

Names are compared by their words (``spur.intake.survey.headers.words_of``). Microsoft Forms and LimeSurvey write their
own columns in the language of whoever exports, Google Forms in that of the form.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from spur.intake.survey.headers import words_of
from spur.intake.survey.plan import Holds, Layout

# How each tool is told from the others: so many of these columns.
SIGNS: Final[tuple[tuple[Layout, int, frozenset[str]], ...]] = (
    (Layout.FORMS, 2, frozenset({"start time", "completion time", "starttid", "slutförandetid"})),
    (
        Layout.LIMESURVEY,
        2,
        frozenset({"submitdate", "lastpage", "startlanguage", "datestamp", "ipaddr", "seed"})
        | {"date submitted", "last page", "start language", "date last action"}
        | {"datum skickat", "datum inskickat", "sista sidan", "startspråk", "datum senaste åtgärd"},
    ),
    (
        Layout.REDCAP,
        1,
        frozenset({"record id", "redcap event name", "redcap survey identifier", "redcap repeat instrument"})
        | {"redcap data access group", "survey identifier"},
    ),
    (Layout.GOOGLE, 1, frozenset({"timestamp", "tidstämpel"})),
)

NAMES: Final[dict[Layout, str]] = {
    Layout.FORMS: "Microsoft Forms",
    Layout.GOOGLE: "Google Forms",
    Layout.LIMESURVEY: "LimeSurvey",
    Layout.REDCAP: "REDCap",
}

RESPONSE_WORDS: Final[dict[Layout, tuple[str, ...]]] = {
    Layout.PLAIN: ("response id", "svars id", "svarsid", "responseid", "id", "löpnummer"),
    Layout.LONG: ("response id", "svars id", "svarsid", "responseid", "id", "löpnummer", "response", "respondent"),
    Layout.FORMS: ("id",),
    Layout.GOOGLE: (),
    Layout.LIMESURVEY: ("id", "response id", "svars id", "svar id"),
    Layout.REDCAP: ("record id",),
}
"""What a column of response ids is called, the surest first, where none is called response_id."""

ITEM_WORDS: Final = ("question", "question id", "fråga", "fråge id", "frågeid", "item")
ANSWER_WORDS: Final = ("answer", "svar", "value", "värde")

_OWN: Final[dict[Layout, frozenset[str]]] = {
    Layout.PLAIN: frozenset(),
    Layout.LONG: frozenset(),
    Layout.FORMS: frozenset({"start time", "completion time", "starttid", "slutförandetid", "last modified time"})
    | {"senaste ändringstid", "senast ändrad", "tid för senaste ändring", "language", "språk", "total points"}
    | {"totalpoäng", "totala poäng", "quiz feedback", "testfeedback", "feedback om test", "grade posted time"}
    | {"tidpunkt för publicering av betyg"},
    Layout.GOOGLE: frozenset({"timestamp", "tidstämpel", "score", "poäng"}),
    Layout.LIMESURVEY: frozenset({"submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"})
    | {"date submitted", "last page", "start language", "date started", "date last action", "interviewtime"}
    | {"total time", "datum skickat", "datum inskickat", "sista sidan", "startspråk", "startdatum", "frö"}
    | {"datum senaste åtgärd", "datum påbörjad", "total tid"},
    Layout.REDCAP: frozenset({"redcap event name", "event name", "redcap repeat instrument", "repeat instrument"})
    | {"redcap repeat instance", "repeat instance", "redcap data access group", "data access group"}
    | {"survey timestamp", "complete"},
}
_OWN_PATTERNS: Final[dict[Layout, re.Pattern[str]]] = {
    Layout.FORMS: re.compile(r"(points|feedback|poäng|återkoppling)\s[-–]\s.*", re.IGNORECASE | re.DOTALL),
    Layout.LIMESURVEY: re.compile(r"(group|question)time\d+.*", re.IGNORECASE),
    Layout.REDCAP: re.compile(r"\w+(_complete|_timestamp)"),
}

PERSONAL_WORDS: Final = frozenset(
    {"name", "namn", "full name", "för och efternamn", "first name", "firstname", "förnamn", "last name", "lastname"}
    | {"efternamn", "surname", "email", "e mail", "e mail address", "email address", "emailaddress", "mail", "mejl"}
    | {"epost", "e post", "epostadress", "e postadress", "e postaddress", "mejladress", "mailadress"}
    | {"username", "user name", "användarnamn", "telefon", "telefonnummer", "mobil", "mobilnummer", "mobiltelefon"}
    | {"phone", "phone number", "mobile", "ip", "ip address", "ip adress", "ipaddr", "ip nummer", "refurl"}
    | {"referrer url", "hänvisande url", "token", "access code", "åtkomstkod", "personnummer", "personnr", "ssn"}
    | {"personal identity number", "hsa id", "hsaid", "anställningsnummer", "födelsedatum", "date of birth", "adress"}
    | {"address", "redcap survey identifier", "survey identifier", "participant id", "participant", "deltagare"}
)
_PERSONAL_PATTERN: Final = re.compile(r"attribute_\d+.*", re.IGNORECASE)

UNIT_WORDS: Final = frozenset(
    {"unit id", "unit", "unit name", "enhet", "enhets id", "enhetsid", "enhetens namn", "enhetsnamn", "klinik"}
    | {"kliniken", "vårdenhet", "vårdcentral", "arbetsplats", "tjänstgöringsställe", "utbildande enhet", "avdelning"}
    | {"training unit", "department", "clinic", "workplace", "redcap data access group", "data access group"}
)
UNIT_BEGINNINGS: Final = (
    *("vilken enhet", "på vilken enhet", "vid vilken enhet", "vilken klinik", "på vilken klinik", "vid vilken klinik"),
    *("vilken vårdcentral", "på vilken vårdcentral", "vid vilken vårdcentral", "vilken arbetsplats", "välj enhet"),
    *("välj klinik", "ange enhet", "ange klinik", "min enhet", "din enhet", "min klinik", "din klinik", "var arbetar"),
    *("var tjänstgör", "which unit", "at which unit", "which department", "your unit", "your department"),
)
ROLE_WORDS: Final = frozenset(
    {"role", "roll", "min roll", "din roll", "funktion", "befattning", "jag är", "i am", "your role", "position"}
)
ROLE_BEGINNINGS: Final = (
    *("vilken roll", "i vilken roll", "vilken är din roll", "vad är din roll", "jag är", "jag svarar som", "ange roll"),
    *("välj roll", "vilken funktion", "vilken befattning", "which role", "what is your role", "in which role", "i am"),
    *("i answer as",),
)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
# twelve or ten digits that begin with a day; a coordination number's day is 60 more
_PERSONNUMMER = re.compile(r"(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])[-+ ]?\d{4}")


def recognised(columns: Sequence[str]) -> Layout:
    """Whose export a file with this header is, plain where it is nobody's."""
    names = {name for column in columns for name in own_names(column)}
    for layout, least, signs in SIGNS:
        if len(names & signs) >= least:
            return layout
    if any("___" in column or "(choice=" in column for column in columns):
        return Layout.REDCAP
    return Layout.LONG if names.intersection(ITEM_WORDS) and names.intersection(ANSWER_WORDS) else Layout.PLAIN


def own_names(column: str) -> tuple[str, ...]:
    """What a tool's own column may be called: LimeSurvey puts the code before the text, "lastpage. Last page"."""
    code, separator, text = column.strip().partition(". ")
    return (words_of(column), words_of(code)) if separator and text else (words_of(column),)


def held_by_layout(layout: Layout, column: str) -> Holds | None:
    """What a tool's own column holds beside ids: nothing of use, or a person; None for any other column."""
    names, plain = set(own_names(column)), column.strip()
    if names & PERSONAL_WORDS or (layout is Layout.LIMESURVEY and _PERSONAL_PATTERN.fullmatch(plain)):
        return Holds.PERSONAL
    pattern = _OWN_PATTERNS.get(layout)
    if names & _OWN[layout] or (pattern and pattern.fullmatch(plain)):
        return Holds.IGNORED
    if layout is Layout.LONG and names.intersection(ITEM_WORDS):
        return Holds.ITEM
    if layout is Layout.LONG and names.intersection(ANSWER_WORDS):
        return Holds.ANSWER
    return None


def begins(column: str, beginnings: Collection[str]) -> bool:
    words = words_of(column)
    return any(words == each or words.startswith(f"{each} ") for each in beginnings)


def tells_persons(values: Sequence[str]) -> bool:
    """Whether most of these are e-mail addresses or personnummer."""
    filled = [value.strip() for value in values if value.strip()]
    persons = sum(bool(_EMAIL.fullmatch(each) or _PERSONNUMMER.fullmatch(each)) for each in filled)
    return 2 * persons > len(filled)
