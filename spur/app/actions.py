"""The register of actions: out as a workbook, in again with what people filled in, and as a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from spur.analysis.checklist import Measure
from spur.analysis.register import Advised
from spur.app.imports import import_of_file
from spur.app.inspections import latest_round
from spur.app.known import known, today, unknown_unit
from spur.app.output import write_files
from spur.app.register import CalledFor, advised_after, called_for, numbered, standings
from spur.app.rubrics import rubric_of_round
from spur.app.texts import is_workbook
from spur.intake.actions.form import AdviceLine, Line
from spur.intake.actions.read import Known, Recognised, read_actions, read_recommendations, recognise_actions
from spur.intake.copied import copied
from spur.intake.part import Refused
from spur.intake.sandbox import Sandbox
from spur.ledger.acting import ActionImport
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.action import ActionEvent, ActionFile, ActionKey, Standing
from spur.records.grade import GradeKind
from spur.records.problem import Code, InvalidInput, Place, Problem, any_errors
from spur.records.reading import Reading
from spur.records.unit import Unit
from spur.report.regions import region_name
from spur.rubric.model import PinnedRubric, Rubric
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class ExportedActions:
    """A list that was written: how many actions of how many units, and how many recommendations."""

    path: Path
    actions: int
    units: int
    recommendations: int


@dataclass(frozen=True, slots=True)
class ImportedActions:
    """What became of a list: how many actions and recommendations it changed, as which import; ``number`` is None where
    nothing in it is new, ``already`` where the file had been read before."""

    file: str
    events: int
    recommendations: int
    number: int | None
    already: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ListedActions:
    """The round's actions, by unit and in the order of their checklists; ``advised`` are the regions' recommendations,
    by region. ``owing`` are the units and areas whose action plan is lacking."""

    round: str
    on: date
    rubric: Rubric | None
    units: Mapping[str, Unit]
    measures: tuple[Measure, ...]
    advised: tuple[tuple[str, Advised], ...]
    owing: frozenset[tuple[str, str]]


def export_actions(
    db: str, units: Sequence[str], round_: str, out: Path, *, region: str | None = None, lang: Lang = "sv"
) -> ExportedActions:
    """Write the actions of these units, or of every unit of a region with the region's recommendations, into a
    workbook. A file that is there already may be filled in, and is never overwritten."""
    from spur.intake.actions.write import ListOfActions, write_actions  # a tenth of a second to import

    with Ledger.open(db).view() as view:
        there = view.units()
        chosen = _chosen(there, units, region)
        known(round_, view.rounds(), Code.ROUND_UNKNOWN)
        own = {there[unit].region for unit in chosen}
        region_id = region or (own.pop() if len(own) == 1 else "")
        told = called_for(view, round_, chosen)
        pinned = told.pinned if told else rubric_of_round(view, round_)
        lines = _lines(view, told, there, lang)
        advice = _advice_lines(view, round_, region_id, lang) if region else None
    of = region_name(region) if region else ", ".join(chosen)
    if not lines and advice is None:
        raise InvalidInput([Problem(Code.ACTIONS_NONE, Place(""), found=of)])
    if out.exists():
        raise InvalidInput([Problem(Code.OUTPUT_EXISTS, Place(out.name), found=str(out))])
    title = Wording(lang)("actions.title", of=of, round=round_)
    listed = ListOfActions(title, round_, region_id, pinned.hash, lines, advice)
    write_files({out: lambda part: write_actions(part, listed, lang)})
    return ExportedActions(out, len(lines), len({line.key.unit for line in lines}), len(advice or ()))


def import_actions(
    db: str, paths: Sequence[Path], *, region: str | None = None, round_: str | None = None
) -> list[ImportedActions]:
    """Keep what lists say that is new, all of them or none. Raises InvalidInput with every problem of every file.
    ``region`` and ``round_`` are for a plain table of recommendations, which does not say them itself."""
    ledger = Ledger.open(db)
    opened = [_opened(path) for path in paths]
    if problems := [problem for each in opened for problem in each.problems if any_errors([problem])]:
        raise InvalidInput(problems)
    results: list[ImportedActions] = []

    def decide(view: View) -> list[ActionImport]:
        items: list[ActionImport] = []
        problems: list[Problem] = []
        told: set[str] = set()
        pending: dict[str, list[ActionFile]] = {}
        for each in opened:
            about = _about(each, region, round_)
            known(about[1], view.rounds(), Code.ROUND_UNKNOWN)
            pinned, kept = rubric_of_round(view, about[1]), view.action_files(about[1])
            if each.hash in kept or each.hash in told:
                results.append(ImportedActions(each.path.name, 0, 0, kept.get(each.hash), True, each.problems))
                continue
            reading = _read(view, each, *about, pinned, pending.setdefault(about[1], []))
            told.add(file_hash := each.hash or reading.hash)
            if file_hash in kept:
                results.append(ImportedActions(each.path.name, 0, 0, kept[file_hash], True, ()))
                continue
            problems += reading.problems
            file = next(iter(reading.records), None)
            if file is not None:
                pending[about[1]].append(file)
                new = import_of_file("actions", each.path, file_hash)
                items.append(
                    (replace(new, rubric_hash=pinned.hash, round=about[1], name=about[0] or None), pinned, file)
                )
            counts = (len(file.events), len(file.recommendations)) if file else (0, 0)
            results.append(ImportedActions(each.path.name, *counts, None, False, (*each.problems, *reading.problems)))
        if any_errors(problems):
            raise InvalidInput([*(problem for each in opened for problem in each.problems), *problems])
        return items

    numbers = iter(ledger.keep_actions(decide))
    return [
        replace(each, number=next(numbers).number) if each.events or each.recommendations else each for each in results
    ]


def list_actions(
    db: str,
    round_: str | None = None,
    *,
    unit: str | None = None,
    region: str | None = None,
    overdue: bool = False,
) -> ListedActions:
    """The actions of a round, the newest unless another is named, as they stand today."""
    round_ = round_ or latest_round(db)
    on = today()
    with Ledger.open(db).view() as view:
        there = view.units()
        chosen = _chosen(there, [unit] if unit else (), region) if unit or region else list(there)
        known(round_, view.rounds(), Code.ROUND_UNKNOWN)
        told = called_for(view, round_, chosen)
        regions = [] if unit else sorted({there[each].region for each in chosen})
        advised = tuple((own, each) for own in regions for each in advised_after(view, round_, own))
    measures = told.measures if told else ()
    if overdue:
        measures = tuple(each for each in measures if each.standing.is_overdue(on))
        advised = tuple((own, each) for own, each in advised if each.standing.is_overdue(on))
    rubric = told.rubric if told else None
    return ListedActions(round_, on, rubric, there, measures, advised, _owing(told))


def _chosen(units: Mapping[str, Unit], named: Sequence[str], region: str | None) -> list[str]:
    """The units that were named, or every one of the region."""
    if region is not None:
        known(region, {unit.region for unit in units.values()}, Code.REGION_UNKNOWN)
        return [unit.id for unit in units.values() if unit.region == region]
    if problems := [problem for unit in named for problem in unknown_unit(unit, units)]:
        raise InvalidInput(problems)
    return list(dict.fromkeys(named))


def _owing(told: CalledFor | None) -> frozenset[tuple[str, str]]:
    """The units and areas that were graded so that a plan is called for, and of which none has come in."""
    lift = told.rubric.grading.adjusted_after_plan if told else None
    if told is None or lift is None:
        return frozenset()
    received = {(each.unit_id, each.area) for each in told.events if each.kind is GradeKind.AFTER_PLAN}
    return frozenset(key for key, grade in told.grades.items() if grade == lift.from_grade and key not in received)


def _lines(view: View, told: CalledFor | None, units: Mapping[str, Unit], lang: Lang) -> list[Line]:
    """A line for each action, with what people need to see of it."""
    if told is None:
        return []
    said, rubric = Wording(lang), told.rubric
    since = _since(view.action_events(told.round), said)
    requirements = {each.id: each for each in rubric.requirements}
    owing = _owing(told)

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
        )

    return [line(measure) for measure in told.measures]


def _advice_lines(view: View, round_: str, region: str, lang: Lang) -> list[AdviceLine]:
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


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was opened: a list of actions or, where ``book`` is None, a plain table (whose hash its reader
    tells)."""

    path: Path
    hash: str
    book: Recognised | None
    problems: tuple[Problem, ...]


def _opened(path: Path) -> _Opened:
    if not path.is_file():
        return _Opened(path, "", None, (Problem(Code.FILE_MISSING, Place(path.name), found=str(path)),))
    if not is_workbook(path):
        return _Opened(path, "", None, ())
    try:
        with copied(path) as (copy, file_hash), Sandbox() as sandbox:
            book, notices = sandbox.open(copy)
    except Refused as refused:
        return _Opened(path, "", None, (refused.problem(path.name),))
    if book is None:
        return _Opened(path, file_hash, None, notices)
    recognised = recognise_actions(book)
    problems = (*notices, *(() if recognised.cover else recognised.problems))
    return _Opened(path, file_hash, recognised, problems)


def _about(opened: _Opened, region: str | None, round_: str | None) -> tuple[str, str]:
    """The region and the round that a file is about: what it says itself, else what was named."""
    if opened.book is not None and opened.book.cover is not None:
        return opened.book.cover.region, opened.book.cover.round
    if region is None or round_ is None:
        raise InvalidInput([Problem(Code.ACTIONS_REGION, Place(opened.path.name))])
    return region, round_


def _read(
    view: View, opened: _Opened, region: str, round_: str, pinned: PinnedRubric, pending: Sequence[ActionFile]
) -> Reading[ActionFile]:
    """What a file says that is new, seen after the ``pending`` files, which are being kept with it."""
    units = view.units()
    if region:
        known(region, {unit.region for unit in units.values()}, Code.REGION_UNKNOWN)
    cover = opened.book.cover if opened.book else None
    lang: Lang = cover.lang if cover else "sv"
    lines = _lines(view, called_for(view, round_, list(units)), units, lang) if opened.book else []
    advice = {line.recommendation.number: line for line in _advice_lines(view, round_, region, lang)} if region else {}
    for file in pending:
        stands = {event.key: event.standing for event in file.events}
        lines = [replace(line, standing=stands.get(line.key, line.standing)) for line in lines]
        told = {each.number: each for each in file.recommendations} if file.region == region else {}
        for number in {*advice, *told}:
            key = ActionKey("", region, f"recommendation:{number}")
            before = advice[number].standing if number in advice else Standing()
            recommendation = told.get(number) or advice[number].recommendation
            advice[number] = AdviceLine(recommendation, stands.get(key, before))
    ordered = sorted(advice.values(), key=lambda each: numbered(each.recommendation.number))
    against = Known(round_, region, pinned.model, lines, ordered, lang)
    if opened.book is not None:
        return read_actions(opened.book, against)
    return read_recommendations(opened.path, against)
