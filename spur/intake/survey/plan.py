"""What each column of a survey file means, decided before the first answer is read.

The plan is made from the header, a few rows and what a person said (``spur.intake.survey.matching``); reading then only
follows it. A person can see it, correct it and use it again (``spur.intake.survey.mapping``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from spur.records.problem import Problem


class Layout(StrEnum):
    """Whose export it is, as far as that changes what columns mean."""

    PLAIN = "plain"
    FORMS = "forms"  # Microsoft Forms
    GOOGLE = "google"  # Google Forms
    LIMESURVEY = "limesurvey"
    REDCAP = "redcap"
    LONG = "long"  # one row an answer


class Holds(StrEnum):
    """What a column holds."""

    RESPONSE = "response"  # the response's id
    UNIT = "unit"
    ROLE = "role"
    QUESTION = "question"  # the answer to a question: one option, a number, or (several in one cell) a multiple choice
    OPTION = "option"  # whether one option of a multiple choice was ticked
    TEXT = "text"  # a free text
    ITEM = "item"  # long: which question the row answers
    ANSWER = "answer"  # long: the answer
    PERSONAL = "personal"  # a name, an address: never kept
    IGNORED = "ignored"  # by the layout (a time stamp) or because a person said so


class How(StrEnum):
    """By what a column was recognised; ``NEAR`` is a proposal that a person has to confirm."""

    ID = "id"
    ALIAS = "alias"
    WORDING = "wording"
    LAYOUT = "layout"
    MAPPING = "mapping"
    NEAR = "near"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one column means. ``question`` and ``option`` are ids of the rubric's. ``answers`` gives further names of a
    question's answers (as in a data dictionary's codes): what may stand in the cell → the option's code."""

    column: str
    holds: Holds | None
    how: How
    question: str = ""
    option: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """One meaning for each column, in the file's order. ``unit`` and ``role`` are what the whole file is about where it
    has no such column; ``units`` and ``roles`` give further names of them. Without a column of response ids the rows
    are numbered. ``problems`` is what is wrong with the columns or to be told of them."""

    layout: Layout
    meanings: tuple[Meaning, ...]
    unit: str = ""
    role: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
