"""What every list can do beside showing itself: keep columns, save filters, export."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common import services
from common.access import requires_posting
from common.errors import Incomplete, NotAllowed
from common.forms import OfficeForm, show_refusal
from common.lists.exports import WRITERS
from common.lists.frame import Frame
from common.lists.page import asked_by
from common.lists.refusing import lead_away
from common.lists.saved_words import words_of
from common.lists.spec import ListSpec, lists
from common.models.lists import PAGE_SIZES, SavedFilter
from common.registry import EVERYONE
from common.requests import OfficeRequest
from common.roles import Role
from common.services.lists import MOST_SAVED

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class NameForm(OfficeForm):
    name = forms.CharField(label="名称", max_length=40, help_text="如“南京待复核”，最多 40 个字")


@require_POST
@requires_posting(EVERYONE)
def columns(request: OfficeRequest, key: str) -> HttpResponse:
    """Keep the columns and the rows a page that were ticked, and whether they stand close; nothing ticked is the usual set."""
    spec = _spec(request, key)
    sizes = {str(size): size for size in PAGE_SIZES}
    known = [column.key for column in spec.columns if column.key in request.POST.getlist("columns")]
    size = sizes.get(request.POST.get("per_page", ""), PAGE_SIZES[0])
    is_compact = request.POST.get("compact") == "1"
    services.keep_setting(spec.key, known, size, by=request.posting, is_compact=is_compact)
    asked = asked_by(request.POST.get("query", ""))
    frame = Frame(spec, asked, request.posting)
    return redirect(frame.address(columns=""))


@requires_posting(EVERYONE)
def saved(request: OfficeRequest, key: str) -> HttpResponse:
    """Show one's saved filters of a list; a POST saves the filters in force under a name."""
    spec = _spec(request, key)
    frame = Frame(spec, asked_by(request.POST.get("query", "")), request.posting)
    form = NameForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            made = services.save_filter(frame, form.cleaned_data["name"], by=request.posting)
        except Incomplete as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已保存常用筛选“{made.name}”。")
            return redirect(frame.address())
    said = words_of(spec, [kept.query for kept in frame.saved], request.posting)
    context = {
        "here": spec.key,
        "spec": spec,
        "frame": frame,
        "form": form,
        "query": frame.query,
        "lines": list(zip(frame.saved, said, strict=True)),
        "most": MOST_SAVED,
    }
    return render(request, "common/saved.html", context, status=422 if form and form.errors else 200)


@requires_posting(EVERYONE)
def rename(request: OfficeRequest, pk: UUID) -> HttpResponse:
    kept, spec = _own(request, pk)
    form = NameForm(request.POST or None, initial={"name": kept.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_filter(kept, form.cleaned_data["name"], by=request.posting)
        except Incomplete as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"已改名为“{kept.name}”。")
            return redirect("common:saved", spec.key)
    return _page(request, kept, spec, form, "改名", "")


@requires_posting(EVERYONE)
def drop(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Delete a saved filter of one's own, after asking."""
    kept, spec = _own(request, pk)
    if request.method == "POST":
        services.drop_filter(kept, by=request.posting)
        messages.success(request, f"已删除常用筛选“{kept.name}”。")
        return redirect("common:saved", spec.key)
    return _page(request, kept, spec, None, "删除", "只删除这个名称下的筛选条件，数据不受影响。")


@require_POST
@requires_posting(EVERYONE)
def default(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Let the list open with this filter, or no longer."""
    kept, spec = _own(request, pk)
    on = request.POST.get("on") == "1"
    services.set_default(kept, by=request.posting, on=on)
    said = f"以后打开“{spec.label}”，先按“{kept.name}”筛选。" if on else f"“{spec.label}”不再自动筛选。"
    messages.success(request, said)
    return redirect("common:saved", spec.key)


@require_GET
@requires_posting(EVERYONE)
def export(request: OfficeRequest, key: str, kind: str) -> HttpResponseBase:
    """Hand exactly the rows of the list as a file; a logged act."""
    spec = _spec(request, key)
    if kind not in WRITERS:
        raise Http404
    away = lead_away(request, spec)
    if away is not None:
        return away
    file = services.export(Frame(spec, request.GET, request.posting), kind, by=request.posting)
    answer = FileResponse(file, content_type=TYPES[kind])
    name = quote(f"{spec.label}-{timezone.localtime():%Y%m%d-%H%M}.{kind}", safe="")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _spec(request: OfficeRequest, key: str) -> ListSpec:
    spec = lists.get(key)
    if spec is None:
        raise Http404
    if request.posting.role not in spec.roles:
        who = "、".join(role.label for role in Role if role in spec.roles and role != Role.CLOCK)
        raise NotAllowed(f"这一页由{who}使用，“{spec.label}”不对{request.posting.get_role_display()}开放")
    return spec


def _own(request: OfficeRequest, pk: UUID) -> tuple[SavedFilter, ListSpec]:
    kept = get_object_or_404(SavedFilter, pk=pk, person=request.posting.user_id)
    return kept, _spec(request, kept.list_key)


def _page(
    request: OfficeRequest,
    kept: SavedFilter,
    spec: ListSpec,
    form: forms.Form | None,
    button: str,
    effect: str,
) -> HttpResponse:
    context = {"here": spec.key, "kept": kept, "spec": spec, "form": form, "button": button, "effect": effect}
    return render(request, "common/saved_one.html", context, status=422 if form and form.errors else 200)
