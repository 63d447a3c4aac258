"""The department reports what it did and proves that it performed; an officer checks, a director presses when a day has passed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.errors import Incomplete, NotEligible, WrongState
from common.history import acting
from common.models import Evidence
from common.trail import Actor
from discipline.pressing.services import body_for
from discipline.routing import require_named
from supervision.warnings import deadlines
from supervision.warnings.models import JudgmentWarning, WarningMeasure, WarningStep
from supervision.warnings.services.telling import tell_department
from supervision.warnings.vocabulary import PressKind, WarningStatus

S = WarningStatus
PRESSES = {PressKind.INTERVIEW: "interview", PressKind.CIRCULAR: "circulate"}
NO_FILE = "先把履行证明（付款凭证、结案通知等）传到“证据”里"


@transaction.atomic
def report(
    case: JudgmentWarning, *, by: Actor, text: str, taken_on: date, reason: str = ""
) -> WarningMeasure:
    """Report which measures were taken; that answers the letter of the rung."""
    today = timezone.localdate()
    if taken_on > today:
        raise Incomplete("采取措施的日期不能晚于今天", {"taken_on": "不能晚于今天"})
    kind = deadlines.ANSWERED_BY_REPORT.get(S(case.status))
    is_met = bool(kind and deadlines.met(kind, case, by=by))
    case.move("report", by=by, reason=reason or text[:200], **({"due_on": None} if is_met else {}))
    with acting(by):
        made: WarningMeasure = WarningMeasure.objects.create(
            case=case,
            rung=case.status,
            text=text,
            taken_on=taken_on,
            reported_by_id=by.user_id,
            reported_on=today,
        )
    return made


def bar_proof(case: JudgmentWarning, by: Actor) -> str:
    """Return why the department cannot prove now: a proof waits to be checked, or no file lies beside the case."""
    if case.proved_on:
        return f"{case.proved_on} 提交的履行证明正在核对"
    return "" if Evidence.objects.of(case).standing().exists() else NO_FILE


@transaction.atomic
def prove(
    case: JudgmentWarning, *, by: Actor, performance: str, performed_on: date, reason: str = ""
) -> JudgmentWarning:
    """Hand in the proof that the judgment was performed; the chain goes on until it is checked."""
    if words := bar_proof(case, by):
        raise NotEligible(words)
    today = timezone.localdate()
    if performed_on > today:
        raise Incomplete("履行完毕之日不能晚于今天", {"performed_on": "不能晚于今天"})
    told: dict[str, Any] = {"performance": performance, "performed_on": performed_on}
    case.move("prove", by=by, reason=reason, proved_by_id=by.user_id, proved_on=today, **told)
    deadlines.begin(deadlines.CHECK, case, today, "收到履行证明", by=by)
    return case


def bar_check(case: JudgmentWarning, by: Actor) -> str:
    """Return why there is nothing to check, or why not by this person."""
    if not case.proved_on:
        return "部门还没有提交履行证明"
    return "提交证明的人不能核对它" if by.user_id == case.proved_by_id else ""


@transaction.atomic
def accept(case: JudgmentWarning, *, by: Actor, reason: str) -> JudgmentWarning:
    """Find the proof true: the judgment is performed, and the chain ends. A published refusal ends by its own rules."""
    _require_check(case, by)
    deadlines.met(deadlines.CHECK, case, by=by)
    deadlines.met(deadlines.PERFORMANCE, case, by=by)
    deadlines.stop([case.pk], reason="已履行", by=by)
    today = timezone.localdate()
    case.move("accept", by=by, reason=reason, checked_by_id=by.user_id, checked_on=today, due_on=None)
    tell_department(case, f"{case.number} 履行证明核对属实，预警结束")
    return case


@transaction.atomic
def send_back(case: JudgmentWarning, *, by: Actor, reason: str) -> JudgmentWarning:
    """Find the proof wanting: the department reads why and proves again."""
    _require_check(case, by)
    deadlines.met(deadlines.CHECK, case, by=by)
    nothing: dict[str, Any] = {"performance": "", "performed_on": None, "proved_by_id": None}
    case.move("send_back", by=by, reason=reason, proved_on=None, due_on=None, **nothing)
    tell_department(case, f"{case.number} 履行证明须补充：{reason}"[:200])
    return case


def _require_check(case: JudgmentWarning, by: Actor) -> None:
    if words := bar_check(case, by):
        raise NotEligible(words)


def bar_press(case: JudgmentWarning, by: Actor) -> str:
    """Return why nothing is pressed: no day has passed by a confirmed rule, a proof is being checked, or by whom not."""
    if case.proved_on:
        return f"{case.proved_on} 提交的履行证明正在核对，核对以后再说"
    if by.user_id == case.opened_by_id:
        return "开启这一阶段的人不能约谈、通报，请由另一人办理（四眼原则）"
    return deadlines.bar_escalation(case)


@transaction.atomic
def press(
    case: JudgmentWarning, kind: PressKind, *, by: Actor, reason: str, body: str, document: str
) -> WarningStep:
    """Take a step because a day has passed: by a body's document, each once for a day."""
    if words := bar_press(case, by):
        raise NotEligible(words)
    due = deadlines.require_late(case)
    body = body_for(case, kind, body)
    require_named(body, case.department, None)
    if case.steps.filter(kind=kind, due_on=due).exists():
        raise WrongState(f"因 {due} 这一期限已经{kind.label}过一次")
    case.move(PRESSES[kind], by=by, reason=reason)
    with acting(by):
        made: WarningStep = WarningStep.objects.create(
            case=case,
            kind=kind,
            body=body,
            document=document,
            taken_on=timezone.localdate(),
            due_on=due,
            entered_by_id=by.user_id,
        )
    tell_department(case, f"{case.number} {kind.label}：{document}")
    return made
