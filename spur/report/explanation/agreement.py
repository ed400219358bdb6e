"""How a figure of agreement between the roles comes about: from their shares of positive answers."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure, Named
from spur.analysis.sides import SHARE
from spur.report.explanation.grades import ranked
from spur.report.explanation.here import SEPARATOR, Here, with_unit
from spur.report.explanation.numbers import passing, plus
from spur.report.material import exact
from spur.report.shown import shown

RANGE = "role_range"


def shares(here: Here) -> Iterator[str]:
    """Each role's share, as far as it is shown: "ST-läkare 82 % (169 / 206) · …"."""
    told = [
        here("tally.share", who=here.about.role_title(share.role), share=share, of=_ratio(here, share))
        for share in _shares(here)
    ]
    if told:
        yield SEPARATOR.join(told)


def range_of_question(here: Here) -> Iterator[str]:
    """The highest share less the lowest."""
    by_share = sorted(_shares(here), key=exact)
    if len(by_share) > 1:
        yield here.equals(f"({_ratio(here, by_share[-1])}) − ({_ratio(here, by_share[0])})")


def ranges_of_area(here: Here) -> Iterator[str]:
    """Each question's range, as far as it is shown."""
    for each in _ranges(here):
        yield here("tally.range", question=here.about.subject_title(each.subject), distance=with_unit(here.about, each))


def range_of_area(here: Here) -> Iterator[str]:
    """The mean of the questions' ranges."""
    ranges = [passing(each.value, here.about.wording) for each in _ranges(here) if isinstance(each.value, Fraction)]
    if ranges:
        yield here.equals(f"({plus(ranges)}) / {len(ranges)}")


def agreement(here: Here) -> Iterator[str]:
    found = here.beside(statistic=RANGE)
    if found is not None and isinstance(found.value, Fraction):
        yield here.equals(f"1 − {passing(found.value, here.about.wording)}")


def agreement_by_area(here: Here) -> Iterator[str]:
    yield from ranked(here, "agreement")


def times_lowest(here: Here) -> Iterator[str]:
    """How often each role is lowest, alone or beside another, in the questions that are compared."""
    questions = _ranges(here)
    lowest = [here.beside(subject=each.subject, statistic="lowest_role", role="") for each in questions]
    ids = [role for each in lowest if each is not None and isinstance(each.value, Named) for role in each.value.ids]
    told = [
        here("tally.count", what=here.about.role_title(role.id), n=ids.count(role.id))
        for role in here.rubric.roles
        if role.id in ids
    ]
    if told:
        yield SEPARATOR.join(told)


def lowest_in(here: Here) -> Iterator[str]:
    """The questions in which a role is lowest."""
    found = []
    for each in _ranges(here):
        lowest = here.beside(subject=each.subject, statistic="lowest_role", role="")
        if lowest is not None and isinstance(lowest.value, Named) and here.figure.role in lowest.value.ids:
            found.append(each.subject.partition(":")[2])
    if found:
        yield here("worked.questions", questions=", ".join(found))


def compared(here: Here) -> Iterator[str]:
    """The questions that are compared."""
    found = [each.subject.partition(":")[2] for each in _ranges(here)]
    if found:
        yield here("worked.questions", questions=", ".join(found))


def _shares(here: Here) -> Sequence[Figure]:
    roles = [role.id for role in here.rubric.roles]
    found = [here.beside(statistic=SHARE, role=role) for role in roles]
    return [each for each in found if each is not None and isinstance(each.value, Fraction)]


def _ranges(here: Here) -> Sequence[Figure]:
    """The ranges of the questions of the figure's area, or of all."""
    kind, _, area = here.figure.subject.partition(":")
    own = [each for each in scored_questions(here.rubric) if kind != "area" or each.area == area]
    found = [here.beside(subject=f"item:{each.id}", statistic=RANGE, role="") for each in own]
    return [each for each in found if each is not None and each.value is not None]


def _ratio(here: Here, share: Figure) -> str:
    n = here.about.beside(share, statistic="n")
    assert isinstance(share.value, Fraction)
    if n is None or not isinstance(n.value, int):
        return shown(share, here.about.wording)
    return f"{share.value * n.value} / {n.value}"
