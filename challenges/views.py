"""The pages of challenges: list, case, acts, the door from a record, the corrections that a changed document asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from challenges.acts import ACTS
from challenges.documents import namesakes
from challenges.forms import FilingForm
from challenges.lists import CHALLENGES, address, challenges_of, shape, subject_words
from challenges.models import Challenge
from challenges.reach import reach_of
from challenges.services import mending, registering
from challenges.services.staying import holds_of, unheld
from challenges.steps import next_step
from challenges.transitions import ENTRANTS
from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.acts import offered, require_role_and_state
from common.cases.asking import attempt
from common.cases.page_token import as_shown, require_seen, token_of
from common.cases.story import sent_back, trail_of
from common.deadlines.explaining import explained
from common.errors import NotEligible
from common.lists.page import list_page
from common.roles import ENTERERS, Role
from common.tabs import case_tabs
from letters.models import Letter
from postings.requests import OfficeRequest
from records.addresses import fact_address
from records.corrections.forms import CorrectionForm
from records.facts.models.kinds import FactKind
from records.models import Fact

REACHING = {"annul", "change", "remit", "stay"}
"""The acts before which their reach is told."""


@requires_posting()
def challenges(request: OfficeRequest) -> HttpResponse:
    """List the challenges in scope."""
    return list_page(request, CHALLENGES)


@requires_posting(ENTRANTS)
def new_challenge(request: OfficeRequest, fact: UUID) -> HttpResponse:
    """Register, or report, that the document of a record is challenged."""
    about = _fact(request, fact)
    form = FilingForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require_seen(request, about)
        if form.is_valid():
            by, filing = request.posting, form.filing
            made = attempt(form, lambda: registering.register(about, filing, by=by))
            if made is not None:
                messages.success(request, f"源文书变动 {made.number} 已提交；公示照常。")
                return redirect(address(made))
    is_report = request.posting.role == Role.REPRESENTATIVE
    context = {
        "here": "challenges",
        "form": form,
        "heading": "报告源文书变动" if is_report else "登记源文书变动",
        "is_report": is_report,
        "record": about,
        "back": fact_address(about),
        "page_token": request.POST.get("page_token") or token_of(about),
    }
    return render(request, "challenges/challenge_form.html", context, status=422 if form.errors else 200)


@requires_posting()
def challenge(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one challenge: which document, before whom, which records go by it, who acts next and by when."""
    case, posting = _get(request, pk), request.posting
    offers, facts, trail = offered(case, posting), case.facts, trail_of(case)
    context = {
        "here": "challenges",
        "case": case,
        "shape": shape(case),
        "subject": subject_words(case.fact),
        "next": next_step(case),
        "records": _shown(facts, request),
        "namesakes": len(namesakes(case.document_key, {fact.pk for fact in facts})),
        "held": len(holds_of(case)),
        "items": case.items.select_related("fact", "correction"),
        "letters": Letter.objects.of(case).prefetch_related("services"),
        "deadlines": explained(case),
        "offered": offers,
        "hands_off": case.recusal(posting),
        "act_base": address(case),
        "trail": trail,
        "returned": sent_back(case, trail),
        "page_token": token_of(case),
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
    return render(request, "challenges/challenge.html", context)


@requires_posting()
def challenge_act(request: OfficeRequest, pk: UUID, act: str) -> HttpResponse:
    """Do one act; before a grave one the decider sees exactly what it reaches."""
    case = _get(request, pk)
    extra: dict[str, Any] = {}
    if act in REACHING:
        stand, held = len(unheld(case)), len(holds_of(case))
        reach = reach_of(case) if act == "annul" else []
        extra = {"preview": "challenges/challenge_reach.html", "reach": reach, "stand": stand, "held": held}
    return act_page(request, case, act, back=address(case), here="challenges", **extra)


@requires_posting(ENTERERS)
def mend_challenge(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Propose the correction of the next record that a changed document asks for."""
    case = _get(request, pk)
    require_role_and_state(case, case.TRANSITIONS["mend"], request.posting)
    item = mending.to_mend(case, request.posting)
    if item is None:
        raise NotEligible(ACTS["mend"].bar(case, request.posting))
    fact = item.fact.of_kind
    form = CorrectionForm(request.POST or None, fact=fact)
    if request.method != "POST":
        form.initial["grounds"] = f"源文书已变更（{case}）：{case.opinion}"[:2000]
        form.initial["document"] = case.result_words[:300]
    elif form.is_valid():
        by, changes, proposal = request.posting, form.changes, form.words
        with as_shown(request, case):
            reason = str(proposal["grounds"])
            made = attempt(
                form, lambda: mending.mend(case, item, by=by, reason=reason, changes=changes, **proposal)
            )
        if made is not None:
            messages.success(request, "更正已提出，等复核员复核；施行以后这条记录恢复公示。")
            return redirect("records:correction", item.correction_id)
    context = {
        "here": "challenges",
        "form": form,
        "record": fact,
        "case": None,
        "record_url": fact_address(fact),
        "back": address(case),
        "page_token": request.POST.get("page_token") or token_of(case),
        "stands": True,
    }
    return render(request, "records/correction_form.html", context, status=422 if form.errors else 200)


def _get(request: OfficeRequest, pk: UUID) -> Challenge:
    persons = ("entered_by", "registered_by", "prepared_by", "decided_by")
    rows = challenges_of(request.posting).select_related(
        "fact__department__region", "result_file", "stay_file", "lift_file", *persons
    )
    found: Challenge = get_object_or_404(rows, pk=pk)
    return found


def _fact(request: OfficeRequest, key: UUID) -> FactKind:
    kind = type(get_object_or_404(Fact, pk=key).of_kind)
    found: FactKind = get_object_or_404(kind.objects.visible_to(request.posting), pk=key)
    if words := registering.bar_to_challenge(found):
        raise NotEligible(words)
    if request.posting.role != Role.REPRESENTATIVE:
        Challenge.about(found).require_no_recusal(request.posting)
    return found


def _shown(facts: list[FactKind], request: OfficeRequest) -> list[tuple[FactKind, str, str]]:
    """Return the records of the document: address where the posting may open it, kind, and whom it is about."""
    seen: set[UUID] = set()
    for kind in {type(fact) for fact in facts}:
        rows = kind.objects.visible_to(request.posting).filter(pk__in=[fact.pk for fact in facts])
        seen |= set(rows.values_list("pk", flat=True))
    about = {fact.pk: f"{fact._meta.verbose_name} · {subject_words(fact.parent)}" for fact in facts}
    return [(fact, fact_address(fact) if fact.pk in seen else "", about[fact.pk]) for fact in facts]
