"""A file that people send in: a list of actions, or a plain table of recommendations."""

from dataclasses import dataclass
from pathlib import Path

from spur.app.texts import is_workbook
from spur.intake.actions.recognise import Recognised, recognise_actions
from spur.intake.copied import copied
from spur.intake.part import Refused
from spur.intake.sandbox import Sandbox
from spur.records.problem import Code, InvalidInput, Place, Problem


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened: a list of actions or, where ``book`` is None, a plain table (whose hash its reader
    tells)."""

    path: Path
    hash: str
    book: Recognised | None
    problems: tuple[Problem, ...]

    def about(self, region: str | None, round_: str | None) -> tuple[str, str]:
        """The region and the round that the file is about: what it says itself, else what was named. Raises
        InvalidInput where neither does."""
        if self.book is not None and self.book.cover is not None:
            return self.book.cover.region, self.book.cover.round
        if region is None or round_ is None:
            raise InvalidInput([Problem(Code.ACTIONS_REGION, Place(self.path.name))])
        return region, round_


def open_list(path: Path) -> Opened:
    if not path.is_file():
        return Opened(path, "", None, (Problem(Code.FILE_MISSING, Place(path.name), found=str(path)),))
    if not is_workbook(path):
        return Opened(path, "", None, ())
    try:
        with copied(path) as (copy, file_hash), Sandbox() as sandbox:
            book, notices = sandbox.open(copy)
    except Refused as refused:
        return Opened(path, "", None, (refused.problem(path.name),))
    if book is None:
        return Opened(path, file_hash, None, notices)
    recognised = recognise_actions(book)
    problems = (*notices, *(() if recognised.cover else recognised.problems))
    return Opened(path, file_hash, recognised, problems)
