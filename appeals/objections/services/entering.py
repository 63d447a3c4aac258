"""How an objection comes in: by the department's representative, or on paper, taken down by an officer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from appeals.objections.deadlines import ACCEPT, SUPPLY
from appeals.objections.models import Objection
from appeals.objections.services.notices import tell_applicant, tell_officers
from appeals.objections.vocabulary import ApplicantKind, Channel
from common.cipher import encrypt, keyed_hash
from common.deadlines.services import Start, meet, start
from common.errors import Incomplete, NotAllowed, NotEligible
from common.history import acting
from common.once import once
from common.rule_values import rule
from common.secrecy import refuse_marks
from common.trail import Actor
from discipline.hands import recusal_from
from policy.vocabulary import RecordStatus
from privacy.entered_text import entered
from privacy.suspects import Kind, masked
from records.facts.models.kinds import FactKind

OBJECTABLE = (RecordStatus.CONFIRMED, RecordStatus.NOT_INCLUDED, RecordStatus.WITHDRAWN)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs that nobody takes for another."""
EVENTS = {"enter": "提出异议", "register": "收到异议", "receive": "收到网上异议"}
TWICE = "同一申请人对这条信息的同一类型异议正在办理，请在那一件里补充"


@dataclass(frozen=True)
class Applicant:
    """A person concerned（利害关系人）: name, how to reach them, and what makes it their concern."""

    name: str
    contact: str
    standing: str


@dataclass(frozen=True)
class Receipt:
    """What the applicant is given: the case, whose number is on the receipt, and the code that is shown this once."""

    case: Objection
    code: str


def bar_to_objection(fact: FactKind) -> str:
    """Return why nobody can object to a fact, "" where one may."""
    if fact.parent.department_id is None:
        return "异议针对部门的信息；公务员本人的档案请用本人更正申请"
    if fact.status not in OBJECTABLE:
        return f"现在是“{fact.get_status_display()}”：认定以前请陈述申辩，认定以后才提出异议"
    return ""


@transaction.atomic
def object_to(fact: FactKind, *, by: Actor, kind: str, reasons: str, today: date | None = None) -> Receipt:
    """Object in the name of the department itself, by its representative（苏政发〔2023〕55号 二(五)）."""
    today = today or timezone.localdate()
    department = fact.parent.department
    case = Objection(
        applicant_kind=ApplicantKind.SUBJECT,
        applicant=str(department),
        applicant_hash=keyed_hash(str(fact.parent.department_id)),
        channel=Channel.PORTAL,
        kind=kind,
        reasons=_said(reasons),
        applied_on=today,
    )
    return _entered(case, fact, "enter", by, today)


@transaction.atomic
def receive_objection(fact: FactKind, *, by: Actor, applicant: Applicant, **given: Any) -> Receipt:
    """Take in what a person concerned sent by the public form（procedures D.16）; the clock enters it, nobody's hand."""
    case = _of_concerned(applicant, channel=Channel.ONLINE, **given)
    return _entered(case, fact, "receive", by, timezone.localdate())


@transaction.atomic
def register_objection(
    fact: FactKind,
    *,
    by: Actor,
    applicant: Applicant,
    kind: str,
    reasons: str,
    applied_on: date,
    channel: Channel = Channel.PAPER,
    today: date | None = None,
) -> Receipt:
    """Take down the paper of a person concerned; name and contact are kept sealed（个人信息保护法 51）."""
    today = today or timezone.localdate()
    if words := recusal_from(fact.parent, by):
        raise NotAllowed(words)
    if applied_on > today:
        raise Incomplete("申请日期不能晚于今天", {"applied_on": "申请日期不能晚于今天"})
    case = _of_concerned(applicant, channel=channel, kind=kind, reasons=reasons, applied_on=applied_on)
    return _entered(case, fact, "register", by, today)


def _of_concerned(applicant: Applicant, *, reasons: str, **given: Any) -> Objection:
    refuse_marks({"name": applicant.name, "contact": applicant.contact})
    return Objection(
        applicant_kind=ApplicantKind.CONCERNED,
        standing=applicant.standing.strip(),
        reasons=_said(reasons),
        **given,
        **sealed(applicant),
    )


@transaction.atomic
def supply(case: Objection, *, by: Actor, reason: str) -> Objection:
    """Take the supplement that was asked for; only the side that objected gives it, paper comes through the office."""
    require_own_side(case, by)
    text = f"{case.supplement}\n{reason}".strip() if case.supplement else reason
    case.move("supply", by=by, reason=reason, supplement=text)
    meet(SUPPLY, [case.pk], on=timezone.localdate(), by=by)
    _start(case, timezone.localdate(), "收到补正", by)
    tell_officers(case, "objection.supplied", f"{case} 已补正，请决定是否受理")
    tell_applicant(case, "objection.step", f"异议 {case} 已收到补正")
    return case


@transaction.atomic
def succeed(case: Objection, *, by: Actor, applicant: Applicant, reason: str) -> Objection:
    """Let an heir or successor take the place of a person concerned（procedures D.17）."""
    if case.is_by_subject:
        raise NotEligible("主体的承继单位自动成为当事人，不用变更申请人")
    refuse_marks({"name": applicant.name, "contact": applicant.contact})
    person = sealed(applicant)
    known = person.pop("applicant_hash")
    case.move("succeed", by=by, reason=reason, standing=applicant.standing.strip(), **person)
    with acting(by):  # beside the act: no hash stands in the trail
        Objection.objects.filter(pk=case.pk).update(applicant_hash=known)
    case.refresh_from_db()
    return case


def sealed(applicant: Applicant) -> dict[str, Any]:
    """Return the columns by which a person is kept: a masked name, a hash to tell people apart, the rest sealed."""
    name, contact = entered(applicant.name).strip(), entered(applicant.contact).strip()
    missing = {"name": name, "contact": contact, "standing": applicant.standing.strip()}
    wrong = {field: "请填写" for field, text in missing.items() if not text}
    if wrong:
        raise Incomplete("申请人、联系方式和利害关系都要填写", wrong)
    return {
        "applicant": masked(Kind.NAME, name),
        "applicant_hash": keyed_hash(f"{name}\n{contact}"),
        "applicant_sealed": encrypt(name),
        "contact_sealed": encrypt(contact),
    }


def require_own_side(case: Objection, by: Actor) -> None:
    """Let the representative act for the department, an officer for whoever came with paper, neither for the other."""
    if case.is_by_subject != (by.role == "representative"):
        whose = "部门代表" if case.is_by_subject else "信用办经办（凭申请人的书面材料）"
        raise NotAllowed(f"这件异议的申请人是{case.get_applicant_kind_display()}，由{whose}办理")


def _entered(case: Objection, fact: FactKind, act: str, by: Actor, today: date) -> Receipt:
    if words := bar_to_objection(fact):
        raise NotEligible(words)
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    case.fact, case.entered_by_id, case.query_code_hash = fact.parent, by.user_id, keyed_hash(code)
    with once("objection_open_once", Incomplete(TWICE, {"kind": TWICE})):
        case.enter(by=by, act=act, reason=case.get_kind_display())
    case.refresh_from_db()
    _start(case, case.applied_on, EVENTS[act], by)
    tell_officers(case, "objection.filed", f"收到异议 {case}，请决定是否受理")
    return Receipt(case, f"{code[:4]}-{code[4:]}")


def _start(case: Objection, day: date, event: str, by: Actor) -> None:
    start(ACCEPT, case, Start(day, f"{day} {event}", rule("objection", "accept", day)), by=by)
    case.refresh_from_db()


def _said(reasons: str) -> str:
    if not reasons.strip():
        raise Incomplete("请写明异议的理由", {"reasons": "请写明异议的理由"})
    return reasons.strip()
