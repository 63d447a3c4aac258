"""One page for every act: what it will do, what it needs, then the verb."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from common.desk import registry
from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.forms import show_refusal
from common.roles import Role
from records import acts
from records.forms.acts import ReviewForm
from records.views.marks import as_shown, seen


def act_page(request: Any, obj: Any, name: str, *, back: str, here: str, **extra: Any) -> HttpResponse:
    """Ask for what the act needs, do it, lead back to the case."""
    act = acts.table_of(obj).get(name)
    if act is None:
        raise Http404
    form = _form(request, act, obj)
    _require_role_and_state(obj, name, request.posting)
    status = 200
    if request.method == "POST":
        status = _attempt(request, obj, act, form)
        if not status:
            return redirect(back)
    elif name not in {offer.name for offer in acts.offered(obj, request.posting)}:
        raise NotAllowed(_why_not(name))
    context = {
        "obj": obj,
        "act": act,
        "form": form,
        "back": back,
        "here": here,
        "seen": request.POST.get("seen") or seen(obj),
        "outlook": registry.outlook(obj, name, request.posting),
        **extra,
    }
    return render(request, "records/act.html", context, status=status)


def _attempt(request: Any, obj: Any, act: acts.Act, form: Any) -> int:
    """Do the act on what the page showed; return 0 when done, else the status of a page that keeps what was typed."""
    valid = form.is_valid()
    try:
        with as_shown(request, obj):
            return 0 if valid and _done(request, obj, act, form) else 422
    except (NotEligible, StaleState) as refusal:
        form.add_error(None, refusal.message)
        return refusal.http_status


def _form(request: Any, act: acts.Act, obj: Any) -> Any:
    options: dict[str, Any] = {"obj": obj} if act.form is ReviewForm else {}
    if request.method == "POST":
        return act.form(request.POST, **options)
    return act.form(initial={"reason": request.GET.get("reason", "")[:2000]}, **options)


def _done(request: Any, obj: Any, act: acts.Act, form: Any) -> bool:
    try:
        act.do(obj, request.posting, form.cleaned_data)
    except Incomplete as refusal:
        show_refusal(form, refusal)
        return False
    messages.success(request, f"已办理：{act.label}。{act.effect}")
    return True


def _require_role_and_state(obj: Any, name: str, by: Any) -> None:
    """Say at once why an act cannot be done, before anyone fills in its form."""
    verb = obj.TRANSITIONS[name]
    if by.role not in verb.roles:
        who = "、".join(role.label for role in Role if role in verb.roles and role != Role.CLOCK)
        raise NotAllowed(f"{verb.label}由{who}办理，您现在的岗位是{by.get_role_display()}")
    obj.require_no_recusal(by)
    if obj.status not in verb.sources:
        raise WrongState(f"现在是“{obj.get_status_display()}”，不能{verb.label}")


def _why_not(name: str) -> str:
    return {
        "void": "只能作废自己录入或交接给自己的草稿",
        "waive": "只有司法判决可以免于告知，其他来源请先告知并听取陈述申辩",
        "publish": "公开审查还没有签署或没有通过，或者您录入、修改、复核过这条记录，不能由您公示",
    }.get(name, "自己录入或修改过的记录须由另一人复核（四眼原则）")
