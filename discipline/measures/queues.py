"""Where measures stand in the sidebar, what of them waits for whom, and what one handed on."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from common.models.deadlines import in_doubt
from common.registry import CaseTab, Finder, Hit, Place, Queue, Sent, Work
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from discipline.measures.models import Measure
from discipline.measures.services import bar_registration
from discipline.measures.vocabulary import MeasureStatus
from organisations.search import body, found_in
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind
from records.facts.queues import in_queue

S = MeasureStatus
PLACE = Place("measures", "惩戒措施", "公开", "discipline:measures", order=42, chapter="惩戒措施")


def address_of(case: Measure) -> str:
    """Return the page of a case."""
    return reverse("discipline:measure", args=[case.pk])


def _rows(posting: Actor, condition: Q, due: str = "hearing_due") -> QuerySet[Measure]:
    rows = Measure.objects.visible_to(posting).filter(condition).select_related("fact__department")
    return rows.annotate(in_doubt=in_doubt(due)).order_by(F(due).asc(nulls_last=True), "id")


def _work(matter: str, due: str = "") -> Callable[[Measure], Work]:
    def work(case: Measure) -> Work:
        return Work(
            f"{matter} {case.number}",
            address_of(case),
            str(case.fact.department),
            case.label,
            case.get_status_display(),
            due=getattr(case, due) if due else None,
            in_doubt=getattr(case, "in_doubt", False),
        )

    return work


def _queue(key: str, label: str, roles: frozenset[Role], condition: Q, due: str = "") -> Queue:
    return Queue(
        key,
        label,
        "",
        roles,
        lambda posting: _rows(posting, condition, due or "hearing_due"),
        in_queue("discipline:measures", key),
        _work(label, due),
        "measures",
        due=due,
        order=67,
    )


QUEUES = (
    _queue(
        "measures_office", "惩戒待办理", OFFICERS, Q(status__in=[S.ROUTING, S.NOTICE, S.TO_LIFT]), "lift_due"
    ),
    _queue(
        "measures_director",
        "惩戒待负责人办理",
        DIRECTORS,
        Q(status__in=[S.ROUTING, S.HEARING, S.TO_LIFT]),
        "lift_due",
    ),
    _queue(
        "measures_body",
        "惩戒待决定、待解除",
        FINDING_BODIES,
        Q(status__in=[S.HEARING, S.TO_LIFT]),
        "lift_due",
    ),
    _queue(
        "measures_heard",
        "可以陈述申辩（惩戒）",
        REPRESENTATIVES,
        Q(status=S.HEARING, statement=""),
        "hearing_due",
    ),
)
"""One question a desk: each page of the office counts what waits there."""
TURNS = {
    S.ROUTING: "信用办",
    S.NOTICE: "信用办经办",
    S.HEARING: "部门代表、实施机关",
    S.TO_LIFT: "实施机关",
}
SENT = Sent(
    "measures",
    "我登记的惩戒措施",
    OFFICERS,
    lambda posting: _rows(posting, Q(registered_by=posting.user_id)),
    lambda state: (S(state).label, TURNS.get(S(state), "")),
    _work("惩戒"),
    order=56,
)
FINDER = Finder(
    "measures",
    "惩戒措施",
    lambda posting, words: (
        Measure.objects.visible_to(posting)
        .filter(found_in(words, "number", "document_number", body("fact__department")))
        .select_related("fact__department")
    ),
    lambda case: Hit(case.number, address_of(case), f"{case.fact.department} · {case.label}"),
    "discipline:measures",
)


def measures_of(fact: FactKind, posting: Actor) -> QuerySet[Measure]:
    """Return the measures on a fact that the posting may see."""
    return Measure.objects.visible_to(posting).filter(fact=fact.pk)


def _tab(kind: type[FactKind]) -> CaseTab:
    return CaseTab(
        "measures",
        "惩戒",
        kind._meta.label_lower,
        "discipline/measure_tab.html",
        lambda fact, posting: {
            "cases": measures_of(fact, posting),
            "bar": bar_registration(fact),
            "may_register": Measure.may_enter(posting) and not bar_registration(fact),
            "record": fact,
        },
        count=lambda fact, posting: measures_of(fact, posting).count(),
        order=77,
        is_printed=True,
    )


def tabs() -> tuple[CaseTab, ...]:
    """Return the tab on the page of each kind of fact that measures follow from."""
    return tuple(_tab(kind) for kind in fact_kinds.values() if kind.IS_COUNTED)
