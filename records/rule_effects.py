"""What a change of a rule would do to what is open now: the same pure functions, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from common.calendar import Period, add_working_days
from common.errors import Incomplete, NotEligible
from common.models import Holiday, RuleValue
from common.rule_values import rule
from common.rulebook import Change, Effect, compare_dates
from postings.models import Posting
from records.facts.grading import GradingRules, severity
from records.facts.models.facts import fact_kinds
from records.models import DishonestyRecord, Publication, Withdrawal
from records.publications.windows import (
    PeriodRule,
    WindowRule,
    anchor_of,
    publicity_window,
    query_until,
    sanction_until,
)
from records.vocabulary import PublicationKind, PublicationStatus, RecordStatus, Severity, SourceKind

P = PublicationStatus
Timeline = list[tuple[date, date | None, WindowRule]]
PROPOSED = "拟议"
KEPT = "已经作出的决定按当时的版本执行，不因这次修订改变；这里是按新值重算的结果，供判断轻重。"
COMING = "这些尚未公示，施行后公示的按新旧版本中较轻的计算。"


def on_standing_windows(change: Change) -> Effect:
    """Return how the windows that run now would end by the new value alone."""
    new = WindowRule.from_value(change.value, version=PROPOSED)
    rows = _publications(change.key, P.PUBLIC)
    return compare_dates(
        "正在公示",
        ((n, closes, _closes(fact, act_on, [new])) for fact, act_on, closes, n in rows),
        today=change.today,
        note=KEPT,
    )


def on_pending_windows(change: Change) -> Effect:
    """Return how the windows of what is being prepared would end without and with the new value."""
    act_on = max(change.today, change.effective_from)
    known = [
        (row.effective_from, row.effective_to, WindowRule.from_value(row.value, version=row.version))
        for row in RuleValue.objects.filter(kind=change.kind, key=change.key)
    ]
    new = (change.effective_from, None, WindowRule.from_value(change.value, version=PROPOSED))

    def closes(fact: dict[str, Any], timeline: Timeline) -> date | None:
        return _closes(fact, act_on, in_force(timeline, [fact["decided_on"], act_on]))

    rows = (
        (n, closes(fact, known), closes(fact, [*known, new]))
        for fact, _, _, n in _publications(change.key, P.PENDING)
    )
    return compare_dates("正在办理公示", rows, today=change.today, note=COMING)


def in_force(known: Timeline, days: Iterable[date]) -> list[WindowRule]:
    """Return the versions of a timeline that are in force on `days`; a later start ends an earlier one."""
    found = {}
    for day in days:
        begun = [entry for entry in known if entry[0] <= day]
        newest = max(begun, key=lambda entry: entry[0], default=None)
        if newest and (newest[1] is None or day < newest[1]):
            found[newest[2].version] = newest[2]
    return list(found.values())


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


def calendar_with(change: Change) -> dict[date, bool]:
    """Return the calendar as it would be with the proposed days of the year `key`."""
    kept = {day: works for day, works in Holiday.objects.as_calendar().items() if str(day.year) != change.key}
    return kept | {date.fromisoformat(row["day"]): bool(row["works"]) for row in change.value}


def on_withdrawals(change: Change) -> Effect:
    """Return by when the withdrawals on file would have been due by the new period（行政处罚法 48）."""
    due = _due_of_withdrawals(change)
    rows = _withdrawals(change.key)
    return compare_dates(
        "已登记的撤销，应撤回之日",
        ((n, due_on, due(dated_on)) for dated_on, due_on, _, n in rows),
        today=date.min,
        note=KEPT,
    )


def on_late_withdrawals(change: Change) -> Effect:
    """Return how many withdrawals on file were late, and how many would have been by the new period."""
    due = _due_of_withdrawals(change)
    rows = _withdrawals(change.key)
    before = sum(n for _, due_on, done_on, n in rows if done_on > due_on)
    after = sum(n for dated_on, _, done_on, n in rows if done_on > due(dated_on))
    return Effect("其中超期撤回的", sum(n for *_, n in rows), [("现在", before), ("按新值", after)])


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
    groups = open_ones.order_by().values_list("loss", "impact", "is_aggravated", "computed_severity")
    moved: dict[tuple[str, str], int] = {}
    for loss, impact, is_aggravated, before, number in groups.annotate(n=Count("pk")):
        pair = _grade(before), _grade(_graded(loss, impact, is_aggravated, rules))
        moved[pair] = moved.get(pair, 0) + number
    same = sum(number for (before, after), number in moved.items() if before == after)
    changed = [(number, before, after) for (before, after), number in moved.items() if before != after]
    lines = [("不变", same), ("改变", sum(number for number, _, _ in changed))]
    return Effect("尚未认定的记录", sum(moved.values()), lines, sorted(changed, reverse=True), KEPT)


def on_reminders(change: Change) -> Effect | None:
    """Return how many windows, or how many postings, the reminder would tell of today."""
    told = {"publication_ending": _windows_ending, "posting_ending": _postings_ending}.get(change.key)
    if told is None:
        return None
    present = RuleValue.objects.at(change.kind, change.today).get(change.key)
    before = told(change.today, int(present.value)) if present else 0
    after = told(change.today, int(change.value))
    return Effect("今天要提醒的", after, [("现在", before), ("按新值", after)])


def _windows_ending(today: date, days: int) -> int:
    standing = Publication.objects.filter(fact__kind=PublicationKind.RECORD, status=P.PUBLIC)
    return standing.filter(closes_on__gt=today, closes_on__lte=today + timedelta(days=days)).count()


def _postings_ending(today: date, days: int) -> int:
    return Posting.objects.filter(until__gte=today, until__lte=today + timedelta(days=days)).count()


def _publications(grade: str, *status: str) -> list[tuple[dict[str, Any], date | None, date | None, int]]:
    """Return (fact's dates, day of the act, end, number) of publications of one grade, grouped."""
    kind = next((one for one in fact_kinds.values() if grade in one.grades()), None)
    if kind is None:
        raise Incomplete(f"没有哪一类信息按“{grade}”计算公示期")
    rows = Publication.objects.filter(fact__kind=kind.KIND, status__in=status, **kind.graded(grade))
    decided, effective = (f"fact__{kind.KIND}__{day}" for day in kind.DATES)
    source = F(f"fact__{kind.KIND}__{kind.BASIS}") if kind.BASIS else F("fact__kind")
    grouped = (
        rows.order_by()
        .annotate(source=source, act_on=TruncDate("published_at"))
        .values_list("source", decided, effective, "act_on", "closes_on")
        .annotate(n=Count("pk"))
    )
    return [
        (
            {"source_kind": kind_of, "decided_on": day, "effective_on": from_day, "severity": grade},
            act,
            end,
            n,
        )
        for kind_of, day, from_day, act, end, n in grouped
    ]


def _closes(fact: dict[str, Any], act_on: date | None, rules: list[WindowRule]) -> date | None:
    """Return the first day on which nothing is shown any more; None where nothing may be shown at all."""
    if act_on is None:
        return None
    try:
        return publicity_window(**fact, act_on=act_on, rules=rules, minor_reason="已写明理由").closes
    except NotEligible:
        return None


def _statement_clocks(change: Change, due: Callable[[date], date], note: str) -> Effect:
    running = DishonestyRecord.objects.filter(
        status=RecordStatus.STATEMENT, served_on__isnull=False, statement_due__gte=change.today
    )
    groups = running.order_by().values_list("served_on", "statement_due").annotate(n=Count("pk"))
    rows = ((n, before, due(served_on)) for served_on, before, n in groups)
    yesterday = change.today - timedelta(days=1)  # a clock whose last day is today still runs
    return compare_dates("正在计算的陈述申辩期", rows, today=yesterday, note=note)


def _due_of_withdrawals(change: Change) -> Callable[[date], date]:
    holidays = Holiday.objects.as_calendar()
    return lambda dated_on: add_working_days(dated_on, int(change.value), holidays=holidays).due


def _withdrawals(key: str) -> list[tuple[date, date, date, int]]:
    """Return (document's day, due, done, number) of what was withdrawn under one line of the rule, grouped."""
    penalties = Q(fact__record__source_kind=SourceKind.PENALTY)
    rows = Withdrawal.objects.filter(penalties if key == "penalty" else ~penalties)
    days = rows.order_by().values_list("dated_on", "due_on", "withdrawn_on")
    return list(days.annotate(n=Count("pk")))


def _periods(
    change: Change, title: str, column: str, until: Callable[[date, PeriodRule], date | None], **only: Any
) -> Effect:
    new = PeriodRule(Period(int(change.value), change.unit), PROPOSED)
    confirmed = DishonestyRecord.objects.filter(status=RecordStatus.CONFIRMED, **only)
    groups = confirmed.order_by().values_list("source_kind", "decided_on", "effective_on", column)
    rows = (
        (n, before, until(anchor_of(kind, decided_on=decided, effective_on=effective), new))
        for kind, decided, effective, before, n in groups.annotate(n=Count("pk"))
    )
    return compare_dates(f"已认定记录的{title}", rows, today=change.today, note=KEPT)


def _graded(loss: Any, impact: str, is_aggravated: bool, rules: GradingRules) -> str:
    try:
        return severity(loss, impact or None, is_aggravated, rules).severity
    except Incomplete:
        return ""


def _grade(value: str) -> str:
    return Severity(value).label if value else "未评"
