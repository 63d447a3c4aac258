"""The place of repairs in the sidebar, what waits there, what one handed on, and the tab of a record."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from appeals.repairs.models import Repair
from appeals.repairs.models.transitions import APPLICANTS
from appeals.repairs.services.standing import eligibility_of
from appeals.repairs.vocabulary import ANALOGY, RepairStatus
from common.registry import OWN_TURN, SEEING, CaseTab, Place
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from discipline.vocabulary import CompetentBody
from postings.desk import Desk
from postings.models import Posting
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind

S = RepairStatus
PLACES = (
    Place("repairs", "信用修复", "申请与救济", "appeals:repairs", SEEING, order=30, chapter="信用修复"),
)


def address(case: Repair) -> str:
    """Return the page of a request."""
    return reverse("appeals:repair", args=[case.pk])


DESK = Desk(
    model=Repair,
    key="repairs",
    url="repair",
    word="信用修复",
    order=40,
    states=S,
    turns={
        S.PENDING: "信用办经办",
        S.SUPPLEMENT: OWN_TURN,
        S.ROUTING: "信用办负责人",
        S.EXAMINING: "信用办经办",
        S.DECIDING: "有权机关",
        S.HEARING: OWN_TURN,
    },
    seen=Repair.objects.visible_to,
    subject=lambda case: str(case.department),
    related=("department", "fact"),
    due="due_on",
    numbers=("number",),
    entered="entered_by",
)


def _of_officers(posting: Actor) -> Q:
    """Return what waits to be accepted, examined, or for the document of a body elsewhere."""
    document_due = Q(status=S.DECIDING, document_number="") & _elsewhere()
    return Q(status__in=(S.PENDING, S.EXAMINING)) | document_due


def _of_directors(posting: Actor) -> Q:
    """Return what waits for a body to be named, for the credit office's decision, or to be carried out by a document."""
    decides = Q(deciding_body=CompetentBody.CREDIT_OFFICE) | _elsewhere() & ~Q(document_number="")
    undoes = Q(status=S.HEARING) & (Q(deciding_unit=None) | _elsewhere()) & _heard()
    return Q(status=S.ROUTING) | Q(status=S.DECIDING) & decides | undoes


def _of_bodies(posting: Actor) -> Q:
    """Return what waits for the body's own decision."""
    own = Q(deciding_unit=posting.unit_id) | Q(deciding_unit__successor=posting.unit_id)
    return own & (Q(status=S.DECIDING) | Q(status=S.HEARING) & _heard())


def _heard() -> Q:
    return ~Q(statement="") | Q(statement_until__lt=timezone.localdate())


def _elsewhere() -> Q:
    """Return those decided by a body that nobody acts for here today, or no more."""
    of_body = Q(unit=OuterRef("deciding_unit")) | Q(unit=OuterRef("deciding_unit__successor"))
    acting = Posting.objects.in_force(timezone.localdate()).filter(of_body, role=Role.FINDING_BODY)
    return ~Q(Exists(acting)) & ~Q(deciding_body=CompetentBody.CREDIT_OFFICE)


QUEUES = (
    DESK.queue("repairs_examine", "修复待受理、审查", OFFICERS, _of_officers),
    DESK.queue("repairs_route", "修复待指定、待决定", DIRECTORS, _of_directors),
    DESK.queue("repairs_decide", "修复待本机关决定", FINDING_BODIES, _of_bodies),
    DESK.queue(
        "repairs_own",
        "修复待补正、可陈述意见",
        REPRESENTATIVES,
        Q(status=S.SUPPLEMENT) | Q(status=S.HEARING, statement=""),
    ),
)
SENT = (DESK.sent("我提出的信用修复", 55, APPLICANTS),)
FINDER = DESK.finder("信用修复", order=45)


def _of_record(case: FactKind, posting: Actor) -> dict[str, Any]:
    answer = eligibility_of(case, timezone.localdate())
    mine = posting.role in APPLICANTS and not Repair.about(case).recusal(posting)
    return {
        "answer": answer,
        "analogy": ANALOGY,
        "repairs": Repair.objects.visible_to(posting).of(case),
        "ask_url": reverse("appeals:ask_repair", args=[case.pk]) if answer.may and mine else "",
        "ask_words": "申请信用修复" if posting.role == Role.REPRESENTATIVE else "登记书面申请",
    }


def _count(case: FactKind, posting: Actor) -> int:
    return Repair.objects.visible_to(posting).of(case).count()


def _tab(kind: type[FactKind]) -> CaseTab:
    return CaseTab(
        "repairs",
        "信用修复",
        kind._meta.label_lower,
        "appeals/repair_tab.html",
        _of_record,
        count=_count,
        order=75,
        is_printed=True,
    )


TABS: tuple[CaseTab, ...] = tuple(_tab(kind) for kind in fact_kinds.values() if kind.IS_REPAIRABLE)
