"""The table of the figures for a calibration meeting: how far the inspectors' own judgements agree."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from spur.analysis.calibration import ALL_AREAS, JOINT, STEPS
from spur.analysis.figure import Figure
from spur.report.explanation.formula import Formula, Table
from spur.report.explanation.here import Here, nothing


def cases(here: Here) -> Iterator[str]:
    """The grades that each gave of every unit and area that the figure is of."""
    figure = here.figure
    two = {f"inspector:{figure.scope_id}", figure.versus} if figure.scope == "inspector" else None
    for case in here.about.figures:
        of_unit = figure.scope != "unit" or case.scope_id == figure.scope_id
        if case.statistic == STEPS and of_unit and figure.subject in (ALL_AREAS, case.subject):
            grades = {versus: grade for versus, grade in _grades(here, case) if two is None or versus in two}
            if two is None or len(grades) == len(two):
                told = [f"{here.about.versus_title(versus)} {grade}" for versus, grade in grades.items()]
                who = f"{here.about.scope_title('unit', case.scope_id)}, {case.subject.partition(':')[2]}"
                yield here("tally.of", who=who, counts=", ".join(told))


def share(here: Here) -> Iterator[str]:
    """So many of all pairs."""
    n, value = here.count("n"), here.figure.value
    if n and isinstance(value, int | Fraction):
        yield here.equals(f"{value * n} / {n}")


def steps(here: Here) -> Iterator[str]:
    """The highest grade's place less the lowest's, as the rubric's grades follow each other."""
    places = {grade.code: place for place, grade in enumerate(here.rubric.grades, start=1)}
    found = [places[grade] for versus, grade in _grades(here, here.figure) if versus != JOINT]
    if found:
        yield here.equals(f"{max(found)} − {min(found)}")


def _grades(here: Here, case: Figure) -> Iterator[tuple[str, str]]:
    """Who gave a unit which grade in an area; the joint one too."""
    letters = {grade.points: grade.code for grade in here.rubric.grades}
    own = (case.round, case.scope, case.scope_id, case.subject, "points")
    for each in here.about.figures:
        if (each.round, each.scope, each.scope_id, each.subject, each.statistic) == own and isinstance(each.value, int):
            yield each.versus, letters[each.value]


def _judged(key: str, *, worked: bool = False) -> Formula:
    return Formula(key, ("own",), cases, share if worked else nothing)


_AGREEMENT: Table = {
    "n": _judged("judged-pairs"),
    "agree_exact": _judged("agree-exact", worked=True),
    "agree_within_one": _judged("agree-within-one", worked=True),
    **{each: _judged(each.replace("_", "-")) for each in ("kappa", "kappa_low", "kappa_high", "ac1", "alpha")},
    "count:apart": _judged("judged-apart"),
    "count:higher": _judged("judged-higher"),
    "count:equal": _judged("judged-equal"),
    "count:lower": _judged("judged-lower"),
    "share_higher": _judged("judged-share-higher", worked=True),
    "share_equal": _judged("judged-share-equal", worked=True),
    "share_lower": _judged("judged-share-lower", worked=True),
}

JUDGED: Mapping[str, Table] = {
    "area of a calibration": {
        **_AGREEMENT,
        STEPS: Formula("steps-apart", ("own",), cases, steps),
        "points": Formula("judged-points", ("own",), cases),
    },
    "areas of a calibration": _AGREEMENT,
    "units of a calibration": {"n": Formula("judged-units", ("own",))},
    "inspectors of a calibration": {"n": Formula("judged-inspectors", ("own",))},
}
