"""What is withheld leaves no trace in the figures either: nothing reckoned from it, and no distribution of few."""

from collections.abc import Iterator, Mapping, Sequence

from spur.analysis.answers import AT_MOST
from spur.analysis.comparison import REST, WHOLE
from spur.app.attacking.background import Background, Node
from spur.app.attacking.facts import tells_steps
from spur.app.attacking.findings import Finding, FindingCode
from spur.app.attacking.puzzles import Asking
from spur.app.attacking.reports import Report
from spur.disclosure.release import Protection
from spur.records.figure_row import FigureRow

_SHARE = "share_positive"
_OF_ALL = ("role_range", "lowest_role", "range_class", "roles_compared")
"""Reckoned from all roles whose answers are shown: no trace of one whose are not."""
_OF_POOLED = ("answers", "share_of_answers")

_Of = tuple[str, str, str, str, str]
"""The round, the scope and its id, the role and the subject of answers."""


def traces(report: Report, known: Background) -> Iterator[Finding]:
    """Figures that stand though the answers they are reckoned from are withheld: of a question, or of an area that it
    is in. Of a region that is nearly all critical the number of answers may be told."""
    withheld = {
        _of(row)
        for row in report.rows
        if row.withheld and not row.versus and row.subject.startswith("item:") and row.statistic == _SHARE
    }
    all_but_told = {_of(row) for row in report.rows if row.statistic == AT_MOST}
    also = {(*row.about, row.statistic) for row in report.unlike if row.value or row.shown}
    areas = _areas_of(withheld, report, known)
    for row in report.every_row:
        if not (row.value or row.shown) or not row.role:
            continue
        own = _of(row)
        is_allowed = row.statistic in _OF_ALL or (own in all_but_told and row.statistic in ("n", AT_MOST))
        is_of_withheld = not is_allowed and (own in withheld or _other(row, known.region_of(report)) in withheld)
        is_of_withheld |= own in areas and row.statistic in _OF_POOLED
        is_another = row.subject.startswith("item:") and (*row.about, row.statistic) in also
        if row.withheld or is_of_withheld or is_another:
            code = FindingCode.TRACE if is_of_withheld and not row.withheld else FindingCode.WITHHELD_PRINTED
            node, secret = known.node(report, row), f"{row.statistic}: {row.shown or row.value}"
            yield Finding(
                code, (report.figures,), (node,), row.round, row.role, row.subject, str(row.row), secret=secret
            )


def _of(row: FigureRow) -> _Of:
    return row.round, row.scope, row.scope_id, row.role, row.subject


def _areas_of(withheld: set[_Of], report: Report, known: Background) -> set[_Of]:
    """The areas of these questions."""
    rubric = known.rubrics.get(report.round)
    areas = {f"item:{question.id}": question.area for question in rubric.questions} if rubric is not None else {}
    return {(*of[:-1], f"area:{areas[of[-1]]}") for of in withheld if of[-1] in areas}


def _other(row: FigureRow, region: str) -> _Of | None:
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
    nodes = [node for node in told.members if any(map(tells_steps, told.shown(node)))]
    marks: dict[tuple[bool, ...], set[str]] = {}
    for unit in asking.puzzle.units:
        marks.setdefault(tuple(unit in told.members[node] for node in nodes), set()).add(unit)
    for mark, units in marks.items():
        own = [node for node, is_in in zip(nodes, mark, strict=True) if is_in]
        n = _people(asking, own, units, exact)
        if own and n is not None and 0 < n < protection.k_distribution:
            smallest = min(own, key=lambda node: len(told.members[node]))
            files = {each.file for name, each in told.shown(smallest).items() if tells_steps(name)}
            _, round_, role, subject = asking.key
            yield Finding(
                FindingCode.DISTRIBUTION_OF_FEW,
                tuple(sorted(files)),
                (smallest,),
                round_,
                role,
                subject,
                people=n,
                least=protection.k_distribution,
            )


def _people(asking: Asking, nodes: Sequence[Node], units: set[str], exact: Mapping[str, int]) -> int | None:
    """How many answered in these units."""
    for node in nodes:
        if asking.told.members[node] == units:
            return asking.told.exact(node, "n")
    known = asking.truth is not None and all(unit in exact for unit in units)
    return sum(exact[unit] for unit in units) if known else None
