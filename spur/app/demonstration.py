"""The whole way once, with the shipped data."""

from pathlib import Path

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
from spur.app.output import made
from spur.app.reports import Report, report_region
from spur.app.texts import import_texts
from spur.report.material import Material
from spur.shipped import shipped
from spur.wording import Lang

DATABASE = "demo.db"


def demo(out: Path, lang: Lang = "sv") -> tuple[list[ImportSummary], Report[Material]]:
    """The whole way once, with the shipped data of 2019 in a new database of its own in ``out``."""
    data = shipped("fixtures/vastmanland-2019")
    made(out)
    path = out / DATABASE
    for leftover in (path, path.with_name(f"{DATABASE}-wal"), path.with_name(f"{DATABASE}-shm")):
        leftover.unlink(missing_ok=True)
    db, rubric, round_, name, region = f"sqlite:///{path}", "spur-st@2018", "2019", "national-2017-2019", "vastmanland"
    init(db)
    summaries = [
        import_units(db, data / "units.csv"),
        import_grades(db, data / "grades.csv", rubric, round_),
        import_survey(db, data / "survey.csv", rubric, round_),
        import_invited(db, data / "invited.csv", rubric, round_),
        import_texts(db, data / "suggestions.csv", round_),
        import_baseline(db, data / "baseline_national_2017_2019.csv", rubric, name, excludes=region),
        import_shares(db, data / "earlier_round_2014.csv", rubric, "2014", region),
        import_indicators(db, data / "indicators.csv", rubric),
    ]
    return summaries, report_region(
        db, region, round_, baseline=name, versus_round="2014", lang=lang, out=out, example=True
    )
