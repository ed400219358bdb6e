"""What whoever is responsible for a group reads first."""

from spur.analysis.figure import Figure
from spur.analysis.sides import SHARE
from spur.report.document import Block, Bullets, KeyFigures, Section
from spur.report.group.material import GroupMaterial
from spur.report.prose import areas
from spur.report.region.answers import asked_questions, overall_questions
from spur.report.unit.answers import verdict_counts


def summary_chapter(m: GroupMaterial) -> list[Section]:
    """Left out where there is nothing to tell."""
    key_figures: list[tuple[Figure, str]] = []
    sentences: list[str] = []
    if m.has_grades() and m.of_own("units", "n").value:
        key_figures.append((m.of_own("units", "n"), m("unit.key-units")))
        key_figures += [
            (m.figures(part.scope, part.id, "total", "mean"), m("unit.key-mean", whole=m.named(part)))
            for part in (m.part, *m.wholes)
        ]
        sentences += [*areas.reaching(m, m.part), *areas.below(m, m.part)]
    if m.has_answers():
        responses = m.of_own("responses", "n", role=m.role)
        key_figures.append((responses, m("summary.responses", role=m.role_title(m.role))))
        overall = [m.of_own(f"item:{q.id}", SHARE, role=m.role) for q in overall_questions(asked_questions(m))]
        key_figures += [(share, m("summary.overall")) for share in overall if share.value is not None]
        sentences += verdict_counts(m, m.part)
    told = [(figure, label) for figure, label in key_figures if figure.value is not None]
    blocks: list[Block] = [KeyFigures(tuple(told))] if told else []
    blocks += [Bullets(tuple(sentences))] if sentences else []
    return [Section(m("summary.title"), tuple(blocks), tab=m("summary.tab"))] if blocks else []
