"""How much less answers tell because people sit in units, and answer alike there: the design effect."""

from collections.abc import Iterator
from functools import partial

from spur.analysis.atoms import atoms, put_to_roles
from spur.analysis.figure import Figure, Figures
from spur.analysis.scopes import Region
from spur.rubric.model import Rubric
from spur.statistics.clustering import design_effect, equal_clusters, intraclass_correlation
from spur.statistics.shrinkage import FEWEST


def cluster_figures(round_: str, region: Region, figures: Figures, rubric: Rubric) -> Iterator[Figure]:
    """The region's ``deff`` for every question and role with ten ``clusters`` or more: units that are shown, and what
    is left of the groups and of the region. A residual holds several units, which makes the deff no other on average;
    but where one is so large that all amount to fewer than ten of equal size, it is not told. Where ten units are shown
    their ``icc`` too, how alike two of one unit answer.
    """
    for role, item in put_to_roles(rubric):
        parts = atoms(figures, region, item, role)
        counts = [part.counts for part in parts]
        if len(parts) < FEWEST or equal_clusters(counts) < FEWEST:
            continue
        figure = partial(Figure, round_, "region", region.whole.id, item, role=role)
        yield figure("clusters", len(parts))
        yield figure("deff", design_effect(counts))
        units = [part.counts for part in parts if part.unit]
        if len(units) >= FEWEST:
            yield figure("icc", intraclass_correlation(units))
