"""A false commitment is found: the repair is undone after a hearing, and public again within the original window only.

procedures D.18
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from appeals.repairs.deadlines import HEARING, run, stop_all
from appeals.repairs.models import Repair
from appeals.repairs.rule_kinds import CLOCK
from appeals.repairs.services.telling import push, tell_department
from appeals.repairs.services.writing import write_letter
from common import projections
from common.causes import Cause
from common.deadlines.services import meet
from common.errors import NotAllowed, WrongState
from common.rule_values import period_words
from common.trail import Actor
from letters import services as letters
from letters.models import Letter, LetterService
from letters.services import Delivery
from policy.vocabulary import EndGround, RecordStatus
from records.facts.services.locking import locked


@transaction.atomic
def doubt(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Say why a granted repair is to be undone; the department is told and may state its view."""
    case.move("doubt", by=by, reason=reason, doubted_by_id=by.user_id, doubted_because=reason.strip())
    period = period_words(CLOCK, "hearing", timezone.localdate())
    values = {"理由": reason.strip(), "期限": f"本告知书送达之日起 {period}"}
    write_letter(case, "repair_doubted", values, by=by)
    tell_department(case, f"{case.number} 的修复拟予撤销，请陈述意见")
    return case


@transaction.atomic
def serve_letter(
    case: Repair,
    *,
    by: Actor,
    letter: Letter,
    manner: str,
    recipient: str,
    on: date,
    proof: str,
    reason: str = "",
) -> Repair:
    """Record the service of one of the case's letters; the time to state one's view runs from that of the notice."""
    if (letter.object_id, letter.status) != (case.pk, Letter.Status.ISSUED):
        raise WrongState("这份文书不在待送达的之列，请刷新")
    case.move("serve", by=by, reason=reason or f"{letter.document_number} {on}")
    served = letters.serve(letter, Delivery(LetterService.Manner(manner), recipient, on, proof), by=by)
    if letter.template.key == "repair_doubted":
        clock = run(HEARING, case, served.served_on, "告知书送达", by=by)
        Repair.objects.filter(pk=case.pk).update(statement_until=clock.due_on)
    case.refresh_from_db()
    return case


@transaction.atomic
def state_view(case: Repair, *, by: Actor, statement: str) -> Repair:
    """Take down what the department says to the undoing."""
    case.move("state", by=by, reason="提交陈述意见", statement=statement.strip())
    meet(HEARING, [case.pk], on=timezone.localdate(), by=by)
    return case


def bar_to_undoing(case: Repair, by: Actor) -> str:
    """Return why the repair cannot be undone by `by` now, "" where it can."""
    if not case.is_for(by):
        return f"由{case.deciding_name}决定"
    if by.user_id == case.doubted_by_id:
        return "提出撤销的人不能决定它（四眼原则）"
    is_over = case.statement_until is not None and case.statement_until < timezone.localdate()
    return "" if case.statement or is_over else "告知书送达以后，收到陈述意见或者期满，才能撤销"


@transaction.atomic
def undo(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Undo the repair: sharing and use run again, recipients are told; publication needs a proposal and eyes of its own."""
    if bar := bar_to_undoing(case, by):
        raise NotAllowed(bar)
    today = timezone.localdate()
    fact = locked(case.fact)
    case.move("undo", by=by, reason=reason, undone_by_id=by.user_id, undone_on=today)
    stop_all([case.pk], reason="撤销修复", by=by)
    cause, because = Cause.of(case, "undo"), f"撤销信用修复 {case.number}：{reason.strip()}"
    if fact.status == RecordStatus.CONFIRMED:
        fact.move("undo_repair", by=by, reason=because, caused_by=cause, **fact.repaired(None))
        fact.start_terms(by=by)
        if case.publication is not None:
            case.publication.move(
                "undo_repair", by=by, reason=because, caused_by=cause, end_ground=EndGround.UNDONE
            )
            projections.changed(facts=[fact.pk])
    push(case, is_undoing=True)
    values = {"理由": reason.strip(), "决定日期": f"{today}"}
    write_letter(case, "repair_undone", values, by=by)
    tell_department(case, f"{case.number} 的修复已撤销")
    return case


@transaction.atomic
def keep(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Let the repair stand after the hearing（维持修复）."""
    if not case.is_for(by):
        raise NotAllowed(f"由{case.deciding_name}决定")
    case.move("keep", by=by, reason=reason)
    stop_all([case.pk], reason="维持修复", by=by)
    tell_department(case, f"{case.number} 的修复维持不变")
    return case
