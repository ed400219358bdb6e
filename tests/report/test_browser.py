"""The web page in a real browser: axe-core finds nothing, in light and dark, on a wide screen and at 320 px; everything
is reached by keyboard; nothing is wider than a printed page.

Needs Node, Chromium and the packages axe-core and playwright-core: ``make test-browser`` gets the packages.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from spur import app
from spur.app import ImportSummary, Report
from spur.report.html import write_html
from spur.report.material import Material
from tests.report.sample import sample_document

pytestmark = pytest.mark.browser

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def told(
    demo: tuple[Path, list[ImportSummary], Report[Material]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What the browser tells of the invented report, of the demonstration's region and one of its units, and of a
    guide."""
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    node = shutil.which("node")
    if browser is None or node is None:
        pytest.fail("needs node, and Chromium on the path or at $CHROMIUM")
    folder = tmp_path_factory.mktemp("pages")
    write_html(sample_document("en"), folder / "sample.html")
    db = f"sqlite:///{demo[0] / 'demo.db'}"
    unit = app.report_unit(db, "KI-06", "2019", baseline="national-2017-2019", outputs=["html"], out=folder)
    region = next(path for path in demo[2].files if path.suffix == ".html")
    script = Path(__file__).with_name("browser.cjs")
    guide = app.find_guide("inspector", "sv")
    assert guide is not None
    app.write_guide(guide, folder / "guide.html")
    files = [folder / "sample.html", region, *unit.files, folder / "guide.html"]
    done = subprocess.run([node, script, browser, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(told: dict[str, Any]) -> None:
    assert len(told["pages"]) == 4 * 2 * 2
    for page in told["pages"]:
        assert (page["violations"], page["wider"], page["said"]) == ([], 0, []), page["file"]
        assert page["passes"] > 30


def test_the_tab_key_reaches_every_link_table_and_figure_and_shows_where_it_is(told: dict[str, Any]) -> None:
    for keys in told["keys"]:
        first, *_ = keys["stops"]
        assert (first["name"], keys["after"]) in (("skip", "#report"), ("skip", "#guide"))
        assert len(keys["stops"]) == keys["regions"] + keys["links"] + keys["details"]
        assert all(stop["seen"] for stop in keys["stops"])


def test_on_paper_nothing_is_cut_and_the_ground_is_white(told: dict[str, Any]) -> None:
    for paper in told["paper"]:
        assert (paper["wider"], paper["ground"]) == ([], "rgb(255, 255, 255)")
