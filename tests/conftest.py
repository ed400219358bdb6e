"""What every test may use: the shipped data, and the demonstration's report made once a session."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from spur import app
from spur.app import ImportSummary, Report
from spur.report.material import Material

GOLDEN = Path(__file__).parent.parent / "fixtures" / "vastmanland-2019"
RUBRIC = "spur-st@2018"

# A machine that is busy with something else makes no test fail.
settings.register_profile("spur", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("spur")

Figure = dict[str, str]
Find = Callable[..., Figure]


@pytest.fixture(scope="session")
def published() -> dict:
    """Every number printed in the 2020 report."""
    return json.loads((GOLDEN / "published.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[ImportSummary], Report[Material]]:
    """The demonstration: its folder, what its imports told, and its report."""
    out = tmp_path_factory.mktemp("demo")
    return out, *app.demo(out)


@pytest.fixture(scope="session")
def golden(demo: tuple[Path, list[ImportSummary], Report[Material]]) -> str:
    """The demonstration's database. Reports are handed out from it: a test that counts these makes one of its own."""
    return f"sqlite:///{demo[0] / 'demo.db'}"


def read_figures(path: Path) -> list[Figure]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def figure(demo: tuple[Path, list[ImportSummary], Report[Material]]) -> Find:
    """Find one row of the demonstration's figures.csv by what its columns hold; a column not told of is empty, the
    round the demonstration's own."""
    columns = ("round", "scope", "scope_id", "role", "subject", "versus", "statistic")
    by_address = {tuple(row[column] for column in columns): row for row in read_figures(demo[0] / "figures.csv")}

    def find(
        scope: str, scope_id: str, subject: str, statistic: str, role: str = "", versus: str = "", round_: str = "2019"
    ) -> Figure:
        return by_address[round_, scope, scope_id, role, subject, versus, statistic]

    return find


@pytest.fixture
def db(tmp_path: Path) -> str:
    """A new database with the golden units in it."""
    url = f"sqlite:///{tmp_path / 'spur.db'}"
    app.init(url)
    app.import_units(url, GOLDEN / "units.csv")
    return url
