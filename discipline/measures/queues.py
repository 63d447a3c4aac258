"""Where measures stand in the sidebar, what of them waits for whom, and what one handed on."""

from __future__ import annotations

from django.db.models import Q

from common.registry import CaseTab, Place
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from discipline.measures.models import Measure
from discipline.measures.services import bar_registration
from discipline.measures.vocabulary import MeasureStatus
from postings.desk import Desk
from records.facts.models.facts import fact_kinds

S = MeasureStatus
PLACE = Place("measures", "惩戒措施", "惩戒与激励", "discipline:measures", order=42, chapter="惩戒措施")
DESK = Desk(
    model=Measure,
    key="measures",
    url="measure",
    word="惩戒",
    order=67,
    states=S,
    turns={
        S.ROUTING: "信用办",
        S.NOTICE: "信用办经办",
        S.HEARING: "部门代表、实施机关",
        S.TO_LIFT: "实施机关",
    },
    seen=Measure.objects.visible_to,
    detail=lambda case: case.label,
    names_queue=True,
)
QUEUES = (
    DESK.queue(
        "measures_office", "惩戒待办理", OFFICERS, Q(status__in=[S.ROUTING, S.NOTICE, S.TO_LIFT]), "lift_due"
    ),
    DESK.queue(
        "measures_director",
        "惩戒待负责人办理",
        DIRECTORS,
        Q(status__in=[S.ROUTING, S.HEARING, S.TO_LIFT]),
        "lift_due",
    ),
    DESK.queue(
        "measures_body",
        "惩戒待决定、待解除",
        FINDING_BODIES,
        Q(status__in=[S.HEARING, S.TO_LIFT]),
        "lift_due",
    ),
    DESK.queue(
        "measures_heard",
        "可以陈述申辩（惩戒）",
        REPRESENTATIVES,
        Q(status=S.HEARING, statement=""),
        "hearing_due",
    ),
)
"""One question a desk: each page of the office counts what waits there."""
SENT = DESK.sent("我登记的惩戒措施", 56)
FINDER = DESK.finder("惩戒措施")


def tabs() -> tuple[CaseTab, ...]:
    """Return the tab on the page of each kind of fact that measures follow from."""
    return tuple(
        DESK.tab("惩戒", kind, bar_registration, 77) for kind in fact_kinds.values() if kind.IS_COUNTED
    )
