"""Where rectifications stand in the sidebar, what of them waits for whom, and what one handed on."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from common.models.deadlines import in_doubt
from common.registry import CaseTab, Finder, Hit, Place, Queue, Sent, Work
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES
from common.trail import Actor
from discipline.models import Rectification
from discipline.rectification.services import bar_registration
from discipline.vocabulary import RectificationStatus
from organisations.search import body, found_in
from records.facts.queues import in_queue
from records.models import DishonestyRecord

S = RectificationStatus
PLACE = Place("rectifications", "限期整改", "公开", "discipline:rectifications", order=40, chapter="限期整改")
ASKED = Q(extensions__isnull=False, extensions__is_granted=None)


def address_of(case: Rectification) -> str:
    """Return the page of a case."""
    return reverse("discipline:rectification", args=[case.pk])


def _rows(posting: Actor, condition: Q) -> QuerySet[Rectification]:
    rows = Rectification.objects.visible_to(posting).filter(condition).select_related("record__department")
    return rows.annotate(in_doubt=in_doubt("due_on")).order_by(F("due_on").asc(nulls_last=True), "id")


def _work(matter: str) -> Callable[[Rectification], Work]:
    def work(case: Rectification) -> Work:
        return Work(
            f"{matter} {case.number}",
            address_of(case),
            str(case.record.department),
            case.record.document_number,
            case.get_status_display(),
            due=case.due_on,
            in_doubt=getattr(case, "in_doubt", False),
        )

    return work


def _queue(key: str, label: str, roles: frozenset[str], condition: Q) -> Queue:
    return Queue(
        key,
        label,
        "",
        roles,  # type: ignore[arg-type]
        lambda posting: _rows(posting, condition),
        in_queue("discipline:rectifications", key),
        _work(label),
        "rectifications",
        due="due_on",
        order=65,
    )


QUEUES = (
    _queue("rectifications_route", "整改待转送", OFFICERS | DIRECTORS, Q(status=S.ROUTING)),
    _queue("rectifications_order", "整改待责令", OFFICERS, Q(status=S.ORDERING)),
    _queue(
        "rectifications_explain",
        "待书面说明原因",
        REPRESENTATIVES,
        Q(status__in=[S.RUNNING, S.REFUSED], explanation=""),
    ),
    _queue("rectifications_mend", "整改中", REPRESENTATIVES, Q(status__in=[S.RUNNING, S.REFUSED])),
    _queue(
        "rectifications_heard", "可以陈述申辩（拒不整改）", REPRESENTATIVES, Q(status=S.HEARING, statement="")
    ),
    _queue("rectifications_accept", "整改待验收", OFFICERS, Q(status=S.SUBMITTED)),
    _queue("rectifications_extend", "整改延期待决定", DIRECTORS, ASKED & Q(status=S.RUNNING)),
    _queue("rectifications_refusal", "拟认定拒不整改", DIRECTORS, Q(status=S.HEARING)),
)
TURNS = {
    S.ROUTING: "信用办",
    S.ORDERING: "信用办经办",
    S.RUNNING: "部门代表",
    S.STAYED: "信用办负责人",
    S.SUBMITTED: "验收单位",
    S.HEARING: "部门代表",
    S.REFUSED: "部门代表",
}
SENT = Sent(
    "rectifications",
    "我登记的整改",
    OFFICERS,
    lambda posting: _rows(posting, Q(registered_by=posting.user_id)),
    lambda state: (S(state).label, TURNS.get(S(state), "")),
    _work("整改"),
    order=55,
)
FINDER = Finder(
    "rectifications",
    "限期整改",
    lambda posting, words: (
        Rectification.objects.visible_to(posting)
        .filter(found_in(words, "number", "document_number", body("record__department")))
        .select_related("record__department")
    ),
    lambda case: Hit(case.number, address_of(case), str(case.record.department)),
    "discipline:rectifications",
)


def _of_record(record: DishonestyRecord, posting: Actor) -> QuerySet[Rectification]:
    return Rectification.objects.visible_to(posting).filter(record=record)


TAB = CaseTab(
    "rectifications",
    "整改",
    "records.dishonestyrecord",
    "discipline/rectification_tab.html",
    lambda record, posting: {
        "cases": _of_record(record, posting),
        "bar": bar_registration(record),
        "may_register": Rectification.may_enter(posting) and not bar_registration(record),
        "record": record,
    },
    count=lambda record, posting: _of_record(record, posting).count(),
    order=75,
    is_printed=True,
)
