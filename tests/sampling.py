"""What every run tries of a long row of cases; the rest is left to `make proof PROOF=long`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def sampled(cases: Iterable[Any], kept: Collection[Any]) -> list[Any]:
    """Return the cases with all but those `kept` marked as long."""
    cases = list(cases)
    assert set(kept) <= set(cases), "a case that is kept is one of them"
    return [case if case in kept else pytest.param(case, marks=pytest.mark.long) for case in cases]
