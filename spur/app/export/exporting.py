"""A ledger out into a folder: flat tables, the rubrics' files, and a manifest with every file's hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from spur import __version__
from spur.app.export.cells import SurveyTable, cell_of
from spur.app.export.files import Files, Ticked
from spur.app.output import new_folder
from spur.app.rubrics import kept_rubric
from spur.intake.table import Progress
from spur.ledger.ledger import Ledger
from spur.ledger.whole import FLAT, Whole, columns_of
from spur.records.problem import InvalidInput
from spur.rubric.model import PinnedRubric
from spur.wording import LANGUAGES, Wording

README = "README.md"
FOLDER_OF_RUBRICS = "rubrics"


@dataclass(frozen=True, slots=True)
class Exported:
    """A folder that was written: how many files, and how many rows in their tables."""

    folder: Path
    files: int
    rows: int


def export_database(db: str, folder: Path, progress: Progress | None = None) -> Exported:
    """Write everything that a ledger holds, as it stands at one moment and while others work in it, into a new or empty
    folder. A ledger with a fault in it is not exported. The same content gives the same bytes."""
    with Ledger.open(db).whole() as whole, new_folder(folder) as part:
        if faults := tuple(whole.verify()):
            raise InvalidInput(faults)
        (part / FOLDER_OF_RUBRICS).mkdir()
        files = Files(part, ticking(progress, whole.size()))
        write_tables(whole, files)
        files.text(README, _readme())
        files.manifest(__version__)
    return Exported(folder, len(files.entries) + 1, sum(entry.rows or 0 for entry in files.entries.values()))


def write_tables(whole: Whole, files: Files) -> None:
    """The rubrics and tables of an export. Tables that hold nothing are there too, but those of responses."""
    rubrics = [kept_rubric(whole, rubric_hash) for rubric_hash in whole.rubrics()]
    for pinned in rubrics:
        files.text(f"{FOLDER_OF_RUBRICS}/{_name(pinned)}.toml", pinned.text)
    for name in FLAT:
        columns = columns_of(name)
        rows = (list(map(cell_of, row, columns)) for row in whole.rows(name))
        files.table(file_of(name), [column.name for column in columns], rows)
    for pinned in rubrics:
        table, responses = SurveyTable(pinned), whole.responses(pinned.hash)
        if first := next(responses, None):
            files.table(
                survey_file_of(pinned), table.header, (table.cells(*each) for each in chain([first], responses))
            )


def file_of(name: str) -> str:
    return f"{name}.csv"


def survey_file_of(pinned: PinnedRubric) -> str:
    return f"survey-{_name(pinned)}.csv"


def _name(pinned: PinnedRubric) -> str:
    return f"{pinned.model.id}-{pinned.model.version}-{pinned.hash[:8]}"


def ticking(progress: Progress | None, rows: int) -> Ticked:
    """What is to be told of each so many rows; it tells the share of all."""
    done = 0

    def ticked(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(min(done / max(rows, 1), 1.0))

    return ticked


def _readme() -> str:
    """What the files are, in every language."""
    return "\n".join(chain.from_iterable(map(_lines, map(Wording, LANGUAGES))))


def _lines(said: Wording) -> Iterator[str]:
    yield f"# {said('export.title')}\n"
    for paragraph in ("what", "back", "form"):
        yield f"{said(f'export.{paragraph}')}\n"
    for name in FLAT:
        yield f"* `{file_of(name)}`: {said(f'export.file.{name}')}"
    for name, file in (("survey", "survey-….csv"), ("rubrics", f"{FOLDER_OF_RUBRICS}/"), ("manifest", "manifest.json")):
        yield f"* `{file}`: {said(f'export.file.{name}')}"
    yield ""
