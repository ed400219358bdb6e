"""The guides that are shipped: one page for each of those who work with spur, in each language."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spur.app.output import write_files
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.report.html.guide import guide_page, title_of
from spur.shipped import shipped
from spur.wording import Lang

_NAMES: tuple[Mapping[Lang, str], ...] = (
    {"sv": "inspektor", "en": "inspector"},
    {"sv": "studierektor", "en": "study-director"},
    {"sv": "region", "en": "region"},
)


@dataclass(frozen=True, slots=True)
class Guide:
    """``name`` is that of its file and what it is asked for by, ``title`` its heading."""

    name: str
    title: str
    lang: Lang
    path: Path


def guides(lang: Lang) -> tuple[Guide, ...]:
    """All guides in a language."""
    folder = shipped("docs/guides") / lang
    paths = [folder / f"{names[lang]}.md" for names in _NAMES]
    return tuple(Guide(path.stem, title_of(path.read_text(encoding="utf-8")), lang, path) for path in paths)


def find_guide(role: str, lang: Lang) -> Guide | None:
    """The guide for a role, told in either language, with or without the dots over its letters."""
    letters = unicodedata.normalize("NFKD", role.strip().casefold().replace(" ", "-"))
    asked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    found = (guide for names, guide in zip(_NAMES, guides(lang), strict=True) if asked in names.values())
    return next(found, None)


def write_guide(guide: Guide, path: Path) -> None:
    """The guide as a web page in one file. Raises InvalidInput where the file is there already."""
    if path.exists():
        raise InvalidInput([Problem(Code.OUTPUT_EXISTS, Place(path.name), found=str(path))])
    folder = guide.path.parent
    page = guide_page(guide.path.read_text(encoding="utf-8"), lambda name: (folder / name).read_bytes(), guide.lang)

    def write(part: Path) -> None:
        part.write_text(page, encoding="utf-8")

    write_files({path: write})
