"""The first page: the few numbers, the strengths and the weaknesses that a board reads."""

from collections.abc import Iterator
from itertools import islice

from spur.analysis.figure import Figure
from spur.report.document import Block, Bullets, KeyFigures, Paragraph, Section
from spur.report.material import Material
from spur.report.prose import baseline, rounds
from spur.report.prose.areas import below, reaching
from spur.report.prose.compared import Compared, Comparison, counted, of_one_class
from spur.report.prose.questions import ends_of, listed, overall
from spur.report.prose.responses import rates
from spur.report.prose.roles import agreement
from spur.report.prose.suggestions import most_common
from spur.report.region.answers import answer, asked_questions, overall_questions
from spur.report.region.between import differing_areas
from spur.report.region.options import option_sets, told_first
from spur.report.region.rounds import round_sentences
from spur.statistics.comparison import Verdict

NAMED = 3  # questions named as the highest and as the lowest


def summary_chapter(m: Material) -> list[Section]:
    """Key figures and who answered; then strengths, weaknesses and comparisons as sentences, on one page."""
    if m.only_asks:
        return _of_a_survey(m)
    key_figures: list[tuple[Figure, str]] = []
    if m.has_grades():
        key_figures.append((m.of_region("units", "n"), m("summary.units")))
        total = m.of_region("total", "mean")
        if total.value is not None:
            key_figures.append((total, m("summary.total", maximum=m.rubric.max_total)))
    if m.has_answers():
        key_figures.append(
            (m.of_region("responses", "n", role=m.role), m("summary.responses", role=m.role_title(m.role)))
        )
        shares = [answer(m, question, "share_positive") for question in overall_questions(asked_questions(m))]
        key_figures += [(share, m("summary.overall")) for share in shares if share.value is not None]
    blocks: list[Block] = [KeyFigures(tuple(key_figures))]
    if lead := " ".join(_who_answered_what(m)):
        blocks.append(Paragraph(lead))
    parts = {"strengths": _strengths(m), "weaknesses": _weaknesses(m), "comparisons": _comparisons(m)}
    told = {title: tuple(sentences) for title, sentences in parts.items()}
    return [
        Section(m("summary.title"), tuple(blocks), tab=m("summary.tab")),
        *(Section(m.said(f"summary.{title}"), (Bullets(own),), level=2) for title, own in told.items() if own),
    ]


def _of_a_survey(m: Material) -> list[Section]:
    """Who answered, and which questions stand out."""
    key_figures = [(m.of_region("units", "n"), m("summary.units"))]
    for role in m.answering_roles:
        key_figures.append((m.of_region("responses", "n", role=role), m("summary.responses", role=m.role_title(role))))
    blocks: list[Block] = [KeyFigures(tuple(key_figures))]
    sentences = tuple(sentence for questions in option_sets(m) for sentence in told_first(m, questions))
    if sentences:
        blocks.append(Bullets(sentences))
    return [Section(m("summary.title"), tuple(blocks), tab=m("summary.tab"))]


def _who_answered_what(m: Material) -> Iterator[str]:
    """The overall judgement and the response rates."""
    if m.has_answers():
        yield from overall(m, m.region.whole, m.role, overall_questions(asked_questions(m)))
    yield from rates(m, m.region.whole)


def _reaching(m: Material) -> Iterator[str]:
    return reaching(m, m.region.whole, with_shares=True)


def _brackets(m: Material) -> str:
    """What stands in brackets after an area: told once."""
    return m.said("areas.explained", line=m.rubric.grading.line)


def _strengths(m: Material) -> Iterator[str]:
    if m.has_grades():
        yield from (f"{sentence} {_brackets(m)}" for sentence in _reaching(m))
    yield from _questions(m, "highest")
    for comparison, told, key in _compared(m):
        yield from of_one_class(m, comparison, told, key, Verdict.MORE)


def _weaknesses(m: Material) -> Iterator[str]:
    if m.has_grades():
        lacking = below(m, m.region.whole, with_shares=True)
        yield from lacking if any(_reaching(m)) else (f"{sentence} {_brackets(m)}" for sentence in lacking)
    yield from _questions(m, "lowest")
    for comparison, told, key in _compared(m):
        yield from of_one_class(m, comparison, told, key, Verdict.LESS)
    yield from most_common(m, m.role, named=1)


def _comparisons(m: Material) -> Iterator[str]:
    country = baseline.with_the_country(m)
    if m.has_answers():
        yield from filter(None, [counted(m, country)] if country is not None else [])
        yield from islice(round_sentences(m), 1)
    if m.has_grades():
        yield from differing_areas(m)
    yield from agreement(m)


def _questions(m: Material, end: str) -> Iterator[str]:
    """The questions with the most or the least positive answers."""
    if m.has_answers():
        of_areas = [question for question in asked_questions(m) if question.area]
        highest, lowest = ends_of(m, m.region.whole, m.role, of_areas, NAMED)
        if own := highest if end == "highest" else lowest:
            yield m.said(f"questions.{end}", questions=listed(m, m.region.whole, m.role, own))


def _compared(m: Material) -> Iterator[tuple[Comparison, list[Compared], str]]:
    """What the answers are compared with, as far as any question is, and how a question is told then."""
    if not m.has_answers():
        return
    country, then = baseline.with_the_country(m), rounds.with_the_earlier(m, m.region.whole)
    if country is not None and (told := baseline.questions_of(m, country, asked_questions(m))):
        yield country, told, baseline.NAMED
    if then is not None and (told := rounds.changes(m, then)):
        yield then, told, rounds.NAMED
