"""Answers that Django gives without a word, or would take too long to read, said on the site's own page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

LONGEST_ADDRESS = 8_000
"""Characters of path and query; no list of the portal needs a tenth of it."""


class WrongMethodError(Exception):
    """The address knows other methods only."""


class AddressTooLongError(Exception):
    """Nobody reads an address of this length."""


class WordedMiddleware:
    """Give 405 and 414 the page that the site has for a request it refuses（handler400）."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            return _page(request, AddressTooLongError(), 414)
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        worded = _page(request, WrongMethodError(), 405)
        worded.headers["Allow"] = response.headers.get("Allow", "")
        return worded


def _page(request: HttpRequest, why: Exception, status: int) -> HttpResponse:
    page: HttpResponse = get_resolver().resolve_error_handler(400)(request, why)  # type: ignore[call-arg]
    page.status_code = status
    return page
