"""How long spur attack takes on a whole region: the demonstration's report, those of its 51 units, and the public one.

    python benchmarks/attack.py FOLDER

FOLDER is a new folder, to which all of them are written first, in every format (some minutes); an old one is attacked
as it is. Prints the seconds of the attack, and how many reports, files and questions it was.
"""

import sys
from pathlib import Path
from time import perf_counter, process_time

from spur import app
from spur.app import Profile

BASELINE = "national-2017-2019"


def written(out: Path) -> str:
    app.demo(out)
    db = f"sqlite:///{out / 'demo.db'}"
    app.report_region(db, "vastmanland", "2019", baseline=BASELINE, out=out / "public", profile=Profile.PUBLIC)
    for line in Path("fixtures/vastmanland-2019/units.csv").read_text(encoding="utf-8").splitlines()[1:]:
        app.report_unit(db, line.partition(",")[0], "2019", baseline=BASELINE, out=out)
    return db


def main() -> None:
    out = Path(sys.argv[1])
    db = f"sqlite:///{out / 'demo.db'}" if out.is_dir() else written(out)
    began, busy = perf_counter(), process_time()
    found = app.attack(out, db=db)
    took, of_core = perf_counter() - began, process_time() - busy
    print(f"{took:.0f} s ({of_core:.0f} s of a core)")
    print(f"{found.reports} reports, {found.files} files, {found.questions} questions")
    print(f"findings: {len(found.findings)}")


if __name__ == "__main__":
    main()
