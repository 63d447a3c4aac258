"""Acts on one import batch: confirm, cancel, resume, commit, undo, and its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.asking import ask
from common.errors import WrongState
from common.forms import GivenReasonForm, OfficeForm
from common.registry import SEEING
from common.trail import write_notable
from exchange import services
from exchange.models.batches import IMPORTERS, ImportBatch
from postings.requests import OfficeRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


def batch_of(request: OfficeRequest, pk: str) -> ImportBatch:
    """Return a batch that the posting may see, or answer 404."""
    rows = ImportBatch.objects.visible_to(request.posting).select_related("posting__user")
    found: ImportBatch = get_object_or_404(rows, pk=pk)
    return found


@require_POST
@requires_posting(IMPORTERS)
def confirm(request: OfficeRequest, pk: str) -> HttpResponse:
    """Go on after the preview."""
    services.start(batch_of(request, pk).confirm(by=request.posting))
    messages.success(request, "已确认，正在核对全部的行。")
    return redirect("exchange:batch", pk)


@requires_posting(IMPORTERS)
def cancel(request: OfficeRequest, pk: str) -> HttpResponse:
    """Say what cancelling does, and do it."""
    found = batch_of(request, pk)
    if not found.may("cancel", request.posting):
        raise WrongState(f"现在是“{found.get_status_display()}”，不能取消")
    return _ask(
        request,
        found,
        OfficeForm(request.POST if request.method == "POST" else None),
        lambda given: services.cancel(found, by=request.posting),
        "取消导入",
        "已取消，文件和试算结果已清除，没有写入任何数据。",
        effect="这一批停止处理，上传的文件和已有的核对结果一并清除，不写入任何数据；以后可以重新上传。",
    )


@requires_posting(IMPORTERS)
def undo(request: OfficeRequest, pk: str) -> HttpResponse:
    """Say which drafts become 作废 and which records stay, and do it."""
    found = batch_of(request, pk)
    planned = services.undoing(found, by=request.posting)
    kept = planned.kept
    return _ask(
        request,
        found,
        GivenReasonForm(request.POST or None),
        lambda given: services.undo(found, by=request.posting, **given),
        "撤回整批",
        "已撤回：这一批的草稿都已作废，不再算作重复；同一文件可以改正后重新导入。",
        lead="exchange/undoing.html",
        planned=planned,
        drafts=planned.drafts.count(),
        kept=kept[:SHOWN],
        kept_count=kept.count(),
    )


@require_POST
@requires_posting(IMPORTERS)
def resume(request: OfficeRequest, pk: str) -> HttpResponse:
    services.resume(batch_of(request, pk), by=request.posting)
    messages.success(request, "已从中断处继续。")
    return redirect("exchange:batch", pk)


@require_POST
@requires_posting(IMPORTERS)
def commit(request: OfficeRequest, pk: str) -> HttpResponse:
    """Turn a finished trial run into the real import."""
    services.start(batch_of(request, pk).commit_trial(by=request.posting))
    messages.success(request, "正在正式导入，会按现在的数据重新核对。")
    return redirect("exchange:batch", pk)


@requires_posting(SEEING)
def rejected(request: OfficeRequest, pk: str) -> FileResponse:
    """Hand the workbook of rejected rows, with its original values, to who uploaded it; a logged act."""
    found = batch_of(request, pk)
    if not found.may_fetch_files(request.posting) or not found.rejected_path.exists():
        raise Http404("没有可下载的退回行，或文件已过保留期")
    write_notable(found, "download", by=request.posting, reason="下载退回的行")
    return FileResponse(
        found.rejected_path.open("rb"),
        as_attachment=True,
        filename=f"退回的行-{Path(found.file_name).stem}.xlsx",
        content_type=XLSX,
    )


@requires_posting(SEEING)
def report(request: OfficeRequest, pk: str) -> HttpResponse:
    """Return the report as JSON, personal numbers masked."""
    found = batch_of(request, pk)
    response = JsonResponse(services.report(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"导入报告-{Path(found.file_name).stem}.json"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _ask(
    request: OfficeRequest,
    found: ImportBatch,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    label: str,
    said: str,
    **shown: object,
) -> HttpResponse:
    back = reverse("exchange:batch", args=[found.pk])
    return ask(
        request,
        form,
        do,
        heading=f"{label}：{found.file_name}",
        button=label,
        said=said,
        to=lambda made: back,
        back=back,
        crumbs=[(reverse("exchange:imports"), "导入"), (back, found.file_name)],
        here="imports",
        **shown,
    )
