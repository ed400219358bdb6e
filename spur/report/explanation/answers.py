"""How a figure of answers comes about: counts, shares, means and the intervals of shares."""

from collections.abc import Iterator

from spur.analysis.answers import ENDS, MISSING
from spur.analysis.options import choices
from spur.report.explanation.here import SEPARATOR, Here, Tell
from spur.report.explanation.numbers import passing, plus, product_sum
from spur.report.material import Material
from spur.report.region.options import label
from spur.statistics.exact import Exact, Root
from spur.statistics.interval import Z95
from spur.statistics.proportion import IntervalMethod

_TAIL = 0.025


def tally(here: Here) -> Iterator[str]:
    """Who answered what, as far as it is shown: option by option or by ends; and who did not."""
    found = option_counts(here)
    if not found:
        ends = ((here(f"tally.{end}"), here.count(end)) for end in ENDS)
        found = [(name, n) for name, n in ends if n is not None]
    if found:
        yield SEPARATOR.join(here("tally.count", what=name, n=n) for name, n in found)
    missing = [(here(f"tally.{kind}"), here.count(kind)) for kind in MISSING]
    told = [here("tally.count", what=name, n=n) for name, n in missing if n is not None]
    if told:
        yield here("tally.beside", counts=SEPARATOR.join(told))


def option_counts(here: Here) -> list[tuple[str, int]]:
    """How many chose each option, by what it is called."""
    return [(option_label(here, code), n) for code, n in _counts(here)]


def option_label(here: Here, code: str) -> str:
    """What an option, or a number's bin, is called; its code where the rubric does not have it."""
    question, m = here.about.question(here.figure.subject), here.about.of
    if question is not None and isinstance(m, Material) and question.type != "text":
        found = next((each for each in choices(here.rubric, question) if each.code == code), None)
        if found is not None:
            return label(m, question, found)
    return code


def which_are_positive(here: Here) -> Iterator[str]:
    """The answers that count as positive, neutral and negative."""
    question = here.about.question(here.figure.subject)
    if question is None or question.scale is None:
        return
    scale = here.rubric.scale_of(question)
    if scale.positive_from is None or scale.negative_to is None:
        return
    ends: dict[str, list[str]] = {end: [] for end in ENDS}
    for option in reversed(scale.options):
        value = scale.value_of(option, reverse=question.reverse)
        if value is not None:
            end = (
                "positive" if value >= scale.positive_from else "negative" if value <= scale.negative_to else "neutral"
            )
            ends[end].append(here.about.wording("report.quoted", text=here.about.title(option.label)))
    for end, labels in ends.items():
        if labels:
            yield here(f"ends.{end}", options=here.about.wording.listed(labels))


def sum_of(*statistics: str) -> Tell:
    """The sum of figures at the same address."""

    def tell(here: Here) -> Iterator[str]:
        counts = [here.count(statistic) for statistic in statistics]
        if None not in counts:
            yield here.equals(plus(counts))

    return tell


def answered(here: Here) -> Iterator[str]:
    """n: everybody who took a stand. Of a multiple choice nothing adds up to it."""
    question, counts = here.about.question(here.figure.subject), _counts(here)
    if question is not None and question.type != "multiple" and counts:
        yield here.equals(plus(n for _, n in counts))
    else:
        yield from sum_of(*ENDS)(here)


def ratio(over: str, under: str, subject: str = "") -> Tell:
    """One count of another; ``subject`` is the second's where it is not the figure's own."""

    def tell(here: Here) -> Iterator[str]:
        part = here.count(over.format(option=_suffix(here)))
        whole = here.count(under, subject=subject) if subject else here.count(under)
        if part is not None and whole:
            yield here.equals(f"{part} / {whole}")

    return tell


def mean(here: Here) -> Iterator[str]:
    """From the steps where they are told of; else from the sum, which the mean of so many answers gives away."""
    n, value = here.count("n"), here.figure.value
    if not n or not isinstance(value, Exact) or isinstance(value, Root):
        return
    values = _values(here)
    yield here.equals(f"({product_sum(values)}) / {n}" if values else f"{passing(value * n, here.about.wording)} / {n}")


def sd(here: Here) -> Iterator[str]:
    n, mean_ = here.count("n"), here.beside(statistic="mean")
    value = here.figure.value
    if not n or mean_ is None or not isinstance(value, Root) or not isinstance(mean_.value, Exact):
        return
    assert not isinstance(mean_.value, Root)
    values = _values(here)
    squares = f"({product_sum(values, squared=True)})" if values else str(n * (value.square + mean_.value**2))
    yield here.equals(f"√({squares} / {n} − ({passing(mean_.value * n, here.about.wording)} / {n})²)")


def interval(over: str) -> Tell:
    """The end of a share's interval, by the method that the region has chosen."""

    def tell(here: Here) -> Iterator[str]:
        k, n = here.count(over.format(option=_suffix(here))), here.count("n")
        if k is None or not n:
            return
        low = here.figure.statistic.startswith("ci_low")
        if k == (0 if low else n):
            yield here("worked.nobody" if low else "worked.everybody")
            return
        method = here.about.of.interval if isinstance(here.about.of, Material) else IntervalMethod.WILSON
        yield here.equals(_end(here, method, k, n, low=low))

    return tell


def method(here: Here) -> Iterator[str]:
    """By whose method an interval was worked out."""
    own = here.about.of.interval if isinstance(here.about.of, Material) else IntervalMethod.WILSON
    yield here(f"method.{own.value}")


def _end(here: Here, method: IntervalMethod, k: int, n: int, *, low: bool) -> str:
    wording = here.about.wording
    if method is not IntervalMethod.WILSON:
        half = method is IntervalMethod.JEFFREYS
        a, b = (k, n - k) if half else (k, n - k + 1) if low else (k + 1, n - k)
        more = passing(0.5, wording) if half else ""
        tail = passing(_TAIL if low else 1 - _TAIL, wording)
        return f"B({tail}; {' + '.join(filter(None, (str(a), more)))}; {' + '.join(filter(None, (str(b), more)))})"
    z = passing(Z95, wording)
    p = f"{k}/{n}"
    half_width = f"{z}·√({p}·(1 − {p})/{n} + {z}²/(4·{n}²))"
    return f"({p} + {z}²/(2·{n}) {'−' if low else '+'} {half_width}) / (1 + {z}²/{n})"


def _counts(here: Here) -> list[tuple[str, int]]:
    """How many chose each option, by its code."""
    return [(code, figure.value) for code, figure in here.every("count:") if isinstance(figure.value, int)]


def _values(here: Here) -> list[tuple[int, int]]:
    """How many gave each value, the highest first, where the question is told of option by option."""
    question, counts = here.about.question(here.figure.subject), dict(_counts(here))
    if question is None or not counts:
        return []
    steps = [(each.value, counts[each.code]) for each in choices(here.rubric, question) if each.code in counts]
    return sorted(steps, reverse=True)


def _suffix(here: Here) -> str:
    """The option of "share:akut"."""
    return here.figure.statistic.partition(":")[2]
