"""The questions: the overall judgement, and those with the most and the least positive answers."""

from collections.abc import Iterator, Sequence

from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.report.material import Material, exact
from spur.report.prose.ends import ends
from spur.rubric.parts import Question
from spur.statistics.comparison import PRINTED_DECIMALS

LISTED = 5  # questions named in a sentence; the table has them all
FEWEST = 2  # questions of which one can be said to be the highest

Ranked = tuple[list[Question], list[Question]]


def how_many(m: Material, part: Part, role: str) -> str:
    """How many of a role answered."""
    n = m.figures(part.scope, part.id, "responses", "n", role=role)
    return m.said("questions.one-response" if n.value == 1 else "questions.responses", n=n, role=m.role_title(role))


def overall(
    m: Material, part: Part, role: str, questions: Sequence[Question], *, quoted: bool = False
) -> Iterator[str]:
    """How many of those who answered are positive, neutral and negative in each of these questions, which ask of the
    training as a whole; ``quoted`` in full."""
    for question in questions:
        shares = {end: _of(m, part, role, question, f"share_{end}") for end in ("positive", "neutral", "negative")}
        n = _of(m, part, role, question, "n")
        if all(share is not None and share.value is not None for share in shares.values()):
            key = "questions.overall-quoted" if quoted else "questions.overall"
            yield m.said(key, question=m.question_name(question), role=m.role_title(role), n=n, **shares)


def ends_of(m: Material, part: Part, role: str, questions: Sequence[Question], named: int) -> Ranked:
    """The questions with the ``named`` most positive answers and those with as many least positive ones, a third of
    those that are shown at most."""
    shares = _shares(m, part, role, questions)
    by_id = {question.id: question for question in questions}
    found = ends(
        {question: exact(share) for question, share in shares.items()},
        PRINTED_DECIMALS,
        min(named, max(1, len(shares) // 3)),
    )
    highest, lowest = ([by_id[question] for question in own] for own in found)
    return highest, lowest


def highest_and_lowest(m: Material, part: Part, role: str, questions: Sequence[Question], named: int) -> Iterator[str]:
    """These in a sentence each; that all questions have the same share, where they have."""
    highest, lowest = ends_of(m, part, role, questions, named)
    if highest:
        yield m.said("questions.highest", questions=listed(m, part, role, highest))
        yield m.said("questions.lowest", questions=listed(m, part, role, lowest))
    else:
        yield from all_alike(m, part, role, questions)


def all_alike(m: Material, part: Part, role: str, questions: Sequence[Question]) -> Iterator[str]:
    """That every question that is shown has the same share, where several have."""
    shares = _shares(m, part, role, questions)
    if len(shares) >= FEWEST and not ends_of(m, part, role, questions, 1)[0]:
        yield m.said("questions.equal", share=next(iter(shares.values())))


def listed(m: Material, part: Part, role: str, questions: Sequence[Question]) -> str:
    """ "”Utrustningen är adekvat” (96 %) och …", of many the first."""
    return capped(m, [numbered(m, part, role, question) for question in questions])


def numbered(m: Material, part: Part, role: str, question: Question) -> str:
    """ "”Utrustningen är adekvat” (96 %)"."""
    return m.said(
        "questions.named", question=m.question_name(question), share=_of(m, part, role, question, "share_positive")
    )


def capped(m: Material, texts: list[str]) -> str:
    """The first of a list of questions, and how many there are beside them."""
    rest = len(texts) - LISTED
    if rest <= 1:
        return m.wording.listed(texts)
    return m.wording.listed([*texts[:LISTED], m.said("questions.more", n=rest)])


def _shares(m: Material, part: Part, role: str, questions: Sequence[Question]) -> dict[str, Figure]:
    found = {question.id: _of(m, part, role, question, "share_positive") for question in questions}
    return {question: share for question, share in found.items() if share is not None and share.value is not None}


def _of(m: Material, part: Part, role: str, question: Question, statistic: str) -> Figure | None:
    return m.figures.get(part.scope, part.id, f"item:{question.id}", statistic, role=role)
