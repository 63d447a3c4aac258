"""Credit reports: asked for from an archive, made by the office, taken along from here, and checked by number or file."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.errors import Incomplete
from disclosure.door import flood
from disclosure.open.models.files import OpenFile
from disclosure.open.models.reports import report_bearing, report_of
from disclosure.report_files import CHECK, MEDIA_TYPES, REQUEST, SIGNED, file_of, read_number
from disclosure.views.applying import REFUSALS, private, said_of
from disclosure.views.archives import present
from disclosure.views.open_data import pieces
from intake import sending
from intake.applications import Step
from intake.sealing import QueryCode

SECONDS, TURNS = 3, 60
"""How often, and how many times, a reader's browser looks by itself whether the report is there."""
NO_FILE = "请选择要核验的文件。"
NO_NUMBER = "编号的格式是 BG-年份-序号，例如 BG-2026-000001，印在报告首页。"
LABELS = {".pdf": "PDF", ".json": "JSON（供程序读取）", ".pdf.sig": "PDF 的签名", ".json.sig": "JSON 的签名"}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a report on a department holds; when it is pressed, ask the office for one of now."""
    department = present(code)
    if isinstance(department, str):
        return HttpResponseRedirect(reverse("disclosure:report", args=[department]))
    context: dict[str, Any] = {"department": department, "said": ""}
    if request.method != "POST":
        return render(request, "disclosure/report.html", context)
    try:
        flood.require_room(request, flood.REPORTING)
        query = sending.send(REQUEST, {"credit_code": code}).code
    except REFUSALS as refusal:
        context["said"], status = said_of(refusal)
        return private(render(request, "disclosure/report.html", context, status=status))
    return private(HttpResponseRedirect(reverse("disclosure:report_progress", args=[str(query)]), status=303))


@require_safe
def progress(request: HttpRequest, query: str) -> HttpResponse:
    """Show how far the report is that was asked for under a query code, and where it lies."""
    code = QueryCode.read(query)
    if code is None:
        raise Http404
    told = [(reply.answered_at, Step.unpacked(reply.text)) for reply in sending.replies(code)]
    is_over = bool(told) and told[-1][1].is_over
    number = told[-1][1].number if told else ""
    asked = request.GET.get("turn", "")
    turn = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    waits = not is_over and turn < TURNS
    context = {
        "told": told,
        "is_over": is_over,
        "waits": waits,
        "here": request.path,
        "report": report_of(number) if number else None,
        "labels": LABELS,
    }
    response = private(render(request, "disclosure/report_progress.html", context))
    if waits:
        response["Refresh"] = f"{SECONDS}; url={request.path}?turn={turn + 1}"
    return response


@require_safe
def file(request: HttpRequest, number: str, kind: str) -> HttpResponseBase:
    """One file of a report that holds; once it does not, or its days are over, it is gone."""
    report = report_of(number)
    if report is None:
        raise Http404
    try:
        flood.require_room(request, flood.TAKING)
    except REFUSALS as refusal:
        said, status = said_of(refusal)
        context = {"report": report, "said": said}
        return private(render(request, "disclosure/report_gone.html", context, status=status))
    id = file_of(report.public_id, kind) if report.holds and report.public_id else None
    head = OpenFile.objects.head(id) if id else None
    if id is None or head is None:
        context = {"report": report, "said": ""}
        return private(render(request, "disclosure/report_gone.html", context, status=410))
    response = StreamingHttpResponse(pieces(id, head.parts), content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{head.name}"'
    response["Content-Length"] = f"{OpenFile.objects.size(id)}"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Say of a number, or of a file, whether the report holds; of one that does not, nothing else."""
    typed = request.GET.get("number", "").strip()
    context: dict[str, Any] = {"typed": typed, "said": "", "is_file": request.method == "POST"}
    if not typed and request.method != "POST":
        return private(render(request, "disclosure/report_check.html", {**context, "asked": False}))
    try:
        flood.require_room(request, flood.CHECKING)
        number = _number_of_file(request) if request.method == "POST" else _number_typed(typed)
        report = report_of(number) if number else None
    except REFUSALS as refusal:
        context["said"], status = said_of(refusal)
        return private(
            render(request, "disclosure/report_check.html", {**context, "asked": False}, status=status)
        )
    commands = [CHECK.format(number=number, kind=kind) for kind in sorted(SIGNED, reverse=True)]
    found = {"asked": True, "report": report, "labels": LABELS, "commands": commands}
    return private(render(request, "disclosure/report_check.html", {**context, **found}))


def _number_typed(typed: str) -> str:
    if number := read_number(typed):
        return number
    raise Incomplete(NO_NUMBER)


def _number_of_file(request: HttpRequest) -> str:
    """Return the number of the report that the sent file is, byte by byte; nothing of it is kept."""
    sent = request.FILES.get("file")
    if sent is None:
        raise Incomplete(NO_FILE)
    digest = hashlib.sha256()
    for piece in sent.chunks():
        digest.update(piece)
    return report_bearing(digest.hexdigest())
