"""Charts of answers say in lines and shapes what the figures say: every label can be read, nothing is cut or covered,
and what is withheld is not there."""

import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from spur.report.document import (
    Answers,
    Block,
    Difference,
    DivergingBars,
    Document,
    DotPlot,
    Funnel,
    Place,
    Plot,
    Section,
)
from spur.report.lines import BOLD, REGULAR, plain, register_fonts, width
from spur.report.pdf import write_pdf
from spur.report.plot import laid_out
from spur.report.plot.marks import Box, Dot, Drawing, Stroke, Words
from spur.report.xlsx import write_xlsx
from spur.wording import Wording
from tests.report.sample import figure, sample_document

WIDTH = 480.0
SV = Wording("sv")
_LABEL = st.text("abcdefg åäö-", min_size=1, max_size=90).filter(str.strip)
_SHARE = st.fractions(0, 1, max_denominator=60)
_DIFF = st.fractions(Fraction(-9, 10), Fraction(9, 10), max_denominator=200)


@st.composite
def _answers(draw: st.DrawFn) -> Answers:
    ends = sorted((draw(_SHARE), draw(_SHARE)))
    shares = (ends[0], ends[1] - ends[0], 1 - ends[1])
    parts = [
        figure("item:q", s, v)
        for s, v in zip(("share_negative", "share_neutral", "share_positive"), shares, strict=True)
    ]
    return Answers(draw(_LABEL), *parts, figure("item:q", "n", draw(st.integers(1, 99_999))))


@st.composite
def _difference(draw: st.DrawFn) -> Difference:
    low, middle, high = sorted(draw(_DIFF) for _ in range(3))
    ends = draw(st.booleans())
    return Difference(
        draw(_LABEL),
        figure("item:q", "diff", middle),
        figure("item:q", "diff_low", low) if ends else None,
        figure("item:q", "diff_high", high) if ends else None,
        draw(st.sampled_from(("", "▲", "▽", "?"))),
        draw(st.booleans()),
    )


@st.composite
def _place(draw: st.DrawFn) -> Place:
    shares = sorted(draw(_SHARE) for _ in range(4))
    ends = [figure("item:q", s, v) for s, v in zip(("a", "limit_low", "limit_high", "b"), shares, strict=True)]
    n, share = figure("item:q", "n", draw(st.integers(5, 3_000))), figure("item:q", "share_positive", draw(_SHARE))
    label = draw(st.sampled_from(("", "", "Provenheten Tjäder")))
    return Place(label, n, share, ends[1], ends[2], ends[0], ends[3])


def _diverging(rows: list[Answers]) -> DivergingBars:
    return DivergingBars("Svar", "alt", ("Negativa", "Neutrala", "Positiva"), "n", tuple(rows))


def _dots(rows: list[Difference]) -> DotPlot:
    words = {"clear": "säker skillnad", "other": "kan vara slump", "between": "±5 procentenheter"}
    return DotPlot("Skillnader", "alt", "Skillnad i procentenheter", 5, rows=tuple(rows), **words)


def _funnel(places: list[Place]) -> Funnel:
    words = ("Antal svar", "Andel", figure("item:q", "share_positive", Fraction(1, 2)), "alla", "95 %", "99,8 %")
    return Funnel("Tratt", "alt", *words, tuple(places))


_PLOTS = st.one_of(
    st.lists(_answers(), min_size=1, max_size=7).map(_diverging),
    st.lists(_difference(), min_size=1, max_size=7).map(_dots),
    st.lists(_place(), min_size=5, max_size=7).map(_funnel),
)


def _extent(words: Words) -> tuple[float, float, float, float]:
    wide = width(plain(words.text), BOLD if words.bold else REGULAR, words.size)
    left = words.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor] * wide
    return left, words.y - 0.66 * words.size, left + wide, words.y


def _shapes(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    found = []
    for mark in drawing.marks:
        match mark:
            case Words():
                found.append(_extent(mark))
            case Box():
                found.append((mark.x, mark.y, mark.x + mark.width, mark.y + mark.height))
            case Dot():
                found.append((mark.x - mark.radius, mark.y, mark.x + mark.radius, mark.y))
            case Stroke():
                xs, ys = zip(*mark.points, strict=True)
                found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


@settings(max_examples=30, deadline=None)
@given(_PLOTS)
def test_nothing_is_outside_of_its_plot(plot: Plot) -> None:
    register_fonts()
    drawing = laid_out(plot, WIDTH, SV)

    assert [
        each
        for each in _shapes(drawing)
        if min(each) < -0.6 or each[2] > drawing.width + 0.6 or each[3] > drawing.height
    ] == []


@settings(max_examples=30, deadline=None)
@given(_PLOTS.filter(lambda plot: not isinstance(plot, Funnel)))
def test_no_words_cover_others(plot: Plot) -> None:
    register_fonts()
    extents = [_extent(mark) for mark in laid_out(plot, WIDTH, SV).marks if isinstance(mark, Words) and mark.text]

    def covers(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
        return a[0] + 0.3 < b[2] and b[0] + 0.3 < a[2] and a[1] < b[3] and b[1] < a[3]

    assert [(a, b) for i, a in enumerate(extents) for b in extents[:i] if covers(a, b)] == []


def _blocks() -> tuple[Block, ...]:
    rows = []
    for i in range(30):
        shares = (Fraction(i, 100), Fraction(10, 100), Fraction(90 - i, 100))
        names = ("share_negative", "share_neutral", "share_positive")
        parts = [figure(f"item:q{i}", s, v) for s, v in zip(names, shares, strict=True)]
        rows.append(Answers(f"Påstående {i} om utbildningen.", *parts, figure(f"item:q{i}", "n", 100)))
    differences = []
    for i in range(6):
        ends = [figure("item:q", s, Fraction(i * 5 + e, 100)) for s, e in (("diff_low", -4), ("diff_high", 4))]
        differences.append(Difference(f"Fråga {i}.", figure("item:q", "diff", Fraction(i * 5, 100)), *ends, "△", i > 3))
    places = [
        Place(
            "Provenheten Skata" if i == 3 else "",
            figure("item:q", "n", 10 + i),
            figure("item:q", "share_positive", Fraction(i, 10)),
            *(figure("item:q", s, Fraction(e, 10)) for s, e in (("limit_low", 3), ("limit_high", 8))),
            *(figure("item:q", s, Fraction(e, 10)) for s, e in (("far_limit_low", 1), ("far_limit_high", 9))),
        )
        for i in range(6)
    ]
    return _diverging(rows), _dots(differences), _funnel(places)


def _document() -> Document:
    return replace(sample_document("sv"), sections=(Section("Diagram", _blocks()),))


def test_a_page_has_every_label_and_number(tmp_path: Path) -> None:
    write_pdf(_document(), tmp_path / "report.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages[2:])
    told = re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))

    for i in range(30):
        assert f"Påstående {i} om utbildningen." in told
    assert all(word in told for word in ("Negativa", "Neutrala", "Positiva", "85 %", "+25,0", "säker skillnad"))
    assert "Provenheten Skata" in told
    assert [f"Figur {n}." in told for n in (1, 2, 3)] == [True] * 3


def test_a_workbook_has_native_charts_with_their_numbers_and_a_text_for_those_who_do_not_see(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_xlsx(_document(), path)

    with zipfile.ZipFile(path) as book:
        charts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
        drawings = "".join(book.read(n).decode() for n in book.namelist() if n.startswith("xl/drawings/drawing"))
    cells = [c.value for row in openpyxl.load_workbook(path, data_only=True).worksheets[1] for c in row]

    assert [("barChart" in c, "errBars" in c, "scatterChart" in c) for c in charts] == [
        (True, False, False),
        (True, True, False),
        (False, False, True),
    ]
    assert drawings.count('descr="alt"') == 3
    assert {"Fråga 5.", 25.0, "Provenheten Skata", 0.61} <= set(cells)
