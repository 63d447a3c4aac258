"""What the office does with the messages of the public form: an objection, a lead, or a further statement in a case."""

from __future__ import annotations

import logging
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils import timezone

from appeals.applicant.models import OnlineApplicant
from appeals.applicant.services.telling import tell_online, write
from appeals.leads.models import Lead
from appeals.leads.services.taking import receive_lead
from appeals.objections.models import Objection
from appeals.objections.models.transitions import BEFORE_DECISION
from appeals.objections.services import asking, deciding, entering
from appeals.objections.vocabulary import ObjectionStatus
from common.errors import ActRefused, Incomplete
from common.models import Evidence
from common.rule_values import doubt
from common.services import attach
from common.trail import Actor
from intake.applications import APPLICATION, STATEMENT, Application, Step
from intake.messages import Attachment, Message
from intake.receivers import register
from intake.sealing import receipt_of
from intake.vocabulary import ObjectionKind, Sender
from policy.vocabulary import RecordStatus
from postings.services import clock_posting
from records.facts.models.facts import Fact
from records.models import Publication

log = logging.getLogger(__name__)
TAKEN_TWICE = "这个查询码已经有一件"
LEAD_TAKEN = "已收到。由信用办核对后办理，办理情况在这里告知。"
NOTHING_ASKED = "收到您的来文，但这件现在没有等您补正、说明的事项，来文没有并入。"
NOT_NOW = "这件现在不能撤回：已经决定，或者已经办结。"
TITLE = "申请人材料 {}"
BY_NET = "申请人凭回执 {} 网上提交"


def receive_application(message: Message) -> None:
    """Take the form in: of a person concerned about what can be objected to as an objection, everything else as a lead."""
    given, by = Application.read(message.payload), clock_posting()
    _require_choices(given)
    if OnlineApplicant.objects.filter(token_hash=message.token_hash).exists():
        return write(_answered_alone(message), Step(f"没有收下：{TAKEN_TWICE}。"))
    fact = fact_at(given.public_id)
    if given.sender != Sender.CONCERNED or fact is None or not is_objectable(fact):
        return _lead(message, given, fact, by)
    try:
        case = _objection(message, given, fact, by)
    except Incomplete as refusal:
        if refusal.message == entering.TWICE:  # whose objection that is, nobody is told
            return _lead(message, given, fact, by)
        return _refuse(message, refusal.message)
    doubted = doubt("objection", "accept", case.applied_on)
    words = f"已收到异议。信用办在 {case.accept_due} 以前{doubted}决定受理、通知补正或者不予受理。"
    _note(message, case, case.number, words, by)


def receive_statement(message: Message) -> None:
    """Take what an applicant says later: a supplement or explanation that was asked for, or that the objection is taken back."""
    row = OnlineApplicant.objects.filter(token_hash=message.token_hash).first()
    if row is None:
        return log.warning("statement %s is under no code of ours and was dropped", message.id)
    case = Objection.objects.filter(pk=row.object_id).first()
    by, how = clock_posting(), BY_NET.format(receipt_of(message.token_hash))
    words = str(message.payload.get("words") or "").strip()
    if case is not None and message.payload.get("withdraws"):
        return _withdraw(row, case, by, how)
    if case is None or not words or not _is_waiting(case):
        return write(row, Step(NOTHING_ASKED, settles=True))
    refused = _attached(case, message.files, by)
    if case.status == ObjectionStatus.SUPPLEMENT:
        entering.supply(case, by=by, reason=words)
    else:
        asking.explain(case, by=by, reason=words)
    if refused:
        tell_online(case, case.number, refused)


def fact_at(public_id: UUID | None) -> Fact | None:
    """Return the fact of a page that stands or once stood in public, None where the id leads to none."""
    if public_id is None:
        return None
    shown = Publication.objects.filter(public_id=public_id, published_at__isnull=False)
    found = shown.select_related("fact").first()
    return found.fact if found else None


def is_objectable(fact: Fact) -> bool:
    """Say whether it stands in public today: of what does not, no answer tells what became of it（procedures D.16）."""
    today = timezone.localdate()
    standing = Publication.objects.public().filter(
        fact=fact,
        fact__status=RecordStatus.CONFIRMED,
        fact__publishable=True,
        fact__department__is_shown=True,
        opens_on__lte=today,
        closes_on__gt=today,
    )
    return standing.exists() and not entering.bar_to_objection(fact.of_kind)


def _lead(message: Message, given: Application, fact: Fact | None, by: Actor) -> None:
    lead = receive_lead(given, fact, by=by, received_on=_day(message))
    _note(message, lead, lead.number, LEAD_TAKEN, by)


def _is_waiting(case: Objection) -> bool:
    return Objection.objects.waiting_for_applicant().filter(pk=case.pk).exists()


def _objection(message: Message, given: Application, fact: Fact, by: Actor) -> Objection:
    applicant = entering.Applicant(given.name, given.contact, given.standing)
    asked: dict[str, Any] = {"kind": given.kind, "reasons": given.reasons, "applied_on": _day(message)}
    return entering.receive_objection(fact.of_kind, by=by, applicant=applicant, **asked).case


def _withdraw(row: OnlineApplicant, case: Objection, by: Actor, how: str) -> None:
    if case.status in BEFORE_DECISION:
        deciding.cancel(case, by=by, reason=f"{how}，撤回异议")
    else:
        write(row, Step(NOT_NOW, case.number))


def _note(message: Message, case: Objection | Lead, number: str, words: str, by: Actor) -> None:
    """Keep whom to answer, lay the files beside the case, and tell that it came in."""
    row = OnlineApplicant.objects.create(
        message=message.id,
        token_hash=message.token_hash,
        receipt=receipt_of(message.token_hash),
        reply_key=message.reply_key,
        object_type=case._meta.label_lower,
        object_id=case.pk,
    )
    write(row, Step(f"{words}{_attached(case, message.files, by)}", number))


def _refuse(message: Message, words: str) -> None:
    """Tell why it was not taken in, though nothing is kept of it; the code leads to this answer alone."""
    write(_answered_alone(message), Step(f"没有收下：{words}。", is_over=True))


def _answered_alone(message: Message) -> OnlineApplicant:
    """Return where a message is answered of which nothing is kept."""
    return OnlineApplicant(message=message.id, token_hash=message.token_hash, reply_key=message.reply_key)


def _attached(case: Objection | Lead, files: tuple[Attachment, ...], by: Actor) -> str:
    """Lay files beside a case, each scanned and looked at again; return which were not taken, and why.

    Their titles are ours: the trail keeps a title for good, and a sender's own may name somebody.
    """
    refused = []
    laid = Evidence.objects.of(case).filter(posting_role=by.role).count()
    for file in files:
        content = BytesIO(file.content)
        upload = InMemoryUploadedFile(content, None, file.name, None, len(file.content), None)
        try:
            attach(case, upload, title=TITLE.format(laid + 1), by=by)
            laid += 1
        except ActRefused as refusal:
            refused.append(f"\n附件“{file.name}”没有收下：{refusal.message}")
    return "".join(refused)


def _require_choices(given: Application) -> None:
    """Refuse what no form of ours can have sent; it is kept sealed for whoever keeps the system."""
    if given.sender not in Sender.values or given.kind not in ObjectionKind.values or not given.reasons:
        raise ActRefused("来件不是公众表单的内容")


def _day(message: Message) -> date:
    return timezone.localdate(message.received_at)


def enter() -> None:
    """Enter the receivers; called once when the app is ready."""
    register(APPLICATION, "异议、线索", receive_application)
    register(STATEMENT, "补正、补充说明、撤回", receive_statement)
