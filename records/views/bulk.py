"""One act on many records: tick, see what will happen to which and which are left out, then do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.access import seat
from common.errors import NotAllowed, StaleState
from common.forms import ReasonForm
from common.roles import Role
from records import acts
from records.models import DishonestyRecord
from records.services import perform, rehearse

BULK_ACTS: dict[str, tuple[str, frozenset[Role]]] = {
    "submit": ("批量提交复核", frozenset({Role.CLERK, Role.FINDING_BODY})),
    "pass_review": ("批量复核通过", frozenset({Role.REVIEWER})),
    "confirm": ("批量认定", frozenset({Role.REVIEWER})),
}
MOST = 100
TRIAL_REASON = "（试办）"


@require_POST
@seat()
def bulk(request: Any, name: str) -> HttpResponse:
    """First show what would happen, then, once confirmed, do it record by record."""
    if name not in BULK_ACTS:
        raise Http404
    _require_role(request.posting, name)
    chosen = _chosen(request)
    back = f"{reverse('records:records')}?{_filters(request).urlencode()}"
    if not chosen:
        messages.warning(request, "请先勾选要办理的记录。")
        return redirect(back)
    form = ReasonForm(request.POST if "confirmed" in request.POST else None)
    if "confirmed" in request.POST and form.is_valid() and _reason_given(form, name):
        return _perform(request, name, chosen, form.cleaned_data["reason"], back)
    outcomes = rehearse(chosen, _step(name, request.posting, TRIAL_REASON, chosen))
    context = {
        "here": "records",
        "act": acts.RECORD_ACTS[name],
        "name": name,
        "label": BULK_ACTS[name][0],
        "willing": [o.record for o in outcomes if not o.refusal],
        "refused": [o for o in outcomes if o.refusal],
        "form": form,
        "needs_reason": _needs_reason(name),
        "back": back,
        "filters": request.POST.get("filters", ""),
    }
    return render(request, "records/bulk.html", context, status=422 if form.errors else 200)


def _chosen(request: Any) -> dict[DishonestyRecord, str]:
    """Return the ticked records in scope, each with the content version that the page showed."""
    ticked = dict(entry.rpartition(":")[::2] for entry in request.POST.getlist("record")[:MOST])
    rows = DishonestyRecord.objects.visible_to(request.posting).filter(record_no__in=list(ticked))
    shown = rows.select_related("department", "official").order_by("record_no")
    return {record: ticked[record.record_no] for record in shown}


def _require_role(posting: Any, name: str) -> None:
    label, roles = BULK_ACTS[name]
    if posting.role not in roles:
        who = "、".join(role.label for role in Role if role in roles)
        raise NotAllowed(f"{label}由{who}办理，您现在的岗位是{posting.get_role_display()}")


def _filters(request: Any) -> QueryDict:
    return QueryDict(request.POST.get("filters", "")[:2000])


def _needs_reason(name: str) -> bool:
    return DishonestyRecord.TRANSITIONS[name].needs_reason


def _reason_given(form: ReasonForm, name: str) -> bool:
    if _needs_reason(name) and not form.cleaned_data["reason"].strip():
        form.add_error("reason", "请写明理由")
        return False
    return True


def _step(name: str, by: Any, reason: str, chosen: dict[DishonestyRecord, str]) -> Any:
    shown = {record.pk: version for record, version in chosen.items()}

    def step(record: Any) -> None:
        if str(record.content_version) != shown[record.pk]:
            raise StaleState("勾选之后内容又有改动，请看过最新内容再办")
        acts.RECORD_ACTS[name].do(record, by, {"reason": reason})

    return step


def _perform(
    request: Any, name: str, chosen: dict[DishonestyRecord, str], reason: str, back: str
) -> HttpResponse:
    outcomes = perform(chosen, _step(name, request.posting, reason, chosen))
    refused = [outcome for outcome in outcomes if outcome.refusal]
    messages.success(
        request, f"{BULK_ACTS[name][0]}：办成 {len(outcomes) - len(refused)} 条，跳过 {len(refused)} 条。"
    )
    for outcome in refused[:10]:
        messages.warning(request, f"{outcome.record.record_no}：{outcome.refusal}")
    return redirect(back)
