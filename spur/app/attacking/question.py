"""A question as a puzzle sees it: what may be answered, what of it is critical, and what each statistic counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spur.analysis.answers import scored_questions
from spur.analysis.options import choices
from spur.disclosure.attack import BLANK
from spur.rubric.model import Rubric
from spur.rubric.parts import Question
from spur.statistics.tally import Tally

POSITIVE, NEUTRAL, NEGATIVE = "positive", "neutral", "negative"
ENDS = (POSITIVE, NEUTRAL, NEGATIVE)
CHOSEN, NOT_CHOSEN = "chosen", "not-chosen"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question to one role, or one option of a multiple choice. ``answers`` by name each with the points that it is
    worth (None of what has none); ``counts`` what each statistic counts ("positive", "count:CODE")."""

    item: str
    role: str
    slot: str
    option: str
    answers: Mapping[str, int | None]
    critical: frozenset[str]
    counts: Mapping[str, frozenset[str]]
    positive_from: int | None = None
    negative_to: int | None = None

    @property
    def given(self) -> frozenset[str]:
        return frozenset(self.answers)

    @property
    def points(self) -> dict[str, int]:
        """What each answer is worth; empty where nothing is said of that."""
        return {answer: worth for answer, worth in self.answers.items() if worth is not None}

    def in_ends(self) -> "AskedQuestion":
        """The same told in three ends instead of every step: of a question that has them."""
        if self.positive_from is None:
            return self
        return replace(
            self,
            answers=dict.fromkeys(ENDS),
            critical=frozenset({NEUTRAL, NEGATIVE}),
            counts={end: frozenset({end}) for end in ENDS},
        )

    def counted(self, tally: Tally, *, blanks: bool = False) -> dict[str, int]:
        """How many of a tally gave each answer."""
        if set(self.answers) == set(ENDS):
            positive, negative = tally.at_least(self.positive_from or 0), tally.at_most(self.negative_to or 0)
            found = {POSITIVE: positive, NEUTRAL: tally.n - positive - negative, NEGATIVE: negative}
        else:
            found = {answer: tally.count(worth) for answer, worth in self.answers.items() if worth is not None}
        return found | ({BLANK: tally.asked - tally.n} if blanks else {})


def asked_questions(rubric: Rubric) -> Iterator[AskedQuestion]:
    """Every closed question of a rubric, to each role that it is put to."""
    scored = {question.id for question in scored_questions(rubric)}
    for question in rubric.questions:
        for role in question.roles:
            if question.type == "multiple":
                for choice in choices(rubric, question):
                    yield AskedQuestion(
                        question.id,
                        role,
                        choice.slot,
                        choice.code,
                        {CHOSEN: 1, NOT_CHOSEN: 0},
                        frozenset(),
                        {f"count:{choice.code}": frozenset({CHOSEN})},
                    )
            elif question.type != "text":
                yield _of_steps(rubric, question, role, scored=question.id in scored)


def _of_steps(rubric: Rubric, question: Question, role: str, *, scored: bool) -> AskedQuestion:
    steps = {choice.code: choice.value for choice in choices(rubric, question)}
    counts = {f"count:{code}": frozenset({code}) for code in steps}
    if not scored:
        return AskedQuestion(question.id, role, question.id, "", steps, frozenset(), counts)
    scale = rubric.scale_of(question)
    positive_from, negative_to = scale.positive_from or 0, scale.negative_to or 0
    ends = {
        POSITIVE: frozenset(code for code, worth in steps.items() if worth >= positive_from),
        NEGATIVE: frozenset(code for code, worth in steps.items() if worth <= negative_to),
    }
    ends[NEUTRAL] = frozenset(steps) - ends[POSITIVE] - ends[NEGATIVE]
    critical = frozenset(steps) - ends[POSITIVE]
    return AskedQuestion(question.id, role, question.id, "", steps, critical, counts | ends, positive_from, negative_to)
