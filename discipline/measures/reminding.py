"""Reminders of measures: when a body elsewhere should have lifted one, and the day after it has not（rules.md 0.2m）."""

from __future__ import annotations

from datetime import date

from common.case_file_rules import entered_through
from common.models import Deadline, Notice
from common.services import tell
from discipline.measures.deadlines import LIFT
from discipline.measures.models import Measure

DUE = "measure.lift_due"
TOPICS = {DUE: "解除文书过期未到"}


def remind(today: date) -> int:
    """Tell whoever registered a measure that its document of release is late; once for each day named."""
    rows = list(Deadline.objects.open().filter(kind=LIFT.key, due_on__lt=today).select_related("rule"))
    found = Measure.objects.in_bulk([row.object_id for row in rows])
    return sum(_remind(found[row.object_id], row) for row in rows)


def _remind(case: Measure, row: Deadline) -> int:
    known = Notice.objects.filter(topic=DUE, object_id=case.pk, due_on=row.due_on)
    new = entered_through(case) - set(known.values_list("recipient", flat=True))
    text = f"{case.number} 的解除文书应于 {row.due_on} 以前收到，还没有登记{row.rule.doubt}"
    return tell(new, topic=DUE, about=case, text=text, due_on=row.due_on)
