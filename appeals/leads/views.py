"""Leads in the office: the list, the page of one, its acts, its sender."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from appeals.applicant.models import OnlineApplicant
from appeals.leads.forms import LeadForm
from appeals.leads.lists import LEADS, READERS, address, leads_of, shape
from appeals.leads.models import Lead
from appeals.leads.services.taking import receive_lead
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.asking import attempt
from common.cases.page_token import as_shown, token_of
from common.cases.story import trail_of
from common.forms import GivenReasonForm
from common.lists.page import list_page
from common.roles import CREDIT_OFFICE, OFFICERS
from common.tabs import case_tabs
from postings.requests import OfficeRequest
from records.addresses import fact_address


@requires_posting(READERS)
def leads(request: OfficeRequest) -> HttpResponse:
    """List the leads in scope."""
    return list_page(request, LEADS, may_register=request.posting.role in OFFICERS)


@requires_posting(OFFICERS)
def new_lead(request: OfficeRequest) -> HttpResponse:
    """Let an officer take down what came by paper or telephone from somebody who is not concerned."""
    form = LeadForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        by, day = request.posting, form.cleaned_data["received_on"]
        made = attempt(
            form,
            lambda: receive_lead(form.application, form.fact, by=by, received_on=day, act="register"),
        )
        if made is not None:
            messages.success(request, f"线索已登记，编号 {made.number}。")
            return redirect(address(made))
    context = {"here": "leads", "form": form, "back": reverse("appeals:leads")}
    return render(request, "appeals/lead_form.html", context, status=422 if form.errors else 200)


@requires_posting(READERS)
def lead(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one lead: what was written, about what, and what was answered."""
    case, posting = _get(request, pk), request.posting
    offers = offered(case, posting)
    hands_off = case.recusal(posting) if posting.role in CREDIT_OFFICE else ""
    context = {
        "here": "leads",
        "case": case,
        "shape": shape(case),
        "receipt": OnlineApplicant.objects.of(case),
        "record": case.fact.of_kind if case.fact else None,
        "record_url": fact_address(case.fact.of_kind) if case.fact else "",
        "offered": [] if hands_off else offers,
        "may_reveal": posting.role in CREDIT_OFFICE and case.has_name and not hands_off,
        "hands_off": hands_off,
        "act_base": address(case),
        "trail": trail_of(case),
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
    return render(request, "appeals/lead.html", context)


@requires_posting()
def lead_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Do one act to one lead."""
    case = _get(request, pk)
    return act_page(request, case, act, back=address(case), here="leads")


@requires_posting(CREDIT_OFFICE)
def reveal(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Ask what for, then show name and contact of the sender once, on a page that nothing keeps."""
    case = _get(request, pk)
    form = GivenReasonForm(request.POST or None)
    context: dict[str, Any] = {"here": "leads", "case": case, "form": form, "back": address(case)}
    if request.method == "POST" and form.is_valid():
        with as_shown(request, case):
            case.move("reveal", by=request.posting, reason=form.cleaned_data["reason"])
        context["person"] = case.person()
    context["page_token"] = token_of(case)
    return render(request, "appeals/reveal.html", context, status=422 if form.errors else 200)


def _get(request: OfficeRequest, pk: UUID) -> Lead:
    rows = leads_of(request.posting).select_related("fact__department__region", "objection")
    found: Lead = get_object_or_404(rows, pk=pk)
    return found
