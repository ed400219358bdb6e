"""What lies behind a figure, in words: the grades as they were given, and the files that came in."""

from collections.abc import Iterator

from spur.records.grade import GradeKind
from spur.report.explanation.behind import Given, UnitGrade, total_of
from spur.report.explanation.here import Here

MOST_FILES = 20
"""With more files than this the newest are told, and that ``spur log`` tells of them all."""


def grades(here: Here, *, totals: bool) -> Iterator[str]:
    """A line for each unit: its grade in the area with every event, or its grades in all areas."""
    for unit, own in here.behind.by_unit().items():
        name = here.about.scope_title("unit", unit)
        if totals:
            yield _in_all(here, name, own)
        else:
            yield from (here("grade.unit", unit=name, events=_events(here, each)) for each in own)


def files(here: Here) -> Iterator[str]:
    """A line for each import, the oldest first."""
    imports = here.behind.imports
    if len(imports) > MOST_FILES:
        yield here("file.more", n=len(imports) - MOST_FILES)
    for number, each in imports[-MOST_FILES:]:
        kind = here.about.wording(f"cli.log.kind.{each.kind}")
        by = here("file.by", by=each.by) if each.by else ""
        yield here("file.import", number=number, kind=kind, file=each.file_name, on=each.at.date(), by=by)


def _in_all(here: Here, name: str, own: list[UnitGrade]) -> str:
    told = ", ".join(f"{each.area} {each.grade}" for each in own)
    total = total_of(own, here.rubric)
    if total is not None:
        return here("grade.total", unit=name, grades=told, total=total)
    lacking = sorted({area.id for area in here.rubric.areas} - {each.area for each in own})
    return here("grade.incomplete", unit=name, grades=told, lacking=here.about.wording.listed(lacking))


def _events(here: Here, own: UnitGrade) -> str:
    """ "D vid granskningen 2019-03-01 (inläsning 2), C efter handlingsplan 2019-05-01 (inläsning 2)"."""
    return ", ".join(_event(here, each) for each in own.events)


def _event(here: Here, given: Given) -> str:
    event = given.event
    kind = "at-inspection" if event.kind is GradeKind.AT_INSPECTION else "after-plan"
    on = event.on or here.about.wording("cli.day-unknown")
    recorded = here("grade.recorded-by", by=given.by) if given.by else here("grade.recorded")
    source = here("grade.import", number=given.number) if given.number else recorded
    return here(f"grade.{kind}", grade=event.grade, on=on, source=source)
