"""The coding workbook: one free text a row, with its categories and whether it may be quoted.

As with the inspector's workbook (``spur.intake.workbook``) nothing is found by its place. Column A (hidden) holds a key
for each text, row 1 (hidden) an id for each column, and cell A1 says what the sheet is, so that rows may be sorted,
filtered or taken away and the same texts are found.

    A1                    rows (column A)            columns (row 1)
    spur:coding           a text's key               text · category-1 … 3 · quoting · quotation
    spur:coding-rules     none: nothing is read
    spur:coding-about     format · round · rubric    value   (hidden sheet)

A key tells a text from its round, question, response and words, and gives none of them away: whoever codes is not to
see which texts are one person's. It is the same in another database with the same texts.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from spur.intake.coding.personal import Seen
from spur.records.response import Coding, KeptText
from spur.rubric.model import Rubric
from spur.rubric.parts import folded
from spur.wording import LANGUAGES, Lang, Wording

FORMAT = 1
"""Raised whenever an older reader would misread a newer workbook."""

MOST_LINES = 10_000
"""Texts in one workbook: the guard against hostile files lets in twelve cells for each of a few more."""

CODING, RULES, ABOUT = "spur:coding", "spur:coding-rules", "spur:coding-about"
TEXT, QUOTING, QUOTATION, VALUE = "text", "quoting", "quotation", "value"
CATEGORIES = ("category-1", "category-2", "category-3")
SEPARATOR = ";"  # between categories in one cell: so that a proposal of several can be copied as it stands

NO_CATEGORY = ""
"""What stands for a text that none of the categories fits, where a category's id stands for others."""


class About(StrEnum):
    """The rows of the hidden sheet that tells what the workbook is."""

    FORMAT = "format"
    ROUND = "round"
    RUBRIC = "rubric"  # id@version
    LANGUAGE = "language"


class Quoting(StrEnum):
    """Whether a text may be printed as a quotation. ``CHECKED`` is what takes away the flag for personal data."""

    NO = "no"
    YES = "yes"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Line:
    """One text to be coded: ``whose`` it is as far as the coder may know, what the rubric's keywords propose, what in
    it looks like personal data, and what it was coded as before."""

    key: str
    text: str
    whose: str
    proposed: tuple[str, ...]
    seen: tuple[Seen, ...]
    coding: Coding | None = None


def by_key(round_: str, texts: Iterable[KeptText]) -> dict[str, KeptText]:
    """The round's texts by their keys, in their order. Equal texts of one response are told apart by their number."""
    seen: Counter[tuple[str, ...]] = Counter()
    keyed: dict[str, KeptText] = {}
    for each in texts:
        told = (round_, each.question, each.response_id, each.text)
        seen[told] += 1
        digest = hashlib.sha256(json.dumps([*told, seen[told]]).encode("ascii"))
        keyed[digest.hexdigest()[:24]] = each
    return keyed


def category_names(rubric: Rubric) -> Mapping[str, str]:
    """Everything by which a category may be named, folded: its id, and its title in any language; in every language,
    too, that none fits. Where a rubric's category is called that, the category is meant."""
    none = {folded(no_category(lang)): NO_CATEGORY for lang in LANGUAGES}
    own = {folded(name): each.id for each in rubric.categories for name in (*each.title.values(), each.id)}
    return none | own


def no_category(lang: Lang) -> str:
    return Wording(lang)("coding.no-category")


def quoting_names() -> Mapping[str, Quoting]:
    """The words for whether a text may be quoted, folded, in every language."""
    return {
        folded(name): each
        for each in Quoting
        for name in (each.value, *(quoting_word(each, lang) for lang in LANGUAGES))
    }


def quoting_word(quoting: Quoting, lang: Lang) -> str:
    return Wording(lang)(f"coding.quoting.{quoting}")
