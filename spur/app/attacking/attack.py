"""``attack``: everything that can be found in the reports of a folder."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from spur.app.attacking.accounting import Accounting
from spur.app.attacking.background import Background, Node, background
from spur.app.attacking.findings import Finding, FindingCode, Notice, NoticeCode
from spur.app.attacking.printed import Key, Printed, waves
from spur.app.attacking.puzzles import Asking, askings
from spur.app.attacking.reports import Report, Told, read_reports
from spur.app.attacking.traces import distributions_of_few, traces
from spur.disclosure.attack import Exposure, Harm, Insoluble, exposures
from spur.disclosure.attack.solutions import count
from spur.disclosure.release import Profile, Protection
from spur.records.problem import Problem
from spur.settings import DisclosureSettings, load_settings

_READING = 0.7
"""The share of the work that is reading files; the rest is solving puzzles."""


@dataclass(frozen=True)
class Attacked:
    """What was found, and how much was tried: ``protections`` are the rules, one for each audience; none where there
    was nothing to protect, as the answers are ``published`` elsewhere. ``known`` tells what things are called."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    problems: tuple[Problem, ...]
    known: Background
    protections: tuple[Protection, ...]
    published: str
    reports: int
    files: int
    questions: int
    units: int


def attack(folder: Path, *, db: str | None = None, settings: Path | None = None, told: Told | None = None) -> Attacked:
    """Attack every report in a folder tree together, as each audience can: everybody has those of the profile
    ``public``; whoever is at a unit has these and all others. What inspectors have is secret, and only noticed.

    With the database ``db`` the attacker knows how many at each unit answered each question, as people there do, what
    the release rule would have done, and whether what was found is true. Each report is held to the region's settings
    that it was written by, or to the file ``settings``. Raises InvalidInput where there is nothing to read.
    """
    own = load_settings(settings).disclosure if settings else None
    reports, problems = read_reports(folder, _part(told, 0, _READING))
    told_of = [report for report in reports if report.profile is not Profile.INSPECTOR]
    found = _Attack(background(told_of, db))
    found.notices |= {Notice(NoticeCode.SECRET, each.name): None for each in reports if each not in told_of}
    audiences = [each for each in _audiences(told_of, own) if not each.protection.withholds_nothing]
    for number, audience in enumerate(audiences):
        share = (1 - _READING) / len(audiences)
        found.by(audience, _part(told, _READING + number * share, share))
    attacked = [report for report in told_of if any(report in audience.reports for audience in audiences)]
    return Attacked(
        tuple(found.findings),
        tuple(found.notices),
        tuple(problems),
        found.known,
        tuple(audience.protection for audience in audiences),
        next((report.disclosure.published for report in told_of if report.disclosure.published), "") or "",
        len(attacked),
        sum(len(report.files) for report in attacked),
        len(found.questions),
        len(found.units),
    )


@dataclass(frozen=True, slots=True)
class _Audience:
    """Reports that the same people have, and the rule that these are to keep."""

    reports: Sequence[Report]
    protection: Protection


def _audiences(reports: Sequence[Report], own: DisclosureSettings | None) -> Iterator[_Audience]:
    """Everybody, if there are reports for everybody; and those who have the other reports too. Where the regions'
    settings differ, the strictest are asked for."""
    public = [report for report in reports if report.profile is Profile.PUBLIC]
    together = reports if len(public) < len(reports) else []
    for profile, theirs in ((Profile.PUBLIC, public), (Profile.UNIT, together)):
        rules = [(own or report.disclosure).protection(profile) for report in theirs]
        if rules:
            yield _Audience(theirs, max(rules, key=lambda rule: (rule.k, rule.k_distribution)))


class _Attack:
    """What has been found so far; ``questions`` and ``units`` are those that were tried."""

    def __init__(self, known: Background) -> None:
        self.known = known
        self.findings: dict[Finding, None] = {}
        self.notices: dict[Notice, None] = {}
        self.questions: set[Key] = set()
        self.units: set[str] = set()
        self._stray: dict[str, list[Printed]] = {}
        if known.unplaced:
            self.notices[Notice(NoticeCode.UNITS_UNPLACED)] = None

    def by(self, audience: _Audience, told: Told | None) -> None:
        """Everything that an audience can find."""
        for report in audience.reports:
            self._look_at(report)
        apart = waves(audience.reports, self.known)
        self._add(_changed(apart, audience.protection))
        for printed in apart:
            also = [each for report in audience.reports for each in self._stray[report.name]]
            self._solve([*printed, *also], audience.protection, told)

    def _look_at(self, report: Report) -> None:
        """Find what stands in a report and should not: traces, and numbers that none of its figures accounts for."""
        if report.name in self._stray:
            return
        self._add(traces(report, self.known))
        found = list(Accounting(report, self.known).found())
        self._add(finding for finding, _ in found if finding is not None)
        self._stray[report.name] = [printed for _, printed in found if printed is not None]
        unread = ((rendered.file, part) for rendered in report.rendered for part in rendered.unread)
        self.notices |= {Notice(NoticeCode.UNREAD, f"{file}: {part}"): None for file, part in unread}

    def _solve(self, printed: Sequence[Printed], protection: Protection, told: Told | None) -> None:
        """Find what can be worked out."""
        asked = list(askings(printed, self.known, protection))
        for number, asking in enumerate(asked, 1):
            self.questions.add(asking.key)
            self.units |= {leaf for leaf in asking.puzzle.units if ":" not in leaf}
            if not asking.made_of:
                self.notices[Notice(NoticeCode.OTHER_DATA, asking.key[1])] = None
            elif asking.truth is not None and asking.puzzle.critical and asking.rule is None:
                self.notices[Notice(NoticeCode.RULE_UNKNOWN, " ".join(asking.key))] = None
            self._add(distributions_of_few(asking, protection))
            try:
                untried = partial(self.notices.setdefault, Notice(NoticeCode.UNTRIED, " ".join(asking.key)))
                found = exposures(asking.puzzle, protection, asking.truth, asking.rule, untried)
            except Insoluble:
                self.notices[Notice(NoticeCode.CONTRADICTORY, " ".join(asking.key))] = None
                found = []
            self._add(_finding(asking, each, self.known) for each in found)
            if told is not None:
                told(number / len(asked))

    def _add(self, findings: Iterable[Finding]) -> None:
        self.findings |= dict.fromkeys(findings)


def _finding(asking: Asking, exposure: Exposure, known: Background) -> Finding:
    _, round_, role, subject = asking.key
    true = None
    if asking.truth is not None:
        there = sum(count(asking.truth[unit], exposure.answers) for unit in exposure.units)
        true = there == exposure.count if exposure.harm is Harm.FEW else there >= exposure.count
    return Finding(
        FindingCode.EXPOSED,
        _files(asking, exposure.units),
        tuple(known.of_leaf(leaf) for leaf in sorted(exposure.units)),
        round_,
        role,
        subject,
        people=exposure.people,
        harm=exposure.harm,
        by_rule=exposure.by_rule,
        secret=str(exposure.count),
        answers=tuple(sorted(exposure.answers)),
        true=true,
    )


def _files(asking: Asking, units: frozenset[str]) -> tuple[str, ...]:
    """The files that tell of sets with these units in them, the smallest sets first."""
    told = asking.told
    own = sorted((node for node in told.members if units & told.members[node]), key=lambda n: len(told.members[n]))
    within = [node for node in told.members if own and told.members[node] < told.members[own[0]]]
    files = (each.file for node in (*own, *within) for each in told.shown(node).values())
    return tuple(dict.fromkeys(files))


def _changed(apart: Sequence[Sequence[Printed]], protection: Protection) -> Iterator[Finding]:
    """Reports of different data whose numbers of answers differ by so few that the difference tells of them."""
    first, *others = ({each.address: each for each in wave if each.exact is not None} for wave in apart)
    seen: set[tuple[Key, Node]] = set()
    for address, one in (item for wave in others for item in wave.items()):
        other = first.get(address)
        if other is None or other.exact is None or one.exact is None or (one.key, one.node) in seen:
            continue
        if 0 < abs(one.exact - other.exact) < protection.k:
            seen.add((one.key, one.node))
            _, round_, role, subject = one.key
            told = f"{one.statistic}: {other.exact}, {one.exact}"
            files = (other.file, one.file)
            yield Finding(FindingCode.CHANGED, files, (one.node,), round_, role, subject, secret=told)


def _part(told: Told | None, first: float, share: float) -> Told | None:
    if told is None:
        return None
    return lambda done: told(first + share * done)
