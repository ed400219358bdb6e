"""A region's ten years in one database: does a report still cost what it cost after the first round?

Twenty rounds of 50 inspections and 5,000 responses each, against a database with the newest of them. Prints how long
opening and a report of the newest and of the oldest round (figures only) take in both, as a ratio within this run, how
large the file is, and how long it takes to export it and to make a database of the export. Times are the processor's,
which another program's work changes less than the clock's.

    python benchmarks/ten_years.py [ROUNDS]
"""

import csv
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from spur import app
from spur.ledger.ledger import Ledger
from spur.records.event import State
from spur.records.imported import Import
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.rubric.model import PinnedRubric

GOLDEN = Path(__file__).parent.parent / "fixtures" / "vastmanland-2019"
UNITS, RESPONSES, TIMES, NEWEST = 50, 5_000, 5, 2024


def main(rounds: int = 20) -> None:
    with tempfile.TemporaryDirectory() as folder:
        years = [str(NEWEST - age) for age in reversed(range(rounds))]
        all_ = _database(Path(folder), "all", years)
        megabytes = Path(all_.removeprefix("sqlite:///")).stat().st_size / 1e6
        print(f"{rounds} rounds, {rounds * UNITS} inspections, {rounds * RESPONSES} responses: {megabytes:.0f} MB")
        for which, year in (("newest", years[-1]), ("oldest", years[0])):
            one, out = _database(Path(folder), which, [year]), Path(folder) / "out"
            _report(one, year, out), _report(all_, year, out)  # both warm
            timed = [(_seconds(_open, db), _seconds(_report, db, year, out)) for db in (one, all_) * TIMES]
            best = [tuple(map(min, zip(*timed[start::2], strict=True))) for start in (0, 1)]
            for what, alone, among in zip(("open", f"report of the {which}"), *best, strict=True):
                told = f"{alone * 1000:.0f} ms with one round, {among * 1000:.0f} ms with {rounds}"
                print(f"{what}: {told}: {among / alone:.2f}")
        export, new = Path(folder) / "export", f"sqlite:///{Path(folder) / 'new.db'}"
        seconds = _seconds(app.export_database, all_, export), _seconds(app.import_export, new, export)
        print("exported in {:.1f} s, taken in again in {:.1f} s".format(*seconds))


def _open(db: str) -> None:
    with Ledger.open(db).view() as view:
        view.rounds()


def _report(db: str, round_: str, out: Path) -> None:
    app.report_region(db, "vastmanland", round_, outputs=["csv"], out=out)


def _seconds(work: object, *arguments: object) -> float:
    start = time.process_time()
    work(*arguments)  # type: ignore[operator]
    return time.process_time() - start


def _database(folder: Path, name: str, rounds: list[str]) -> str:
    db = f"sqlite:///{folder / name}.db"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    pinned = app.pinned_rubric("spur-st@2018")
    with (GOLDEN / "survey.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with (GOLDEN / "units.csv").open(encoding="utf-8", newline="") as file:
        units = [row["unit_id"] for row in csv.DictReader(file)][:UNITS]
    for round_ in rounds:
        chance = random.Random(round_)
        items = [(_file(unit, round_, pinned), pinned, _inspection(unit, round_, pinned, chance)) for unit in units]
        Ledger.open(db).keep_inspections(items)
        app.move_inspections(db, None, State.FINAL, round_, on=date(int(round_), 12, 1), by="B")
        survey = folder / f"{name}-{round_}.csv"
        with survey.open("w", encoding="utf-8", newline="") as file:
            answers = ([f"{round_}-{i}", *chance.choice(rows)[1:]] for i in range(RESPONSES))
            csv.writer(file).writerows([header, *answers])
        app.import_survey(db, survey, "spur-st@2018", round_)
    return db


def _inspection(unit: str, round_: str, pinned: PinnedRubric, chance: random.Random) -> Inspection:
    areas = tuple(
        AreaJudgement(
            area.id, chance.choice("ABCD"), "", "Beskrivning. " * 20, "", "", "", "",
            tuple(FoundRequirement(each.id, "met", "") for each in pinned.model.requirements_of(area.id)),
        )
        for area in pinned.model.areas
    )  # fmt: skip
    return Inspection(unit, round_, date(int(round_), 3, 1), ("A", "B"), Judgement.JOINT, "", areas)


def _file(unit: str, round_: str, pinned: PinnedRubric) -> Import:
    now = datetime.now(UTC)
    return Import("inspection", f"{unit}.xlsx", f"{unit} {round_}", now, "", rubric_hash=pinned.hash, round=round_)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
