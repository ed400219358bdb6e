"""The first page: the few numbers and sentences that a board reads."""

from spur.analysis.figure import Figure
from spur.report.document import Block, Bullets, KeyFigures, Section
from spur.report.material import Material, exact
from spur.report.region.answers import answer, asked_questions, overall_questions
from spur.report.region.between import differing_areas
from spur.report.region.comparison import compared_questions, counted
from spur.report.region.grades import counted_grades
from spur.report.region.options import option_sets, told_first
from spur.report.region.rounds import round_counts


def summary_chapter(m: Material) -> list[Section]:
    if m.only_asks:
        return _of_a_survey(m)
    key_figures: list[tuple[Figure, str]] = []
    sentences: list[str] = []
    if m.has_grades():
        key_figures.append((m.of_region("units", "n"), m("summary.units")))
        total = m.of_region("total", "mean")
        if total.value is not None:
            key_figures.append((total, m("summary.total", maximum=m.rubric.max_total)))
        sentences += [*_about_areas(m), *differing_areas(m)]
    if m.has_answers():
        key_figures.append(
            (m.of_region("responses", "n", role=m.role), m("summary.responses", role=m.role_title(m.role)))
        )
        for question in overall_questions(asked_questions(m)):
            positive = answer(m, question, "share_positive")
            if positive.value is not None:
                key_figures.append((positive, m("summary.overall")))
                shares = {s: answer(m, question, f"share_{s}") for s in ("positive", "neutral", "negative")}
                sentences.append(m("summary.overall-sentence", **shares, n=answer(m, question, "n")))
        if m.baseline and compared_questions(m):
            sentences.append(m("summary.comparison", baseline=m.baseline.name, counted=counted(m)))
        if counts := round_counts(m):
            sentences.append(m("summary.rounds", counted=counts, then=m.earlier.round if m.earlier else ""))
    return [
        Section(
            m("summary.title"), (KeyFigures(tuple(key_figures)), Bullets(tuple(sentences))), tab=m("summary.tab")
        )
    ]  # fmt: skip


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


def _about_areas(m: Material) -> list[str]:
    """Which areas reach the line on average, and which do not."""
    means = {area.id: m.of_region(f"area:{area.id}", "mean") for area in m.rubric.areas}
    named = {
        a: m("summary.area" if counts else "summary.area-uncounted", area=m.area_title(a), mean=mean, counts=counts)
        for a, mean in means.items()
        for counts in (counted_grades(m, a),)
        if mean.value is not None
    }
    reach = [text for area, text in named.items() if exact(means[area]) >= m.rubric.line_points]
    below = [text for area, text in named.items() if exact(means[area]) < m.rubric.line_points]
    line = m.rubric.grading.line
    return [
        m(key, areas=m.wording.listed(texts), line=line)
        for key, texts in (("summary.reach", reach), ("summary.below", below))
        if texts
    ]
