"""What a change of a rule on dishonesty records would do to those open now; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.db.models.functions import Coalesce

from common.errors import Incomplete
from common.rulebook import Change, Effect, compare_dates
from days.calendar import Period
from policy.grading import GradingRules, severity
from policy.vocabulary import RecordStatus, Severity
from policy.windows import PeriodRule, anchor_of, query_until, sanction_until
from records.models import DishonestyRecord
from records.rule_effects import KEPT, PROPOSED


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
