"""Incentives in the office: register for an honour, follow on one page, decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import ask
from common.errors import Incomplete, NotEligible
from common.lists.page import list_page
from common.roles import OFFICERS
from discipline.incentives import services
from discipline.incentives.catalogue import line_of
from discipline.incentives.forms import ProposeForm
from discipline.incentives.lists import LIST, SHAPES
from discipline.incentives.models import Incentive
from discipline.incentives.queues import DESK
from discipline.views.case_context import case_context
from dossiers.models import Honour
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.models import Fact
from records.scopes import fact_scope

CRUMBS = "discipline:incentives"


@requires_posting()
def incentives(request: OfficeRequest) -> HttpResponse:
    return list_page(request, LIST, may_register=Incentive.may_enter(request.posting))


@requires_posting(OFFICERS)
def propose(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Register what a department's honour is to bring."""
    found = get_object_or_404(Fact.objects.filter(fact_scope(request.posting)), pk=pk)
    fact = found.of_kind
    if words := services.bar_incentive(fact):
        raise NotEligible(words)
    return ask(
        request,
        ProposeForm(request.POST or None),
        lambda given: services.propose(by=request.posting, fact=fact, **given),
        heading="登记守信激励",
        button="登记",
        said="已登记，等负责人登记决定。",
        to=lambda case: reverse("discipline:incentive", args=[case.pk]),
        effect=f"拟对{fact.department}实施目录内的激励，由有权机关决定。",
        crumbs=[(fact_address(fact), fact.number)],
        here="incentives",
        back=fact_address(fact),
    )


class OfficialForm(ProposeForm):
    """An honour in an official's file: by internal number and the honour's document."""

    internal_number = forms.CharField(label="内部人员编号", max_length=40)
    document = forms.CharField(label="荣誉文号", max_length=120, help_text="照档案“表彰荣誉”里的文号填写。")
    field_order = ("internal_number", "document", "measure", "reason")


@requires_posting(OFFICERS)
def propose_for_official(request: OfficeRequest) -> HttpResponse:
    """Register what an official's honour is to bring; only in files that the posting's unit keeps."""
    form = OfficialForm(request.POST or None)

    def proposed(given: dict[str, Any]) -> Incentive:
        number, document = given.pop("internal_number").strip(), given.pop("document").strip()
        rows = Honour.objects.visible_to(request.posting).filter(official__internal_number=number)
        honour = rows.filter(document_number=document, struck_at=None).first()
        if honour is None:
            raise Incomplete("没有找到", {"document": "您管理的档案里没有这样的荣誉，请核对编号和文号"})
        return services.propose(by=request.posting, honour=honour, **given)

    return ask(
        request,
        form,
        proposed,
        heading="登记公务员的守信激励",
        button="登记",
        said="已登记，等负责人登记决定。",
        to=lambda case: reverse("discipline:incentive", args=[case.pk]),
        effect="按干部管理权限办理，不公开。",
        crumbs=[(reverse(CRUMBS), "守信激励")],
        here="incentives",
        back=reverse(CRUMBS),
    )


@requires_posting()
def incentive(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one incentive: for which honour, by which line, since when until when."""
    case = _get(request, pk)
    context = {
        **case_context(request, case, DESK),
        "shape": SHAPES.get(case.status, "plain"),
        "line": line_of(case.measure, case.measure_version),
        "honour_url": fact_address(case.fact.of_kind) if case.fact else "",
    }
    return render(request, "discipline/incentive.html", context)


@requires_posting()
def incentive_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    return act_page(request, case, act, back=reverse("discipline:incentive", args=[pk]), here="incentives")


def _get(request: OfficeRequest, pk: UUID) -> Incentive:
    rows = Incentive.objects.visible_to(request.posting)
    found: Incentive = get_object_or_404(rows.select_related("fact__department", "honour__official"), pk=pk)
    return found
