"""Section 4: a unit beside others, and people who answer by unit."""

from collections.abc import Callable, Mapping
from typing import Any

from spur.statistics.clustering import cluster_variance, design_effect, intraclass_correlation
from spur.statistics.funnel import binomial_limit, dispersion, funnel_p
from spur.statistics.shrinkage import beta_binomial, log_likelihood, shrunken


def _counts(given: dict[str, Any]) -> list[tuple[int, int]]:
    return list(zip(given["k"], given["n"], strict=True))


def _limits(given: dict[str, Any]) -> list[list[float]]:
    return [[binomial_limit(p, n, given["target"]) for p in given["p"]] for n in given["n"]]


def _dispersion(given: dict[str, Any]) -> dict[str, Any]:
    pooled = sum(given["k"]) / sum(given["n"])
    target = pooled if given["target"] == "pooled" else given["target"]
    found = dispersion(_counts(given), target)
    return {
        "target": target,
        "z": list(found.z),
        "z_winsorised": list(found.winsorised),
        "phi": found.phi,
        "tau2": found.tau2,
    }


def _beta_binomial(given: dict[str, Any]) -> dict[str, float] | None:
    counts = _counts(given)
    prior = beta_binomial(counts)
    if prior is None:
        return None
    return {"mu": prior.mu, "rho": prior.rho, "logLik": log_likelihood(counts, prior)}


def _shrunken(given: dict[str, Any]) -> dict[str, float]:
    found = shrunken(given["k"], given["n"], given["a"], given["b"])
    return {
        "mean": found.share,
        "lo": found.interval.low,
        "hi": found.interval.high,
        "shrink_weight": found.weight,
    }


def _clustered(given: dict[str, Any]) -> dict[str, Any]:
    counts = _counts(given)
    error = float(cluster_variance(counts)) ** 0.5
    share = sum(given["k"]) / sum(given["n"])
    return {"p": share, "se": error, "se_formula": error, "deff": design_effect(counts)}


ANSWERS: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    "Spiegelhalter 2005 A.1.1 interpolated binomial limits": _limits,
    "winsorised over-dispersion (10%), additive tau2 (DerSimonian-Laird form of Spiegelhalter 2005)": _dispersion,
    "beta-binomial maximum likelihood (mu, rho)": _beta_binomial,
    "posterior mean and 95% interval with prior Beta(a,b)": _shrunken,
    "share positive with trainees clustered in units: linearised SE from unit counts": _clustered,
    "one-way ICC of trainees within units from 0/1 counts (ANOVA estimator)": lambda given: {
        "icc": intraclass_correlation(_counts(given))
    },
    "exact two-sided binomial p of a unit against a fixed national share, and mid-p lower tail": lambda given: {
        "lower_tail": funnel_p(given["k"], given["n"], given["target"]) / 2
    },
}

OTHER_KEYS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "one-way ICC of trainees within units from 0/1 counts (ANOVA estimator)": (
        ("msb", "msw", "n0"),
        "steps on the way to the coefficient, which no report tells",
    ),
    "exact two-sided binomial p of a unit against a fixed national share, and mid-p lower tail": (
        ("p", "lower_midp"),
        "a unit is tested by the funnel that its report shows, with twice the tail beyond it: p < .05 says just that "
        "it is outside; R's p adds other shares of the same probability, and a mid-p is outside sooner",
    ),
}

_MEAN_SCALE = (
    "units are compared by shares; a mean would have to be shown with ten answers at least, which few units have"
)

LEFT_OUT: Mapping[str, str] = {
    "normal-approximation funnel limits": (
        "the limits are exact at every n; normal ones are beyond 0 and 1 where few have answered"
    ),
    "GMC-style flag: mean, 95% CI (t), benchmark mean and quartiles of unit means": (
        "colours by quartile call a quarter of the units worst, whatever they are like; the flags are the funnel's"
    ),
    "unit mean with pooled within-unit SD when the unit is unanimous (own SD = 0)": _MEAN_SCALE,
    "DerSimonian-Laird tau2 and shrunken unit means (BLUP) on the mean scale": _MEAN_SCALE,
    "design-based Korn-Graubard interval": (
        "one family of intervals throughout: Wilson's and Newcombe's with n divided by the design effect"
    ),
    "design effect from ICC and mean unit size": (
        "the design effect is taken from the units themselves; without units nothing tells their correlation either"
    ),
}
