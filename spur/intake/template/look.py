"""The workbook's look: its colours and the cell formats made of them."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT = "Arial"
BODY = 10.0

INK = "#1D2B33"
QUIET = "#5C6B73"
ACCENT = "#17506B"
TINT = "#E7EFF2"
PAPER = "#F6F8F9"
RULE = "#CBD5DA"
FRAME = "#9FB2BC"

TAB_COLOURS = {"structure": "#17506B", "process": "#2E8B7A"}
TAB_OTHER = "#B9C4CA"

# What is still open, and what calls for measures: each with its own text colour, so that it shows in grey print too.
OPEN = {"bg_color": "#FFF6D6"}
WORST = {"bg_color": "#F9DEDC", "font_color": "#9C1C1C", "bold": True}
MARKED = {"bg_color": "#FFD8A8", "font_color": "#7A2E00"}
CHOSEN = {"bg_color": "#DCE9F0", "bold": True}

# Paper and ink of the requirements' classes, in the rubric's order: told apart in every common colour blindness.
_CLASSES = (
    ("#D6E6EF", "#123F55"),
    ("#FBEBCB", "#6B4700"),
    ("#E2F0E6", "#1E5B35"),
    ("#EEE4F4", "#56307A"),
    ("#E6E6E9", "#3C3F47"),
    ("#FBE3EA", "#8A1F46"),
)
_SYMBOLS = "■○▲◇●△"

STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT, "valign": "vcenter"},
    "lead": {"font_size": 11, "font_color": QUIET},
    "status": {"font_color": QUIET, "align": "right", "valign": "vcenter"},
    "heading": {"bold": True, "font_size": 12, "font_color": ACCENT, "bottom": 1, "bottom_color": ACCENT},
    "header": {"bold": True, "bg_color": TINT, "valign": "vcenter", "bottom": 1, "bottom_color": ACCENT},
    "cell": {"bottom": 1, "bottom_color": RULE},
    "label": {"bold": True, "bg_color": PAPER, "bottom": 1, "bottom_color": RULE},
    "hint": {"font_size": 9, "font_color": QUIET, "bg_color": PAPER, "bottom": 1, "bottom_color": RULE},
    "fact": {"font_color": QUIET, "bottom": 1, "bottom_color": RULE, "valign": "vcenter"},
    "said": {"bottom": 1, "bottom_color": RULE, "valign": "vcenter"},
    "small": {"font_size": 9, "font_color": QUIET},
    "link": {"font_color": ACCENT, "underline": 1},
    "total": {"bold": True, "top": 1, "top_color": ACCENT, "bottom": 1, "bottom_color": ACCENT},
    "middle": {"valign": "vcenter"},
    "centre": {"align": "center"},
    "right": {"align": "right"},
    "bold": {"bold": True},
    # Text format: Excel then takes neither "- a point" for a formula nor "3-4" for a date.
    "input": {"locked": False, "num_format": "@", "border": 1, "border_color": FRAME},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "choice": {"align": "center", "valign": "vcenter"},
    "grade": {"bold": True, "font_size": 16},
    "marked": {**MARKED, "border": 2, "border_color": "#D9730D"},
    "spill": {"text_wrap": False},
    "quoted": {"quote_prefix": True},
    **{
        f"class {number}": {"bg_color": paper, "font_color": ink, "bold": True, "align": "center"}
        for number, (paper, ink) in enumerate(_CLASSES)
    },
}


class Look:
    """The formats of one workbook, by the names of their styles; a later style goes over an earlier one."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *styles: str) -> Format:
        if styles not in self._made:
            properties = {"font_name": FONT, "font_size": BODY, "font_color": INK, "valign": "top", "text_wrap": True}
            for style in styles:
                properties |= STYLES[style]
            self._made[styles] = self._workbook.add_format(properties)
        return self._made[styles]

    def rule(self, properties: Mapping[str, object]) -> Format:
        """A format for a conditional formatting."""
        return self._workbook.add_format(dict(properties))


def class_style(number: int) -> str:
    return f"class {number % len(_CLASSES)}"


def class_symbol(number: int) -> str:
    """The symbol of a class that the rubric gives none."""
    return _SYMBOLS[number % len(_SYMBOLS)]


def size_of(*styles: str) -> float:
    return next((STYLES[style]["font_size"] for style in reversed(styles) if "font_size" in STYLES[style]), BODY)


def is_bold(*styles: str) -> bool:
    return any("bold" in STYLES[style] for style in styles)
