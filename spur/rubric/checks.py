"""What the types cannot see: whether the parts of a rubric file agree with each other.

Every check is a function from the parsed file to problems. It looks only at what it understands and passes over
values of the wrong type, which the types report, so all checks run on every file however broken.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from pydantic import BaseModel

from spur.records.problem import Code, Problem, nearest
from spur.rubric.model import Rubric
from spur.rubric.parts import Text, folded
from spur.rubric.source import Path, Source, keys_of, tables

# What no two rows of a table share. A question's id is a header too: see _headers_are_told_apart.
_UNIQUE = (
    ("class", "id"),
    ("grade", "code"),
    ("area", "id"),
    ("requirement", "id"),
    ("scale", "id"),
    ("question", "wording"),
    ("group", "id"),
    ("indicator", "id"),
    ("whole", "id"),
    ("role", "id"),
)

# Table and key, and the table whose ids may stand there.
_REFERENCES = (
    ("requirement", "area", "area"),
    ("requirement", "class", "class"),
    ("question", "area", "area"),
    ("question", "roles", "role"),
    ("question", "scale", "scale"),
)


def checked(source: Source) -> Iterator[Problem]:
    """Every problem that the checks find, one check after the other."""
    for check in _CHECKS:
        yield from check(source)


def _ids_are_unique(source: Source) -> Iterator[Problem]:
    for table, key in _UNIQUE:
        named: list[tuple[Path, object]] = [((table, index, key), row.get(key)) for index, row in source.rows(table)]
        yield from _clashes(source, named, owner=2)


def _references_hold(source: Source) -> Iterator[Problem]:
    for table, key, target in _REFERENCES:
        known = _known(source, target)
        for index, row in source.rows(table):
            yield from _unknown(source, (table, index, key), _strings(row.get(key)), known)
    for index, row in source.rows("grade"):
        for name in _table(row.get("requires")):
            yield from _unknown(source, ("grade", index, "requires", name), [name], _known(source, "class"))
    grading, grades = source.table("grading"), _known(source, "grade")
    yield from _unknown(source, ("grading", "line"), _strings(grading.get("line")), grades)
    for end in ("from", "to"):
        names = _strings(_table(grading.get("adjusted_after_plan")).get(end))
        yield from _unknown(source, ("grading", "adjusted_after_plan", end), names, grades)
    for index, row in source.rows("mapping"):
        if (subject := row.get("subject")) in ("area", "question", "requirement"):
            known = _known(source, str(subject))
            yield from _unknown(source, ("mapping", index, "here"), _strings(row.get("here")), known)


def _texts_are_complete(source: Source) -> Iterator[Problem]:
    """The first language is complete, and no text is in a language that the rubric does not say it has."""
    languages = _strings(source.table("rubric").get("languages"))
    if not languages:
        return
    for path, text in _texts(Rubric, source.data, ()):
        first = text.get(languages[0], "")
        if isinstance(first, str) and not first.strip():
            yield Problem(Code.RUBRIC_TEXT_MISSING, source.place(*path, languages[0]), languages[0])
        for lang in sorted(text.keys() - set(languages)):
            place = source.place(*path, lang)
            yield Problem(Code.RUBRIC_KEY_UNKNOWN, place, lang, tuple(languages), nearest(lang, languages))


def _grades_fall(source: Source) -> Iterator[Problem]:
    """Grades stand best first: points fall, no grade requires more than a better one, and the last requires nothing."""
    rows = list(source.rows("grade"))
    for (_, better), (index, worse) in pairwise(rows):
        above, below = _integer(better.get("points")), _integer(worse.get("points"))
        if above is not None and below is not None and below >= above:
            yield Problem(Code.RUBRIC_ORDER, source.place("grade", index, "points"), str(below), also=f"< {above}")
        most = _table(better.get("requires"))
        for name, share in _table(worse.get("requires")).items():
            least, limit = _integer(share), _integer(most.get(name, 0))
            if least is not None and limit is not None and least > limit:
                place = source.place("grade", index, "requires", name)
                yield Problem(Code.RUBRIC_ORDER, place, str(least), also=f"≤ {limit}")
    # Else a unit could fall below every grade, and there would be none to expect.
    for index, last in rows[-1:]:
        for name, share in _table(last.get("requires")).items():
            if _integer(share):
                yield Problem(Code.RUBRIC_VALUE, source.place("grade", index, "requires", name), str(share), ("0",))


def _a_plan_lifts(source: Source) -> Iterator[Problem]:
    lift = _table(source.table("grading").get("adjusted_after_plan"))
    grades = _known(source, "grade")
    before, after = lift.get("from"), lift.get("to")
    if before in grades and after in grades and grades.index(after) >= grades.index(before):
        place = source.place("grading", "adjusted_after_plan", "to")
        yield Problem(Code.RUBRIC_ORDER, place, str(after), also=f"> {before}")


def _thresholds_part_the_scale(source: Source) -> Iterator[Problem]:
    """Both thresholds or neither; each is one of the values; the positive answers lie above the negative ones."""
    for index, row in source.rows("scale"):
        options = tables(row.get("options"))
        values = sorted(value for _, each in options if (value := _integer(each.get("value"))) is not None)
        given = [key for key in ("positive_from", "negative_to") if key in row]
        for key in given:
            threshold = _integer(row[key])
            if threshold is not None and values and threshold not in values:
                place = source.place("scale", index, key)
                yield Problem(Code.RUBRIC_VALUE, place, str(threshold), tuple(map(str, values)))
        if len(given) == 1:
            lacking = "negative_to" if "positive_from" in given else "positive_from"
            yield Problem(Code.RUBRIC_KEY_MISSING, source.place("scale", index, lacking), lacking)
        positive, negative = _integer(row.get("positive_from")), _integer(row.get("negative_to"))
        if positive is not None and negative is not None and positive <= negative:
            place = source.place("scale", index, "positive_from")
            yield Problem(Code.RUBRIC_ORDER, place, str(positive), also=f"> {negative}")


def _options_are_told_apart(source: Source) -> Iterator[Problem]:
    """An option has a value or says what is missing; no two share a value, nor an answer that would match both."""
    for index, row in source.rows("scale"):
        options = [(("scale", index, "options", number), option) for number, option in tables(row.get("options"))]
        yield from _either(source, options, "value")
        values = [((*path, "value"), option.get("value")) for path, option in options]
        yield from _clashes(source, values, owner=4)
        yield from _clashes(source, _names(options), owner=4)


def _findings_are_told_apart(source: Source) -> Iterator[Problem]:
    """A finding is met to some percent or says what is missing; no code or label would match two."""
    findings: list[tuple[Path, dict[str, object]]] = [
        (("finding", index), row) for index, row in source.rows("finding")
    ]
    yield from _either(source, findings, "met")
    yield from _clashes(source, _names(findings), owner=2)


def _categories_are_told_apart(source: Source) -> Iterator[Problem]:
    """No id or title of a category would match two: a coding names them by either."""
    names: list[tuple[Path, object]] = []
    for index, row in source.rows("category"):
        names.append((("category", index, "id"), row.get("id")))
        names += [(("category", index, "title", lang), title) for lang, title in _table(row.get("title")).items()]
    yield from _clashes(source, names, owner=2)


def _either(source: Source, rows: Sequence[tuple[Path, dict[str, object]]], key: str) -> Iterator[Problem]:
    """Each row has ``key`` or ``missing``, not both."""
    for path, row in rows:
        given = [name for name in (key, "missing") if name in row]
        if len(given) == 2:
            yield Problem(Code.RUBRIC_VALUE, source.place(*path), " + ".join(given), (key, "missing"))
        elif not given:
            yield Problem(Code.RUBRIC_KEY_MISSING, source.place(*path), key, (key, "missing"))


def _names(rows: Sequence[tuple[Path, dict[str, object]]]) -> list[tuple[Path, object]]:
    """Everything by which a person may give one of these answers: code, aliases, labels."""
    names: list[tuple[Path, object]] = []
    for path, row in rows:
        names.append(((*path, "code"), row.get("code")))
        names += [((*path, "aliases"), alias) for alias in _strings(row.get("aliases"))]
        names += [((*path, "label", lang), label) for lang, label in _table(row.get("label")).items()]
    return names


def _questions_have_scales(source: Source) -> Iterator[Problem]:
    """A question with options has a scale, one of type "scale" an ordered one; a number or a free text has none."""
    scales = _known(source, "scale")
    ordered = [name for _, row in source.rows("scale") if "positive_from" in row for name in _strings(row.get("id"))]
    for index, row in source.rows("question"):
        kind, scale = row.get("type"), row.get("scale")
        place = source.place("question", index, "scale")
        if kind in ("scale", "single", "multiple") and scale is None:
            yield Problem(Code.RUBRIC_KEY_MISSING, place, "scale", tuple(scales))
        elif kind in ("number", "text") and scale is not None:
            yield Problem(Code.RUBRIC_VALUE, place, str(scale))
        elif kind == "scale" and scale in scales and scale not in ordered:
            yield Problem(Code.RUBRIC_VALUE, place, str(scale), tuple(ordered))


def _numbers_have_bins(source: Source) -> Iterator[Problem]:
    """A number has bins, that ascend to what it may be at most; nothing else has. Only free texts may be several."""
    for index, row in source.rows("question"):
        kind = row.get("type")
        if kind == "number" and not row.get("bins"):
            yield Problem(Code.RUBRIC_KEY_MISSING, source.place("question", index, "bins"), "bins")
        bins = row.get("bins")
        ascending = [*(bins if isinstance(bins, list) else ()), *([row["most"]] if "most" in row else ())]
        for lower, higher in pairwise(value for value in map(_integer, ascending) if value is not None):
            if higher <= lower:
                yield Problem(
                    Code.RUBRIC_ORDER, source.place("question", index, "bins"), str(higher), also=f"> {lower}"
                )
        for key, owner in (("bins", "number"), ("most", "number"), ("decimals", "number"), ("several", "text")):
            if key in row and kind in ("scale", "single", "multiple", "number", "text") and kind != owner:
                yield Problem(Code.RUBRIC_VALUE, source.place("question", index, key), key, also=str(kind))


def _grades_come_whole(source: Source) -> Iterator[Problem]:
    """Areas, grades and the line come together, or not at all: an instrument that only asks has grades of nothing."""
    graded = [key for key in ("grade", "grading") if key in source.data]
    if len(graded) == 1 or ("requirement" in source.data and not graded):
        lacking = next(key for key in ("grade", "grading") if key not in source.data)
        yield Problem(Code.RUBRIC_KEY_MISSING, source.place(lacking), lacking)


def _targets_can_be_reached(source: Source) -> Iterator[Problem]:
    """A share's target is a whole percent that a share can be on the right side of; what says when it is reached has
    one; and a whole does not contain itself."""
    beyond = {"more-than": range(100), "less-than": range(1, 101)}
    for index, row in source.rows("indicator"):
        target, reached = row.get("target"), row.get("reached", "at-least")
        if "reached" in row and target is None:
            yield Problem(Code.RUBRIC_KEY_MISSING, source.place("indicator", index, "target"), "target")
        possible = beyond.get(str(reached), range(101))
        is_number = isinstance(target, int | float) and not isinstance(target, bool)
        if is_number and row.get("measure", "percent") == "percent" and target not in possible:
            place = source.place("indicator", index, "target")
            yield Problem(Code.RUBRIC_VALUE, place, str(target), (f"{possible[0]}–{possible[-1]}",))
    for index, row in source.rows("whole"):
        for own in set(_strings(row.get("id"))) & set(_strings(row.get("regions"))):
            yield Problem(Code.RUBRIC_VALUE, source.place("whole", index, "regions"), own)


def _headers_are_told_apart(source: Source) -> Iterator[Problem]:
    """No header of a survey file, be it an id or an alias, would match two questions."""
    headers: list[tuple[Path, object]] = []
    for index, row in source.rows("question"):
        headers.append((("question", index, "id"), row.get("id")))
        headers += [(("question", index, "aliases"), alias) for alias in _strings(row.get("aliases"))]
    yield from _clashes(source, headers, owner=2)


_CHECKS: tuple[Callable[[Source], Iterator[Problem]], ...] = (
    _ids_are_unique,
    _references_hold,
    _texts_are_complete,
    _grades_fall,
    _a_plan_lifts,
    _thresholds_part_the_scale,
    _options_are_told_apart,
    _findings_are_told_apart,
    _categories_are_told_apart,
    _questions_have_scales,
    _numbers_have_bins,
    _grades_come_whole,
    _targets_can_be_reached,
    _headers_are_told_apart,
)


def _clashes(source: Source, named: Iterable[tuple[Path, object]], owner: int) -> Iterator[Problem]:
    """Values that two owners have, told once an owner; the owner is the path's first ``owner`` parts."""
    first: dict[object, Path] = {}
    told: set[tuple[object, Path]] = set()
    for path, value in named:
        if not isinstance(value, str | int):
            continue
        name = folded(value) if isinstance(value, str) else value
        seen = first.setdefault(name, path)
        if seen[:owner] != path[:owner] and (name, path[:owner]) not in told:
            told.add((name, path[:owner]))
            also = source.column(*seen[:owner])
            yield Problem(Code.RUBRIC_DUPLICATE, source.place(*path), found=str(value), also=also)


def _unknown(source: Source, path: Path, names: Iterable[str], known: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(Code.RUBRIC_REFERENCE, source.place(*path), name, tuple(known), nearest(name, known))


def _known(source: Source, table: str) -> list[str]:
    key = "code" if table == "grade" else "id"
    return [name for _, row in source.rows(table) for name in _strings(row.get(key))]


def _texts(model: type[BaseModel], row: dict[str, object], path: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    """Every text in a table of the file and in the tables within it, with its path."""
    for key, (kind, inner) in keys_of(model).items():
        value = row.get(key)
        if kind == Text and isinstance(value, dict):
            yield (*path, key), value
        elif inner and isinstance(value, dict):
            yield from _texts(inner, value, (*path, key))
        elif inner:
            for index, each in tables(value):
                yield from _texts(inner, each, (*path, key, index))


def _strings(value: object) -> list[str]:
    """A string, or the strings in an array; else none."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
