"""Checks of candidates for an award: send a list or one code, look at it, answer, fetch the numbered report."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.asking import ask, attempt
from common.cases.page_token import token_of
from common.cases.story import story_of_itself
from common.errors import NotEligible, WrongState
from common.listing import listing
from common.lists.page import list_page
from common.roles import CREDIT_OFFICE
from common.tabs import case_tabs
from exchange.batch_views import XLSX
from exchange.honours import services
from exchange.honours.forms import ListForm, OneForm
from exchange.honours.lists import CHECKS, READERS, shape_of
from exchange.honours.models import HonourCheck
from exchange.honours.reading import read_candidates
from exchange.honours.reports import report_of
from exchange.honours.vocabulary import CheckStatus, Outcome
from postings.requests import OfficeRequest

MARKS = {"clear": "plain", "barred": "broken", "unsure": "objection"}


@requires_posting(READERS)
def checks(request: OfficeRequest) -> HttpResponse:
    return list_page(request, CHECKS, may_check=HonourCheck.may_enter(request.posting))


@requires_posting(CREDIT_OFFICE)
def send(request: OfficeRequest) -> HttpResponse:
    """Take a list of candidates in and show how it was read."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        award, by = form.award_given(), request.posting
        made = attempt(form, lambda: services.take_in(award, read_candidates(file), by=by))
        if made is not None:
            return redirect("exchange:honour_check", made.pk)
    told = {"of": CHECKS, "heading": "核查名单", "button": "上传并预览"}
    context = {"form": form, "here": "honour_checks", **told}
    return render(request, "exchange/honour_list.html", context, status=422 if form.errors else 200)


@requires_posting(CREDIT_OFFICE)
def one(request: OfficeRequest) -> HttpResponse:
    """Check one department, answered at once under a number of its own."""
    form = OneForm(request.POST or None)

    def answered(given: object) -> HonourCheck:
        case = services.take_in(form.award_given(), [form.line()], by=request.posting)
        return services.answer(case, by=request.posting)

    return ask(
        request,
        form,
        answered,
        heading="核查一个单位",
        button="核查",
        said="已答复。",
        to=lambda case: reverse("exchange:honour_check", args=[case.pk]),
        effect="按评选的截止日答复，核查留下编号和经过。",
        crumbs=[(reverse("exchange:honour_checks"), "荣誉资格核查")],
        here="honour_checks",
        back=reverse("exchange:honour_checks"),
    )


@requires_posting(READERS)
def check(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show a list as it was read, and what was answered for each candidate."""
    case, posting = _get(request, pk), request.posting
    counted = Counter(case.rows.order_by().values_list("outcome", flat=True))
    asked = request.GET.get("outcome", "")
    rows = case.rows.select_related("measure")
    rows = rows.filter(outcome=asked) if asked in Outcome.values else rows
    context = {
        "here": "honour_checks",
        "case": case,
        "shape": shape_of(case.status),
        "counts": [(one, one.label, counted[one]) for one in Outcome if counted[one]],
        "total": sum(counted.values()),
        "faults": case.rows.exclude(note="").count() if case.status == CheckStatus.READ else 0,
        "asked": asked,
        "listing": (shown := listing(request, rows, {"row": ["row"]}, default="row", per_page=50)),
        "lines": [(row, MARKS.get(row.outcome, "plain")) for row in shown.page],
        "bar_to_report": services.bar_to_report(case),
        "offered": offered(case, posting),
        "act_base": reverse("exchange:honour_check", args=[case.pk]),
        "trail": story_of_itself(case, posting),
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
    return render(request, "exchange/honour_check.html", context)


@requires_posting(CREDIT_OFFICE)
def check_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    return act_page(
        request, case, act, back=reverse("exchange:honour_check", args=[pk]), here="honour_checks"
    )


@requires_posting(READERS)
def report(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Return the numbered report as a workbook."""
    case = _get(request, pk)
    if case.status in {CheckStatus.READ, CheckStatus.DROPPED}:
        raise WrongState("还没有答复，没有报告")
    if words := services.bar_to_report(case):
        raise NotEligible(words)
    name = content_disposition_header(True, f"荣誉资格核查报告 {case.number}.xlsx")
    return HttpResponse(report_of(case), content_type=XLSX, headers={"Content-Disposition": name})


def _get(request: OfficeRequest, pk: UUID) -> HonourCheck:
    found: HonourCheck = get_object_or_404(HonourCheck.objects.visible_to(request.posting), pk=pk)
    return found
