"""Late interest against sums worked by hand（interest.csv, due.csv）, and what must hold of any sums and days."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import payment
from policy.late_interest import Payment, rate_of, reckon

HERE = Path(__file__).parent
BY_HAND = list(csv.DictReader((HERE / "interest.csv").open(encoding="utf-8")))
DUE = list(csv.DictReader((HERE / "due.csv").open(encoding="utf-8")))
LATE = Decimal("0.05")
START = date(2026, 1, 1)
RATE = rate_of(None, None, LATE)
sums = st.decimals(min_value=0, max_value=10**9, places=2)
days = st.integers(min_value=0, max_value=900).map(lambda n: START + timedelta(days=n))
paid = st.decimals(
    min_value=Decimal("0.01"), max_value=10**9, places=2
)  # the table takes no payment of nothing
payments = st.lists(st.builds(Payment, days, paid), max_size=6)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def paid(text: str) -> list[Payment]:
    pairs = [one.split(":") for one in text.split(";") if one]
    return [Payment(date.fromisoformat(on), Decimal(amount)) for on, amount in pairs]


@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: row["case"])
def test_interest_is_what_was_worked_by_hand(row):
    rate = rate_of(number(row["agreed"]), number(row["lpr"]), LATE)
    found = reckon(
        Decimal(row["owed"]),
        Decimal(row["disputed"]),
        date.fromisoformat(row["due"]),
        paid(row["payments"]),
        rate,
        date.fromisoformat(row["until"]),
    )
    assert found.total == Decimal(row["interest"])
    assert found.days == int(row["days"])
    assert row["words"] in rate.words
    assert rate.is_checked == ("未核" not in rate.words)


@pytest.mark.parametrize("row", DUE, ids=lambda row: row["case"])
def test_the_time_to_pay_begins_and_ends_as_worked_by_hand(row):
    told = payment.Delivery(
        day(row["delivered"]),
        day(row["inspection_until"]),
        day(row["accepted"]),
        {"1": True, "0": False, "": None}[row["passed"]],
        row["by_settlement"] == "1",
        day(row["settled"]),
    )
    begun = payment.begins(told)
    allowed = payment.days_to_pay(row["is_sme"] == "1", int(row["days"]) if row["days"] else None, 30)
    assert (begun.on if begun else None) == day(row["starts"])
    assert (begun.event if begun else "") == row["event"]
    assert payment.due_on(begun, allowed) == day(row["due"])


def test_each_clock_has_its_cases():
    assert len(BY_HAND) >= 15
    assert len(DUE) >= 15


@given(owed=sums, disputed=sums, due=days, given_payments=payments, until=days)
def test_interest_is_never_negative_nor_above_what_all_of_it_would_bear(
    owed, disputed, due, given_payments, until
):
    found = reckon(owed, disputed, due, given_payments, RATE, until)
    most = max(owed - disputed, Decimal(0)) * RATE.per_day * max((until - due).days, 0)
    assert 0 <= found.total <= most.quantize(Decimal("0.01")) + Decimal("0.01")


@given(owed=sums, due=days, given_payments=payments, until=days)
def test_steps_follow_one_another_without_gap_or_overlap_after_the_due_day(owed, due, given_payments, until):
    steps = reckon(owed, Decimal(0), due, given_payments, RATE, until).steps
    assert all(due < step.first <= step.last <= until for step in steps)
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(steps))
    assert all(after.principal < before.principal for before, after in pairwise(steps))


@given(owed=sums, due=days, given_payments=payments, until=days)
def test_a_day_more_never_bears_less_and_a_payment_more_never_bears_more(owed, due, given_payments, until):
    once = reckon(owed, Decimal(0), due, given_payments, RATE, until).total
    assert reckon(owed, Decimal(0), due, given_payments, RATE, until + timedelta(days=1)).total >= once
    more = [*given_payments, Payment(until, Decimal(1))]
    assert reckon(owed, Decimal(0), due, more, RATE, until).total <= once


@given(owed=sums, due=days, given_payments=payments, until=days)
def test_payments_in_another_order_bear_the_same(owed, due, given_payments, until):
    once = reckon(owed, Decimal(0), due, given_payments, RATE, until).total
    assert reckon(owed, Decimal(0), due, given_payments[::-1], RATE, until).total == once


@given(owed=sums, due=days, late_by=st.integers(min_value=1, max_value=400))
def test_two_instalments_apart_bear_what_one_of_their_sum_bears(owed, due, late_by):
    until = due + timedelta(days=late_by)
    whole = reckon(owed * 2, Decimal(0), due, [], RATE, until).total
    halves = reckon(owed, Decimal(0), due, [], RATE, until).total * 2
    assert abs(whole - halves) <= Decimal("0.01")
