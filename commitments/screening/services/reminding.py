"""Reminders of names that wait for a person: before the day and after it, each once; nothing follows from the day itself."""

from __future__ import annotations

from datetime import date

from commitments.reminding import office_of
from commitments.screening.clocks import DECIDE
from commitments.screening.models import Hit
from commitments.screening.services.annulling import ANNULLED
from common.models import Deadline, Notice
from common.rule_values import rule
from common.services import tell
from days.calendar import Period, add_period

SOON, PASSED = "hit.soon", "hit.passed"
TOPICS = {SOON: "名称命中的核实将到期", PASSED: "名称命中的核实期限已过", ANNULLED: "名单误列，命中已撤销"}


def remind_of_names(today: date) -> int:
    """Tell the officers of the place of each name that is to be decided soon or should have been; return how many were told."""
    days = int(rule("reminder", "screening_due", today).value)
    until = add_period(today, Period(days, "calendar_day"))
    rows = Deadline.objects.open().filter(kind=DECIDE.key, due_on__lte=until).select_related("rule")
    return sum(_tell(row, today) for row in rows)


def _tell(row: Deadline, today: date) -> int:
    hit = Hit.objects.select_related("body__check_case__region").get(pk=row.object_id)
    topic = PASSED if row.due_on < today else SOON
    told = office_of(hit.body.check_case.region.path, today)
    known = Notice.objects.filter(topic=topic, object_id=hit.pk, due_on=row.due_on)
    new = told - set(known.values_list("recipient", flat=True))
    text = f"{hit.number} {TOPICS[topic]}（{row.due_on}）{row.rule.doubt}"
    return tell(new, topic=topic, about=hit, text=text, due_on=row.due_on)
