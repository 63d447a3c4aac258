"""Where the warning chain stands in the sidebar, what of it waits for whom, and the doors on judgment and department."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from common.models import Deadline
from common.registry import SEEING, Beginning, CaseTab, Place
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES
from common.trail import Actor
from discipline.pressing.models import LeftOpen
from organisations.models import Department
from postings.desk import Desk
from supervision.warnings.deadlines import OWED
from supervision.warnings.models import OPEN, OWING, Judgment, JudgmentWarning
from supervision.warnings.services.opening import bar_opening
from supervision.warnings.vocabulary import REFUSED, WarningStatus

S = WarningStatus
PLACE = Place(
    "warnings",
    "裁判履行预警",
    "惩戒与激励",
    "supervision:warnings",
    SEEING,
    order=44,
    chapter="裁判履行预警",
    begins=(Beginning("登记被诉", "supervision:register_own_warning", REPRESENTATIVES),),
)
DESK = Desk(
    model=JudgmentWarning,
    key="warnings",
    url="warning",
    word="预警",
    order=69,
    states=S,
    turns=dict.fromkeys(OPEN, "部门代表"),
    seen=JudgmentWarning.objects.visible_to,
    subject=lambda case: str(case.department),
    detail=lambda case: case.case_number,
    related=("department",),
    due="due_on",
    numbers=("number", "case_number", "enforcement_number"),
)


def _to_press(posting: Actor) -> Q:
    """Return that what is owed is late by a confirmed rule, and for an act that presses nobody is known."""
    owed, today = [kind.key for kind in OWED], timezone.localdate()
    mine = Deadline.objects.late(today).filter(kind__in=owed, object_id=OuterRef("pk"))
    fact = Coalesce("refusal", "judgment")
    return Q(Exists(mine), LeftOpen("pk", fact, today), status__in=OWING)


QUEUES = (
    DESK.queue(
        "warnings_office",
        "被诉待提醒、履行证明待核对",
        OFFICERS,
        Q(status=S.SUED, signed_by=None) | Q(status__in=OPEN, proved_on__isnull=False),
    ),
    DESK.queue(
        "warnings_sign",
        "督办函、预警函待签发",
        DIRECTORS,
        Q(status__in=[S.LOST, S.ENFORCING], signed_by=None),
    ),
    DESK.queue("warnings_press", "预警逾期，待指定约谈、通报的机关", DIRECTORS, _to_press),
    DESK.queue(
        "warnings_perform", "裁判待履行、应诉待报告", REPRESENTATIVES, Q(status__in=OPEN, proved_on=None)
    ),
)
SENT = DESK.sent("我登记的被诉、败诉", 58, OFFICERS | REPRESENTATIVES)
FINDER = DESK.finder("裁判履行预警", order=48)


def _rows(posting: Actor, condition: Q) -> QuerySet[JudgmentWarning]:
    return JudgmentWarning.objects.visible_to(posting).filter(condition)


def _of_judgment(judgment: Judgment, posting: Actor) -> dict[str, Any]:
    bar = bar_opening(judgment)
    may = posting.role in OFFICERS and not bar
    mine = may and not JudgmentWarning(department=judgment.department, judgment=judgment).recusal(posting)
    words = "按法院公告登记拒不执行" if judgment.outcome == REFUSED else "开启败诉督办"
    return {
        "cases": _rows(posting, _hangs_on(judgment)).select_related("department"),
        "bar": bar,
        "open_url": reverse("supervision:open_warning", args=[judgment.pk]) if mine else "",
        "open_words": words,
    }


def _hangs_on(judgment: Judgment) -> Q:
    return Q(judgment=judgment.pk) | Q(refusal=judgment.pk)


TAB = CaseTab(
    "warnings",
    "预警",
    Judgment._meta.label_lower,
    "supervision/warning_tab.html",
    _of_judgment,
    count=lambda judgment, posting: _rows(posting, _hangs_on(judgment)).count(),
    order=60,
    is_printed=True,
)


def _of_department(body: Department, posting: Actor) -> dict[str, Any]:
    may = JudgmentWarning.may_enter(posting) and not JudgmentWarning(department=body).recusal(posting)
    return {
        "warnings": _rows(posting, Q(department=body)).order_by("-pk")[:20],
        "register_url": reverse("supervision:register_warning", args=[body.pk]) if may else "",
    }


SECTION = CaseTab(
    "warnings",
    "裁判履行预警",
    "organisations.department",
    "supervision/department_warnings.html",
    _of_department,
    order=45,
)
