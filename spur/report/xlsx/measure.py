"""How much room a text takes. Excel does not fit the height of merged cells itself, so every height is computed."""

from reportlab.pdfbase.pdfmetrics import stringWidth

LINE = 1.28
"""Height of a line of text, in font sizes."""

PADDING = 6.0
"""What a cell keeps free to the left and right of its text, in points."""

# Screens draw Arial at whole pixels, which makes it a little wider than its metrics.
_SCREEN = 1.06


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The points that a text takes on one line. Helvetica has the same widths as Arial."""
    return float(stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", size)) * _SCREEN


def word_width(text: str, size: float, *, bold: bool = False) -> float:
    """The points that the longest word takes."""
    return max((text_width(word, size, bold=bold) for word in text.split()), default=0.0)


def wrap(text: str, points: float, size: float, *, bold: bool = False) -> list[str]:
    """The lines into which a cell ``points`` wide breaks a text; a word wider than the cell is cut in pieces."""
    room = max(points - PADDING, size)
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if text_width(longer, size, bold=bold) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while text_width(line, size, bold=bold) > room and len(line) > 1:
                fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or text_width(line[:n], size) <= room)
                lines.append(line[:fits])
                line = line[fits:]
        lines.append(line)
    return lines


def height(text: str, points: float, size: float, *, bold: bool = False) -> float:
    """The height that a wrapped text takes in a cell ``points`` wide."""
    return len(wrap(text, points, size, bold=bold)) * size * LINE
