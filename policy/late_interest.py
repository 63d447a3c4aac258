"""Interest on what a buyer pays late: which rate, from which day, on which sum, step by step（pure）.

保障中小企业款项支付条例 17; procedures E.21
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
DAYS_OF_A_YEAR = 365
NO_LPR = "缺当日 LPR，未核"


@dataclass(frozen=True)
class Rate:
    """A rate as a share of the sum per day, and in words why it is this one; `is_checked` is False without the LPR."""

    per_day: Decimal
    words: str
    is_checked: bool = True


@dataclass(frozen=True)
class Payment:
    """What was paid, on which day."""

    on: date
    amount: Decimal


@dataclass(frozen=True)
class Step:
    """Days on which the same sum was owed: the first and the last of them, the sum, the interest, unrounded."""

    first: date
    last: date
    principal: Decimal
    interest: Decimal

    @property
    def days(self) -> int:
        """Return how many days these are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Reckoning:
    """The interest on one instalment up to a day, with the steps that led to it."""

    rate: Rate
    due: date
    until: date
    steps: Sequence[Step]

    @property
    def total(self) -> Decimal:
        """Return the interest in 元, rounded once, to the cent."""
        return sum((step.interest for step in self.steps), Decimal(0)).quantize(CENT, ROUND_HALF_UP)

    @property
    def days(self) -> int:
        """Return on how many days something was owed too late."""
        return sum(step.days for step in self.steps)


def rate_of(agreed: Decimal | None, lpr: Decimal | None, late: Decimal) -> Rate:
    """Return the rate that applies; `agreed` and `lpr` are per cent a year, `late` is per cent a day.

    `lpr` is the one-year rate on the day of signing, None where nobody has entered it.
    """
    if agreed is None:
        return Rate(late / 100, f"没有约定利率，按每日 {_plain(late)}%")
    per_day = agreed / 100 / DAYS_OF_A_YEAR
    if lpr is None:
        return Rate(per_day, f"约定年利率 {_plain(agreed)}%；{NO_LPR}", is_checked=False)
    if agreed < lpr:
        words = f"约定年利率 {_plain(agreed)}% 低于订立时一年期 LPR {_plain(lpr)}%，约定不合要求，按每日 {_plain(late)}%"
        return Rate(late / 100, words)
    return Rate(per_day, f"约定年利率 {_plain(agreed)}%，不低于订立时一年期 LPR {_plain(lpr)}%")


def reckon(
    owed: Decimal, disputed: Decimal, due: date, payments: Iterable[Payment], rate: Rate, until: date
) -> Reckoning:
    """Return the interest on one instalment: on what is undisputed and unpaid, from the day after `due`.

    The day of a payment still counts. What is disputed bears none; payments first meet what is undisputed.
    """
    paid = sorted((one for one in payments if one.on <= until), key=lambda one: one.on)
    open_sum = max(
        owed - disputed - sum((one.amount for one in paid if one.on <= due), Decimal(0)), Decimal(0)
    )
    steps: list[Step] = []
    first = due + timedelta(days=1)
    for on, amount in [*((one.on, one.amount) for one in paid if one.on > due), (until, Decimal(0))]:
        if open_sum and on >= first:
            days = (on - first).days + 1
            steps.append(Step(first, on, open_sum, open_sum * rate.per_day * days))
            first = on + timedelta(days=1)
        open_sum = max(open_sum - amount, Decimal(0))
    return Reckoning(rate, due, until, tuple(steps))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
