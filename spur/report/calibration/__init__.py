"""The report for a calibration meeting: where the inspectors' own judgements, made before they agreed, differ."""

from spur import __version__
from spur.analysis.calibration import ALL_AREAS
from spur.report.calibration.agenda import agenda_chapter
from spur.report.calibration.material import CalibrationMaterial
from spur.report.calibration.tables import area_chapter, areas_by_agreement, joint_chapter, pair_chapter
from spur.report.document import Block, Bullets, Column, Document, KeyFigures, Row, Section, Table
from spur.report.shown import CHECKSUM


def calibration_document(material: CalibrationMaterial) -> Document:
    """The whole report: what to talk about first, then how far the inspectors agree."""
    m = material
    words = {"region": m.name, "round": m.round}
    return Document(
        title=m("calibration.title-region", **words) if m.name else m("calibration.title"),
        subtitle=m("calibration.subtitle", **words),
        lang=m.wording.lang,
        facts=(
            (m("fact.round"), m.round),
            (m("fact.rubric"), m.rubric.in_language(m.rubric.head.title, m.wording.lang)),
            (m("calibration.inspectors"), m.wording.listed(list(m.inspectors))),
            (m("calibration.use"), m("calibration.use-text")),
        ),
        sections=(
            *_summary(m),
            *agenda_chapter(m),
            *area_chapter(m),
            *pair_chapter(m),
            *joint_chapter(m),
            *_method(m),
        ),
        footer=m("calibration.footer", **words),
        as_of=m.as_of,
        brief=True,
    )


def _summary(m: CalibrationMaterial) -> list[Section]:
    told = (
        (m.of_all("units", "n"), "calibration.key-units"),
        (m.of_all(ALL_AREAS, "agree_exact"), "calibration.key-exact"),
        (m.of_all(ALL_AREAS, "agree_within_one"), "calibration.key-within-one"),
        (m.of_all(ALL_AREAS, "kappa"), "calibration.key-kappa"),
    )
    figures = KeyFigures(tuple((figure, m(key)) for figure, key in told if figure is not None))
    n, exact = m.of_all(ALL_AREAS, "n"), m.of_all(ALL_AREAS, "agree_exact")
    sentences = [m("calibration.pairs", n=n, inspectors=m.of_all("inspectors", "n"), units=m.of_all("units", "n"))]
    differ = areas_by_agreement(m)
    if exact is not None and exact.value == 1:
        sentences.append(m("calibration.all-equal"))
    elif differ:
        named = [m("calibration.named", area=m.lettered(area), exact=m.of_all(area, "agree_exact")) for area in differ]
        sentences.append(m("calibration.differ", areas=m.wording.listed(named)))
    apart = m.of_all(ALL_AREAS, "count:apart")
    if apart is not None and apart.value:
        sentences.append(m("calibration.apart-one" if apart.value == 1 else "calibration.apart", n=apart))
    blocks: tuple[Block, ...] = (figures, Bullets(tuple(sentences)))
    return [Section(m("summary.title"), blocks, tab=m("summary.tab"))]


def _method(m: CalibrationMaterial) -> list[Section]:
    told = ["own", "equal", "kappa", "ac1", *(["several"] if len(m.inspectors) > 2 else []), "caution"]
    texts = {key: m(f"calibration.method-{key}-text") for key in told}
    rows = [Row((m(f"calibration.method-{key}"), text)) for key, text in texts.items()]
    values = {
        "rubric": m.rubric.key,
        "status": m(f"status.{m.rubric.head.status}"),
        "hash": m.rubric_hash[:CHECKSUM],
        "version": __version__,
    }
    rows += [Row((m(f"method.{key}"), m(f"method.{key}-text", **values))) for key in ("rubric", "software")]
    columns = (Column(m("column.what"), 2), Column(m("column.how"), 7))
    return [Section(m("method.title"), (Table(m("method.table"), columns, tuple(rows)),), tab=m("method.tab"))]
