"""The list of reports: the register of their numbers, and what was asked for and is not made yet."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from common.lists import Column, Facet, ListSpec, below, link
from common.lists.usual import number_column, status_column
from common.trail import Actor
from credit_reports.filters import CreditReportFilter
from credit_reports.models import READERS, CreditReport
from credit_reports.queues import DESK
from credit_reports.vocabulary import ReportStatus

SHAPES = {"issued": "mended", "revoking": "objection", "revoked": "broken", "requested": "objection"}


def shape(case: CreditReport) -> str:
    """Return the shape of the mark of a report's state."""
    return SHAPES.get(case.status, "plain")


def reports_of(posting: Actor) -> QuerySet[CreditReport]:
    """Return what a posting may see, with the department and who asked."""
    return CreditReport.objects.visible_to(posting).select_related("department", "posting__user")


def _number(case: CreditReport) -> SafeString:
    return below(link(DESK.address(case), case.number or "没有编号", "code"), case.get_origin_display())


def _moment(case: CreditReport) -> str:
    return f"{timezone.localtime(case.made_at):%Y-%m-%d %H:%M}" if case.made_at else ""


REPORTS = ListSpec(
    key="credit_reports",
    label="信用报告",
    unit="份",
    url_name="credit_reports:credit_reports",
    rows=reports_of,
    filterset=CreditReportFilter,
    template="credit_reports/credit_reports.html",
    roles=READERS,
    default="-number",
    hint="出具过的信用报告，编号每年连续。公示的内容一有变化，报告自行失效；出具有误的，由经办提出、负责人决定撤销。",
    empty="还没有出具过信用报告。点“出具信用报告”，或者由公众在部门档案页申请。",
    columns=(
        number_column(
            "报告",
            _number,
            (("报告编号", lambda c: c.number), ("申请来自", lambda c: c.get_origin_display())),
            sort=["number", "id"],
        ),
        Column("department", "部门", lambda c: str(c.department)),
        Column("made", "截至", _moment, css="nowrap", sort=["made_at"]),
        status_column(ReportStatus, shape),
    ),
    facets=(Facet("status", "status"), Facet("origin", "origin")),
)
