"""How the pages look: the font, the colours, the measures in points, and how a text becomes reportlab's markup."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import TableStyle

from spur.report.document import Theme, tinted
from spur.report.lines import BOLD, ITALIC, REGULAR, hyphenated, plain
from spur.report.marked import Marked, Run, language_of
from spur.report.pdf.tags import LANGUAGE, Tagged

__all__ = ["BOLD", "ITALIC", "REGULAR"]

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = RIGHT = 56
TOP, BOTTOM = 62, 64
WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

RED = HexColor(0xA8201A)
INK = HexColor(0x1E2529)
GREY = HexColor(0x566269)
HAIRLINE = HexColor(0xCBD4D8)
PALE = HexColor(0xD9DFE2)
WHITE: Color = white


def style(size: float, leading: float, font: str = REGULAR, **more: Any) -> ParagraphStyle:
    """A paragraph style in the report's font, bullets too: reportlab's own default would not be embedded."""
    return ParagraphStyle(
        f"{font} {size}",
        **{
            "fontName": font,
            "fontSize": size,
            "leading": leading,
            "textColor": INK,
            "bulletFontName": font,
            "bulletFontSize": size,
            "allowWidows": 0,
            "allowOrphans": 0,
            "embeddedHyphenation": 1,
            **more,
        },
    )


COVER_SUBTITLE = style(14.5, 21, textColor=GREY)
FACT_NAME = style(10, 14, textColor=GREY)
FACT = style(10, 14, BOLD)
BULLET = style(10, 14.6, spaceAfter=3, leftIndent=20, bulletIndent=4)
CAPTION = style(9.5, 13, textColor=INK, embeddedHyphenation=0)
"""Its words are not broken at their hyphens: in a text of two types reportlab loses them when it is measured again."""
SMALL = style(8, 10.6, textColor=GREY)
KEY_LABEL = style(9, 12, textColor=GREY)


@dataclass(frozen=True)
class Look:
    """What of the look is the region's own: its two colours, and the styles of what is written in the first."""

    accent: Color
    bar: Color
    tint: Color
    cover_title: ParagraphStyle = field(init=False)
    headings: dict[int, ParagraphStyle] = field(init=False)
    paragraphs: dict[str, ParagraphStyle] = field(init=False)

    def __post_init__(self) -> None:
        accent: dict[str, Any] = {"textColor": self.accent}
        set_ = object.__setattr__
        set_(self, "cover_title", style(31, 37, BOLD, spaceAfter=14, **accent))
        first = style(20, 25, BOLD, spaceBefore=20, spaceAfter=8, **accent)
        set_(self, "headings", {1: first, 2: style(14, 18, BOLD, spaceBefore=12, spaceAfter=6, **accent)})
        body = style(10, 14.6, spaceAfter=8)
        lead = style(12.5, 18, spaceAfter=10, **accent)
        box: dict[str, Any] = {"ground": self.tint, "rule": self.accent}
        note = style(9.5, 13.6, leftIndent=14, rightIndent=12, spaceBefore=14, spaceAfter=17, **box)
        label = style(10, 14.6, BOLD, spaceBefore=4, spaceAfter=1)
        set_(self, "paragraphs", {"body": body, "lead": lead, "note": note, "label": label})


@cache
def look_of(theme: Theme) -> Look:
    return Look(HexColor(theme.accent), HexColor(theme.bar), HexColor(tinted(theme.accent)))


RULED_LIST = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LINEABOVE", (0, 0), (-1, -1), 0.4, HAIRLINE),
        ("LINEBELOW", (0, -1), (-1, -1), 0.4, HAIRLINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)

_TAG = re.compile("<[^>]*>")

LEFT_ALIGNED, CENTRED, RIGHT_ALIGNED = 0, TA_CENTER, TA_RIGHT


def markup(text: str, bold: bool = False) -> str:
    """A text from anywhere as reportlab's mini-markup, in which it says just what it said."""
    if isinstance(text, Marked):
        return "".join(_run(run, several=language_of(text) is None, bold=bold) for run in text.runs)
    safe = escape(plain(text))
    return f"<b>{safe}</b>" if bold else safe


def _run(run: Run, *, several: bool, bold: bool) -> str:
    """With its language where the text has ``several``: else the element that it is in says which."""
    safe = escape(plain(run.text))
    safe = f"<i>{safe}</i>" if run.italic else safe
    safe = f"<b>{safe}</b>" if run.bold or bold else safe
    begin, end = (f'<onDraw name="{LANGUAGE}" label="{lang}"/>' for lang in (run.lang, ""))
    return f"{begin}{safe}{end}" if run.lang and several else safe


def fitting(text: str, look: ParagraphStyle, width: float, most: float | None = None, lead: str = "") -> Tagged:
    """The text as a wrapped paragraph, after the markup ``lead``, with its wide words hyphenated; where it would be
    taller than ``most``, as much of its beginning as has room, and an ellipsis."""
    kept = len(text)
    while True:
        said = text if kept == len(text) else f"{text[:kept].rstrip()}…"
        divided = hyphenated(said, look.fontName, look.fontSize, width)
        paragraph = Tagged(lead + markup(divided), look)
        if divided != said:
            paragraph.said = " ".join(filter(None, (_TAG.sub("", lead).strip(), said)))
        height = paragraph.wrap(width, HEIGHT)[1]
        if most is None or height <= most or kept <= 1:
            return paragraph
        kept = min(kept * 4 // 5, int(1.2 * kept * most / height))
