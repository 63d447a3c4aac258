"""The page on which a person decides on one row that waits: enter it as a draft after all, or leave it out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from common.access import requires_posting
from common.cases.asking import ask, attempt
from common.forms import GivenReasonForm
from common.registry import address_of
from exchange import services
from exchange.importers.layouts import LAYOUTS
from exchange.models.batches import IMPORTERS
from exchange.models.row_errors import RowError
from organisations.models import Department
from policy.vocabulary import SourceKind
from postings.requests import OfficeRequest
from records.facts.forms import entry_forms

SUMS = ("amount", "loss")


@requires_posting(IMPORTERS)
def enter(request: OfficeRequest, pk: str) -> HttpResponse:
    """Show the row as an entry to be completed; the reason is asked for as after a withdrawal."""
    row = _found(request, pk)
    content: dict[str, Any] = row.content or {}
    source, back = content["source_kind"], reverse("exchange:batch", args=[row.batch_id])
    form: Any = entry_forms[LAYOUTS[row.batch.kind].fact](
        request.POST or None, posting=request.posting, source=source, initial=_initial(row)
    )
    form.asks_sums |= services.asks_only_of_sums(row)
    _ask_why(form, row)
    if request.method == "POST" and form.is_valid():
        given = {"why": form.cleaned_data.get("why", ""), **form.to_fields()}
        made = attempt(form, lambda: services.enter_waiting(row, by=request.posting, **given))
        if made is not None:
            messages.success(request, f"已存为草稿，编号 {made.number}。核对无误后提交复核。")
            return redirect(address_of(made))
    context = {
        "here": "imports",
        "form": form,
        "source": SourceKind(source).label,
        "crumbs": [(reverse("exchange:imports"), "导入"), (back, row.batch.file_name)],
        "heading": f"核对后录入第 {row.row} 行",
        "note": f"第 {row.row} 行待决定：{row.message}",
        "leave_url": reverse("exchange:leave_row", args=[row.pk]),
        "back": back,
    }
    return render(request, "records/form.html", context, status=422 if form.errors else 200)


@requires_posting(IMPORTERS)
def leave(request: OfficeRequest, pk: str) -> HttpResponse:
    """Say why the row is not entered, and forget its content."""
    row = _found(request, pk)
    back = reverse("exchange:batch", args=[row.batch_id])
    return ask(
        request,
        GivenReasonForm(request.POST or None),
        lambda given: services.leave_out(row, by=request.posting, **given),
        heading=f"第 {row.row} 行不入库",
        button="不入库",
        said=f"第 {row.row} 行不入库，理由已记入这一批的经过。",
        to=lambda made: f"{back}?level=waiting",
        effect=f"{row.message}。这一行不入库，所存的内容清除；以后可以重新报送。",
        back=back,
        crumbs=[(reverse("exchange:imports"), "导入"), (back, row.batch.file_name)],
        here="imports",
    )


def _ask_why(form: forms.Form, row: RowError) -> None:
    """Ask for the reason as this row needs it: of two bodies one is chosen, what was withdrawn comes back."""
    if services.is_of_two_bodies(row):
        form.fields["why"] = forms.CharField(
            label="录入的理由", max_length=500, help_text="写明凭什么认定是这一个部门，如文书正文所写的名称。"
        )
    elif not services.asks_only_of_sums(row):
        again = form.fields["again"]
        again.required, again.help_text = True, "写明凭什么再入库，如撤销决定被改判、原决定恢复。"


def _found(request: OfficeRequest, pk: str) -> RowError:
    rows = RowError.objects.to_decide(request.posting).select_related("batch")
    found: RowError = get_object_or_404(rows, pk=pk)
    return found


def _initial(row: RowError) -> dict[str, Any]:
    """Return the row's values as the form shows them; of two bodies none is chosen beforehand."""
    content: dict[str, Any] = row.content or {}
    shown = {name: Decimal(str(value)) if name in SUMS else value for name, value in content.items() if value}
    body = Department.objects.filter(credit_code=content.get("credit_code", "")).first()
    shown["credit_code"] = body.in_full if body and not services.is_of_two_bodies(row) else ""
    return shown
