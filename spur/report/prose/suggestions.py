"""What people ask for in their own words: the most common categories."""

from collections.abc import Iterator

from spur.analysis.figure import Figure
from spur.report.material import Material, exact

NAMED = 3  # categories named as the most common


def most_common(m: Material, role: str, named: int = NAMED) -> Iterator[str]:
    """Which category has most of a role's suggestions, with all that share the place, and which come next until so many
    are named; those that share the last place are named too. Nothing where none is coded, or none may be told of."""
    counts = _counts(m, role)
    coded = m.figures.get("region", m.region.whole.id, "texts", "coded", role=role)
    if not counts or coded is None or not coded.value:
        return
    ranked = sorted(counts, key=lambda category: exact(counts[category]), reverse=True)
    most, least = exact(counts[ranked[0]]), exact(counts[ranked[:named][-1]])
    first = [category for category in ranked if exact(counts[category]) == most]
    others = [category for category in ranked if most > exact(counts[category]) >= least]
    key = "suggestions.most-and-next" if others else "suggestions.most"
    values = {"role": m.role_title(role), "coded": coded}
    yield m.said(key, first=_named(m, first, counts), others=_named(m, others, counts), **values)


def _counts(m: Material, role: str) -> dict[str, Figure]:
    """The categories that anybody asked for."""
    found = {
        each.id: m.figures.get("region", m.region.whole.id, f"category:{each.id}", "n", role=role)
        for each in m.rubric.categories
    }
    return {category: n for category, n in found.items() if n is not None and n.value}


def _named(m: Material, categories: list[str], counts: dict[str, Figure]) -> str:
    return m.wording.listed(
        [m.said("suggestions.named", category=m.category_title(each), n=counts[each]) for each in categories]
    )
