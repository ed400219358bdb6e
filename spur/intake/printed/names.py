"""What the numbers of a printed report may be about: its groups, areas and questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spur.intake.printed.form import PrintedFile
from spur.records.printed import ANSWERS, OF_ANSWERS, OF_COUNTS, TOTAL, UNITS, WHOLE, Statistic
from spur.records.problem import Code, Place, Problem, nearest
from spur.rubric.parts import folded
from spur.rubric.source import Source

COUNTED = (UNITS, ANSWERS)


@dataclass(slots=True)
class Names:
    """Ids with their titles, in order. ``closed``: what is not among them is a problem; where there is no TOML file,
    the tables themselves say what there is."""

    groups: dict[str, str]
    areas: dict[str, str]
    questions: dict[str, str]
    closed: bool
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, file: PrintedFile, source: Source, *, closed: bool) -> "Names":
        groups = {group.id: group.title for group in file.groups}
        areas = {area: area for area in file.grades.areas}
        questions = {question.id: question.title or question.id for question in file.questions}
        names = cls(groups, areas, questions, closed)
        names.problems += _clashes(file, source)
        if closed and file.grades.line not in file.grades.points:
            allowed = tuple(file.grades.points)
            place = source.place("grades", "line")
            names.problems.append(Problem(Code.PRINTED_UNKNOWN, place, file.grades.line, allowed))
        return names

    def are_groups(self, columns: Sequence[str]) -> bool:
        """Whether a table's columns are groups. Where some are and some are not, most decide: the rest are unknown."""
        return 2 * sum(column in self.groups or column == WHOLE for column in columns) > len(columns)

    def unknown_group(self, group: str, place: Place, *, whole: bool = True) -> Iterator[Problem]:
        allowed = (*self.groups, *([WHOLE] if whole else []))
        if group not in allowed:
            yield Problem(Code.PRINTED_UNKNOWN, place, group, allowed, nearest(group, allowed))

    def unknown_subject(self, subject: str, statistic: Statistic, place: Place) -> Iterator[Problem]:
        allowed = self.subjects(statistic)
        if subject not in allowed:
            yield Problem(Code.PRINTED_UNKNOWN, place, subject, allowed, nearest(subject, allowed))

    def subjects(self, statistic: Statistic) -> tuple[str, ...]:
        """What may have such a statistic."""
        if statistic in OF_COUNTS:
            return COUNTED
        return tuple(self.questions) if statistic in OF_ANSWERS else (*self.areas, TOTAL)

    def meant_group(self, text: str) -> str:
        """The group that a table means by an id or a title; a new one where the names are open."""
        return self._meant(text, self.groups, (WHOLE,))

    def meant_subject(self, text: str, statistic: Statistic) -> str:
        if statistic in OF_COUNTS:
            return self._meant(text, {}, COUNTED)
        if statistic in OF_ANSWERS:
            return self._meant(text, self.questions, ())
        return self._meant(text, self.areas, (TOTAL,))

    def _meant(self, text: str, titles: dict[str, str], fixed: tuple[str, ...]) -> str:
        by_name = {folded(title): each for each, title in titles.items()}
        by_name |= {folded(each): each for each in (*titles, *fixed)}
        meant = by_name.get(folded(text), text)
        if not self.closed and meant not in fixed and fixed != COUNTED:
            titles.setdefault(meant, meant)
        return meant


def _clashes(file: PrintedFile, source: Source) -> Iterator[Problem]:
    """An id is one thing only: a table's rows and columns are told apart by it."""
    named = [
        *((("grades", "areas"), area) for area in file.grades.areas),
        *((("group", index, "id"), group.id) for index, group in enumerate(file.groups)),
        *((("question", index, "id"), question.id) for index, question in enumerate(file.questions)),
    ]
    first: dict[str, tuple[str | int, ...]] = dict.fromkeys((WHOLE, TOTAL, *COUNTED), ())
    for path, name in named:
        if name in first:
            earlier = first[name]
            also = source.column(*earlier) if earlier else "spur"
            yield Problem(Code.RUBRIC_DUPLICATE, source.place(*path), name, also=also)
        else:
            first[name] = path
