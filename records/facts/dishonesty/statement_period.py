"""How many days a department has for its statement（陈述申辩期）: the dated rule, and what a new one does to those that run.

The days that an installation starts with stand in `records/reference_data.py`, the deadline in `records/deadlines.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import Greatest

from common.models import Holiday
from common.rule_values import rule
from common.rulebook import Change, Effect, PeriodShape, RuleKind, compare_dates
from days.calendar import add_working_days
from policy.vocabulary import RecordStatus
from postings.holidays import calendar_with
from records.models import DishonestyRecord
from records.rule_effects import KEPT


def on_statements(change: Change) -> Effect:
    """Return how the 陈述申辩 clocks that run would end by the new period."""
    holidays = Holiday.objects.as_calendar()
    return _statement_clocks(
        change, lambda served_on: add_working_days(served_on, int(change.value), holidays=holidays).due, KEPT
    )


def on_statements_of_holidays(change: Change) -> Effect:
    """Return how the 陈述申辩 clocks that run would end by the new calendar of the year `key`."""
    holidays = calendar_with(change)

    def due(served_on: date) -> date:
        amount = int(rule("statement", "period", served_on).value)
        return add_working_days(served_on, amount, holidays=holidays).due

    return _statement_clocks(
        change, due, "已经登记的截止日不变；暂算的按新日历重算，只会推后；以后登记的送达按新日历计算。"
    )


def _statement_clocks(change: Change, due: Callable[[date], date], note: str) -> Effect:
    running = DishonestyRecord.objects.filter(
        status=RecordStatus.STATEMENT, served_on__isnull=False, statement_due__gte=change.today
    )
    begun = Greatest("served_on", "known_on")
    groups = running.order_by().values_list(begun, "statement_due").annotate(n=Count("pk"))
    rows = ((n, before, due(day)) for day, before, n in groups)
    yesterday = change.today - timedelta(days=1)  # a clock whose last day is today still runs
    return compare_dates("正在计算的陈述申辩期", rows, today=yesterday, note=note)


PERIOD = RuleKind(
    "statement",
    "陈述申辩期",
    PeriodShape(("working_day",)),
    "告知送达后多少个工作日内可以陈述申辩。",
    (on_statements,),
    order=50,
)
