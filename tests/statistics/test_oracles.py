"""The statistics against R: every vector is answered as R answers it, or its method is left out for a reason."""

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from math import isclose
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from tests.statistics import oracles

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "fixtures" / "oracles" / "stat_vectors.json").read_text())["vectors"]
MODULES = [import_module(f"{oracles.__name__}.{module.name}") for module in iter_modules(oracles.__path__)]

ANSWERS: Mapping[str, Callable[[dict[str, Any]], Any]] = {k: v for m in MODULES for k, v in m.ANSWERS.items()}
LEFT_OUT: Mapping[str, str] = {k: v for m in MODULES for k, v in m.LEFT_OUT.items()}
OTHER_KEYS: Mapping[str, tuple[tuple[str, ...], str]] = {
    k: v for m in MODULES for k, v in getattr(m, "OTHER_KEYS", {}).items()
}
NOT_TARGETS: Mapping[str, str] = {k: v for m in MODULES for k, v in getattr(m, "NOT_TARGETS", {}).items()}
"""Vectors (by id) that document a trap: what another program returns and spur does not."""


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_a_vector_of_r_comes_out(vector: dict[str, Any]) -> None:
    method = vector["method"]
    if vector["id"] in NOT_TARGETS or method in LEFT_OUT:
        return
    assert method in ANSWERS, "neither answered nor left out"
    omitted = OTHER_KEYS.get(method, ((), ""))[0]
    compare(ANSWERS[method](vector["input"]), vector["expected"], vector["tolerance"], omitted)


def compare(got: Any, expected: Any, tolerance: float, omitted: tuple[str, ...] = ()) -> None:
    if isinstance(expected, dict):
        assert set(got) == set(expected) - set(omitted)
        for key in got:
            compare(got[key], expected[key], tolerance)
    elif isinstance(expected, list):
        assert len(got) == len(expected)
        for own, theirs in zip(got, expected, strict=True):
            compare(own, theirs, tolerance)
    elif expected is None or isinstance(expected, str | bool):
        assert got == expected
    else:
        assert isclose(float(got), expected, rel_tol=tolerance, abs_tol=tolerance)


def test_nothing_is_both_answered_and_left_out_and_nothing_is_answered_that_nobody_asks() -> None:
    asked = {vector["method"] for vector in VECTORS}
    assert not set(ANSWERS) & set(LEFT_OUT)
    assert set(ANSWERS) | set(LEFT_OUT) <= asked
