"""Sentences of a printed report, held to its own tables. A printed number stands for a band of exact ones, so a claim
is contradicted only where nothing in the bands makes it true."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import count

from spur.analysis.lint.printed.copied import PERCENTS, Copied, as_printed
from spur.analysis.lint.remark import Remark, RemarkCode, Several, Slot, Word
from spur.records.printed import UNITS, Claim
from spur.statistics.populations import Printed
from spur.statistics.printed_as import Band

_CODES = {
    "at-least": RemarkCode.CLAIM_AT_LEAST,
    "below": RemarkCode.CLAIM_BELOW,
    "only-at-least": RemarkCode.CLAIM_ONLY,
    "highest": RemarkCode.CLAIM_HIGHEST,
    "lowest": RemarkCode.CLAIM_LOWEST,
    "moved": RemarkCode.CLAIM_MOVED,
}


def claim_remarks(copied: Copied) -> Iterator[Remark]:
    """What each claim says that its tables do not; and which claims nothing printed can test."""
    for claim in copied.report.claims:
        yield from _moved(copied, claim) if claim.kind == "moved" else _compared(copied, claim)


def wording_remarks(copied: Copied) -> Iterator[Remark]:
    """One question that is put in other words at another place: which of them was asked?"""
    for question in copied.report.questions:
        told: dict[str, list[str]] = {}
        for place, text in question.wordings.items():
            told.setdefault(" ".join(text.casefold().split()).rstrip(".?! "), []).append(place)
        if len(told) > 1:
            texts = tuple(
                Word("worded", {"place": place, "text": text})
                for place, text in question.wordings.items()
                if any(places[0] == place for places in told.values())
            )
            yield Remark(RemarkCode.WORDINGS_UNLIKE, (question.title,), forced=Several(texts))


def _compared(copied: Copied, claim: Claim) -> Iterator[Remark]:
    """Groups on a subject, or subjects within a group."""
    everybody = (*claim.members, *claim.others)
    extents = {each: extent for each in everybody if (extent := _extent(copied, claim, each)) is not None}
    value = claim.value if claim.value is not None else Fraction(copied.report.line)
    limit = _as_is(claim, value)
    wrong = set(_against(claim, extents, limit))
    against = [each for each in everybody if each in wrong]
    about: dict[str, Slot] = {"members": _names(copied, claim, claim.members), "value": _number(claim, value)}
    where: tuple[Slot, ...] = (claim.place, copied.group_name(claim.group))
    if claim.subject:
        where = (claim.place, copied.named("", claim.subject)[-1])
    if against:
        forced = Several(tuple(_told(copied, claim, each) for each in against))
        yield Remark(_CODES[claim.kind], where, None, forced, about)
    elif lacking := [each for each in _needed(claim) if each not in extents]:
        yield Remark(RemarkCode.CLAIM_UNTESTED, where, about={"members": _names(copied, claim, tuple(lacking))})


def _against(claim: Claim, extents: dict[str, Band], value: Fraction) -> Iterator[str]:
    """Those whose numbers the claim cannot be true of."""
    members = {each: extents[each] for each in claim.members if each in extents}
    others = {each: extents[each] for each in claim.others if each in extents}
    if claim.kind in ("at-least", "only-at-least"):
        yield from (each for each, band in members.items() if _all_below(band, value))
    if claim.kind == "below":
        yield from (each for each, band in members.items() if band.low >= value)
    if claim.kind == "only-at-least":
        yield from (each for each, band in others.items() if band.low >= value)
    if claim.kind in ("highest", "lowest"):
        for one, own in members.items():
            for other, theirs in others.items():
                low, high = (own, theirs) if claim.kind == "highest" else (theirs, own)
                if low.high < high.low or (low.high == high.low and not (low.high_in and high.low_in)):
                    yield from (one, other)
    if claim.others_below is not None:
        limit = _as_is(claim, claim.others_below)
        yield from (each for each, band in others.items() if band.low >= limit)


def _needed(claim: Claim) -> tuple[str, ...]:
    alone = claim.kind in ("at-least", "below")
    return claim.members if alone else (*claim.members, *claim.others)


def _moved(copied: Copied, claim: Claim) -> Iterator[Remark]:
    """So many units were lifted to a grade: then at least as many have it now, in some histogram behind the table."""
    moved, cell = claim.moved, copied.grade_cell(claim.group, claim.subject)
    where = (claim.place, *copied.named(claim.group, claim.subject))
    found = list(copied.histograms(cell, copied.convention)) if cell else []
    if moved is None or cell is None or cell.sd is None or not found:
        yield Remark(RemarkCode.CLAIM_UNTESTED, where, about={"members": copied.group_name(claim.group)})
        return
    grades = {points: grade for grade, points in copied.report.points.items()}
    most = max(each[copied.points.index(moved.after)] for each in found)
    about: dict[str, Slot] = {
        "before": grades[moved.before],
        "after": grades[moved.after],
        "n": cell.n,
        "mean": as_printed(cell.mean),
        "sd": as_printed(cell.sd),
    }
    if most < moved.units:
        yield Remark(RemarkCode.CLAIM_MOVED, where, moved.units, most, about)
    if moved.of is not None and moved.of != cell.n:
        there: dict[str, Slot] = {"place": cell.mean.place, "statistic": Word(UNITS)}
        yield Remark(RemarkCode.PRINTED_UNLIKE, where, moved.of, cell.n, there)


def _extent(copied: Copied, claim: Claim, member: str) -> Band | None:
    """All that a member's number may be, exact or as it is printed: a text that goes by its table is not contradicted
    where only rounding is against it."""
    group, subject = (member, claim.subject) if claim.subject else (claim.group, member)
    cell, extent = copied.cell(group, subject, claim.statistic), copied.extent(group, subject, claim.statistic)
    if cell is None or extent is None:
        return None
    printed = _as_is(claim, cell.number)
    if printed in extent:
        return extent
    return Band(printed, extent.high, True, extent.high_in) if printed < extent.low else Band(extent.low, printed)


def _told(copied: Copied, claim: Claim, member: str) -> Slot:
    group, subject = (member, claim.subject) if claim.subject else (claim.group, member)
    cell = copied.cell(group, subject, claim.statistic)
    number: Slot = as_printed(cell) if cell else ""
    return Word("number-of", {"name": _name(copied, claim, member), "number": number})


def _names(copied: Copied, claim: Claim, members: tuple[str, ...]) -> Slot:
    if not claim.others and len(members) > 1:
        return Word("every")
    return Several(tuple(_name(copied, claim, each) for each in members))


def _name(copied: Copied, claim: Claim, member: str) -> Slot:
    return copied.group_name(member) if claim.subject else copied.subject_name(member)


def _all_below(band: Band, value: Fraction) -> bool:
    return band.high < value or (band.high == value and not band.high_in)


def _as_is(claim: Claim, value: Fraction) -> Fraction:
    """A claim's value as its numbers are reckoned: shares as fractions of 1."""
    return value / 100 if claim.statistic in PERCENTS else value


def _number(claim: Claim, value: Fraction) -> Slot:
    percent = claim.statistic in PERCENTS
    decimals = next(places for places in count() if (value * 10**places).denominator == 1)
    return Printed(value / 100 if percent else value, decimals, percent)
