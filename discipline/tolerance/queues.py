"""Where tolerance stands in the sidebar, what of it waits for whom, what one handed on, and the tab of a record."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.registry import SEEING, CaseTab, Place
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES, Role
from common.trail import Actor
from discipline.tolerance.models import Tolerance
from discipline.tolerance.querysets import HAD
from discipline.tolerance.services.starting import bar_start
from discipline.tolerance.transitions import APPLICANTS
from discipline.tolerance.vocabulary import ToleranceStatus
from postings.desk import Desk
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind

S = ToleranceStatus
PLACE = Place("tolerances", "容错", "惩戒与激励", "discipline:tolerances", SEEING, order=42, chapter="容错")
ELSEWHERE = Q(body_unit=None)
DOUBTED = Q(status__in=HAD, doubted_by__isnull=False)
DESK = Desk(
    model=Tolerance,
    key="tolerances",
    url="tolerance",
    word="容错",
    order=66,
    states=S,
    turns={
        S.PENDING: "信用办经办",
        S.ROUTING: "信用办",
        S.INVESTIGATING: "认定机关",
        S.CONSULTING: "认定机关",
        S.DECIDING: "认定机关",
        S.TOLERATED: "信用办负责人",
    },
    seen=Tolerance.objects.listed_to,
    subject=lambda case: case.subject_words,
    detail=lambda case: case.document_number,
    due="due_on",
    entered="entered_by",
)


def _heard() -> Q:
    return ~Q(statement="") | Q(statement_until__lt=timezone.localdate())


def _of_officers(posting: Actor) -> Q:
    """Return what waits to be taken up, given to a body, or for the documents of a body elsewhere."""
    found = Q(status__in=(S.INVESTIGATING, S.CONSULTING)) & ELSEWHERE
    return Q(status__in=(S.PENDING, S.ROUTING)) | found


def _of_directors(posting: Actor) -> Q:
    """Return what waits for a body to be named, for the document of one elsewhere, or for the word on the record."""
    return Q(status__in=(S.ROUTING, S.TOLERATED)) | ELSEWHERE & (Q(status=S.DECIDING) | DOUBTED & _heard())


def _of_bodies(posting: Actor) -> Q:
    """Return what waits for the body itself."""
    own = Q(body_unit=posting.unit_id) | Q(body_unit__successor=posting.unit_id)
    return own & (Q(status__in=(S.INVESTIGATING, S.CONSULTING, S.DECIDING)) | DOUBTED & _heard())


QUEUES = (
    DESK.queue("tolerances_take_up", "容错待受理、转送、登记", OFFICERS, _of_officers),
    DESK.queue("tolerances_enter", "容错待指定、登记认定、定是否纳入", DIRECTORS, _of_directors),
    DESK.queue("tolerances_decide", "容错待本机关办理", FINDING_BODIES, _of_bodies),
    DESK.queue("tolerances_heard", "可以陈述意见（拟撤销容错）", REPRESENTATIVES, DOUBTED & Q(statement="")),
)
SENT = DESK.sent("我提出的容错", 56, APPLICANTS)
FINDER = DESK.finder("容错", order=46)


def _of_record(record: FactKind, posting: Actor) -> dict[str, Any]:
    bar = bar_start(record)
    mine = Tolerance.may_enter(posting) and not Tolerance.about(record).recusal(posting)
    return {
        "cases": Tolerance.objects.visible_to(posting).of(record),
        "bar": bar,
        "ask_url": reverse("discipline:begin_tolerance", args=[record.pk]) if mine and not bar else "",
        "ask_words": "申请容错" if posting.role == Role.REPRESENTATIVE else "登记申请或者依职权启动",
    }


def _count(record: FactKind, posting: Actor) -> int:
    return Tolerance.objects.visible_to(posting).of(record).count()


TABS = tuple(
    CaseTab(
        "tolerances",
        "容错",
        kind._meta.label_lower,
        "discipline/tolerance_tab.html",
        _of_record,
        count=_count,
        order=77,
        is_printed=True,
    )
    for kind in fact_kinds.values()
    if "exclude" in kind.TRANSITIONS
)
