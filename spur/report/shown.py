"""How a figure is shown: the one place where a reported number is rounded and becomes text."""

from enum import Enum
from fractions import Fraction
from functools import cache

from spur.analysis.figure import Figure, Named
from spur.statistics.exact import Exact, Root, decimal, round_half_up
from spur.statistics.populations import Printed
from spur.statistics.tally import Middle
from spur.wording import Wording

MINUS = "\N{MINUS SIGN}"
CHECKSUM = 12
"""How many characters of a checksum are told: enough to tell two apart. The whole of it is in report.json."""


class Format(Enum):
    """The ways in which a number is shown; the value is Excel's number format for the same thing."""

    WHOLE = "0"
    ONE_DECIMAL = "0.0"
    PERCENT = "0%"
    POINTS = "+0.0;\N{MINUS SIGN}0.0;0.0"  # percentage points with their sign, from a fraction of 1 times 100
    DISTANCE = "0.0;0.0"  # percentage points between two shares, which have no sign
    THOUSANDS = "#,##0"  # posts, weeks, inhabitants
    TWO_DECIMALS = "0.00"  # coefficients from −1 to 1
    PROBABILITY = "0.000"  # a p-value: three decimals, "<0,001" below that
    WORD = "@"


PROBABILITIES = ("p", "q", "rho_p", "trend_p", "funnel_p", "funnel_q", "p_least", "mh_p", "grades_p", "grades_q")
COEFFICIENTS = (
    *("cliffs_delta", "kruskal_h", "cohens_h", "rho", "tau_b", "trend_z"),
    *("phi", "deff", "icc", "prior_rho", "prior_rho_assumed"),
    *("kappa", "kappa_low", "kappa_high", "ac1", "alpha"),
)
CODED = (
    *("class", "range_class", "flag", "chance", "delta_size", "smallest_base"),
    *("direction", "disagrees", "standard", "trend", "area_status"),
)
"""Statistics whose value is a code: each has its own words, ``report.class.clear``; other codes are verdicts."""
UNDEFINED = ("kappa", "alpha")
"""Statistics that may have no value though there is something to compute them from: that is said, not left blank."""


@cache
def format_of(statistic: str) -> Format:
    """How the figures of a statistic are shown."""
    if statistic in ("mean", "sd", "per_100000", "grades_diff"):
        return Format.ONE_DECIMAL
    if statistic in ("numerator", "denominator", "population_low", "population_high", "smallest_base"):
        return Format.THOUSANDS
    if statistic in ("share", "standardised") or statistic.startswith(
        ("share_", "share:", "ci_low", "ci_high", "agree_")
    ):
        return Format.PERCENT
    if statistic == "prior_mu" or statistic.startswith(("limit_", "far_limit_", "shrunken")):
        return Format.PERCENT
    if statistic.startswith("tau2"):
        return Format.PROBABILITY  # a variance of shares: seldom above .05
    if statistic in ("diff", "diff_low", "diff_high", "mh_diff", "mh_low", "mh_high"):
        return Format.POINTS
    if statistic in PROBABILITIES:
        return Format.PROBABILITY
    if statistic in COEFFICIENTS:
        return Format.TWO_DECIMALS
    if statistic in ("role_range", "agreement", "mix_shift"):
        return Format.DISTANCE
    words = ("five_point_verdict", "rounded_verdict", "median", "lowest_role", "target_met", *CODED)
    return Format.WORD if statistic in words else Format.WHOLE


def shown(figure: Figure, wording: Wording) -> str:
    """The figure as printed in a report: "3,9", "82 %", "+4,9", "mer positiv"; "–" where there is nothing to compute,
    and the wording's word for what is withheld."""
    if figure.withheld:
        return wording("report.withheld")
    if figure.value is None:
        return wording("report.undefined") if figure.statistic in UNDEFINED else "–"
    if isinstance(figure.value, str):
        of = figure.statistic if figure.statistic in CODED else "verdict"
        return wording(f"report.{of}.{figure.value}")
    if isinstance(figure.value, Named):
        titles = figure.value.titles
        return wording.listed([title.get(wording.lang) or next(iter(title.values())) for title in titles])
    if isinstance(figure.value, Middle):
        middle = figure.value
        return (
            str(middle.low)
            if middle.low == middle.high
            else wording("report.median-between", low=middle.low, high=middle.high)
        )
    if isinstance(figure.value, Printed):
        return as_printed(figure.value, wording)
    return number(figure.value, format_of(figure.statistic), wording)


def unrounded(figure: Figure, wording: Wording) -> int | float | str:
    """What an Excel cell holds for a figure: the unrounded number, to be shown by its format's number format; a text
    where there is no number. Percentage points are the fraction times 100, as Excel has no format for them."""
    value = figure.value
    if figure.withheld or value is None or isinstance(value, str | Middle | Named):
        return shown(figure, wording)
    if isinstance(value, int):
        return value
    if isinstance(value, Printed):
        return float(value.number)
    in_points = format_of(figure.statistic) in (Format.POINTS, Format.DISTANCE)
    return float(value * 100 if in_points and isinstance(value, Fraction) else value)


def excel_format(figure: Figure) -> str:
    """Excel's number format for a figure: its statistic's, or that of a number as it was printed."""
    printed = figure.value
    if not isinstance(printed, Printed):
        return format_of(figure.statistic).value
    return f"#,##0{'.' if printed.decimals else ''}{'0' * printed.decimals}{'%' if printed.percent else ''}"


def rounded(value: Exact, decimals: int, wording: Wording, *, percent: bool = False) -> str:
    """An exact number >= 0, rounded half up to exactly so many decimals; with ``percent`` a share of 1, in percent."""
    shown_as = Printed(round_half_up(value, decimals + 2 if percent else decimals), decimals, percent)
    return as_printed(shown_as, wording)


def as_printed(printed: Printed, wording: Wording) -> str:
    """A number as its source printed it, with neither more decimals nor fewer."""
    number = printed.number * (100 if printed.percent else 1)
    whole, point, places = decimal(number, printed.decimals).partition(".")
    text = _in_thousands(int(whole), wording) + point.replace(".", wording("report.decimal-mark")) + places
    return wording("report.percent", number=text) if printed.percent else text


def number(value: Exact, format: Format, wording: Wording) -> str:
    """An exact number, rounded half up and written in the language's way."""
    mark = wording("report.decimal-mark")
    match format:
        case Format.ONE_DECIMAL:
            return _signed(round_half_up(value, 1), 1).replace(".", mark)
        case Format.TWO_DECIMALS:
            return _signed(round_half_up(value, 2), 2).replace(".", mark)
        case Format.PROBABILITY:
            least = Fraction(1, 1000)
            small = not isinstance(value, Root) and value < least / 2
            text = decimal(least if small else round_half_up(value, 3), 3).replace(".", mark)
            return f"<{text}" if small else text
        case Format.PERCENT:
            return wording("report.percent", number=_signed(round_half_up(value, 2) * 100, 0))
        case Format.POINTS:
            points = round_half_up(value, 3) * 100
            return ("+" if points > 0 else "") + _signed(points, 1).replace(".", mark)
        case Format.DISTANCE:
            return _signed(round_half_up(value, 3) * 100, 1).replace(".", mark)
        case Format.THOUSANDS:
            return _in_thousands(int(round_half_up(value, 0)), wording)
        case _:
            return _signed(round_half_up(value, 0), 0)


def _in_thousands(number: int, wording: Wording) -> str:
    return f"{number:,}".replace(",", wording("report.thousands-mark"))


def _signed(rounded: Fraction, decimals: int) -> str:
    return decimal(rounded, decimals).replace("-", MINUS)
