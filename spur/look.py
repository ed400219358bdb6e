"""A region's own look, as its settings file tells it: two colours, a logo and whom to ask. What could not be read is
refused, with what would do.

Contrast is that of WCAG 2.2, between 1 and 21. The first colour is that of headings on white, and of the bars on which
white numbers stand; the second is that of plain bars on white.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from spur.records.problem import Code, Problem
from spur.rubric.parts import Filled, Part
from spur.rubric.source import Source

_TEXT, _SHAPES = 4.5, 3.0
_LARGEST_FILE = 2_000_000
_LARGEST_SIDE = 4_000


class LookSettings(Part):
    """``colour`` and ``chart_colour`` as "#12475A"; ``logo`` the path of a PNG or JPEG, from the settings file on."""

    colour: Filled | None = None
    chart_colour: Filled | None = None
    logo: Filled | None = None
    contact: str = ""


def checked(look: LookSettings, beside: Path, source: Source) -> tuple[bytes, list[Problem]]:
    """The content of the logo, which lies ``beside`` the settings file; b"" where there is none. And every problem."""
    problems = [*_colours(look, source)]
    if look.logo is None:
        return b"", problems
    place = source.place("look", "logo")
    path = beside / look.logo
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST_FILE else b""
    except OSError:
        return b"", [*problems, Problem(Code.FILE_MISSING, place, str(path))]
    if _is_picture(content):
        return content, problems
    return b"", [*problems, Problem(Code.LOOK_LOGO, place, look.logo)]


def contrast(colour: str) -> float:
    """Of a colour ("#12475A") against white."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _colours(look: LookSettings, source: Source) -> Iterator[Problem]:
    told = (
        ("colour", look.colour, _TEXT, Code.LOOK_TEXT_PALE),
        ("chart_colour", look.chart_colour, _SHAPES, Code.LOOK_CHART_PALE),
    )
    for key, colour, least, code in told:
        if colour is None:
            continue
        place = source.place("look", key)
        if not _is_colour(colour):
            yield Problem(Code.LOOK_COLOUR, place, colour)
        elif contrast(colour) < least:
            reached = f"{int(100 * contrast(colour) / least)}"
            yield Problem(code, place, colour, allowed=(darker(colour, least),), also=reached)


def _is_colour(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and all(sign in "0123456789abcdefABCDEF" for sign in text[1:])


def darker(colour: str, least: float) -> str:
    """The same hue, as little darker as does."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    darker = ("#" + "".join(f"{part * share // 100:02X}" for part in parts) for share in range(99, -1, -1))
    return next(each for each in darker if contrast(each) >= least)


def _is_picture(content: bytes) -> bool:
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > _LARGEST_SIDE:
                return False
            picture.load()  # that a file is cut off shows only when it is drawn
            return True
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
