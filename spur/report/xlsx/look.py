"""The workbook's look: its colours and the cell formats made of them."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from spur.report.document import Theme, tinted

FONT = "Arial"
INK = "#1D2B33"
QUIET = "#5C6B73"
ACCENT, TINT = "accent", "tint"  # the region's own, found when a format is made
RULE = "#CBD5DA"
PALE = "#D9DFE2"
RED = "#C0272D"

BODY = 10
TABLE = 9
SIZES = {
    "title": 22,
    "subtitle": 12,
    "heading": 16,
    "subheading": 12.5,
    "lead": 11,
    "number": 20,
    "small": 8.5,
    "table link": 9,
    **dict.fromkeys(("header", "over", "cell", "total"), TABLE),
}
"""Font sizes of the styles that are not set in ``BODY``."""

FORMULA_STARTS = ("=", "+", "-", "@")

_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "title": {"bold": True, "font_color": ACCENT},
    "subtitle": {"font_color": QUIET},
    "heading": {"bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT, "valign": "bottom"},
    "subheading": {"bold": True, "font_color": ACCENT, "valign": "bottom"},
    "lead": {"font_color": ACCENT},
    "small": {"font_color": QUIET},
    "caption": {"bold": True},
    "label": {"bold": True},
    "fact": {"valign": "vcenter", "font_color": QUIET, "bottom": 1, "bottom_color": RULE},
    "said": {"valign": "vcenter", "bottom": 1, "bottom_color": RULE},
    "link": {"font_color": ACCENT, "underline": 1},
    "table link": {"font_color": ACCENT, "indent": 1},
    "number": {"bold": True, "font_color": ACCENT, "align": "left", "valign": "bottom", "top": 1, "top_color": RULE},
    "header": {"bold": True, "bg_color": TINT, "valign": "bottom", "bottom": 1, "bottom_color": ACCENT},
    "over": {"valign": "vcenter", "bold": True, "bg_color": TINT, "align": "center", "bottom": 1, "bottom_color": RULE},
    "cell": {"valign": "vcenter", "bottom": 1, "bottom_color": RULE},
    "total": {"valign": "vcenter", "bold": True, "top": 1, "top_color": ACCENT, "bottom": 1, "bottom_color": ACCENT},
    "withheld": {"italic": True, "font_color": QUIET},
    "centre": {"align": "center"},
    "unwrapped": {"text_wrap": False},
    "marker": {"align": "center", "font_color": ACCENT, "bold": True},
}


class Look:
    """The formats of one workbook, by the names of their styles; a later style goes over an earlier one."""

    def __init__(self, workbook: Workbook, theme: Theme) -> None:
        self.accent, self.bar = theme.accent, theme.bar
        self._own = {ACCENT: theme.accent, TINT: tinted(theme.accent)}
        self._workbook = workbook
        self._made: dict[tuple[object, ...], Format] = {}

    def __call__(self, *styles: str, number_format: str = "General", quoted: bool = False) -> Format:
        """``quoted`` marks a text that Excel must never take for a formula, also after somebody has edited the cell."""
        key = (*styles, number_format, quoted)
        if key not in self._made:
            properties = {"font_name": FONT, "font_size": BODY, "font_color": INK, "valign": "top", "text_wrap": True}
            for style in styles:
                properties |= {name: self._own.get(value, value) for name, value in _STYLES[style].items()}
                if style in SIZES:
                    properties["font_size"] = SIZES[style]
            properties |= {"num_format": number_format, "quote_prefix": quoted}
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def size_of(*styles: str) -> float:
    """The font size of a cell with these styles."""
    return next((SIZES[style] for style in reversed(styles) if style in SIZES), BODY)


def is_bold(*styles: str) -> bool:
    return any("bold" in _STYLES[style] for style in styles)
