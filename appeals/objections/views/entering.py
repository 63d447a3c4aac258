"""How an objection comes in through the office: the representative's form, the officer's form for paper, the correction."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from appeals.objections.acts import ACTS
from appeals.objections.forms import ObjectionForm, PaperForm
from appeals.objections.lists import address
from appeals.objections.services import entering
from appeals.objections.services.deciding import mend
from appeals.objections.services.entering import Receipt
from appeals.objections.views.objections import get
from common.access import requires_posting
from common.cases.acts import require_role_and_state
from common.cases.asking import attempt
from common.cases.page_token import as_shown, require_seen, token_of
from common.errors import NotAllowed, NotEligible
from common.forms import OfficeForm
from common.roles import ENTERERS, OFFICERS, REPRESENTATIVES
from discipline.hands import recusal_from
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.corrections.forms import CorrectionForm
from records.facts.models.facts import Fact
from records.facts.models.kinds import FactKind

SAID = "异议已提出，回执号 {}，查询码 {}（只显示这一次，请记下）。"


@requires_posting(REPRESENTATIVES)
def new_objection(request: OfficeRequest, fact: UUID) -> HttpResponse:
    """Let the representative object to a fact about the own department."""
    about = _fact(request, fact)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST":
        require_seen(request, about)
        if form.is_valid():
            by, given = request.posting, form.cleaned_data
            made = attempt(
                form, lambda: entering.object_to(about, by=by, kind=given["kind"], reasons=given["reasons"])
            )
            if made is not None:
                return _entered(request, made)
    return _form_page(request, form, about, "提出异议")


@requires_posting(OFFICERS)
def register_objection(request: OfficeRequest, fact: UUID) -> HttpResponse:
    """Let an officer take down the paper of a person concerned."""
    about = _fact(request, fact)
    if words := recusal_from(about.parent, request.posting):
        raise NotAllowed(words)
    form = PaperForm(request.POST or None)
    if request.method == "POST":
        require_seen(request, about)
        if form.is_valid():
            by, given = request.posting, form.cleaned_data
            names = ("kind", "reasons", "applied_on")
            rest = {name: given[name] for name in names}
            made = attempt(
                form,
                lambda: entering.register_objection(about, by=by, applicant=form.applicant, **rest),
            )
            if made is not None:
                return _entered(request, made)
    return _form_page(request, form, about, "登记书面异议")


@requires_posting(ENTERERS)
def mend_objection(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Propose the correction that an upheld objection asks for."""
    case = get(request, pk)
    require_role_and_state(case, case.TRANSITIONS["mend"], request.posting)
    if words := ACTS["mend"].bar(case, request.posting):
        raise NotEligible(words)
    fact = case.fact.of_kind
    form = CorrectionForm(request.POST or None, fact=fact)
    if request.method != "POST":
        form.initial["grounds"] = f"异议 {case} 成立：{case.findings}"[:2000]
        form.initial["document"] = case.answer_number
    elif form.is_valid():
        by, changes, proposal = request.posting, form.changes, form.words
        with as_shown(request, case):
            reason = str(proposal["grounds"])
            made = attempt(form, lambda: mend(case, by=by, reason=reason, changes=changes, **proposal))
        if made is not None:
            messages.success(request, "更正已提出，等复核员复核；施行以后这件异议随之办结。")
            return redirect("records:correction", made.correction_id)
    context = {
        "here": "objections",
        "form": form,
        "record": fact,
        "case": None,
        "record_url": fact_address(fact),
        "back": address(case),
        "page_token": request.POST.get("page_token") or token_of(case),
        "stands": True,
    }
    return render(request, "records/correction_form.html", context, status=422 if form.errors else 200)


def _fact(request: OfficeRequest, key: UUID) -> FactKind:
    parent = get_object_or_404(Fact, pk=key)
    kind = type(parent.of_kind)
    found: FactKind = get_object_or_404(kind.objects.visible_to(request.posting), pk=key)
    if words := entering.bar_to_objection(found):
        raise NotEligible(words)
    return found


def _entered(request: OfficeRequest, made: Receipt) -> HttpResponse:
    messages.success(request, SAID.format(made.case.number, made.code))
    return redirect(address(made.case))


def _form_page(request: OfficeRequest, form: OfficeForm, fact: FactKind, heading: str) -> HttpResponse:
    context = {
        "here": "objections",
        "form": form,
        "heading": heading,
        "record": fact,
        "back": fact_address(fact),
        "page_token": request.POST.get("page_token") or token_of(fact),
    }
    return render(request, "appeals/objection_form.html", context, status=422 if form.errors else 200)
