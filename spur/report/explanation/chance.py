"""How a figure of a statistical test comes about: of grades and of answers, over groups, units and rounds.

The tests themselves are not worked through here: what they are put to is told, and what they say.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from spur.analysis.comparison import REST, WHOLE
from spur.analysis.figure import Figure
from spur.analysis.group_differences import SIZES
from spur.analysis.signals import OTHERS
from spur.report.explanation.grades import grade_tally
from spur.report.explanation.here import Here
from spur.report.explanation.numbers import passing, plus, unrounded
from spur.report.shown import shown

_TAIL = Fraction(25, 1000)


# grades over groups


def groups_tally(here: Here) -> Iterator[str]:
    """How many units of each group have each grade."""
    areas = [f for f in here.about.figures if f.scope == "group" and f.statistic == "n" and not f.versus]
    for each in areas:
        if each.subject == here.figure.subject and each.round == here.figure.round and each.value:
            yield from _counts_line(here, each)


def two_groups(here: Here) -> Iterator[str]:
    """The same of a group, and of the rest or the other group."""
    for figure in (here.figure, here.about.other_side(here.figure, "n")):
        if figure is not None:
            yield from _counts_line(here, figure)


def delta(here: Here) -> Iterator[str]:
    """Of all pairs of a unit here and a unit there, those with the higher grade here less those with the higher
    there."""
    own, other = _counts(here, here.figure), _other_counts(here)
    n, m = sum(own.values()), sum(other.values())
    if n and m:
        higher = sum(a * b for x, a in own.items() for y, b in other.items() if x > y)
        lower = sum(a * b for x, a in own.items() for y, b in other.items() if x < y)
        yield here("worked.pairs", n=n * m, higher=higher, lower=lower)
        yield here.equals(f"({higher} − {lower}) / ({n}·{m})")


def delta_size(here: Here) -> Iterator[str]:
    """From what size on a difference is called so."""
    found = here.beside(statistic="cliffs_delta")
    if found is not None and isinstance(found.value, Fraction):
        wording, size = here.about.wording, abs(found.value)
        least = next((limit for limit, _ in SIZES if size >= limit), None)
        values = {"delta": unrounded(size, wording), "size": here.figure}
        if least is None:
            yield here("worked.alike", limit=unrounded(SIZES[-1][0], wording), **values)
        else:
            yield here("worked.size", limit=unrounded(least, wording), **values)


def chance(here: Here) -> Iterator[str]:
    """The p-values that a verdict on chance is decided on."""
    q, least = here.beside(statistic="q"), here.beside(statistic="p_least")
    if q is not None and q.value is not None:
        yield here("worked.q", q=q)
    if least is not None and least.value is not None:
        yield here("worked.least", p=least)
    if isinstance(here.figure.value, str):
        yield here(f"chance.{here.figure.value}")


# a unit beside the others


def unit_and_region(here: Here) -> Iterator[str]:
    """The unit's own answers, and those of the region with it. What it is held against is the region without it; that
    is not written out, as nobody's complement is."""
    for scope, place in ((here.figure.scope, here.figure.scope_id), ("region", here.about.region)):
        share = here.beside(scope=scope, scope_id=place, statistic="share_positive", versus="")
        positive, n = (here.count(each, scope=scope, scope_id=place, versus="") for each in ("positive", "n"))
        if share is not None and share.value is not None and positive is not None and n:
            who = here.about.scope_title(share.scope, place)
            yield here("tally.side", who=who, share=shown(share, here.about.wording), of=f"{positive} / {n}")


def flag(here: Here) -> Iterator[str]:
    """The limits and p-values that a flag is decided on."""
    ends = {each: here.beside(statistic=each) for each in ("limit_low", "limit_high", "funnel_p", "funnel_q")}
    if None not in ends.values():
        yield here("worked.flag", **ends)


def shrunken(here: Here) -> Iterator[str]:
    """The unit's answers, and as many more as the units' common share counts for."""
    about, own = here.about, {"scope": "region", "scope_id": here.about.region}
    k, n, mu = here.count("positive"), here.count("n"), here.beside(**own, statistic="prior_mu")
    rhos = (here.beside(**own, statistic=each) for each in ("prior_rho", "prior_rho_assumed"))
    rho = next((each for each in rhos if each is not None), None)
    if k is None or not n or mu is None or rho is None:
        return
    if not isinstance(mu.value, Fraction) or not isinstance(rho.value, Fraction):
        return
    strength = (1 - rho.value) / rho.value
    positive, others = (passing(part * strength, about.wording) for part in (mu.value, 1 - mu.value))
    yield here("worked.prior", mu=mu, strength=passing(strength, about.wording))
    if here.figure.statistic == "shrunken":
        yield here.equals(f"({k} + {positive}) / ({n} + {passing(strength, about.wording)})")
    else:
        tail = _TAIL if here.figure.statistic == "shrunken_low" else 1 - _TAIL
        yield here.equals(f"B({passing(tail, about.wording)}; {k} + {positive}; {n - k} + {others})")


def flagged(here: Here) -> Iterator[str]:
    """The units and questions with the flag that is counted."""
    code = here.figure.statistic.partition(":")[2]
    if code == "none":
        return
    found = [
        f"{each.scope_id} {each.subject.partition(':')[2]}"
        for each in here.about.figures
        if (each.round, each.role, each.versus) == (here.figure.round, here.figure.role, OTHERS)
        if each.statistic == "flag" and each.value == code
    ]
    if found:
        yield here("worked.flags", flags=", ".join(found))


# answers beside grades


def by_grade(here: Here) -> Iterator[str]:
    """The answers of the units with each grade."""
    for grade in here.rubric.grades:
        versus = f"grade:{grade.code}"
        units, n, share = (here.beside(versus=versus, statistic=s) for s in ("units_compared", "n", "share_positive"))
        if units is not None and n is not None and share is not None and isinstance(share.value, Fraction):
            assert isinstance(n.value, int)
            of = f"{share.value * n.value} / {n.value}"
            yield here("tally.by-grade", grade=grade.code, units=units, share=share, of=of)


# an area from several sides


def area_questions(here: Here) -> Iterator[str]:
    """The positive answers to each of the area's questions."""
    for question, positive, n in _area_counts(here):
        yield here("tally.question", question=here.about.subject_title(f"item:{question}"), of=f"{positive} / {n}")


def share_of_answers(here: Here) -> Iterator[str]:
    counts = list(_area_counts(here))
    if counts:
        positive, n = (plus(each[at] for each in counts) for at in (1, 2))
        yield here.equals(f"({positive}) / ({n})")


def answers_of_area(here: Here) -> Iterator[str]:
    counts = list(_area_counts(here))
    if counts:
        yield here.equals(plus(n for _, _, n in counts))


def clear_questions(here: Here) -> Iterator[str]:
    """The area's questions that clearly differ from what they are compared with."""
    for question in _questions(here):
        kind, verdict = (
            here.beside(subject=f"item:{question}", statistic=each) for each in ("class", "five_point_verdict")
        )
        if kind is not None and verdict is not None and kind.value == "clear":
            yield here("tally.clear", question=here.about.subject_title(f"item:{question}"), verdict=verdict)


def standard(here: Here) -> Iterator[str]:
    """The exact mean, or the unit's own points, beside the line's."""
    mean, points = here.beside(statistic="mean"), here.count("points")
    line = here.rubric.line_points
    if here.figure.scope == "unit" and points is not None:
        yield here("worked.at-line" if points >= line else "worked.below-line", points=points, line=line)
    elif mean is not None and isinstance(mean.value, Fraction):
        key = "worked.at-line" if mean.value >= line else "worked.below-line"
        yield here(key, points=unrounded(mean.value, here.about.wording), line=line)


def status(here: Here) -> Iterator[str]:
    """What a status joins: the standard, the answers and the trend."""
    role, benchmark = here.about.role, here.about.benchmark
    told = [
        here.beside(statistic="standard", versus=""),
        here.beside(statistic="direction", role=role, versus=benchmark),
        here.beside(statistic="trend", versus=""),
    ]
    for key, figure in zip(("standard", "answers", "trend"), told, strict=True):
        if figure is not None and figure.value is not None:
            yield here(f"tally.{key}", code=figure)


# two rounds


def groups_now_and_then(here: Here) -> Iterator[str]:
    """Each group's share now and in the earlier round, as far as both are shown."""
    for group in here.about.groups:
        now = here.beside(scope="group", scope_id=group, versus="", statistic="share_positive")
        then = None if now is None else here.about.other_side(_with_versus(now, here.figure.versus), "share_positive")
        if now is not None and then is not None and now.value is not None and then.value is not None:
            of = [here.about.beside(each, statistic="n") for each in (now, then)]
            if None not in of:
                title = here.about.group_title(group)
                yield here("tally.now-then", who=title, now=now, n_now=of[0], then=then, n_then=of[1])


def moved(here: Here) -> Iterator[str]:
    """How many units have gone either way."""
    prefix = "grades_" if here.figure.statistic.startswith("grades") else ""
    told = [here.beside(statistic=f"{prefix}{way}") for way in ("rose", "fell")]
    both = here.beside(statistic="in_both")
    if both is not None and None not in told:
        yield here(f"tally.{prefix}moved".replace("_", "-"), n=both, rose=told[0], fell=told[1])


def _with_versus(figure: Figure, versus: str) -> Figure:
    return Figure(
        figure.round, figure.scope, figure.scope_id, figure.subject, figure.statistic, None, figure.role, versus
    )  # fmt: skip


def _counts_line(here: Here, figure: Figure) -> Iterator[str]:
    own = Here(here.about, Figure(figure.round, figure.scope, figure.scope_id, figure.subject, "n", None), here.behind)
    title = here.about.scope_title(figure.scope, figure.scope_id)
    for line in grade_tally(own):
        yield here("tally.of", who=title, counts=line)


def _counts(here: Here, figure: Figure) -> Mapping[int, int]:
    """How many units have each number of points."""
    at = {"scope": figure.scope, "scope_id": figure.scope_id, "versus": ""}
    counts = {grade.points: here.count(f"count:{grade.code}", **at) for grade in here.rubric.grades}
    return {points: n for points, n in counts.items() if n is not None}


def _other_counts(here: Here) -> Mapping[int, int]:
    other = here.about.other_side(here.figure, "n")
    counts = {} if other is None else _counts(here, other)
    if here.figure.versus not in (REST, WHOLE):
        return counts
    own = _counts(here, here.figure)
    return {points: n - own.get(points, 0) for points, n in counts.items()}


def _questions(here: Here) -> list[str]:
    area = here.figure.subject.partition(":")[2]
    return [each.id for each in here.rubric.questions if each.area == area]


def _area_counts(here: Here) -> Iterator[tuple[str, int, int]]:
    """Each question's positive answers and n."""
    about = here.about
    for question in _questions(here):
        item = f"item:{question}"
        subject = item if here.figure.round == about.figures.round else about.then(item)
        positive, n = (here.count(each, subject=subject) for each in ("positive", "n"))
        if positive is not None and n is not None:
            yield question, positive, n
