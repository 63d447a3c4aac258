"""Objections in the office: the list, the page of a case, its acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from appeals.applicant.models import OnlineApplicant
from appeals.objections.lists import OBJECTIONS, address, objections_of, shape
from appeals.objections.models import Objection
from appeals.objections.progress import progress_of
from appeals.objections.querysets import ObjectionQuerySet
from appeals.objections.routing import competence_for
from appeals.objections.services.deciding import hold_of
from appeals.objections.services.telling import letters_of
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.case_type import case_types
from common.cases.page_token import as_shown, token_of
from common.cases.story import sent_back
from common.deadlines.explaining import explained
from common.errors import NotAllowed
from common.forms import GivenReasonForm
from common.lists.page import list_page
from common.roles import CREDIT_OFFICE
from common.tabs import case_tabs
from postings.requests import OfficeRequest
from records.addresses import fact_address

HANDLED = (
    *("accept", "forward", "route", "reroute", "answer", "record_answer"),
    *("withdraw_fact", "uphold", "settle", "refuse"),
)


@requires_posting()
def objections(request: OfficeRequest) -> HttpResponse:
    """List the objections in scope."""
    return list_page(request, OBJECTIONS)


@requires_posting()
def objection(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one objection: what is objected to, where it stands, who acts next and by when."""
    return render(request, "appeals/objection.html", page_of(request, get(request, pk)))


@requires_posting()
def objection_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Do one act to one objection."""
    return act_page(
        request, get(request, pk), act, back=reverse("appeals:objection", args=[pk]), here="objections"
    )


@requires_posting(CREDIT_OFFICE)
def reveal(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Ask what for, then show name and contact of a person concerned once, on a page that nothing keeps."""
    case = get(request, pk)
    if words := case.bar_by_hand("reveal", request.posting):
        raise NotAllowed(words)
    form = GivenReasonForm(request.POST or None)
    context: dict[str, Any] = {"here": "objections", "case": case, "form": form, "back": address(case)}
    if request.method == "POST" and form.is_valid():
        with as_shown(request, case):
            case.move("reveal", by=request.posting, reason=form.cleaned_data["reason"])
        context["person"] = case.person()
    context["page_token"] = token_of(case)
    return render(request, "appeals/reveal.html", context, status=422 if form.errors else 200)


def get(request: OfficeRequest, pk: UUID) -> Objection:
    """Return an objection in scope, with its fact."""
    rows = objections_of(request.posting).select_related(
        "correction", "verifying_unit", "fact__department__region"
    )
    found: Objection = get_object_or_404(rows, pk=pk)
    return found


def page_of(request: OfficeRequest, case: Objection) -> dict[str, Any]:
    """Return what the page of a case shows."""
    posting, fact = request.posting, case.fact.of_kind
    return {
        "here": "objections",
        "case": case,
        "shape": shape(case),
        "record": fact,
        "record_url": fact_address(fact),
        "progress": progress_of(case),
        "competence": competence_for(case.fact, case.applied_on) if case.status == "routing" else None,
        "letters": letters_of(case),
        "receipt": OnlineApplicant.objects.of(case),
        "held": hold_of(case),
        "deadlines": explained(case),
        "earlier": _earlier(case, request),
        "offered": offered(case, posting),
        "may_reveal": posting.role in CREDIT_OFFICE
        and not (case.is_by_subject or case.bar_by_hand("reveal", posting)),
        "hands_off": _hands_off(case, request),
        "act_base": address(case),
        "trail": (trail := case_types["appeals.objection"].story(case, posting)),  # type: ignore[operator]
        "returned": sent_back(case, trail),
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }


def _earlier(case: Objection, request: OfficeRequest) -> ObjectionQuerySet:
    """Return the decided objections to the same fact on the same ground: repeated without new evidence, none is accepted."""
    seen = Objection.objects.visible_to(request.posting)
    return seen.earlier(case.fact_id, case.kind).exclude(pk=case.pk)


def _hands_off(case: Objection, request: OfficeRequest) -> str:
    """Return why somebody who could act by role and state must leave it to another."""
    could = [act for act in case.acts_for(request.posting) if act in HANDLED]
    return next(filter(None, (case.bar_by_hand(act, request.posting) for act in could)), "")
