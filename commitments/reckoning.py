"""The interest on each instalment of a commitment, as its page, the ledger and a breach show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commitments.domains.domain import domains
from commitments.models import Commitment, Instalment
from common.models import RuleValue
from common.rule_values import rule
from policy.late_interest import Payment, Rate, Reckoning, rate_of, reckon


@dataclass(frozen=True)
class Owed:
    """One instalment as it stands: what is owed of it, how late, which interest and why."""

    instalment: Instalment
    reckoning: Reckoning | None
    is_late: bool


def lpr_on(day: date) -> Decimal | None:
    """Return the one-year LPR in force on a day, per cent a year; None where nobody has entered one up to then."""
    known = [row for row in RuleValue.objects.at("lpr", day).values() if row.is_settled]
    published = [row.value for row in known if row.value["on"] <= day.isoformat()]
    newest = max(published, key=lambda value: str(value["on"]), default=None)
    return Decimal(newest["rate"]) if newest else None


def rate_for(case: Commitment, today: date) -> Rate | None:
    """Return the rate of late interest on a commitment, None where it promises no money that bears any."""
    domain = domains[case.domain]
    terms = domain.terms(domain.part_of(case)) if domain.part else None
    if terms is None or not case.signed_on:
        return None
    late = Decimal(rule("late_interest", "daily", today).value)
    return rate_of(terms.agreed, lpr_on(case.signed_on), late)


def owed_of(case: Commitment, today: date) -> list[Owed]:
    """Return every instalment with its reckoning, in order."""
    rate = rate_for(case, today)
    rows = case.instalments.prefetch_related("fulfilments")
    return [Owed(one, _reckoned(one, rate, today), one.is_late(today)) for one in rows]


def interest_of(owed: list[Owed]) -> Decimal:
    """Return the interest of all instalments together."""
    return sum((one.reckoning.total for one in owed if one.reckoning), Decimal(0))


def _reckoned(one: Instalment, rate: Rate | None, today: date) -> Reckoning | None:
    if rate is None or one.amount is None or one.due_on is None or not one.is_late(today):
        return None
    paid = [Payment(paid.done_on, paid.amount) for paid in one.fulfilments.all() if paid.amount]
    until = max(one.done_on, one.due_on) if one.done_on else today
    return reckon(one.amount, one.disputed, one.due_on, paid, rate, until)
