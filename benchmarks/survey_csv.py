"""How long reading a survey as CSV takes, as a ratio to Python's own csv module reading the same file.

    python benchmarks/survey_csv.py [ROWS]

60 columns: the response, its unit and role, and 57 answers of the shipped rubric's kind (coded 1–5, a twentieth blank).
The reader alone may take twice as long (at most 200 MB); beside it the whole import, with the ledger. Each is run in a
process of its own, which tells how much memory it came to need. Seconds vary with the machine; the ratios are what
counts.
"""

import csv
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from spur import app
from spur.intake.survey.read import read_survey
from spur.records.unit import Unit
from spur.rubric.load import loads
from spur.rubric.model import Rubric

ROWS, QUESTIONS, UNITS = 1_000_000, 57, 200
ROLES = ("st-lakare", "handledare")


def rubric_text() -> str:
    lines = ["schema = 1", "[rubric]", 'id = "long"', 'version = "1"', 'status = "draft"', 'languages = ["sv"]']
    lines += ['title.sv = "Lång"', "[[scale]]", 'id = "s"', "positive_from = 4", "negative_to = 2", "options = ["]
    lines += [f'{{ code = "{n}", value = {n}, label.sv = "Svar {n}" }},' for n in range(1, 6)] + ["]"]
    for role in ROLES:
        lines += ["[[role]]", f'id = "{role}"', f'title.sv = "{role}"']
    for n in range(QUESTIONS):
        lines += ["[[question]]", f'id = "q{n}"', f"roles = {list(ROLES)}", 'type = "scale"', 'scale = "s"']
        lines += [f'text.sv = "Fråga {n}?"', f'wording = "w{n}"']
    return "\n".join(lines)


def rubric() -> Rubric:
    loaded = loads(rubric_text(), "long.toml")
    assert loaded.rubric is not None, loaded.problems
    return loaded.rubric


def units() -> dict[str, Unit]:
    return {f"U-{n}": Unit(f"U-{n}", f"Enhet {n}", "", "", "", "r") for n in range(UNITS)}


def make(path: Path, rows: int) -> None:
    chance = random.Random(2020)
    lines = [chance.choices(("1", "2", "3", "4", "5", ""), (19, 19, 19, 19, 19, 5), k=QUESTIONS) for _ in range(5_000)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["response_id", "unit_id", "role", *(f"q{n}" for n in range(QUESTIONS))])
        for row in range(rows):
            writer.writerow([f"R{row}", f"U-{row % UNITS}", ROLES[row % 2], *lines[row * 7 % 5_000]])


def by_csv(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def by_reader(path: Path) -> int:
    with read_survey(path, rubric(), units()) as stream:
        read = sum(1 for _ in stream)
    assert not stream.failed, stream.problems
    return read


def by_import(path: Path) -> int:
    folder = Path(tempfile.mkdtemp(dir=path.parent))
    db = f"sqlite:///{folder / 'spur.db'}"
    named = folder / "units.csv"
    rows = "".join(f"{each.id},{each.name},g,r\n" for each in units().values())
    named.write_text("unit_id,unit_name,specialty_group,region\n" + rows, encoding="utf-8")
    (folder / "long.toml").write_text(rubric_text(), encoding="utf-8")
    app.init(db)
    app.import_units(db, named)
    return app.import_survey(db, path, str(folder / "long.toml"), "1").records


WAYS = {"csv": by_csv, "reader": by_reader, "import": by_import}


def measured(way: str, path: Path) -> tuple[float, float, int]:
    """Seconds, megabytes and rows of a process of its own."""
    told = subprocess.run([sys.executable, __file__, way, str(path)], check=True, capture_output=True, text=True).stdout
    seconds, megabytes, rows = told.split()
    return float(seconds), float(megabytes), int(rows)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        make(path, rows)
        print(f"{rows} rows of {QUESTIONS + 3} columns, {path.stat().st_size / 1_000_000:.0f} MB")
        runs: dict[str, list[tuple[float, float, int]]] = {
            "import": [measured("import", path)],
            "csv": [],
            "reader": [],
        }
        for _ in range(5):  # by turns, so that what else the machine does is the same to both
            for way in ("csv", "reader"):
                runs[way].append(measured(way, path))
        alone = statistics.median(seconds for seconds, _, _ in runs["csv"])
        for way in WAYS:
            seconds = statistics.median(seconds for seconds, _, _ in runs[way])
            assert {read for _, _, read in runs[way]} == {rows}
            print(f"{way}: {seconds / alone:.2f} times the csv module ({seconds:.1f} s), {runs[way][0][1]:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        begun = time.perf_counter()
        done = WAYS[sys.argv[1]](Path(sys.argv[2]))
        print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, done)
    else:
        main()
