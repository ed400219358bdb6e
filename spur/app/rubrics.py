"""The shipped rubrics, and rubrics in files of one's own."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from spur.ledger.reading import View
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.rubric.load import Loaded, load, loads
from spur.rubric.model import PinnedRubric
from spur.rubric.shelf import Shelf
from spur.shipped import shipped


def shelf() -> Shelf:
    """The shipped rubrics."""
    return Shelf(shipped("rubrics"))


def find_rubric(name: str) -> Loaded:
    """A rubric with its problems, by ``id@version`` from the shipped ones or by the path of a ``.toml`` file."""
    return shelf().find(name)


def check_rubric(path: Path) -> Loaded:
    """A rubric file with everything that is wrong with it."""
    return shelf().find(str(path)) if path.suffix == ".toml" else load(path)


def pinned_rubric(name: str) -> PinnedRubric:
    """A rubric without problems, by ``id@version`` or path. Raises InvalidInput with all of its problems."""
    return _sound(find_rubric(name))


def grading_rubric(name: str) -> PinnedRubric:
    """A rubric without problems by which units are graded; raises InvalidInput also where it grades nothing."""
    pinned = pinned_rubric(name)
    if not pinned.model.grades or not pinned.model.areas:
        raise InvalidInput([Problem(Code.RUBRIC_GRADES_NOTHING, Place(""), found=pinned.model.key)])
    return pinned


def kept_rubric(view: View, rubric_hash: str) -> PinnedRubric:
    """A rubric that something in the database is pinned to."""
    return _kept(view.rubric_source(rubric_hash), rubric_hash)


@lru_cache(maxsize=16)
def _kept(source: str, rubric_hash: str) -> PinnedRubric:
    """A report on fifty units asks for the same few again and again, and each takes a fiftieth of a second to read."""
    return _sound(loads(source, rubric_hash))


def rubric_of_round(view: View, round_: str, *, drafts: bool = False, also: Sequence[Problem] = ()) -> PinnedRubric:
    """The one rubric that the round's grades and answers are pinned to; unlike versions are never mixed in a report.
    Raises InvalidInput where there are several, or, with ``also``, where nothing counts."""
    found = [kept_rubric(view, rubric_hash) for rubric_hash in view.rubrics_of_round(round_, drafts=drafts)]
    if not found:
        raise InvalidInput([Problem(Code.NOTHING_TO_REPORT, Place(""), found=round_), *also])
    if len(found) > 1:
        versions = ", ".join(sorted(f"{each.model.key} ({each.hash[:8]})" for each in found))
        raise InvalidInput([Problem(Code.RUBRICS_MIXED, Place(""), found=round_, also=versions)])
    return found[0]


def _sound(loaded: Loaded) -> PinnedRubric:
    if loaded.rubric is None:
        raise InvalidInput(loaded.problems)
    return PinnedRubric(loaded.content_hash, loaded.text, loaded.rubric)
