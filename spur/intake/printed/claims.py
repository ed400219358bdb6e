"""The claims of a printed report: which keys each kind has, and whether what they name is there."""

from collections.abc import Iterator

from spur.intake.printed.form import Claim as Form
from spur.intake.printed.form import PrintedFile
from spur.intake.printed.names import Names
from spur.records.printed import TOTAL, WHOLE, Claim, ClaimKind, Moved
from spur.records.problem import Code, Place, Problem, nearest
from spur.rubric.source import Source

_SIDES = ("subject", "group")
_MEMBERS = {"subject": "groups", "group": "subjects"}
_KEYS: dict[ClaimKind, tuple[str, ...]] = {
    "at-least": ("value",),
    "below": ("value",),
    "only-at-least": ("value",),
    "highest": ("others_below",),
    "lowest": (),
    "moved": ("units", "of", "from", "to"),
}
_MUST: dict[ClaimKind, tuple[str, ...]] = {
    "only-at-least": ("members",),
    "highest": ("members",),
    "lowest": ("members",),
    "moved": ("group", "subject", "units", "from", "to"),
}
_FIELDS = {"from": "from_grade", "to": "to_grade"}


def claims_of(file: PrintedFile, source: Source, names: Names, problems: list[Problem]) -> Iterator[Claim]:
    """Every claim whose keys fit its kind; a problem for each that does not."""
    for index, form in enumerate(file.claims):
        place = source.place("claim", index)
        wrong = [*_misfits(form, place), *_unknown(form, file, names, place)]
        problems += wrong
        if not wrong:
            yield _claim(form, file, names)


def _given(form: Form, key: str) -> bool:
    return getattr(form, _FIELDS.get(key, key)) is not None


def _misfits(form: Form, place: Place) -> Iterator[Problem]:
    """Keys that the kind does not have, and those that it lacks. A claim compares groups on a subject, or subjects
    within a group: one of the two, but for ``moved``."""
    moved = form.kind == "moved"
    sides = [side for side in _SIDES if _given(form, side)]
    side = sides[0] if sides else "subject"
    allowed = ("place", "kind", "statistic", *(_SIDES if moved else (side, _MEMBERS[side])), *_KEYS[form.kind])
    every = {*_SIDES, *_MEMBERS.values(), *(key for keys in _KEYS.values() for key in keys)}
    for key in sorted(every):
        if _given(form, key) and key not in allowed:
            yield Problem(Code.RUBRIC_KEY_UNKNOWN, place, key, allowed)
    if not moved and not sides:
        yield Problem(Code.RUBRIC_KEY_MISSING, place, "subject")
    for must in _MUST.get(form.kind, ()):
        key = _MEMBERS[side] if must == "members" else must
        if not _given(form, key):
            yield Problem(Code.RUBRIC_KEY_MISSING, place, key)
    # the line is a line for areas' means only
    if (form.statistic != "mean" or form.subject == TOTAL) and "value" in _KEYS[form.kind] and form.value is None:
        yield Problem(Code.RUBRIC_KEY_MISSING, place, "value")


def _unknown(form: Form, file: PrintedFile, names: Names, place: Place) -> Iterator[Problem]:
    for group in (*([form.group] if form.group is not None else []), *(form.groups or ())):
        yield from names.unknown_group(group, place)
    for subject in (*([form.subject] if form.subject is not None else []), *(form.subjects or ())):
        yield from names.unknown_subject(subject, form.statistic, place)
    for grade in (form.from_grade, form.to_grade):
        if grade is not None and grade not in file.grades.points:
            allowed = tuple(file.grades.points)
            yield Problem(Code.PRINTED_UNKNOWN, place, grade, allowed, nearest(grade, allowed))


def _claim(form: Form, file: PrintedFile, names: Names) -> Claim:
    members = form.groups if form.subject is not None else form.subjects
    everybody: tuple[str, ...] = tuple(names.groups)
    if form.subject is None:
        everybody = tuple(names.questions if form.statistic == "share" else names.areas)
    points = file.grades.points
    moved = None
    if form.kind == "moved":
        moved = Moved(form.units or 0, form.of, points[form.from_grade or ""], points[form.to_grade or ""])
    return Claim(
        place=form.place,
        kind=form.kind,
        statistic=form.statistic,
        subject=form.subject or "",
        group=form.group or ("" if form.subject is not None else WHOLE),
        members=tuple(members) if members is not None else everybody,
        others=tuple(each for each in everybody if members is not None and each not in members),
        value=form.value.number if form.value else None,
        others_below=form.others_below.number if form.others_below else None,
        moved=moved,
    )
