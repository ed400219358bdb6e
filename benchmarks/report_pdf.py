"""How long a region's PDF and a unit's take to draw, as ratios to a bare reportlab document of as many pages.

    python benchmarks/report_pdf.py [RUNS]

The reports are the demonstration's. *bare*: as many pages, each with a heading, two paragraphs and a table of 24 rows
of plain strings, drawn once by reportlab alone. *pdf*: write_pdf, which lays out twice for the page numbers; *xlsx*:
write_xlsx. CPU seconds vary with the machine; the ratios within a run are what counts. A region's PDF is to take about
2 seconds, a unit's half a second: all 51 are then written in about 15 seconds on two cores.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from spur import app
from spur.report.document import Document
from spur.report.pdf import write_pdf
from spur.report.region import region_document
from spur.report.unit import unit_document
from spur.report.xlsx import write_xlsx

RUNS = 5
WORDS = "Andelen positiva svar är lägre än i riket, och skillnaden är så stor att den inte kan vara slump. " * 3


def bare(pages: int, path: Path) -> None:
    styles = getSampleStyleSheet()
    story: list[object] = []
    for page in range(pages):
        rows = [[f"Rad {row}", *(str((page * row * each) % 97) for each in range(1, 7))] for row in range(24)]
        texts = [Paragraph(WORDS, styles["BodyText"]) for _ in range(2)]
        story += [Paragraph(f"Kapitel {page}", styles["Heading1"]), *texts, Table(rows), PageBreak()]
    SimpleDocTemplate(str(path), invariant=1).build(story)


def seconds(work: Callable[[], None], runs: int) -> float:
    """The median of the CPU seconds."""
    told = []
    for _ in range(runs):
        start = time.process_time()
        work()
        told.append(time.process_time() - start)
    return statistics.median(told)


def measured(name: str, document: Document, folder: Path, runs: int) -> None:
    pdf, xlsx, plain = (folder / f"{name}{end}" for end in (".pdf", ".xlsx", "-bare.pdf"))
    write_pdf(document, pdf)  # fonts and imports are not what is measured
    pages = len(PdfReader(pdf).pages)
    base = seconds(lambda: bare(pages, plain), runs)
    for kind, work in (("pdf", lambda: write_pdf(document, pdf)), ("xlsx", lambda: write_xlsx(document, xlsx))):
        taken = seconds(work, runs)
        print(f"{name:7} {pages:3} pages  {kind:5} {taken:6.2f} s  {taken / base:5.1f} x bare ({base:.2f} s)")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        app.demo(folder)
        db = f"sqlite:///{folder / 'demo.db'}"
        region = app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=folder, preview=True)
        unit = app.report_unit(db, "KI-06", "2019", outputs=["csv"], out=folder, preview=True)
        measured("region", region_document(region.material), folder, runs)
        measured("unit", unit_document(unit.material), folder, runs)


if __name__ == "__main__":
    main()
