"""Measures in the office: the catalogue, register from the record, follow on one page, do each act."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import ask
from common.deadlines.explaining import explained
from common.errors import NotEligible
from common.lists.page import list_page
from common.registry import SEEING
from common.roles import OFFICERS
from discipline.competence import LEVELS
from discipline.hands import recusal_from
from discipline.measures import services
from discipline.measures.catalogue import KIND, catalogue_on, line_of
from discipline.measures.forms import RegisterForm
from discipline.measures.lists import MEASURES, SHAPES
from discipline.measures.models import Measure
from discipline.measures.next_step import next_step
from discipline.measures.queues import DESK
from discipline.routing import competence_over
from discipline.views.case_context import case_context
from discipline.vocabulary import CompetentAct
from letters.models import Letter
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.facts.models.kinds import FactKind
from records.models import Fact
from records.scopes import record_scope


@requires_posting(SEEING)
def catalogue(request: OfficeRequest) -> HttpResponse:
    """Show the catalogue in force: nothing outside it can be applied."""
    lines = catalogue_on(timezone.localdate())
    context = {
        "here": "catalogue",
        "rows": [
            {
                "line": line,
                "url": reverse("postings:rule", args=[KIND, line.key]),
                "levels": "各级"
                if len(line.levels) == len(LEVELS)
                else "、".join(LEVELS[one] for one in line.levels),
            }
            for line in lines
        ],
        "doubtful": sum(not line.is_settled for line in lines),
    }
    return render(request, "discipline/catalogue.html", context)


@requires_posting()
def measures(request: OfficeRequest) -> HttpResponse:
    return list_page(request, MEASURES)


@requires_posting(OFFICERS)
def register(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Register that a measure is to be applied because of a record."""
    fact = _fact(request, pk)
    if words := services.bar_registration(fact) or recusal_from(fact.parent, request.posting):
        raise NotEligible(words)
    line = competence_over(fact, CompetentAct.IMPOSE_MEASURE, timezone.localdate())
    form = RegisterForm(fact.department.level, request.POST or None)
    return ask(
        request,
        form,
        lambda given: services.register(fact, by=request.posting, **given),
        heading="登记惩戒措施",
        button="登记",
        said="已登记，等转送实施机关。",
        to=lambda case: reverse("discipline:measure", args=[case.pk]),
        effect=f"拟对{fact.department}实施目录内的措施：先告知、听取陈述申辩，再由有权机关决定。"
        f"职权分工：{line.words}（{line.article}）。",
        crumbs=[(fact_address(fact), fact.number)],
        here="measures",
        back=fact_address(fact),
    )


def _fact(request: OfficeRequest, pk: UUID) -> FactKind:
    """Return the record in scope that a measure is to follow from."""
    found = get_object_or_404(Fact.objects.filter(record_scope(request.posting)), pk=pk)
    if not found.of_kind.IS_COUNTED:
        raise Http404
    return found.of_kind


@requires_posting()
def measure(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one measure: its line of the catalogue, notice and hearing, decision and term, how it ends, whose turn it is."""
    case = _get(request, pk)
    posting = request.posting
    context = {
        **case_context(request, case, DESK),
        "shape": SHAPES.get(case.status, "plain"),
        "record": case.fact.of_kind,
        "record_url": fact_address(case.fact.of_kind),
        "line": line_of(case.measure, case.measure_version),
        "competence": services.competence_for(case),
        "letters": Letter.objects.visible_to(posting).of(case).prefetch_related("services"),
        "next_step": next_step(case),
        "deadlines": explained(case),
    }
    return render(request, "discipline/measure.html", context)


@requires_posting()
def measure_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    return act_page(request, case, act, back=reverse("discipline:measure", args=[pk]), here="measures")


def _get(request: OfficeRequest, pk: UUID) -> Measure:
    rows = Measure.objects.visible_to(request.posting)
    found: Measure = get_object_or_404(rows.select_related("fact__department", "decided_by"), pk=pk)
    return found
