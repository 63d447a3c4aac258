"""Where transfers stand in the sidebar, what of them waits for whom, and what a record's page tells of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse

from common.registry import CaseTab, Finder, Hit, Place, Queue, Sent, Work
from common.roles import DIRECTORS, OFFICERS, Role
from common.trail import Actor
from discipline.accountability.lists import READERS
from discipline.accountability.models import AFTER, Transfer
from discipline.accountability.vocabulary import TransferStatus
from discipline.measures.services import bar_registration
from organisations.search import body, found_in
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.facts.queues import in_queue
from records.vocabulary import RecordStatus

S = TransferStatus
PLACE = Place("transfers", "追责移送", "公开", "discipline:transfers", READERS, order=43, chapter="追责移送")
TOLD = {S.SENT: "已移送", S.ANSWERED: "已办结", S.SEALED: "已办结", S.RECALLED: "已办结"}
"""What the department's file says of one, and no more（procedures.md 15）."""


def address_of(case: Transfer) -> str:
    """Return the page of a case."""
    return reverse("discipline:transfer", args=[case.pk])


def _rows(posting: Actor, condition: Q) -> QuerySet[Transfer]:
    rows = Transfer.objects.visible_to(posting).filter(condition)
    return rows.select_related("fact__department").order_by("pk")


def _work(case: Transfer) -> Work:
    return Work(
        f"追责移送 {case.number}", address_of(case), str(case.fact.department), "", case.get_status_display()
    )


def _queue(key: str, label: str, roles: frozenset[Role], condition: Q) -> Queue:
    return Queue(
        key,
        label,
        "",
        roles,
        lambda posting: _rows(posting, condition),
        in_queue("discipline:transfers", key),
        _work,
        "transfers",
        order=70,
    )


QUEUES = (
    _queue("transfers_answer", "追责待答复", OFFICERS, Q(status=S.SENT, fact__status=RecordStatus.CONFIRMED)),
    _queue(
        "transfers_director",
        "追责待移送、待撤回",
        DIRECTORS,
        Q(status=S.DRAFT) | Q(status=S.SENT) & ~Q(fact__status=RecordStatus.CONFIRMED),
    ),
)
SENT = Sent(
    "transfers",
    "我登记的追责移送",
    OFFICERS,
    lambda posting: _rows(posting, Q(registered_by=posting.user_id)),
    lambda state: (S(state).label, {S.DRAFT: "信用办负责人", S.SENT: "有权机关"}.get(S(state), "")),
    _work,
    order=58,
)
FINDER = Finder(
    "transfers",
    "追责移送",
    lambda posting, words: _rows(
        posting, found_in(words, "number", "letter_number", body("fact__department"))
    ),
    lambda case: Hit(case.number, address_of(case), str(case.fact.department)),
    "discipline:transfers",
    READERS,
)


def _of(fact: FactKind) -> QuerySet[Transfer]:
    return Transfer.objects.filter(fact=fact.pk)


def _told(fact: FactKind, posting: Actor) -> list[tuple[str, str]]:
    """Return the word for each transfer with its address, "" for who sees no more than the word."""
    seen = set(Transfer.objects.visible_to(posting).filter(fact=fact.pk).values_list("pk", flat=True))
    return [
        (TOLD.get(S(case.status), case.get_status_display()), address_of(case) if case.pk in seen else "")
        for case in _of(fact)
        if case.pk in seen or case.status in AFTER
    ]


def tabs() -> tuple[CaseTab, ...]:
    """Return the tab on the page of each kind of fact that a principal may answer for."""
    return tuple(
        CaseTab(
            "transfers",
            "追责",
            kind._meta.label_lower,
            "discipline/transfer_tab.html",
            lambda fact, posting: {
                "told": _told(fact, posting),
                "bar": bar_registration(fact).replace("惩戒措施", "追责移送"),
                "may_register": Transfer.may_enter(posting) and not bar_registration(fact),
                "record": fact,
            },
            order=78,
        )
        for kind in fact_kinds.values()
        if kind.IS_COUNTED
    )
