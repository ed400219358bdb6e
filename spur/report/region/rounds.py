"""What has changed since an earlier round: answers question by question, and grades where they mean the same."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure
from spur.analysis.rounds import SMALLEST_BASE, Earlier, Like
from spur.analysis.sides import SHARE
from spur.report.certainty import legend, marked
from spur.report.charts import difference_chart
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.prose.compared import counted, differing
from spur.report.prose.rounds import NAMED, changes, comparable, with_the_earlier
from spur.report.region.answers import asked_questions
from spur.report.region.differences import MAPPED, base, difference_section, mark_notes
from spur.report.region.round_bases import base_in_words, bases_in_words
from spur.report.region.round_grades import grade_sections
from spur.report.region.round_mix import has_mix, mix_sections
from spur.report.region.round_units import has_paired_units
from spur.rubric.model import Rubric
from spur.statistics.comparison import Verdict

ORDER = (Verdict.MORE, Verdict.LESS, Verdict.WITHIN, None)


def round_chapter(m: Material) -> list[Section]:
    """2020 report, "Jämförelse med tidigare resultat": shares then and now, with the difference and both n."""
    earlier = m.earlier
    if earlier is None:
        return []
    about: list[Block] = [Paragraph(m("rounds.lead", then=earlier.round, now=m.round))]
    if earlier.later:
        about.append(Paragraph(m("rounds.later", then=earlier.round, now=m.round)))
    blocks: list[Block] = []
    sections: list[Section] = []
    if m.has_answers():
        likes = _told_likes(m, earlier)
        blocks += _questions(m, earlier, likes)
        sections += [*mix_sections(m, earlier, likes), *_groups(m, earlier), *_apart(m, earlier)]
    sections += grade_sections(m, earlier)
    if not blocks and not sections:
        return []
    blocks = [*about, *blocks]
    return [Section(m("rounds.title", then=earlier.round), tuple(blocks), tab=m("rounds.tab")), *sections]


def round_methods(m: Material) -> list[str]:
    """The ways of counting that comparing the rounds had use of."""
    if m.earlier is None:
        return []
    has_bases = any(figure.statistic == SMALLEST_BASE for figure in m.figures)
    told = {"rounds": True, "rounds-base": has_bases, "rounds-mix": has_mix(m), "rounds-units": has_paired_units(m)}
    return [key for key, has in told.items() if has]


def round_sentences(m: Material) -> Iterator[str]:
    """How many of the questions can be compared and how many have changed, and which those are; nothing where none is
    compared."""
    then = with_the_earlier(m, m.region.whole)
    if then is None or not counted(m, then):
        return
    yield f"{comparable(m, then, len(asked_questions(m)))} {counted(m, then)}"
    yield from differing(m, then, changes(m, then), NAMED)


def _told_likes(m: Material, earlier: Earlier) -> list[Like]:
    return [like for like in earlier.questions if _put(m, like.here) and _told(m, like)]


def _questions(m: Material, earlier: Earlier, likes: list[Like]) -> list[Block]:
    if not likes:
        return []
    points = m.rubric.comparison.five_point_rule
    sentences = (*round_sentences(m), _bases(m, earlier, likes))
    told = [(_text(m, like), partial(_of, m, like)) for like in _in_order(m, likes)]
    return [
        Paragraph(m("rounds.rule", role=m.role_title(m.role), points=points)),
        *(Paragraph(sentence) for sentence in sentences if sentence),
        *difference_chart(m, m("plot.rounds", then=earlier.round), told),
        _question_table(m, earlier, likes),
        *([Paragraph(m("rounds.printed", then=earlier.round), "note")] if earlier.printed else []),
        *_untold(m, earlier),
    ]


def _bases(m: Material, earlier: Earlier, likes: list[Like]) -> str:
    """Of how many the printed shares must be for what is called a change to be one."""
    changed = [like for like in likes if _verdict(m, like) not in (Verdict.WITHIN, None)]
    names = [m.question_name(m.rubric.question(like.here)) for like in changed]
    bases = (_of(m, like, SMALLEST_BASE) for like in changed)
    return bases_in_words(m, earlier.round, zip(names, bases, strict=True))


def _question_table(m: Material, earlier: Earlier, likes: list[Like]) -> Table:
    """The widest difference of each verdict first; what is withheld last, in the rubric's order."""
    ordered = _in_order(m, likes)
    intervals = any(_of(m, like, "diff_low") for like in ordered)
    bases = any(_of(m, like, SMALLEST_BASE) for like in ordered)

    def row(like: Like) -> Row:
        verdict, kind, rounded = (_of(m, like, each) for each in ("five_point_verdict", "class", "rounded_verdict"))
        told = f"{_text(m, like)} {MAPPED}" if like.mapping else _text(m, like)
        sides = [cell for then in (True, False) for cell in _share_and_n(m, like, then=then)]
        ends = [_of(m, like, end) for end in ("diff_low", "diff_high")]
        mark = marked(m, verdict, kind, rounded, both_n_known=all(ends)) if verdict else "–"
        certain: list[Cell] = [end or "–" for end in ends] if intervals else []
        certain += [base_in_words(m, _of(m, like, SMALLEST_BASE))] if bases else []
        return Row((told, *sides, _of(m, like, "diff") or "–", *certain, mark))

    rows = tuple(row(like) for like in ordered)
    points = m.rubric.comparison.five_point_rule
    about = [*legend(m, rows), m("comparison.table-note", points=points)]
    if bases and not intervals:
        about = [m("rounds.base-note", points=points)]
    return Table(
        m("rounds.table", role=m.role_title(m.role)),
        (
            Column(m("column.question"), 4.2 if bases else 5.2),
            *(
                Column(m(f"column.{header}"), width, numeric=True, over=round_)
                for round_ in (earlier.round, m.round)
                for header, width in (("positive", 1.0), ("n", 0.8))
            ),
            Column(m("column.difference-short"), 1, numeric=True),
            *(
                Column(m(f"column.{end}"), 0.9, numeric=True, over=m("column.interval"))
                for end in ("from", "to")
                if intervals
            ),
            *([Column(m("rounds.base"), 2.2)] if bases else []),
            Column(m("column.verdict"), 2.4 if bases else 2),
        ),
        rows,
        (*about, *mark_notes(m, rows), *_mappings(m, earlier, ordered)),
    )


def _mappings(m: Material, earlier: Earlier, likes: list[Like]) -> Iterator[str]:
    """Why each question that only a mapping makes comparable is one."""
    for like in likes:
        if like.mapping and earlier.answers:
            there = _asked_as(m, earlier.answers.model, like.there)
            yield m(
                "rounds.mapped",
                mark=MAPPED,
                here=_text(m, like),
                there=there,
                then=earlier.round,
                reason=m.in_language(like.mapping.reason),
            )


def _groups(m: Material, earlier: Earlier) -> Iterator[Section]:
    """Each group against itself then."""
    if any(figure.scope == "group" and figure.versus == earlier.versus and figure.role for figure in m.figures):
        lead, caption = (m(f"rounds.groups-{part}", then=earlier.round) for part in ("lead", "table"))
        mapped = {like.here for like in earlier.questions if like.mapping}
        yield difference_section(m, m("rounds.groups-title"), lead, earlier.versus, caption, mapped)


def _apart(m: Material, earlier: Earlier) -> Iterator[Section]:
    """The questions that are not compared though both rounds may have them, each with why."""
    if earlier.answers is None:
        return
    there = earlier.answers.model
    rows = []
    for each in earlier.apart:
        rubric = m.rubric if any(q.id == each.question for q in m.rubric.questions) else there
        if m.role in rubric.question(each.question).roles:
            text = _asked_as(m, rubric, each.question)
            rows.append(Row((text, m(f"rounds.why-{each.why.value}", then=earlier.round, now=m.round))))
    if rows:
        columns = (Column(m("column.question"), 6), Column(m("column.why"), 4))
        yield Section(m("rounds.apart-title"), (Table(m("rounds.apart-table"), columns, tuple(rows)),), level=2)


def _untold(m: Material, earlier: Earlier) -> Iterator[Paragraph]:
    """How many of the questions the earlier round tells nothing of."""
    untold = sum(_put(m, like.here) and not _told(m, like) for like in earlier.questions) if earlier.answers else 0
    if untold:
        key = "rounds.untold" if untold > 1 else "rounds.untold-one"
        yield Paragraph(m(key, n=untold, then=earlier.round))


def _share_and_n(m: Material, like: Like, *, then: bool) -> tuple[Cell, Cell]:
    share, n = (_at(m, like, statistic, then=then) for statistic in (SHARE, "n"))
    return share or "–", base(m, n, share)


def _in_order(m: Material, likes: list[Like]) -> list[Like]:
    return [like for verdict in ORDER for like in _widest_first(m, [x for x in likes if _verdict(m, x) == verdict])]


def _widest_first(m: Material, likes: list[Like]) -> list[Like]:
    return sorted(likes, key=lambda like: _width(m, like), reverse=True)


def _put(m: Material, question_id: str) -> bool:
    return any(question.id == question_id for question in asked_questions(m))


def _told(m: Material, like: Like) -> bool:
    """Whether anything is known, or withheld, of the question in both rounds."""
    both = [_at(m, like, SHARE, then=then) for then in (True, False)]
    return all(figure is not None and (figure.withheld or figure.value is not None) for figure in both)


def _versus(m: Material) -> str:
    return m.earlier.versus if m.earlier else ""


def _of(m: Material, like: Like, statistic: str) -> Figure | None:
    return m.figures.get(
        "region", m.region.whole.id, f"item:{like.here}", statistic, role=m.role, versus=_versus(m)
    )  # fmt: skip


def _verdict(m: Material, like: Like) -> Verdict | None:
    figure = _of(m, like, "five_point_verdict")
    return Verdict(figure.value) if figure and isinstance(figure.value, str) else None


def _width(m: Material, like: Like) -> Fraction:
    """How far the shares lie apart; −1 where that is not told."""
    figure = _of(m, like, "diff")
    return abs(figure.value) if figure and isinstance(figure.value, Fraction) else Fraction(-1)


def _at(m: Material, like: Like, statistic: str, *, then: bool) -> Figure | None:
    """A figure of the region's answers, in the earlier round or now."""
    question, round_ = (like.there, m.earlier.round if m.earlier else "") if then else (like.here, m.round)
    return m.figures.get("region", m.region.whole.id, f"item:{question}", statistic, role=m.role, round_=round_)


def _text(m: Material, like: Like) -> str:
    return m.question_text(m.rubric.question(like.here))


def _asked_as(m: Material, rubric: Rubric, question_id: str) -> str:
    return m.in_language(rubric.question(question_id).text, rubric)
