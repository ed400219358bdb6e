"""The header of a column → the question that it asks, however the survey tool has dressed it: "3. Question:", HTML,
"code. Question", "Question [Row]", "field___code", "Question (choice=Option)".

Names are compared in three steps, each only where the one before found nothing: folded (case, white space, composition,
width, invisible characters); by their words (punctuation ignored, "<" and its like kept); and, for ids, without any
separator, since LimeSurvey's codes hold none. What is alike but not the same is proposed (``near``), never found.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from spur.intake.survey.plan import Holds, How, Meaning
from spur.rubric.model import Rubric
from spur.rubric.parts import Option, Question, folded

ALIKE = 0.8  # of difflib's ratio, from where a name is proposed
TELLING = 12  # letters of a header that was cut off, from where its beginning is proposed

OTHER_WORDS = ("other", "annat", "övrigt", "other please specify", "annat ange vad", "annat ange")

# Each takes time in proportion to the header's length, however it is made up: a stranger's may be megabytes long.
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"(?:(?:q|f|fråga|question|nr)\W?\s*)?\d{1,3}[a-z]?\s*(?:[.):–-]+\s*|\s+)(?=\S)")
_BRACKET = re.compile(r"(.*)\[([^\[\]]*)\]", re.DOTALL)
_CHOICE = re.compile(r"((?:(?!\(choice=).)*+)\(choice=(.*)\)", re.DOTALL | re.IGNORECASE)
_CODED = re.compile(r"(\S+?)(?:\.|:| -) (.+)", re.DOTALL)
_SEVERAL = re.compile(r"(.*\D)\d", re.DOTALL)


class Match(NamedTuple):
    """A question that a header may mean; for a column that is one option of a multiple choice, its code too. ``other``:
    what stands in that column may be words of the person's own."""

    question: Question
    how: How
    option: str = ""
    other: bool = False

    def meaning(self, column: str) -> Meaning:
        if self.option:
            return Meaning(column, Holds.OTHER if self.other else Holds.OPTION, self.how, self.question.id, self.option)
        holds = Holds.TEXT if self.question.type == "text" else Holds.QUESTION
        return Meaning(column, holds, self.how, self.question.id)


Matches = tuple[Match, ...]


def undressed(header: str) -> str:
    """Without the tags and entities that LimeSurvey writes."""
    return html.unescape(_TAG.sub(" ", header)) if "<" in header or "&" in header else header


def words_of(name: str) -> str:
    """A name's words, folded; punctuation is none, so that a colon, typographic quotes or underscores are no matter."""
    plain = folded(undressed(name))
    return " ".join("".join(" " if unicodedata.category(c)[0] == "P" else c for c in plain).split())


def unnumbered(name: str) -> str:
    """Without the number that a tool puts before a question."""
    plain = folded(undressed(name))
    number = _NUMBER.match(plain)
    return plain[number.end() :] if number else plain


def joined(name: str) -> str:
    """An id without its separators: "stjourbalans" for "st.jourbalans". "" for what has spaces."""
    return "" if " " in folded(name) else words_of(name).replace(" ", "")


class QuestionNames:
    """Every name of a rubric's questions and of the options of its multiple choices."""

    def __init__(self, rubric: Rubric) -> None:
        self._folded: dict[str, dict[str, Match]] = {}
        self._words: dict[str, dict[str, Match]] = {}
        self._joined: dict[str, dict[str, Match]] = {}
        self._several = any(question.several > 1 for question in rubric.questions)
        for question in rubric.questions:
            names = [(question.id, How.ID), *((alias, How.ALIAS) for alias in question.aliases)]
            for name, how in [*names, *((text, How.WORDING) for text in question.text.values())]:
                match = Match(question, how)
                self._folded.setdefault(folded(name), {}).setdefault(question.id, match)
                self._words.setdefault(words_of(name), {}).setdefault(question.id, match)
                if how is not How.WORDING and joined(name):
                    self._joined.setdefault(joined(name), {}).setdefault(question.id, match)
        self._options = {
            question.id: rubric.scale_of(question).options
            for question in rubric.questions
            if question.type == "multiple"
        }
        self._found: dict[str, Matches] = {}

    def find(self, header: str) -> Matches:
        """The questions that this header names: mostly one or none; several where their names are the same."""
        if header not in self._found:
            self._found[header] = self._dressed(header) or self._behind_a_code(header)
        return self._found[header]

    def near(self, header: str) -> tuple[Question, str] | None:
        """The question that this header is most like, where it is like any, and that of its names that it is like."""
        for piece in _pieces(header):
            words = words_of(unnumbered(piece))
            if close := get_close_matches(words, self._words, n=1, cutoff=ALIKE):
                return self._as_written(self._words[close[0]], close[0], words_of)
            begun = [name for name in self._words if len(words) >= TELLING and name.startswith(words)]
            if len({question for name in begun for question in self._words[name]}) == 1:
                return self._as_written(self._words[begun[0]], begun[0], words_of)
        if (name := joined(header)) and (close := get_close_matches(name, self._joined, n=1, cutoff=ALIKE)):
            return self._as_written(self._joined[close[0]], close[0], joined)
        return None

    def _as_written(self, found: dict[str, Match], key: str, form: Callable[[str], str]) -> tuple[Question, str]:
        question = next(iter(found.values())).question
        names = (question.id, *question.aliases, *question.text.values())
        return question, next(name for name in names if form(name) == key)

    def option(self, question: Question, name: str) -> str:
        """The code of the multiple choice's option with this code, alias or label; "" for an unknown."""
        options = self._options.get(question.id, ())
        for form in (folded, words_of, joined):
            named = [each for each in options if form(name) and form(name) in map(form, _names(each))]
            if len(named) == 1:
                return named[0].code
        return ""

    def _named(self, name: str) -> Matches:
        """The questions with this name, undressed."""
        found = (
            self._folded.get(folded(name))
            or self._words.get(words_of(name))
            or self._words.get(words_of(unnumbered(name)))
            or self._joined.get(joined(name))
        )
        return tuple(found.values()) if found else ()

    def _dressed(self, header: str) -> Matches:
        header = undressed(header).strip()
        steps = (self._named, self._in_brackets, self._as_option, self._one_of_several)
        return next((found for step in steps if (found := step(header))), ())

    def _in_brackets(self, header: str) -> Matches:
        """ "Question [Option]" and "Any text [Question]": an array's or a grid's row is the question."""
        if not (parts := _BRACKET.fullmatch(header)):
            return ()
        outer, inner = parts[1], parts[2]
        texts = tuple(each for each in self._named(outer) if each.question.several > 1)
        return self._option_of(outer, inner) or texts or self._named(inner)

    def _as_option(self, header: str) -> Matches:
        """REDCap's two ways to head a check box, LimeSurvey's ``Q5_SQ002``, and "Question: Option"."""
        if parts := _CHOICE.fullmatch(header):
            return self._option_of(parts[1], parts[2])
        for separator in ("___", "_"):
            field, _, code = header.rpartition(separator)
            if field and (found := self._option_of(field, code)):
                return found
        words = words_of(header)
        return tuple(
            found
            for name, matches in self._words.items()
            if words.startswith(f"{name} ")
            for found in self._options_in(tuple(matches.values()), words.removeprefix(f"{name} "))
        )

    def _option_of(self, outer: str, inner: str) -> Matches:
        return self._options_in(self._named(outer), inner)

    def _options_in(self, matches: Matches, name: str) -> Matches:
        found = []
        for match in matches:
            other = words_of(name) in OTHER_WORDS
            code = self.option(match.question, name)
            if not code and other:
                code = next(filter(None, (self.option(match.question, each) for each in OTHER_WORDS)), "")
            if code:
                found.append(match._replace(option=code, other=other))
        return tuple(found)

    def _one_of_several(self, header: str) -> Matches:
        """ "Suggestion 2", where a person may write several."""
        if not self._several or not (parts := _SEVERAL.fullmatch(header)):
            return ()
        return tuple(each for each in self._named(parts[1]) if each.question.several > 1)

    def _behind_a_code(self, header: str) -> Matches:
        """ "code. Question", LimeSurvey's heads of code and text. A code that is an id is enough; where code and text
        name different questions, both are found."""
        if not (parts := _CODED.fullmatch(undressed(header).strip())):
            return ()
        by_code = tuple(each for each in self._dressed(parts[1]) if each.how is How.ID)
        by_text = self._dressed(parts[2])
        found = {(each.question.id, each.option): each for each in (*by_text, *by_code)}
        return tuple(found.values())


def _names(option: Option) -> Iterator[str]:
    yield option.code
    yield from option.aliases
    yield from option.label.values()


def _pieces(header: str) -> Iterator[str]:
    """A header, and what in it may be a question by itself."""
    plain = undressed(header).strip().rstrip(". ")
    yield plain
    for pattern in (_BRACKET, _CODED):
        if parts := pattern.fullmatch(plain):
            yield parts[2]
