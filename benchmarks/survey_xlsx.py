"""How long reading a survey's workbook takes, as a ratio to python-calamine reading the same file.

    python benchmarks/survey_xlsx.py [ROWS]

60 columns: the response, its unit and role, and 57 answers (numbers 1–5, a twentieth blank). The reader may take 1.5
times as long as calamine alone, and the guard's own time. Both are counted with the start of a process of their own.
Seconds vary with the machine; the ratio is what counts.
"""

import io
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from survey_csv import QUESTIONS, ROLES, UNITS, rubric, units

from spur.intake.guard import admit
from spur.intake.sheetscan import SheetScan
from spur.intake.survey.read import read_survey
from spur.intake.survey.sheet_sandboxed import LIMITS

ROWS, RUNS = 50_000, 5

CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
for row in CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python():
    pass
"""


def make(path: Path, rows: int) -> None:
    chance = random.Random(2020)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Svar")
        sheet.write_row(0, 0, ["response_id", "unit_id", "role", *(f"q{n}" for n in range(QUESTIONS))])
        for row in range(1, rows + 1):
            answers = chance.choices((1, 2, 3, 4, 5, None), (19, 19, 19, 19, 19, 5), k=QUESTIONS)
            sheet.write_row(row, 0, [f"R{row}", f"U-{row % UNITS}", ROLES[row % 2], *answers])


def seconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    model, known = rubric(), units()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.xlsx"
        make(path, rows)

        def calamine() -> None:
            subprocess.run([sys.executable, "-c", CALAMINE, str(path)], check=True)

        def guard() -> None:
            admit(io.BytesIO(path.read_bytes()), path, LIMITS, SheetScan)

        def reader() -> None:
            with read_survey(path, model, known) as stream:
                assert sum(1 for _ in stream) == rows
            assert not stream.failed, stream.problems

        print(f"{rows} rows of {QUESTIONS + 3} columns, {path.stat().st_size / 1_000_000:.0f} MB")
        runs = [(seconds(calamine), seconds(guard), seconds(reader)) for _ in range(RUNS)]
        alone, guarded, read = (statistics.median(each) for each in zip(*runs, strict=True))
        print(f"calamine alone {alone:.1f} s, the guard {guarded:.1f} s, the reader in all {read:.1f} s")
        ratios = sorted((read - guarded) / alone for alone, guarded, read in runs)
        print(f"without the guard: {statistics.median(ratios):.2f} times calamine ({ratios[0]:.2f}–{ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
