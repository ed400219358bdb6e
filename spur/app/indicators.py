"""The report of an instrument's indicators, across regions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spur.analysis.figure import Figures
from spur.analysis.indicators import by_region, indicator_figures
from spur.analysis.populations import inferences, population_figures
from spur.app.request import AskedOfIndicators, Request
from spur.app.rubrics import pinned_rubric
from spur.app.writing import OUTPUTS, Job, Output, write_report
from spur.disclosure.release import Protection
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.report.indicators import indicator_document
from spur.report.indicators.material import IndicatorMaterial
from spur.rubric.model import PinnedRubric, Rubric
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """A report of indicators that was written: its files, and what it was written from."""

    files: tuple[Path, ...]
    material: IndicatorMaterial


def report_indicators(
    db: str, rubric: str, *, outputs: Sequence[Output] = OUTPUTS, lang: Lang = "sv", out: Path = Path("out")
) -> IndicatorReport:
    """Write what all regions report of a rubric's indicators into the folder ``out``: ``indicators-ID-VERSION.pdf`` and
    ``.xlsx``, ``figures.csv`` and ``.json``."""
    pinned = pinned_rubric(rubric)
    with Ledger.open(db).view() as view:
        material = indicator_material(view, pinned, lang)
    stem = out / f"indicators-{pinned.model.id}-{pinned.model.version}"
    request = Request("indicators", pinned.model.key, AskedOfIndicators(lang, pinned.hash))
    files = write_report(Job(indicator_document(material), material.figures, outputs, stem, request))
    return IndicatorReport(files, material)


def indicator_material(view: View, pinned: PinnedRubric, lang: Lang) -> IndicatorMaterial:
    """Read the counts, compute every figure, and gather them for the report's writer."""
    model = pinned.model
    if not model.indicators:
        raise InvalidInput([Problem(Code.INDICATORS_NONE, Place(""), found=model.key)])
    units = view.units()
    known = {indicator.id for indicator in model.indicators}
    told = [count for count in view.indicator_counts(model.id) if count.indicator in known]
    counts = by_region(told, {unit.id: unit.region for unit in units.values()})
    if not counts:
        raise InvalidInput([Problem(Code.INDICATORS_ABSENT, Place(""), found=model.key)])
    protection = Protection()
    inferred = inferences(counts, model)
    figures = Figures.of(indicator_figures(counts, model, protection), population_figures(inferred, model))
    places = _in_order({place for place, _, _ in counts} | {f.scope_id for f in figures}, model)
    return IndicatorMaterial(
        wording=Wording(lang),
        rubric=model,
        rubric_hash=pinned.hash,
        figures=figures,
        places=places,
        inferences=tuple(sorted(inferred, key=lambda each: places.index(each.place))),
        k=protection.k,
    )


def _in_order(places: set[str], rubric: Rubric) -> tuple[str, ...]:
    """The regions as the rubric lists them, other ones by their ids, then the wholes."""
    wholes = [whole.id for whole in rubric.wholes]
    listed = [region for whole in rubric.wholes for region in whole.regions]
    order = dict.fromkeys([*listed, *sorted(places - {*listed, *wholes}), *wholes])
    return tuple(place for place in order if place in places)
