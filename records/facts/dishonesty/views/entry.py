"""Entering and changing a draft by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from common.access import requires_posting
from common.cases.asking import attempt
from common.cases.page_token import require_seen, token_of
from common.errors import Incomplete, WrongState
from common.forms import WanField
from common.roles import ENTERERS
from policy.vocabulary import Severity, SourceKind
from postings.requests import OfficeRequest
from records.facts.dishonesty.forms import DOCUMENT, RecordForm, initial_of
from records.facts.views.case import next_words
from records.models import DishonestyRecord
from records.services import enter_record, regrade, revise_record

SOURCE_HINTS = {
    SourceKind.JUDGMENT: "法院生效裁判认定的政府部门不履约、不履行判决等",
    SourceKind.PENALTY: "行政机关对部门作出的处罚决定",
    SourceKind.DISCIPLINE: "对公职人员个人的处分，只作内部记录，不公示",
    SourceKind.ACCOUNTABILITY: "对单位、领导班子或个人的问责处理",
}


@requires_posting(ENTERERS)
def new(request: OfficeRequest) -> HttpResponse:
    """Choose the source first: each has fields of its own."""
    source = request.GET.get("source", "")
    if source not in SourceKind.values:
        sources = [(kind.value, kind.label, SOURCE_HINTS[kind]) for kind in SourceKind]
        return render(request, "records/choose_source.html", {"here": "records", "sources": sources})
    initial = _of_the_document(request)
    form = RecordForm(request.POST or None, posting=request.posting, source=source, initial=initial)
    form.as_draft(DishonestyRecord.ASKED)
    if request.method == "POST" and form.is_valid():
        record = attempt(form, lambda: enter_record(by=request.posting, **form.to_fields()))
        if record is not None:
            messages.success(request, f"已存为草稿，编号 {record.record_no}。{next_words(record)}")
            if "another" in request.POST:
                return redirect(f"{request.path}?source={source}&like={record.record_no}")
            return redirect("records:record", record.record_no)
    return _page(request, form, SourceKind(source).label)


def _of_the_document(request: OfficeRequest) -> dict[str, Any]:
    """Return what the next fact has in common with the own one just saved: subject and document."""
    own = DishonestyRecord.objects.visible_to(request.posting).filter(entered_by=request.posting.user_id)
    number = request.GET.get("like", "").replace("\x00", "")
    record = own.filter(record_no=number).first() if number else None
    shown = initial_of(record) | {"ordinal": record.ordinal + 1} if record else {}
    return {name: shown[name] for name in shown if name in ("credit_code", "official", "ordinal", *DOCUMENT)}


@requires_posting(ENTERERS)
def edit(request: OfficeRequest, number: str) -> HttpResponse:
    """Change a draft or a returned record."""
    record = get_object_or_404(DishonestyRecord.objects.visible_to(request.posting), record_no=number)
    record.require_no_recusal(request.posting)
    if "edit" not in record.acts_for(request.posting):
        raise WrongState(f"现在是“{record.get_status_display()}”，不能修改；只有草稿和退回的可以修改")
    form = RecordForm(request.POST or None, posting=request.posting, source=record.source_kind, record=record)
    form.as_draft(record.ASKED)
    if request.method == "POST":
        require_seen(request, record)
        if form.is_valid() and (
            attempt(form, lambda: revise_record(record, by=request.posting, **form.to_fields())) is not None
        ):
            messages.success(request, f"已保存修改。{next_words(record)}")
            return redirect("records:record", record.record_no)
    return _page(request, form, record.get_source_kind_display(), record)


@requires_posting(ENTERERS)
def grade_hint(request: OfficeRequest) -> HttpResponse:
    """Say what the rules make of loss and impact, beside the declared grade（htmx）."""
    context: dict[str, Any] = {"grade": None, "lack": ""}
    try:
        grade = regrade(
            loss=_sum(request.GET.get("loss") or request.GET.get("amount")),
            impact=request.GET.get("impact", ""),
            is_aggravated=request.GET.get("is_aggravated") == "on",
            day=timezone.localdate(),
        )
        context |= {"grade": grade, "label": Severity(grade.severity).label}
    except Incomplete as refusal:
        context["lack"] = refusal.message
    except ValueError:
        context["lack"] = "金额或影响程度填写有误"
    declared = request.GET.get("declared_severity", "")
    context["differs"] = bool(context["grade"] and declared and declared != context["grade"].severity)
    return render(request, "records/grade_hint.html", context)


def _sum(typed: str | None) -> Decimal | None:
    try:
        return WanField(required=False).clean(typed)
    except ValidationError as wrong:
        raise ValueError(typed) from wrong


def _page(
    request: OfficeRequest, form: RecordForm, source: str, record: DishonestyRecord | None = None
) -> HttpResponse:
    back = reverse("records:record", args=[record.record_no]) if record else reverse("records:records")
    context = {
        "here": "records",
        "form": form,
        "source": source,
        "record": record,
        "back": back,
        "page_token": token_of(record) if record else "",
    }
    return render(request, "records/form.html", context, status=422 if form.errors else 200)
