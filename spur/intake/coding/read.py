"""A filled-in coding workbook → codings, with every mistake at its cell.

What a row says counts as a whole: a row without a category says nothing, and an earlier coding of its text stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spur.intake.book import Book
from spur.intake.coding.form import (
    ABOUT,
    CATEGORIES,
    CODING,
    FORMAT,
    NO_CATEGORY,
    QUOTATION,
    QUOTING,
    RULES,
    SEPARATOR,
    TEXT,
    VALUE,
    About,
    Quoting,
    category_names,
    no_category,
    quoting_names,
    quoting_word,
)
from spur.intake.coding.personal import Watch
from spur.intake.marked import beginning, marked_pages
from spur.intake.recognised import Entry, Page
from spur.intake.workbook import printed
from spur.records.problem import Code, Place, Problem, any_errors, nearest
from spur.records.reading import Reading
from spur.records.response import Coding, KeptText
from spur.rubric.model import Rubric
from spur.rubric.parts import folded
from spur.wording import LANGUAGES, Lang, Wording


@dataclass(frozen=True, slots=True)
class _Known:
    """What a row is read against."""

    texts: Mapping[str, KeptText]
    names: Mapping[str, str]
    titles: tuple[str, ...]
    quoting: Mapping[str, Quoting]
    watch: Watch
    lang: Lang


def read_coding(
    book: Book, round_: str, texts: Mapping[str, KeptText], rubric: Rubric, watch: Watch
) -> Reading[Coding]:
    """Read the codings that say something new of the round's ``texts`` (by key, see ``form.by_key``). A row is used if
    it is coded, new or not."""
    pages, problems = marked_pages(book, (CODING, RULES, ABOUT), {CODING: TEXT})
    about, page = pages.get(ABOUT), pages.get(CODING)
    if about is None or page is None:
        return _unread(Problem(Code.CODING_FOREIGN, Place(book.file), found=book.file))
    said = {each: about.entry(each, VALUE).text for each in About}
    if said[About.FORMAT] != str(FORMAT):
        return _unread(Problem(Code.WORKBOOK_FORMAT, Place(book.file), found=said[About.FORMAT], also=str(FORMAT)))
    if said[About.ROUND] != round_:
        return _unread(Problem(Code.CODING_ROUND, Place(book.file), found=said[About.ROUND], also=round_))
    lang = next((lang for lang in LANGUAGES if lang == said[About.LANGUAGE]), LANGUAGES[0])
    titles = (*(rubric.in_language(each.title, lang) for each in rubric.categories), no_category(lang))
    known = _Known(texts, category_names(rubric), titles, quoting_names(), watch, lang)
    lacking = [each for each in (TEXT, *CATEGORIES, QUOTING, QUOTATION) if each not in page.columns]
    problems += [
        Problem(Code.SHEET_COLUMN_MISSING, Place(book.file, page.sheet.title), Wording(lang)(f"coding.column.{each}"))
        for each in lacking
    ]
    codings: list[Coding] = []
    used = 0
    for key in page.rows if not lacking else ():
        coding = _row(page, key, known)
        if coding is not None:
            used += 1
            if coding != texts[key].coding:
                codings.append(coding)
    problems += page.problems
    if not used and not any_errors(problems):
        problems.append(Problem(Code.CODING_EMPTY, Place(book.file, page.sheet.title)))
    return Reading(tuple(codings), tuple(problems), len(page.rows), used)


def _unread(problem: Problem) -> Reading[Coding]:
    return Reading((), (problem,), 0, 0)


def _row(page: Page, key: str, known: _Known) -> Coding | None:
    """What the row makes of its text; None, perhaps with problems added to the page's, where that is nothing."""
    text = known.texts.get(key)
    shown = page.entry(key, TEXT)
    if text is None:
        page.problems.append(Problem(Code.TEXT_UNKNOWN, shown.place, beginning(shown.text)))
        return None
    if shown.text.split() != printed(text.text).split():
        page.problems.append(Problem(Code.TEXT_CHANGED, shown.place, beginning(shown.text)))
        return None
    entries = [page.entry(key, column) for column in CATEGORIES]
    categories = [name for entry in entries for name in _categories(page, entry, known)]
    quoting_entry, quotation_entry = page.entry(key, QUOTING), page.entry(key, QUOTATION)
    quoting = _quoting(page, quoting_entry, known)
    quotation = quotation_entry.text if quotation_entry.text.strip() else ""
    if not any(entry.text.strip() for entry in entries):
        if quoting is not Quoting.NO or quotation:
            page.problems.append(Problem(Code.CODING_WITHOUT_CATEGORY, entries[0].place, allowed=known.titles))
        return None
    chosen = tuple(dict.fromkeys(name for name in categories if name != NO_CATEGORY))
    if chosen and NO_CATEGORY in categories:
        page.problems.append(Problem(Code.CODING_CONTRADICTS, entries[0].place, found=no_category(known.lang)))
    flagged = known.watch.seen(text.text) or known.watch.seen(quotation)
    if quoting is Quoting.YES and flagged:
        seen = ", ".join(each.text for each in flagged)
        allowed = (quoting_word(Quoting.NO, known.lang), quoting_word(Quoting.CHECKED, known.lang))
        page.problems.append(Problem(Code.QUOTE_UNCHECKED, quoting_entry.place, found=seen, allowed=allowed))
    if quotation and quoting is Quoting.NO:
        page.problems.append(Problem(Code.QUOTE_UNUSED, quotation_entry.place, beginning(quotation)))
    return Coding(text.id, chosen, quoting is not Quoting.NO, quotation)


def _categories(page: Page, entry: Entry, known: _Known) -> Iterator[str]:
    """The categories that a cell names, one or several with semicolons between; a problem for each unknown one."""
    names = [entry.text] if folded(entry.text) in known.names else entry.text.split(SEPARATOR)
    for name in (each for each in names if each.strip()):
        category = known.names.get(folded(name))
        if category is not None:
            yield category
        else:
            suggestion = nearest(name.strip(), known.titles)
            page.problems.append(
                Problem(Code.CATEGORY_UNKNOWN, entry.place, name.strip(), known.titles, suggestion)
            )  # fmt: skip


def _quoting(page: Page, entry: Entry, known: _Known) -> Quoting:
    if not entry.text.strip():
        return Quoting.NO
    quoting = known.quoting.get(folded(entry.text))
    if quoting is None:
        allowed = tuple(quoting_word(each, known.lang) for each in Quoting)
        page.problems.append(Problem(Code.QUOTING_UNKNOWN, entry.place, entry.text, allowed))
    return quoting or Quoting.NO
