"""A printed report against its own arithmetic: cells, sums, shares, ranks, lists and claims."""

from spur.analysis.lint.names import name_remarks
from spur.analysis.lint.printed.cells import cell_remarks, size_remarks, unlike_remarks
from spur.analysis.lint.printed.claims import claim_remarks, wording_remarks
from spur.analysis.lint.printed.copied import Copied
from spur.analysis.lint.printed.shares import share_remarks
from spur.analysis.lint.printed.sums import (
    count_remarks,
    list_remarks,
    rank_remarks,
    total_remarks,
    whole_remarks,
)
from spur.analysis.lint.remark import Remark, Weight
from spur.records.printed import PrintedReport

_CHECKS = (
    total_remarks,
    unlike_remarks,
    claim_remarks,
    list_remarks,
    count_remarks,
    cell_remarks,
    whole_remarks,
    rank_remarks,
    share_remarks,
    wording_remarks,
    size_remarks,
)


def printed_remarks(report: PrintedReport) -> tuple[Remark, ...]:
    """Everything that the printed report's own numbers say against it, and what a reader should know of them. Where
    several ways to reckon and to round explain its cells equally well, it is taken to be made in the one that leaves
    fewest contradictions: so what holds in any of them is none."""
    every = [_remarks(Copied(report, convention)) for convention in Copied(report).best_conventions]
    found = min(every, key=lambda remarks: sum(each.weight is Weight.CONTRADICTION for each in remarks))
    names = ((listed.place, each) for listed in report.lists for each in listed.names.values())
    return (
        *found,
        *(remark for place, each in names for remark in name_remarks(each, (place,))),
    )


def _remarks(copied: Copied) -> list[Remark]:
    return [remark for check in _CHECKS for remark in check(copied)]
