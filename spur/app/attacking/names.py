"""What the words of a report mean: which question, role, group or unit a row is about, and which number it holds."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from spur.analysis.scopes import SPECIALTY_GROUP
from spur.app.attacking.background import Background, Node
from spur.app.attacking.reports import Report
from spur.report.regions import region_names
from spur.rubric.model import Rubric
from spur.wording import LANGUAGES, Wording

_NO_LETTERS = re.compile(r"[\W_]+")

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "column.n": ("n", "answers"),
    "column.positive-short": ("share_positive", "share_of_answers", "share"),
    "column.positive": ("share_positive", "positive"),
    "column.neutral": ("share_neutral",),
    "column.negative": ("share_negative",),
    "column.from": ("ci_low", "diff_low", "limit_low", "mh_low", "shrunken_low"),
    "column.to": ("ci_high", "diff_high", "limit_high", "mh_high", "shrunken_high"),
    "column.unanswered": ("missing",),
    "column.dont-know": ("dont_know",),
    "column.not-applicable": ("not_applicable",),
    "column.difference-short": ("diff", "mh_diff"),
    "column.range": ("role_range",),
    "unit.diff": ("diff",),
    "texts.column-n": ("n",),
}
_OWN, _REGION = ("unit.the-unit",), ("unit.the-region", "whole-region", "total")
_BASELINE = ("column.baseline", "unit.baseline")
_PLAIN = ("answers.positive-interval", "options.shares")
"""What columns share that says nothing of whose answers they are."""
_QUOTED = re.compile(r"[”“\"]([^”“\"]{4,})[”“\"] \(([^()]*)\)")
"""A question in a sentence with its number: ”Utrustningen är adekvat” (96 %)."""


def squeezed(text: str) -> str:
    """A text without what a line's end, a font or a language's marks may change in it."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


class Names:
    """The names of one report."""

    def __init__(self, report: Report, known: Background) -> None:
        self.report, self.known = report, known
        self.rubric: Rubric | None = known.rubrics.get(report.round)

    def subject(self, text: str) -> str | None:
        """What a row or a caption is about: a question, an area, a category or an indicator."""
        return self._subjects.get(squeezed(text))

    def subject_in(self, caption: str) -> str | None:
        """The question that a caption names."""
        told = squeezed(caption)
        return next((s for name, s in self._subjects.items() if s.startswith("item:") and name in told), None)

    def quoted(self, text: str) -> Iterator[tuple[str, str]]:
        """The questions that a sentence names, each with the number in brackets after it."""
        for name, number in _QUOTED.findall(text):
            subject = self.subject(name)
            if subject is not None and subject.startswith("item:"):
                yield subject, number

    def role(self, *texts: str) -> str | None:
        """The role that the first of these texts that names any names."""
        for told in map(squeezed, texts):
            found = [(len(name), role) for name, role in self._roles.items() if name in told]
            if found:
                return max(found)[1]
        return None

    def node(self, *texts: str) -> Node | None:
        """The region, group, unit or baseline that one of these texts is the name of."""
        return next((node for text in texts if (node := self._nodes.get(squeezed(text))) is not None), None)

    def statistics(self, heading: str) -> tuple[str, ...]:
        """The statistics that may stand under a heading; none where it is not known."""
        return self._headings.get(squeezed(heading), ())

    def options(self, subject: str | None, heading: str) -> tuple[str, ...]:
        """The statistics of an option of a question, where a heading is its label; none where it is not."""
        code = self._options.get((subject or "", squeezed(heading)))
        return tuple(f"{each}:{code}" for each in ("share", "count", "ci_low", "ci_high")) if code else ()

    def is_plain(self, over: str) -> bool:
        """Whether what columns share is nothing, or says no more than they do."""
        return not over or squeezed(over) in self._plain

    @property
    def first_role(self) -> str:
        """The role that a report tells of where it does not say."""
        return self.rubric.roles[0].id if self.rubric and self.rubric.roles else ""

    @cached_property
    def _subjects(self) -> dict[str, str]:
        rubric = self.rubric
        if rubric is None:
            return {}
        told: list[tuple[Iterable[str], str]] = []
        told += [(area.title.values(), f"area:{area.id}") for area in rubric.areas]
        told += [([f"{area.id} {t}" for t in area.title.values()], f"area:{area.id}") for area in rubric.areas]
        told += [(each.title.values(), f"category:{each.id}") for each in rubric.categories]
        told += [(each.text.values(), f"indicator:{each.id}") for each in rubric.indicators]
        told += [(each.text.values(), f"item:{each.id}") for each in rubric.questions]
        return {squeezed(text): subject for texts, subject in told for text in texts}

    @cached_property
    def _options(self) -> dict[tuple[str, str], str]:
        rubric = self.rubric
        asked = [each for each in rubric.questions if each.scale] if rubric is not None else []
        return {
            (f"item:{question.id}", squeezed(text)): option.code
            for question in asked
            for option in (rubric.scale_of(question).options if rubric is not None else ())
            for text in option.label.values()
        }

    @cached_property
    def _roles(self) -> dict[str, str]:
        roles = self.rubric.roles if self.rubric else ()
        return {squeezed(text): role.id for role in roles for text in role.title.values()}

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        by, region = self.report.by, self.known.region_of(self.report)
        found = {squeezed(self._word(lang, key)): Node("baseline", "") for lang in LANGUAGES for key in _BASELINE}
        whole = Node("region", region)
        found |= {squeezed(self._word(lang, key)): whole for lang in LANGUAGES for key in _REGION}
        found |= {squeezed(name): whole for name in (region, region_names().get(region, "")) if name}
        groups = {row.scope_id for row in self.report.rows if row.scope == "group"}
        groups |= {unit.group for unit in self.known.units.values()} if by == SPECIALTY_GROUP else set()
        found |= {squeezed(group): Node("group", group, by) for group in groups if squeezed(group)}
        if self.rubric is not None and by == SPECIALTY_GROUP:
            for each in self.rubric.groups:
                titles = (*each.title.values(), *each.short.values())
                found |= {squeezed(text): Node("group", each.id, by) for text in titles}
        for unit in self.known.units.values():
            found |= {squeezed(name): Node("unit", unit.id) for name in (unit.name, f"{unit.name} {unit.id}")}
        left = Node("residual", region)
        found |= {squeezed(self._word(lang, "questions.residual")): left for lang in LANGUAGES}
        if self.report.own[0] == "unit":
            own = Node(*self.report.own)
            found |= {squeezed(self._word(lang, key)): own for lang in LANGUAGES for key in _OWN}
        return found

    @cached_property
    def _headings(self) -> dict[str, tuple[str, ...]]:
        return {
            squeezed(self._word(lang, key)): statistics
            for lang in LANGUAGES
            for key, statistics in _HEADINGS.items()
        }  # fmt: skip

    @cached_property
    def _plain(self) -> set[str]:
        return {squeezed(self._word(lang, key)) for lang in LANGUAGES for key in _PLAIN}

    def _word(self, lang: str, key: str) -> str:
        return Wording("sv" if lang == "sv" else "en")(f"report.{key}")
