"""Each rung of the chain is opened by the fact that causes it: the suit, the lost judgment, the enforcement case, the announcement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.errors import Incomplete, NotEligible, WrongState
from common.once import once
from common.trail import Actor
from identifiers.document_numbers import document_key
from organisations.models import Department
from policy.vocabulary import RecordStatus
from supervision.warnings import deadlines
from supervision.warnings.models import OPEN, Judgment, JudgmentWarning
from supervision.warnings.services.telling import tell_department
from supervision.warnings.vocabulary import LOST, REFUSED, Disposal

NEXT_RUNG = "进入下一阶段"


@dataclass(frozen=True)
class Suit:
    """The court's notice of a suit: which court and case, what about, and when its copy was received. Never public."""

    court: str
    case_number: str
    matter: str
    received_on: date


@dataclass(frozen=True)
class Duty:
    """What the judgment obliges to, and until when, where it says so."""

    obligation: str
    perform_by: date | None = None


@dataclass(frozen=True)
class Enforcement:
    """The court's enforcement case."""

    number: str
    court: str
    filed_on: date


def register(department: Department, suit: Suit, *, by: Actor, reason: str = "") -> JudgmentWarning:
    """Register that a department is sued（被诉）; the time for its defence runs from the receipt of the copy. 行政诉讼法 67"""
    if suit.received_on > timezone.localdate():
        raise Incomplete("收到起诉状副本之日不能晚于今天", {"received_on": "不能晚于今天"})
    case = JudgmentWarning(
        department=department,
        court=suit.court.strip(),
        case_number=suit.case_number.strip(),
        matter=suit.matter.strip(),
        received_on=suit.received_on,
    )
    with transaction.atomic():
        made = _entered(case, "enter", by, reason)
        deadlines.begin(deadlines.DEFENCE, made, suit.received_on, "收到起诉状副本", by=by)
        tell_department(made, f"{made.number} 已登记被诉，答辩举证到 {made.due_on}")
    return made


def in_chain(judgment: Judgment) -> JudgmentWarning | None:
    """Return the open chain that a judgment or an announcement already stands in."""
    column = "refusal" if judgment.outcome == REFUSED else "judgment"
    return JudgmentWarning.objects.filter(status__in=OPEN, **{column: judgment.pk}).first()


def bar_opening(judgment: Judgment) -> str:
    """Return why a judgment on file opens no chain now, "" where it may."""
    if judgment.status != RecordStatus.CONFIRMED:
        return f"这条信息现在是“{judgment.get_status_display()}”，认定以后才开启督办"
    if found := in_chain(judgment):
        return f"已在办理中的预警 {found.number} 里"
    same = JudgmentWarning.objects.filter(
        status__in=OPEN, department=judgment.department_id, case_key=judgment.case_key
    ).first()
    if same:
        return f"同一案件已有办理中的预警 {same.number}，请在那里转入下一阶段"
    return ""


def open_from(judgment: Judgment, duty: Duty, *, by: Actor, reason: str = "") -> JudgmentWarning:
    """Open the chain at the rung of a fact on file: a lost judgment, or the court's announcement of a refusal."""
    if words := bar_opening(judgment):
        raise NotEligible(words)
    is_refused = judgment.outcome == REFUSED
    case = JudgmentWarning(
        department=judgment.department,
        court=judgment.court,
        case_number=judgment.case_number,
        matter=judgment.summary[:300],
        **_duty(duty),
        **{"refusal" if is_refused else "judgment": judgment},
    )
    with transaction.atomic():
        made = _entered(case, "enter_refused" if is_refused else "enter_lost", by, reason)
        _start_performance(made, judgment, by)
    return made


def oversee(
    case: JudgmentWarning, *, by: Actor, judgment: Judgment, duty: Duty, reason: str = ""
) -> JudgmentWarning:
    """Go on to 败诉督办 with the confirmed judgment that the suit ended in."""
    _require_of(case, judgment, LOST)
    with transaction.atomic():
        deadlines.stop([case.pk], reason=NEXT_RUNG, by=by)
        case.move("oversee", by=by, reason=reason, judgment=judgment, **_duty(duty), **_next_rung(by))
        _start_performance(case, judgment, by)
    return case


def enforce(case: JudgmentWarning, *, by: Actor, given: Enforcement, reason: str = "") -> JudgmentWarning:
    """Go on to 执行立案预警 with the court's enforcement case."""
    today = timezone.localdate()
    if not (case.judgment and case.judgment.effective_on <= given.filed_on <= today):
        raise Incomplete("执行立案日期须在裁判生效之日与今天之间", {"filed_on": "须在裁判生效之日与今天之间"})
    found: dict[str, Any] = {
        "enforcement_number": given.number.strip(),
        "enforcement_court": given.court.strip(),
        "enforcement_filed_on": given.filed_on,
    }
    with transaction.atomic():
        deadlines.stop([case.pk], reason=NEXT_RUNG, by=by, but=[deadlines.PERFORMANCE, deadlines.CHECK])
        case.move("enforce", by=by, reason=reason, **found, **_next_rung(by))
        tell_department(case, f"{case.number} 法院已立案执行，请尽快履行")
    return case


def refuse(case: JudgmentWarning, *, by: Actor, refusal: Judgment, reason: str = "") -> JudgmentWarning:
    """Go on to 拒不执行: only with the court's own announcement, confirmed on file. 行政诉讼法 96"""
    _require_of(case, refusal, REFUSED)
    with transaction.atomic():
        deadlines.stop([case.pk], reason=NEXT_RUNG, by=by, but=[deadlines.PERFORMANCE, deadlines.CHECK])
        case.move("refuse", by=by, reason=reason, refusal=refusal, **_next_rung(by))
        tell_department(case, f"{case.number} 法院已公告拒不执行")
    return case


def close(
    case: JudgmentWarning, *, by: Actor, reason: str, disposal: str, document: str, on: date
) -> JudgmentWarning:
    """Write down that the suit ended without a judgment against the department."""
    if case.received_on and not case.received_on <= on <= timezone.localdate():
        raise Incomplete(
            "文书日期须在收到起诉状副本之日与今天之间", {"on": "须在收到起诉状副本之日与今天之间"}
        )
    told: dict[str, Any] = {
        "disposal": Disposal(disposal),
        "disposal_document": document.strip(),
        "disposed_on": on,
    }
    with transaction.atomic():
        deadlines.stop([case.pk], reason="没有败诉", by=by)
        return case.move("close", by=by, reason=reason, due_on=None, **told)


def cancel(case: JudgmentWarning, *, by: Actor, reason: str) -> JudgmentWarning:
    """Take back a registration that was a mistake."""
    with transaction.atomic():
        deadlines.stop([case.pk], reason="登记撤回", by=by)
        return case.move("cancel", by=by, reason=reason, due_on=None)


def _entered(case: JudgmentWarning, act: str, by: Actor, reason: str) -> JudgmentWarning:
    case.case_key = document_key(case.case_number)
    case.registered_by_id = case.opened_by_id = by.user_id
    case.opened_on = timezone.localdate()
    with once("warning_one_open", WrongState("这一案件已有办理中的预警，请在列表里按案号查找")):
        case.enter(by=by, reason=reason, act=act)
    case.refresh_from_db()
    return case


def _next_rung(by: Actor) -> dict[str, Any]:
    """Return what a new rung changes beside its fact: who opened it, its letter to be signed, its own day to come."""
    opened = {"opened_by_id": by.user_id, "opened_on": timezone.localdate()}
    return {**opened, "signed_by_id": None}


def _duty(duty: Duty) -> dict[str, Any]:
    return {"obligation": duty.obligation.strip(), "perform_by": duty.perform_by}


def _start_performance(case: JudgmentWarning, judgment: Judgment, by: Actor) -> None:
    since = judgment.effective_on
    if case.perform_by and case.perform_by < since:
        raise Incomplete("裁判确定的履行期限不能早于生效日期", {"perform_by": f"不能早于 {since}"})
    deadlines.begin(deadlines.PERFORMANCE, case, since, "裁判生效", by=by, due=case.perform_by)
    words = f"{case.number} {case.get_status_display()}，履行到 {case.performance_due}"
    tell_department(case, words)


def _require_of(case: JudgmentWarning, judgment: Judgment, outcome: str) -> None:
    """Raise where the fact is not a confirmed one of this department and kind, or stands in another open chain."""
    if judgment.department_id != case.department_id or judgment.outcome != outcome:
        raise NotEligible("这条裁判不是这个部门的，或者类型不对")
    if judgment.status != RecordStatus.CONFIRMED:
        raise NotEligible(f"这条裁判现在是“{judgment.get_status_display()}”，认定以后才能转入下一阶段")
    found = in_chain(judgment)
    if found and found.pk != case.pk:
        raise NotEligible(f"这条裁判已在办理中的预警 {found.number} 里")
