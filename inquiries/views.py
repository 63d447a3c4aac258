"""Official inquiries in the office: the list, one or many registered, the case, its acts, the reports that are read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.asking import ask, attempt
from common.cases.page_token import token_of
from common.cases.story import story_of_itself
from common.listing import listing
from common.lists.page import list_page
from common.tabs import case_tabs
from inquiries.forms import ListForm, OneForm
from inquiries.lists import INQUIRIES, answer_shape, shape
from inquiries.models import ASKERS, READERS, Inquiry
from inquiries.queues import DESK
from inquiries.reading import read_rows
from inquiries.services import answering, following, registering
from inquiries.services import reading as reports_of
from inquiries.vocabulary import TOLD, InquiryStatus
from postings.middleware import address_of
from postings.requests import OfficeRequest

HERE = "inquiries"
CRUMBS = "授权查询"


@requires_posting(READERS)
def inquiries(request: OfficeRequest) -> HttpResponse:
    return list_page(request, INQUIRIES, may_register=Inquiry.may_enter(request.posting))


@requires_posting(ASKERS)
@sensitive_post_parameters("name", "id_number")
def new_inquiry(request: OfficeRequest) -> HttpResponse:
    """Register an inquiry about one person or body."""
    form = OneForm(request.POST or None)
    back = reverse("inquiries:inquiries")
    return ask(
        request,
        form,
        lambda given: registering.register(form.asked(form.kind), [form.line()], by=request.posting),
        heading="登记授权查询",
        button="登记",
        said="已登记，还没有查询。",
        to=DESK.address,
        effect="登记后请核对，提交另一人批准；批准以前不查询、不答复。",
        crumbs=[(back, CRUMBS)],
        here=HERE,
        back=back,
    )


@requires_posting(ASKERS)
def inquiry_list(request: OfficeRequest) -> HttpResponse:
    """Take a workbook of persons or bodies in and show how it was read."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kind, file, by = form.cleaned_data["kind"], form.cleaned_data["file"], request.posting
        made = attempt(form, lambda: registering.register(form.asked(kind), read_rows(file, kind), by=by))
        if made is not None:
            return redirect(DESK.address(made))
    told = {"of": INQUIRIES, "heading": "按名单登记授权查询", "button": "上传并预览"}
    context = {"form": form, "here": HERE, **told}
    return render(request, "inquiries/inquiry_list.html", context, status=422 if form.errors else 200)


@requires_posting(READERS)
def inquiry(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show an inquiry with its rows, names masked; what was answered stands in the reports alone."""
    case, posting = _get(request, pk), request.posting
    shown = listing(request, case.rows.all(), {"row": ["row"]}, default="row", per_page=50)
    is_told = case.status in TOLD
    context = {
        "here": HERE,
        "case": case,
        "shape": shape(case),
        "is_told": is_told,
        "may_read": is_told and case.erased_on is None and case.may("read", posting),
        "bar_to_report": answering.bar_to_report(case),
        "bar_to_use": following.bar_to_use(case, posting) if case.status == InquiryStatus.ANSWERED else "",
        "listing": shown,
        "faults": case.rows.exclude(fault="").count() if case.status == InquiryStatus.DRAFT else 0,
        "offered": offered(case, posting),
        "act_base": DESK.address(case),
        "trail": story_of_itself(case, posting),
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
    return render(request, "inquiries/inquiry.html", context)


@requires_posting(READERS)
@require_POST
def report(request: OfficeRequest, pk: UUID, row: int) -> HttpResponse:
    """Show one report on a page that nothing keeps; the reading is on record."""
    case = _get(request, pk)
    found = get_object_or_404(case.rows.select_related("inquiry"), row=row)
    (told,) = reports_of.read(case, [found], by=request.posting, address=address_of(request))
    context = {"here": HERE, "case": case, "row": found, "report": told, "shape": answer_shape(found.outcome)}
    return render(request, "inquiries/report.html", context)


@requires_posting(READERS)
@require_POST
def reports(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Return one report, or all of an inquiry, as PDF; each taking along is on record."""
    case = _get(request, pk)
    asked = request.POST.get("row", "")
    rows = get_list_or_404(case.rows.filter(row=asked) if asked.isdecimal() else case.rows.all())
    made = reports_of.print_reports(case, rows, by=request.posting, address=address_of(request))
    name = f"授权查询报告 {rows[0].number if len(rows) == 1 else case.number}.pdf"
    disposition = content_disposition_header(True, name)
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": disposition})


@requires_posting(READERS)
def inquiry_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act on an inquiry needs, and do it."""
    case = _get(request, pk)
    return act_page(request, case, act, back=DESK.address(case), here=HERE)


def _get(request: OfficeRequest, pk: UUID) -> Inquiry:
    rows = Inquiry.objects.visible_to(request.posting).select_related(
        "unit", "region", "asked_by", "approved_by"
    )
    found: Inquiry = get_object_or_404(rows, pk=pk)
    return found
