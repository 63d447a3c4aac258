"""One page for every act: what it will do, what it needs, then the verb; and the acts done from the decision bar."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from common.cases.acts import Act, act_tables, require_role, require_role_and_state, verb_of
from common.cases.page_token import as_shown, token_of
from common.errors import Incomplete, NotAllowed, NotEligible, StaleState
from common.forms import OfficeForm, show_refusal
from common.registry import registry
from common.requests import OfficeRequest
from common.services.outcomes import tell_outcome
from common.verbs import Verb
from common.workflow import Workflow


def act_page(
    request: OfficeRequest, obj: Workflow, name: str, *, back: str, here: str, **extra: object
) -> HttpResponse:
    """Ask for what the act needs, do it, lead back to the case."""
    act = _act(obj, name)
    form = _form(request, act, obj)
    require_role_and_state(obj, verb_of(obj, name, act), request.posting)
    status = _attempt(request, obj, name, form) if request.method == "POST" else 200
    if not status:
        return redirect(back)
    if status == 200 and (bar := act.bar(obj, request.posting)):
        raise NotAllowed(bar)
    context = {
        "obj": obj,
        "act": act,
        "form": form,
        "heard": act.heard(obj),
        "back": back,
        "here": here,
        "page_token": request.POST.get("page_token") or token_of(obj),
        "outlook": registry.outlook(obj, name, request.posting),
        **extra,
    }
    return render(request, "common/act.html", context, status=status)


def perform(request: OfficeRequest, case: Workflow, name: str, back: str) -> HttpResponse:
    """Do one act from the decision bar with the reason given; the verb itself says who may and in which state."""
    act = _act(case, name)
    require_role(verb_of(case, name, act), request.posting)
    case.require_no_recusal(request.posting)
    with as_shown(request, case):
        act.do(case, request.posting, {"reason": request.POST.get("reason", "")[:2000]})
    _tell(request, act, case, verb_of(case, name, act))
    return redirect(back)


def _act(obj: Workflow, name: str) -> Act:
    act = act_tables.of(obj).get(name)
    if act is None:
        raise Http404
    return act


def _attempt(request: OfficeRequest, obj: Workflow, name: str, form: OfficeForm) -> int:
    """Do the act on what the page showed; return 0 when done, else the status of a page that keeps what was typed."""
    valid = form.is_valid()
    try:
        with as_shown(request, obj):
            return 0 if valid and _done(request, obj, name, form) else 422
    except (NotEligible, StaleState) as refusal:
        form.add_error(None, refusal.message)
        return refusal.http_status


def _form(request: OfficeRequest, act: Act, obj: Workflow) -> OfficeForm:
    if request.method == "POST":
        return act.form.about(obj, request.POST)
    return act.form.about(obj, initial={"reason": request.GET.get("reason", "")[:2000]})


def _done(request: OfficeRequest, obj: Workflow, name: str, form: OfficeForm) -> bool:
    act = _act(obj, name)
    bar = act.bar(obj, request.posting)
    try:
        act.do(obj, request.posting, form.cleaned_data)
    except Incomplete as refusal:
        show_refusal(form, refusal)
        return False
    if bar:  # what the verb itself let through undoes it
        raise NotEligible(bar)
    _tell(request, act, obj, verb_of(obj, name, act))
    return True


def _tell(request: OfficeRequest, act: Act, obj: Workflow, verb: Verb) -> None:
    tell_outcome(obj, verb, by=request.posting)
    messages.success(request, f"已办理：{act.label}。{act.effect}")
    if warning := act.warn(obj):
        messages.warning(request, warning)
