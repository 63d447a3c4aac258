"""How a file of evidence is handed out: by name and type, never kept by a cache, never run by a browser."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from common import services
from common.models import Evidence
from common.trail import Actor

SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
# A browser's own PDF viewer is a plugin: it opens in this sandbox, and would not in one of the frame's own.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
)


def file_answer(found: Evidence, *, act: str, how: str, by: Actor) -> HttpResponse:
    """Return the file as the browser may have it; `how` is inline or attachment, the look goes on the trail."""
    data = services.read_content(found, act=act, by=by)
    answer = HttpResponse(data, content_type=found.content_type)
    answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(found.file_name, safe='')}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
