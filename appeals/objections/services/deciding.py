"""What becomes of a verified objection: withdrawal, correction with a hold, refusal; and how a case ends otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from appeals.objections.deadlines import KINDS
from appeals.objections.models import Objection
from appeals.objections.models.transitions import HOLDS
from appeals.objections.services import notices
from appeals.objections.services.entering import require_own_side
from appeals.objections.vocabulary import Conclusion, Outcome
from common import projections
from common.cases.hanging import end_open_cases
from common.causes import Cause
from common.deadlines.services import cancel as cancel_deadline
from common.ends import Ended
from common.errors import NotEligible
from common.history import acting
from common.rule_values import rule
from common.services import tell
from common.trail import Actor
from common.workflow import move_many
from intake.vocabulary import ObjectionKind
from policy.vocabulary import RecordStatus
from records import services as records
from records.facts.services.locking import locked
from records.models import Hold, Publication, SourceDocument
from records.publications.services.republishing import standing_publication

CORRECTABLE = (RecordStatus.CONFIRMED, RecordStatus.NOT_INCLUDED)
OF_PUBLICITY = (ObjectionKind.OVERDUE, ObjectionKind.NOT_UPDATED)
"""What is wrong is that it stands in public: once it does not, nothing is left to change."""


def hold_of(case: Objection) -> Hold | None:
    """Return the open hold that the objection began, None where there is none."""
    return Hold.objects.open().filter(begun_by__in=HOLDS, cause_object=case.pk).first()


def publication_of(case: Objection) -> Publication | None:
    """Return the publication of its fact that stands, held or not."""
    return standing_publication(case.fact.of_kind, timezone.localdate())


@transaction.atomic
def hold(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Take the publication off the pages while the objection is verified: an act of its own（rules.md 0.2e）."""
    if words := bar_to_hold(case):
        raise NotEligible(words)
    case.move("hold", by=by, reason=reason)
    _hold(case, "hold", by, reason)
    return case


def bar_to_hold(case: Objection) -> str:
    """Return why there is nothing to hold."""
    if hold_of(case):
        return "公示已因这件异议暂停"
    return "" if publication_of(case) else "这条信息没有在公示"


@transaction.atomic
def release(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Let the publication stand again before the objection is over."""
    if hold_of(case) is None:
        raise NotEligible("没有因这件异议暂停的公示")
    case.move("release", by=by, reason=reason)
    _release(case, "release", by, reason)
    return case


@transaction.atomic
def withdraw_fact(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Uphold the objection and withdraw the fact in the same transaction, with publication and all that hangs on it."""
    if words := bar_to_withdrawal(case):
        raise NotEligible(words)
    today = timezone.localdate()
    fact = case.fact.of_kind
    case.move(
        "withdraw_fact", by=by, reason=reason, closed_on=today, **_decided(by, reason, Outcome.ACCEPTED)
    )
    source = SourceDocument(
        case.verifier, case.answer_number or case.number, case.answer_dated_on or case.answered_on
    )
    cause = Cause.of(case, "withdraw_fact")
    records.withdraw_fact(fact, by=by, reason=f"异议 {case} 成立：{reason}", source=source, cause=cause)
    return _over(case, "采纳，信息已撤销", by)


def bar_to_withdrawal(case: Objection) -> str:
    """Return why the fact is not withdrawn for this objection."""
    if case.conclusion != Conclusion.DELETE:
        return f"核查结论是“{case.get_conclusion_display()}”，结论为删除的才撤销信息"
    return "" if case.fact.status == RecordStatus.CONFIRMED else "信息已不在已认定状态，请用“采纳办结”"


@transaction.atomic
def uphold(case: Objection, *, by: Actor, reason: str, is_partial: bool = False) -> Objection:
    """Uphold the objection: the publication is held until the corrected version has passed its own four eyes."""
    if words := bar_to_correction(case):
        raise NotEligible(words)
    outcome = Outcome.PARTLY if is_partial else Outcome.ACCEPTED
    locked(case.fact)  # whoever publishes it at this instant comes first, and is held, or sees this
    case.move("uphold", by=by, reason=reason, **_decided(by, reason, outcome))
    if not bar_to_hold(case):
        _hold(case, "uphold", by, reason)
    notices.tell_applicant(
        case, "objection.step", f"异议 {case} 成立，待更正", more=f"\n理由：{case.decision}"
    )
    tell(
        notices.correctors_of(case), topic="objection.mend", about=case, text=f"异议 {case} 成立，请提出更正"
    )
    return case


def bar_to_correction(case: Objection) -> str:
    """Return why the fact is not corrected for this objection."""
    if case.conclusion not in {Conclusion.CORRECT, Conclusion.SUPPLEMENT}:
        return f"核查结论是“{case.get_conclusion_display()}”，结论为更正、补充的才更正信息"
    return "" if case.fact.status in CORRECTABLE else "信息已经撤销，不能再更正，请用“采纳办结”"


@transaction.atomic
def settle(case: Objection, *, by: Actor, reason: str, is_partial: bool = False) -> Objection:
    """Uphold where nothing is left to change: the fact has ended, or its publication already has."""
    if words := bar_to_settlement(case):
        raise NotEligible(words)
    outcome = Outcome.PARTLY if is_partial else Outcome.ACCEPTED
    today = timezone.localdate()
    case.move("settle", by=by, reason=reason, closed_on=today, **_decided(by, reason, outcome))
    _release(case, "settle", by, reason)
    return _over(case, "采纳", by)


def bar_to_settlement(case: Objection) -> str:
    """Return why upholding needs a withdrawal or a correction: the file is still wrong, or still stands in public."""
    if case.conclusion == Conclusion.UPHOLD:
        return "核查结论是“维持”"
    status = case.fact.status
    is_gone = status not in CORRECTABLE
    is_gone |= case.conclusion == Conclusion.DELETE and status != RecordStatus.CONFIRMED
    if is_gone or (case.kind in OF_PUBLICITY and publication_of(case) is None):
        return ""
    return "信息仍须处理：结论为删除的撤销信息，为更正、补充的予以更正"


@transaction.atomic
def refuse(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Refuse with reasons and the next remedy named, only as the verifying body found（procedures D.16）."""
    if words := bar_to_refusal(case):
        raise NotEligible(words)
    today, known = timezone.localdate(), case.fact.of_kind.basis
    keys = {"judgment", "penalty", "discipline", "accountability"}
    told = rule("objection_remedy", known if known in keys else "other", today)
    case.move(
        "refuse",
        by=by,
        reason=reason,
        closed_on=today,
        remedy=f"{told.value}{told.doubt}",
        **_decided(by, reason, Outcome.REFUSED),
    )
    _release(case, "refuse", by, reason)
    return _over(case, "不予采纳", by)


def bar_to_refusal(case: Objection) -> str:
    """Return why the objection is not refused: nobody but the verifying body says 维持."""
    if case.conclusion == Conclusion.UPHOLD:
        return ""
    return f"核查结论是“{case.get_conclusion_display()}”，结论为维持的才不予采纳；不同意结论的，退回补充核查"


@transaction.atomic
def mend(case: Objection, *, by: Actor, reason: str, **proposal: Any) -> Objection:
    """Open the correction that an upheld objection asks for, with the objection as its cause."""
    if case.correction_id is not None:
        raise NotEligible("更正已经提出，在办理中")
    case.move("mend", by=by, reason=reason)
    made = records.propose_correction(case.fact.of_kind, by=by, cause=Cause.of(case, "mend"), **proposal)
    with acting(by):
        Objection.objects.filter(pk=case.pk).update(correction=made)
    case.refresh_from_db()
    return case


def fulfil(rows: QuerySet[Objection], ended: Ended) -> None:
    """Close the objections whose correction has been applied, and end their holds, in the same transaction."""
    cases = list(rows)
    end_open_cases(rows, "correction", "fulfil", ended, "异议所引起的")
    today = timezone.localdate()
    with acting(ended.by):
        Objection.objects.filter(pk__in=[case.pk for case in cases]).update(closed_on=today)
    for case in cases:
        _release(case, "fulfil", ended.by, ended.reason)
        _over(case, f"{case.get_outcome_display()}，已更正", ended.by)


def remand(rows: QuerySet[Objection], ended: Ended) -> None:
    """Let objections whose correction was taken back wait for another; what is known to be wrong stays off the pages."""
    because = f"异议所引起的更正已{ended.way.label}：{ended.reason}"
    cause = ended.cause("correction_id")
    move_many(rows, "remand", by=ended.by, caused_by=cause, reason=because, correction=None)


@transaction.atomic
def cancel(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Take an objection back; nothing is held against the applicant, and the office may go on by itself（procedures D.17）."""
    require_own_side(case, by)
    case.move("cancel", by=by, reason=reason, closed_on=timezone.localdate())
    _release(case, "cancel", by, reason)
    return _over(case, "已撤回，不影响再次提出", by)


@transaction.atomic
def close(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Close the case of a person who died without an heir that goes on（procedures D.17）."""
    if case.is_by_subject:
        raise NotEligible("主体提出的异议由部门代表撤回，或者办到结论")
    case.move("close", by=by, reason=reason, closed_on=timezone.localdate())
    _release(case, "close", by, reason)
    return _over(case, "已终止", by)


def lapse(rows: QuerySet[Objection], ended: Ended) -> None:
    """End the objections to a fact that was withdrawn or voided, with their clocks, in one statement each."""
    ids = list(rows.values_list("pk", flat=True))
    end_open_cases(rows, "fact", "lapse", ended, "所异议的")
    for kind in KINDS:
        cancel_deadline(kind, ids, reason=ended.reason or "随信息终止", by=ended.by)
    for case in Objection.objects.filter(pk__in=ids):
        notices.tell_applicant(case, "objection.step", f"异议 {case} 随所异议的信息终止")


def _decided(by: Actor, reason: str, outcome: str) -> dict[str, Any]:
    today: date = timezone.localdate()
    return {"outcome": outcome, "decision": reason.strip(), "decided_by_id": by.user_id, "decided_on": today}


def _hold(case: Objection, act: str, by: Actor, reason: str) -> None:
    publication = publication_of(case)
    if publication is not None:
        records.begin_hold(publication, by=by, cause=Cause.of(case, act), reason=reason)


def _release(case: Objection, act: str, by: Actor, reason: str) -> None:
    held = hold_of(case)
    if held is not None:
        records.end_hold(held, by=by, cause=Cause.of(case, act), reason=reason or "异议办结")


def _over(case: Objection, words: str, by: Actor) -> Objection:
    """End what still runs for a case that is over; the mark falls with the last one."""
    for kind in KINDS:
        cancel_deadline(kind, [case.pk], reason=words, by=by)
    projections.changed(facts=[case.fact_id])
    case.refresh_from_db()
    why = "".join(f"\n{head}{text}" for head, text in (("理由：", case.decision), ("", case.remedy)) if text)
    notices.tell_applicant(case, "objection.step", f"异议 {case} {words}", more=why)
    return case
