"""Grades of an earlier round beside the report's own: as far as they mean the same."""

from collections.abc import Iterator

from spur.analysis.rounds import AT_LINE, Earlier, Like, same_grading
from spur.report.document import Block, Column, Paragraph, Row, Section, Table
from spur.report.marked import filled
from spur.report.material import Material
from spur.report.region.differences import MAPPED
from spur.report.region.round_units import paired_blocks
from spur.rubric.model import PinnedRubric, Rubric

_COUNT = "count:"
_HEADERS = {"n": "column.n-units", "mean": "column.mean", AT_LINE: "column.at-line"}


def grade_sections(m: Material, earlier: Earlier) -> Iterator[Section]:
    """Means of both rounds where the rubrics are the same; of mapped areas only the share at the line; or neither."""
    if not m.has_grades() or earlier.grades is None:
        return
    if same_grading(m.rubric, earlier.grades.model):
        statistics = ("n", "mean", *_counts(m, earlier), AT_LINE)
        blocks: tuple[Block, ...] = (Paragraph(m("rounds.same-rubric")), _area_table(m, earlier, statistics))
    else:
        rubrics = both_rubrics(m, earlier.grades)
        changed = Paragraph(m("rounds.rubric-changed", then=earlier.round, now=m.round, **rubrics))
        mapped = (Paragraph(m("rounds.areas-mapped")), _area_table(m, earlier, ("n", AT_LINE)))
        blocks = (changed, *(mapped if earlier.areas else ()))
    yield Section(m("rounds.grades-title"), (*blocks, *paired_blocks(m, earlier)), level=2)


def _counts(m: Material, earlier: Earlier) -> tuple[str, ...]:
    """How many units got each grade: no mean of grades stands without that where it is told of both rounds."""
    codes = (f"{_COUNT}{grade.code}" for grade in m.rubric.grades)
    return tuple(code for code in codes if all(m.tells(m.region.whole, code, round_=r) for r in ("", earlier.round)))


def _area_table(m: Material, earlier: Earlier, statistics: tuple[str, ...]) -> Table:
    there = earlier.grades.model if earlier.grades else m.rubric
    lines = {earlier.round: there.grading.line, m.round: m.rubric.grading.line}

    def row(like: Like) -> Row:
        then = [
            m.figures("region", m.region.whole.id, f"area:{like.there}", s, round_=earlier.round) for s in statistics
        ]
        now = [m.of_region(f"area:{like.here}", s) for s in statistics]
        diff = m.of_region(f"area:{like.here}", "diff", versus=earlier.versus)
        return Row((f"{m.lettered(like.here)}{f' {MAPPED}' if like.mapping else ''}", *then, *now, diff))

    notes = [
        m(
            "rounds.mapped",
            mark=MAPPED,
            here=m.lettered(like.here),
            there=_lettered(m, there, like.there),
            then=earlier.round,
            reason=m.in_language(like.mapping.reason),
        )
        for like in earlier.areas
        if like.mapping
    ]
    return Table(
        m("rounds.areas-table"),
        (
            Column(m("column.area"), 4),
            *(
                Column(m(_HEADERS[s], line=lines[r]), 1, numeric=True, over=r)
                if s in _HEADERS
                else Column(s.removeprefix(_COUNT), 0.5, numeric=True, over=r)
                for r in (earlier.round, m.round)
                for s in statistics
            ),
            Column(m("column.difference-of-shares"), 1.3, numeric=True),
        ),
        tuple(row(like) for like in earlier.areas),
        (m("rounds.areas-note"), *notes),
    )


def _lettered(m: Material, rubric: Rubric, area_id: str) -> str:
    return filled("{} {}".format, area_id, m.in_language(rubric.area(area_id).title, rubric))


def both_rubrics(m: Material, there: PinnedRubric) -> dict[str, str]:
    """Both rubrics by name; with their checksums' beginnings where a draft has changed under its name."""
    alike = m.rubric.key == there.model.key
    named = [(m.rubric, m.rubric_hash), (there.model, there.hash)]
    here, other = (f"{rubric.key} ({checksum[:8]})" if alike else rubric.key for rubric, checksum in named)
    return {"here": here, "there": other}
