"""The shelf that rubrics stand on: a folder of TOML files, found by ``id@version``, the published ones under lock."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from spur.records.problem import Code, Place, Problem, nearest
from spur.rubric.load import Loaded, load

LOCK = "LOCK"


@dataclass(frozen=True)
class Shelf:
    """The rubrics of a folder. A file's name is free: which rubric it holds, it says itself.

    The file ``LOCK`` lists the published ones, a line each: ``id@version sha256``. A published rubric whose content is
    not the listed one has been changed under those who used it, and is refused. Files are read once per shelf.
    """

    folder: Path

    def find(self, name: str) -> Loaded:
        """The rubric with this key (``spur-st@2018``), or in this ``.toml`` file, wherever it lies."""
        if name.endswith(".toml"):
            path = Path(name)
            return _locked(load(path), path)
        held = [path for path, loaded in self._files.items() if loaded.key == name]
        if not held:
            return self._unknown(name)
        path, *others = held
        loaded = _locked(self._files[path], path)
        twice = [Problem(Code.RUBRIC_DUPLICATE, Place(other.name), found=name, also=path.name) for other in others]
        return _refused(loaded, *twice) if twice else loaded

    def available(self) -> tuple[str, ...]:
        """The keys of the rubrics on the shelf, sorted; also of those that have problems."""
        return tuple(sorted({loaded.key for loaded in self._files.values() if loaded.key}))

    @cached_property
    def _files(self) -> dict[Path, Loaded]:
        return {path: load(path) for path in sorted(self.folder.glob("*.toml"))}

    def _unknown(self, name: str) -> Loaded:
        """Nothing has that key. It may stand in a file that cannot be read, so the problems of those are told too."""
        keys = self.available()
        unread = [problem for loaded in self._files.values() if not loaded.key for problem in loaded.problems]
        problem = Problem(Code.RUBRIC_UNKNOWN, Place(self.folder.name), name, keys, nearest(name, keys))
        return Loaded(None, "", "", (problem, *unread))


def _locked(loaded: Loaded, path: Path) -> Loaded:
    """The rubric, refused if it is published and not what the LOCK beside it says."""
    rubric = loaded.rubric
    if rubric is None or rubric.head.status != "published":
        return loaded
    line = (rubric.key, loaded.content_hash)
    if line in _lines(path.parent / LOCK):
        return loaded
    return _refused(loaded, Problem(Code.RUBRIC_CHANGED, Place(path.name), found=rubric.key, also=" ".join(line)))


def _refused(loaded: Loaded, *problems: Problem) -> Loaded:
    return replace(loaded, rubric=None, problems=(*loaded.problems, *problems))


def _lines(lock: Path) -> Iterator[tuple[str, ...]]:
    if lock.is_file():
        for line in lock.read_text(encoding="utf-8").splitlines():
            yield tuple(line.partition("#")[0].split())
