"""What each column of a survey file means, decided before the first answer is read.

The plan is made from the header, a few rows and what a person said (``spur.intake.survey.matching``); reading then only
follows it. A person can see it, correct it and use it again (``spur.intake.survey.mapping``).

Names that stand in cells are looked up folded (``spur.rubric.parts.folded``): the keys of ``answers``, ``units``,
``roles`` and ``items`` are folded already. They come before the rubric's own names, and "" says that such a name is
none (a data dictionary's code 5 need not be the scale's). Ids and titles of units and roles are among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from spur.records.problem import Problem

SAMPLE_ROWS = 200  # that a plan is made from


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
    OPTION = "option"  # whether one option of a multiple choice was ticked: Y, Ja, 1, Checked, X, or the option itself
    OTHER = "other"  # the same, ticked by any words of the person's own (LimeSurvey's "[other]")
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
    VALUES = "values"  # what stands in it
    MAPPING = "mapping"
    NEAR = "near"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one column means. ``question`` and ``option`` are ids of the rubric's. Of an unknown column (``holds`` None)
    ``proposed`` is what it probably holds, and the question the one that was probably meant. ``answers`` gives further
    names of a question's answers (as in a data dictionary's codes): what may stand in the cell → the option's code."""

    column: str
    holds: Holds | None
    how: How
    question: str = ""
    option: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    proposed: Holds | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One meaning for each column, in the file's order. ``unit`` and ``role`` are what the whole file is about where it
    has no such column; ``units`` and ``roles`` give further names of them. Without a column of response ids the rows
    are numbered. ``answers`` are a long file's further names of answers, by question, and ``items`` its further names
    of questions; its other questions are recognised by ``spur.intake.survey.headers``. ``problems`` is what is wrong
    with the columns or to be told of them."""

    layout: Layout
    meanings: tuple[Meaning, ...]
    unit: str = ""
    role: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def columns(self, holds: Holds) -> tuple[str, ...]:
        """The columns that hold this."""
        return tuple(each.column for each in self.meanings if each.holds is holds)
