"""How the pages look: the font, the colours, the measures in points, and how a text becomes reportlab's markup."""

import re
from functools import cache
from importlib.resources import as_file, files
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, TableStyle

REGULAR, BOLD, ITALIC = "SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-It"

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = RIGHT = 62
TOP, BOTTOM = 66, 70
WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

ACCENT = HexColor(0x12475A)
BAR = HexColor(0x5E8FA1)
TINT = HexColor(0xEDF3F5)
RED = HexColor(0xA8201A)
INK = HexColor(0x1E2529)
GREY = HexColor(0x566269)
HAIRLINE = HexColor(0xCBD4D8)
WHITE: Color = white

NO_BREAK = "\N{NO-BREAK SPACE}"
SHY = "\N{SOFT HYPHEN}"
# Characters that Word and Excel like and the font lacks
_STAND_INS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2009": NO_BREAK})
_HELD_TOGETHER = re.compile(r"(?<=\d) (?=%|\d{3}(?!\d))| (?=[▲▼■])|(?<=[≥≤<>=±]) (?=\d)")
_WORDS = re.compile(r"[ \t\n]+")
_VOWELS = "aeiouyåäöéAEIOUYÅÄÖÉ"
_SYLLABLE = re.compile(rf"(?<=\w\w)(?<!\W\w)(?=[^\W\d_{_VOWELS}][{_VOWELS}]\w)")


@cache
def register_fonts() -> None:
    """Make the font known to reportlab, which keeps its fonts for the whole process."""
    for name in (REGULAR, BOLD, ITALIC):
        with as_file(files("spur.report").joinpath("fonts", f"{name}.ttf")) as path:
            registerFont(TTFont(name, path))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


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


COVER_TITLE = style(31, 37, BOLD, textColor=ACCENT, spaceAfter=14)
COVER_SUBTITLE = style(14.5, 21, textColor=GREY)
FACT_NAME = style(10, 14, textColor=GREY)
FACT = style(10, 14, BOLD)
HEADINGS = {
    1: style(21, 26, BOLD, textColor=ACCENT, spaceBefore=24, spaceAfter=10),
    2: style(14, 18, BOLD, textColor=ACCENT, spaceBefore=12, spaceAfter=6),
}
CONTENTS_HEADING = style(21, 26, BOLD, textColor=ACCENT, spaceAfter=14)
CONTENTS: list[Any] = [
    style(10.5, 14, BOLD, rightIndent=40),
    style(10, 14, leftIndent=14, rightIndent=40),
]
PARAGRAPHS = {
    "body": style(10, 14.6, spaceAfter=8),
    "lead": style(12.5, 18, textColor=ACCENT, spaceAfter=10),
    "note": style(9.5, 13.6, leftIndent=14, rightIndent=12, spaceBefore=16, spaceAfter=20),
}
BULLET = style(10, 14.6, spaceAfter=3, leftIndent=20, bulletIndent=4)
CAPTION = style(9.5, 13, textColor=INK)
SMALL = style(8, 10.6, textColor=GREY)
KEY_LABEL = style(9, 12, textColor=GREY)

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

LEFT_ALIGNED, CENTRED, RIGHT_ALIGNED = 0, TA_CENTER, TA_RIGHT


def plain(text: str) -> str:
    """A text with what belongs together held together ("82 %", "3 576") and what the font lacks replaced."""
    return _HELD_TOGETHER.sub(NO_BREAK, text.translate(_STAND_INS))


def markup(text: str, bold: bool = False) -> str:
    """A text from anywhere as reportlab's mini-markup, in which it says just what it said."""
    safe = escape(plain(text))
    return f"<b>{safe}</b>" if bold else safe


def hyphenated(text: str, font: str, size: float, width: float) -> str:
    """The text with places to break in those words that are wider than ``width``: before a consonant that a vowel
    follows, the mechanical rule of Swedish word division."""
    return " ".join(
        _SYLLABLE.sub(SHY, word) if stringWidth(word, font, size) > width else word for word in text.split(" ")
    )


def fitting(text: str, look: ParagraphStyle, width: float, most: float | None = None, lead: str = "") -> Paragraph:
    """The text as a wrapped paragraph, after the markup ``lead``, with its wide words hyphenated; where it would be
    taller than ``most``, as much of its beginning as has room, and an ellipsis."""
    kept = len(text)
    while True:
        said = text if kept == len(text) else f"{text[:kept].rstrip()}…"
        paragraph = Paragraph(lead + markup(hyphenated(said, look.fontName, look.fontSize, width)), look)
        height = paragraph.wrap(width, HEIGHT)[1]
        if most is None or height <= most or kept <= 1:
            return paragraph
        kept = min(kept * 4 // 5, int(1.2 * kept * most / height))


def widest_word(text: str, font: str, size: float) -> float:
    """How wide a column must be for no word to break."""
    return max((stringWidth(word, font, size) for word in _WORDS.split(plain(text))), default=0.0)
