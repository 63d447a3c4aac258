"""The times that may not be shorter than a dated rule says, as a promise's page tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commitments.deadlines import rule_on
from commitments.domains.domain import Domain, Least
from days.calendar import Period, add_period


@dataclass(frozen=True)
class Held:
    """One such time: what it was, until when it had to run at least, and whether it was too short."""

    label: str
    words: str
    article: str
    is_short: bool


def held_of(domain: Domain, part: Any) -> list[Held]:  # noqa: ANN401 - each domain has a part of its own
    """Return each time of the domain that this promise is bound to and whose days are known."""
    return [_held(one, part) for one in domain.least if getattr(part, one.only) and all(_days(one, part))]


def _days(one: Least, part: Any) -> list[Any]:  # noqa: ANN401
    return [getattr(part, name) for name in one.days]


def _held(one: Least, part: Any) -> Held:  # noqa: ANN401
    began, ended = _days(one, part)
    used = rule_on(one.rule_kind, one.rule, began)
    period = Period(int(used.value), used.unit)
    earliest = add_period(began, period)
    is_short = ended < earliest
    said = f"{began} 至 {ended}，共 {(ended - began).days} 日；最短 {period}{used.doubt}，最早到 {earliest}"
    return Held(one.label, said, one.article, is_short)
