"""The header of a survey file, a few of its rows and what a person said → what each column means.

What a person settled comes first; then ids, aliases and wordings of the rubric's questions; then the columns that the
survey tool makes itself. Which column is the unit and which the role is told by known words and by what stands in it.
Nothing is guessed silently: what was recognised by its content is told, what is only alike is a problem.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spur.intake.survey import layouts
from spur.intake.survey.dictionary import Dictionary, translated
from spur.intake.survey.headers import Match, QuestionNames, words_of
from spur.intake.survey.mapping import Settled, SurveyMapping, names_of_roles, names_of_units, settled
from spur.intake.survey.plan import Holds, How, Layout, Meaning, Plan
from spur.intake.table import in_short, plain
from spur.records.problem import Code, Place, Problem, any_errors, nearest
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import folded

CANONICAL = {"response id": Holds.RESPONSE, "unit id": Holds.UNIT, "role": Holds.ROLE}


TELLING = (Holds.QUESTION, Holds.OPTION, Holds.TEXT, Holds.ITEM)
"""A file without any column of these is no survey of this rubric's."""


def make_plan(
    file: str,
    columns: Sequence[str],
    sample: Sequence[Sequence[str]],
    rubric: Rubric,
    units: Mapping[str, Unit],
    *,
    mapping: SurveyMapping | None = None,
    ignore: Collection[str] = (),
    unit: str = "",
    role: str = "",
    dictionary: Dictionary | None = None,
) -> Plan:
    """Decide what the columns of ``file`` mean, from its first rows (``SAMPLE_ROWS`` of them). ``ignore`` names columns
    to leave out; ``unit`` and ``role`` are what a file without such a column is about."""
    given = settled(mapping, columns, rubric, units)
    unit_names = {**names_of_units(units), **given.units}
    role_names = {**names_of_roles(rubric), **given.roles}
    planner = _Planner(file, columns, sample, rubric, given, dictionary or Dictionary(), frozenset(map(folded, ignore)))
    problems = list(given.problems)
    about = {}
    for holds, said, names, code in (
        (Holds.UNIT, unit, unit_names, Code.UNIT_UNKNOWN),
        (Holds.ROLE, role, role_names, Code.ROLE_UNKNOWN),
    ):
        unlooked = holds is Holds.UNIT and not units  # where none are known, it is taken as it stands
        about[holds] = said if unlooked or said in names.values() else names.get(folded(said), "")
        if said and not about[holds]:
            problems.append(Problem(code, Place(file), said, suggestion=nearest(said, set(names.values()))))
    meanings = planner.meanings(about[Holds.ROLE])
    if not columns:  # told already: a file that could not be read
        return Plan(planner.layout, (), problems=tuple(problems))
    problems += planner.find_response(meanings)
    for holds, said, names, written, words, beginnings in (
        (Holds.UNIT, unit, unit_names, given.units, layouts.UNIT_WORDS, layouts.UNIT_BEGINNINGS),
        (Holds.ROLE, role, role_names, given.roles, layouts.ROLE_WORDS, layouts.ROLE_BEGINNINGS),
    ):
        search = _Search(holds, names, words, beginnings)
        problems += planner.leave_out(meanings, holds) if said else planner.find(meanings, search)
        for each in meanings:
            if each.holds is holds:
                names |= {**planner.coded(each.column, names), **written}
    problems += planner.told(meanings, ignore)
    problems += planner.colliding(meanings)
    problems += planner.absent(meanings, about[Holds.ROLE])
    if not any(each.holds in TELLING for each in meanings) and not any_errors(problems):
        problems.append(Problem(Code.QUESTIONS_NONE, Place(file), file, also=rubric.key))
    return Plan(
        planner.layout,
        tuple(meanings),
        about[Holds.UNIT],
        about[Holds.ROLE],
        unit_names,
        role_names,
        given.items,
        given.answers if planner.layout is Layout.LONG else {},
        tuple(problems),
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """How the column of units, or of roles, is recognised: by its values' names, its header or how that begins."""

    holds: Holds
    names: dict[str, str]
    words: Collection[str]
    beginnings: Collection[str]


class _Planner:
    """One file's columns. Meanings stand in a list, in the file's order, and are settled step by step."""

    def __init__(
        self,
        file: str,
        columns: Sequence[str],
        sample: Sequence[Sequence[str]],
        rubric: Rubric,
        given: Settled,
        dictionary: Dictionary,
        ignore: Collection[str],
    ) -> None:
        self.file, self.columns, self.sample, self.rubric = file, columns, sample, rubric
        self.given, self.dictionary, self.ignore = given, dictionary, ignore
        self.names = QuestionNames(rubric)
        self.layout = given.layout or self._layout()
        self.ambiguous: dict[str, tuple[Match, ...]] = {}
        self.untranslated: list[Problem] = []

    def meanings(self, role: str) -> list[Meaning]:
        """What each column means by a person's word, its name or its layout."""
        return [self._meaning(column, role) for column in self.columns]

    def _layout(self) -> Layout:
        found = layouts.recognised(self.columns)
        # a survey may well have a question that is called "answer"
        if found is Layout.LONG and any(self.names.find(column) for column in self.columns):
            return Layout.PLAIN
        return found

    def _meaning(self, column: str, role: str) -> Meaning:
        if not column:
            return Meaning(column, Holds.IGNORED, How.NOT)
        if folded(column) in self.ignore:
            return Meaning(column, Holds.IGNORED, How.MAPPING)
        if meaning := self.given.columns.get(folded(column)):
            return self._with_answers(replace(meaning, column=column))
        if holds := CANONICAL.get(words_of(column)):
            return Meaning(column, holds, How.ID)
        if found := self._matches(column, role):
            if len(found) == 1:
                return self._with_answers(found[0].meaning(column))
            self.ambiguous[column] = found
            return Meaning(column, None, How.NEAR)
        if holds := layouts.held_by_layout(self.layout, column):
            return Meaning(column, holds, How.LAYOUT)
        return Meaning(column, None, How.NOT)

    def _matches(self, column: str, role: str) -> tuple[Match, ...]:
        """The questions that the column may be; where they differ in whom they are put to, those put to the role."""
        found = self.names.find(column) or self._by_dictionary(column)
        asked = tuple(each for each in found if role in each.question.roles)
        return asked if len(found) > 1 and asked else found

    def _by_dictionary(self, column: str) -> tuple[Match, ...]:
        """A column whose variable's label is a question; the choice behind ``___`` is told by its own label."""
        field = self.dictionary.field(column)
        if field is None:
            return ()
        found = self.names.find(field.name) or self.names.find(field.label)
        _, check_box, code = column.partition("___")
        if not check_box:
            return found
        label = next((label for each, label in field.choices if _export_code(each) == _export_code(code)), code)
        options = ((each, self.names.option(each.question, label)) for each in found)
        return tuple(match._replace(option=option) for match, option in options if option)

    def _with_answers(self, meaning: Meaning) -> Meaning:
        """With the further names of its answers: the dictionary's codes, and before them what a person wrote."""
        if meaning.holds is not Holds.QUESTION:
            return meaning
        question = self.rubric.question(meaning.question)
        answers: dict[str, str] = {}
        field = self.dictionary.field(meaning.column)
        if field and field.choices and question.scale:
            answers, untranslated = translated(self.dictionary, field, self.rubric.scale_of(question))
            self.untranslated += untranslated
        return replace(meaning, answers={**answers, **self.given.answers.get(question.id, {})})

    def find_response(self, meanings: list[Meaning]) -> list[Problem]:
        """The column of response ids, where it is not called that. An id that tells who answered is none."""
        for index, each in enumerate(meanings):
            if each.holds is Holds.RESPONSE and layouts.tells_persons(self._values(index)):
                meanings[index] = replace(each, holds=Holds.PERSONAL, how=How.VALUES)
        column = next((each for each in meanings if each.holds is Holds.RESPONSE), None)
        if column is not None:
            return []
        open_ = [i for i in self._open(meanings) if not layouts.tells_persons(self._values(i))]
        for word in layouts.RESPONSE_WORDS[self.layout]:
            for index in (i for i in open_ if word in layouts.own_names(self.columns[i])):
                meanings[index] = Meaning(self.columns[index], Holds.RESPONSE, How.LAYOUT)
                told = self.layout in (Layout.PLAIN, Layout.LONG)
                return [self._problem(Code.RESPONSE_COLUMN, self.columns[index])] if told else []
        return [] if self.layout is Layout.LONG else [self._problem(Code.RESPONSES_NUMBERED)]

    def leave_out(self, meanings: list[Meaning], holds: Holds) -> list[Problem]:
        """No column of units (or roles) is read, since the whole file is said to be about one."""
        problems = []
        for index, each in enumerate(meanings):
            if each.holds is holds:
                meanings[index] = replace(each, holds=Holds.IGNORED)
                problems.append(self._problem(Code.COLUMN_IGNORED, each.column))
        return problems

    def find(self, meanings: list[Meaning], search: _Search) -> list[Problem]:
        """The column of units, or of roles: by its header and most of its values, by its header alone, or by all of its
        values; what speaks less clearly is proposed."""
        if any(each.holds is search.holds for each in meanings):
            return []
        of_units = search.holds is Holds.UNIT
        open_ = self._open(meanings)
        shares = {i: self._share(i, search.names) for i in (*open_, *self._by_layout(meanings))}
        worded = [i for i in open_ if any(words_of(head) in search.words for head in self._heads(i))]
        begun = [i for i in open_ if any(layouts.begins(head, search.beginnings) for head in self._heads(i))]
        headed = [i for i in open_ if i in worded or i in begun]
        for sure in (
            [i for i in headed if shares[i] >= MOST],
            [] if any(shares[i] >= MOST for i in shares) else worded,
            [i for i in shares if shares[i] == 1],
        ):
            if len(sure) == 1:
                column = self.columns[sure[0]]
                how = How.VALUES if shares[sure[0]] >= MOST else How.LAYOUT
                meanings[sure[0]] = Meaning(column, search.holds, how)
                return [self._problem(Code.UNIT_COLUMN if of_units else Code.ROLE_COLUMN, column)]
            if sure:
                break
        proposed = sure or begun or [i for i in shares if shares[i] >= MOST]
        for index in proposed:
            meanings[index] = Meaning(self.columns[index], None, How.NEAR, proposed=search.holds)
        if proposed:
            code = Code.UNIT_NEAR if of_units else Code.ROLE_NEAR
            return [self._problem(code, self.columns[index]) for index in proposed]
        code, name = (Code.UNIT_ABSENT, "unit_id") if of_units else (Code.ROLE_ABSENT, "role")
        return [Problem(code, Place(self.file, row=1), name, also=in_short(self.columns))]

    def told(self, meanings: list[Meaning], ignore: Collection[str]) -> Iterator[Problem]:
        """The columns that nothing is read from, and why; and what an unknown one was probably meant to be."""
        present = {folded(column) for column in self.columns}
        yield from (self._problem(Code.IGNORED_ABSENT, each) for each in ignore if folded(each) not in present)
        for index, each in enumerate(meanings):
            if folded(each.column) in self.ignore:
                yield self._problem(Code.COLUMN_IGNORED, each.column)
            elif each.column in self.ambiguous:
                ids = ", ".join(match.question.id for match in self.ambiguous[each.column])
                yield replace(self._problem(Code.COLUMN_AMBIGUOUS, each.column), also=ids)
            elif each.holds is None and each.how is How.NOT:
                yield from self._unknown(meanings, index)
        yield from self.untranslated
        if (name := layouts.NAMES.get(self.layout)) and self.given.layout is None:
            yield Problem(Code.LAYOUT_RECOGNISED, Place(self.file), name)
        unused = [each for each in meanings if each.holds is Holds.IGNORED and folded(each.column) not in self.ignore]
        if names := [each.column for each in unused if each.how in (How.LAYOUT, How.MAPPING)]:
            yield Problem(Code.COLUMNS_UNUSED, Place(self.file), ", ".join(names))
        if personal := [each.column for each in meanings if each.holds is Holds.PERSONAL]:
            yield Problem(Code.COLUMNS_PERSONAL, Place(self.file), ", ".join(personal))

    def _unknown(self, meanings: list[Meaning], index: int) -> Iterator[Problem]:
        column = self.columns[index]
        if layouts.tells_persons(self._values(index)):
            meanings[index] = Meaning(column, Holds.PERSONAL, How.VALUES)
            return
        field = self.dictionary.field(column)
        near = self.names.near(column) or (self.names.near(field.label) if field else None)
        if near is None:
            suggestion = nearest(column, ("response_id", "unit_id", "role"))
            yield replace(self._problem(Code.COLUMN_UNKNOWN, column), suggestion=suggestion)
            return
        question, name = near
        proposed = Holds.TEXT if question.type == "text" else Holds.QUESTION
        meanings[index] = Meaning(column, None, How.NEAR, question.id, proposed=proposed)
        yield replace(self._problem(Code.COLUMN_NEAR, column), also=name)

    def colliding(self, meanings: Sequence[Meaning]) -> Iterator[Problem]:
        """Two columns that mean the same, or a multiple choice both whole and in parts. A free text may be several."""
        first: dict[tuple[Holds | None, str, str], list[str]] = {}
        for each in meanings:
            holds = Holds.OPTION if each.holds is Holds.OTHER else each.holds
            if holds in (None, Holds.PERSONAL, Holds.IGNORED):
                continue
            earlier = first.setdefault((holds, each.question, each.option), [])
            whole = first.get((Holds.QUESTION, each.question, ""), []) if holds is Holds.OPTION else []
            most = self.rubric.question(each.question).several if holds is Holds.TEXT else 1
            twice = plain(each.column) in map(plain, earlier)  # told when the header was read
            if not twice and (whole or len(earlier) >= most):
                yield replace(self._problem(Code.COLUMNS_ALIKE, each.column), also=(whole or earlier)[0])
            earlier.append(each.column)

    def absent(self, meanings: Iterable[Meaning], role: str) -> Iterator[Problem]:
        """A warning for each question, put to the file's role, that has no column. Long files have none; free texts may
        come in a file of their own."""
        if self.layout is Layout.LONG:
            holds = {each.holds for each in meanings}
            for wanted, name in ((Holds.RESPONSE, "response_id"), (Holds.ITEM, "question"), (Holds.ANSWER, "answer")):
                if wanted not in holds:
                    yield Problem(Code.COLUMN_MISSING, Place(self.file, row=1), name, also=in_short(self.columns))
            return
        there = {each.question for each in meanings}
        for question in self.rubric.questions:
            asked = question.type != "text" and (not role or role in question.roles)
            if asked and question.id not in there:
                yield Problem(Code.QUESTION_ABSENT, Place(self.file, row=1), found=question.id)

    def _open(self, meanings: Sequence[Meaning]) -> list[int]:
        return [i for i, each in enumerate(meanings) if each.holds is None and each.how is How.NOT]

    def _by_layout(self, meanings: Sequence[Meaning]) -> list[int]:
        """The columns that are the tool's own: one of them may hold the unit (a data access group)."""
        return [i for i, each in enumerate(meanings) if each.holds is Holds.IGNORED and each.how is How.LAYOUT]

    def _values(self, index: int) -> list[str]:
        return [row[index] for row in self.sample if index < len(row) and row[index].strip()]

    def _heads(self, index: int) -> tuple[str, ...]:
        """What stands above a column: its header ("code. Text" in parts too), and its label in the dictionary."""
        column, field = self.columns[index], self.dictionary.field(self.columns[index])
        code, _, text = column.partition(". ")
        return (column, *((code, text) if text else ()), *((field.label,) if field else ()))

    def coded(self, column: str, names: Mapping[str, str]) -> dict[str, str]:
        """The dictionary's codes (folded) of a column whose labels are among these names."""
        field = self.dictionary.field(column)
        labels = field.choices if field else ()
        return {folded(code): names[folded(label)] for code, label in labels if folded(label) in names}

    def _share(self, index: int, names: Mapping[str, str]) -> float:
        """How large a share of the column's values are among the names; 0 where there are no values."""
        values, names = self._values(index), {**names, **self.coded(self.columns[index], names)}
        return sum(folded(value) in names for value in values) / len(values) if values else 0

    def _problem(self, code: Code, column: str = "") -> Problem:
        return Problem(code, Place(self.file, row=1 if column else None, column=column), column)


MOST = 0.5  # of a column's values


def _export_code(code: str) -> str:
    """A choice's code as it stands in a column's name: in small letters, a minus as an underscore."""
    return code.casefold().replace("-", "_").strip()
