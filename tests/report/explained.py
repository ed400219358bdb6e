"""Explanations out of reports that lie on the disk, and their formulas reckoned through as a reader would."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from spur.analysis.figure import Figure
from spur.app.behind import behind_figure
from spur.app.explaining import about_report
from spur.app.gathering import Asked
from spur.app.request import Request, asked_as, read_request
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.report.explanation import About, Explanation, explained
from spur.wording import Lang, Wording


@dataclass(frozen=True)
class Told:
    """A report of which many figures are asked about: it is computed anew once."""

    about: About
    view: View
    request: Request

    @cached_property
    def in_other_language(self) -> About:
        return replace(self.about, wording=Wording("en"))

    def explain(self, figure: Figure, lang: Lang = "sv") -> Explanation:
        about = self.about if lang == self.about.wording.lang else self.in_other_language
        asked = self.request.asked if isinstance(self.request.asked, Asked) else None
        return explained(about, figure, behind_figure(self.view, about, figure, asked))


@contextmanager
def asking(db: str, report: Path) -> Iterator[Told]:
    request = read_request(report)
    with Ledger.open(db).view() as view:
        yield Told(about_report(view, asked_as(request, "sv")), view, request)


def as_text(told: Explanation) -> str:
    """Everything that an explanation says; the day on which a file came in is left out, as that is today."""
    lines = (f"{passage.title}\n" + "\n".join(passage.lines) for passage in told.passages)
    text = "\n".join([told.title, told.shown, *lines])
    return re.sub(r"(Inläsning \d+: [^\n]*), \d{4}-\d\d-\d\d", r"\1", text)


def kind_of(figure: Figure) -> tuple[str, ...]:
    """What sort of figure it is: all of a sort are explained alike."""
    subject, statistic, versus = (each.partition(":")[0] for each in (figure.subject, figure.statistic, figure.versus))
    return figure.scope, subject, statistic, versus, "" if figure.value is None else "known"


def reckoned(line: str) -> Fraction | None:
    """What the left side of "(4·7 + 3·22) / 29 = 3,24… → 3,2" gives; None for a line of words."""
    if not re.match(r"[\d(√⌊−]|B\(|m(in|ax)\(", line) or " = " not in line:
        return None
    left = line.partition(" = ")[0]
    for written, python in (("…", ""), ("·", "*"), ("−", "-"), ("√(", "sqrt("), ("⌊", "floor("), ("⌋", ")")):
        left = left.replace(written, python)
    left = re.sub(r"(\d),(\d)", r"\1.\2", left).replace(";", ",")
    left = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"Fraction('\1')", left).replace("²", "**2")
    names = {"sqrt": _sqrt, "floor": math.floor, "B": _beta, "min": min, "max": max, "Fraction": Fraction}
    return Fraction(eval(left, {"__builtins__": {}}, names))


def _sqrt(square: Fraction) -> Fraction:
    return Fraction(math.sqrt(square))


def _beta(probability: Fraction, a: Fraction, b: Fraction) -> Fraction:
    from scipy.special import betaincinv

    return Fraction(float(betaincinv(float(a), float(b), float(probability))))
