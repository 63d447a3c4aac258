"""The place of repairs in the sidebar, what waits there, what one handed on, and the tab of a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from appeals.repairs.models import Repair
from appeals.repairs.models.transitions import APPLICANTS
from appeals.repairs.querysets import RepairQuerySet
from appeals.repairs.services.standing import eligibility_of
from appeals.repairs.vocabulary import ANALOGY, RepairStatus
from common.registry import OWN_TURN, SEEING, CaseTab, Finder, Hit, Place, Queue, Sent, Work
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from discipline.vocabulary import CompetentBody
from organisations.search import body, found_in
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.facts.queues import in_queue

S = RepairStatus
PLACES = (Place("repairs", "信用修复", "公开", "appeals:repairs", SEEING, order=30, chapter="信用修复"),)


def address(case: Repair) -> str:
    """Return the page of a request."""
    return reverse("appeals:repair", args=[case.pk])


def _seen(posting: Actor) -> RepairQuerySet:
    return Repair.objects.visible_to(posting).select_related("department", "fact").order_by("due_on", "pk")


def _work(case: Repair) -> Work:
    words = f"信用修复 {case.number}"
    return Work(words, address(case), str(case.department), "", case.get_status_display(), case.due_on)


def _queue(key: str, label: str, roles: frozenset[Role], waits: Callable[[Actor], Q]) -> Queue:
    """Return the one queue of a role: each further one would ask the database once more on every page."""
    return Queue(
        key,
        label,
        "",
        roles,
        lambda posting: _seen(posting).filter(waits(posting)),
        in_queue("appeals:repairs", key),
        _work,
        "repairs",
        40,
        due="due_on",
    )


def _of_officers(posting: Actor) -> Q:
    """Return what waits to be accepted, examined, or for the document of a body elsewhere."""
    document_due = Q(status=S.DECIDING, document_number="") & ELSEWHERE
    return Q(status__in=(S.PENDING, S.EXAMINING)) | document_due


def _of_directors(posting: Actor) -> Q:
    """Return what waits for a body to be named, for the credit office's decision, or to be carried out by a document."""
    decides = Q(deciding_body=CompetentBody.CREDIT_OFFICE) | ELSEWHERE & ~Q(document_number="")
    undoes = Q(status=S.HEARING, deciding_unit=None) & _heard()
    return Q(status=S.ROUTING) | Q(status=S.DECIDING) & decides | undoes


def _of_bodies(posting: Actor) -> Q:
    """Return what waits for the body's own decision."""
    own = Q(deciding_unit=posting.unit_id) | Q(deciding_unit__successor=posting.unit_id)
    return own & (Q(status=S.DECIDING) | Q(status=S.HEARING) & _heard())


def _heard() -> Q:
    return ~Q(statement="") | Q(statement_until__lt=timezone.localdate())


ELSEWHERE = Q(deciding_unit=None) & ~Q(deciding_body=CompetentBody.CREDIT_OFFICE)
"""Decided by a body that nobody acts for here."""
QUEUES = (
    _queue("repairs_examine", "修复待受理、审查", OFFICERS, _of_officers),
    _queue("repairs_route", "修复待指定、待决定", DIRECTORS, _of_directors),
    _queue("repairs_decide", "修复待本机关决定", FINDING_BODIES, _of_bodies),
    _queue(
        "repairs_own",
        "修复待补正、可陈述意见",
        REPRESENTATIVES,
        lambda posting: Q(status=S.SUPPLEMENT) | Q(status=S.HEARING, statement=""),
    ),
)


def _stands(state: str) -> tuple[str, str]:
    turns = {
        S.PENDING: "信用办经办",
        S.SUPPLEMENT: OWN_TURN,
        S.ROUTING: "信用办负责人",
        S.EXAMINING: "信用办经办",
        S.DECIDING: "有权机关",
        S.HEARING: OWN_TURN,
    }
    return str(S(state).label), turns.get(S(state), "")


SENT = (
    Sent(
        "repairs",
        "我提出的信用修复",
        APPLICANTS,
        lambda posting: _seen(posting).filter(entered_by=posting.user_id),
        _stands,
        _work,
        order=55,
    ),
)
FINDER = Finder(
    "repairs",
    "信用修复",
    lambda posting, words: _seen(posting).filter(found_in(words, "number", body())),
    lambda case: Hit(str(case.number), address(case), f"{case.department} · {case.get_status_display()}"),
    "appeals:repairs",
    order=45,
)


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
