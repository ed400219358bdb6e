"""The region's own recommendations: those after this round, and what has come of those after an earlier one."""

from collections.abc import Sequence
from datetime import date

from spur.analysis.figure import Figure
from spur.analysis.register import Advised
from spur.analysis.sides import SHARE
from spur.records.action import ActionState, Standing
from spur.report.document import Block, Column, Paragraph, Row, Section, Table
from spur.report.marked import filled
from spur.report.material import Material
from spur.report.region.requirements import called
from spur.report.shown import shown

MEASURES = {"area": ("mean", "share_at_line"), "item": (SHARE,), "requirement": ("share_unmet",)}
"""By which statistic it is told what the figures say, by the kind of subject: the first that both rounds have."""


def advice_chapters(m: Material) -> list[Section]:
    """What was recommended before and what has come of it; then what is recommended now."""
    return [*_followed(m), *_advised(m)]


def _advised(m: Material) -> list[Section]:
    own = m.register.advised
    if not own:
        return []
    lead = Paragraph(m("advice.lead", round=m.round))
    told = [Column(m("advice.stands"), 2.2)] if any(_stands(m, each.standing) for each in own) else []
    columns = (*_columns(m), Column(m("advice.see"), 1), *told)
    rows = tuple(
        Row((*cells, ", ".join(each.recommendation.see), *([_stands(m, each.standing)] if told else [])))
        for each, cells in _rows(m, own)
    )
    table = Table(m("advice.table", round=m.round), columns, rows)
    return [Section(m("advice.title"), (lead, table), tab=m("advice.tab"))]


def _followed(m: Material) -> list[Section]:
    own, then = m.register.earlier, m.register.earlier_round
    if not own:
        return []
    versus = f"round:{then}"
    counts = {state: m.of_region("recommendations", f"count:{state}", versus=versus) for state in ActionState}
    told = [_counted(m, state, n) for state, n in counts.items() if n.value]
    n = m.of_region("recommendations", "n", versus=versus)
    blocks: list[Block] = [Paragraph(m("advice.followed-lead", then=then, n=n, counts=m.wording.listed(told)))]
    rows = tuple(
        Row((*cells, _stands(m, each.standing) or m.wording(f"actions.state.{each.standing.state}")))
        for each, cells in _rows(m, own)
    )
    caption = m("advice.followed-table", then=then, on=m.register.on or m("fact.as-of-unknown"))
    blocks.append(Table(caption, (*_columns(m), Column(m("advice.stands"), 3)), rows))
    blocks += _figures(m, own, then)
    return [Section(m("advice.followed-title", then=then), tuple(blocks), tab=m("advice.followed-tab", then=then))]


def _counted(m: Material, state: ActionState, n: Figure) -> str:
    """ "4 klara", "1 klar"."""
    key = "actions.state" if n.value == 1 else "actions.counted"
    text = m.wording(f"{key}.{state}", n=shown(n, m.wording))
    return f"1 {text}" if n.value == 1 else text


def _columns(m: Material) -> tuple[Column, ...]:
    return Column(m("advice.number"), 0.6), Column(m("advice.area"), 1.7), Column(m("advice.text"), 4)


def _rows(m: Material, own: Sequence[Advised]) -> list[tuple[Advised, tuple[str, str, str]]]:
    """Each with its number, its improvement area where that begins, and its text."""
    told, before = [], ""
    for each in own:
        heading = each.recommendation.heading
        told.append(
            (
                each,
                (
                    each.recommendation.number,
                    "" if heading == before else m.written(heading),
                    m.written(each.recommendation.text),
                ),
            )
        )
        before = heading
    return told


def _stands(m: Material, standing: Standing) -> str:
    """ "pågår. Ansvarig: Åsa Ek. Klart senast 2026-06-30. Underlag: …"; "" of one of which nobody has told. Who sees to
    it, and what is kept of it, is nothing for everybody to read."""
    if standing == Standing():
        return ""
    state = m.wording(f"actions.state.{standing.state}")
    sentences = [f"{state[:1].upper()}{state[1:]}."]
    if standing.owner and not m.protection.openly:
        sentences.append(m("advice.owner", owner=m.written(standing.owner)))
    if standing.due and standing.state.is_open:
        late = bool(m.register.on) and standing.is_overdue(date.fromisoformat(m.register.on))
        sentences.append(m("advice.overdue" if late else "advice.due", due=standing.due.isoformat()))
    if standing.evidence and not m.protection.openly:
        sentences.append(m("advice.evidence", evidence=m.written(standing.evidence)))
    if standing.note and not m.protection.openly:
        sentences.append(m.written(standing.note))
    return filled(lambda *each: " ".join(each), *sentences)


def _figures(m: Material, own: Sequence[Advised], then: str) -> list[Block]:
    """What the recommendations are about, then and now, each as far as there is a figure."""
    rows, lacking = [], False
    for each in own:
        for subject in each.recommendation.about:
            now = (each.now or {}).get(subject, "")
            found = _then_and_now(m, subject, now, then)
            if found is None:
                continue
            statistic, before, after = found
            lacking |= before is None
            what = m(f"advice.{statistic}", line=m.rubric.grading.line, role=m.role_title(m.role))
            number = each.recommendation.number
            rows.append(Row((number, _subject(m, now or subject), what, before or "–", after or "–")))
    if not rows:
        return []
    columns = (
        Column(m("advice.number"), 0.6),
        Column(m("advice.about"), 4),
        Column(m("advice.what"), 2.6),
        Column(m("advice.then", then=then), 0.9, True),
        Column(m("advice.now", now=m.round), 0.9, True),
    )
    compared = m.earlier is not None and m.earlier.round == then
    notes = [m("advice.figures-note")] if lacking else []
    notes += [m("advice.figures-note-versus", then=then)] if lacking and not compared else []
    return [Table(m("advice.figures-table"), columns, tuple(rows), tuple(notes))]


def _then_and_now(
    m: Material, subject: str, now: str, then: str
) -> tuple[str, Figure | None, Figure | None] | None:  # fmt: skip
    kind = subject.partition(":")[0]
    role = m.role if kind == "item" else ""
    told = []
    for statistic in MEASURES.get(kind, ()):
        of_whole = ("region", m.region.whole.id)
        before = m.figures.get("region", of_whole[1], subject, statistic, role=role, round_=then)
        after = m.figures.get("region", of_whole[1], now, statistic, role=role) if now else None
        if before is not None and after is not None:
            return statistic, before, after
        if before is not None or after is not None:
            told.append((statistic, before, after))
    return next(iter(told), None)


def _subject(m: Material, subject: str) -> str:
    """An area, a question or a requirement by its title; its id where the report's rubric does not have it."""
    kind, _, own = subject.partition(":")
    if kind == "area" and any(each.id == own for each in m.rubric.areas):
        return m.lettered(own)
    question = next((each for each in m.rubric.questions if kind == "item" and each.id == own), None)
    if question is not None:
        return m("quoted", text=m.question_text(question))
    requirement = next((each for each in m.rubric.requirements if kind == "requirement" and each.id == own), None)
    return called(m, requirement) if requirement is not None else own
