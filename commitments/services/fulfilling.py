"""What is done of a promise, instalment by instalment, and the finding by another that it is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from commitments.deadlines import DUE, end_due, meet_due
from commitments.models import Commitment, Fulfilment, Instalment
from commitments.services.opening import follow
from commitments.services.settling import settle
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.history import acting
from common.models import Deadline
from common.trail import Actor

FULL = "这一期已经履行完毕"
OWN_REPORT = "履行是您登记的，请由另一人确认兑现（四眼原则）"


@transaction.atomic
def fulfil(
    case: Commitment,
    *,
    by: Actor,
    instalment: Instalment,
    done_on: date,
    document: str,
    amount: Decimal | None = None,
    reason: str = "",
) -> Fulfilment:
    """Write down what was done of one instalment; raises Incomplete where it does not fit the instalment."""
    one = Instalment.objects.select_for_update().get(pk=instalment.pk, commitment=case)
    _require_fitting(case, one, done_on, amount)
    made = Fulfilment(
        instalment=one, done_on=done_on, amount=amount, document=document, entered_by_id=by.user_id
    )
    case.take_in_beside(made)
    case.move("fulfil", by=by, reason=reason or f"{one} {document}"[:200], reported_by_id=by.user_id)
    with acting(by):
        made.save(force_insert=True)
        if one.amount is None or one.unpaid <= 0:
            _finish(case, one, by=by)
    settle(case, timezone.localdate(), by=by, act="fulfil")
    return made


@transaction.atomic
def set_dispute_aside(
    case: Commitment, *, by: Actor, instalment: Instalment, disputed: Decimal, reason: str
) -> Instalment:
    """Say how much of an instalment is disputed: interest runs on the rest alone（条例 17）."""
    one = Instalment.objects.select_for_update().get(pk=instalment.pk, commitment=case)
    if one.amount is None or disputed > one.amount:
        raise Incomplete("有争议的金额不能大于这一期的金额", {"disputed": f"最多 {one.amount or 0} 元"})
    case.move("follow_up", by=by, reason=reason)
    one.disputed = disputed
    with acting(by):
        one.save(update_fields=["disputed"])
    follow(case, "follow_up")
    return one


def _has_reported(case: Commitment, by: Actor) -> bool:
    """Say whether `by` wrote down any part of what was done, be it long ago."""
    return Fulfilment.objects.filter(instalment__commitment=case, entered_by=by.user_id).exists()


def bar_acceptance(case: Commitment, by: Actor) -> str:
    """Return why nobody, or not this person, can find the promise kept yet."""
    if by.unit_id and by.unit_id == case.department_id:
        return "承诺主体自己不能确认兑现，请由信用办办理"
    if _has_reported(case, by):
        return OWN_REPORT
    left = [str(one) for one in case.instalments.filter(done_on=None)]
    return f"{'、'.join(left)}还没有履行完毕" if left else ""


@transaction.atomic
def accept(case: Commitment, *, by: Actor, reason: str = "") -> Commitment:
    """Find the promise kept: every instalment is done, and another says so than whoever reported a part of it."""
    if _has_reported(case, by):
        raise NotAllowed(OWN_REPORT)
    case.require_other_body(by)
    if words := bar_acceptance(case, by):
        raise NotEligible(words)
    last = max(one.done_on for one in case.instalments.all() if one.done_on)
    end_due(case, "承诺已兑现", by=by)
    moved: Commitment = case.move("accept", by=by, reason=reason, kept_on=last, accepted_by_id=by.user_id)
    follow(moved, "accept")
    return moved


def _require_fitting(case: Commitment, one: Instalment, done_on: date, amount: Decimal | None) -> None:
    if one.done_on is not None:
        raise WrongState(FULL)
    if done_on > timezone.localdate():
        raise Incomplete("履行日期不能晚于今天", {"done_on": "不能晚于今天"})
    if done_on < case.signed_on:
        raise Incomplete("履行日期不能早于签署日期", {"done_on": f"不能早于 {case.signed_on}"})
    if one.amount is None and amount is not None:
        raise Incomplete("这一期没有金额", {"amount": "这一期不涉及金额，请留空"})
    if one.amount is not None and amount is None:
        raise Incomplete("请填写支付金额", {"amount": "请填写支付金额"})
    if one.amount is not None and amount is not None and amount > one.unpaid:
        raise Incomplete("支付金额超过这一期未付的金额", {"amount": f"这一期还有 {one.unpaid} 元未付"})


def _finish(case: Commitment, one: Instalment, *, by: Actor) -> None:
    """Mark an instalment as done on the day of its last part; a late one stays known as such."""
    one.done_on = max(part.done_on for part in one.fulfilments.all())
    one.save(update_fields=["done_on"])
    if one.due_on and one.done_on > one.due_on:
        Commitment.objects.filter(pk=case.pk).update(was_late=True)
    running = Deadline.objects.open().filter(kind=DUE.key, object_id=case.pk).first()
    if running is not None and running.due_on == one.due_on:
        meet_due(case, one.done_on, by=by)


def next_instalments(case: Commitment) -> QuerySet[Instalment]:
    """Return the instalments that wait to be done, in order."""
    return Instalment.objects.filter(commitment=case, done_on=None)
