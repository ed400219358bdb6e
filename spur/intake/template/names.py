"""Names as Excel takes them: the sheets', and those of the lists on the hidden sheet."""

from collections.abc import Iterable

from spur.intake.workbook import utf16_length

FINDINGS, GRADES, POINTS, JUDGEMENTS = "spur_findings", "spur_grades", "spur_points", "spur_judgements"

MOST = 31
_FORBIDDEN = str.maketrans("[]:*?/\\", "()-----")
_RESERVED = "history"  # Excel keeps this name for itself


def sheet_names(titles: Iterable[str]) -> list[str]:
    """At most 31 characters, none of ``[]:*?/\\``, no apostrophe at the ends, and no two alike."""
    names: list[str] = []
    taken = {_RESERVED}
    for title in titles:
        printable = "".join(each if each.isprintable() else " " for each in title.translate(_FORBIDDEN))
        plain = " ".join(printable.split()).strip("' ") or "-"
        name, again = _cut(plain, MOST), 2
        while name.casefold() in taken:
            end = f" {again}"
            name = _cut(plain, MOST - len(end)) + end
            again += 1
        names.append(name)
        taken.add(name.casefold())
    return names


def quoted(name: str) -> str:
    """A sheet's name as formulas and links call it."""
    return "'" + name.replace("'", "''") + "'"


def _cut(name: str, most: int) -> str:
    """The whole words that there is room for, and an ellipsis for the rest."""
    if utf16_length(name) <= most:
        return name
    while utf16_length(name) > most - 1:
        name = name[:-1]
    words = name.rsplit(" ", 1)[0]
    return (words if len(words) > most // 2 else name).rstrip(" '") + "…"
