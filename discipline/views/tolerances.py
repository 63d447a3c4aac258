"""Tolerance in the office: begun from the record, followed on one page, each act done."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import ask
from common.deadlines.explaining import explained
from common.errors import NotEligible
from common.lists.page import list_page
from common.roles import Role
from discipline.tolerance.forms import OfficeRequestForm, RequestForm
from discipline.tolerance.lists import SHAPES, TOLERANCES
from discipline.tolerance.models import Tolerance
from discipline.tolerance.queues import DESK
from discipline.tolerance.services import starting
from discipline.tolerance.steps import next_step
from discipline.tolerance.transitions import APPLICANTS
from discipline.tolerance.vocabulary import Listing
from discipline.views.case_context import case_context
from letters.models import Letter
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.facts.models.kinds import FactKind
from records.models import Fact

PERSONS = ("entered_by", "accepted_by", "reported_by", "decided_by", "entry_by", "routed_by", "revoked_by")


@requires_posting()
def tolerances(request: OfficeRequest) -> HttpResponse:
    return list_page(request, TOLERANCES)


@requires_posting(APPLICANTS)
def begin(request: OfficeRequest, fact: UUID) -> HttpResponse:
    """Ask for tolerance of a record's matter, or begin ex officio; asked on a page of its own."""
    record = _record(request, fact)
    Tolerance.about(record).require_no_recusal(request.posting)
    if words := starting.bar_start(record):
        raise NotEligible(words)
    line = starting.competence_for(record)
    is_own = request.posting.role == Role.REPRESENTATIVE
    form = (RequestForm if is_own else OfficeRequestForm)(request.POST or None)
    return ask(
        request,
        form,
        lambda given: starting.begin(record, given["request"], by=request.posting),
        heading="申请容错" if is_own else "登记容错申请或者依职权启动",
        button="提出",
        said="已提出，等信用办受理；记录和公示不因此变动。",
        to=lambda case: reverse("discipline:tolerance", args=[case.pk]),
        effect=f"由{line.words}调查核实、会商、集体认定（{line.article}）。认定以后记录是否纳入，由信用办负责人另行决定。",
        crumbs=[(reverse("records:records"), "失信记录"), (fact_address(record), record.number)],
        here="tolerances",
        back=f"{fact_address(record)}?tab=tolerances",
    )


@requires_posting()
def tolerance(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one case: what is asked, what was found item by item, who was consulted, what was decided and what followed."""
    case, posting = _get(request, pk), request.posting
    record = case.fact.of_kind
    may_read = type(record).objects.visible_to(posting).filter(pk=record.pk).exists()
    context = {
        **case_context(request, case, DESK),
        "shape": SHAPES.get(case.status, "plain"),
        "record": record,
        "record_url": fact_address(record) if may_read else "",
        "next": next_step(case),
        "competence": starting.competence_for(record),
        "earlier": starting.earlier_on(case),
        "lists": _checks(case),
        "opinions": case.opinions.all(),
        "letters": Letter.objects.visible_to(posting).of(case).prefetch_related("services"),
        "deadlines": explained(case),
    }
    return render(request, "discipline/tolerance.html", context)


@requires_posting()
def tolerance_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    case = _get(request, pk)
    return act_page(request, case, act, back=reverse("discipline:tolerance", args=[pk]), here="tolerances")


def _checks(case: Tolerance) -> list[tuple[str, list[object]]]:
    """Return what was found, list by list."""
    rows = list(case.checks.all())
    return [(str(one.label), [row for row in rows if row.listing == one]) for one in Listing]


def _record(request: OfficeRequest, key: UUID) -> FactKind:
    kind = type(get_object_or_404(Fact, pk=key).of_kind)
    found: FactKind = get_object_or_404(kind.objects.visible_to(request.posting), pk=key)
    return found


def _get(request: OfficeRequest, pk: UUID) -> Tolerance:
    rows = Tolerance.objects.visible_to(request.posting)
    found: Tolerance = get_object_or_404(
        rows.select_related("fact__department", "fact__official", "body_unit", *PERSONS), pk=pk
    )
    return found
