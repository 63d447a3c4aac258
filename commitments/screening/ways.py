"""What else a comparison leads to, entered by the apps above: a word and an address, None where nothing is offered."""

from __future__ import annotations

from collections.abc import Callable

from commitments.screening.models import ScreeningCheck
from common.trail import Actor

ways: list[Callable[[ScreeningCheck, Actor], tuple[str, str] | None]] = []


def ways_of(check: ScreeningCheck, posting: Actor) -> list[tuple[str, str]]:
    """Return the words and addresses that are offered beside a comparison."""
    return [found for way in ways if (found := way(check, posting))]
