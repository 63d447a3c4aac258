"""From which day a buyer's time to pay runs, and until when（pure）. 保障中小企业款项支付条例 9、10; rules.md 6.1"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 60
"""The longest time that a contract with a small or medium enterprise may agree. 条例 9"""


@dataclass(frozen=True)
class Delivery:
    """What is known of delivery, acceptance and settlement of one contract."""

    delivered_on: date | None = None
    inspection_until: date | None = None
    """The last day of the agreed inspection, None where the contract knows no acceptance."""
    accepted_on: date | None = None
    is_passed: bool | None = None
    by_settlement: bool = False
    """Whether it is paid by progress, from the day on which the sum was confirmed."""
    settled_on: date | None = None


@dataclass(frozen=True)
class Begun:
    """The day from which the time runs, and what happened on it."""

    on: date
    event: str


def begins(told: Delivery) -> Begun | None:
    """Return from when the time to pay runs, None while it does not.

    A buyer who lets the agreed inspection pass without a result has accepted for this purpose.
    """
    if told.by_settlement:
        return Begun(told.settled_on, "结算金额确认") if told.settled_on else None
    if told.accepted_on is not None:
        if told.is_passed is False:
            return None
        if told.inspection_until and told.accepted_on > told.inspection_until:
            return Begun(told.inspection_until, "约定验收期届满（拖延验收）")
        return Begun(told.accepted_on, "验收合格")
    if told.inspection_until is not None:
        return Begun(told.inspection_until, "约定验收期届满") if told.delivered_on else None
    return Begun(told.delivered_on, "交付") if told.delivered_on else None


def days_to_pay(is_sme: bool, agreed: int | None, usual: int) -> int | None:
    """Return how many days the buyer has: as agreed, else for a small or medium enterprise the usual ones.

    None: neither law nor contract says; the contract's own day counts.
    """
    if agreed is not None:
        return agreed
    return usual if is_sme else None


def due_on(begun: Begun | None, days: int | None) -> date | None:
    """Return the last day to pay, None while nothing can be counted."""
    return None if begun is None or days is None else begun.on + timedelta(days=days)
