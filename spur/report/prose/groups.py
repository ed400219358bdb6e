"""The groups beside each other: totals, and area by area who is highest, who lowest and who below the line."""

from collections.abc import Iterator

from spur.analysis.figure import Figure
from spur.report.material import Material, exact
from spur.report.prose.areas import SHOWN_DECIMALS
from spur.report.prose.ends import ends
from spur.rubric.parts import Question
from spur.statistics.comparison import PRINTED_DECIMALS
from spur.statistics.exact import Exact, Root


def totals(m: Material) -> Iterator[str]:
    """Which groups have the highest and which the lowest mean total, and within which the units' totals differ most.
    Nothing where fewer than two groups have one."""
    means = _told(m, "total", "mean")
    if len(means) < 2:
        return
    highest, lowest = ends({group: exact(mean) for group, mean in means.items()}, SHOWN_DECIMALS)
    if highest:
        yield m.said(
            "groups.totals",
            highest=_titles(m, highest),
            most=means[highest[0]],
            lowest=_titles(m, lowest),
            least=means[lowest[0]],
            maximum=m.rubric.max_total,
        )
    else:
        yield m.said("groups.totals-equal", mean=next(iter(means.values())), maximum=m.rubric.max_total)
    sds = _told(m, "total", "sd")
    numbers: dict[str, Exact] = {g: sd.value if isinstance(sd.value, Root) else exact(sd) for g, sd in sds.items()}
    uneven, _ = ends(numbers, SHOWN_DECIMALS)
    if uneven:
        yield m.said("groups.spread", groups=_titles(m, uneven), sd=sds[uneven[0]])


def of_area(m: Material, area: str) -> str:
    """Which groups have the highest and which the lowest mean in an area, and which do not reach the line; "" where
    nobody is graded."""
    means = _told(m, f"area:{area}", "mean")
    if not means:
        return ""
    highest, lowest = ends({group: exact(mean) for group, mean in means.items()}, SHOWN_DECIMALS)
    told = []
    if highest:
        told.append(
            m.said(
                "groups.highest-lowest",
                highest=_titles(m, highest),
                most=means[highest[0]],
                lowest=_titles(m, lowest),
                least=means[lowest[0]],
            )
        )
    else:
        key = "groups.equal" if len(means) > 1 else "groups.only"
        told.append(m.said(key, group=_titles(m, list(means)), mean=next(iter(means.values()))))
    return m.said("groups.area", area=m.lettered(area), text=" ".join((*told, _at_the_line(m, means))))


def _at_the_line(m: Material, means: dict[str, Figure]) -> str:
    """Which groups do not reach the line, from the exact means."""
    below = [group for group, mean in means.items() if exact(mean) < m.rubric.line_points]
    named = m.wording.listed([m.said("groups.named", group=m.group_title(g), number=means[g]) for g in below])
    several = len(means) > 1
    if not below:
        key = "groups.all-reach" if several else "groups.reaches"
    elif len(below) == len(means):
        key = "groups.none-reach" if several else "groups.reaches-not"
    else:
        key = "groups.below"
    return m.said(key, groups=named, line=m.rubric.grading.line)


def of_question(m: Material, question: Question) -> Iterator[str]:
    """In which groups the share of positive answers to a question is highest and lowest, of the groups that are
    shown; nothing where fewer than two are."""
    shares = _told(m, f"item:{question.id}", "share_positive", role=m.role)
    if len(shares) < 2:
        return
    highest, lowest = ends({group: exact(share) for group, share in shares.items()}, PRINTED_DECIMALS)
    text = m.question_name(question)
    if not highest:
        yield m.said("groups.question-equal", question=text, share=next(iter(shares.values())))
        return
    yield m.said(
        "groups.question",
        question=text,
        highest=_titles(m, highest),
        most=shares[highest[0]],
        lowest=_titles(m, lowest),
        least=shares[lowest[0]],
    )


def _told(m: Material, subject: str, statistic: str, *, role: str = "") -> dict[str, Figure]:
    """The figure of each group that has one and may show it."""
    found = {g: m.figures.get("group", g, subject, statistic, role=role) for g in m.group_ids}
    return {group: figure for group, figure in found.items() if figure is not None and figure.value is not None}


def _titles(m: Material, groups: list[str]) -> str:
    return m.wording.listed([m.group_title(group) for group in groups])
