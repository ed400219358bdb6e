"""Chapters that people write themselves, as Markdown, stand in their place in the region's report."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from spur import app
from spur.app import Report
from spur.intake.chapters import read_chapters
from spur.records.chapter import Passage
from spur.records.problem import Code, InvalidInput
from spur.report.document import Bullets, Paragraph, Section
from spur.report.material import Material
from spur.report.region import region_document


def written(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name.replace('_', '.')}.md").write_text(text, encoding="utf-8")
    return folder


SUMMARY = """# Det vi såg

Regionen har *goda* lokaler och
[ett avtal](https://example.org/avtal).

- Handledningen
- Introduktionen
  - särskilt jour

## Nästa steg

3. Tredje
4. Fjärde

> Så sade en chef.
"""


@pytest.fixture(scope="module")
def report(golden: str, tmp_path_factory: pytest.TempPathFactory) -> Report[Material]:
    folder = tmp_path_factory.mktemp("written")
    chapters = written(folder / "chapters", summary=SUMMARY, conclusions="Först ut.", conclusions_en="First out.")
    (chapters / "anteckningar.txt").write_text("Inget kapitel", encoding="utf-8")
    return app.report_region(golden, "vastmanland", "2019", chapters=chapters, outputs=("pdf",), out=folder)


def test_each_stands_in_its_place_word_for_word(report: Report[Material]) -> None:
    sections = region_document(report.material).sections
    titles = [section.title for section in sections]
    chapters = [section.title for section in sections if section.level == 1]
    assert chapters[: chapters.index("Det vi såg")] == ["Sammanfattning"]
    at = titles.index("Det vi såg")
    assert titles[at + 1] == "Nästa steg"
    assert titles.index("Slutsatser") < titles.index("Metod")
    first, then = sections[at], sections[at + 1]
    assert first.blocks == (
        Paragraph("Regionen har goda lokaler och ett avtal (https://example.org/avtal)."),
        Bullets(("Handledningen", "Introduktionen", "särskilt jour")),
    )
    steps = Bullets(("Tredje", "Fjärde"), ("3.", "4."))
    assert then == Section("Nästa steg", (steps, Paragraph("Så sade en chef.", "note")), 2)
    text = " ".join(page.extract_text() for page in PdfReader(report.files[0]).pages)
    assert "Regionen har goda lokaler" in text


def test_the_reports_language_comes_first(tmp_path: Path) -> None:
    folder = written(tmp_path / "c", conclusions="Först ut.", conclusions_en="First out.", summary_sv="Bara svenska.")
    told = {lang: {each.place: each.passages for each in read_chapters(folder, lang)[0]} for lang in ("sv", "en")}
    assert told["sv"]["conclusions"] == (Passage("paragraph", "Först ut."),)
    assert told["en"]["conclusions"] == (Passage("paragraph", "First out."),)
    assert told["en"]["summary"] == (Passage("paragraph", "Bara svenska."),)


def test_an_empty_item_is_nothing_and_no_fault(tmp_path: Path) -> None:
    [chapter], problems = read_chapters(written(tmp_path / "c", summary="-\n\nHej alla.\n"), "sv")
    assert chapter.passages == (Passage("paragraph", "Hej alla."),)
    assert not problems


def test_what_a_report_cannot_show_is_told_with_its_line_and_nothing_is_written(golden: str, tmp_path: Path) -> None:
    text = "Ett stycke.\n\n![karta](karta.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>fet</b>\n"
    folder = written(tmp_path / "c", summary=text, slutsatser="Fel namn.", interviews="\n\n")
    with pytest.raises(InvalidInput) as refused:
        app.report_region(golden, "vastmanland", "2019", chapters=folder, out=tmp_path / "out")
    told = [(each.code, each.place.file, each.place.row) for each in refused.value.problems]
    assert told == [
        (Code.CHAPTER_UNKNOWN, "slutsatser.md", None),
        (Code.CHAPTER_UNPRINTABLE, "summary.md", 3),
        (Code.CHAPTER_UNPRINTABLE, "summary.md", 5),
        (Code.CHAPTER_UNPRINTABLE, "summary.md", 9),
        (Code.FILE_EMPTY, "interviews.md", None),
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_without_chapters_is_no_folder_of_chapters(golden: str, tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "tom"
    if exists:
        folder.mkdir()
    with pytest.raises(InvalidInput) as refused:
        app.report_region(golden, "vastmanland", "2019", chapters=folder, out=tmp_path / "out")
    [problem] = refused.value.problems
    assert problem.code is (Code.CHAPTERS_NONE if exists else Code.CHAPTERS_MISSING)
