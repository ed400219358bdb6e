"""What is recommended most often: the requirements that most units do not meet."""

from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.report.document import Cell, Column, Paragraph, Row, Section, Table
from spur.report.marked import filled
from spur.report.material import Material, exact
from spur.rubric.parts import Requirement

NAMED = 3  # requirements named in the running text
TOLD = 20  # in the table


def requirement_chapter(m: Material, part: Part | None = None) -> list[Section]:
    """Of the region, or of a group in a report of its own. Those that are not met anywhere are left out, and the
    chapter where no requirement was assessed."""
    own = part or m.region.whole
    if not any(_figure(m, own, each, "n") for each in m.rubric.requirements):
        return []
    unmet = ranked(m, own)
    title, tab = m("requirements.title"), m("requirements.tab")
    if not unmet:
        return [Section(title, (Paragraph(m("requirements.none")),), tab=tab)]
    named = [
        m(
            "requirements.named",
            requirement=called(m, each),
            unmet=_figure(m, own, each, "unmet"),
            n=_figure(m, own, each, "n"),
        )
        for each in unmet[:NAMED]
    ]
    lead = Paragraph(m("requirements.lead", requirements=m.wording.listed(named)))
    return [Section(title, (lead, _table(m, own, unmet)), tab=tab)]


def ranked(m: Material, part: Part) -> list[Requirement]:
    """The requirements that are not met everywhere, those that the largest share of units do not meet first."""
    found = {
        each.id: (_figure(m, part, each, "share_unmet"), _figure(m, part, each, "unmet"))
        for each in m.rubric.requirements
    }
    own = {
        id_: (exact(share), exact(unmet)) for id_, (share, unmet) in found.items() if share and unmet and unmet.value
    }
    return sorted(
        (each for each in m.rubric.requirements if each.id in own), key=lambda each: own[each.id], reverse=True
    )


def called(m: Material, requirement: Requirement) -> str:
    """ "D1 ”Det finns ett program.”"."""
    text = m.sentence_name(requirement.text)
    return filled("{} {}".format, requirement.id, m("quoted", text=text))


def _figure(m: Material, part: Part, requirement: Requirement, statistic: str) -> Figure | None:
    return m.figures.get(part.scope, part.id, f"requirement:{requirement.id}", statistic)


def _table(m: Material, part: Part, unmet: list[Requirement]) -> Table:
    subject = f"requirement:{unmet[0].id}"
    groups = [group for group in m.group_ids if m.figures.get("group", group, subject, "unmet")]
    groups = groups if len(groups) > 1 else []
    whole = m("whole-region") if part is m.region.whole else m.group_title(part.id, short=True)
    columns = [
        Column(m("requirements.requirement"), 4.4),
        Column(m("requirements.class"), 1.5),
        Column(m("requirements.unmet"), 0.9, True, whole),
        Column(m("requirements.n"), 0.9, True, whole),
        Column(m("requirements.share"), 0.9, True, whole),
        *(Column(m.group_title(group, short=True), 1.0, True, m("requirements.groups")) for group in groups),
    ]

    def row(requirement: Requirement) -> Row:
        own = m.rubric.requirement_class(requirement.requirement_class)
        text = m.in_language(requirement.text)
        cells: list[Cell] = [filled("{} {}".format, requirement.id, text), m.in_language(own.label)]
        cells += [_figure(m, part, requirement, each) or "–" for each in ("unmet", "n", "share_unmet")]
        cells += [m.of_group(group, f"requirement:{requirement.id}", "unmet") for group in groups]
        return Row(tuple(cells))

    notes = [m("requirements.note")]
    if len(unmet) > TOLD:
        notes.append(m("requirements.note-more", told=TOLD, n=len(unmet)))
    return Table(m("requirements.table"), tuple(columns), tuple(row(each) for each in unmet[:TOLD]), tuple(notes))
