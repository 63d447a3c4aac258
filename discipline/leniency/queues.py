"""Where leniency stands in the sidebar, what of it waits for whom, what one handed on, and the tab of a measure."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.registry import SEEING, CaseTab, Place
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, Role
from common.trail import Actor
from discipline.leniency.models import APPLICANTS, OPEN, Leniency
from discipline.leniency.services.starting import bar_start
from discipline.leniency.vocabulary import LeniencyStatus
from discipline.measures.bodies import units_acting
from discipline.measures.models import Measure
from postings.desk import Desk

S = LeniencyStatus
PLACE = Place(
    "leniencies",
    "从轻、免于",
    "惩戒与激励",
    "discipline:leniencies",
    SEEING,
    order=42,
    chapter="从轻和免于惩戒",
)
DESK = Desk(
    model=Leniency,
    key="leniencies",
    url="leniency",
    word="从轻、免于",
    order=68,
    states=S,
    turns=dict.fromkeys(OPEN, "实施机关"),
    seen=Leniency.objects.visible_to,
    detail=lambda case: case.measure.label,
    related=("fact__department", "measure"),
    due="due_on",
    entered="entered_by",
)


def _elsewhere(*states: str) -> Q:
    """Return the condition on cases in these states whose body does not act here."""
    return Q(status__in=states) & ~Q(measure__body_unit__in=units_acting(timezone.localdate()))


QUEUES = (
    DESK.queue(
        "leniencies_examine", "从轻待受理、审查", OFFICERS, lambda by: _elsewhere(S.PENDING, S.EXAMINING)
    ),
    DESK.queue("leniencies_decide", "从轻待登记决定", DIRECTORS, lambda by: _elsewhere(S.DECIDING)),
    DESK.queue(
        "leniencies_body",
        "从轻待本机关办理",
        FINDING_BODIES,
        lambda by: Q(status__in=OPEN, measure__body_unit=by.unit_id),
    ),
)
SENT = DESK.sent("我提出的从轻、免于", 57, APPLICANTS)
FINDER = DESK.finder("从轻、免于惩戒", order=47)


def _of_measure(measure: Measure, posting: Actor) -> dict[str, Any]:
    bar = bar_start(measure)
    mine = Leniency.may_enter(posting) and not Leniency(fact=measure.fact).recusal(posting)
    return {
        "cases": Leniency.objects.visible_to(posting).filter(measure=measure),
        "bar": bar,
        "ask_url": reverse("discipline:begin_leniency", args=[measure.pk]) if mine and not bar else "",
        "ask_words": "申请从轻或者免于惩戒"
        if posting.role == Role.REPRESENTATIVE
        else "登记申请或者依职权启动",
    }


TAB = CaseTab(
    "leniencies",
    "从轻、免于",
    "discipline.measure",
    "discipline/leniency_tab.html",
    _of_measure,
    count=lambda measure, posting: Leniency.objects.visible_to(posting).filter(measure=measure).count(),
    order=40,
    is_printed=True,
)
