"""The columns of a previewed file, matched by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from common.access import requires_posting
from common.errors import WrongState
from exchange import services
from exchange.batch_views import batch_of
from exchange.forms import ColumnsForm
from exchange.models.batches import IMPORTERS, ImportBatch
from exchange.models.column_choices import ColumnChoice
from postings.requests import OfficeRequest


@requires_posting(IMPORTERS)
def columns(request: OfficeRequest, pk: str) -> HttpResponse:
    """Ask which field each column holds, and have the file read again."""
    found = batch_of(request, pk)
    if not found.may("match", request.posting) or not found.header_key:
        raise WrongState(f"现在是“{found.get_status_display()}”，不能再对应列名")
    found.require_uploader(request.posting)
    form = columns_form(request, found)
    if request.method == "POST" and form.is_valid():
        services.start(services.match_columns(found, form.places, by=request.posting))
        messages.success(request, "已按您的对应重新读取；下次上传同样的表头，会照此对应。")
        return redirect("exchange:batch", pk)
    context = {"batch": found, "form": form, "here": "imports"}
    return render(request, "exchange/columns.html", context, status=422 if form.errors else 200)


def columns_form(request: OfficeRequest, found: ImportBatch) -> ColumnsForm:
    """Return the form of a batch, filled with what was recognised or chosen before."""
    chosen = ColumnChoice.objects.of(found.posting.user_id, found.kind).get(found.header_key, {})
    return ColumnsForm(found, chosen, request.POST if request.method == "POST" else None)
