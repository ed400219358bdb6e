"""What a region is compared with: the answers of the rest of the country, as counts or only as shares."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """One question's answers from one role, of one specialty group or of all (``group`` empty).

    Either the counts are known (``positive``, ``neutral``, ``negative``; ``missing`` is everybody who is not in the
    denominator) or only ``share_positive`` (a fraction of 1), with ``n`` where it was printed.
    """

    question: str
    role: str
    group: str = ""
    positive: int | None = None
    neutral: int | None = None
    negative: int | None = None
    missing: int | None = None
    share_positive: Fraction | None = None
    n: int | None = None

    @property
    def denominator(self) -> int | None:
        """How many gave an answer, where that is known."""
        if self.positive is None or self.neutral is None or self.negative is None:
            return self.n
        return self.positive + self.neutral + self.negative

    @property
    def share(self) -> Fraction | None:
        """The exact share of positive answers; None when nobody answered."""
        if self.positive is None:
            return self.share_positive
        return Fraction(self.positive, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline by its name, pinned to the rubric it was imported under. ``excludes`` is the region that it leaves
    out, None if it is not said to leave out any."""

    name: str
    excludes: str | None
    rubric_hash: str
    rows: tuple[BaselineRow, ...]
