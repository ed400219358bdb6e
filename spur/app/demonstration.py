"""The whole way once, with the shipped data."""

from pathlib import Path
from shutil import copyfile

from spur.app.actions import import_actions
from spur.app.imports import (
    ImportSummary,
    import_baseline,
    import_grades,
    import_indicators,
    import_invited,
    import_shares,
    import_survey,
    import_units,
    init,
)
from spur.app.output import made, new_folder
from spur.app.reports import Report, report_region
from spur.app.texts import import_texts
from spur.records.imported import Kept
from spur.report.material import Material
from spur.shipped import shipped
from spur.wording import Lang

DATABASE = "demo.db"
_RUBRIC, _ROUND, _BASELINE, _REGION = "spur-st@2018", "2019", "national-2017-2019", "vastmanland"
_FILES = (
    "units.csv",
    "grades.csv",
    "survey.csv",
    "invited.csv",
    "suggestions.csv",
    "baseline_national_2017_2019.csv",
    "earlier_round_2014.csv",
    "indicators.csv",
    "recommendations.csv",
    "region.toml",
)


def demo(out: Path, lang: Lang = "sv") -> tuple[list[ImportSummary], Report[Material]]:
    """The whole way once, with the shipped data of 2019 in a new database of its own in ``out``."""
    made(out)
    path = out / DATABASE
    for leftover in (path, path.with_name(f"{DATABASE}-wal"), path.with_name(f"{DATABASE}-shm")):
        leftover.unlink(missing_ok=True)
    db = f"sqlite:///{path}"
    summaries = _imported(db)
    return summaries, report_region(
        db, _REGION, _ROUND, baseline=_BASELINE, versus_round="2014", lang=lang, out=out, example=True
    )


def demo_files(out: Path) -> tuple[str, ...]:
    """The shipped files in a new folder, to try any command on, and the database in which they have been imported.
    Raises InvalidInput where something is in the folder already: it may be somebody's own files of the same names."""
    with new_folder(out) as folder:
        for name in _FILES:
            copyfile(shipped(f"fixtures/vastmanland-2019/{name}"), folder / name)
        _imported(f"sqlite:///{folder / DATABASE}")
    return (*_FILES, DATABASE)


def _imported(db: str) -> list[ImportSummary]:
    data = shipped("fixtures/vastmanland-2019")
    init(db)
    return [
        import_units(db, data / "units.csv"),
        import_grades(db, data / "grades.csv", _RUBRIC, _ROUND),
        import_survey(db, data / "survey.csv", _RUBRIC, _ROUND),
        import_invited(db, data / "invited.csv", _RUBRIC, _ROUND),
        import_texts(db, data / "suggestions.csv", _ROUND),
        import_baseline(db, data / "baseline_national_2017_2019.csv", _RUBRIC, _BASELINE, excludes=_REGION),
        import_shares(db, data / "earlier_round_2014.csv", _RUBRIC, "2014", _REGION),
        import_indicators(db, data / "indicators.csv", _RUBRIC),
        _recommendations(db, data / "recommendations.csv"),
    ]


def _recommendations(db: str, path: Path) -> ImportSummary:
    """The region's recommendations, told of as other files are: every row of theirs is one."""
    [told] = import_actions(db, [path], region=_REGION, round_=_ROUND)
    assert told.number is not None
    n = told.recommendations
    return ImportSummary(told.file, n, n, 0, n, told.problems, Kept(told.number))
