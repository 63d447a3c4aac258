"""What follows when the term has passed: steps by documents, and the finding of a refusal after a hearing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.errors import NotEligible, WrongState
from common.history import acting
from common.trail import Actor
from discipline.models import Rectification, RectificationStep
from discipline.pressing.services import body_for
from discipline.rectification import deadlines
from discipline.routing import competence_over, require_named
from discipline.vocabulary import CompetentAct, StepKind

STEPS = {
    StepKind.WARNING: "warn",
    StepKind.INTERVIEW: "interview",
    StepKind.CIRCULAR: "circulate",
    StepKind.TRANSFER: "transfer",
}


@transaction.atomic
def press(
    case: Rectification, kind: StepKind, *, by: Actor, reason: str, body: str, document: str
) -> RectificationStep:
    """Take a step because the term has passed: by the document of the body that may, each once for a term."""
    due = deadlines.require_passed(case)
    body = body_for(case, kind, body)
    require_named(body, case.department, None)
    if case.steps.filter(kind=kind, due_on=due).exists():
        raise WrongState(f"这一期限已经{kind.label}过一次")
    case.move(STEPS[kind], by=by, reason=reason)
    given: dict[str, Any] = {"body": body, "document": document, "due_on": due, "entered_by_id": by.user_id}
    with acting(by):
        made = RectificationStep.objects.create(case=case, kind=kind, taken_on=timezone.localdate(), **given)
    return made


@transaction.atomic
def notify_refusal(
    case: Rectification, *, by: Actor, reason: str, served_on: date, served_how: str
) -> Rectification:
    """Tell the department that its refusal is to be found, so that it may be heard first（procedures C.12）."""
    deadlines.require_passed(case)
    due = deadlines.start_hearing(case, served_on, by=by)
    told: dict[str, Any] = {"hearing_served_on": served_on, "hearing_served_how": served_how}
    return case.move("notify_refusal", by=by, reason=reason, statement="", hearing_due=due, **told)


@transaction.atomic
def state(case: Rectification, *, by: Actor, statement: str, reason: str = "") -> Rectification:
    """Say what the department says against the finding."""
    deadlines.meet_one(deadlines.HEARING, case, by=by)
    return case.move("state", by=by, reason=reason, statement=statement)


def bar_refusal(case: Rectification) -> str:
    """Return why the refusal cannot be found yet: the department was neither heard nor is its time over."""
    if case.statement or (case.hearing_due and timezone.localdate() > case.hearing_due):
        return ""
    return f"部门还可以陈述申辩到 {case.hearing_due}：收到意见或期满以后才能登记认定"


@transaction.atomic
def find_refusal(
    case: Rectification, *, by: Actor, reason: str, refusal_document: str, refused_on: date
) -> Rectification:
    """Write down the competent body's decision that the department refuses to mend."""
    if words := bar_refusal(case):
        raise NotEligible(words)
    competence_over(case.record, CompetentAct.FIND_REFUSAL, timezone.localdate())
    deadlines.meet_one(deadlines.HEARING, case, by=by)
    found: dict[str, Any] = {"refusal_document": refusal_document, "refused_on": refused_on}
    return case.move("find_refusal", by=by, reason=reason, **found)


@transaction.atomic
def resume(case: Rectification, *, by: Actor, reason: str, to: date | None = None) -> Rectification:
    """Go on after a stay; `to` gives back the time that it took."""
    if to:
        deadlines.prolong(case, to, reason, by=by)
        case.refresh_from_db()
    return case.move("resume", by=by, reason=reason, stayed_because="")
