"""How a report was asked for: ``report.json`` beside its files, with which the same can be asked again.

It holds the words of the command, the settings that were in force, and what of the report could not be told beside
earlier ones (``barred``); no clock, no path, nothing of the data and nothing that people wrote, so the same report
always has the same bytes.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from spur import __version__
from spur.app.gathering import Asked
from spur.records.problem import Code, InvalidInput, Place, Problem, nearest
from spur.wording import Lang

FILE = "report.json"


@dataclass(frozen=True, slots=True)
class AskedOfIndicators:
    """What a report on indicators is written by: ``rubric_hash`` is that of the rubric whose indicators they are."""

    lang: Lang
    rubric_hash: str


@dataclass(frozen=True, slots=True)
class AskedOfCalibration:
    """What a report for a calibration meeting is written by: of one region's units, or of all."""

    lang: Lang
    region: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """A report: ``id`` is the region's, the group's (``REGION:GROUP``) or the unit's; of indicators the rubric's
    (``id@version``), of a calibration the round. ``files`` are the names of those that it was written to, ``spur`` the
    version that wrote them."""

    kind: Literal["region", "group", "unit", "indicators", "calibration"]
    id: str
    asked: Asked | AskedOfIndicators | AskedOfCalibration
    files: tuple[str, ...] = ()
    spur: str = __version__

    def write(self, path: Path, files: Iterable[str]) -> None:
        """Write it as JSON. ``files`` are what is written with it."""
        head = {"spur": self.spur, "kind": self.kind, "id": self.id, "files": sorted(files)}
        asked = TypeAdapter(type(self.asked)).dump_python(self.asked, mode="json")
        if asked.get("settings"):
            asked["settings"]["look"] = {}  # how it looks has no part in its figures, and a logo lies somewhere
        asked.pop("chapters", None)
        path.write_bytes(f"{json.dumps(head | asked, ensure_ascii=False, indent=2)}\n".encode())


def read_request(path: Path) -> Request:
    """The request that lies at ``path``: a report's folder, its report.json, or any of its files. Raises InvalidInput
    where there is none, with a report nearby that may be meant, or where it cannot be read."""
    beside = path / FILE if path.is_dir() else path.with_name(FILE)
    try:
        text = beside.read_bytes()
    except OSError:
        near = _nearby(path)
        likely = near[0] if len(near) == 1 else nearest(str(path), near)
        problem = Problem(Code.REPORT_UNKNOWN, Place(""), str(path), tuple(near), likely)
        raise InvalidInput([problem]) from None
    if not path.exists():
        likely = nearest(str(path), [str(each) for each in beside.parent.iterdir()])
        raise InvalidInput([Problem(Code.FILE_MISSING, Place(""), str(path), suggestion=likely)])
    try:
        return _parsed(text)
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise InvalidInput([Problem(Code.REPORT_DAMAGED, Place(FILE), str(beside), also=_why(error))]) from error


def folder_of(path: Path) -> Path:
    """The folder that a report's files lie in."""
    return path if path.is_dir() else path.parent


def asked_as(request: Request, lang: Lang) -> Request:
    """The same, to be told of in this language."""
    return replace(request, asked=replace(request.asked, lang=lang))


def _parsed(text: bytes) -> Request:
    told: dict[str, Any] = dict(json.loads(text))
    head = {key: told.pop(key) for key in ("spur", "kind", "id", "files")}
    of_kind = {"indicators": AskedOfIndicators, "calibration": AskedOfCalibration}
    adapter: TypeAdapter[Any] = TypeAdapter(of_kind.get(head["kind"], Asked))
    asked = adapter.validate_json(json.dumps(told), strict=True)
    return TypeAdapter(Request).validate_python(head | {"asked": asked, "files": tuple(head["files"])})


def _nearby(path: Path) -> list[str]:
    """The folders with a report in or beside the place where one was looked for."""
    folder = path if path.is_dir() else next((each for each in path.parents if each.is_dir()), Path())
    try:
        return sorted(str(found.parent) for found in folder.glob(f"*/{FILE}"))
    except OSError:
        return []


def _why(error: Exception) -> str:
    """What is wrong, in short and on one line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return " ".join(str(error).split())
