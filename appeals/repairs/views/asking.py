"""The door to credit repair: the form by which a department asks, or an officer enters what came on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from appeals.repairs.forms import COMMITMENT, PaperForm, RequestForm
from appeals.repairs.models import Repair
from appeals.repairs.models.transitions import APPLICANTS
from appeals.repairs.services.applying import ask_for_repair
from appeals.repairs.services.standing import competence_of, eligibility_of
from appeals.repairs.vocabulary import ANALOGY
from common.access import requires_posting
from common.cases.asking import attempt
from common.cases.page_token import require_seen, token_of
from common.errors import NotEligible
from common.roles import Role
from discipline.routing import basis_of
from discipline.vocabulary import Basis
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.facts.models.kinds import FactKind
from records.models import Fact


@requires_posting(APPLICANTS)
def ask_repair(request: OfficeRequest, fact: UUID) -> HttpResponse:
    """Ask for the repair of one record; every fault is said at once, beside its field, and nothing typed is lost."""
    found = _get(request, fact)
    Repair.about(found).require_no_recusal(request.posting)
    answer = eligibility_of(found, timezone.localdate())
    if not answer.may and request.method != "POST":
        raise NotEligible(answer.words)
    form = _form(request, found)
    if request.method == "POST":
        require_seen(request, found)
        if form.is_valid():
            by, asked = request.posting, form.request
            case = attempt(form, lambda: ask_for_repair(found, asked, by=by))
            if case is not None:
                messages.success(
                    request, f"申请已提出，编号 {case.number}，等信用办受理；公示期不因申请移动。"
                )
                return redirect("appeals:repair", case.pk)
    context = {
        "here": "repairs",
        "form": form,
        "record": found,
        "answer": answer,
        "analogy": ANALOGY,
        "competence": competence_of(found, timezone.localdate()),
        "page_token": request.POST.get("page_token") or token_of(found),
        "back": f"{fact_address(found)}?tab=repairs",
        "list_url": reverse("appeals:repairs"),
    }
    return render(request, "appeals/repair_form.html", context, status=422 if form.errors else 200)


def _get(request: OfficeRequest, key: UUID) -> FactKind:
    fact = get_object_or_404(Fact, pk=key)
    kind = type(fact.of_kind)
    if not kind.IS_REPAIRABLE:
        raise Http404
    found: FactKind = get_object_or_404(kind.objects.visible_to(request.posting), pk=key)
    return found


def _form(request: OfficeRequest, fact: FactKind) -> RequestForm:
    kind = RequestForm if request.posting.role == Role.REPRESENTATIVE else PaperForm
    asks = basis_of(fact) == Basis.ACCOUNTABILITY
    if request.method == "POST":
        return kind(request.POST, request.FILES, asks_influence=asks)
    return kind(initial={"commitment": COMMITMENT.format(unit=fact.unit)}, asks_influence=asks)
