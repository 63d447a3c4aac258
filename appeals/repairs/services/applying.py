"""A request for repair comes in: by the department's representative, on paper, or referred by 信用中国."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from appeals.eligibility import eligibility
from appeals.repairs.deadlines import ACCEPT, run
from appeals.repairs.models import Repair, RepairItem
from appeals.repairs.services.standing import competence_of, matter_of
from appeals.repairs.vocabulary import Channel
from common.errors import Incomplete, NotEligible, WrongState
from common.once import once
from common.roles import Role
from common.services import attach
from common.trail import Actor
from discipline.routing import basis_of
from discipline.vocabulary import Basis
from privacy import scan
from records.facts.models.kinds import FactKind
from records.facts.services.locking import locked

IN_HAND = "这条记录已有一件修复在办理，请刷新"
NOT_REPAIRABLE = "这类信息不适用信用修复"


@dataclass(frozen=True)
class Proof:
    """What one duty's performance is proved by; `upload` is the file, where there is one."""

    duty: str
    document: str
    performed_on: date
    upload: UploadedFile | None = None


@dataclass(frozen=True)
class Request:
    """What is asked: the commitment letter of the body, proof duty by duty, and how it came in."""

    commitment: str
    proofs: Sequence[Proof]
    channel: str = Channel.PORTAL
    channel_number: str = ""
    applied_on: date | None = None
    influence_until: date | None = None


@transaction.atomic
def ask_for_repair(fact: FactKind, request: Request, *, by: Actor) -> Repair:
    """Enter a request for the repair of a record; the record's own days stay as they are（procedures A.6）.

    Raises Incomplete (every fault at once), NotEligible with the day from which it can be asked, WrongState, NotAllowed.
    """
    if not fact.IS_REPAIRABLE:
        raise NotEligible(NOT_REPAIRABLE)
    today = timezone.localdate()
    fact = locked(fact.parent)
    applied = request.applied_on or today
    _require_whole(fact, request, applied, by)
    matter = matter_of(fact, applied)
    answer = eligibility(matter, applied)
    if not answer.may:
        raise NotEligible(answer.words)
    if not competence_of(fact, today).is_open:
        raise NotEligible("按职权分工，这类记录不适用信用修复")
    case = Repair(
        fact=fact.parent,
        department=fact.department,
        channel=request.channel,
        channel_number=request.channel_number.strip(),
        severity=matter.severity,
        earliest_on=matter.earliest,
        influence_until=request.influence_until,
        applied_on=applied,
        commitment=request.commitment.strip(),
        entered_by_id=by.user_id,
    )
    _enter(case, by)
    run(ACCEPT, case, today, "收到申请", by=by)
    for proof in request.proofs:
        add_proof(case, proof, by=by)
    case.refresh_from_db()
    return case


def add_proof(case: Repair, proof: Proof, *, by: Actor) -> RepairItem:
    """Lay one duty's proof beside the request."""
    evidence = attach(case, proof.upload, title=proof.document, by=by) if proof.upload else None
    return RepairItem.objects.create(
        repair=case,
        duty=proof.duty.strip(),
        document=proof.document.strip(),
        performed_on=proof.performed_on,
        evidence=evidence,
    )


def _enter(case: Repair, by: Actor) -> None:
    with once("repair_one_in_hand", WrongState(IN_HAND)):
        case.enter(by=by, reason="申请信用修复")
    case.refresh_from_db()


def _require_whole(fact: FactKind, request: Request, applied: date, by: Actor) -> None:
    """Name every fault of the request at once, by field."""
    wrong = (
        _faults_of_text(request) | _faults_of_days(fact, request, applied) | _faults_of_channel(request, by)
    )
    if wrong:
        raise Incomplete("申请还不完整：" + "；".join(wrong.values()), wrong)


def _faults_of_text(request: Request) -> dict[str, str]:
    wrong = {}
    if not request.commitment.strip():
        wrong["commitment"] = "请填写信用承诺书"
    elif scan(request.commitment):
        wrong["commitment"] = "信用承诺书是单位的承诺，会随记录公开，不写任何人的姓名、电话和证件号"
    if not request.proofs:
        wrong["duty_1"] = "请逐项写明应履行的义务和履行证明，至少一项"
    return wrong


def _faults_of_days(fact: FactKind, request: Request, applied: date) -> dict[str, str]:
    wrong = {}
    today = timezone.localdate()
    if applied > today:
        wrong["applied_on"] = "申请日期不能晚于今天"
    for number, proof in enumerate(request.proofs, 1):
        if proof.performed_on > applied:
            wrong[f"performed_on_{number}"] = "履行日期不能晚于申请日期"
    if basis_of(fact) == Basis.ACCOUNTABILITY:
        until = request.influence_until
        if until is None:
            wrong["influence_until"] = "问责的影响期届满后才能申请，请填写届满日期"
        elif until > applied:
            wrong["influence_until"] = f"影响期到 {until} 届满，届满后才能申请"
    return wrong


def _faults_of_channel(request: Request, by: Actor) -> dict[str, str]:
    is_own = by.role == Role.REPRESENTATIVE
    if is_own != (request.channel == Channel.PORTAL):
        return {"channel": "部门代表在本门户提出；书面和转来的申请由信用办经办登记"}
    if request.channel == Channel.REFERRAL and not request.channel_number.strip():
        return {"channel_number": "请填写信用中国的来件编号"}
    return {}
