"""Takes the pictures in the guides: ``make guides``. Walks through every guide in an empty folder (see walking.py) and
takes each picture of the file that the guide's own commands have made, as ``pictures.toml`` beside the guide says:

    [area]                      # pictures/area.png
    file = "AM-01.xlsx"         # a workbook's sheet, the one that begins so, and its cells
    sheet = "D"
    cells = "B2:G11"
    without = "DE"              # columns that are left out, so that the others can be read

    [grades]
    file = "out/report.pdf"     # a page of a report, from one text on it to another
    from = "Grades by area"
    to = "Action plans"

Every picture holds, under "Source", a fingerprint of what it shows; by it the tests know which are out of date. Needs
LibreOffice (soffice), and Carlito, the font as wide as Excel's Calibri: apt install libreoffice-calc
fonts-crosextra-carlito.
"""

import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageChops, PngImagePlugin
from walking import GUIDES, Picture, walk

_WIDTH = 1240  # pixels: more than a guide is wide, for screens that show two for one
_COLOURS = 64
_MARGIN = 14  # pixels around what is shown
_ABOVE, _BELOW = 10, 4  # points above the first text, and above the one that is shown no more

Told = dict[str, str]
Box = tuple[float, float, float, float]


def told(guide: Path, picture: Picture) -> Told:
    """What pictures.toml says of a picture."""
    every = tomllib.loads((guide.parent / "pictures.toml").read_text(encoding="utf-8"))
    return dict(every[Path(picture.path).stem])


def fingerprint(source: Told) -> str:
    """Of what a picture shows: the cells with their colours, or the words on the page. Not how it is drawn."""
    if "sheet" in source:
        _, sheet = _sheet(source)
        cells = (cell for row in sheet[source["cells"]] for cell in row)
        shown = [f"{cell.coordinate} {cell.value} {cell.fill.fgColor.rgb}" for cell in cells]
    else:
        with _page(source) as (page, box):
            shown = sorted(page.get_textpage().get_text_bounded(*box).split())  # in whatever order they are read
    return sha256("\n".join(shown).encode()).hexdigest()[:16]


def taken_of(path: Path) -> str:
    """The fingerprint that a picture holds."""
    with Image.open(path) as picture:
        return str(picture.info.get("Source", ""))


def _sheet(source: Told) -> tuple[Workbook, Worksheet]:
    workbook = load_workbook(source["file"])
    return workbook, next(sheet for sheet in workbook if sheet.title.startswith(source["sheet"]))


@contextmanager
def _page(source: Told) -> Iterator[tuple[Any, Box]]:
    """The page where the texts stand, and what of it is shown: left, bottom, right, top."""
    with closing(pypdfium2.PdfDocument(source["file"])) as document:
        for page in document:
            width, top = page.get_size()
            edges = (_above(page, source.get("from")), _above(page, source.get("to")))
            if None not in edges:
                upper = edges[0] + _ABOVE if "from" in source else top
                lower = edges[1] + _BELOW if "to" in source else 0.08 * top
                if lower < upper:
                    yield page, (0, lower, width, upper)
                    return
    raise LookupError(f"{source['file']}: {source.get('from')} … {source.get('to')}")


def _above(page: Any, text: str | None) -> float | None:
    """How high above the page's foot a text's upper edge is; None where it isn't on the page."""
    if text is None:
        return 0.0
    words = page.get_textpage()
    found = words.search(text, match_case=True).get_next()
    return found and max(words.get_charbox(found[0] + at)[3] for at in range(found[1]))


def _printed(source: Told, path: Path) -> None:
    """A copy of the workbook that prints just these cells, with the letters and numbers of columns and rows."""
    workbook, sheet = _sheet(source)
    for each in workbook:
        each.sheet_state = "visible" if each is sheet else "veryHidden"
    workbook.active = workbook.index(sheet)
    sheet.print_area = source["cells"]
    for columns in [*sheet.column_dimensions.values()]:  # neighbours of one width are one thing
        for at in range(columns.min, columns.max + 1):
            letter = get_column_letter(at)
            hidden = columns.hidden or letter in source.get("without", "")
            sheet.column_dimensions[letter] = ColumnDimension(sheet, letter, width=columns.width, hidden=hidden)
    sheet.print_title_rows = sheet.print_title_cols = None
    sheet.print_options.headings = True
    for part in (sheet.oddHeader, sheet.oddFooter):
        part.left.text = part.center.text = part.right.text = None
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    workbook.save(path)


def _save(source: Told, path: Path, mark: str) -> None:
    with _page(source) as (page, (_, lower, _, upper)):
        height = page.get_size()[1]
        image = page.render(scale=4, crop=(0, lower, 0, height - upper)).to_pil().convert("RGB")
    shown = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    assert shown is not None, source
    image = image.crop(shown)
    wide = _WIDTH - 2 * _MARGIN
    image = image.resize((wide, image.height * wide // image.width), Image.Resampling.LANCZOS)
    framed = Image.new("RGB", (_WIDTH, image.height + 2 * _MARGIN), "white")
    framed.paste(image, (_MARGIN, _MARGIN))
    info = PngImagePlugin.PngInfo()
    info.add_text("Source", mark)
    path.parent.mkdir(exist_ok=True)
    few = framed.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True, pnginfo=info)


def take(guide: Path, work: Path) -> Iterator[Path]:
    """The pictures of a guide."""
    sheets: dict[Path, tuple[Told, str]] = {}
    saved: list[Path] = []

    def look(picture: Picture) -> None:
        source, path = told(guide, picture), guide.parent / picture.path
        mark = fingerprint(source)
        if "sheet" in source:
            _printed(source, work / f"{path.stem}.xlsx")
            sheets[path] = source, mark
        else:
            _save(source, path, mark)
            saved.append(path)

    folder = work / "empty"
    folder.mkdir()
    walk(guide, folder, look)
    copies = [str(work / f"{path.stem}.xlsx") for path in sheets]
    if copies:
        own = f"-env:UserInstallation={(work / 'libreoffice').as_uri()}"
        asked = [shutil.which("soffice") or "soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(work)]
        subprocess.run([*asked, *copies], check=True, capture_output=True)
    for path, (_, mark) in sheets.items():
        _save({"file": str(work / f"{path.stem}.pdf")}, path, mark)
    yield from (*saved, *sheets)


if __name__ == "__main__":
    made: set[Path] = set()
    for each in sorted(GUIDES.glob("*/*.md")):
        with tempfile.TemporaryDirectory() as temporary:
            made.update(take(each, Path(temporary)))
        print(each.relative_to(GUIDES))
    for path in {*GUIDES.glob("*/pictures/*.png")} - made:
        path.unlink()
    print(f"{len(made)} pictures, {sum(path.stat().st_size for path in made) // 1000} kB")
