"""Questions, complaints, suits and arbitrations about a promise, each with the time that its law gives."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from commitments.deadlines import start_dispute
from commitments.domains.domain import domains
from commitments.models import Commitment, Dispute
from commitments.services.opening import follow
from common.deadlines import services as clocks
from common.deadlines.kinds import DeadlineKind
from common.errors import Incomplete, NotEligible, WrongState
from common.history import acting
from common.models import Deadline
from common.trail import Actor


@transaction.atomic
def raise_dispute(case: Commitment, *, by: Actor, reason: str = "", **given: Any) -> Dispute:
    """Write down what the other side brought forward; where the domain knows a time for it, that runs."""
    if given["received_on"] > timezone.localdate():
        raise Incomplete("收到日期不能晚于今天", {"received_on": "不能晚于今天"})
    made = Dispute(commitment=case, entered_by_id=by.user_id, **given)
    case.take_in_beside(made)
    case.move("raise_dispute", by=by, reason=reason or f"{made.get_kind_display()}：{made.matter}"[:200])
    with acting(by):
        made.save(force_insert=True)
    if found := clock_of(case, made):
        start_dispute(made, *found, by=by)
        made.refresh_from_db()
    follow(case, "raise_dispute")
    return made


@transaction.atomic
def pause_dispute(case: Commitment, *, by: Actor, dispute: Dispute, on: date, reason: str) -> Dispute:
    """Stop the count while something is supplied, examined or judged by experts（procedures E.21, (U)）."""
    case.move("pause_dispute", by=by, reason=reason)
    clocks.pause(_running(case, dispute), on=on, reason=reason, by=by)
    follow(case, "pause_dispute")
    return dispute


@transaction.atomic
def resume_dispute(case: Commitment, *, by: Actor, dispute: Dispute, on: date, reason: str = "") -> Dispute:
    """Count on."""
    case.move("resume_dispute", by=by, reason=reason)
    clocks.resume(_running(case, dispute), on=on, by=by)
    dispute.refresh_from_db()
    follow(case, "resume_dispute")
    return dispute


@transaction.atomic
def answer_dispute(
    case: Commitment,
    *,
    by: Actor,
    dispute: Dispute,
    answered_on: date,
    answer_document: str,
    reason: str = "",
) -> Dispute:
    """Write down the answer, or the decision that ended it."""
    if dispute.answered_on is not None:
        raise WrongState("这一件已经答复")
    if not dispute.received_on <= answered_on <= timezone.localdate():
        raise Incomplete("答复日期不对", {"answered_on": f"须在 {dispute.received_on} 至今天之间"})
    dispute.answered_on, dispute.answer_document = answered_on, answer_document
    case.take_in_beside(dispute)
    case.move("answer_dispute", by=by, reason=reason or answer_document[:200])
    with acting(by):
        dispute.save(update_fields=["answered_on", "answer_document"])
    if found := clock_of(case, dispute):
        clocks.meet(found[0], [dispute.pk], on=answered_on, by=by)
    follow(case, "answer_dispute")
    return dispute


def clock_of(case: Commitment, dispute: Dispute) -> tuple[DeadlineKind, str] | None:
    """Return the clock of a kind of dispute in this domain, and its rule; None where the domain knows none."""
    return domains[case.domain].disputes.get(dispute.kind)


def open_disputes(case: Commitment) -> QuerySet[Dispute]:
    """Return what waits for an answer."""
    return Dispute.objects.filter(commitment=case, answered_on=None)


def pausable(case: Commitment, *, is_paused: bool) -> QuerySet[Dispute]:
    """Return the disputes whose clock may be stopped now, or is."""
    kinds = [kind.key for kind, _ in domains[case.domain].disputes.values() if kind.may_pause]
    rows = Deadline.objects.open().filter(kind__in=kinds, paused_on__isnull=not is_paused)
    return open_disputes(case).filter(pk__in=rows.values("object_id"))


def _running(case: Commitment, dispute: Dispute) -> Deadline:
    found = Deadline.objects.open().filter(object_id=dispute.pk).first()
    if dispute.commitment_id != case.pk or found is None:
        raise NotEligible("这一件没有在走的期限")
    return found
