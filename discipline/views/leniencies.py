"""Leniency in the office: begun from the measure, followed on one page, each act done."""

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
from common.lists.page import list_page
from common.roles import Role
from contents.money import sum_words
from discipline.leniency.forms import OfficeRequestForm, RequestForm
from discipline.leniency.lists import LIST, SHAPES
from discipline.leniency.models import APPLICANTS, OPEN, Leniency
from discipline.leniency.next_step import next_step
from discipline.leniency.proposing import conduct_of, scale_of, scale_words, weigh
from discipline.leniency.queues import DESK
from discipline.leniency.services import starting
from discipline.leniency.vocabulary import PROPOSALS
from discipline.measures.models import Measure
from discipline.views.case_context import case_context
from letters.models import Letter
from postings.requests import OfficeRequest
from records.addresses import fact_address

PERSONS = ("entered_by", "accepted_by", "examined_by", "decided_by")


@requires_posting()
def leniencies(request: OfficeRequest) -> HttpResponse:
    return list_page(request, LIST)


@requires_posting(APPLICANTS)
def begin(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Ask for leniency in a measure, and in others of the same record, or begin ex officio."""
    rows = Measure.objects.visible_to(request.posting).select_related("fact__department")
    measure: Measure = get_object_or_404(rows, pk=pk)
    Leniency(fact=measure.fact).require_no_recusal(request.posting)
    if words := starting.bar_start(measure):
        raise NotEligible(words)
    is_own = request.posting.role == Role.REPRESENTATIVE
    back = f"{reverse('discipline:measure', args=[pk])}?tab=leniencies"
    return ask(
        request,
        (RequestForm if is_own else OfficeRequestForm)(measure, request.POST or None, request.FILES or None),
        lambda given: starting.begin(by=request.posting, **given),
        heading="申请从轻或者免于惩戒" if is_own else "登记从轻、免于的申请或者依职权启动",
        button="提出",
        said="已提出，等实施机关受理；措施照常执行。更多的材料可以传到“证据”里。",
        to=lambda cases: DESK.address(cases[0]),
        effect=f"由实施措施的机关（{measure.body_name}）决定。只改变措施；记录、公示和整改不变。",
        crumbs=[(reverse("discipline:measures"), "惩戒措施"), (back, measure.number)],
        here="leniencies",
        back=back,
    )


@requires_posting()
def leniency(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one case: what is said and proved, what the rule proposes with its scale, what was decided, whose turn it is."""
    case = _get(request, pk)
    scale = scale_of(case, timezone.localdate())
    weighed = None if case.proposal else weigh(conduct_of(case), scale)
    context = {
        **case_context(request, case, DESK),
        "shape": SHAPES.get(case.status, "plain"),
        "record_url": fact_address(case.fact.of_kind),
        "next_step": next_step(case),
        "loss": sum_words(case.loss) if case.loss else "没有损失",
        "recovered": sum_words(case.recovered),
        "scale_words": scale_words(scale),
        "weighed": weighed if case.status in OPEN else None,
        "weighed_words": dict(PROPOSALS)[weighed.proposal] if weighed else "",
        "earlier": starting.earlier_on(case),
        "letters": Letter.objects.visible_to(request.posting).of(case).prefetch_related("services"),
        "deadlines": explained(case),
    }
    return render(request, "discipline/leniency.html", context)


@requires_posting()
def leniency_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    return act_page(request, case, act, back=DESK.address(case), here="leniencies")


def _get(request: OfficeRequest, pk: UUID) -> Leniency:
    rows = Leniency.objects.visible_to(request.posting)
    found: Leniency = get_object_or_404(rows.select_related("fact__department", "measure", *PERSONS), pk=pk)
    return found
