"""What a cell of a survey says: a text → the marks of a question's slots. One reader a type of question."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from spur.intake.typed import MOST_DIGITS
from spur.records.problem import Code, Place, Problem
from spur.rubric.model import Rubric
from spur.rubric.parts import BLANK, MARKS, Option, Question, Scale, folded
from spur.rubric.slot import CHOSEN, NOT_CHOSEN

Reader = Callable[[str], str]
"""A cell's stripped text → marks. Raises Unfit."""

Names = Mapping[str, str]
"""Further names of answers, folded → the option's code; "" for a name that is none."""

TICKED = frozenset(
    {"1", "x", "y", "yes", "j", "ja", "true", "sant", "sann", "checked", "selected", "ikryssad", "markerad", "vald"}
    | {"valt", "på", "on", "✓", "✔", "☑", "☒"}
)
UNTICKED = frozenset(
    {"0", "n", "no", "nej", "false", "falskt", "falsk", "unchecked", "not selected", "ej markerad", "ej vald"}
    | {"inte vald", "av", "off", "☐"}
)

_NUMBER = re.compile(r"([+\-−]?)(\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:[.,](\d+))?")
LETTERS_TOLD = 200  # of a cell that is unfit
MOST_PIECES = 80  # that a cell is divided into: each option once, with a separator in its label

_SEPARATOR = re.compile(r"([;,\n])")


class Unfit(Exception):
    """A text that cannot stand where it stands; ``allowed`` is what may. What was likely meant is one of ``near``, and
    is looked for when it is told (``Told.add``): a file may have millions of such texts."""

    def __init__(
        self, code: Code, found: str, allowed: Sequence[str] = (), *, near: Collection[str] = (), also: str = ""
    ) -> None:
        super().__init__(code)
        self.code, self.allowed = code, tuple(allowed)
        self.found = found if len(found) <= LETTERS_TOLD else f"{found[: LETTERS_TOLD - 1]}…"
        self.near, self.also = near, also

    def at(self, place: Place) -> Problem:
        return Problem(self.code, place, self.found, self.allowed, also=self.also)


def reader_of(question: Question, rubric: Rubric, names: Names) -> Reader:
    """The reader of cells that answer a question whole. Free texts have none."""
    match question.type:
        case "multiple":
            return several(rubric.scale_of(question), names)
        case "number":
            return lambda text: number_mark(question, number_of(question, text))
        case _:
            return one(rubric.scale_of(question), names)


def one(scale: Scale, names: Names) -> Reader:
    """One option of a scale, by code, label or alias in any language."""
    marks = {option.code: mark for mark, option in zip(MARKS, scale.options, strict=False)} | {"": None}

    def read(text: str) -> str:
        named = names.get(folded(text)) if names else None
        mark = scale.mark_of(text) if named is None else marks.get(named)
        if mark is None:
            raise unknown(text, scale.options)
        return mark

    return read


def several(scale: Scale, names: Names) -> Reader:
    """Any number of options in one cell, with semicolons (Microsoft Forms), commas (Google Forms) or line breaks
    between, which may stand in an option's own label too: then the longest label is meant."""
    known = {
        folded(name): option.code
        for option in scale.options
        for name in (option.code, *option.aliases, *option.label.values())
    } | dict(names)

    def parsed(pieces: list[str], at: int) -> list[str] | None:
        """The options named by the pieces from there on, None where they name none in any division."""
        if at >= len(pieces):
            return []
        for end in range(len(pieces), at, -2):
            name = folded("".join(pieces[at:end]))
            if not name and end == at + 1:
                return parsed(pieces, end + 1)
            if (code := known.get(name)) and (rest := parsed(pieces, end + 1)) is not None:
                return [code, *rest]
        return None

    def read(text: str) -> str:
        if not text:
            return BLANK * len(scale.options)
        pieces = _SEPARATOR.split(text)
        chosen = parsed(pieces, 0) if len(pieces) < MOST_PIECES else None
        if chosen is None:
            raise unknown(_unknown_piece(pieces, known), scale.options)
        return ticks(scale, chosen)

    return read


def _unknown_piece(pieces: Sequence[str], known: Collection[str]) -> str:
    """Of what stands between separators, the first that is no option's name."""
    names = (piece.strip() for piece in pieces[::2])
    return next((name for name in names if name and folded(name) not in known), "".join(pieces))


def ticks(scale: Scale, chosen: Collection[str]) -> str:
    """The marks of a multiple choice; of one where nothing was ticked, all blank."""
    if not chosen:
        return BLANK * len(scale.options)
    return "".join(CHOSEN if option.code in chosen else NOT_CHOSEN for option in scale.options)


def tick(option: Option, names: Names, *, other: bool = False) -> Reader:
    """Whether one option of a multiple choice was ticked, by a word for that or by the option itself; ``other``: by any
    words of the person's own."""
    own = {folded(name) for name in (option.code, *option.aliases, *option.label.values())}
    unclear = {folded(name) for name in (*option.aliases, *option.label.values())} & UNTICKED
    label = next(iter(option.label.values()), option.code)

    def read(text: str) -> str:
        word = folded(text)
        if (named := names.get(word)) is not None:
            return CHOSEN if named == option.code else NOT_CHOSEN
        # an option that is called "Nej": whether it was ticked or not cannot be told by that word
        if word in UNTICKED and word not in unclear:
            return NOT_CHOSEN
        if not word:
            return NOT_CHOSEN
        if other or word in TICKED or (word in own and word not in unclear):
            return CHOSEN
        raise Unfit(Code.ANSWER_UNKNOWN, text, ("1", "0", "x", label))

    return read


def number_of(question: Question, text: str) -> Fraction | None:
    """The number in a cell, exactly; None for a blank one. Decimal comma or point, and spaces between thousands.
    Raises Unfit for what is no number, or less or more than may be answered."""
    if not text:
        return None
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > 2 * MOST_DIGITS:
        raise Unfit(Code.NUMBER_INVALID, text, (_range(question),))
    sign, whole, places = match.groups(default="")
    number = Fraction(int("".join(filter(str.isdigit, whole)) + places), 10 ** len(places))
    number = -number if sign and sign != "+" else number
    if not question.decimals and number.denominator != 1:
        raise Unfit(Code.NUMBER_INVALID, text, (_range(question),))
    if number < question.bins[0] or (question.most is not None and number > question.most):
        raise Unfit(Code.NUMBER_OUTSIDE, text, (_range(question),))
    return number


def number_mark(question: Question, number: Fraction | None) -> str:
    """The mark of the number's bin."""
    return BLANK if number is None else MARKS[bisect_right(question.bins, number) - 1]


def _range(question: Question) -> str:
    least = question.bins[0]
    return f"≥ {least}" if question.most is None else f"{least}–{question.most}"


def unknown(text: str, options: Iterable[Option]) -> Unfit:
    """No option of these. What is allowed is told as it was answered: in codes, or in words."""
    options = tuple(options)
    codes = [option.code for option in options]
    labels = [label for option in options for label in option.label.values()]
    in_codes = len(text) <= max(map(len, codes))
    first_labels = [next(iter(option.label.values()), option.code) for option in options]
    return Unfit(Code.ANSWER_UNKNOWN, text, codes if in_codes else first_labels, near=(*labels, *codes))
