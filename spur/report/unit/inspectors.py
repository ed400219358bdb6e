"""What the inspectors wrote of each area, and what the unit answered."""

import re
from collections.abc import Iterator
from itertools import groupby

from spur.analysis.unit_grades import POINTS
from spur.records.inspection import AreaJudgement
from spur.report.document import Block, Bullets, Paragraph, Section
from spur.report.unit.material import UnitMaterial

_ITEM = re.compile(r"[-–•*]\s+")

WRITTEN = ("motivation", "description", "strengths", "weaknesses", "possibilities", "comment")


def inspector_chapter(m: UnitMaterial) -> list[Section]:
    """Area by area, word for word. Left out where nothing was written, and where the grades came in a table."""
    judged = {area.area: area for area in m.inspection.areas} if m.inspection else {}
    written = {area.id: tuple(_texts(m, area.id, judged.get(area.id))) for area in m.rubric.areas}
    told = {area: texts for area, texts in written.items() if texts}
    if not told:
        return []
    grades = {area: m.letter(m.of_own(f"area:{area}", POINTS)) for area in told}
    sections = [
        Section(m("unit.area-graded", area=m.lettered(area), grade=grades[area]), texts, level=2)
        for area, texts in told.items()
    ]
    lead = Paragraph(m("unit.inspectors-lead"))
    return [Section(m("unit.inspectors-title"), (lead,), tab=m("unit.inspectors-tab")), *sections]


def _texts(m: UnitMaterial, area_id: str, judged: AreaJudgement | None) -> Iterator[Block]:
    for part in WRITTEN if judged else ():
        text = str(getattr(judged, part)).strip()
        if text:
            yield Paragraph(m(f"unit.wrote-{part}"), "label")
            yield from _as_written(m, text)
    for comment in m.comments:
        if comment.area == area_id:
            yield Paragraph(m("unit.wrote-later", on=comment.on.isoformat(), who=comment.by), "label")
            yield from _as_written(m, comment.note)


def _as_written(m: UnitMaterial, text: str) -> Iterator[Block]:
    """Each line a paragraph of its own; those that begin with a dash or a bullet are a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for is_item, own in groupby(lines, key=lambda line: _ITEM.match(line) is not None):
        if is_item:
            yield Bullets(tuple(m.written(_ITEM.sub("", line)) for line in own))
        else:
            yield from (Paragraph(m.written(line)) for line in own)
