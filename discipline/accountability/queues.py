"""Where transfers stand in the sidebar, what of them waits for whom, and what a record's page tells of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from common.registry import CaseTab, Place
from common.roles import DIRECTORS, OFFICERS
from common.trail import Actor
from discipline.accountability.lists import READERS
from discipline.accountability.models import AFTER, Transfer
from discipline.accountability.vocabulary import TransferStatus
from discipline.measures.services import bar_registration
from policy.vocabulary import RecordStatus
from postings.desk import Desk
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind

S = TransferStatus
PLACE = Place(
    "transfers", "追责移送", "惩戒与激励", "discipline:transfers", READERS, order=43, chapter="追责移送"
)
TOLD = {S.SENT: "已移送", S.ANSWERED: "已办结", S.SEALED: "已办结", S.RECALLED: "已办结"}
"""What the department's file says of one, and no more（procedures.md 15）."""
DESK = Desk(
    model=Transfer,
    key="transfers",
    url="transfer",
    word="追责移送",
    order=70,
    states=S,
    turns={S.DRAFT: "信用办负责人", S.SENT: "有权机关"},
    seen=Transfer.objects.visible_to,
    numbers=("number", "letter_number"),
    since=("sent_on",),
)
QUEUES = (
    DESK.queue(
        "transfers_answer", "追责待答复", OFFICERS, Q(status=S.SENT, fact__status=RecordStatus.CONFIRMED)
    ),
    DESK.queue(
        "transfers_director",
        "追责待移送、待撤回",
        DIRECTORS,
        Q(status=S.DRAFT) | Q(status=S.SENT) & ~Q(fact__status=RecordStatus.CONFIRMED),
    ),
)
SENT = DESK.sent("我登记的追责移送", 58)
FINDER = DESK.finder("追责移送", READERS)


def _of(fact: FactKind) -> QuerySet[Transfer]:
    return Transfer.objects.filter(fact=fact.pk)


def _told(fact: FactKind, posting: Actor) -> list[tuple[str, str]]:
    """Return the word for each transfer with its address, "" for who sees no more than the word."""
    seen = set(Transfer.objects.visible_to(posting).filter(fact=fact.pk).values_list("pk", flat=True))
    return [
        (TOLD.get(S(case.status), case.get_status_display()), DESK.address(case) if case.pk in seen else "")
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
