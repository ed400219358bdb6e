"""What a study director reads first."""

from spur.analysis.figure import Figure
from spur.analysis.sides import SHARE
from spur.analysis.unit_grades import POINTS
from spur.report.document import Block, Bullets, KeyFigures, Section
from spur.report.region.answers import asked_questions, overall_questions
from spur.report.unit.answers import in_their_place, told_part, verdict_counts
from spur.report.unit.grades import areas_below
from spur.report.unit.material import UnitMaterial


def summary_chapter(m: UnitMaterial) -> list[Section]:
    key_figures: list[tuple[Figure, str]] = []
    sentences: list[str] = []
    if m.has_own_grades():
        total = m.of_unit("total", POINTS)
        if total.value is not None:
            key_figures.append((total, m("unit.key-total", maximum=m.rubric.max_total)))
            key_figures += [
                (m.figures(part.scope, part.id, "total", "mean"), m("unit.key-mean", whole=m.named(part)))
                for part in m.wholes
            ]
        sentences += _about_grades(m)
    if m.has_answers():
        own = told_part(m, m.role)
        responses = m.of_unit("responses", "n", role=m.role)
        key_figures.append((responses, m("summary.responses", role=m.role_title(m.role))))
        if own == m.part:
            overall = [m.of_unit(f"item:{q.id}", SHARE, role=m.role) for q in overall_questions(asked_questions(m))]
            key_figures += [(share, m("summary.overall")) for share in overall if share.value is not None]
            sentences += verdict_counts(m, own)[:1]
        else:
            sentences.append(in_their_place(m))
    blocks: list[Block] = [KeyFigures(tuple(key_figures))] if key_figures else []
    blocks += [Bullets(tuple(sentences))] if sentences else []
    return [Section(m("summary.title"), tuple(blocks), tab=m("summary.tab"))] if blocks else []


def _about_grades(m: UnitMaterial) -> list[str]:
    line, below = m.rubric.grading.line, areas_below(m)
    named = [m("unit.graded", area=m.area_title(a), grade=m.letter(m.of_unit(f"area:{a}", POINTS))) for a in below]
    key = "unit.below" if below else "unit.all-at-line"
    sentences = [m(key, areas=m.wording.listed(named), line=line)]
    owed = [m.area_title(plan.area) for plan in m.plans if plan.owed]
    late = [m.area_title(plan.area) for plan in m.plans if plan.owed and plan.owed.overdue]
    if owed:
        sentences.append(m("unit.owes", areas=m.quoted(owed)))
    if late:
        sentences.append(m("unit.late", areas=m.quoted(late)))
    return sentences
