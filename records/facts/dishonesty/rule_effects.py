"""What a change of a rule on dishonesty records would do to those open now; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count
from django.db.models.functions import Coalesce, Greatest

from common.errors import Incomplete
from common.models import Holiday
from common.rule_values import rule
from common.rulebook import Change, Effect, compare_dates
from days.calendar import Period, add_working_days
from postings.holidays import calendar_with
from records.facts.grading import GradingRules, severity
from records.models import DishonestyRecord
from records.publications.windows import PeriodRule, anchor_of, query_until, sanction_until
from records.rule_effects import KEPT, PROPOSED
from records.vocabulary import RecordStatus, Severity


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


def on_queries(change: Change) -> Effect:
    """Return how long confirmed records could be asked for by the new period."""
    return _periods(change, "查询期", "query_until", query_until)


def on_sanctions(change: Change) -> Effect:
    """Return how long sanctions could rest on confirmed records of this grade by the new period."""
    return _periods(change, "惩戒期", "sanction_until", sanction_until, declared_severity=change.key)


def on_grades(change: Change) -> Effect:
    """Return how the computed grade of what is not confirmed yet would change."""
    rules = GradingRules.from_values(change.value, version=PROPOSED)
    open_ones = DishonestyRecord.objects.filter(
        status__in=[RecordStatus.DRAFT, RecordStatus.RETURNED, RecordStatus.PENDING_REVIEW]
    )
    loss = Coalesce("loss", "amount")
    groups = open_ones.order_by().values_list(loss, "impact", "is_aggravated", "computed_severity")
    moved: dict[tuple[str, str], int] = {}
    for loss, impact, is_aggravated, before, number in groups.annotate(n=Count("pk")):
        pair = _grade(before), _grade(_graded(loss, impact, is_aggravated, rules))
        moved[pair] = moved.get(pair, 0) + number
    same = sum(number for (before, after), number in moved.items() if before == after)
    changed = [(number, before, after) for (before, after), number in moved.items() if before != after]
    lines = [("不变", same), ("改变", sum(number for number, _, _ in changed))]
    return Effect("尚未认定的记录", sum(moved.values()), lines, sorted(changed, reverse=True), KEPT)


def _statement_clocks(change: Change, due: Callable[[date], date], note: str) -> Effect:
    running = DishonestyRecord.objects.filter(
        status=RecordStatus.STATEMENT, served_on__isnull=False, statement_due__gte=change.today
    )
    begun = Greatest("served_on", "known_on")
    groups = running.order_by().values_list(begun, "statement_due").annotate(n=Count("pk"))
    rows = ((n, before, due(day)) for day, before, n in groups)
    yesterday = change.today - timedelta(days=1)  # a clock whose last day is today still runs
    return compare_dates("正在计算的陈述申辩期", rows, today=yesterday, note=note)


def _periods(
    change: Change, title: str, column: str, until: Callable[[date, PeriodRule], date | None], **only: str
) -> Effect:
    new = PeriodRule(Period(int(change.value), change.unit), PROPOSED)
    confirmed = DishonestyRecord.objects.filter(status=RecordStatus.CONFIRMED, **only)
    groups = confirmed.order_by().values_list("source_kind", "decided_on", "effective_on", column)
    rows = (
        (n, before, until(anchor_of(kind, decided_on=decided, effective_on=effective), new))
        for kind, decided, effective, before, n in groups.annotate(n=Count("pk"))
    )
    return compare_dates(f"已认定记录的{title}", rows, today=change.today, note=KEPT)


def _graded(loss: Decimal | None, impact: str, is_aggravated: bool, rules: GradingRules) -> str:
    try:
        return severity(loss, impact or None, is_aggravated, rules).severity
    except Incomplete:
        return ""


def _grade(value: str) -> str:
    return Severity(value).label if value else "未评"
