"""What is doubtful about who answered, of how many."""

from collections.abc import Iterator

from spur.analysis.responses import Counts, lacking_invited, more_than_invited
from spur.analysis.scopes import Part
from spur.records.problem import Code, Place, Problem
from spur.rubric.model import Rubric


def doubts_about_invited(part: Part, responses: Counts, invited: Counts, rubric: Rubric) -> Iterator[Problem]:
    """What a reader of a part's response rates should know: where they cannot be right, and why some are lacking."""
    yield from too_many_responses({key: n for key, n in responses.items() if key[0] in part.units}, invited)
    for role in (role.id for role in rubric.roles):
        told_of = any(unit in part.units and each == role for unit, each in invited)
        if told_of and (lacking := lacking_invited(part, (role,), responses, invited)):
            yield Problem(Code.INVITED_ABSENT, Place(""), role, also=", ".join(lacking))


def too_many_responses(responses: Counts, invited: Counts, file: str = "") -> Iterator[Problem]:
    """A warning for each unit and role that has more responses than invited."""
    for (unit, role), (n, base) in more_than_invited(responses, invited).items():
        yield Problem(Code.RESPONSES_EXCEED_INVITED, Place(file), f"{unit}, {role}", also=f"{n} > {base}")
