"""How many answered of those who were asked."""

from collections.abc import Iterator

from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.report.material import Material, exact


def rates(m: Material, part: Part) -> Iterator[str]:
    """The response rate of each role for which it is known how many were invited; and of those with more responses
    than invited, both numbers. Nothing of what may not be told."""
    told, exceeding = [], []
    for role in m.rubric.roles:
        responses, invited, rate = (
            _of(m, part, subject, statistic, role.id)
            for subject, statistic in (("responses", "n"), ("invited", "n"), ("responses", "share_of_invited"))
        )
        if rate is None or rate.value is None or responses is None or invited is None:
            continue
        values = {"role": m.role_title(role.id), "responses": responses, "invited": invited, "rate": rate}
        if exact(responses) > exact(invited):
            exceeding.append(m.said("responses.exceeding-role", **values))
        else:
            told.append(m.said("responses.role", **values))
    if told:
        yield m.said("responses.rates", roles=m.wording.listed(told))
    if exceeding:
        yield m.said("responses.exceeding", roles=m.wording.listed(exceeding))


def _of(m: Material, part: Part, subject: str, statistic: str, role: str) -> Figure | None:
    return m.figures.get(part.scope, part.id, subject, statistic, role=role)
