"""The pages of credit reports in the office: the register, one report, and the acts on it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.asking import ask
from common.cases.page_token import token_of
from common.cases.story import story_of_itself
from common.lists.page import list_page
from common.roles import CREDIT_OFFICE
from common.tabs import case_tabs
from credit_reports.forms import RequestForm
from credit_reports.lists import REPORTS, reports_of, shape
from credit_reports.models import READERS, CreditReport
from credit_reports.queues import DESK
from credit_reports.services.requesting import request as request_report
from credit_reports.vocabulary import GIVEN_OUT, ReportStatus
from disclosure.open.models.reports import report_of
from postings.requests import OfficeRequest

LABELS = {
    ".pdf": "PDF",
    ".json": "JSON",
    ".pdf.sig": "PDF 的签名",
    ".json.sig": "JSON 的签名",
    ".pem": "公钥",
}
SECONDS = "3"


@requires_posting(READERS)
def credit_reports(request: OfficeRequest) -> HttpResponse:
    """List the reports in scope."""
    return list_page(request, REPORTS, may_request=CreditReport.may_enter(request.posting))


@requires_posting(CREDIT_OFFICE)
def new_report(request: OfficeRequest) -> HttpResponse:
    """Ask for a report on a department."""
    back = reverse("credit_reports:credit_reports")
    return ask(
        request,
        RequestForm(request.POST or None),
        lambda given: request_report(given["credit_code"], by=request.posting),
        heading="出具信用报告",
        button="出具",
        said="已经提交，一般几秒钟出具。",
        to=DESK.address,
        effect="写明部门此刻正在公示的全部内容，取得编号并签名；与公众在部门档案页下载的一样。",
        crumbs=[(back, "信用报告")],
        here="credit_reports",
        back=back,
    )


@requires_posting(READERS)
def credit_report(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one report: number and moment, whether it holds, where its files lie."""
    case = _report(request, pk)
    offers = offered(case, request.posting)
    shown = report_of(case.number) if case.status in GIVEN_OUT else None
    holds = shown is not None and shown.holds
    context = {
        "here": "credit_reports",
        "case": case,
        "shape": shape(case),
        "holds": holds,
        "files": [(label, settings.PUBLIC_URL + shown.file(kind)) for kind, label in LABELS.items()]
        if shown and holds
        else [],
        "offered": offers,
        "has_direct": any(offer.is_direct for offer in offers),
        "act_base": DESK.address(case),
        "trail": story_of_itself(case, request.posting),
        "page_token": token_of(case),
        **case_tabs(case, request.posting, request.GET.get("tab", "")),
    }
    response = render(request, "credit_reports/credit_report.html", context)
    if case.status == ReportStatus.REQUESTED:
        response["Refresh"] = SECONDS
    return response


@requires_posting(READERS)
def credit_report_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act on a report needs, and do it."""
    case = _report(request, pk)
    return act_page(request, case, act, back=DESK.address(case), here="credit_reports")


def _report(request: OfficeRequest, pk: UUID) -> CreditReport:
    rows = reports_of(request.posting).select_related("asked_by", "revoked_by")
    found: CreditReport = get_object_or_404(rows, pk=pk)
    return found
