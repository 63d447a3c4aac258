"""What the clock does about objections every morning: remind who has one in hand, tell the next higher body of a late one."""

from __future__ import annotations

from datetime import date, timedelta

from appeals.objections.deadlines import ACCEPT, KINDS, SUPPLY, VERIFY
from appeals.objections.models import Objection
from appeals.objections.services import notices
from appeals.objections.services.handling import bar_to_escalation, escalate
from common.models import Deadline, Notice
from common.rule_values import rule
from common.services import tell
from common.trail import Actor

DUE = "objection.due"
LATE = "核查机关逾期没有答复"


def remind_of_objections(today: date) -> int:
    """Remind of each clock that is about to pass, or has passed with nobody acting; return how many were told."""
    until = today + timedelta(days=int(rule("reminder", "objection_due", today).value))
    rows = Deadline.objects.open().filter(kind__in=[kind.key for kind in KINDS], due_on__lte=until)
    cases = (
        Objection.objects.open()
        .select_related("fact__department__region")
        .in_bulk([row.object_id for row in rows])
    )
    return sum(_remind(cases[row.object_id], row) for row in rows if row.object_id in cases)


def escalate_late(*, by: Actor, today: date) -> int:
    """Tell the next higher bodies of those whose confirmed clock has passed; each once, the same day（procedures D.16）."""
    waiting = Objection.objects.filter(status="verifying", escalated_on=None, verify_due__lt=today)
    late = [case for case in waiting if not bar_to_escalation(case, today)]
    for case in late:
        escalate(case, by=by, reason=LATE)
    return len(late)


def _remind(case: Objection, row: Deadline) -> int:
    told = {
        ACCEPT.key: notices.officers_of(case),
        SUPPLY.key: set(notices.applicants_of(case)) or notices.officers_of(case),
        VERIFY.key: notices.verifiers_of(case) | notices.officers_of(case),
    }[row.kind]
    known = Notice.objects.filter(topic=DUE, object_id=case.pk, due_on=row.due_on)
    new = told - set(known.values_list("recipient", flat=True))
    return tell(new, topic=DUE, about=case, text=f"{row.label} {row.due_on}：异议 {case}", due_on=row.due_on)
