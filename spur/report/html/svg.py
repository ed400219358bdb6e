"""Marks as SVG. Its colours are those of the page's style, so that a figure is light and dark as the page is; all texts
have the widths that they were laid out with, in whatever font there is."""

from markupsafe import Markup

from spur.report.lines import BOLD, REGULAR, plain, width
from spur.report.plot.marks import Box, Dot, Drawing, Mark, Stroke, Words

_HATCH = 3.2
_EDGE = 4.0
_FONT = 0.94
"""Common fonts are this much wider than the one that texts are measured in."""


def svg(drawing: Drawing, name: str, title: str, alt: str) -> Markup:
    """The drawing, with what is read instead of it. ``name`` is its own in the page."""
    box = " ".join(map(_n, (-_EDGE, -_EDGE, drawing.width + 2 * _EDGE, drawing.height + 2 * _EDGE)))
    head = Markup(
        '<svg viewBox="{box}" role="img" aria-labelledby="{name}-title {name}-alt">'
        '<title id="{name}-title">{title}</title><desc id="{name}-alt">{alt}</desc>'
    ).format(box=box, name=name, title=title, alt=alt)
    return Markup("\n").join((head, *map(_drawn, drawing.marks), Markup("</svg>")))


def _drawn(mark: Mark) -> Markup:
    match mark:
        case Box():
            return _box(mark)
        case Stroke():
            looks = f"s-{mark.tone} dashed" if mark.dashed else f"s-{mark.tone}"
            path = " ".join(f"{'L' if index else 'M'}{_n(x)} {_n(y)}" for index, (x, y) in enumerate(mark.points))
            return Markup('<path class="{}" stroke-width="{}" d="{}"/>').format(looks, _n(mark.thickness), path)
        case Dot():
            return _dot(mark)
    return _words(mark)


def _box(box: Box) -> Markup:
    tone = "white" if box.hatched else box.tone
    place = (_n(box.x), _n(box.y), _n(max(box.width, 0)), _n(box.height))
    ground = Markup('<rect class="f-{}" x="{}" y="{}" width="{}" height="{}"/>').format(tone, *place)
    if not box.hatched:
        return ground
    lines = []
    start = box.x - box.height
    while start < box.x + box.width:
        left, right = max(start, box.x), min(start + box.height, box.x + box.width)
        foot = box.y + box.height
        lines.append(f"M{_n(left)} {_n(foot - (left - start))}L{_n(right)} {_n(foot - (right - start))}")
        start += _HATCH
    edge = Markup('<rect class="s-{}" stroke-width="0.7" x="{}" y="{}" width="{}" height="{}"/>').format(
        box.tone, *place
    )
    hatch = Markup('<path class="s-{}" stroke-width="0.7" d="{}"/>').format(box.tone, "".join(lines))
    return Markup("").join((ground, hatch, edge))


def _dot(dot: Dot) -> Markup:
    looks = f"s-{dot.tone} f-{dot.tone if dot.filled else 'white'}"
    if not dot.diamond:
        return Markup('<circle class="{}" stroke-width="1.1" cx="{}" cy="{}" r="{}"/>').format(
            looks, _n(dot.x), _n(dot.y), _n(dot.radius)
        )
    corners = ((-dot.radius, 0), (0, dot.radius), (dot.radius, 0), (0, -dot.radius))
    path = "L".join(f"{_n(dot.x + dx)} {_n(dot.y + dy)}" for dx, dy in corners)
    return Markup('<path class="{}" stroke-width="1.1" d="M{}Z"/>').format(looks, path)


def _words(words: Words) -> Markup:
    text = plain(words.text)
    if not text:
        return Markup("")
    looks = " ".join((f"f-{words.tone}", *["b"] * words.bold, *[words.anchor] * (words.anchor != "start")))
    wide = width(text, BOLD if words.bold else REGULAR, words.size)
    return Markup(
        '<text class="{}" x="{}" y="{}" font-size="{}" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>'
    ).format(looks, _n(words.x), _n(words.y), _n(words.size * _FONT), _n(wide), text)


def _n(coordinate: float) -> str:
    """A place on the plane, to a hundredth of a point."""
    text = f"{coordinate:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
