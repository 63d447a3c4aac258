"""The dialogue inside a case: whoever verifies or decides asks the applicant for further facts, with a day of its own."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from appeals.applicant.services.telling import Asks
from appeals.objections.deadlines import EXPLAIN
from appeals.objections.models import Objection
from appeals.objections.services import notices
from appeals.objections.services.entering import require_own_side
from appeals.objections.services.handling import bar_to_answer
from appeals.objections.vocabulary import ObjectionStatus
from common.case_file_rules import acted_through
from common.deadlines.services import Start, meet, start
from common.errors import NotEligible
from common.roles import DIRECTORS, Role
from common.rule_values import rule
from common.services import tell
from common.trail import Actor


@transaction.atomic
def inquire(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Ask the applicant to explain; no clock of the office stands still meanwhile（procedures A.6）."""
    if words := bar_to_inquiry(case, by):
        raise NotEligible(words)
    today = timezone.localdate()
    period = rule("objection", "explain", today)
    case.move("inquire", by=by, reason=reason, inquiry=reason.strip(), is_asked=True)
    start(EXPLAIN, case, Start(today, f"{today} 请补充说明", period), by=by)
    case.refresh_from_db()
    asks = Asks("explain", case.explain_due, period.doubt)
    notices.tell_applicant(case, "objection.ask", f"异议 {case} 请您补充说明：{reason}", asks=asks)
    return case


def bar_to_inquiry(case: Objection, by: Actor) -> str:
    """Return why this person does not ask now: one question at a time, and by whoever has the case in hand."""
    if case.is_asked:
        return "上一次请申请人说明的还没有答复"
    if case.status == ObjectionStatus.DECIDING:
        return "" if by.role in DIRECTORS else "现在由信用办负责人决定，由负责人请申请人说明"
    if by.role == Role.FINDING_BODY:
        return bar_to_answer(case, by)
    return "现在由核查机关、信用办经办请申请人说明" if by.role in DIRECTORS else ""


@transaction.atomic
def explain(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Take the applicant's explanation; whoever asked hears of it."""
    require_own_side(case, by)
    if words := bar_to_explanation(case):
        raise NotEligible(words)
    text = f"{case.explanation}\n{reason}".strip()
    case.move("explain", by=by, reason=reason, explanation=text, is_asked=False)
    meet(EXPLAIN, [case.pk], on=timezone.localdate(), by=by)
    asked = acted_through(case, act="inquire")
    tell(asked, topic="objection.explained", about=case, text=f"异议 {case} 的申请人已补充说明")
    notices.tell_applicant(case, "objection.step", f"异议 {case} 已收到补充说明")
    return case


def bar_to_explanation(case: Objection) -> str:
    """Return why nothing is explained now."""
    return "" if case.is_asked else "没有请申请人说明的事项"
