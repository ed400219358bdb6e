"""A region's own look: what cannot be read is refused when the settings are read, and the rest is on every page."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from spur.intake.sentences import sentence
from spur.look import contrast, darker
from spur.records.problem import Code, InvalidInput
from spur.report.document import Theme
from spur.report.pdf import write_pdf
from spur.report.xlsx import write_xlsx
from spur.settings import Settings, load_settings
from spur.wording import Wording
from tests.report.sample import sample_document


def _settings(folder: Path, look: str) -> Settings:
    path = folder / "region.toml"
    name = 'name = { sv = "Region Fågelbo", en = "Region Fågelbo" }'
    path.write_text(f'[region]\nid = "fagelbo"\n{name}\n\n[look]\n{look}\n', encoding="utf-8")
    return load_settings(path)


def _refused(folder: Path, look: str) -> list[tuple[Code, str]]:
    with pytest.raises(InvalidInput) as refused:
        _settings(folder, look)
    return [(problem.code, sentence(problem, Wording("sv"))) for problem in refused.value.problems]


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    Image.new("RGB", (300, 90), "#7A1F5C").save(tmp_path / "logo.png")
    return tmp_path / "logo.png"


def test_a_colour_that_is_too_pale_is_refused_with_one_that_would_do(tmp_path: Path) -> None:
    (text, told), (chart, also_told) = _refused(tmp_path, 'colour = "#E77FB3"\nchart_colour = "#DDDDDD"')

    assert (text, chart) == (Code.LOOK_TEXT_PALE, Code.LOOK_CHART_PALE)
    assert "57 % av den kontrast som behövs (4,5 till 1)" in told
    assert "Tillåtet: #AA5D84." in told
    assert "rad 7" in also_told


def test_what_is_no_colour_and_no_picture_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("ingen bild")
    codes = [code for code, _ in _refused(tmp_path, 'colour = "röd"\nlogo = "logo.png"')]

    assert codes == [Code.LOOK_COLOUR, Code.LOOK_LOGO]
    assert [code for code, _ in _refused(tmp_path, 'logo = "saknas.png"')] == [Code.FILE_MISSING]


@given(st.from_regex(r"#[0-9A-F]{6}", fullmatch=True))
def test_a_darker_colour_is_always_enough(colour: str) -> None:
    assert 0.999 <= contrast(colour) <= 21.001
    assert contrast(darker(colour, 4.5)) >= 4.5


def test_spurs_own_colours_pass_the_test_that_others_must(tmp_path: Path) -> None:
    own = Theme()
    settings = _settings(tmp_path, f'colour = "{own.accent}"\nchart_colour = "{own.bar}"')

    assert Theme(**settings.theme) == own


def test_the_look_is_on_the_pages_and_in_the_workbook(tmp_path: Path, logo: Path) -> None:
    told = f'colour = "#7A1F5C"\nchart_colour = "#B0648F"\nlogo = "{logo.name}"\ncontact = "Frågor: st@fagelbo.se"'
    document = replace(sample_document("sv"), theme=Theme(**_settings(tmp_path, told).theme))
    write_pdf(document, tmp_path / "report.pdf")
    write_xlsx(document, tmp_path / "report.xlsx")

    cover = PdfReader(tmp_path / "report.pdf").pages[0]
    front = openpyxl.load_workbook(tmp_path / "report.xlsx").worksheets[0]
    texts = {cell.value: cell.font.color.rgb for row in front for cell in row if isinstance(cell.value, str)}

    assert len(cover.images) == 1
    assert "Frågor: st@fagelbo.se" in cover.extract_text()
    assert len(front._images) == 1  # type: ignore[attr-defined]
    assert texts[document.title] == "FF7A1F5C"
    assert "Frågor: st@fagelbo.se" in texts
