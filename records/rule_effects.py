"""What a change of a rule would do to what is open now: the same pure functions, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from common.errors import Incomplete, NotEligible
from common.models import Holiday, RuleValue
from common.rulebook import Change, Effect, compare_dates
from days.calendar import add_working_days
from policy.vocabulary import PublicationKind, PublicationStatus, SourceKind
from policy.windows import WindowRule, publicity_window
from postings.reminders import compare_reminders
from records.facts.models.facts import fact_kinds
from records.models import Hold, Publication, Withdrawal

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


def on_reminders(change: Change) -> Effect | None:
    """Return how many windows, or how many holds, the reminder would tell of today."""
    counts = {"publication_ending": _windows_ending, "hold_ending": _holds_ending}
    return compare_reminders(change, counts[change.key]) if change.key in counts else None


def _windows_ending(today: date, days: int) -> int:
    standing = Publication.objects.filter(fact__kind=PublicationKind.RECORD, status=P.PUBLIC)
    return standing.filter(closes_on__gt=today, closes_on__lte=today + timedelta(days=days)).count()


def _holds_ending(today: date, days: int) -> int:
    return Hold.objects.open().filter(planned_until__lte=today + timedelta(days=days)).count()


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


def _due_of_withdrawals(change: Change) -> Callable[[date], date]:
    holidays = Holiday.objects.as_calendar()
    return lambda dated_on: add_working_days(dated_on, int(change.value), holidays=holidays).due


def _withdrawals(key: str) -> list[tuple[date, date, date, int]]:
    """Return (document's day, due, done, number) of what was withdrawn under one line of the rule, grouped."""
    penalties = Q(fact__record__source_kind=SourceKind.PENALTY)
    rows = Withdrawal.objects.filter(penalties if key == "penalty" else ~penalties)
    days = rows.order_by().values_list("dated_on", "due_on", "withdrawn_on")
    return list(days.annotate(n=Count("pk")))
