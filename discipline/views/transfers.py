"""Transfers of a principal's matter in the office: register from the record, follow on one page, do each act."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import ask
from common.errors import NotEligible
from common.lists.page import list_page
from common.roles import OFFICERS
from discipline.accountability import services
from discipline.accountability.forms import RegisterForm
from discipline.accountability.lists import LIST, READERS
from discipline.accountability.models import Transfer
from discipline.accountability.queues import DESK
from discipline.hands import recusal_from
from discipline.measures.services import bar_registration
from discipline.views.case_context import case_context
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.models import Fact
from records.scopes import record_scope


@requires_posting(READERS)
def transfers(request: OfficeRequest) -> HttpResponse:
    return list_page(request, LIST)


@requires_posting(OFFICERS)
def register(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Register that a principal's matter is to be handed over because of a record."""
    found = get_object_or_404(Fact.objects.filter(record_scope(request.posting)), pk=pk)
    fact = found.of_kind
    if not fact.IS_COUNTED:
        raise Http404
    if words := bar_registration(fact).replace("惩戒措施", "追责移送") or recusal_from(
        found, request.posting
    ):
        raise NotEligible(words)
    return ask(
        request,
        RegisterForm(request.POST or None),
        lambda given: services.register(fact, by=request.posting, **given),
        heading="登记追责移送",
        button="登记",
        said="已登记，等负责人移送。",
        to=lambda case: reverse("discipline:transfer", args=[case.pk]),
        effect="移送任免机关或者监察机关，由它按干部管理权限决定；信用办不作处理。",
        crumbs=[(fact_address(fact), fact.number)],
        here="transfers",
        back=fact_address(fact),
    )


@requires_posting(READERS)
def transfer(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one transfer: whose post, which organ, letter and answer."""
    case = _get(request, pk)
    if services.is_closed(case, request.posting):
        return redirect("discipline:transfer_act", pk, "unseal")
    context = {
        **case_context(request, case, DESK),
        "record_url": fact_address(case.fact.of_kind),
        "competence": services.competence_for(case),
    }
    return render(request, "discipline/transfer.html", context)


@requires_posting(READERS)
def transfer_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it; one that is sealed has no page here any more."""
    case = _get(request, pk)
    is_left = act == "seal" or (act == "unseal" and request.method == "GET")
    back = reverse("discipline:transfers") if is_left else reverse("discipline:transfer", args=[pk])
    return act_page(request, case, act, back=back, here="transfers")


def _get(request: OfficeRequest, pk: UUID) -> Transfer:
    rows = Transfer.objects.visible_to(request.posting)
    found: Transfer = get_object_or_404(rows.select_related("fact__department", "sent_by"), pk=pk)
    return found
