"""What a rubric is: areas, requirements, grades, questions and scales, exactly as they stand in its TOML file.

A rubric that ``spur.rubric.load`` handed out has been checked, so its references hold and its lookups by id succeed for
every id that the rubric itself names; any other id raises KeyError.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import Field

from spur.rubric.parts import (
    Area,
    Category,
    Comparison,
    Finding,
    Grade,
    Grading,
    Group,
    Head,
    Indicator,
    Mapping,
    Part,
    Question,
    Requirement,
    RequirementClass,
    Role,
    Scale,
    Several,
    Text,
    Whole,
    folded,
)
from spur.rubric.slot import Slot, slots

# An instrument without grades has no line either.
NO_GRADING = Grading(line="none", authority="inspector", on_mismatch="warn")


class Rubric(Part):
    """A whole rubric. Attributes are named in the plural where the file repeats a table (``[[area]]``: ``areas``).

    An instrument that only asks (a survey of needs, say) has neither grades nor grading, and may have no areas.
    """

    schema_version: Literal[1] = Field(alias="schema")
    head: Head = Field(alias="rubric")
    classes: Several[RequirementClass] = Field(default=(), alias="class")
    grades: Several[Grade] = Field(default=(), alias="grade")
    grading: Grading = NO_GRADING
    findings: Several[Finding] = Field(default=(), alias="finding")
    areas: Several[Area] = Field(default=(), alias="area")
    requirements: Several[Requirement] = Field(default=(), alias="requirement")
    scales: Several[Scale] = Field(default=(), alias="scale")
    questions: Several[Question] = Field(default=(), alias="question")
    groups: Several[Group] = Field(default=(), alias="group")
    indicators: Several[Indicator] = Field(default=(), alias="indicator")
    wholes: Several[Whole] = Field(default=(), alias="whole")
    roles: Several[Role] = Field(default=(), alias="role")
    categories: Several[Category] = Field(default=(), alias="category")
    mappings: Several[Mapping] = Field(default=(), alias="mapping")
    comparison: Comparison = Comparison()

    @property
    def id(self) -> str:
        return self.head.id

    @property
    def version(self) -> str:
        return self.head.version

    @property
    def languages(self) -> tuple[str, ...]:
        return self.head.languages

    @property
    def key(self) -> str:
        """``spur-st@2018``."""
        return f"{self.head.id}@{self.head.version}"

    def in_language(self, text: Text, lang: str) -> str:
        """The text in this language, else in the rubric's first; "" where the rubric gives none."""
        return text.get(lang) or text.get(self.languages[0], "")

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def _classes(self) -> dict[str, RequirementClass]:
        return {each.id: each for each in self.classes}

    @cached_property
    def _grades(self) -> dict[str, Grade]:
        return {grade.code: grade for grade in self.grades}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        names = ((name, each) for each in self.findings for name in (each.code, *each.label.values()))
        return {folded(name): each for name, each in names}

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return {role.id: role for role in self.roles}

    def area(self, area_id: str) -> Area:
        return self._areas[area_id]

    def requirement_class(self, class_id: str) -> RequirementClass:
        return self._classes[class_id]

    def grade(self, code: str) -> Grade:
        return self._grades[code]

    def finding(self, name: str) -> Finding | None:
        """The finding with this code or label, in any language and spelling of case and space; None for an unknown."""
        return self._findings.get(folded(name))

    def requirements_of(self, area_id: str) -> tuple[Requirement, ...]:
        """The area's requirements, in the file's order."""
        return tuple(requirement for requirement in self.requirements if requirement.area == area_id)

    def question(self, question_id: str) -> Question:
        return self._questions[question_id]

    def group(self, group_id: str) -> Group:
        return self._groups[group_id]

    def role(self, role_id: str) -> Role:
        return self._roles[role_id]

    def scale_of(self, question: Question) -> Scale:
        """The scale of a question with options; raises KeyError for a number or a free text."""
        return self._scales[question.scale or ""]

    def points(self, grade_code: str) -> int:
        return self._grades[grade_code].points

    @property
    def line_points(self) -> int:
        """The points from which the rules are followed (the red line of the 2020 report's figures)."""
        return self.points(self.grading.line)

    @property
    def max_total(self) -> int:
        """The points of a unit with the best grade in every area: 32 in the 2018 version, 0 where nothing is graded."""
        return len(self.areas) * max((grade.points for grade in self.grades), default=0)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """What a response's answers hold, character by character: every question but the free texts, in the file's
        order, a multiple choice with one slot an option."""
        return tuple(slots(self.questions, self._scales))

    @cached_property
    def _slots(self) -> dict[str, Slot]:
        return {slot.id: slot for slot in self.slots}

    def slot(self, slot_id: str) -> Slot:
        return self._slots[slot_id]

    @cached_property
    def text_questions(self) -> tuple[Question, ...]:
        """The questions that are answered in the person's own words."""
        return tuple(question for question in self.questions if question.type == "text")


@dataclass(frozen=True, slots=True)
class PinnedRubric:
    """A rubric with its text and that text's hash: what inspections and answers are pinned to."""

    hash: str
    text: str
    model: Rubric
