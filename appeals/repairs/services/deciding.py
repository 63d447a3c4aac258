"""The decision on a request for repair; where it is granted, all that follows is one transaction（rules.md 4.1）."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from appeals.repairs.deadlines import EXAMINE
from appeals.repairs.models import Repair, RepairPush
from appeals.repairs.services.telling import bar_to_push, push, tell_department
from appeals.repairs.services.writing import write_letter
from appeals.repairs.vocabulary import Verdict
from common.causes import Cause
from common.deadlines.services import meet
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.trail import Actor
from discipline.measures.services import end_with_repair
from policy.vocabulary import EndGround, PublicationStatus, RecordStatus
from records.facts.services.locking import locked
from records.models import Publication
from records.publications.services.ending import end_publication
from records.publications.services.republishing import standing_publication


@transaction.atomic
def grant(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Grant the repair: publication, sharing and use end, recipients and department are told, in this one act.

    Order 36 by analogy: 修复 is all three, not a hidden page alone. rules.md 4.1; procedures D.18
    """
    _require_decider(case, by, Verdict.GRANT)
    today = timezone.localdate()
    fact = locked(case.fact)
    if fact.status != RecordStatus.CONFIRMED:
        raise WrongState(f"记录现在是“{fact.get_status_display()}”，没有可修复的")
    standing = standing_publication(fact, today)
    _require_not_over(case, today)
    case.move(
        "grant",
        by=by,
        reason=reason,
        decision_reason=reason.strip(),
        decided_by_id=by.user_id,
        decided_on=today,
        publication=standing,
        publication_ended_on=today if standing else None,
        use_ended_on=today,
    )
    meet(EXAMINE, [case.pk], on=today, by=by)
    cause = Cause.of(case, "grant")
    because = f"信用修复 {case.number}：{reason.strip()}"
    fact.move("repair", by=by, reason=because, caused_by=cause, **fact.repaired(today))
    fact.end_terms(reason=because, by=by)
    end_with_repair(fact, by=by, reason=because)
    for publication in _open_publications(case):
        end_publication(publication, by=by, ground=EndGround.REPAIRED, reason=because, cause=cause)
    told = "、".join(row.receiver for row in push(case))
    values = {"理由": reason.strip(), "决定日期": f"{today}", "推送对象": told or "有关单位"}
    write_letter(case, "repair_granted", values, by=by)
    tell_department(case, f"{case.number} 准予信用修复")
    return case


@transaction.atomic
def refuse(case: Repair, *, by: Actor, reason: str, again_from: date) -> Repair:
    """Refuse the repair with reasons and the day from which it can be asked for anew; nothing else changes."""
    _require_decider(case, by, Verdict.REFUSE)
    today = timezone.localdate()
    if again_from <= today:
        raise Incomplete("可重新申请之日须在今天以后", {"again_from": "须在今天以后"})
    case.move(
        "refuse",
        by=by,
        reason=reason,
        decision_reason=reason.strip(),
        decided_by_id=by.user_id,
        decided_on=today,
        again_from=again_from,
    )
    meet(EXAMINE, [case.pk], on=today, by=by)
    values = {"理由": reason.strip(), "重新申请之日": f"{again_from}"}
    write_letter(case, "repair_refused", values, by=by)
    tell_department(case, f"{case.number} 不准予信用修复，{again_from} 起可以重新申请")
    return case


@transaction.atomic
def record_receipt(
    case: Repair,
    *,
    by: Actor,
    push: RepairPush,
    sent_on: date,
    receipt_number: str,
    received_on: date,
    reason: str = "",
) -> Repair:
    """Keep the receipt by which a recipient says that it has the news."""
    if not sent_on <= received_on <= timezone.localdate():
        raise Incomplete("回执日期须在送出之日与今天之间", {"received_on": "须在送出之日与今天之间"})
    if words := bar_to_push(push):
        raise NotEligible(f"还不能推送给{push.receiver}：{words}")
    if push.outbox.taken_at and sent_on < (since := timezone.localdate(push.outbox.taken_at)):
        raise Incomplete("送出日期不对", {"sent_on": f"不能早于放行之日 {since}"})
    case.move("receive", by=by, reason=reason or f"{push.receiver} {receipt_number}")
    waiting = RepairPush.objects.filter(pk=push.pk, repair=case, received_on=None)
    if not waiting.update(sent_on=sent_on, receipt_number=receipt_number.strip(), received_on=received_on):
        raise NotEligible("这份回执已经登记过，请刷新")
    return case


def _open_publications(case: Repair) -> Sequence[Publication]:
    return list(case.fact.publications.exclude(status=PublicationStatus.ENDED))


def _require_not_over(case: Repair, today: date) -> None:
    over = [one for one in _open_publications(case) if one.closes_on and one.closes_on <= today]
    if over:
        raise NotEligible(f"公示期已于 {over[0].closes_on} 届满，没有可修复的")


def _require_decider(case: Repair, by: Actor, verdict: Verdict) -> None:
    """Refuse whoever is not the body that decides, and an end that is not what its document says."""
    if bar := bar_to_deciding(case, by):
        raise NotAllowed(bar)
    if case.document_says and case.document_says != verdict:
        raise NotEligible(f"{case.document_number} 写的是“{case.get_document_says_display()}”")


def bar_to_deciding(case: Repair, by: Actor) -> str:
    """Return why `by` may not decide this case, "" where nothing bars it."""
    if not case.is_for(by):
        return f"这件修复由{case.deciding_name}决定"
    if by.user_id in {case.entered_by_id, case.accepted_by_id, case.opinion_by_id, case.document_by_id}:
        return "提出、受理、审查或登记过这件的人不能决定它（四眼原则）"
    if not case.has_body_here and not case.document_number:
        return f"{case.deciding_name}在本系统内没有岗位，请经办先登记它的决定文书"
    return ""
