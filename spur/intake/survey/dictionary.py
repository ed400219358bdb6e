"""A REDCap data dictionary (CSV): each variable's label and the labels behind its codes.

With it, columns are matched by the label that the person who answered saw, and coded answers are translated to the
rubric's options by their labels. Choices stand in one cell: ``1, Disagree | 2, Agree``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from spur.intake.survey.headers import words_of
from spur.intake.table import in_short, read_table
from spur.records.problem import Code, Place, Problem, nearest
from spur.rubric.parts import Scale, folded

VARIABLE = ("variable field name", "field name", "variable")
LABEL = ("field label", "label")
CHOICES = ("choices calculations or slider labels", "choices or calculations", "choices")


@dataclass(frozen=True, slots=True)
class Field:
    """A variable: its label, and the label of each code that it may hold. ``row`` is its row in the dictionary."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class Dictionary:
    file: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)

    def field(self, column: str) -> Field | None:
        """The variable that a column holds, or (``variable___code``) one choice of."""
        return self.fields.get(folded(column)) or self.fields.get(folded(column.partition("___")[0]))


def read_dictionary(path: Path) -> tuple[Dictionary, list[Problem]]:
    """Read a data dictionary; what it says beyond names, labels and choices is not looked at."""
    table = read_table(path)
    known = {words_of(column): column for column in table.columns}
    named, labelled, listed = (
        next((known[w] for w in words if w in known), "") for words in (VARIABLE, LABEL, CHOICES)
    )
    problems = list(table.problems)
    if table.columns and not (named and labelled):
        lacking = "Field Label" if named else "Variable / Field Name"
        problems.append(Problem(Code.COLUMN_MISSING, Place(table.file, row=1), lacking, also=in_short(table.columns)))
        return Dictionary(table.file), problems
    fields = {}
    for row in table.rows:
        if name := row[named]:
            fields[folded(name)] = Field(name, row[labelled], _choices(row[listed]), row.number)
    return Dictionary(table.file, fields), problems


def _choices(cell: str) -> tuple[tuple[str, str], ...]:
    """ "1, Disagree | 2, Agree, on the whole" → each code with its label. A calculation or a slider has none."""
    pairs = (choice.partition(",") for choice in cell.split("|"))
    return tuple((code.strip(), label.strip()) for code, comma, label in pairs if comma)


def translated(dictionary: Dictionary, variable: Field, scale: Scale) -> tuple[dict[str, str], list[Problem]]:
    """What each of a variable's codes (folded) means on the question's scale. A code of the scale's own that the
    dictionary does not have is no answer here ("")."""
    labels = {folded(label) for option in scale.options for label in option.label.values()}
    answers = {code: "" for option in scale.options if (code := folded(option.code)) not in labels}
    problems = []
    for code, label in variable.choices:
        mark = scale.mark_of(label)
        option = scale.option_of(mark) if mark is not None else None
        if option is None:
            place = Place(dictionary.file, row=variable.row, column=variable.name)
            allowed = tuple(next(iter(each.label.values())) for each in scale.options)
            problems.append(Problem(Code.CHOICE_UNKNOWN, place, label, allowed, nearest(label, allowed), also=code))
        answers[folded(code)] = option.code if option else ""
    return answers, problems
