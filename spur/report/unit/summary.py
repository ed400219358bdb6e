"""What a study director reads first."""

from spur.analysis.figure import Figure
from spur.analysis.sides import SHARE
from spur.analysis.unit_grades import POINTS
from spur.report.document import Block, Bullets, KeyFigures, Section
from spur.report.prose.compared import counted
from spur.report.prose.questions import highest_and_lowest, overall
from spur.report.prose.rounds import with_the_earlier
from spur.report.region.answers import asked_questions, overall_questions
from spur.report.unit.answers import in_their_place, told_part, verdict_counts
from spur.report.unit.grades import areas_below
from spur.report.unit.material import UnitMaterial

NAMED = 2  # questions named as the highest and as the lowest


def summary_chapter(m: UnitMaterial) -> list[Section]:
    key_figures: list[tuple[Figure, str]] = []
    sentences: list[str] = []
    if m.has_own_grades():
        total = m.of_own("total", POINTS)
        if total.value is not None:
            key_figures.append((total, m("unit.key-total", maximum=m.rubric.max_total)))
            key_figures += [
                (m.figures(part.scope, part.id, "total", "mean"), m("unit.key-mean", whole=m.named(part)))
                for part in m.wholes
            ]
        sentences += _about_grades(m)
    if m.has_answers():
        own = told_part(m, m.role)
        responses = m.of_own("responses", "n", role=m.role)
        key_figures.append((responses, m("summary.responses", role=m.role_title(m.role))))
        if own == m.part:
            asked = asked_questions(m)
            shares = [m.of_own(f"item:{q.id}", SHARE, role=m.role) for q in overall_questions(asked)]
            key_figures += [(share, m("summary.overall")) for share in shares if share.value is not None]
            sentences += overall(m, own, m.role, overall_questions(asked))
            sentences += highest_and_lowest(m, own, m.role, [q for q in asked if q.area], NAMED)
            sentences += verdict_counts(m, own)[:1]
            then = with_the_earlier(m, own)
            sentences += [changed] if then and (changed := counted(m, then)) else []
        else:
            sentences.append(in_their_place(m))
    blocks: list[Block] = [KeyFigures(tuple(key_figures))] if key_figures else []
    blocks += [Bullets(tuple(sentences))] if sentences else []
    return [Section(m("summary.title"), tuple(blocks), tab=m("summary.tab"))] if blocks else []


def _about_grades(m: UnitMaterial) -> list[str]:
    """Which areas reach the line and which do not, and the action plans that are owed."""
    below = areas_below(m)
    graded = [a.id for a in m.rubric.areas if m.of_own(f"area:{a.id}", POINTS).value is not None]
    key = "all-reach" if not below else "none-reach" if below == graded else "below"
    sentences = [m.said(f"unit.{key}", areas=_graded(m, below), line=m.rubric.grading.line)] if graded else []
    owed = [m.area_title(plan.area) for plan in m.plans if plan.owed]
    late = [m.area_title(plan.area) for plan in m.plans if plan.owed and plan.owed.overdue]
    if owed:
        sentences.append(m("unit.owes", areas=m.quoted(owed)))
    if late:
        sentences.append(m("unit.late", areas=m.quoted(late)))
    return sentences


def _graded(m: UnitMaterial, areas: list[str]) -> str:
    """The areas by name, each with its grade."""
    grades = {area: m.letter(m.of_own(f"area:{area}", POINTS)) for area in areas}
    return m.wording.listed([m.said("unit.graded", area=m.area_title(a), grade=g) for a, g in grades.items()])
