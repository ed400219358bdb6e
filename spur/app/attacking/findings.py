"""What the attacker found: of whom, from which files, and, kept apart, the secret itself."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from spur.app.attacking.background import Background, Node
from spur.disclosure.attack import Harm
from spur.report.regions import region_names
from spur.wording import Wording


class FindingCode(StrEnum):
    """Every kind of finding. The value is what people script against, so it never changes its meaning."""

    EXPOSED = "exposed"
    WITHHELD_PRINTED = "withheld-printed"
    UNACCOUNTED = "unaccounted"
    HIDDEN = "hidden"
    TRACE = "trace"
    DISTRIBUTION_OF_FEW = "distribution-of-few"
    CHANGED = "changed"


class NoticeCode(StrEnum):
    """What a reader of the result should know, though nobody is exposed by it."""

    SECRET = "secret"
    CONTRADICTORY = "contradictory"
    OTHER_DATA = "other-data"
    UNITS_UNPLACED = "units-unplaced"
    RULE_UNKNOWN = "rule-unknown"
    UNREAD = "unread"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should not be there, or that can be worked out. ``nodes`` are whom it is about, ``question`` and
    ``role`` (ids) what was asked; ``files`` where it stands or what it follows from, ``place`` where in the file.

    ``people`` are how many it is about, of whom the rule asks for ``least``.
    ``secret`` must not be told unless it is asked for: how many of the ``people`` gave one of ``answers``, or the
    number that is printed. ``true``: whether it is so, where a database knows.
    """

    code: FindingCode
    files: tuple[str, ...]
    nodes: tuple[Node, ...] = ()
    round: str = ""
    role: str = ""
    question: str = ""
    place: str = ""
    people: int | None = None
    least: int | None = None
    harm: Harm | None = None
    by_rule: bool = False
    secret: str = ""
    answers: tuple[str, ...] = ()
    true: bool | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    code: NoticeCode
    of: str = ""


def called(node: Node, known: Background, said: Wording) -> str:
    """A node by its name, with its id where names may be alike."""
    if node.rest:
        return said("attack.rest", of=called(replace(node, rest=False), known, said))
    match node.scope:
        case "unit":
            unit = known.units.get(node.id)
            return f"{unit.name} ({node.id})" if unit is not None and unit.name != node.id else node.id
        case "region":
            return region_names().get(node.id, node.id)
    for rubric in known.rubrics.values():
        for group in rubric.groups:
            if group.id == node.id:
                return rubric.in_language(group.title, said.lang)
    return node.id


def asked(question: str, round_: str, known: Background, said: Wording) -> str:
    """A question by its text, cut where it is long; an area by its title. Its id where nobody knows it."""
    rubric = known.rubrics.get(round_)
    kind, _, id_ = question.partition(":")
    if rubric is None:
        return id_
    texts = {
        "item": {each.id: each.text for each in rubric.questions},
        "area": {each.id: each.title for each in rubric.areas},
        "category": {each.id: each.title for each in rubric.categories},
    }.get(kind, {})
    return rubric.in_language(texts[id_], said.lang) if id_ in texts else id_


def role_title(role: str, round_: str, known: Background, said: Wording) -> str:
    rubric = known.rubrics.get(round_)
    titles = {each.id: each.title for each in rubric.roles} if rubric is not None else {}
    return rubric.in_language(titles[role], said.lang) if rubric is not None and role in titles else role


def file_names(files: Collection[str], said: Wording, most: int = 4) -> str:
    """The files, the first few by name."""
    named = list(files)[:most]
    if len(files) > most:
        named.append(said("attack.more-files", n=len(files) - most))
    return said.listed(named)
