"""Reminders of the clocks of a procedure: some days before one passes, and once it has（rules.md 0.2m）."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from common.deadlines.kinds import DeadlineKind
from common.models import Deadline, Notice
from common.rule_values import rule
from common.services import tell
from days.calendar import Period, add_period


def remind_of(
    cases: QuerySet[Any],
    kinds: Collection[DeadlineKind],
    topic: str,
    told: Callable[[Any, Deadline], set[UUID]],
    today: date,
) -> int:
    """Tell whom `told` names of each open clock that passes soon or has passed, each once; return how many were told.

    The rule that says how many days before bears the name of the topic（tolerance.due → tolerance_due）.
    """
    days = int(rule("reminder", topic.replace(".", "_"), today).value)
    until = add_period(today, Period(days, "calendar_day"))
    due = Deadline.objects.open().filter(kind__in=[kind.key for kind in kinds], due_on__lte=until)
    rows = list(due.select_related("rule"))
    found = cases.in_bulk([row.object_id for row in rows])
    number = 0
    for row in rows:
        case = found[row.object_id]
        known = Notice.objects.filter(topic=topic, object_id=case.pk, due_on=row.due_on)
        new = told(case, row) - set(known.values_list("recipient", flat=True))
        words = "已过" if row.due_on < today else "将到"
        text = f"{case.number} {row.label}{words}（{row.due_on}）{row.rule.doubt}"
        number += tell(new, topic=topic, about=case, text=text, due_on=row.due_on)
    return number
