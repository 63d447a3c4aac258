"""Where reports stand in the sidebar, and what of them waits for whom."""

from __future__ import annotations

from django.db.models import Q

from common.registry import Place
from common.roles import DIRECTORS
from credit_reports.models import READERS, CreditReport
from credit_reports.vocabulary import ReportStatus
from postings.desk import Desk

DESK = Desk(
    model=CreditReport,
    key="credit_reports",
    url="credit_report",
    word="信用报告",
    order=61,
    states=ReportStatus,
    turns={ReportStatus.REVOKING: "信用办负责人"},
    seen=CreditReport.objects.visible_to,
    subject=lambda case: str(case.department),
    related=("department",),
    numbers=("number",),
    entered="posting__user",
)
PLACES = (
    Place(
        "credit_reports",
        "信用报告",
        "公开",
        "credit_reports:credit_reports",
        READERS,
        order=38,
        chapter="信用报告",
    ),
)
QUEUES = (
    DESK.queue("credit_reports_decide", "信用报告待决定撤销", DIRECTORS, Q(status=ReportStatus.REVOKING)),
)
FINDER = DESK.finder("信用报告", READERS, order=68)
