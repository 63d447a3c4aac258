"""Rectifications in the office: register from the record, follow on one page, do each act."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import ask
from common.deadlines.explaining import explained
from common.errors import NotEligible
from common.forms import ReasonForm
from common.lists.page import list_page
from common.roles import OFFICERS
from discipline.hands import recusal_from
from discipline.models import Rectification
from discipline.pressing.services import pressers
from discipline.rectification import services
from discipline.rectification.deadlines import bar_escalation
from discipline.rectification.lists import RECTIFICATIONS
from discipline.rectification.models import AT_WORK
from discipline.rectification.next_step import next_step
from discipline.rectification.queues import DESK
from discipline.routing import competence_over
from discipline.views.case_context import case_context
from discipline.vocabulary import CompetentAct
from postings.requests import OfficeRequest
from records.addresses import fact_address


@requires_posting()
def rectifications(request: OfficeRequest) -> HttpResponse:
    return list_page(request, RECTIFICATIONS)


@requires_posting(OFFICERS)
def register(request: OfficeRequest, number: str) -> HttpResponse:
    """Register what the department of a record owes; asked once more on a page of its own."""
    rows = Rectification.SUBJECT.objects.visible_to(request.posting).select_related("department")
    record = get_object_or_404(rows, record_no=number)
    if words := services.bar_registration(record) or recusal_from(record.parent, request.posting):
        raise NotEligible(words)
    line = competence_over(record, CompetentAct.ORDER_RECTIFICATION, timezone.localdate())
    form = ReasonForm(request.POST or None)
    return ask(
        request,
        form,
        lambda given: services.register(record, by=request.posting, **given),
        heading="登记限期整改",
        button="登记",
        said="已登记，等转送责令机关。",
        to=lambda case: reverse("discipline:rectification", args=[case.pk]),
        effect=f"{record.department}须书面说明原因并限期整改。职权分工：{line.words}（{line.article}）。",
        crumbs=[(reverse("records:records"), "失信记录"), (fact_address(record), record.record_no)],
        here="rectifications",
        back=fact_address(record),
    )


@requires_posting()
def rectification(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one case: both duties with their days, items, progress, steps, and whose turn it is."""
    case = _get(request, pk)
    context = {
        **case_context(request, case, DESK),
        "record": case.record,
        "record_url": fact_address(case.record),
        "items": list(case.items.all()),
        "progress": case.progress.select_related("item", "reported_by"),
        "extensions": case.extensions.select_related("asked_by", "decided_by"),
        "steps": case.steps.all(),
        "competence": services.competence_for(case),
        "pressers": pressers(case) if case.status in AT_WORK and not bar_escalation(case) else [],
        "next_step": next_step(case),
        "deadlines": explained(case),
    }
    return render(request, "discipline/rectification.html", context)


@requires_posting()
def rectification_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    return act_page(
        request, case, act, back=reverse("discipline:rectification", args=[pk]), here="rectifications"
    )


def _get(request: OfficeRequest, pk: UUID) -> Rectification:
    rows = Rectification.objects.visible_to(request.posting)
    found: Rectification = get_object_or_404(rows.select_related("record__department", "routed_by"), pk=pk)
    return found
