"""Broken promises in the office: register from the commitment, follow on one page, do each act."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from commitments.forms.breaches import LeadForm
from commitments.lists import BREACHES
from commitments.models import Breach, Commitment
from commitments.next_step import next_of_breach
from commitments.queues import BREACH_DESK
from commitments.services import breaching
from commitments.services.pushing import pushed_of
from commitments.views.case_context import case_context
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import ask
from common.deadlines.explaining import explained
from common.errors import NotEligible
from common.lists.page import list_page
from common.roles import OFFICERS
from postings.requests import OfficeRequest


@requires_posting()
def breaches(request: OfficeRequest) -> HttpResponse:
    return list_page(request, BREACHES)


@requires_posting(OFFICERS)
def register(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Register a lead about one commitment."""
    rows = Commitment.objects.visible_to(request.posting).select_related("department")
    promise = get_object_or_404(rows, pk=pk)
    if words := breaching.bar_registration(promise):
        raise NotEligible(words)
    back = reverse("commitments:commitment", args=[promise.pk])
    return ask(
        request,
        LeadForm(request.POST or None),
        lambda given: breaching.register(promise, by=request.posting, **given),
        heading="登记违约线索",
        button="登记",
        said="已登记，等转上级或者行业主管部门核实。",
        to=lambda case: reverse("commitments:breach", args=[case.pk]),
        effect=f"{promise.department}：{promise.content[:200]}",
        crumbs=[(reverse("commitments:commitments"), "承诺台账"), (back, promise.number)],
        here="breaches",
        back=back,
    )


@requires_posting()
def breach(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one case: lead, verification, order, hearing, confirmation, and the record that a document made of it."""
    case = _get(request, pk)
    context = {
        **case_context(request, case, BREACH_DESK),
        "promise": case.commitment,
        "shows_lead": not case.hides_lead(request.posting),
        "promise_url": reverse("commitments:commitment", args=[case.commitment_id]),
        "record": case.record.of_kind if case.record else None,
        "next_step": next_of_breach(case),
        "deadlines": explained(case),
        "pushed": pushed_of(case),
    }
    return render(request, "commitments/breach.html", context)


@requires_posting()
def breach_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    return act_page(request, case, act, back=reverse("commitments:breach", args=[pk]), here="breaches")


def _get(request: OfficeRequest, pk: UUID) -> Breach:
    rows = Breach.objects.visible_to(request.posting)
    related = ("commitment__department__region", "record", "body_unit", "registered_by")
    found: Breach = get_object_or_404(rows.select_related(*related), pk=pk)
    return found
