"""Lists of actions that have come back: what in them is new is kept, of all of them or of none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spur.app.actions.against import Pending, known_now
from spur.app.actions.opened import Opened, open_list
from spur.app.imports import import_of_file
from spur.app.known import known
from spur.app.rubrics import rubric_of_round
from spur.intake.actions.read import read_actions, read_recommendations
from spur.ledger.acting import ActionImport
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.action import ActionFile
from spur.records.problem import Code, InvalidInput, Problem, any_errors
from spur.records.reading import Reading
from spur.rubric.model import PinnedRubric
from spur.wording import LANGUAGES, Lang


@dataclass(frozen=True, slots=True)
class ImportedActions:
    """What became of a list: how many actions and recommendations it changed, as which import, and how many rows that
    somebody else had changed meanwhile were left as they stand; ``number`` is None where nothing in it is new,
    ``already`` where the file had been read before."""

    file: str
    events: int
    recommendations: int
    number: int | None
    already: bool
    problems: tuple[Problem, ...]
    left: int = 0


def import_actions(
    db: str,
    paths: Sequence[Path],
    *,
    region: str | None = None,
    round_: str | None = None,
    skip_stale: bool = False,
    lang: Lang = LANGUAGES[0],
) -> list[ImportedActions]:
    """Keep what lists say that is new, all of them or none. Raises InvalidInput with every problem of every file.
    ``region`` and ``round_`` are for a plain table of recommendations, which does not say them itself. Rows that
    somebody else has changed since a list was written are errors; with ``skip_stale`` they are told of and left.
    ``lang`` is the language in which they are told of."""
    ledger = Ledger.open(db)
    opened = [open_list(path) for path in paths]
    problems = [problem for each in opened for problem in each.problems]
    if any_errors(problems):
        raise InvalidInput(problems)
    results: list[ImportedActions] = []

    def decide(view: View) -> list[ActionImport]:
        importing = _Importing(view, lang, skip_stale=skip_stale)
        for each in opened:
            importing.take(each, *each.about(region, round_))
        told = [problem for result in importing.results for problem in result.problems]
        if any_errors(told):
            raise InvalidInput(told)
        results.extend(importing.results)
        return importing.items

    numbers = iter(ledger.keep_actions(decide))
    return [
        replace(each, number=next(numbers).number) if each.events or each.recommendations else each for each in results
    ]


class _Importing:
    """Files one after the other, each seen after those before it, which are being kept with it."""

    def __init__(self, view: View, lang: Lang, *, skip_stale: bool) -> None:
        self.view, self.lang, self.skip_stale = view, lang, skip_stale
        self.items: list[ActionImport] = []
        self.results: list[ImportedActions] = []
        self._hashes: set[str] = set()
        self._pending: dict[str, list[Pending]] = {}

    def take(self, opened: Opened, region: str, round_: str) -> None:
        name = opened.path.name
        known(round_, self.view.rounds(), Code.ROUND_UNKNOWN)
        kept = self.view.action_files(round_)
        if opened.hash in kept or opened.hash in self._hashes:
            self._already(name, kept.get(opened.hash), opened.problems)
            return
        pinned, pending = rubric_of_round(self.view, round_), self._pending.setdefault(round_, [])
        reading, left = self._read(opened, region, round_, pinned, pending)
        file_hash = opened.hash or reading.hash
        if file_hash in kept or file_hash in self._hashes:
            self._already(name, kept.get(file_hash), ())
            return
        self._hashes.add(file_hash)
        problems = (*opened.problems, *reading.problems)
        file = next(iter(reading.records), None)
        if file is None:
            self.results.append(ImportedActions(name, 0, 0, None, False, problems, left))
            return
        pending.append(Pending(name, file))
        new = import_of_file("actions", opened.path, file_hash)
        self.items.append((replace(new, rubric_hash=pinned.hash, round=round_, name=region or None), pinned, file))
        counts = len(file.events), len(file.recommendations)
        self.results.append(ImportedActions(name, *counts, None, False, problems, left))

    def _already(self, name: str, number: int | None, problems: tuple[Problem, ...]) -> None:
        self.results.append(ImportedActions(name, 0, 0, number, True, problems))

    def _read(
        self, opened: Opened, region: str, round_: str, pinned: PinnedRubric, pending: Sequence[Pending]
    ) -> tuple[Reading[ActionFile], int]:
        against = known_now(self.view, opened, region, round_, pinned, pending, self.lang)
        if opened.book is None:
            return read_recommendations(opened.path, against), 0
        return read_actions(opened.book, replace(against, skip_stale=self.skip_stale))
