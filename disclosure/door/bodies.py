"""What a request to the public site may carry: looked at before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from disclosure.addresses import address_of
from intake.uploads import MOST_BYTES, MOST_FILES

LARGEST = MOST_FILES * MOST_BYTES + 1024 * 1024
WITH_FILES = ("objection", "follow", "report_check")
"""The pages whose forms take files."""
OWN = frozenset({"same-origin", "none"})


class FilesTooLarge(ValueError):
    """A form came with more than its files may be together."""


class BodyMiddleware:
    """Refuse a body of no told length or too long a one, and a form that another site's page sends（there is no session to abuse;
    what would be spent is the reader's line）.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return self.get_response(request)
        if not 0 <= _told_length(request) <= LARGEST:
            return _refused(request, 413, _why_too_long(request))
        return _refused(request, 403) if is_from_elsewhere(request) else self.get_response(request)


def _told_length(request: HttpRequest) -> int:
    """Return how long the body is told to be, -1 where it comes without saying."""
    told = request.META.get("CONTENT_LENGTH") or ""
    if not told:
        return -1 if request.headers.get("Transfer-Encoding") else 0
    return int(told) if told.isdigit() else -1


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Say whether a browser tells that the form stands on another site's page."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN:
        return True
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()


def _why_too_long(request: HttpRequest) -> ValueError:
    takes_files = request.path in map(address_of, WITH_FILES)
    return FilesTooLarge() if takes_files else ValueError()


def _refused(request: HttpRequest, status: int, why: ValueError | None = None) -> HttpResponse:
    handler = get_resolver().resolve_error_handler(400)
    answer: HttpResponse = handler(request, why or ValueError())  # type: ignore[call-arg]
    answer.status_code = status
    return answer
