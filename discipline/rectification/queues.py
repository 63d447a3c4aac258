"""Where rectifications stand in the sidebar, what of them waits for whom, and what one handed on."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from common.models import Deadline
from common.registry import Place
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES
from common.trail import Actor
from discipline.models import Rectification
from discipline.pressing.models import LeftOpen
from discipline.rectification.deadlines import TERM
from discipline.rectification.models import AT_WORK
from discipline.rectification.services import bar_registration
from discipline.vocabulary import RectificationStatus
from postings.desk import Desk

S = RectificationStatus
PLACE = Place(
    "rectifications", "限期整改", "惩戒与激励", "discipline:rectifications", order=40, chapter="限期整改"
)
ASKED = Q(extensions__isnull=False, extensions__is_granted=None)
DESK = Desk(
    model=Rectification,
    key="rectifications",
    url="rectification",
    word="整改",
    order=65,
    states=S,
    turns={
        S.ROUTING: "信用办",
        S.ORDERING: "信用办经办",
        S.RUNNING: "部门代表",
        S.STAYED: "信用办负责人",
        S.SUBMITTED: "验收单位",
        S.HEARING: "部门代表",
        S.REFUSED: "部门代表",
    },
    seen=Rectification.objects.visible_to,
    subject=lambda case: str(case.record.department),
    detail=lambda case: case.record.document_number,
    related=("record__department",),
    due="due_on",
    names_queue=True,
)


def _to_press(posting: Actor) -> Q:
    """Return that the term has passed by a confirmed rule, and for an act that presses nobody is known."""
    today = timezone.localdate()
    mine = Deadline.objects.late(today).filter(kind=TERM.key, object_id=OuterRef("pk"))
    return Q(Exists(mine), LeftOpen("pk", "record", today), status__in=AT_WORK)


QUEUES = (
    DESK.queue("rectifications_route", "整改待转送", OFFICERS | DIRECTORS, Q(status=S.ROUTING)),
    DESK.queue("rectifications_order", "整改待责令", OFFICERS, Q(status=S.ORDERING)),
    DESK.queue(
        "rectifications_explain",
        "待书面说明原因",
        REPRESENTATIVES,
        Q(status__in=[S.RUNNING, S.REFUSED], explanation=""),
    ),
    DESK.queue("rectifications_mend", "整改中", REPRESENTATIVES, Q(status__in=[S.RUNNING, S.REFUSED])),
    DESK.queue(
        "rectifications_heard", "可以陈述申辩（拒不整改）", REPRESENTATIVES, Q(status=S.HEARING, statement="")
    ),
    DESK.queue("rectifications_accept", "整改待验收", OFFICERS, Q(status=S.SUBMITTED)),
    DESK.queue("rectifications_extend", "整改延期待决定", DIRECTORS, ASKED & Q(status=S.RUNNING)),
    DESK.queue("rectifications_press", "整改逾期，待指定约谈、通报的机关", DIRECTORS, _to_press),
    DESK.queue("rectifications_refusal", "拟认定拒不整改", DIRECTORS, Q(status=S.HEARING)),
)
SENT = DESK.sent("我登记的整改", 55)
FINDER = DESK.finder("限期整改")
TAB = DESK.tab("整改", Rectification.SUBJECT, bar_registration, 75, key="record")
