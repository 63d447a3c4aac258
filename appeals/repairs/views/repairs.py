"""The pages of requests for repair: list, case with its tabs, its acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from appeals.repairs.lists import REPAIRS, shape_of
from appeals.repairs.models import Repair
from appeals.repairs.services.standing import lifted_by_repair
from appeals.repairs.services.telling import bar_to_push
from appeals.repairs.steps import next_step
from appeals.repairs.vocabulary import ANALOGY
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered
from common.cases.page_token import token_of
from common.cases.story import sent_back, trail_of
from common.deadlines.explaining import explained
from common.lists.page import list_page
from common.tabs import case_tabs
from letters.models import Letter
from postings.requests import OfficeRequest
from records.addresses import fact_address

PERSONS = ("entered_by", "accepted_by", "opinion_by", "document_by", "decided_by", "routed_by")


@requires_posting()
def repairs(request: OfficeRequest) -> HttpResponse:
    return list_page(request, REPAIRS)


@requires_posting()
def repair(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one request: where it stands, who acts next and by when, what proves it, what was decided and told."""
    case, posting = _get(request, pk), request.posting
    context = {
        "here": "repairs",
        "case": case,
        "shape": shape_of(case.status),
        "next": next_step(case),
        "analogy": ANALOGY,
        "record": case.fact.of_kind,
        "record_url": fact_address(case.fact.of_kind),
        "items": case.items.select_related("evidence"),
        "pushes": [(one, bar_to_push(one)) for one in case.pushes.select_related("outbox")],
        "lifted": lifted_by_repair(case),
        "letters": Letter.objects.visible_to(posting).of(case).prefetch_related("services"),
        "deadlines": explained(case),
        "offered": offered(case, posting),
        "hands_off": case.recusal(posting),
        "act_base": reverse("appeals:repair", args=[case.pk]),
        "trail": (trail := trail_of(case)),
        "returned": sent_back(case, trail),
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
    return render(request, "appeals/repair.html", context)


@requires_posting()
def repair_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Do one act, from the decision bar or on a page of its own; a refusal keeps what was typed."""
    case = _get(request, pk)
    return act_page(request, case, act, back=reverse("appeals:repair", args=[case.pk]), here="repairs")


def _get(request: OfficeRequest, pk: UUID) -> Repair:
    rows: Any = Repair.objects.visible_to(request.posting)
    found: Repair = get_object_or_404(
        rows.select_related("department", "fact", "deciding_unit", "publication", *PERSONS), pk=pk
    )
    return found
