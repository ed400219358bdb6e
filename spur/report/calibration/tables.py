"""How far the inspectors agree: area by area, two by two, and each against what all agreed on."""

from spur.analysis.calibration import ALL_AREAS
from spur.analysis.figure import Figure
from spur.report.calibration.material import CalibrationMaterial
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import exact

NAMED = 3  # areas named as those where the inspectors differ most
FEW = 20
"""With fewer pairs than this, chance moves every measure much."""

AGREEMENT = ("n", "agree_exact", "agree_within_one", "kappa")
SIDES = ("higher", "equal", "lower")


def areas_by_agreement(m: CalibrationMaterial) -> list[str]:
    """The subjects of the few areas where the fewest grades are equal, with all that share the last of these places;
    none where all areas are alike."""
    shares = {
        subject: exact(share)
        for area in m.rubric.areas
        if (share := m.of_all(subject := f"area:{area.id}", "agree_exact")) is not None
    }
    ranked = sorted(shares, key=lambda subject: shares[subject])
    last = shares[ranked[min(NAMED, len(ranked)) - 1]]
    return [subject for subject in ranked if shares[subject] <= last and shares[subject] < max(shares.values())]


def area_chapter(m: CalibrationMaterial) -> list[Section]:
    """Every area, and all together."""
    subjects = [f"area:{area.id}" for area in m.rubric.areas]
    alpha = m.of_all(ALL_AREAS, "alpha") is not None
    statistics = (*AGREEMENT, "kappa_low", "kappa_high", "ac1", *(("alpha",) if alpha else ()))

    def cells(subject: str) -> tuple[Cell, ...]:
        return tuple(_cell(m.of_all(subject, statistic)) for statistic in statistics)

    notes = [m("calibration.areas-note")]
    notes += [m("calibration.undefined")] if _undefined(m, subjects) else []
    notes += [m("calibration.several")] if alpha else []
    table = Table(
        m("calibration.areas-table"),
        (Column(m("column.area"), 4), *_columns(m), *_interval_columns(m), *_last_columns(m, alpha=alpha)),
        (*(Row((m.lettered(s), *cells(s))) for s in subjects), Row((m("calibration.all"), *cells(ALL_AREAS)), "total")),
        tuple(notes),
    )
    return [Section(m("calibration.areas"), (table,), tab=m("calibration.areas-tab"))]


def pair_chapter(m: CalibrationMaterial) -> list[Section]:
    """Every two inspectors, over the areas of the units that both have judged."""
    if len(m.pairs) < 2 and len(m.inspectors) < 3:
        lead = m("calibration.pair-lead", one=m.pairs[0][0])
    else:
        lead = m("calibration.pairs-lead")
    columns = (
        Column(m("calibration.one"), 2),
        Column(m("calibration.other"), 2),
        Column(m("calibration.units"), 1, numeric=True),
        *_columns(m),
        Column(m("calibration.ac1"), 0.9, numeric=True),
        *_side_columns(m, m("calibration.one-is")),
    )

    def row(pair: tuple[str, str]) -> Row:
        told = [m.of_pair(pair, "units", "n")]
        statistics = (*AGREEMENT, "ac1", *(f"count:{side}" for side in SIDES))
        told += [m.of_pair(pair, ALL_AREAS, statistic) for statistic in statistics]
        return Row((*pair, *map(_cell, told)))

    rows = tuple(row(pair) for pair in m.pairs)
    few = any(0 < exact(n) < FEW for pair in m.pairs if (n := m.of_pair(pair, ALL_AREAS, "n")) is not None)
    notes = (m("calibration.few", n=FEW),) if few else ()
    blocks: list[Block] = [Paragraph(lead), Table(m("calibration.pairs-table"), columns, rows, notes)]
    return [Section(m("calibration.pairs-title"), tuple(blocks), tab=m("calibration.pairs-tab"))]


def joint_chapter(m: CalibrationMaterial) -> list[Section]:
    """Each inspector's own grades against the joint ones; left out where nothing has been agreed on yet."""
    told = [name for name in m.inspectors if m.against_joint(name, ALL_AREAS, "n") is not None]
    if not told:
        return []
    columns = (
        Column(m("calibration.inspector"), 3),
        Column(m("calibration.compared"), 1, numeric=True),
        *_side_columns(m, m("calibration.own-is")),
        *_side_columns(m, m("calibration.own-share")),
    )
    statistics = ("n", *(f"count:{side}" for side in SIDES), *(f"share_{side}" for side in SIDES))
    rows = tuple(
        Row((name, *(_cell(m.against_joint(name, ALL_AREAS, statistic)) for statistic in statistics))) for name in told
    )
    blocks: list[Block] = [
        Paragraph(m("calibration.joint-lead")),
        Table(m("calibration.joint-table"), columns, rows, (m("calibration.joint-note"),)),
    ]
    return [Section(m("calibration.joint-title"), tuple(blocks), tab=m("calibration.joint-tab"))]


def _columns(m: CalibrationMaterial) -> tuple[Column, ...]:
    return (
        Column(m("calibration.n"), 1, numeric=True),
        Column(m("calibration.equal"), 0.9, numeric=True),
        Column(m("calibration.within-one"), 1.1, numeric=True),
        Column(m("calibration.kappa"), 1.2, numeric=True),
    )


def _interval_columns(m: CalibrationMaterial) -> tuple[Column, ...]:
    over = m("calibration.interval")
    return tuple(Column(m(f"column.{end}"), 0.8, numeric=True, over=over) for end in ("from", "to"))


def _last_columns(m: CalibrationMaterial, *, alpha: bool) -> tuple[Column, ...]:
    told = ("ac1", *(("alpha",) if alpha else ()))
    return tuple(Column(m(f"calibration.{each}"), 0.8, numeric=True) for each in told)


def _side_columns(m: CalibrationMaterial, over: str) -> tuple[Column, ...]:
    return tuple(Column(m(f"calibration.{side}"), 0.9, numeric=True, over=over) for side in SIDES)


def _cell(figure: Figure | None) -> Cell:
    return "–" if figure is None else figure


def _undefined(m: CalibrationMaterial, subjects: list[str]) -> bool:
    """Whether any area's inspectors have given nothing but one and the same grade."""
    kappas = [m.of_all(subject, "kappa") for subject in (*subjects, ALL_AREAS)]
    return any(kappa is not None and kappa.value is None for kappa in kappas)
