"""What the clock does about challenges every morning: remind who has one in hand of the days that come or have passed."""

from __future__ import annotations

from datetime import date, timedelta

from challenges.deadlines import KINDS, REVERSAL
from challenges.models import Challenge
from challenges.services.telling import DUE, nearest, officers_of
from common.models import Deadline, Notice
from common.roles import Role
from common.rule_values import rule
from common.services import tell


def remind(today: date) -> int:
    """Tell of each clock that passes soon or has passed, each day once; an unconfirmed one is told as such（rules.md 0.2m）."""
    until = today + timedelta(days=int(rule("reminder", "challenge_due", today).value))
    due = Deadline.objects.open().filter(kind__in=[kind.key for kind in KINDS], due_on__lte=until)
    rows = list(due.select_related("rule"))
    cases = Challenge.objects.select_related("fact__department__region")
    found = cases.in_bulk([row.object_id for row in rows])
    return sum(_remind(found[row.object_id], row, today) for row in rows)


def _remind(case: Challenge, row: Deadline, today: date) -> int:
    told = officers_of(case) | (nearest(Role.DIRECTOR, case) if row.kind == REVERSAL.key else set())
    known = Notice.objects.filter(topic=DUE, object_id=case.pk, due_on=row.due_on)
    new = told - set(known.values_list("recipient", flat=True))
    words = "已过" if row.due_on < today else "将到"
    text = f"{case} {row.label}{words}（{row.due_on}）{row.rule.doubt}"
    return tell(new, topic=DUE, about=case, text=text, due_on=row.due_on)
