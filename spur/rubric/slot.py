"""A response's answers as fixed-width text: one character a slot, in the rubric's order (DESIGN's rule 10).

A scale or single-choice question has one slot, whose mark is the chosen option's place in its scale. A number has one,
whose mark is its bin's place (the number itself is kept beside). A multiple choice has one slot an option, marked
CHOSEN or NOT_CHOSEN; where a person ticked nothing at all, all of them are BLANK, since no export tells a question that
was skipped from one where nothing fitted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spur.rubric.parts import BLANK, MARKS, Option, Question, Scale

CHOSEN, NOT_CHOSEN = "1", "2"


@dataclass(frozen=True, slots=True)
class Slot:
    """One character of the answers. ``option`` is the multiple choice's option that it tells of; ``scale`` the scale of
    a question with options. Its ``id`` is the question's, for a multiple choice with the option's code after a colon
    (which no id holds)."""

    question: Question
    scale: Scale | None = None
    option: Option | None = None

    @property
    def id(self) -> str:
        return self.question.id if self.option is None else f"{self.question.id}:{self.option.code}"

    @property
    def marks(self) -> str:
        """Every mark that may stand here, the blank's first."""
        if self.option is not None:
            return BLANK + CHOSEN + NOT_CHOSEN
        return self.scale.marks if self.scale is not None else BLANK + MARKS[: len(self.question.bins)]

    def meaning(self, mark: str) -> int | str:
        """What a mark counts as: a value (a reversed question's turned round within its scale; a bin's place from 0;
        1 for chosen and 0 for not), or the kind of no answer: "missing", "dont_know", "not_applicable". Raises KeyError
        for a mark that may not stand here."""
        if mark not in self.marks:
            raise KeyError(mark)
        if mark == BLANK:
            return "missing"
        if self.option is not None:
            return int(mark == CHOSEN)
        if self.scale is None:
            return MARKS.index(mark)
        option = self.scale.option_of(mark)
        assert option is not None
        value = self.scale.value_of(option, reverse=self.question.reverse)
        return value if value is not None else option.missing or "missing"


def slots(questions: Iterable[Question], scales: Mapping[str, Scale]) -> Iterator[Slot]:
    """The slots of every question but the free texts, in order."""
    for question in questions:
        match question.type:
            case "scale" | "single":
                yield Slot(question, scales[question.scale or ""])
            case "multiple":
                scale = scales[question.scale or ""]
                yield from (Slot(question, scale, option) for option in scale.options)
            case "number":
                yield Slot(question)
