"""What people see of each action and recommendation in a list, and who told last how it stands."""

from collections.abc import Iterable, Mapping

from spur.analysis.checklist import Measure
from spur.app.actions.chosen import plans_owed_by
from spur.app.register import CalledFor, advised_after, standings
from spur.intake.actions.form import AdviceLine, Line
from spur.ledger.reading import View
from spur.records.action import ActionEvent, ActionKey
from spur.records.unit import Unit
from spur.wording import Lang, Wording


def action_lines(view: View, told: CalledFor | None, units: Mapping[str, Unit], lang: Lang) -> list[Line]:
    """A line for each action, with what people need to see of it."""
    if told is None:
        return []
    said, rubric = Wording(lang), told.rubric
    since = _since(view.action_events(told.round), said)
    inspected_on = told.inspected_on
    requirements = {each.id: each for each in rubric.requirements}
    owing = plans_owed_by(told)

    def line(measure: Measure) -> Line:
        key = ActionKey(measure.unit, "", measure.subject)
        own = requirements.get(measure.requirement)
        text, source, advice = (
            (rubric.in_language(each, lang) for each in (own.text, own.source, own.recommendation))
            if own
            else (said("actions.of-area"), "", rubric.in_language(rubric.grade(measure.grade).label, lang))
        )
        area = f"{measure.area} {rubric.in_language(rubric.area(measure.area).title, lang)}"
        grade = said("actions.grade", grade=measure.grade) if measure.grade else ""
        owes = f"{said('actions.plan-owed')}." if (measure.unit, measure.area) in owing else ""
        return Line(
            key=key,
            label=f"{measure.unit} {measure.requirement or measure.area}",
            standing=measure.standing,
            unit=units[measure.unit].name,
            area=". ".join(filter(None, [area, grade])),
            need=f"{said(f'actions.need.{measure.need}')}. {owes}".strip(),
            requirement=f"{text} ({source})" if source else text,
            advice=measure.own or advice,
            before=said("actions.again", rounds=said.listed([*measure.again])) if measure.again else "",
            since=since.get(key, ""),
            inspected_on=inspected_on.get(measure.unit),
        )

    return [line(measure) for measure in told.measures]


def advice_lines(view: View, round_: str, region: str, lang: Lang) -> list[AdviceLine]:
    since = _since(view.action_events(round_), Wording(lang))
    return [
        AdviceLine(
            each.recommendation,
            each.standing,
            since.get(ActionKey("", region, f"recommendation:{each.recommendation.number}"), ""),
        )
        for each in advised_after(view, round_, region)
    ]


def _since(events: Iterable[ActionEvent], said: Wording) -> dict[ActionKey, str]:
    """Who told last how each action stands, and when."""
    newest = standings([*events])
    return {
        key: said("actions.since", by=each.by or "–", day=each.at.date() if each.at else "–", number=each.number)
        for key, each in newest.items()
    }
