"""How long reading an inspector's workbook takes, as a ratio to openpyxl loading it twice (values, formulas).

    python benchmarks/workbook_import.py

A rubric of 12 areas and 60 requirements, every cell filled in. Seconds vary with the machine; the ratio is what counts
(at most 3). It includes the guard and, the first time, the start of the child process.
"""

import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl

from spur import app
from spur.intake.inspection import read_inspection
from spur.intake.recognised import recognise
from spur.intake.sandbox import Sandbox
from spur.intake.template import write_template
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.records.unit import Unit
from spur.rubric.load import loads
from spur.rubric.model import PinnedRubric

AREAS, REQUIREMENTS, RUNS = 12, 5, 7
UNIT = Unit("U-1", "Provenheten", "", "", "", "")


def large_rubric() -> PinnedRubric:
    """The shipped rubric's grades and findings, with AREAS areas and 60 requirements in all."""
    shipped = app.pinned_rubric("spur-st@2018")
    keep = tomllib.loads(shipped.text)
    lines = shipped.text.split("[[area]]")[0]
    for area in range(AREAS):
        lines += f'\n[[area]]\nid = "X{area}"\ntitle.sv = "Område {area}"\nquestion.sv = "?"\npart = "process"\n'
        for number in range(REQUIREMENTS):
            lines += (
                f'\n[[requirement]]\nid = "X{area}.{number}"\narea = "X{area}"\nclass = "{keep["class"][0]["id"]}"\n'
            )
            lines += 'text.sv = "Ett krav som är så långt som krav brukar vara i en checklista av det här slaget."\n'
    loaded = loads(lines, "large.toml")
    assert loaded.rubric is not None, loaded.problems
    return PinnedRubric(loaded.content_hash, loaded.text, loaded.rubric)


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    pinned = large_rubric()
    areas = tuple(
        AreaJudgement(
            area.id, "B", "Därför.", "Så. " * 50, "Bra. " * 20, "Sämre. " * 20, "Kan bli. " * 20, "Tack.",
            tuple(FoundRequirement(r.id, "met", "Sett i schemat.") for r in pinned.model.requirements_of(area.id)),
        )
        for area in pinned.model.areas
    )  # fmt: skip
    inspection = Inspection("U-1", "1", date(2020, 1, 1), ("Ada",), Judgement.JOINT, "", areas)
    path = Path(tempfile.mkdtemp()) / "large.xlsx"
    write_template(path, pinned, UNIT, "1", "sv", inspection)

    def twice() -> None:
        openpyxl.load_workbook(path)
        openpyxl.load_workbook(path, data_only=True)

    def ours(sandbox: Sandbox) -> None:
        book, _ = sandbox.open(path)
        assert book is not None
        workbook = recognise(book)
        assert workbook.cover is not None
        found = read_inspection(workbook, workbook.cover, pinned.model, None)
        assert found.inspection == inspection

    def ours_alone() -> None:
        with Sandbox() as sandbox:
            ours(sandbox)

    twice()
    with Sandbox() as warm:
        ours(warm)
        pairs = [(seconds(twice), seconds(ours_alone), seconds(lambda: ours(warm))) for _ in range(RUNS)]
    for name, index in (("one file, child process started for it", 1), ("one of many files", 2)):
        ratios = sorted(pair[index] / pair[0] for pair in pairs)
        print(f"{name}: {statistics.median(ratios):.2f} times openpyxl ({ratios[0]:.2f}–{ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
