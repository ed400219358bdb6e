"""The facts on a report's first page that a region's, a group's and a unit's report all have."""

from spur.report.material import Material

Facts = list[tuple[str, str]]


def secrecy(m: Material) -> Facts:
    """First of all, where it is for inspectors only."""
    return [(m("fact.confidential"), m("fact.confidential-text"))] if m.protection.confidential else []


def instrument(m: Material) -> Facts:
    return [(m("fact.round"), m.round), (m("fact.rubric"), m.rubric_title)]


def grades(m: Material) -> Facts:
    """Which of a unit's grades are told of; nothing where the rubric knows no lift."""
    return [(m("fact.grades"), m(f"grades-used.{m.grades_used}"))] if m.rubric.grading.adjusted_after_plan else []


def as_of(m: Material) -> Facts:
    return [(m("fact.as-of"), m.as_of or m("fact.as-of-unknown"))]


def reservations(m: Material, drafts: str) -> Facts:
    """That data are made up, and that inspections which are ``drafts`` are counted, in the report's own words."""
    facts = [(m("fact.example"), m("fact.example-text"))] if m.example else []
    return [*facts, *([(m("fact.inspections"), m(drafts, n=m.drafts))] if m.drafts else [])]


def compared(m: Material, *, has_then: bool) -> Facts:
    """With which baseline, and with which round where it ``has_then`` anything to compare."""
    facts: Facts = []
    if m.baseline:
        key = "excludes" if m.baseline.excludes == m.region.whole.id else "includes"
        facts.append((m("fact.baseline"), m(f"fact.baseline-{key}", baseline=m.baseline.name, region=m.name)))
    return [*facts, *([(m("fact.earlier"), m.earlier.round)] if m.earlier and has_then else [])]
