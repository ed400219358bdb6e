"""What is withheld leaves no trace in the figures either: nothing reckoned from it, and no distribution of few."""

from collections.abc import Iterator, Mapping, Sequence

from spur.analysis.comparison import REST, WHOLE
from spur.app.attack.background import Background
from spur.app.attack.findings import Finding, FindingCode
from spur.app.attack.places import Node
from spur.app.attack.puzzles import Asking
from spur.app.attack.reports import Report
from spur.disclosure.release import Protection
from spur.records.figure_row import FigureRow

_SHARE = "share_positive"
_OF_ALL = ("role_range", "lowest_role", "range_class", "roles_compared")
"""Reckoned from all roles whose answers are shown: no trace of one whose are not."""
_SPREAD = ("mean", "sd")


def traces(report: Report, known: Background) -> Iterator[Finding]:
    """Figures of a question that stand though the answers they are reckoned from are withheld."""
    withheld = {
        (row.round, row.scope, row.scope_id, row.role, row.subject)
        for row in report.rows
        if row.withheld and not row.versus and row.subject.startswith("item:") and row.statistic == _SHARE
    }
    also = {(*row.about, row.statistic) for row in report.unlike if row.value or row.shown}
    for row in (*report.rows, *report.unlike):
        if not row.subject.startswith("item:") or not (row.value or row.shown):
            continue
        own = (row.round, row.scope, row.scope_id, row.role, row.subject)
        other = _other(row, known.region_of(report))
        is_of_withheld = (own in withheld or other in withheld) and row.statistic not in _OF_ALL
        if row.withheld or is_of_withheld or (*row.about, row.statistic) in also:
            by = known.by(report) if row.scope == "group" else ""
            code = FindingCode.WITHHELD_PRINTED if row.withheld or not is_of_withheld else FindingCode.TRACE
            node, file = Node(row.scope, row.scope_id, by), f"{report.name}/{report.figures}".removeprefix("/")
            place = str(row.row)
            secret = f"{row.statistic}: {row.shown or row.value}"
            yield Finding(code, (file,), (node,), row.round, row.role, row.subject, place, secret=secret)


def _other(row: FigureRow, region: str) -> tuple[str, str, str, str, str] | None:
    """The answers that a figure compares its own with."""
    kind, _, id_ = row.versus.partition(":")
    if row.versus in (REST, WHOLE):
        return row.round, "region", region, row.role, row.subject
    return {
        "group": (row.round, "group", id_, row.role, row.subject),
        "role": (row.round, row.scope, row.scope_id, id_, row.subject),
        "round": (id_, row.scope, row.scope_id, row.role, row.subject),
    }.get(kind)


def distributions_of_few(asking: Asking, protection: Protection) -> Iterator[Finding]:
    """Means, spreads and steps that are printed of fewer people than that takes, or that leave fewer when those of a
    part are taken from those of the whole."""
    told = asking.told
    exact = {unit: size.least for unit, size in asking.puzzle.units.items() if size.least == size.most}
    nodes = [
        node
        for node, by_versus in told.by_node.items()
        if node in told.members and any(_tells_steps(s) and not p.withheld for s, p in by_versus.get("", {}).items())
    ]
    marks: dict[tuple[bool, ...], set[str]] = {}
    for unit in asking.puzzle.units:
        marks.setdefault(tuple(unit in told.members[node] for node in nodes), set()).add(unit)
    for mark, units in marks.items():
        own = [node for node, is_in in zip(nodes, mark, strict=True) if is_in]
        n = _people(asking, own, units, exact)
        if own and n is not None and 0 < n < protection.k_distribution:
            smallest = min(own, key=lambda node: len(told.members[node]))
            files = {p.file for s, p in told.by_node[smallest].get("", {}).items() if _tells_steps(s)}
            _, round_, role, subject = asking.key
            yield Finding(
                FindingCode.DISTRIBUTION_OF_FEW,
                tuple(sorted(files)),
                (smallest,),
                round_,
                role,
                subject,
                people=n,
            )


def _people(asking: Asking, nodes: Sequence[Node], units: set[str], exact: Mapping[str, int]) -> int | None:
    """How many answered in these units."""
    for node in nodes:
        if asking.told.members[node] == units:
            return asking.told.exact(node, "n")
    known = asking.truth is not None and all(unit in exact for unit in units)
    return sum(exact[unit] for unit in units) if known else None


def _tells_steps(statistic: str) -> bool:
    return statistic in _SPREAD or statistic.startswith("count:")
