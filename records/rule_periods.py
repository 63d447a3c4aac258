"""Dates that the dated rules give to a record: read the rule in force, let the pure rooms compute."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from common.deadlines.computing import compute
from common.models import Holiday, RuleValue
from common.rule_values import period_words, rule
from days.calendar import Period, WorkingDayCount, add_working_days
from policy.vocabulary import SourceKind
from policy.windows import PeriodRule, anchor_of, query_until, sanction_until

if TYPE_CHECKING:
    from records.facts.dishonesty.models.kind import DishonestyKind


def statement_deadline(served_on: date) -> date:
    """Return the last day for 陈述申辩, counted from service（rules.md 0.2t）."""
    value = rule("statement", "period", served_on)
    return compute(served_on, Period(int(value.value), value.unit), named=Holiday.objects.named()).due


def withdrawal_clock(source_kind: str, dated_on: date) -> tuple[WorkingDayCount, RuleValue]:
    """Return by when a record is withdrawn whose source fell by a document of `dated_on`, and the rule.

    行政处罚法 48, 85
    """
    key = "penalty" if source_kind == SourceKind.PENALTY else "other"
    value = rule("withdrawal", key, dated_on)
    return add_working_days(dated_on, int(value.value), holidays=Holiday.objects.as_calendar()), value


def periods_of(record: DishonestyKind) -> dict[str, Any]:
    """Return query_until and sanction_until: two periods beside publicity, each with its rule（rules.md 0.2j）."""
    anchor = anchor_of(record.source_kind, decided_on=record.decided_on, effective_on=record.effective_on)
    today = timezone.localdate()
    return {
        "query_until": query_until(anchor, _period(rule("query", "any", today))),
        "sanction_until": sanction_until(anchor, _period(rule("sanction", record.declared_severity, today))),
    }


def purposes_of(record: DishonestyKind) -> str:
    """Return the two periods that begin with 认定, as the rules in force today have them（rules.md 0.2j）."""
    today = timezone.localdate()
    query = period_words("query", "any", today)
    sanction = period_words("sanction", record.declared_severity, today)
    grade = record.get_declared_severity_display()
    return f"查询期 {query}，惩戒期（{grade}）{sanction}，都从认定文书的日期起算"


def _period(row: RuleValue) -> PeriodRule:
    return PeriodRule(Period(int(row.value), row.unit), row.version, row.basis)
