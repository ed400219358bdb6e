"""The colours of the page, in light and in dark, and the logo. All texts reach the contrast of WCAG 2.2 AA on every
ground that they stand on, in whatever colours a region has chosen."""

from base64 import b64encode
from dataclasses import dataclass

from spur.look import contrast
from spur.report.document import Theme, tinted

_LIGHT = {
    "ground": "#FFFFFF",
    "ink": "#1E2529",
    "grey": "#566269",
    "hairline": "#CBD4D8",
    "pale": "#D9DFE2",
    "red": "#A8201A",
}
_DARK = {
    "ground": "#14191C",
    "tint": "#20282C",
    "ink": "#EBEFF1",
    "grey": "#AAB6BC",
    "hairline": "#4A555B",
    "pale": "#3F4A50",
    "red": "#FF8F87",
}
_TEXT, _SHAPES = 6.0, 4.0
"""More than the 4.5 and 3 to 1 that are asked for: on a dark ground a colour that barely passes looks grey."""


@dataclass(frozen=True, slots=True)
class Colours:
    """By name, as "#12475A": the two sets have the same names."""

    light: dict[str, str]
    dark: dict[str, str]


def colours(theme: Theme) -> Colours:
    """The region's two colours are as it chose them in light, and in dark as much paler as they must be."""
    light = _LIGHT | {"tint": tinted(theme.accent), "accent": theme.accent, "bar": theme.bar}
    dark = _DARK | {"accent": _paler(theme.accent, _TEXT), "bar": _paler(theme.bar, _SHAPES)}
    return Colours(dict(sorted(light.items())), dict(sorted(dark.items())))


def _paler(colour: str, least: float) -> str:
    """The same hue, as little paler as does against the dark tint, which is the paler of the two dark grounds."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    paler = (
        "#" + "".join(f"{255 - (255 - part) * share // 100:02X}" for part in parts) for share in range(100, -1, -1)
    )
    return next(each for each in paler if contrast(_DARK["tint"]) / contrast(each) >= least)


def logo(theme: Theme) -> str:
    """The logo within the page itself, as a data URI; "" where there is none."""
    if not theme.logo:
        return ""
    kind = "png" if theme.logo.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(theme.logo).decode()}"
