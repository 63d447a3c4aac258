"""Around every answer of the API: how often one line may read it, and refusals written for programs whoever refused."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from redis.exceptions import RedisError

from disclosure.api.keys import HEADER, WRONG, known, shown_by, use
from disclosure.api.problems import MEDIA_TYPE, is_for_machines, open_to_all, problem
from disclosure.door.flood import Bound, Room, knock

log = logging.getLogger(__name__)
READING = Bound(
    "api",
    settings.API_READS_PER_HOUR,
    None,
    "这一小时读得太多了，请等到重新计数以后再来（见 Retry-After）；要全部数据的请下载开放数据。",
)
SAID = ("Allow", "Cache-Control", "Retry-After")
"""What of a refusal's head is kept when its words are changed."""
TOLD = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "ETag", "Retry-After")
"""What scripts of other sites may read of an answer's head."""


class ApiMiddleware:
    """Count each request of the API before a copy of its answer is looked for; without Redis it goes uncounted, as pages do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_for_machines(request):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return _asked_before(request)
        key = shown_by(request)
        try:
            found = known(key) if key else None
            is_good = found is not None and found.is_good
            room = use(found, localdate()) if found and is_good else knock(request, READING)
        except (RedisError, OSError):
            log.warning("cache not reachable, the API is not throttled")
            return _worded(self.get_response(request))
        return _told(self._answered(request, is_refused=bool(key) and not is_good, room=room), room)

    def _answered(self, request: HttpRequest, *, is_refused: bool, room: Room) -> HttpResponse:
        if room.left < 0:
            return _too_often(room)
        return problem(401, WRONG) if is_refused else _worded(self.get_response(request))


def _asked_before(request: HttpRequest) -> HttpResponse:
    """Tell a browser that a script of another site may send an ETag back; it asks so before the read itself."""
    response = open_to_all(HttpResponse(status=204))
    response["Allow"] = response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = f"If-None-Match, {HEADER}"
    return response


def _worded(response: HttpResponse) -> HttpResponse:
    """Write a refusal for programs where a page was written for people."""
    if response.status_code < 400 or response.get("Content-Type") == MEDIA_TYPE:
        return response
    worded = problem(response.status_code)
    for name in SAID:
        if name in response:
            worded[name] = response[name]
    return worded


def _too_often(room: Room) -> HttpResponse:
    response = problem(429, READING.words)
    response["Retry-After"] = f"{room.seconds}"
    return response


def _told(response: HttpResponse, room: Room) -> HttpResponse:
    response["RateLimit-Limit"] = f"{room.most}"
    response["RateLimit-Remaining"] = f"{max(room.left, 0)}"
    response["RateLimit-Reset"] = f"{room.seconds}"
    response["Access-Control-Expose-Headers"] = ", ".join(TOLD)
    return response
