"""Of whom is it? Among the figures of one statistic, those of the place, the round, the role and the comparison that a
person named; and where none was named, those that the report has first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spur.analysis.figure import Figure, Scope
from spur.records.problem import Code, InvalidInput, Place, Problem, nearest
from spur.report.explanation.about import About
from spur.rubric.parts import folded
from spur.wording import LANGUAGES, Lang, Wording

Axis = Literal["inspector", "region", "group", "unit", "round", "versus", "role"]
_OTHER_AXES: tuple[Axis, ...] = ("round", "versus", "role")
_AXES: tuple[Axis, ...] = ("inspector", "region", "group", "unit", *_OTHER_AXES)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wrote: ``statistic`` and every option may be "" for what is not said."""

    subject: str
    statistic: str = ""
    inspector: str = ""
    region: str = ""
    group: str = ""
    unit: str = ""
    role: str = ""
    versus: str = ""
    round: str = ""


Others = tuple[tuple[Axis, tuple[str, ...]], ...]


def chosen(about: About, asked: Asked, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are left. Raises InvalidInput for an option that names nothing there is."""
    # a share itself, not a difference: what the report compares with has figures of its own
    compared = not asked.versus or any(each.versus for each in figures)
    baseline = "" if compared else _baseline(asked, figures)
    earlier = "" if compared else _earlier(asked, figures)
    place = _place(about, asked, figures, baseline)
    left = [each for each in figures if (each.scope, each.scope_id) == place]
    newest = max((each.round for each in left), default="")
    axes: tuple[tuple[Axis, str, tuple[str, ...]], ...] = (
        ("round", asked.round or earlier, (about.round, newest)),
        ("versus", "" if baseline or earlier else asked.versus, ("",)),
        ("role", asked.role, ("", about.role)),
    )
    for axis, written, first in axes:
        ids = list(dict.fromkeys(getattr(each, axis) for each in left))
        if written:
            wanted = [_option(about, axis, written, ids)]
        else:
            # of a subject's every statistic, some are of no role and some of the first
            wanted = [each for each in first if each in ids][: 1 if asked.statistic else None] or ids
        left = [each for each in left if getattr(each, axis) in wanted]
    return left


def misspelt(about: About, asked: Asked, figures: Sequence[Figure]) -> list[Problem]:
    """A problem for each option that names nothing that any of these figures is of."""
    problems: list[Problem] = []
    compared = _baseline(asked, figures) or _earlier(asked, figures)
    ids: dict[Axis, list[str]] = {
        "inspector": _ids(figures, "inspector"),
        "region": _ids(figures, "region"),
        "group": _ids(figures, "group"),
        "unit": _ids(figures, "unit"),
        "round": [each.round for each in figures],
        "versus": [each.versus for each in figures],
        "role": [each.role for each in figures],
    }
    for axis, there in ids.items():
        written = getattr(asked, axis)
        if written and not (axis == "versus" and compared):
            try:
                _option(about, axis, written, list(dict.fromkeys(there)))
            except InvalidInput as wrong:
                problems += wrong.problems
    return problems


def others(asked: Asked, figure: Figure, figures: Iterable[Figure]) -> Others:
    """For each option that was not given, of what else there is such a figure."""
    found: dict[Axis, list[str]] = {}
    for each in figures:
        if each.statistic != figure.statistic or each.address == figure.address:
            continue
        place = each.scope if (each.scope, each.scope_id) != (figure.scope, figure.scope_id) else None
        apart: list[Axis] = [axis for axis in _OTHER_AXES if getattr(each, axis) != getattr(figure, axis)]
        if place in ("inspector", "region", "group", "unit") and not apart:
            found.setdefault(place, []).append(each.scope_id)
        elif place is None and len(apart) == 1 and (own := str(getattr(each, apart[0]))):
            found.setdefault(apart[0], []).append(own)
    given = asked.inspector or asked.region or asked.group or asked.unit
    return tuple(
        (axis, tuple(ids))
        for axis in _AXES
        if (ids := found.get(axis)) and not getattr(asked, axis) and not (given and axis not in _OTHER_AXES)
    )


def _place(about: About, asked: Asked, figures: Sequence[Figure], baseline: str) -> tuple[Scope, str]:
    """The scope and its id: what was named; else what the report is on, or whatever there is."""
    if baseline:
        groups = [each.partition(":")[2] for each in _ids(figures, "baseline")]
        group = _option(about, "group", asked.group, groups) if asked.group else ""
        return "baseline", f"{baseline}:{group}" if group else baseline
    named: tuple[tuple[Axis, Scope, str], ...] = (
        ("unit", "unit", asked.unit),
        ("group", "group", asked.group),
        ("region", "region", asked.region),
        ("inspector", "inspector", asked.inspector),
    )
    for axis, scope, written in named:
        if written:
            return scope, _option(about, axis, written, _ids(figures, scope))
    places = list(dict.fromkeys((each.scope, each.scope_id) for each in figures))
    regions = [place for place in places if place[0] == "region"]
    return about.home if about.home in places else next(iter(regions or places))


def _baseline(asked: Asked, figures: Sequence[Figure]) -> str:
    """The baseline that is meant; "" for none."""
    names = list(dict.fromkeys(each.partition(":")[0] for each in _ids(figures, "baseline")))
    called = [word for lang in LANGUAGES for word in words(lang, "versuses.baseline")]
    own = names[:1] if folded(asked.versus) in map(folded, called) else []
    return next((name for name in names if folded(name) == folded(asked.versus)), "".join(own))


def _earlier(asked: Asked, figures: Sequence[Figure]) -> str:
    """The round that is meant; "" for none."""
    return next((each.round for each in figures if asked.versus in (each.round, f"round:{each.round}")), "")


def _option(about: About, axis: Axis, written: str, ids: Sequence[str]) -> str:
    langs = [replace(about, wording=Wording(lang)) for lang in LANGUAGES]
    names = {own: [name for there in langs for name in _names(there, axis, own)] for own in ids}
    groups = [own for own in ids if own.startswith("group:")]
    if axis == "versus" and len(groups) == 1:  # a unit's
        names[groups[0]] += [word for lang in LANGUAGES for word in words(lang, "versuses.group")]
    for own, called in names.items():
        if folded(written) in map(folded, called):
            return own
    allowed = tuple(own for own in ids if own)
    there = axis == "unit" and written in about.units  # but not told of
    likely = "" if there else nearest(written, [name for own in ids for name in _names(about, axis, own)])
    raise InvalidInput([Problem(Code.FIGURE_NOT_OF, Place(""), written, allowed, likely, also=f"--{axis}")])


def _names(about: About, axis: Axis, own: str) -> list[str]:
    """Everything that a place, a role or a comparison may be called."""
    names = [own]
    lang = about.wording.lang
    match axis:
        case "role":
            names.append(about.role_title(own))
        case "versus":
            names += [own.partition(":")[2], about.versus_title(own), *words(lang, f"versuses.{own}")]
            names += words(lang, "versuses.baseline") if about.is_baseline(own) else []
        case "unit":
            names += [about.units.get(own, ""), about.scope_title("unit", own)]
        case "region" | "group":
            names.append(about.scope_title(axis, own))
    return [name for name in names if name]


def words(lang: Lang, key: str) -> list[str]:
    """The words that the wording has for something, with semicolons between."""
    said = Wording(lang)
    return [word.strip() for word in said(f"explain.{key}").split(";")] if said.has(f"explain.{key}") else []


def _ids(figures: Iterable[Figure], scope: Scope) -> list[str]:
    return list(dict.fromkeys(each.scope_id for each in figures if each.scope == scope))
