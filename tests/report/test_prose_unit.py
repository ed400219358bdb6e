"""A unit's first page says what its tables say: read back, in both languages."""

from pathlib import Path

import pytest

from spur import app
from spur.app import ImportSummary, Report
from spur.report.document import Bullets, Table
from spur.report.material import Material
from spur.report.unit import unit_document
from spur.wording import LANGUAGES, Lang
from tests.report.prose_tables import is_number, number, one, printed, said
from tests.report.spoken import Claim

ROUND, BASELINE = "2019", "national-2017-2019"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", ["KI-06", "AM-01"])  # one whose answers are shown, one whose are not
def test_the_first_page_is_understood_and_true(
    demo: tuple[Path, list[ImportSummary], Report[Material]], tmp_path: Path, unit: str, lang: Lang
) -> None:
    db = f"sqlite:///{demo[0] / 'demo.db'}"
    told = app.report_unit(
        db, unit, ROUND, baseline=BASELINE, versus_round="2014", outputs=(), lang=lang, out=tmp_path, preview=True
    )
    m, document = told.material, unit_document(told.material)
    first = [text for b in document.sections[0].blocks if isinstance(b, Bullets) for text in b.items]
    tables = [b for s in document.sections for b in s.blocks if isinstance(b, Table)]
    claims = [claim for text in first for claim in _understood(m, text)]
    [table] = [table for table in tables if table.caption == m("unit.grades-table")]
    grades = {row[""]: row for row in printed(m, table)}
    below = one(claims, "unit-below")
    low = {
        m.area_title(a.id) for a in m.rubric.areas if grades[m.lettered(a.id)][m("unit.line")] == m("unit.below-line")
    }
    assert set(below.names("areas") if below else []) == low
    highest, lowest = one(claims, "highest"), one(claims, "lowest")
    caption = m("unit.answers-table", who=m("unit.the-unit"), role=m.role_title(m.role))
    column = f"{m('unit.the-unit')}: {m('column.positive-short')}"
    rows = [row for table in tables if table.caption == caption for row in printed(m, table)]
    shares = {row[""].removesuffix("."): number(row[column]) for row in rows if is_number(row[column])}
    assert (highest is not None) == bool(shares)
    for claim, end in ((highest, max), (lowest, min)):
        if claim is not None:
            assert all(number(share) == shares[name] for name, share in claim.quoted("questions"))
            assert number(claim.quoted("questions")[0][1]) == end(shares.values())


def _understood(m: Material, text: str) -> list[Claim]:
    """What a sentence of the results says; nothing of one on action plans, or on why answers are not shown."""
    try:
        return said(m, text)
    except ValueError:
        assert any(word in text for word in ("andlingsplan", "action plan", "visas", "shown")), text
        return []
