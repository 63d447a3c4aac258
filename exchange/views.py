"""Uploads of the office: send a file, watch its stages, read every error, fetch the rejected rows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.access import seat
from common.desk import SEEING
from common.errors import ActRefused, Incomplete
from common.forms import GivenReasonForm
from common.listing import listing
from common.roles import CREDIT_OFFICE
from common.workflow import write_notable
from exchange import services
from exchange.forms import UploadForm
from exchange.models import (
    BatchStatus,
    DepartmentProposal,
    FindingLevel,
    ImportBatch,
    ImportKind,
    ProposalStatus,
)
from exchange.models.batches import IMPORTERS
from exchange.proposals import changes_in_words
from exchange.workbooks import write_template

SORTS = {"created": ["created_at"], "file": ["file_name"], "rows": ["rows_read"]}
STAGES = [
    (BatchStatus.UPLOADED, "上传"),
    (BatchStatus.READING, "读取"),
    (BatchStatus.CHECKING, "核对"),
    (BatchStatus.WRITING, "写入"),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@seat(SEEING)
def imports(request: Any) -> HttpResponse:
    """Show the batches that the posting may see, the newest first."""
    status = request.GET.get("status", "")
    rows = ImportBatch.objects.visible_to(request.posting).select_related("posting__user")
    if status in BatchStatus.values:
        rows = rows.filter(status=status)
    context = {
        "listing": listing(request, rows, SORTS, default="-created"),
        "may_upload": request.posting.role in IMPORTERS,
        "statuses": BatchStatus.choices,
        "status": status,
        "here": "imports",
    }
    return render(request, "exchange/imports.html", context)


@seat(IMPORTERS)
def upload(request: Any) -> HttpResponse:
    """Take a file in and start its import."""
    form = UploadForm(request.posting.role, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.receive(
                file,
                name=file.name,
                kind=form.cleaned_data["kind"],
                by=request.posting,
                dry_run=form.cleaned_data["dry_run"],
            )
        except Incomplete as refusal:
            form.add_error("file", refusal.message)
        else:
            services.start(batch)
            return redirect("exchange:batch", batch.pk)
    context = {
        "form": form,
        "kinds": ImportKind.choices,
        "most_bytes": settings.UPLOAD_MAX_BYTES,
        "here": "imports",
    }
    return render(request, "exchange/upload.html", context, status=422 if form.errors else 200)


@seat(SEEING)
def batch(request: Any, pk: str) -> HttpResponse:
    """Show one batch: its stages, its counts, and what the checks found."""
    found = _batch(request, pk)
    level = request.GET.get("level", FindingLevel.ERROR)
    findings = found.findings.filter(level=level if level in FindingLevel.values else FindingLevel.ERROR)
    context = {
        **_progress(request, found),
        "level": level,
        "levels": [
            (value, label, found.findings.filter(level=value).count())
            for value, label in FindingLevel.choices
        ],
        "listing": listing(request, findings, {"row": ["row"]}, default="row", per_page=50),
        "here": "imports",
    }
    return render(request, "exchange/batch.html", context)


@seat(SEEING)
def progress(request: Any, pk: str) -> HttpResponse:
    """Answer the polling page: the stages, or a full reload once the batch is over."""
    found = _batch(request, pk)
    response = render(request, "exchange/progress.html", _progress(request, found))
    if found.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@seat(IMPORTERS)
def cancel(request: Any, pk: str) -> HttpResponse:
    services.cancel(_batch(request, pk), by=request.posting)
    messages.success(request, "已取消，文件和试算结果已清除，没有写入任何数据。")
    return redirect("exchange:batch", pk)


@require_POST
@seat(IMPORTERS)
def resume(request: Any, pk: str) -> HttpResponse:
    services.resume(_batch(request, pk), by=request.posting)
    messages.success(request, "已从中断处继续。")
    return redirect("exchange:batch", pk)


@require_POST
@seat(IMPORTERS)
def commit(request: Any, pk: str) -> HttpResponse:
    """Turn a finished trial run into the real import."""
    services.start(_batch(request, pk).commit_trial(by=request.posting))
    messages.success(request, "正在正式导入，会按现在的数据重新核对。")
    return redirect("exchange:batch", pk)


@seat(SEEING)
def rejected(request: Any, pk: str) -> FileResponse:
    """Hand the workbook of rejected rows, with its original values, to who uploaded it; a logged act."""
    found = _batch(request, pk)
    if not found.may_fetch_files(request.posting) or not found.rejected_path.exists():
        raise Http404("没有可下载的退回行，或文件已过保留期")
    write_notable(found, "download", by=request.posting, reason="下载退回的行")
    return FileResponse(
        found.rejected_path.open("rb"),
        as_attachment=True,
        filename=f"退回的行-{Path(found.file_name).stem}.xlsx",
        content_type=XLSX,
    )


@seat(SEEING)
def report(request: Any, pk: str) -> HttpResponse:
    """Return the report as JSON, personal numbers masked."""
    found = _batch(request, pk)
    response = JsonResponse(services.report(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="report-{found.pk}.json"'
    return response


@seat(IMPORTERS)
def template(request: Any, kind: str) -> HttpResponse:
    """Return the empty workbook of a kind, with its drop-down lists."""
    if kind not in ImportKind.values:
        raise Http404("没有这种模板")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, kind)
        content = path.read_bytes()
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="template-{kind}.xlsx"'},
    )


@seat(SEEING)
def proposals(request: Any) -> HttpResponse:
    """Show what roster uploads say of known departments."""
    status = request.GET.get("status", ProposalStatus.PROPOSED)
    rows = DepartmentProposal.objects.visible_to(request.posting).select_related(
        "department__region", "batch"
    )
    if status in ProposalStatus.values:
        rows = rows.filter(status=status)
    shown = listing(
        request, rows, {"name": ["department__sort_key"], "created": ["created_at"]}, default="name"
    )
    for proposal in shown.page:
        proposal.words = changes_in_words(proposal.changes)
    context = {"listing": shown, "status": status, "statuses": ProposalStatus.choices, "here": "proposals"}
    return render(request, "exchange/proposals.html", context)


@seat(CREDIT_OFFICE)
def decide(request: Any, pk: str, act: str) -> HttpResponse:
    """Confirm or refuse one proposed change, after showing what it will do."""
    proposal = get_object_or_404(DepartmentProposal.objects.visible_to(request.posting), pk=pk)
    form = GivenReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deciding = services.accept_proposal if act == "accept" else services.decline_proposal
        try:
            deciding(proposal, by=request.posting, reason=form.cleaned_data["reason"])
        except ActRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, f"{proposal.department.name}：{DepartmentProposal.TRANSITIONS[act].label}。"
            )
            return redirect("exchange:proposals")
    context = {
        "proposal": proposal,
        "words": changes_in_words(proposal.changes),
        "form": form,
        "button": DepartmentProposal.TRANSITIONS[act].label,
        "here": "proposals",
    }
    return render(request, "exchange/decide.html", context, status=422 if form.errors else 200)


def _batch(request: Any, pk: str) -> ImportBatch:
    rows = ImportBatch.objects.visible_to(request.posting).select_related("posting__user")
    found: ImportBatch = get_object_or_404(rows, pk=pk)
    return found


def _progress(request: Any, found: ImportBatch) -> dict[str, Any]:
    mine = found.posting.user_id == request.posting.user_id and request.posting.role in IMPORTERS
    return {
        "batch": found,
        "stages": _stages(found),
        "may_cancel": mine and found.status in ImportBatch.TRANSITIONS["cancel"].sources,
        "may_resume": mine and found.is_resumable(timezone.now()),
        "may_commit": mine
        and found.dry_run
        and found.status == BatchStatus.DONE
        and found.files_gone_at is None,
        "may_fetch": found.may_fetch_files(request.posting) and found.rejected_path.exists(),
    }


def _stages(found: ImportBatch) -> list[tuple[str, str]]:
    """Return (label, "done" | "now" | "") of the stages; a trial is never written, a failed one stops where it was."""
    steps = [step for step in STAGES if not (found.dry_run and step[0] == BatchStatus.WRITING)]
    names = [str(status) for status, _ in steps]
    if found.status in names:
        reached = names.index(found.status)
    elif found.status == BatchStatus.DONE:
        reached = len(steps)
    else:
        reached = 1 + (found.rows_read is not None) + (found.accepted is not None)
    state = "now" if found.is_running else ""
    return [
        (label, "done" if n < reached else state if n == reached else "")
        for n, (_, label) in enumerate(steps)
    ]
