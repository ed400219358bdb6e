"""``attack``: everything that can be found in the reports of a folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spur.app.attack.accounting import Accounting
from spur.app.attack.background import Background, background
from spur.app.attack.findings import Finding, FindingCode, Notice, NoticeCode
from spur.app.attack.names import Names
from spur.app.attack.places import Node
from spur.app.attack.printed import Key, Printed, printed_of, waves
from spur.app.attack.puzzles import Asking, askings
from spur.app.attack.reports import Report, Told, read_reports
from spur.app.attack.traces import distributions_of_few, traces
from spur.disclosure.attack import Exposure, Harm, Insoluble, exposures
from spur.disclosure.attack.solutions import count
from spur.disclosure.release import Profile, Protection
from spur.records.problem import Problem
from spur.settings import DisclosureSettings, load_settings
from spur.statistics.proportion import IntervalMethod

_READING, _SOLVING = 0.7, 0.3
"""How the work is shared between reading files and solving puzzles."""


@dataclass(frozen=True)
class Attacked:
    """What was found, and how much was tried. ``known`` tells what things are called."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    problems: tuple[Problem, ...]
    known: Background
    protection: Protection
    reports: int
    files: int
    questions: int
    units: int


def attack(
    folder: Path,
    *,
    db: str | None = None,
    settings: Path | None = None,
    told: Told | None = None,
) -> Attacked:
    """Attack every report in a folder tree together. With the database ``db`` the attacker knows how many at each unit
    answered each question, as people there do, what the release rule would have done, and whether what was found is
    true. ``settings`` is the region's settings file. Raises InvalidInput where there is nothing to read."""
    own = load_settings(settings).disclosure if settings else DisclosureSettings()
    protection = own.protection(Profile.UNIT)
    reports, problems = read_reports(folder, _part(told, 0, _READING))
    known = background(reports, db)
    found = _Attack(reports, known, protection, _part(told, _READING, _SOLVING))
    findings = () if protection.published else tuple(found.all())
    return Attacked(
        findings,
        tuple(found.notices),
        tuple(problems),
        known,
        protection,
        len(reports),
        sum(len(report.files) for report in reports),
        found.questions,
        len(found.units),
    )


class _Attack:
    def __init__(self, reports: Sequence[Report], known: Background, protection: Protection, told: Told | None) -> None:
        self.reports, self.known, self.protection, self.told = reports, known, protection, told
        self.notices: dict[Notice, None] = {}
        self.questions = 0
        self.units: set[str] = set()

    def all(self) -> Iterator[Finding]:
        for report in self.reports:
            yield from traces(report, self.known)
        stray = dict(self._stray())
        yield from (finding for findings, _ in stray.values() for finding in findings)
        together = waves(self.reports, self.known)
        yield from _changed(together, self.known, self.protection)
        if self.known.unplaced:
            self.notices[Notice(NoticeCode.UNITS_UNPLACED)] = None
        for wave in together:
            printed = printed_of(wave, self.known)
            printed += [each for report in wave for each in stray[report.name][1]]
            yield from self._solved(printed, wave)

    def _stray(self) -> Iterator[tuple[str, tuple[list[Finding], list[Printed]]]]:
        """By report the numbers that its figures do not account for."""
        for report in self.reports:
            found = list(Accounting(report, Names(report, self.known), self.known).found())
            findings = [finding for finding, _ in found if finding is not None]
            yield report.name, (findings, [printed for _, printed in found if printed is not None])
            for rendered in report.rendered:
                self.notices |= {
                    Notice(NoticeCode.UNREAD, f"{rendered.file}: {part}"): None for part in rendered.unread
                }

    def _solved(self, printed: Sequence[Printed], wave: Sequence[Report]) -> Iterator[Finding]:
        intervals = _intervals(wave, self.known)
        asked = list(askings(printed, self.known, self.protection, intervals))
        for number, asking in enumerate(asked, 1):
            self.questions += 1
            self.units |= {leaf for leaf in asking.puzzle.units if ":" not in leaf}
            self._note(asking)
            yield from distributions_of_few(asking, self.protection)
            try:
                found = exposures(asking.puzzle, self.protection, asking.truth, asking.rule)
            except Insoluble:
                self.notices[Notice(NoticeCode.CONTRADICTORY, " ".join(asking.key))] = None
                found = []
            yield from (_finding(asking, each, self.known) for each in found)
            if self.told is not None:
                self.told(number / len(asked))

    def _note(self, asking: Asking) -> None:
        if not asking.made_of:
            self.notices[Notice(NoticeCode.OTHER_DATA, asking.key[1])] = None
        elif asking.truth is not None and asking.puzzle.critical and asking.rule is None:
            self.notices[Notice(NoticeCode.RULE_UNKNOWN, " ".join(asking.key))] = None


def _finding(asking: Asking, exposure: Exposure, known: Background) -> Finding:
    _, round_, role, subject = asking.key
    nodes = tuple(known.places.node(leaf) for leaf in sorted(exposure.units))
    true = None
    if asking.truth is not None:
        there = sum(count(asking.truth[unit], exposure.answers) for unit in exposure.units)
        true = there == exposure.count if exposure.harm is Harm.FEW else there >= exposure.count
    return Finding(
        FindingCode.EXPOSED,
        _files(asking, exposure.units),
        nodes,
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
    own = [node for node, members in told.members.items() if units & members]
    ordered = sorted(own, key=lambda node: len(told.members[node]))
    within = [node for node, members in told.members.items() if own and members < told.members[ordered[0]]]
    files = (
        each.file
        for node in (*ordered, *within)
        for stats in told.by_node[node].values()
        for each in stats.values()
        if not each.withheld
    )
    return tuple(dict.fromkeys(files))


def _changed(together: Sequence[Sequence[Report]], known: Background, protection: Protection) -> Iterator[Finding]:
    """Reports of different data whose numbers of answers differ by so few that the difference tells of them."""
    first, *others = (
        {each.address: each for each in printed_of(wave, known) if not each.versus and each.exact is not None}
        for wave in together
    )
    seen: set[tuple[Key, Node]] = set()
    for wave in others:
        for address, one in wave.items():
            other = first.get(address)
            if other is None or (one.key, one.node) in seen or one.exact is None or other.exact is None:
                continue
            apart = abs(one.exact - other.exact)
            if 0 < apart < protection.k:
                seen.add((one.key, one.node))
                _, round_, role, subject = one.key
                yield Finding(
                    FindingCode.CHANGED,
                    (other.file, one.file),
                    (one.node,),
                    round_,
                    role,
                    subject,
                    secret=f"{one.statistic}: {other.exact}, {one.exact}",
                )


def _intervals(reports: Sequence[Report], known: Background) -> Mapping[Key, IntervalMethod]:
    """How the intervals of a round's shares are made, as far as its reports say."""
    return {
        (known.region_of(report), row.round, row.role, row.subject): report.interval
        for report in reports
        for row in report.rows
        if row.statistic == "ci_low" and row.scope == "region"
    }


def _part(told: Told | None, first: float, share: float) -> Told | None:
    if told is None:
        return None
    return lambda done: told(first + share * done)
