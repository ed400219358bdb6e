"""The 2020 report's comparison with 2014: "från 63 % (2014) till 82 % (2019)", from the five printed percentages."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from spur import app
from spur.analysis.figure import Figure
from spur.records.problem import InvalidInput
from spur.report.document import Bullets, Paragraph, Table
from spur.report.region import region_document
from spur.report.shown import shown
from tests.conftest import GOLDEN, RUBRIC, Find, read_figures

REGION = ("region", "vastmanland")
ROLE = "st-lakare"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> app.Report:
    folder = tmp_path_factory.mktemp("rounds")
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    app.import_shares(db, GOLDEN / "earlier_round_2014.csv", RUBRIC, "2014", "vastmanland")
    return app.report_region(db, "vastmanland", "2019", versus_round="2014", outputs=("csv",), out=folder)


@pytest.fixture(scope="module")
def row(report: app.Report) -> Find:
    rows = read_figures(report.files[0])
    by_address = {(r["round"], r["scope"], r["scope_id"], r["subject"], r["versus"], r["statistic"]): r
                  for r in rows if r["role"] == ROLE}  # fmt: skip

    def find(round_: str, question: str, statistic: str, versus: str = "") -> dict[str, str]:
        return by_address[round_, *REGION, f"item:{question}", versus, statistic]

    return find


def test_every_share_of_2014_stands_beside_that_of_2019(published: dict, row: Find) -> None:
    then, now = published["round_2014_percent_positive"], published["round_2019_percent_positive_in_text"]
    now["st.utbildningsklimat"] = 82  # printed 83, which Table 7 does not allow
    assert len(then) == 5
    for question, printed in then.items():
        assert row("2014", question, "share_positive")["shown"] == f"{printed} %"
        assert row("2014", question, "n")["value"] == ""
        assert row("2019", question, "share_positive")["shown"] == f"{now[question]} %"
        difference = Decimal(row("2019", question, "diff", "round:2014")["value"])
        exact = Decimal(row("2019", question, "share_positive")["value"]) - Decimal(printed) / 100
        assert abs(difference - exact) < Decimal("1e-11")
        assert row("2019", question, "five_point_verdict", "round:2014")["value"] == "more"


def test_the_report_prints_them_with_an_unknown_n_and_tells_what_is_not_compared(report: app.Report) -> None:
    m = report.material
    document = region_document(m)
    chapter = [section for section in document.sections if section.tab == "Omgångar"]
    [table] = [block for section in chapter for block in section.blocks if isinstance(block, Table)]
    texts = [[shown(c, m.wording) if isinstance(c, Figure) else c for c in row.cells[1:]] for row in table.rows]
    assert [text[:2] for text in texts] == [[f"{p} %", "okänt"] for p in (63, 63, 29, 62, 91)]
    assert all(text[-1] == "△ mer positiv, okänt antal svar" for text in texts)
    told = [block.text for section in chapter for block in section.blocks if isinstance(block, Paragraph)]
    assert told[-1] == "Av dagens frågor saknar 17 uppgift från 2014."


def test_of_how_many_a_printed_share_must_be_is_told_where_nobody_knows(report: app.Report, row: Find) -> None:
    """The base from which every one that rounds to the printed percentage gives an interval without zero, here for the
    answers of those who took a stand (2020 report's 206 less the blanks)."""
    bases = {
        "st.helhet": 24, "st.utbildningsklimat": 24, "st.studierektor": 22, "st.fortlopande-bedomning": 839,
        "st.ledarskap-bedoms": 42,
    }  # fmt: skip
    assert {q: int(row("2019", q, "smallest_base", "round:2014")["value"]) for q in bases} == bases
    document = region_document(report.material)
    blocks = [block for section in document.sections for block in section.blocks]
    said = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "under hela ST” utesluter skillnadens 95 %-intervall noll först om minst 839 svarade 2014." in said
    assert "För övriga räcker färre. Det gäller varje fråga för sig" in said
    assert "säker först om" not in said, "the interval is not adjusted for how many are compared"
    [table] = [b for b in blocks if isinstance(b, Table) and b.caption.startswith("Andel positiva svar i båda")]
    [words] = [at for at, column in enumerate(table.columns) if column.header == "95 %-intervall utan noll"]
    assert [r.cells[words] for r in table.rows] == [f"om minst {n} svarade" for n in (24, 24, 42, 839, 22)]


def test_the_summary_tells_how_many_of_the_questions_can_be_compared(report: app.Report) -> None:
    [comparisons] = [section for section in region_document(report.material).sections if section.title == "Jämförelser"]
    sentences = [text for block in comparisons.blocks if isinstance(block, Bullets) for text in block.items]
    assert any(text.startswith("Av 22 frågor går 5 att jämföra med omgången 2014.") for text in sentences)


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("0.10", "hur få som än svarade"),
        ("0.62", "om minst 839 svarade"),
        ("0.70", "inte ens om 10\N{NO-BREAK SPACE}000 svarade"),
    ],
)
def test_a_base_in_words(db: str, tmp_path: Path, printed: str, word: str) -> None:
    then = tmp_path / "then.csv"
    then.write_text(f"item,role,share_positive,n\nst.fortlopande-bedomning,st-lakare,{printed},\n", encoding="utf-8")
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    app.import_shares(db, then, RUBRIC, "2014", "vastmanland")
    told = app.report_region(db, "vastmanland", "2019", versus_round="2014", outputs=("csv",), out=tmp_path)
    document = region_document(told.material)
    assert any(word in row.cells for s in document.sections for b in s.blocks if isinstance(b, Table) for row in b.rows)
    [shown_] = {r["shown"] for r in read_figures(told.files[0]) if r["statistic"] == "smallest_base"}
    assert shown_ == {"0.10": "1", "0.62": "839", "0.70": "inget som prövats"}[printed]


def test_the_same_file_changes_nothing_and_another_needs_to_be_told_to_replace_it(db: str, tmp_path: Path) -> None:
    def keep(path: Path, replaces: int | None = None) -> app.ImportSummary:
        return app.import_shares(db, path, RUBRIC, "2014", "vastmanland", replaces=replaces)

    first = keep(GOLDEN / "earlier_round_2014.csv").kept
    assert keep(GOLDEN / "earlier_round_2014.csv").kept.already
    mended = tmp_path / "mended.csv"
    mended.write_text('item,role,share_positive,n\nst.helhet,ST-läkare,"63,5 %",200\n', encoding="utf-8")
    with pytest.raises(InvalidInput) as refusal:
        keep(mended)
    assert [p.code for p in refusal.value.problems] == ["shares-already-kept"]
    assert keep(mended, replaces=first.number).kept.superseded == 5
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    told = app.report_region(db, "vastmanland", "2019", versus_round="2014", outputs=(), out=tmp_path)
    share = told.material.figures(*REGION, "item:st.helhet", "share_positive", role=ROLE, round_="2014")
    assert share.value == Fraction(635, 1000)
