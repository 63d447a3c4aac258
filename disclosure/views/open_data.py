"""The open data: what they hold, and the files of the one snapshot that stands, passed on part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disclosure import data_package
from disclosure.columns import TABLES
from disclosure.open.models import OpenFile, OpenSnapshot

CHECK = (
    f"openssl pkeyutl -verify -pubin -inkey {data_package.KEY} -rawin"
    f" -in {data_package.MANIFEST} -sigfile {data_package.SIGNATURE}"
)
LABEL, NAME = re.compile(r"[0-9]{8}-[0-9a-f]{8}"), re.compile(r"[a-z_-]{1,40}(\.[a-z]{2,6}){1,2}")
WAYS = {"csv": "CSV", "ndjson": "NDJSON", "xlsx": "Excel 工作簿"}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What may be taken along now, what its columns mean, and on what terms."""
    standing = OpenSnapshot.objects.first()
    resources = standing.manifest["resources"] if standing else []
    return render(
        request,
        "disclosure/open_data.html",
        {
            "snapshot": standing,
            "resources": resources,
            "workbook": next((one for one in resources if one["format"] == "xlsx"), None),
            "tables": TABLES.values(),
            "ways": WAYS,
            "check": CHECK,
            "terms": data_package.TERMS,
            "version": data_package.VERSION,
            "names": {
                "changes": data_package.CHANGES,
                "manifest": data_package.MANIFEST,
                "signature": data_package.SIGNATURE,
                "key": data_package.KEY,
            },
        },
    )


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Lead to the manifest of the snapshot that stands."""
    standing = OpenSnapshot.objects.first()
    if standing is None:
        return _none(request)
    return HttpResponseRedirect(
        reverse("disclosure:open_data_file", args=[standing.label, data_package.MANIFEST])
    )


@require_safe
def file(request: HttpRequest, snapshot: str, file: str) -> HttpResponseBase:
    """One file of the snapshot that stands; of any other it is gone, and what is named like none never was."""
    if not (LABEL.fullmatch(snapshot) and NAME.fullmatch(file)):
        raise Http404
    standing = OpenSnapshot.objects.filter(label=snapshot).first()
    head = OpenFile.objects.head(standing.file(file)) if standing else None
    if head is None:
        return _none(request)
    response = StreamingHttpResponse(pieces(head.file, head.parts), content_type=head.media_type)
    response["Content-Disposition"] = f'attachment; filename="{head.name}"'
    response["Content-Length"] = f"{OpenFile.objects.size(head.file)}"
    response["X-Robots-Tag"] = "noindex"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def pieces(file: UUID, parts: int) -> Iterator[bytes]:
    """Yield part after part; where the file goes meanwhile the answer breaks off, and no reader takes it for whole."""
    for part in range(1, parts + 1):
        piece = OpenFile.objects.piece(file, part)
        if piece is None:
            raise ConnectionAbortedError("the file ended while it was being read")
        yield piece


def _none(request: HttpRequest) -> HttpResponse:
    return render(request, "disclosure/open_data_gone.html", status=410)
