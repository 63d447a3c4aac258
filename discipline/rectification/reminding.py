"""Reminders of both duties of a rectification: some days before, and once the day has passed（rules.md 0.2m）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from common.case_file_rules import entered_through
from common.models import Deadline, Notice
from common.roles import Role
from common.rule_values import rule
from days.calendar import Period, add_period
from discipline.models import Rectification
from discipline.rectification.deadlines import EXPLANATION, LABEL, TERM
from postings.models import Posting

TOPICS = {
    "rectification.explanation_soon": "书面说明将到期",
    "rectification.explanation_passed": "书面说明期限已过",
    "rectification.term_soon": "整改将到期",
    "rectification.term_passed": "整改期限已过",
}


def remind(today: date) -> int:
    """Tell the department and whoever registered the case; each matter once, an unconfirmed day as 待核实.

    Returns how many notices are new.
    """
    days = int(rule("reminder", "rectification_due", today).value)
    until = add_period(today, Period(days, "calendar_day"))
    due = Deadline.objects.open().filter(kind__in=[EXPLANATION.key, TERM.key], due_on__lte=until)
    rows = list(due.select_related("rule"))
    found = Rectification.objects.select_related("record").in_bulk([row.object_id for row in rows])
    notices = [one for row in rows for one in _notices(found[row.object_id], row, today)]
    known = Notice.objects.filter(topic__in=TOPICS)
    before = known.count()
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return known.count() - before


def _notices(case: Rectification, row: Deadline, today: date) -> Iterator[Notice]:
    is_over = row.due_on < today
    words = f"应于 {row.due_on} 以前办理，已过期" if is_over else f"将于 {row.due_on} 到期"
    what = "explanation" if row.kind == EXPLANATION.key else "term"
    for recipient in _recipients(case, today):
        yield Notice(
            recipient=recipient,
            topic=f"rectification.{what}_{'passed' if is_over else 'soon'}",
            object_type=LABEL,
            object_id=case.pk,
            text=f"{case.number} {row.label.removesuffix('期限')}{words}{row.rule.doubt}",
            due_on=row.due_on,
        )


def _recipients(case: Rectification, today: date) -> set[UUID]:
    """Return the department's representatives and the posting through which the case was registered."""
    side = Posting.objects.in_force(today).filter(role=Role.REPRESENTATIVE, unit=case.record.department_id)
    return {*side.values_list("pk", flat=True), *entered_through(case)}
