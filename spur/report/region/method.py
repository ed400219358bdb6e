"""How every number was computed, so that a reader can check it."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from spur import __version__
from spur.analysis.grades import MANY_UNITS
from spur.report.document import Column, Row, Section, Table
from spur.report.material import Material
from spur.report.region.agreement import has_agreement
from spur.report.region.between import differing_areas
from spur.report.region.grades_and_answers import has_grades_and_answers
from spur.report.region.options import option_sets
from spur.report.region.round_bases import most_tried
from spur.report.region.rounds import round_methods
from spur.report.region.signals import has_signals
from spur.report.shown import CHECKSUM
from spur.rubric.parts import Scale


def method_chapter(m: Material, told: Sequence[str] = ()) -> list[Section]:
    """``told``: which ways of counting, where they are others than those of a region's report."""
    told, of_region = told or _told(m), not told
    values = {
        "scales": _scales(m),
        "used": m(f"grades-used.{m.grades_used}"),
        "as_of": m.as_of or m("fact.as-of-unknown"),
        "maximum": m.rubric.max_total,
        "points": m.rubric.comparison.five_point_rule,
        "interval": m(f"method.interval-{m.interval}"),
        "up_to": most_tried(m),
        "k": m.protection.k,
        "k_distribution": m.protection.k_distribution,
        "many": MANY_UNITS,
        "rubric": m.rubric.key,
        "status": m(f"status.{m.rubric.head.status}"),
        "hash": m.rubric_hash[:CHECKSUM],
        "version": __version__,
    }
    texts = _protected(m, {key: m(f"method.{key}-text", **values) for key in told}, values)
    if m.drafts and "inspections" in texts:
        texts["inspections"] += " " + m("method.inspections-drafts", n=m.drafts)
    if any(requirement.example for requirement in m.rubric.requirements):
        texts["rubric"] += " " + m("method.rubric-examples")
    rows = tuple(row for key, text in texts.items() for row in _rows(m, key, text, values))
    columns = (Column(m("column.what"), 2), Column(m("column.how"), 7))
    about = Section(m("method.title"), (Table(m("method.table"), columns, rows),), tab=m("method.tab"))
    if not of_region:
        return [about]
    return [about, *([_areas(m)] if m.rubric.areas else []), *([_points(m)] if m.rubric.grades else [])]


def _rows(m: Material, key: str, text: str, values: Mapping[str, object]) -> Iterator[Row]:
    """A way of counting, and what goes on about it in rows of their own: no row is a wall of text."""
    own = f"profile-{m.protection.profile}" if key == "profile" else key
    yield Row((m(f"method.{key}"), text))
    if key == "disclosure" and (m.kind != "survey" or has_signals(m)):
        reach = m(f"method.disclosure-{'units' if has_signals(m) else 'groups'}", **values)
        yield Row((m("method.disclosure-more"), reach))
    if key == "disclosure" and m.region.crossed:
        crossed = (m(f"method.disclosure-{each}", **values) for each in ("crossed", "divisions"))
        yield Row((m("method.disclosure-crossed-title"), " ".join(crossed)))
    while m.has(f"method.{own}-more-text"):
        own = f"{own}-more"
        yield Row((m(f"method.{own}"), m(f"method.{own}-text", **values)))


def _protected(m: Material, texts: Mapping[str, str], values: Mapping[str, object]) -> dict[str, str]:
    """The ways of counting with what the report withholds, by its profile; without that where it withholds nothing."""
    own, told = m.protection, dict(texts)
    if own.withholds_nothing:
        told = {key: text for key, text in told.items() if not key.endswith("disclosure")}
    if own.published:
        told["published"] = m("method.published-text", where=own.published)
    told["profile"] = m(f"method.profile-{own.profile}", **values)
    last = ("rubric", "software")
    return {key: told[key] for key in (*(each for each in told if each not in last), *last) if key in told}


def _told(m: Material) -> list[str]:
    told = ["grades", "inspections", "as-of", "mean", "rounding", "rank", "total"] if m.has_grades() else ["rounding"]
    if m.has_answers():
        told += ["positive"] if _scales(m) else []
        told += ["denominator", *([] if m.only_asks else ["interval"])]
    told += ["options"] if any(q.type == "multiple" for own in option_sets(m) for q in own) else []
    if m.has_answers():
        told += ["comparison"] if m.baseline or not m.only_asks else []
        told += ["by"] if len(m.group_ids) > 1 else []
        told += ["signals"] if has_signals(m) else []
        told += ["grades-answers"] if m.has_grades() and has_grades_and_answers(m) else []
        told += ["disclosure", *([] if m.only_asks else ["range"])]
    told += round_methods(m)
    told += ["between"] if any(differing_areas(m)) else []
    told += ["agreement"] if has_agreement(m) else []
    return [*told, "rubric", "software"]


def _scales(m: Material) -> str:
    """Where each scale that the questions use turns positive and negative."""
    used = {question.scale for question in m.rubric.questions}
    return " ".join(
        m("method.positive-scale", scale=_ends(m, s), positive_from=s.positive_from, negative_to=s.negative_to)
        for s in m.rubric.scales
        if s.id in used and s.positive_from is not None
    )


def _ends(m: Material, scale: Scale) -> str:
    """A scale's lowest and highest answer, by which a reader knows it."""
    steps = sorted(((o.value, o.label) for o in scale.options if o.value is not None), key=itemgetter(0))
    return "–".join(m.in_language(label) for _, label in (steps[0], steps[-1]))


def _areas(m: Material) -> Section:
    """2020 report, Table 1."""
    rows = tuple(Row((m.lettered(area.id), m.in_language(area.question))) for area in m.rubric.areas)
    columns = (Column(m("column.area"), 3), Column(m("column.area-question"), 6))
    return Section(m("method.areas"), (Table(m("method.areas-table"), columns, rows),), level=2)


def _points(m: Material) -> Section:
    """2020 report, Table 3."""
    rows = tuple(Row((g.code, m.in_language(g.label), str(g.points))) for g in m.rubric.grades)
    columns = (
        Column(m("column.grade"), 0.8),
        Column(m("column.meaning"), 7),
        Column(m("column.points"), 0.9, numeric=True),
    )
    return Section(m("method.points"), (Table(m("method.points-table"), columns, rows),), level=2)
