"""Uploads of the office: send a file, see how it was understood, watch its stages, read every error."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from common.access import requires_posting
from common.errors import ActRefused, Incomplete, NotAllowed
from common.forms import GivenReasonForm
from common.listing import listing
from common.lists.page import list_page
from common.registry import SEEING
from common.roles import CREDIT_OFFICE
from common.trail import Actor
from exchange import services
from exchange.batch_views import XLSX, batch_of
from exchange.forms import UploadForm
from exchange.lists import BATCHES
from exchange.matching_views import columns_form
from exchange.models.batches import IMPORTERS, BatchStatus, ImportBatch, ImportKind
from exchange.models.proposals import DepartmentProposal
from exchange.models.row_errors import RowError, RowErrorLevel
from exchange.proposal_list import PROPOSALS
from exchange.proposals import changes_in_words
from exchange.workbooks import write_template
from postings.requests import OfficeRequest

STAGES = [
    (BatchStatus.UPLOADED, "上传"),
    (BatchStatus.READING, "读取"),
    (BatchStatus.PREVIEW, "确认"),
    (BatchStatus.CHECKING, "核对"),
    (BatchStatus.WRITING, "写入"),
]
WHOLE_ROW = "整行"
MOST_CHOICES = 40


@requires_posting(SEEING)
def imports(request: OfficeRequest) -> HttpResponse:
    """Show the batches that the posting may see, the newest first."""
    return list_page(request, BATCHES, may_upload=ImportBatch.may_enter(request.posting))


@requires_posting(IMPORTERS)
def upload(request: OfficeRequest) -> HttpResponse:
    """Take a file in and start its import."""
    if not ImportBatch.may_enter(request.posting):
        raise NotAllowed("上传由岗位本人办理，代理人不能代传：原始数据只有上传人能看")
    kind = request.GET.get("kind", "")
    form = UploadForm(request.posting, request.POST or None, request.FILES or None, initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.receive(
                file,
                name=file.name,
                kind=form.cleaned_data["kind"],
                by=request.posting,
                dry_run=form.cleaned_data["dry_run"],
                asks_first=True,
                **form.told,
            )
        except Incomplete as refusal:
            form.show(refusal)
        else:
            services.start(batch)
            return redirect("exchange:batch", batch.pk)
    context = {
        "form": form,
        "of": BATCHES,
        "heading": "上传文件",
        "button": "上传并预览",
        "kinds": ImportKind.choices,
        "most_bytes": settings.UPLOAD_MAX_BYTES,
        "here": "imports",
    }
    return render(request, "exchange/upload.html", context, status=422 if form.errors else 200)


@requires_posting(SEEING)
def batch(request: OfficeRequest, pk: str) -> HttpResponse:
    """Show one batch: its stages, its counts, and what the checks found."""
    found = batch_of(request, pk)
    context = {**_progress(request, found), **_row_errors(request, found), "here": "imports"}
    if not found.rows_read or found.is_previewed:
        context["mapping"] = matched = services.mapping(found)
        context["amiss"] = sum(match.is_wrong for match in matched)
    if context["may_match"] and context.get("amiss"):
        context["form"] = columns_form(request, found)
    if found.is_previewed and found.may_fetch_files(request.posting):
        context["rows"] = rows = services.first_rows(found)
        context["faults"] = sum(bool(cell.fault) for row in rows for cell in row.cells)
    return render(request, "exchange/batch.html", context)


def _row_errors(request: OfficeRequest, found: ImportBatch) -> dict[str, Any]:
    """Return the row errors that the address asks for: level, column and kind; the first level that has any."""
    counts = dict(found.row_errors.order_by().values_list("level").annotate(Count("pk")))
    first = next((level for level in RowErrorLevel.values if counts.get(level)), RowErrorLevel.ERROR)
    asked = {name: request.GET.get(name, "") for name in ("level", "column", "kind")}
    level = asked["level"] if asked["level"] in RowErrorLevel.values else first
    of_level = found.row_errors.filter(level=level).with_kind()
    rows = of_level
    for name in ("column", "kind"):
        if asked[name]:
            rows = rows.filter(**{name: "" if asked[name] == WHOLE_ROW else asked[name].replace("\x00", "")})
    return {
        "level": level,
        "asked": asked,
        "levels": [(value, label, counts.get(value, 0)) for value, label in RowErrorLevel.choices],
        "columns": [(name or WHOLE_ROW, number) for name, number in _numbers(of_level, "column")],
        "kinds": _numbers(of_level, "kind"),
        "listing": listing(request, rows, {"row": ["row"]}, default="row", per_page=50),
    }


def _numbers(row_errors: QuerySet[RowError], name: str) -> list[tuple[str, int]]:
    """Return (value, number of row errors), the most frequent first."""
    counted = row_errors.order_by().values_list(name).annotate(number=Count("pk"))
    return list(counted.order_by("-number", name)[:MOST_CHOICES])


@requires_posting(SEEING)
def progress(request: OfficeRequest, pk: str) -> HttpResponse:
    """Answer the polling page: the stages, or a full reload once the batch is over."""
    found = batch_of(request, pk)
    response = render(request, "exchange/progress.html", _progress(request, found))
    if found.is_over or found.is_previewed:
        response["HX-Refresh"] = "true"
    return response


@requires_posting(IMPORTERS)
def template(request: OfficeRequest, kind: str) -> HttpResponse:
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
        headers={
            "Content-Disposition": content_disposition_header(True, f"{ImportKind(kind).label}模板.xlsx")
        },
    )


@requires_posting(SEEING)
def proposals(request: OfficeRequest) -> HttpResponse:
    """Show what roster uploads say of known departments."""
    return list_page(request, PROPOSALS)


@requires_posting(CREDIT_OFFICE)
def decide(request: OfficeRequest, pk: str, act: str) -> HttpResponse:
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


def _progress(request: OfficeRequest, found: ImportBatch) -> dict[str, Any]:
    mine = found.posting.user_id == request.posting.user_id and request.posting.role in IMPORTERS
    return {
        "batch": found,
        "stages": _stages(found),
        "may_cancel": mine and found.may("cancel", request.posting),
        "may_confirm": mine and found.may("confirm", request.posting),
        "may_decide": request.posting.role in IMPORTERS and not found.dry_run,
        "may_match": mine and found.may("match", request.posting) and bool(found.header_key),
        "may_undo": mine
        and not found.dry_run
        and bool(found.accepted)
        and _is_undoable(found, request.posting),
        "may_send_again": mine and _may_send_again(found),
        "may_resume": mine and found.is_resumable(timezone.now()),
        "may_commit": mine
        and found.dry_run
        and found.status == BatchStatus.DONE
        and found.files_gone_at is None,
        "may_fetch": found.may_fetch_files(request.posting) and found.rejected_path.exists(),
    }


def _may_send_again(found: ImportBatch) -> bool:
    return found.status in {BatchStatus.FAILED, BatchStatus.CANCELLED, BatchStatus.UNDONE} or (
        found.is_previewed and not found.rows_read
    )


def _is_undoable(found: ImportBatch, posting: Actor) -> bool:
    return found.kind != ImportKind.DEPARTMENTS and found.may("undo", posting)


def _stages(found: ImportBatch) -> list[tuple[str, str]]:
    """Return (label, "done" | "now" | "") of the stages; a trial is never written, a failed one stops where it was."""
    skipped = {BatchStatus.WRITING} if found.dry_run else set()
    if not (found.asks_first or found.is_previewed):
        skipped.add(BatchStatus.PREVIEW)
    steps = [step for step in STAGES if step[0] not in skipped]
    names = [str(status) for status, _ in steps]
    if found.status in names:
        reached = names.index(found.status)
    elif found.status in {BatchStatus.DONE, BatchStatus.UNDONE}:
        reached = len(steps)
    else:
        reached = 1 + (found.rows_read is not None) + (found.accepted is not None)
    state = "now" if found.is_running or found.is_previewed else ""
    return [
        (label, "done" if n < reached else state if n == reached else "")
        for n, (_, label) in enumerate(steps)
    ]
