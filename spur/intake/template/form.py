"""What a workbook is made from."""

from dataclasses import dataclass

from spur.intake.template.contents import Contents
from spur.intake.template.look import class_symbol
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric, Rubric
from spur.rubric.parts import Area, Text
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class Form:
    pinned: PinnedRubric
    unit: Unit
    round: str
    lang: Lang
    contents: Contents

    @property
    def rubric(self) -> Rubric:
        return self.pinned.model

    def say(self, key: str, **values: object) -> str:
        """One of the workbook's own sentences."""
        return Wording(self.lang)(f"workbook.{key}", **values)

    def text(self, text: Text) -> str:
        """One of the rubric's texts."""
        return self.rubric.in_language(text, self.lang)

    def heading(self, area: Area) -> str:
        return f"{area.id}  {self.text(area.title)}"

    def class_label(self, number: int) -> str:
        """The nth class with its symbol, which tells it apart where its colour cannot."""
        its_class = self.rubric.classes[number]
        return f"{its_class.symbol or class_symbol(number)} {self.text(its_class.label)}"

    @property
    def worst(self) -> str:
        """The code of the grade that calls for measures first, "" where there is no other to compare it with."""
        grades = self.rubric.grades
        return grades[-1].code if len(grades) > 1 else ""
