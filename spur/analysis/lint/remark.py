"""What the arithmetic says of a report or of what came in: something contradicts itself, or a reader should know it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from spur.statistics.exact import Exact
from spur.statistics.populations import Printed


class Weight(StrEnum):
    """A contradiction cannot be true, whatever lies behind it; of a notice a person has to judge."""

    CONTRADICTION = "contradiction"
    NOTICE = "notice"


class RemarkCode(StrEnum):
    """Every kind of remark there is. The value is what people script against, so it never changes its meaning."""

    weight: Weight

    def __new__(cls, value: str, weight: Weight = Weight.CONTRADICTION) -> "RemarkCode":
        code = str.__new__(cls, value)
        code._value_ = value
        code.weight = weight
        return code

    # printed tables and claims
    CELL_IMPOSSIBLE = "cell-impossible"
    CELL_OTHERWISE_MADE = "cell-otherwise-made"
    SHARE_IMPOSSIBLE = "share-impossible"
    SHARES_DO_NOT_ADD = "shares-do-not-add"
    TOTAL_IMPOSSIBLE = "total-impossible"
    TOTAL_NOT_AREAS = "total-not-areas"
    WHOLE_NOT_GROUPS = "whole-not-groups"
    SHARE_NOT_GROUPS = "share-not-groups"
    COUNT_NOT_GROUPS = "count-not-groups"
    PRINTED_UNLIKE = "printed-unlike"
    LIST_UNLIKE = "list-unlike"
    RANK_UNLIKE = "rank-unlike"
    WORDINGS_UNLIKE = "wordings-unlike"
    CLAIM_AT_LEAST = "claim-at-least"
    CLAIM_BELOW = "claim-below"
    CLAIM_ONLY = "claim-only-at-least"
    CLAIM_HIGHEST = "claim-highest"
    CLAIM_LOWEST = "claim-lowest"
    CLAIM_MOVED = "claim-moved"
    MADE_HOW = "made-how", Weight.NOTICE
    SIZE_UNKNOWN = "size-unknown", Weight.NOTICE
    SHARE_NOT_OF_ALL = "share-not-of-all", Weight.NOTICE
    TIE_BY_ROUNDING = "tie-by-rounding", Weight.NOTICE
    GRADES_REVEALED = "grades-revealed", Weight.NOTICE
    CLAIM_UNTESTED = "claim-untested", Weight.NOTICE

    # a written report's figures
    SHOWN_UNLIKE = "shown-unlike"
    WITHHELD_SHOWN = "withheld-shown"
    FIGURE_TWICE = "figure-twice"
    JSON_UNLIKE = "json-unlike"
    N_NOT_COUNTS = "n-not-counts"
    SHARE_NOT_COUNTS = "share-not-counts"
    SHARE_OUTSIDE_INTERVAL = "share-outside-interval"
    MEAN_NOT_COUNTS = "mean-not-counts"
    MEAN_IMPOSSIBLE = "mean-impossible"
    TOTAL_NOT_SUM = "total-not-sum"
    RANK_NOT_MEANS = "rank-not-means"
    WHOLE_NOT_SUM = "whole-not-sum"
    PART_ABOVE_WHOLE = "part-above-whole"
    DIFF_NOT_SHARES = "diff-not-shares"
    DIFF_OUTSIDE_INTERVAL = "diff-outside-interval"
    VERDICT_NOT_DIFF = "verdict-not-diff"
    VERDICTS_NOT_COUNTED = "verdicts-not-counted"
    MORE_THAN_INVITED = "more-than-invited", Weight.NOTICE

    # what came in
    ANSWERS_EXCEED_INVITED = "answers-exceed-invited", Weight.NOTICE
    NAMES_ALIKE = "names-alike", Weight.NOTICE
    NAMES_PERHAPS_ALIKE = "names-perhaps-alike", Weight.NOTICE
    ANSWERED_NOT_INSPECTED = "answered-not-inspected", Weight.NOTICE
    INSPECTED_NOT_ANSWERED = "inspected-not-answered", Weight.NOTICE
    PLAN_LACKING = "plan-lacking", Weight.NOTICE
    RULES_UNMET = "rules-unmet", Weight.NOTICE


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a phrase of the wording, ``lint.word.total``, with what it is filled in with."""

    key: str
    values: Mapping[str, "Slot"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Computed:
    """An exact number, to be shown with so many decimals; with ``percent`` a share of 1, in percent."""

    value: Exact
    decimals: int
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """Every number from one to another."""

    low: Computed
    high: Computed


@dataclass(frozen=True, slots=True)
class Title:
    """What the data call something, by language."""

    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Several:
    """Several things, named one after the other."""

    each: tuple["Slot", ...]


Slot = str | int | Printed | Computed | Word | Title | Between | Several
"""What a sentence is filled in with: a text from the data, a number, or a word of the wording."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark. ``where`` names the place, the widest first ("Figur 7", "Medicin", the total); ``printed`` is what
    stands there and ``forced`` what the other numbers make it; ``about`` fills in the rest of the sentence."""

    code: RemarkCode
    where: tuple[Slot, ...]
    printed: Slot | None = None
    forced: Slot | None = None
    about: Mapping[str, Slot] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        return self.code.weight
