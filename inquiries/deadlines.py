"""The clock of an inquiry: from the day on which it came to the day by which it is answered or refused."""

from __future__ import annotations

from django.utils import timezone

from common.deadlines.kinds import DeadlineKind, deadline_kinds
from common.deadlines.services import Start, cancel, meet, start
from common.rule_values import rule
from common.trail import Actor
from inquiries.models import APPROVERS, ASKERS, Inquiry
from inquiries.rule_kinds import CLOCK

ANSWER = DeadlineKind(
    "inquiry.answer",
    "授权查询答复截止",
    (Inquiry._meta.label_lower,),
    CLOCK,
    "来函的查询须在这一天以前批准并答复，或者写明理由不予批准。",
    "提醒登记人和批准人；不因迟延视为批准。",
    ASKERS | APPROVERS,
    column="due_on",
)


def register() -> None:
    """Declare the kind; called once when the app is ready."""
    deadline_kinds.register(ANSWER)


def begin(case: Inquiry, *, by: Actor) -> None:
    """Start the clock with the day on which the inquiry came."""
    value = rule(CLOCK, "answer", timezone.localdate())
    start(ANSWER, case, Start(case.received_on, f"{case.received_on} 收到 {case.request}", value), by=by)
    case.refresh_from_db()


def met(case: Inquiry, *, by: Actor) -> None:
    """Write down that it is answered or refused."""
    meet(ANSWER, [case.pk], on=timezone.localdate(), by=by)


def stop(case: Inquiry, *, by: Actor) -> None:
    """End the clock of an inquiry that nobody wants answered any more."""
    cancel(ANSWER, [case.pk], reason="放弃", by=by)
