"""Regions of any kind with everything that is known of them, and the grades behind: what sentences are tried on."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from hypothesis import strategies as st

from spur import app
from spur.analysis.agreement import agreement_figures
from spur.analysis.answers import answer_figures
from spur.analysis.comparison import baseline_figures, within_figures
from spur.analysis.figure import Figure, Figures
from spur.analysis.grades import grade_figures
from spur.analysis.responses import response_figures
from spur.analysis.rounds import Earlier, Like, round_figures
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Protection
from spur.records.baseline import Baseline, BaselineRow
from spur.report.material import Material
from spur.statistics.tally import Tally
from spur.wording import Lang, Wording
from tests.conftest import RUBRIC

PINNED = app.pinned_rubric(RUBRIC)
MODEL = PINNED.model
TRAINEES, SUPERVISORS = MODEL.roles[0].id, MODEL.roles[1].id
ASKED = [q for q in MODEL.questions if q.type == "scale" and {TRAINEES, SUPERVISORS} <= set(q.roles)]
POSITIVE, NOT_POSITIVE = 5, 2
SIZES = (0, 1, 3, 5, 6, 9, 12, 20, 60)
SHARES = (0, 1, 2, 5, 7, 8, 9, 10)  # tenths: few, so that many are alike


class World:
    """Everything known of a region with few or many units, and the grades behind it."""

    def __init__(self, m: Material, grades: Mapping[tuple[str, str], str]) -> None:
        self.m, self.grades = m, grades

    def __repr__(self) -> str:
        return f"World({len(self.m.rubric.areas)} areas, grades={dict(self.grades)})"

    @cached_property
    def means(self) -> dict[tuple[str, str], Fraction]:
        """By part and area, reckoned here."""
        points = {grade.code: grade.points for grade in self.m.rubric.grades}
        told: dict[tuple[str, str], list[int]] = {}
        for (unit, area), grade in self.grades.items():
            for part in self.m.region:
                if unit in part.units:
                    told.setdefault((part.key, area), []).append(points[grade])
        return {key: Fraction(sum(own), len(own)) for key, own in told.items()}

    def area(self, title: str) -> str:
        return next(a.id for a in self.m.rubric.areas if self.m.area_title(a.id) == title)


@st.composite
def worlds(draw: st.DrawFn, lang: Lang) -> World:
    """Regions of one unit and of many, with ties, with nothing and with much withheld, with and without others to
    compare with."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    kept = MODEL.areas[: draw(st.integers(1, 8))]
    asked = [q for q in ASKED if q.area is None or any(q.area == area.id for area in kept)]
    asked = asked[: draw(st.integers(1, len(asked)))]
    rubric = MODEL.model_copy(update={"areas": kept, "questions": tuple(asked)})
    by_group = {
        group.id: [f"{group.id}{i}" for i in range(draw(st.integers(1, 3)))]
        for group in MODEL.groups[: draw(st.integers(1, 5))]
    }
    parts = tuple(Part("group", group, frozenset(units)) for group, units in by_group.items())
    units = [unit for own in by_group.values() for unit in own]
    region = Region(Part("region", "r", frozenset(units)), parts)
    codes = draw(st.sampled_from(["B", "AB", "CD", "ABCD"]))
    sizes = draw(st.sampled_from([(12,), (3, 5), (60,), SIZES]))
    tenths = draw(st.sampled_from([(5,), (9, 10), SHARES]))
    grades = {(u, area.id): rng.choice(codes) for u in units for area in kept if rng.random() < 0.9}
    protection = Protection.needless("x") if draw(st.booleans()) else Protection()

    def tallies(sizes: tuple[int, ...]) -> dict[tuple[str, str, str], Tally]:
        found = {}
        for unit in units:
            for role in (TRAINEES, SUPERVISORS):
                n = rng.choice(sizes)
                for q in asked:
                    k = n * rng.choice(tenths) // 10
                    found[unit, role, q.id] = Tally.of({POSITIVE: k, NOT_POSITIVE: n - k})
        return found

    responses = {(unit, role): rng.choice(SIZES) for unit in units for role in (TRAINEES, SUPERVISORS)}
    invited = {key: n + rng.choice((0, 0, 1, 5, -1)) for key, n in responses.items() if rng.random() < 0.97}
    figures = Figures.of(
        grade_figures("2019", region, grades, "after-plan", rubric),
        answer_figures("2019", region, tallies(sizes), rubric, protection),
        response_figures("2019", region, responses, {k: max(n, 0) for k, n in invited.items()}, rubric, protection),
        _texts(rng, rubric.categories, region),
    )
    figures = figures.plus(agreement_figures("2019", region, figures, rubric))
    figures = figures.plus(within_figures("2019", region, figures, rubric, protection.k))
    there = _baseline(rng, rubric.questions) if draw(st.booleans()) else None
    if there is not None:
        figures = figures.plus(baseline_figures("2019", region, figures, rubric, there, rubric))
    earlier = None
    if draw(st.booleans()):
        likes = tuple(Like(q.id, q.id) for q in asked if rng.random() < 0.7)
        earlier = Earlier("2014", PINNED, None, printed=False, questions=likes)
        known = answer_figures("2014", region, tallies(sizes), rubric, protection)
        if draw(st.booleans()):  # as printed: nobody knows of how many
            known = (replace(f, value=None) if f.statistic == "n" else f for f in known if f.statistic in _PRINTED)
        figures = figures.plus(known)
        figures = figures.plus(round_figures(region, figures, earlier, rubric))
    m = Material(
        wording=Wording(lang),
        name="Region R",
        round="2019",
        rubric=rubric,
        rubric_hash="",
        region=region,
        units=(),
        figures=figures,
        grades_used="after-plan",
        as_of="2020-01-01",
        role=TRAINEES,
        protection=protection,
        baseline=there,
        earlier=earlier,
    )
    return World(m, grades)


_PRINTED = ("n", "share_positive")


def _baseline(rng: random.Random, asked: tuple) -> Baseline:
    """Counts of most questions, of some only the share."""
    rows = []
    for q in asked:
        n, share = rng.choice((20, 400, 3500)), Fraction(rng.choice((*SHARES, 6)), 10)
        if rng.random() < 0.9:
            k = int(n * share)
            rows.append(BaselineRow(q.id, TRAINEES, positive=k, neutral=0, negative=n - k, missing=0))
        else:
            rows.append(BaselineRow(q.id, TRAINEES, share_positive=share))
    return Baseline("national", "r", "", tuple(rows))


def _texts(rng: random.Random, categories: tuple, region: Region) -> Iterator[Figure]:
    counts = [rng.choice((0, 2, 7, 7, 30)) for _ in categories]
    for part in region:
        for subject, statistic, n in (
            ("texts", "n", 90),
            ("texts", "coded", rng.choice((0, 80, 90)) if part is region.whole else 80),
            ("texts", "uncategorised", 1),
            *((f"category:{c.id}", "n", n) for c, n in zip(categories, counts, strict=True)),
            *((f"category:{c.id}", "share", Fraction(n, 90)) for c, n in zip(categories, counts, strict=True)),
        ):
            yield Figure("2019", part.scope, part.id, subject, statistic, n, role=TRAINEES)
