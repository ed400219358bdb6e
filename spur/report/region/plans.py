"""Grades that call for an action plan before and after the plans, who has sent one, and how far actions have come."""

from itertools import groupby

from spur.analysis.checklist import Need
from spur.analysis.register import UnitPlan
from spur.records.action import ActionState
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.marked import filled
from spur.report.material import Material

_PLANS = ("before", "after", "received", "owed", "units", "units_owing")


def plan_chapter(m: Material) -> list[Section]:
    """Left out where no plan was asked for and there is nothing to do."""
    asked = m.figures.get("region", m.region.whole.id, "plans", "before") is not None
    blocks: list[Block] = _plans(m) if asked else []
    if _needs(m):
        blocks.append(_measures(m))
    title = m("plans.title" if asked else "plans.title-measures")
    return [Section(title, tuple(blocks), tab=m("plans.tab"))] if blocks else []


def _plans(m: Material) -> list[Block]:
    grade = m.grading["before"]
    told = {statistic: m.of_region("plans", statistic) for statistic in _PLANS}
    blocks: list[Block] = [Paragraph(m("plans.lead", grade=grade, **told))]
    groups = [group for group in m.group_ids if m.figures.get("group", group, "plans", "before")]
    columns = tuple(Column(m(f"plans.{each}", grade=grade), 1.2, True) for each in _PLANS)
    total = Row((m("total"), *(m.of_region("plans", each) for each in _PLANS)), "total")
    if len(groups) > 1:
        rows = [Row((m.group_title(group), *(m.of_group(group, "plans", e) for e in _PLANS))) for group in groups]
        note = m("plans.groups-note", grade=grade)
        columns_ = (Column(m("plans.group"), 3), *columns)
        blocks.append(Table(m("plans.groups", grade=grade), columns_, (*rows, total), (note,)))
    areas = [a.id for a in m.rubric.areas if m.figures.get("region", m.region.whole.id, f"plans:{a.id}", "before")]
    rows = [Row((m.lettered(area), *(m.of_region(f"plans:{area}", each) for each in _PLANS))) for area in areas]
    note = m("plans.areas-note", grade=grade)
    columns_ = (Column(m("column.area"), 3), *columns)
    blocks.append(Table(m("plans.areas", grade=grade), columns_, (*rows, total), (note,)))
    return [*blocks, *([who_has_sent(m)] if m.register.plans else [])]


def who_has_sent(m: Material) -> Table:
    """Every unit that was asked for a plan: those that have not sent every one first."""
    names = {unit.id: m.written(unit.name) for unit in m.units}
    by_unit = [(unit, list(own)) for unit, own in groupby(m.register.plans, key=lambda each: each.unit)]
    by_unit.sort(key=lambda told: not any(each.plan.owed for each in told[1]))

    def row(unit: str, own: list[UnitPlan]) -> Row:
        sent = ", ".join(_sent(m, each) for each in own if not each.plan.owed)
        lacking = ", ".join(_lacking(m, each) for each in own if each.plan.owed)
        return Row((filled("{} ({})".format, names[unit], unit), sent, lacking))

    columns = (Column(m("plans.unit"), 2.6), Column(m("plans.sent"), 3), Column(m("plans.lacking"), 3))
    as_of = m.as_of or m("fact.as-of-unknown")
    return Table(m("plans.who", as_of=as_of), columns, tuple(row(unit, own) for unit, own in by_unit))


def _sent(m: Material, each: UnitPlan) -> str:
    on = each.plan.received_on.isoformat() if each.plan.received_on else m("fact.as-of-unknown")
    return m("plans.sent-on", area=each.plan.area, on=on)


def _lacking(m: Material, each: UnitPlan) -> str:
    owed = each.plan.owed
    key = "since" if owed is None or owed.due is None else "overdue" if owed.overdue else "due"
    return m(f"plans.lacking-{key}", area=each.plan.area, due=owed.due.isoformat() if owed and owed.due else "")


def _needs(m: Material) -> list[Need]:
    """Those of which there is any."""
    found = {need: m.figures.get("region", m.region.whole.id, f"measures:{need}", "n") for need in Need}
    return [need for need, n in found.items() if n is not None and n.value]


def _measures(m: Material) -> Table:
    """Need by need; how far they have come where anybody has told."""
    told = any(each.told for each in m.register.measures)
    states = [f"count:{state}" for state in ActionState] if told else []
    columns = [Column(m("plans.need"), 2.4), Column(m("plans.measures-n"), 1, True)]
    columns += [Column(m("plans.measures-units"), 1, True)]
    columns += [Column(_heading(m.wording(f"actions.state.{state}")), 1, True) for state in ActionState if told]
    columns += [Column(m("plans.overdue"), 1, True)] if told else []
    statistics = ["n", "units", *states, *(["overdue"] if told else [])]

    def row(need: Need) -> Row:
        cells: list[Cell] = [m.of_region(f"measures:{need}", each) for each in statistics]
        return Row((m(f"checklist.{need}"), *cells))

    note = m("plans.measures-note", on=m.register.on) if told else m("plans.measures-note-untold")
    return Table(m("plans.measures"), tuple(columns), tuple(row(need) for need in _needs(m)), (note,))


def _heading(text: str) -> str:
    return text[:1].upper() + text[1:]
