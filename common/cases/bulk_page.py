"""One act on many rows: tick, see what will happen to which and which are left out, then do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from common.cases.acts import Act, Given, verb_of
from common.cases.bulk import Outcome, Step, perform, rehearse
from common.cases.page_token import hold, token_of
from common.errors import NotAllowed, NotEligible, StaleState
from common.forms import OfficeForm, ReasonForm
from common.lists import Frame, ListSpec
from common.lists.page import BulkMenu, asked_by
from common.requests import OfficeRequest
from common.roles import Role, named_roles
from common.services.outcomes import tell_outcome
from common.trail import Actor
from common.workflow import Workflow

MOST = 200
TRIAL_REASON = "（试办）"
SPOKEN = "对方已经提出意见，不能批量办理；请打开这一条，看过意见以后再办"
STALE = "勾选之后内容又有改动，请看过最新内容再办"


@dataclass(frozen=True)
class Bulk:
    """The acts that a list offers on many rows; a tick names a row by `key` and the version that was shown."""

    spec: ListSpec
    url_name: str
    model: Any
    table: Mapping[str, Act]
    acts: Mapping[str, tuple[str, frozenset[Role]]]
    key: str
    version: str
    tell: Callable[[Any], str]

    def offered(self, posting: Actor) -> BulkMenu | None:
        """Return the menu of the list, None where the posting may do none of it."""
        mine = [
            (reverse(self.url_name, args=[name]), label)
            for name, (label, roles) in self.acts.items()
            if posting.role in roles
        ]
        return BulkMenu(mine, self.tick, MOST) if mine else None

    def tick(self, row: Workflow) -> str:
        return f"{getattr(row, self.key)}:{getattr(row, self.version)}"

    def mark(self, row: Workflow) -> str:
        """Return the tick of the page that asks: it names all that the page showed, evidence included."""
        return f"{getattr(row, self.key)}:{token_of(row)}"

    def require_role(self, posting: Actor, name: str) -> None:
        label, roles = self.acts[name]
        if posting.role not in roles:
            raise NotAllowed(f"{label}由{named_roles(roles)}办理，您现在的岗位是{posting.get_role_display()}")

    def ticked(self, posting: Actor, ticks: list[str]) -> dict[Any, str]:
        """Return the ticked rows in scope, each with the version that the page showed."""
        shown = dict(tick.rpartition(":")[::2] for tick in ticks[:MOST])
        field = self.model._meta.get_field(self.key)
        keys = [key for key in shown if _is_key(field, key)]
        rows = self.spec.rows(posting).filter(**{f"{self.key}__in": keys}).order_by(self.key)
        return {row: shown[str(getattr(row, self.key))] for row in rows}

    def step(self, name: str, by: Actor, given: Given, chosen: dict[Any, str], *, confirmed: bool) -> Step:
        """Return what is done to one row: nothing if it is not what the page showed.

        The list ticks a version; a confirmation carries the mark of the page that asked, with the evidence.
        """
        shown = {row.pk: tick for row, tick in chosen.items()}

        def step(row: Workflow) -> object:
            hold(row)
            known = {token_of(row)} if confirmed else {token_of(row), str(getattr(row, self.version))}
            if shown[row.pk] not in known:
                raise StaleState(STALE)
            if self.table[name].heard(row):
                raise NotEligible(SPOKEN)
            said: object = self.table[name].do(row, by, given)
            tell_outcome(row, verb_of(row, name, self.table[name]), by=by)
            return said

        return step

    def needs_reason(self, name: str) -> bool:
        needs: bool = self.model.TRANSITIONS[name].needs_reason
        return needs


def bulk_page(request: OfficeRequest, kind: Bulk, name: str) -> HttpResponse:
    """First show what would happen, then, once confirmed, do it row by row."""
    if name not in kind.acts:
        raise Http404
    kind.require_role(request.posting, name)
    frame = Frame(kind.spec, asked_by(request.POST.get("filters", "")), request.posting)
    chosen, asked = _chosen(request, kind, frame)
    if not chosen:
        return redirect(frame.address())
    confirmed, asks = "confirmed" in request.POST, kind.table[name].form
    is_sent = confirmed or "asked" in request.POST
    form = (asks if asks.bulk_heading else ReasonForm)(request.POST if is_sent else None)
    if confirmed and form.is_valid() and _reason_given(form, kind, name):
        return _perform(request, kind, name, chosen, form.cleaned_data, frame)
    is_asking = bool(form.bulk_heading) and not form.is_valid()
    given = {**(form.cleaned_data if form.is_valid() else {}), "reason": TRIAL_REASON}
    step = kind.step(name, request.posting, given, chosen, confirmed=confirmed)
    outcomes = [Outcome(row) for row in chosen] if is_asking else rehearse(chosen, step, kind.tell)
    context = {
        **_context(kind, name, frame, outcomes),
        "missing": asked - len(chosen),
        "form": form,
        "needs_reason": kind.needs_reason(name),
        "filters": frame.query,
        "action": request.path,
    }
    if is_asking:  # what was ticked is carried on: a page that compares nothing vouches for nothing newer
        ticks = [f"{getattr(row, kind.key)}:{tick}" for row, tick in chosen.items()]
        context["willing"] = [(tick, *said[1:]) for tick, said in zip(ticks, context["willing"], strict=True)]
    template = "common/bulk_edit.html" if is_asking else "common/bulk.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _chosen(request: OfficeRequest, kind: Bulk, frame: Frame) -> tuple[dict[Any, str], int]:
    """Return the rows chosen with the version shown, and how many were asked for; say so where there are none."""
    if request.POST.get("whole") == "1":
        if frame.total > MOST:
            messages.warning(
                request,
                f"符合条件的有 {frame.total} {kind.spec.unit}，一次最多办理 {MOST} {kind.spec.unit}；请缩小筛选后再办。",
            )
            return {}, 0
        rows = {row: str(getattr(row, kind.version)) for row in frame.rows}
        return rows, len(rows)
    ticks = list(dict.fromkeys(request.POST.getlist("record")))
    chosen = kind.ticked(request.posting, ticks)
    if not chosen:
        messages.warning(request, "请先勾选要办理的记录。")
    return chosen, len(ticks)


def _is_key(field: models.Field[Any, Any], key: str) -> bool:
    try:
        field.to_python(key)
    except ValidationError:
        return False
    return "\x00" not in key


def _reason_given(form: OfficeForm, kind: Bulk, name: str) -> bool:
    if kind.needs_reason(name) and not form.cleaned_data["reason"].strip():
        form.add_error("reason", "请写明理由")
        return False
    return True


def _context(kind: Bulk, name: str, frame: Frame, outcomes: list[Any]) -> dict[str, Any]:
    heading = kind.spec.heading.show
    return {
        "here": kind.spec.key,
        "spec": kind.spec,
        "act": kind.table[name],
        "label": kind.acts[name][0],
        "willing": [(kind.mark(o.record), heading(o.record), o.note) for o in outcomes if not o.refusal],
        "refused": [(heading(o.record), o.refusal) for o in outcomes if o.refusal],
        "back": frame.address(),
    }


def _perform(
    request: OfficeRequest, kind: Bulk, name: str, chosen: dict[Any, str], given: Given, frame: Frame
) -> HttpResponse:
    """Do it; what was skipped is told on a page with the reasons, otherwise the list follows."""
    step = kind.step(name, request.posting, given, chosen, confirmed=True)
    outcomes = perform(chosen, step, kind.tell)
    context = _context(kind, name, frame, outcomes)
    done, skipped = len(context["willing"]), len(context["refused"])
    unit = kind.spec.unit
    said = f"{context['label']}：办成 {done} {unit}，跳过 {skipped} {unit}。"
    if skipped:
        return render(request, "common/bulk_done.html", {**context, "said": said})
    messages.success(request, said)
    return redirect(frame.address())
