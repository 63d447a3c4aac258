"""How a lead comes in over the net, and what the office makes of it: adopted, not adopted, or an objection after all."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction
from django.utils import timezone

from appeals.applicant.models import OnlineApplicant
from appeals.applicant.services.telling import tell_online
from appeals.leads.models import Lead
from appeals.leads.vocabulary import SenderKind
from appeals.objections.models import Objection
from appeals.objections.services import entering
from appeals.objections.services.notices import nearest
from appeals.objections.vocabulary import Channel
from common.cipher import encrypt
from common.errors import NotEligible
from common.history import acting
from common.models import Evidence
from common.roles import Role
from common.secrecy import refuse_marks
from common.services import attach, read_content, tell
from common.trail import Actor
from intake.applications import Application
from postings.models import Posting
from postings.services import clock_posting
from privacy.suspects import Kind, masked
from records.facts.models.facts import Fact

NAMELESS = "未署名"


@transaction.atomic
def receive_lead(
    given: Application, fact: Fact | None, *, by: Actor, received_on: date, act: str = "enter"
) -> Lead:
    """Take in what somebody wrote; nothing on file changes by it, and nothing is marked.

    `act` is register where an officer takes down what came by paper or telephone.
    """
    refuse_marks({"name": given.name, "contact": given.contact})
    lead = Lead(
        fact=fact if fact is not None and fact.department_id else None,
        about=given.about or "（没有写）",
        sender_kind=SenderKind(given.sender),
        sender=masked(Kind.NAME, given.name) if given.name else NAMELESS,
        sender_sealed=encrypt(given.name) if given.name else None,
        contact_sealed=encrypt(given.contact) if given.contact else None,
        standing=given.standing,
        kind=given.kind,
        reasons=given.reasons,
        received_on=received_on,
    )
    lead.enter(by=by, act=act, reason=lead.get_kind_display())
    lead.refresh_from_db()
    tell(_officers(lead), topic="lead.filed", about=lead, text=f"收到线索 {lead}，请处理并答复来信人")
    return lead


@transaction.atomic
def adopt(lead: Lead, *, by: Actor, reason: str) -> Lead:
    """Write down that the office follows the lead, and what it does; the doing is an act of its own elsewhere."""
    return _decided(lead, "adopt", by, reason, "已采用")


@transaction.atomic
def dismiss(lead: Lead, *, by: Actor, reason: str) -> Lead:
    """Write down why the office does not follow the lead; the sender is told, and may write again."""
    return _decided(lead, "dismiss", by, reason, "不采用")


@transaction.atomic
def convert(lead: Lead, *, by: Actor, fact: Fact, reason: str) -> Objection:
    """Make the objection of it that a person concerned meant, once the fact is found; receipt and code lead there from then on."""
    if words := bar_to_conversion(lead):
        raise NotEligible(words)
    name, contact = lead.person()
    made = entering.register_objection(
        fact.of_kind,
        by=by,
        applicant=entering.Applicant(name, contact, lead.standing),
        kind=lead.kind,
        reasons=lead.reasons,
        applied_on=lead.received_on,
        channel=Channel.ONLINE,
    ).case
    lead.move("convert", by=by, reason=reason, objection=made, **_by(by, reason))
    with acting(by):
        OnlineApplicant.objects.filter(object_id=lead.pk).update(
            object_type=made._meta.label_lower, object_id=made.pk
        )
    tell_online(made, made.number, f"来信转为异议 {made} 办理")
    _carry_files(lead, made, by)
    return made


def _carry_files(lead: Lead, made: Objection, by: Actor) -> None:
    """Lay what the sender sent beside the objection too; as the sender's, so that no officer takes it back."""
    for one in Evidence.objects.of(lead).standing():
        content = read_content(one, act="view", by=by)
        upload = InMemoryUploadedFile(BytesIO(content), None, one.file_name, None, len(content), None)
        attach(made, upload, title=one.title, by=clock_posting())


def bar_to_conversion(lead: Lead) -> str:
    """Return why it cannot be an objection: its sender has not said who is concerned, and how."""
    if lead.sender_kind != SenderKind.CONCERNED or not lead.standing or not all(lead.person()):
        return "来信人没有写明是利害关系人，只能作为线索办理"
    return ""


def _decided(lead: Lead, act: str, by: Actor, reason: str, words: str) -> Lead:
    lead.move(act, by=by, reason=reason, **_by(by, reason))
    tell_online(lead, lead.number, f"{words}。{reason.strip()}", is_over=True)
    return lead


def _by(by: Actor, reason: str) -> dict[str, Any]:
    return {"decision": reason.strip(), "decided_by_id": by.user_id, "decided_on": timezone.localdate()}


def _officers(lead: Lead) -> set[UUID]:
    """Return the officers of the place, of the province where nobody knows the place."""
    if lead.fact is not None:
        return nearest(Role.OFFICER, lead.fact)
    held = Posting.objects.in_force(timezone.localdate())
    return set(
        held.filter(role=Role.OFFICER, region__parent=None, region__isnull=False).values_list("pk", flat=True)
    )
