"""The pages of the registers of reviewed facts, the same for each kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.act_page import act_page
from common.cases.asking import attempt
from common.cases.page_token import require_seen, token_of
from common.errors import WrongState
from common.lists.page import list_page
from common.roles import ENTERERS, Role
from common.trail import Actor
from contents.highlight import pieces
from organisations.models import Department
from postings.requests import OfficeRequest
from privacy import scan
from records import services
from records.addresses import fact_address
from records.deadlines import deadlines_of
from records.facts.bulk_acts import bulk_of
from records.facts.forms import FactForm
from records.facts.models.kinds import FactKind
from records.facts.models.reviewed_facts import ReviewedFact
from records.facts.registers import Register, registers
from records.facts.services.alike import alike
from records.facts.views.case import LabelledValue, case_context, may_edit, next_words

_HIDDEN = frozenset(
    {
        *("id", "status", "department", "case_key", "document_key", "content_version", "entered_by"),
        *("entered_at", "last_changed_by", "reviewed_by", "reviewed_version", "confirmed_at"),
    }
)


@requires_posting()
def facts(request: OfficeRequest, register: str) -> HttpResponse:
    kind = registers[register]
    return list_page(
        request,
        kind.list,
        may_enter=request.posting.role in ENTERERS,
        new_url=reverse(f"records:new_{kind.one}"),
        bulk=bulk_of(kind).offered(request.posting),
    )


@requires_posting()
def fact(request: OfficeRequest, register: str, pk: UUID) -> HttpResponse:
    kind, case = _get(request, register, pk)
    posting, shared = request.posting, case_context(request, case)
    context = {
        "here": register,
        "register": kind,
        **shared,
        "heading": kind.label,
        "status_word": case.status_word,
        "facts": _facts(case),
        "deadlines": deadlines_of(case, shared["publications"]),
        "alike": _alike(kind, case, posting),
        "sees_department": Department.objects.visible_to(posting).filter(pk=case.department_id).exists(),
        "list_url": kind.list_url,
    }
    return render(request, "records/fact_case.html", context)


def _alike(kind: Register, case: FactKind, posting: Actor) -> list[tuple[Any, str]]:
    """Return likely second reports with their addresses; a department is told of none."""
    if posting.role == Role.REPRESENTATIVE:
        return []
    return [(one, fact_address(one.fact)) for one in alike(case, posting)]


@requires_posting(ENTERERS)
def new_fact(request: OfficeRequest, register: str) -> HttpResponse:
    kind = registers[register]
    form = kind.form(request.POST or None, posting=request.posting).as_draft(kind.model.ASKED)
    if request.method == "POST" and form.is_valid():
        fact, again = kind.model(**form.to_fields()), form.cleaned_data["again"]
        made = attempt(form, lambda: services.enter_fact(fact, by=request.posting, again=again))
        if made is not None:
            messages.success(request, f"已存为草稿。{next_words(made)}")
            return redirect(f"records:{kind.one}", made.pk)
    return _form_page(request, kind, form)


@requires_posting(ENTERERS)
def edit_fact(request: OfficeRequest, register: str, pk: UUID) -> HttpResponse:
    """Change a draft or a returned one; each change is a version of its own."""
    kind, case = _get(request, register, pk)
    if not may_edit(case, request.posting):
        raise WrongState(f"现在是“{case.get_status_display()}”，不能修改；只有草稿和退回的可以修改")
    form = kind.form(request.POST or None, posting=request.posting, fact=case).as_draft(case.ASKED)
    if request.method == "POST":
        require_seen(request, case)
        if form.is_valid():
            fields = form.to_fields() | {"again": form.cleaned_data["again"]}
            if attempt(form, lambda: services.revise_fact(case, by=request.posting, **fields)) is not None:
                messages.success(request, f"已保存修改。{next_words(case)}")
                return redirect(f"records:{kind.one}", case.pk)
    return _form_page(request, kind, form, case)


def _form_page(
    request: OfficeRequest, kind: Register, form: FactForm, case: ReviewedFact | None = None
) -> HttpResponse:
    name = kind.label
    context = {
        "here": kind.many,
        "form": form,
        "case": case,
        "page_token": request.POST.get("page_token") or token_of(case) if case else "",
        "heading": f"修改{name}" if case else f"录入{name}",
        "list_name": name,
        "list_url": kind.list_url,
        "back": fact_address(case) if case else kind.list_url,
        "hint": kind.hint,
    }
    return render(request, "records/fact_form.html", context, status=422 if form.errors else 200)


@requires_posting()
def fact_act(request: OfficeRequest, register: str, pk: UUID, act: str) -> HttpResponse:
    kind, case = _get(request, register, pk)
    back = fact_address(case)
    return act_page(request, case, act, back=back, here=register)


def _get(request: OfficeRequest, register: str, pk: UUID) -> tuple[Register, Any]:
    kind = registers[register]
    rows = kind.model.objects.visible_to(request.posting).with_publication()
    return kind, get_object_or_404(
        rows.select_related("department__region", "finding_unit", "entered_by", "reviewed_by"), pk=pk
    )


def _facts(case: ReviewedFact) -> list[LabelledValue]:
    shown = [field for field in case._meta.fields if field.name not in _HIDDEN]
    made = []
    for field in shown:
        value = getattr(case, field.name)
        if isinstance(value, str) and field.name in {"summary", "deeds"}:
            made.append(LabelledValue(str(field.verbose_name), pieces=pieces(value, scan(value))))
        else:
            display = getattr(case, f"get_{field.name}_display", None)
            url = value if field.name == "document_url" else ""
            made.append(
                LabelledValue(str(field.verbose_name), display() if display else value or "", url=url)
            )
    return [
        *made,
        LabelledValue("录入", f"{case.entered_by.name}（内容第 {case.content_version} 版）"),
        LabelledValue("复核", case.reviewed_by.name if case.reviewed_by else ""),
    ]
