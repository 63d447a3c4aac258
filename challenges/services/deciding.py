"""What follows from the organ's document, prepared by an officer and decided by a director（procedures A.3）."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from challenges.deadlines import FOLLOW_UP, REVERSAL, met, run, run_reversal, stop_all
from challenges.models import Challenge
from challenges.services.registering import gather
from challenges.services.staying import Document, hold_all, release, require_document
from challenges.services.telling import PREPARED, tell_correctors, tell_directors, tell_public, tell_sides
from challenges.vocabulary import REVERSALS, ChallengeStatus, Outcome
from common.causes import Cause
from common.deadlines.services import cancel
from common.errors import Incomplete, NotAllowed, NotEligible, StaleState
from common.trail import Actor
from common.workflow import move_many
from policy.vocabulary import RecordStatus
from records import services as records
from records.deadlines import STATEMENT
from records.facts.models.kinds import FactKind
from records.facts.services.locking import locked
from records.models import SourceDocument

DRAFTS = (RecordStatus.DRAFT, RecordStatus.RETURNED)
UNDER_REVIEW = (RecordStatus.PENDING_REVIEW, RecordStatus.PENDING_NOTICE, RecordStatus.STATEMENT)
NOTHING_PREPARED = "经办还没有登记处理文书"
NOTHING_TO_CORRECT = "这份文书没有已认定的记录可以更正；未认定的，请按变更后的文书修改后再办"


@transaction.atomic
def prepare(case: Challenge, *, by: Actor, reason: str, outcome: str, document: Document) -> Challenge:
    """Register the organ's document and what it says; a reversal starts the clock of the law（行政处罚法 48）."""
    if words := bar_to_prepare(case):
        raise NotEligible(words)
    if outcome not in Outcome.values:
        raise Incomplete("请选择处理结果", {"outcome": "请选择处理结果"})
    if outcome == Outcome.REMITTED and case.status == ChallengeStatus.REMITTED:
        words = "已经在等待重作；再次发回的，登记进展"
        raise Incomplete(words, {"outcome": words})
    require_document(case, document, case.result_on or case.accepted_on)
    case.move(
        "prepare",
        by=by,
        reason=reason,
        outcome=outcome,
        result_number=document.number.strip(),
        result_on=document.dated_on,
        result_file_id=document.file.pk,
        opinion=reason.strip(),
        prepared_by_id=by.user_id,
        decided_by_id=None,
        decided_on=None,
        due_on=None,
    )
    gather(case, by=by)
    met(FOLLOW_UP, case, on=timezone.localdate(), by=by)
    if outcome in REVERSALS:
        run_reversal(case, document.dated_on, by=by)
    words = f"{case} {case.organ} {case.result_number}：{case.get_outcome_display()}，请决定"
    tell_directors(case, PREPARED, words, case.due_on)
    return case


def bar_to_prepare(case: Challenge) -> str:
    """Return why no document is registered: one waits for the director."""
    return "处理文书已经登记，等负责人决定" if case.is_prepared else ""


@transaction.atomic
def send_back(case: Challenge, *, by: Actor, reason: str) -> Challenge:
    """Return what an officer registered of the organ's document; it is registered anew（退回）."""
    if not case.is_prepared:
        raise NotEligible(NOTHING_PREPARED)
    cleared = dict.fromkeys(["result_on", "result_file_id", "prepared_by_id", "due_on"])
    case.move("return", by=by, reason=reason, outcome="", result_number="", opinion="", **cleared)
    stop_all(case, reason=f"退回：{reason}", by=by)
    run(FOLLOW_UP, case, timezone.localdate(), "退回处理文书", by=by)
    return case


def bar_to(case: Challenge, outcome: str, by: Actor) -> str:
    """Return why `by` does not decide this outcome: nothing prepared, another one, or a hand in the case."""
    if not case.is_prepared:
        return NOTHING_PREPARED
    if case.outcome != outcome:
        return f"{case.result_number} 写的是“{case.get_outcome_display()}”"
    if outcome == Outcome.CHANGED and not any(item.is_open for item in case.items.select_related("fact")):
        return NOTHING_TO_CORRECT
    return case.bar_to_deciding(by)


@transaction.atomic
def uphold(case: Challenge, *, by: Actor, reason: str) -> Challenge:
    """The document stands: the challenge is over, what it held stands again."""
    _decide(case, "uphold", Outcome.UPHELD, by=by, reason=reason)
    release(case, "uphold", by=by, reason=reason)
    tell_sides(case, f"{case.document_number} 经{case.get_kind_display()}维持（{case.result_number}）")
    return case


@transaction.atomic
def close(case: Challenge, *, by: Actor, reason: str) -> Challenge:
    """The remedy was taken back or ended without a ruling: the document stands, what was held stands again."""
    _decide(case, "close", Outcome.ENDED, by=by, reason=reason)
    release(case, "close", by=by, reason=reason)
    tell_sides(
        case, f"{case.document_number} 的{case.get_kind_display()}已撤回或者终止（{case.result_number}）"
    )
    return case


@transaction.atomic
def annul(case: Challenge, *, by: Actor, reason: str) -> Challenge:
    """End every record of the document with all that hangs on it, in this one act; recipients are told in it.

    What is confirmed is withdrawn, what is not yet becomes void; what a tolerance kept out has no effect to end.
    procedures A.3, A.5; 行政处罚法 48
    """
    _decide(case, "annul", Outcome.ANNULLED, by=by, reason=reason)
    source = SourceDocument(case.organ, case.result_number, case.result_on)
    cause, because = Cause.of(case, "annul"), f"源文书被撤销、改判（{case}）：{reason.strip()}"
    facts = [locked(fact.parent) for fact in case.live_facts]
    _void([fact for fact in facts if fact.status in (*DRAFTS, *UNDER_REVIEW)], cause, by=by, reason=because)
    for fact in facts:
        if fact.status == RecordStatus.CONFIRMED:
            records.withdraw_fact(fact, by=by, reason=because, source=source, cause=cause)
    tell_sides(case, f"{case.document_number} 已被撤销或者改判（{case.result_number}），所依据的信息已终止")
    return case


@transaction.atomic
def change(case: Challenge, *, by: Actor, reason: str) -> Challenge:
    """The document reads otherwise: what stands is held until each record's correction has passed its own four eyes."""
    _decide(case, "change", Outcome.CHANGED, by=by, reason=reason)
    gather(case, by=by)
    hold_all(case, "change", by=by, reason=f"源文书已变更（{case.result_number}）：{reason}")
    tell_correctors(case)
    tell_sides(case, f"{case.document_number} 已变更（{case.result_number}），信息待更正，公示暂停")
    return case


@transaction.atomic
def remit(case: Challenge, *, by: Actor, reason: str) -> Challenge:
    """The matter goes back to be decided anew: what stands is held until the new document comes."""
    _decide(case, "remit", Outcome.REMITTED, by=by, reason=reason, remit_document=case.result_words)
    hold_all(case, "remit", by=by, reason=f"发回重审、责令重作（{case.result_number}）：{reason}")
    run(FOLLOW_UP, case, timezone.localdate(), "发回重审、责令重作", by=by)
    tell_sides(case, f"{case.document_number} 发回重审、责令重作（{case.result_number}），公示暂停")
    return case


def _decide(case: Challenge, act: str, outcome: Outcome, *, by: Actor, reason: str, **changes: Any) -> None:
    if case.is_prepared and (words := case.bar_to_deciding(by)):
        raise NotAllowed(words)
    if words := bar_to(case, outcome, by):
        raise NotEligible(words)
    today = timezone.localdate()
    case.move(
        act,
        by=by,
        reason=reason,
        decision_reason=reason.strip(),
        decided_by_id=by.user_id,
        decided_on=today,
        due_on=None,
        **changes,
    )
    met(REVERSAL, case, on=today, by=by)
    stop_all(case, reason=str(case.get_outcome_display()), by=by)
    tell_public(case)


def _void(facts: list[FactKind], cause: Cause, *, by: Actor, reason: str) -> None:
    """Let what nobody has confirmed yet become void, in sets of a kind; a hearing that runs ends with it."""
    cancel(STATEMENT, [fact.pk for fact in facts], reason=reason, by=by)
    for kind in {type(fact) for fact in facts}:
        rows = kind._default_manager.filter(pk__in=[fact.pk for fact in facts if type(fact) is kind])
        due = rows.count()
        move_many(rows, "return", by=by, reason=reason, caused_by=cause)
        if move_many(rows, "void", by=by, reason=reason, caused_by=cause) != due:
            raise StaleState("记录刚被他人改动，或者您应当回避，信息须一并终止，请刷新后再办")
