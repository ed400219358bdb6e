"""Proposals for improvement areas, for whoever writes the region's recommendations: what lies below the line, fails in
most units or is certainly below the country."""

from fractions import Fraction

from spur.report.document import Block, Bullets, Paragraph, Section
from spur.report.material import Material, exact
from spur.report.prose.baseline import questions_of, with_the_country
from spur.report.prose.compared import of_class
from spur.report.region.answers import asked_questions
from spur.report.region.requirements import called, ranked
from spur.statistics.certainty import Certainty
from spur.statistics.comparison import Verdict

MOST = Fraction(1, 2)  # of the units: more than this is most of them


def proposal_chapter(m: Material) -> list[Section]:
    """Left out where there is nothing to propose."""
    blocks: list[Block] = []
    for key, items in (("areas", _areas(m)), ("requirements", _requirements(m)), ("questions", _questions(m))):
        if items:
            blocks += [Paragraph(m(f"proposals.{key}", line=m.rubric.grading.line)), Bullets(tuple(items))]
    if not blocks:
        return []
    lead = Paragraph(m("proposals.lead"), "note")
    return [Section(m("proposals.title"), (lead, *blocks), tab=m("proposals.tab"))]


def _areas(m: Material) -> list[str]:
    """The lowest first."""
    if not m.has_grades():
        return []
    means = {area.id: m.of_region(f"area:{area.id}", "mean") for area in m.rubric.areas}
    below = [a for a, mean in means.items() if mean.value is not None and exact(mean) < m.rubric.line_points]
    below.sort(key=lambda area: exact(means[area]))
    return [m("proposals.area", area=m.lettered(area), mean=means[area]) for area in below]


def _requirements(m: Material) -> list[str]:
    return [
        m(
            "proposals.requirement",
            requirement=called(m, each),
            unmet=m.of_region(f"requirement:{each.id}", "unmet"),
            n=m.of_region(f"requirement:{each.id}", "n"),
            share=m.of_region(f"requirement:{each.id}", "share_unmet"),
        )
        for each in ranked(m, m.region.whole)
        if exact(m.of_region(f"requirement:{each.id}", "share_unmet")) > MOST
    ]


def _questions(m: Material) -> list[str]:
    country = with_the_country(m)
    told = questions_of(m, country, asked_questions(m)) if country and m.has_answers() else []
    return [
        m(
            "proposals.question",
            question=m("quoted", text=m.question_text(each.question)),
            share=each.own,
            other=each.other,
        )
        for each in of_class(told, Verdict.LESS, Certainty.CLEAR)
    ]
