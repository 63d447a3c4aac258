"""Where incentives stand in the sidebar, what of them waits, and the tab of the honours that they are given for."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse

from common.registry import Beginning, CaseTab, Finder, Hit, Place, Queue, Sent, Work
from common.roles import DIRECTORS, OFFICERS
from common.trail import Actor
from discipline.incentives.models import Incentive
from discipline.incentives.services import bar_incentive
from discipline.incentives.vocabulary import IncentiveStatus
from organisations.search import body, found_in
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.facts.queues import in_queue
from records.vocabulary import PublicationKind

S = IncentiveStatus
FOR_OFFICIAL = Beginning("登记公务员的激励", "discipline:propose_for_official", OFFICERS)
PLACE = Place(
    "incentives",
    "守信激励",
    "公开",
    "discipline:incentives",
    order=44,
    chapter="守信激励",
    begins=(FOR_OFFICIAL,),
)


def address_of(case: Incentive) -> str:
    """Return the page of a case."""
    return reverse("discipline:incentive", args=[case.pk])


def _rows(posting: Actor, condition: Q) -> QuerySet[Incentive]:
    rows = Incentive.objects.listed_to(posting).filter(condition)
    return rows.select_related("fact__department").order_by("pk")


def _work(case: Incentive) -> Work:
    return Work(
        f"守信激励 {case.number}", address_of(case), str(case.subject), case.label, case.get_status_display()
    )


QUEUES = (
    Queue(
        "incentives_decide",
        "激励待决定",
        "",
        DIRECTORS,
        lambda posting: _rows(posting, Q(status=S.PROPOSED)),
        in_queue("discipline:incentives", "incentives_decide"),
        _work,
        "incentives",
        order=69,
    ),
)
SENT = Sent(
    "incentives",
    "我登记的守信激励",
    OFFICERS,
    lambda posting: _rows(posting, Q(registered_by=posting.user_id)),
    lambda state: (S(state).label, "信用办负责人" if state == S.PROPOSED else ""),
    _work,
    order=57,
)
FINDER = Finder(
    "incentives",
    "守信激励",
    lambda posting, words: _rows(
        posting, found_in(words, "number", "document_number", body("fact__department"))
    ),
    lambda case: Hit(case.number, address_of(case), f"{case.subject} · {case.label}"),
    "discipline:incentives",
)


def _of(fact: FactKind, posting: Actor) -> QuerySet[Incentive]:
    return Incentive.objects.visible_to(posting).filter(fact=fact.pk)


def tabs() -> tuple[CaseTab, ...]:
    """Return the tab on the page of a department's honour."""
    kind = fact_kinds[PublicationKind.COMMENDATION]
    return (
        CaseTab(
            "incentives",
            "激励",
            kind._meta.label_lower,
            "discipline/incentive_tab.html",
            lambda fact, posting: {
                "cases": _of(fact, posting),
                "bar": bar_incentive(fact),
                "may_register": Incentive.may_enter(posting) and not bar_incentive(fact),
                "record": fact,
            },
            count=lambda fact, posting: _of(fact, posting).count(),
            order=77,
        ),
    )
