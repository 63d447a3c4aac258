"""The rule of how long before its day a matter is told of; each app adds what its own reminders would tell of today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from common.models import RuleValue
from common.rulebook import Change, Effect, PeriodShape, RuleKind, rulebook
from postings.models import Posting


def compare_reminders(change: Change, count: Callable[[date, int], int]) -> Effect:
    """Return how many matters the reminder tells of today, and would tell of; `count` takes a day and the days before it."""
    present = RuleValue.objects.in_force(change.kind, change.key, change.today)
    before = count(change.today, int(present.value)) if present else 0
    after = count(change.today, int(change.value))
    return Effect("今天要提醒的", after, [("现在", before), ("按新值", after)])


def on_posting_reminder(change: Change) -> Effect | None:
    """Return how many postings the reminder would tell of today."""
    return compare_reminders(change, _expiring) if change.key == "posting_ending" else None


def _expiring(today: date, days: int) -> int:
    return Posting.objects.filter(until__gte=today, until__lte=today + timedelta(days=days)).count()


REMINDERS = RuleKind(
    "reminder",
    "提醒",
    PeriodShape(("calendar_day",)),
    "事情到期前多久提醒经办。只提醒，不产生后果。",
    (on_posting_reminder,),
    order=60,
)


def register() -> None:
    """Enter the kind; called once when the app is ready."""
    rulebook.register(REMINDERS)
