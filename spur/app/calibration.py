"""A report for a calibration meeting: how far the inspectors' own judgements agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spur.analysis.calibration import Judged, calibration_figures
from spur.analysis.figure import Figures
from spur.analysis.grades import Grades, grades_as_of
from spur.app.known import known
from spur.app.request import AskedOfCalibration, Request
from spur.app.rubrics import kept_rubric
from spur.app.writing import OUTPUTS, Job, Output, write_report
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.inspection import OwnGrade
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.report.calibration import calibration_document
from spur.report.calibration.material import CalibrationMaterial
from spur.report.regions import region_name
from spur.rubric.model import PinnedRubric
from spur.wording import Lang, Wording

EVERYWHERE = "all"
"""The id of all regions together, where the inspectors' units lie in several and none is asked for."""


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """A report for a calibration meeting that was written: its files, what it was written from, and what a reader
    should know of it."""

    files: tuple[Path, ...]
    material: CalibrationMaterial
    problems: tuple[Problem, ...] = ()


def report_calibration(
    db: str,
    round_: str,
    *,
    region: str | None = None,
    outputs: Sequence[Output] = OUTPUTS,
    lang: Lang = "sv",
    out: Path = Path("out"),
) -> CalibrationReport:
    """Write how far the inspectors' own judgements of a round agree, of one region's units or of all, into a folder of
    its own in ``out``: ``calibration-ROUND/calibration-ROUND.pdf`` and ``.xlsx``, ``figures.csv`` and ``.json`` (with
    a region ``calibration-REGION-ROUND``). Raises InvalidInput unless two inspectors have judged the same unit, each in
    a workbook of their own."""
    with Ledger.open(db).view() as view:
        material, problems = calibration_material(view, round_, region, lang)
    stem = f"calibration-{region}-{round_}" if region else f"calibration-{round_}"
    request = Request("calibration", round_, AskedOfCalibration(lang, region))
    document, path = calibration_document(material), out / stem / stem
    files = write_report(Job(document, material.figures, outputs, path, request))
    return CalibrationReport(files, material, problems)


def calibration_material(
    view: View, round_: str, region: str | None, lang: Lang
) -> tuple[CalibrationMaterial, tuple[Problem, ...]]:
    """Read the inspectors' own judgements, compute every figure, and gather them for the report's writer."""
    units = view.units()
    if region is not None:
        known(region, {unit.region for unit in units.values()}, Code.REGION_UNKNOWN)
    known(round_, view.rounds(), Code.ROUND_UNKNOWN)
    own = [each for each in view.own_grades(round_) if region in (None, units[each.unit_id].region)]
    pinned = _rubric(view, round_, own)
    judged = Judged.of(own)
    if not judged.shared:
        raise InvalidInput([Problem(Code.OWN_JUDGEMENTS_ALONE, Place(""), _told(judged.alone), also=round_)])
    regions = {units[unit].region for unit, _ in judged.cases}
    region_id = region or (next(iter(regions)) if len(regions) == 1 else EVERYWHERE)
    joint = _joint(view, round_, pinned)
    material = CalibrationMaterial(
        wording=Wording(lang),
        name="" if region_id == EVERYWHERE else region_name(region_id),
        region_id=region_id,
        round=round_,
        rubric=pinned.model,
        rubric_hash=pinned.hash,
        units=units,
        figures=Figures.of(calibration_figures(round_, region_id, judged, joint, pinned.model)),
        inspectors=judged.inspectors,
        pairs=tuple(judged.pairs),
        as_of=judged.last_on.isoformat() if judged.last_on else "",
    )
    notices = [Problem(Code.INSPECTORS_ALIKE, Place(""), found=one, also=other) for one, other in judged.alike]
    if judged.alone:
        notices.append(Problem(Code.UNITS_JUDGED_ALONE, Place(""), _told(judged.alone)))
    return material, tuple(notices)


def _rubric(view: View, round_: str, own: Sequence[OwnGrade]) -> PinnedRubric:
    """The one rubric of the own judgements. Raises InvalidInput where there are none, or several rubrics."""
    hashes = sorted({each.rubric_hash for each in own})
    if not hashes:
        raise InvalidInput([Problem(Code.OWN_JUDGEMENTS_NONE, Place(""), found=round_)])
    found = [kept_rubric(view, rubric_hash) for rubric_hash in hashes]
    if len(found) > 1:
        versions = ", ".join(sorted(f"{each.model.key} ({each.hash[:8]})" for each in found))
        raise InvalidInput([Problem(Code.RUBRICS_MIXED, Place(""), found=round_, also=versions)])
    return found[0]


def _joint(view: View, round_: str, pinned: PinnedRubric) -> Grades:
    """What the inspectors agreed on, drafts too, as it was set at the inspection; nothing where other rubrics than that
    of their own judgements are in the round, by which a grade may mean something else."""
    if view.rubrics_of_round(round_, drafts=True) != [pinned.hash]:
        return {}
    return grades_as_of(view.grade_events(round_, drafts=True), "at-inspection", None)


def _told(alone: dict[str, list[str]]) -> str:
    """ "AM-01 (Anna Berg), AM-02 (Bo Ek)"."""
    return ", ".join(f"{unit} ({', '.join(names)})" for unit, names in alone.items())
