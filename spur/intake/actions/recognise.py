"""A book → the sheets of a list of actions, and what the list says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from spur.intake.actions.form import ABOUT, ACTIONS, FORMAT, LABEL, LISTED, NUMBER, RECOMMENDATIONS, RULES, VALUE, About
from spur.intake.book import Book
from spur.intake.marked import marked_pages
from spur.intake.recognised import Page
from spur.records.problem import Code, Place, Problem
from spur.wording import LANGUAGES, Lang


@dataclass(frozen=True, slots=True)
class Cover:
    """What a list says of itself. ``listed`` are the rows that it was written with: their names by their keys."""

    round: str
    region: str
    rubric_hash: str
    lang: Lang
    listed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A workbook's sheets of spur's; ``cover`` is None where it is no list of actions, or one that cannot be read."""

    file: str
    cover: Cover | None
    pages: Mapping[str, Page]
    problems: tuple[Problem, ...]


def recognise_actions(book: Book) -> Recognised:
    kinds = (ACTIONS, RECOMMENDATIONS, RULES, ABOUT)
    pages, problems = marked_pages(book, kinds, {ACTIONS: LABEL, RECOMMENDATIONS: NUMBER})
    about = pages.get(ABOUT)
    if about is None or not pages.keys() & {ACTIONS, RECOMMENDATIONS}:
        return Recognised(book.file, None, {}, (Problem(Code.ACTIONS_FOREIGN, Place(book.file), found=book.file),))
    said = {each: about.entry(each, VALUE).text for each in About}
    if said[About.FORMAT] != str(FORMAT):
        problem = Problem(Code.WORKBOOK_FORMAT, Place(book.file), found=said[About.FORMAT], also=str(FORMAT))
        return Recognised(book.file, None, {}, (problem,))
    lang = next((lang for lang in LANGUAGES if lang == said[About.LANGUAGE]), LANGUAGES[0])
    listed = {row.removeprefix(LISTED): about.entry(row, VALUE).text for row in about.rows if row.startswith(LISTED)}
    cover = Cover(said[About.ROUND], said[About.REGION], said[About.RUBRIC], lang, listed)
    return Recognised(book.file, cover, pages, tuple(problems))
