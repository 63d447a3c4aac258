"""The decision of the competent body, made together; then the director's own act: does the record enter?（procedures B.9）"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from common.causes import Cause
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.trail import Actor
from discipline.tolerance import deadlines
from discipline.tolerance.models import Tolerance
from discipline.tolerance.services.filing import tell_file
from discipline.tolerance.services.finding import found_of
from discipline.tolerance.services.starting import bar_to_tolerance
from discipline.tolerance.services.telling import tell_department
from discipline.tolerance.services.writing import write_letter
from discipline.tolerance.vocabulary import Liable, Outcome
from discipline.tolerance.weighing import bar_to_excluding, bar_to_granting
from policy.vocabulary import SourceKind
from records.facts.services.locking import locked
from records.services import exclude_record

LATER_SAME = "提出、受理或者登记调查核实报告的人不能再办理认定（四眼原则）"


@dataclass(frozen=True)
class Decision:
    """The decision as its document says it: whose liability, what scope, by which meeting, what must be put right."""

    outcome: str
    liable: str
    scope: str
    document_number: str
    decided_on: date
    meeting: str
    met_on: date
    clears_name: bool = False
    correction: str = ""
    correction_due: date | None = None


def bar_to_deciding(case: Tolerance, by: Actor) -> str:
    """Return why `by` may not write the decision down, "" where nothing bars it."""
    if not case.is_for(by):
        return f"由{case.body_name}认定"
    return LATER_SAME if by.user_id in {case.entered_by_id, case.accepted_by_id, case.reported_by_id} else ""


def bar_to_grant(case: Tolerance, by: Actor) -> str:
    """Return why tolerance cannot be granted, "" where it can."""
    return bar_to_deciding(case, by) or _bar_by_law(case)


def _bar_by_law(case: Tolerance) -> str:
    """Return what bars a tolerance whoever decides: an item of the negative list, or the record as it stands by now."""
    return bar_to_granting(found_of(case)) or bar_to_tolerance(case.fact.of_kind)


@transaction.atomic
def grant(case: Tolerance, *, by: Actor, reason: str, decision: Decision) -> Tolerance:
    """Write down that the matter is tolerated（予以容错）; the record stays as it is until the director's own act."""
    if decision.outcome in {"", Outcome.REFUSED}:
        raise Incomplete("请选择免责、从轻或者减轻", {"outcome": "请选择"})
    if words := _bar_by_law(case):
        raise NotEligible(words)
    _decided(case, "grant", decision, by=by, reason=reason)
    if decision.correction and decision.correction_due:
        deadlines.run(
            deadlines.CORRECTION,
            case,
            timezone.localdate(),
            f"{case.document_number} 要求纠错",
            by=by,
            due=decision.correction_due,
        )
    values = {
        "结论": str(Outcome(decision.outcome).label),
        "责任": str(Liable(decision.liable).label),
        "范围": case.scope,
        "纠错": f"{case.correction}（{case.correction_due} 以前）" if case.correction else "没有另外的要求。",
    }
    return _fed_back(case, "tolerance_granted", values, by=by)


@transaction.atomic
def refuse(case: Tolerance, *, by: Actor, reason: str, decision: Decision) -> Tolerance:
    """Write down that the matter is not tolerated（不予容错）; nothing else changes."""
    _decided(case, "refuse", decision, by=by, reason=reason)
    return _fed_back(case, "tolerance_refused", {}, by=by)


def _decided(case: Tolerance, act: str, decision: Decision, *, by: Actor, reason: str) -> None:
    if words := bar_to_deciding(case, by):
        raise NotAllowed(words)
    if wrong := _faults(case, decision):
        raise Incomplete("；".join(wrong.values()), wrong)
    case.move(
        act,
        by=by,
        reason=reason,
        outcome=decision.outcome,
        liable=decision.liable,
        scope=decision.scope.strip(),
        document_number=decision.document_number.strip(),
        decided_on=decision.decided_on,
        meeting=decision.meeting.strip(),
        met_on=decision.met_on,
        clears_name=decision.clears_name,
        correction=decision.correction.strip(),
        correction_due=decision.correction_due,
        decision_reason=reason.strip(),
        decided_by_id=by.user_id,
    )
    deadlines.met(deadlines.CONSULT, case, timezone.localdate(), by=by)
    tell_file(case, by=by)


def _faults(case: Tolerance, decision: Decision) -> dict[str, str]:
    """Name what is missing of a decision, and days that cannot be, by field."""
    asked = {
        "liable": "认定谁的责任",
        "scope": "认定的事项和范围",
        "document_number": "认定文号",
        "meeting": "集体研究的会议",
    }
    wrong = {
        name: f"请写明{words}" for name, words in asked.items() if not str(getattr(decision, name)).strip()
    }
    if case.reported_on and decision.met_on < case.reported_on:
        wrong["met_on"] = f"集体研究须在调查核实报告（{case.reported_on}）之后"
    if not decision.met_on <= decision.decided_on <= timezone.localdate():
        wrong["decided_on"] = f"认定日期须在会议日期 {decision.met_on} 与今天之间"
    if bool(decision.correction.strip()) != bool(decision.correction_due):
        wrong["correction_due"] = "纠错要求和纠错期限须一并写明"
    return wrong


def _fed_back(case: Tolerance, key: str, values: dict[str, str], *, by: Actor) -> Tolerance:
    """Write the feedback and start its clock; its service meets it."""
    shared = {
        "认定机关": case.body_name,
        "文号": case.document_number,
        "认定日期": f"{case.decided_on}",
        "理由": case.decision_reason,
    }
    write_letter(case, key, {**shared, **values}, by=by)
    deadlines.run(deadlines.FEEDBACK, case, timezone.localdate(), "作出认定", by=by)
    tell_department(case, f"{case.number} {case.get_outcome_display()}")
    case.refresh_from_db()
    return case


@transaction.atomic
def send_back(case: Tolerance, *, by: Actor, reason: str) -> Tolerance:
    """Have the facts investigated anew; the consultation begins anew after the next report."""
    if not case.is_for(by):
        raise NotAllowed(f"由{case.body_name}认定")
    case.move("return", by=by, reason=reason, round=F("round") + 1)
    today = timezone.localdate()
    deadlines.met(deadlines.CONSULT, case, today, by=by)
    deadlines.run(deadlines.INVESTIGATE, case, today, "退回补充调查", by=by)
    case.refresh_from_db()
    return case


def bar_to_exclude(case: Tolerance) -> str:
    """Return why this decision cannot keep the record out, "" where the director may choose."""
    record = case.fact.of_kind
    return bar_to_tolerance(record) or bar_to_excluding(
        case.outcome,
        case.liable,
        is_of_official=case.is_of_official,
        is_accountability=record.basis == SourceKind.ACCOUNTABILITY,
    )


@transaction.atomic
def exclude(case: Tolerance, *, by: Actor, reason: str) -> Tolerance:
    """Keep the record out（不纳入）, by the decision: publication, sharing and all that hangs on it end in this one act.

    苏政发〔2023〕55号 二(二); procedures B.9, B.10
    """
    if words := bar_to_exclude(case):
        raise NotEligible(words)
    record = locked(case.fact)
    if record.status not in type(record).TRANSITIONS["exclude"].sources:
        raise WrongState(f"记录现在是“{record.get_status_display()}”，等它回到办理中再决定是否纳入")
    _entered(case, "exclude", by=by, reason=reason)
    because = f"容错 {case.number}：{reason.strip()}"
    exclude_record(record, by=by, reason=because, document=document_of(case), cause=Cause.of(case, "exclude"))
    return _told(case, "这条记录不纳入政务失信记录；正在公示的已经撤下", by=by)


@transaction.atomic
def include(case: Tolerance, *, by: Actor, reason: str) -> Tolerance:
    """Let the record enter nevertheless（照常纳入）, with the reason; nothing else changes."""
    _entered(case, "include", by=by, reason=reason)
    return _told(case, "这条记录照常纳入政务失信记录", by=by)


def document_of(case: Tolerance) -> str:
    """Return the document of the decision in words: body, number, day."""
    return f"{case.body_name} {case.document_number}（{case.decided_on}）"


def _entered(case: Tolerance, act: str, *, by: Actor, reason: str) -> None:
    today = timezone.localdate()
    case.move(act, by=by, reason=reason, entry_reason=reason.strip(), entry_by_id=by.user_id, entry_on=today)


def _told(case: Tolerance, words: str, *, by: Actor) -> Tolerance:
    values = {
        "认定机关": case.body_name,
        "文号": case.document_number,
        "结果": words,
        "理由": case.entry_reason,
    }
    write_letter(case, "tolerance_entry", values, by=by)
    tell_department(case, f"{case.number} {words}")
    return case


def bar_to_correct(case: Tolerance) -> str:
    """Return why nothing is to be put right: nothing was asked, or it was done."""
    return "" if case.correction and not case.corrected_on else "没有待完成的纠错要求"


def bar_to_clear(case: Tolerance) -> str:
    """Return why no name is to be cleared: nobody asked for it, or it was done."""
    return "" if case.clears_name and not case.cleared else "没有待办的澄清正名"


@transaction.atomic
def correct(case: Tolerance, *, by: Actor, on: date, reason: str) -> Tolerance:
    """Write down that what the decision asked to put right is done（纠错完成）."""
    if words := bar_to_correct(case):
        raise WrongState(words)
    if not case.decided_on or not case.decided_on <= on <= timezone.localdate():
        words = f"完成日期须在认定日期 {case.decided_on} 与今天之间"
        raise Incomplete(words, {"on": words})
    case.move("correct", by=by, reason=reason, corrected_on=on)
    deadlines.met(deadlines.CORRECTION, case, on, by=by)
    return case


def clear(case: Tolerance, *, by: Actor, reason: str) -> Tolerance:
    """Write down how the name was cleared（澄清正名）: where, on what day, before whom."""
    if words := bar_to_clear(case):
        raise WrongState(words)
    return case.move("clear", by=by, reason=reason, cleared=reason.strip())
