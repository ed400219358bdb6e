"""What ``spur attack`` found, as sentences; the secret only where it was asked for."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spur.wording import Wording

if TYPE_CHECKING:
    from spur.app.attacking import Attacked, Finding

_LONGEST = 60
_FILES = 4


def sentences(finding: "Finding", attacked: "Attacked", said: Wording, *, show: bool) -> Iterator[str]:
    """What the finding is and where; with ``show`` the secret, and whether it is true."""
    from spur.app.attacking.findings import asked, role_title

    known = attacked.known
    question = asked(finding.question, finding.round, known, said)
    short = question if len(question) <= _LONGEST else f"{question[:_LONGEST].rstrip()}…"
    who, role = _who(finding, attacked, said), role_title(finding.role, finding.round, known, said)
    what = ", ".join(filter(None, [who, role, said("attack.question", question=short) if short else ""]))
    yield said(f"attack.{_key(finding)}", what=what, people=finding.people, least=finding.least)
    yield _where(finding, said)
    if show:
        yield from _secret(finding, said)
    if finding.true is not None:
        yield said("attack.true" if finding.true else "attack.false")


def notices(attacked: "Attacked", said: Wording) -> list[str]:
    """What a reader should know of the attack; those that tell of questions with how many they are."""
    from spur.app.attacking import MOST_UNIONS, NoticeCode

    counted = (NoticeCode.CONTRADICTORY, NoticeCode.RULE_UNKNOWN, NoticeCode.UNTRIED)
    counts = Counter(notice.code for notice in attacked.notices)
    told = [said(f"attack.notice.{code}", of=counts[code], most=MOST_UNIONS) for code in counted if counts[code]]
    others = (notice for notice in attacked.notices if notice.code not in counted)
    return [*told, *(said(f"attack.notice.{notice.code}", of=notice.of) for notice in others)]


def tried(attacked: "Attacked", said: Wording) -> Iterator[str]:
    """How much was found, what was tried, by which rules, and what the attacker knew."""
    if not attacked.protections:
        key = "published" if attacked.published else "none"
        yield said(f"attack.told.{key}", where=attacked.published)
        return
    found = "found" if attacked.findings else "nothing" if attacked.questions else "untried"
    yield said(f"attack.told.{found}", findings=len(attacked.findings))
    true = sum(finding.true is True for finding in attacked.findings)
    if true:
        yield said("attack.told.true-ones", n=true)
    counts = {name: getattr(attacked, name) for name in ("reports", "files", "questions", "units")}
    yield said("attack.told.tried", **{name: said(f"attack.told.{name}", n=n) for name, n in counts.items()})
    for rule in attacked.protections:
        yield said(f"attack.told.rule-{rule.profile}", k=rule.k, k_distribution=rule.k_distribution)
    yield said(f"attack.told.{'with' if attacked.known.is_certain else 'without'}-database")


def _key(finding: "Finding") -> str:
    from spur.app.attacking import FindingCode, Harm

    if finding.code is FindingCode.UNACCOUNTED and not finding.question:
        return "unaccounted-text"
    if finding.code is not FindingCode.EXPOSED:
        return str(finding.code)
    if finding.by_rule:
        return "exposed-by-rule-one" if finding.people == 1 else "exposed-by-rule"
    if finding.harm is Harm.INSIDER:
        return "exposed-insider"
    return "exposed-one" if finding.people == 1 else "exposed"


def _who(finding: "Finding", attacked: "Attacked", said: Wording) -> str:
    from spur.app.attacking.findings import called

    names = [called(node, attacked.known, said) for node in finding.nodes]
    if len(names) > _FILES:
        return said("attack.several", first=names[0], n=len(names))
    return said.listed(names)


def _where(finding: "Finding", said: Wording) -> str:
    from spur.app.attacking import FindingCode
    from spur.app.attacking.findings import file_names

    files = file_names(finding.files, said, _FILES)
    if finding.code in (FindingCode.EXPOSED, FindingCode.CHANGED):
        return said("attack.from-files", files=files)
    place = finding.place
    if place.isdigit():
        place = said("attack.page" if files.endswith(".pdf") else "attack.row", page=place, row=place)
    return said("attack.in-file" if place else "attack.in-files", files=files, place=place)


def _secret(finding: "Finding", said: Wording) -> Iterator[str]:
    from spur.app.attacking import Harm

    if not finding.secret:
        return
    if finding.harm is None:
        yield said("attack.secret-number", secret=finding.secret)
        return
    answers = [
        said(f"attack.answer.{each}") if said.has(f"attack.answer.{each}") else said("attack.answer.other", answer=each)
        for each in finding.answers
    ]
    *first, last = answers
    told = said("attack.or", answers=", ".join(first), last=last) if first else last
    key = "exactly" if finding.harm is Harm.FEW else "least"
    yield said(f"attack.secret-{key}", count=finding.secret, people=finding.people, answers=told)
