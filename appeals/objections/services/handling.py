"""From the receipt to the conclusion: supplement, acceptance, refusal to accept, forwarding, the body's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from appeals.applicant.services.telling import Asks
from appeals.lateness import bar_until_late
from appeals.objections import routing
from appeals.objections.deadlines import ACCEPT, SUPPLY, VERIFY
from appeals.objections.models import Objection
from appeals.objections.services import notices
from appeals.objections.vocabulary import Conclusion, ObjectionStatus, RejectGround
from common import projections
from common.deadlines.services import Start, cancel, meet, start
from common.errors import Incomplete, NotAllowed, NotEligible
from common.rule_values import rule
from common.services import tell
from common.trail import Actor
from organisations.models import Department

OWN_OFFICE = "信用办（核查自身差错）"


@dataclass(frozen=True)
class Answer:
    """What a verifying body found, and by which document where it does not act here（文号、日期）."""

    conclusion: str
    findings: str
    number: str = ""
    dated_on: date | None = None


@transaction.atomic
def ask(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Ask once for what is missing; the clock of acceptance starts anew with the supplement（procedures D.16）."""
    if case.asked_on:
        raise NotEligible(f"已于 {case.asked_on} 通知补正；补正只通知一次，请受理或者不予受理")
    today = timezone.localdate()
    case.move("ask", by=by, reason=reason, asked_on=today)
    cancel(ACCEPT, [case.pk], reason="通知补正", by=by)
    period = rule("objection", "supply", today)
    start(SUPPLY, case, Start(today, f"{today} 通知补正", period), by=by)
    case.refresh_from_db()
    asks = Asks("supply", case.supply_due, period.doubt)
    notices.tell_applicant(case, "objection.ask", f"异议 {case} 需要补正：{reason}", asks=asks)
    return case


@transaction.atomic
def accept(case: Objection, *, by: Actor, reason: str = "") -> Objection:
    """Accept; from this second the fact bears the mark 「异议处理中」, and publicity goes on（rules.md 0.2e）."""
    today = timezone.localdate()
    case.move("accept", by=by, reason=reason, accepted_by_id=by.user_id, accepted_on=today)
    meet(ACCEPT, [case.pk], on=today, by=by)
    projections.changed(facts=[case.fact_id])
    more = "。信息加注“异议处理中”，公示照常；接着转作出文书的机关核查。"
    notices.tell_applicant(case, "objection.step", f"异议 {case} 已受理", more=more)
    return case


@transaction.atomic
def reject(case: Objection, *, by: Actor, ground: str, reason: str) -> Objection:
    """Refuse to accept on a listed ground, with reasons and the next remedy（procedures D.16）."""
    today = timezone.localdate()
    if words := bar_to_ground(case, ground, today):
        raise Incomplete(words, {"ground": words})
    remedy = rule("objection_remedy", "rejected", today)
    case.move(
        "reject",
        by=by,
        reason=reason,
        reject_ground=ground,
        decision=reason.strip(),
        remedy=f"{remedy.value}{remedy.doubt}",
        closed_on=today,
    )
    meet(ACCEPT, [case.pk], on=today, by=by)
    cancel(SUPPLY, [case.pk], reason="不予受理", by=by)
    listed = RejectGround(ground).label
    more = f"。\n情形：{listed}\n理由：{case.decision}\n{case.remedy}。"
    notices.tell_applicant(case, "objection.step", f"异议 {case} 不予受理", more=more)
    return case


def bar_to_ground(case: Objection, ground: str, today: date) -> str:
    """Return why a ground does not fit this case, "" where it does."""
    if ground == RejectGround.NOT_MENDED:
        return bar_until_late(SUPPLY, case.pk, today)
    if case.status == "supplement":
        return "正在等申请人补正，只能在逾期后以“逾期没有补正”不予受理"
    if ground == RejectGround.STANDING and case.is_by_subject:
        return "申请人就是主体，不能以没有利害关系不予受理"
    if ground == RejectGround.NO_MATTER and case.asked_on is None:
        return "内容不明确的，请先通知补正"
    if ground == RejectGround.SAME_GROUND and not Objection.objects.earlier(case.fact_id, case.kind).exists():
        return "这条信息没有办结过同一类型的异议"
    return ""


@transaction.atomic
def forward(case: Objection, *, by: Actor, reason: str = "") -> Objection:
    """Forward to the one body that the confirmed table names（rules.md 0.2f）."""
    today = timezone.localdate()
    if words := routing.bar_to_forwarding(case.fact, today):
        raise NotEligible(words)
    name, code = routing.suggested(case.fact, today)
    if not name:
        raise NotEligible("文书上没有写明这个机关的名称，由信用办负责人指定")
    unit = Department.objects.filter(credit_code=code).first() if code else None
    return _sent(case, "forward", by, reason, verifier=name, verifying_unit=unit)


@transaction.atomic
def route(
    case: Objection, *, by: Actor, reason: str, verifier: str, unit: Department | None, is_own_error: bool
) -> Objection:
    """Name the verifying body with a reason, where the table names none or several, or is not confirmed."""
    if unit is not None and unit.pk == case.fact.department_id:
        words = "被异议信息的主体不能核查自己的异议（回避）"
        raise Incomplete(words, {"verifier_code": words})
    name = OWN_OFFICE if is_own_error else verifier.strip() or str(unit or "")
    if not name:
        raise Incomplete("请写明核查机关", {"verifier": "请写明核查机关"})
    own = None if is_own_error else unit
    act = "reroute" if case.status == ObjectionStatus.VERIFYING else "route"
    return _sent(case, act, by, reason, verifier=name, verifying_unit=own, is_own_error=is_own_error)


def _sent(case: Objection, act: str, by: Actor, reason: str, **where: Any) -> Objection:
    today, line = timezone.localdate(), routing.competence_for(case.fact, timezone.localdate())
    version = line.version if line else None
    where |= {"forwarded_on": today, "competence_version": version, "escalated_on": None}
    case.move(act, by=by, reason=reason, **where)
    key = "own_error" if case.is_own_error else "verify"
    day = case.accepted_on or today
    start(VERIFY, case, Start(day, f"{day} 受理", rule("objection", key, day)), by=by)
    case.refresh_from_db()
    text = f"异议 {case} 转来核查，请在 {case.verify_due} 以前答复结论"
    tell(notices.verifiers_of(case), topic="objection.verify", about=case, text=text, due_on=case.verify_due)
    notices.tell_applicant(case, "objection.step", f"异议 {case} 已转{case.verifier}核查")
    return case


@transaction.atomic
def answer(case: Objection, *, by: Actor, given: Answer) -> Objection:
    """Let the verifying body conclude; once it was told of the delay, its superior may（procedures A.2, D.16）."""
    if words := bar_to_answer(case, by):
        raise NotAllowed(words)
    return _answered(case, "answer", by, given)


def bar_to_answer(case: Objection, by: Actor) -> str:
    """Return why a finding body's posting does not conclude this case."""
    asked = {*notices.verifiers_of(case), *(notices.superiors_of(case) if case.escalated_on else ())}
    return "" if by.pk in asked else "这件异议由转核查时指定的核查机关答复"


@transaction.atomic
def record_answer(case: Objection, *, by: Actor, given: Answer) -> Objection:
    """Take down the answer of a body that does not act here, an own error found, or, when late, what the evidence shows.

    Without the body's own document nothing is ever 维持（procedures D.16）.
    """
    if words := bar_to_record(case, timezone.localdate()):
        raise NotEligible(words)
    has_document = bool(given.number.strip()) and given.dated_on is not None
    if not has_document and not case.is_own_error and not _is_late(case):
        raise Incomplete(
            "核查机关的答复须写明文号和日期",
            {"number": "请填写文书号", "dated_on": "请填写文书日期"},
        )
    if given.conclusion == Conclusion.UPHOLD and not has_document and not case.is_own_error:
        words = "核查机关没有答复的，不能登记为“维持”"
        raise Incomplete(words, {"conclusion": words})
    if given.dated_on and given.dated_on > timezone.localdate():
        raise Incomplete("文书日期不能晚于今天", {"dated_on": "文书日期不能晚于今天"})
    return _answered(case, "record_answer", by, given)


def bar_to_record(case: Objection, today: date) -> str:
    """Return why an officer may not take down a conclusion: the body acts here and is not late."""
    if case.is_own_error or not notices.verifiers_of(case) or _is_late(case):
        return ""
    return f"核查机关{case.verifier}在本系统有岗位，由它自己答复"


def _is_late(case: Objection) -> bool:
    return not bar_until_late(VERIFY, case.pk, timezone.localdate())


def _answered(case: Objection, act: str, by: Actor, given: Answer) -> Objection:
    today = timezone.localdate()
    case.move(
        act,
        by=by,
        reason=f"{Conclusion(given.conclusion).label}：{given.findings.strip()}",
        conclusion=given.conclusion,
        findings=given.findings.strip(),
        answer_number=given.number.strip(),
        answer_dated_on=given.dated_on,
        answered_by_id=by.user_id,
        answered_on=today,
    )
    meet(VERIFY, [case.pk], on=today, by=by)
    notices.tell_officers(case, "objection.answered", f"异议 {case} 的核查结论已到，等信用办负责人决定")
    notices.tell_applicant(case, "objection.step", f"异议 {case} 已核查，等信用办决定")
    return case


@transaction.atomic
def escalate(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Tell the next higher body that no answer came in time; an unconfirmed clock bars it（rules.md 0.2m）."""
    today = timezone.localdate()
    if words := bar_to_escalation(case, today):
        raise NotEligible(words)
    case.move("escalate", by=by, reason=reason, escalated_on=today)
    told = notices.superiors_of(case) or notices.nearest_directors(case)
    text = f"异议 {case} 的核查机关{case.verifier}逾期没有答复（应于 {case.verify_due} 以前），请督促或者提级核查"
    tell(told, topic="objection.escalated", about=case, text=text, due_on=case.verify_due)
    notices.tell_officers(case, "objection.late", f"异议 {case} 的核查已逾期，已告知上一级；不得视为维持")
    return case


def bar_to_escalation(case: Objection, today: date) -> str:
    """Return why the next higher body is not told yet."""
    if case.escalated_on:
        return f"已于 {case.escalated_on} 告知上一级"
    return bar_until_late(VERIFY, case.pk, today)


@transaction.atomic
def send_back(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Return a conclusion that does not answer the objection; the body's clock runs on from where it was, never earlier."""
    case.move("return", by=by, reason=reason)
    today = timezone.localdate()
    key = "own_error" if case.is_own_error else "verify"
    start(VERIFY, case, Start(today, f"{today} 退回补充核查", rule("objection", key, today)), by=by)
    case.refresh_from_db()
    text = f"异议 {case} 退回补充核查：{reason}"
    tell(notices.verifiers_of(case), topic="objection.verify", about=case, text=text, due_on=case.verify_due)
    return case
