"""Whole public pages from Redis; whether a reader's copy is still good is decided before anything is rendered."""

from __future__ import annotations

import hashlib
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import randbits
from time import monotonic, sleep, time
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import get_template
from redis.exceptions import RedisError

from disclosure import page_state
from disclosure.api.problems import is_for_machines
from disclosure.question import ADDRESSED

log = logging.getLogger(__name__)
STATE_KEY = "wall-state"
LAST_KEY = "wall-state-of-the-pages"
STATE_SECONDS = 0.3
PAGE_SECONDS = 3600
KEPT_STATUS = frozenset({200, 301, 302, 410})
KEPT_HEADERS = (
    "Content-Type",
    "Location",
    "Content-Disposition",
    "X-Robots-Tag",
    "Access-Control-Allow-Origin",
)
UNCACHED = (
    "/static/",
    "/healthz",
    "/objection/",
    "/follow/",
    "/townships/rate/",
    "/reports/",
    "/report-check/",
    "/alerts/",
    "/api/keys/",
    "/api/usage/",
    "/api/webhooks/",
)
ASKED_OF_STORE = "/report-check/"
"""What is sent here is answered from the store, too, so not from one that lies behind."""
OF_NO_STORE = (
    "/static/",
    "/healthz",
    "/follow/",
    "/townships/rate/",
    "/alerts/confirm/",
    "/alerts/end/",
    "/api/keys/",
    "/api/usage/",
    "/api/webhooks/",
)
"""Addresses that show nothing of what stands in public, or the state of the store itself."""
BEHIND = ""
"""The state of a copy of the store that is too far behind the office: no page is good for it."""
PARAMETERS = frozenset({*ADDRESSED, "page", "region", "level", "kind", "year", "outcome", "table", "state"})
PLAIN = frozenset({"/", "/about/", "/api/", "/api/docs/"})
"""Pages that know no parameter at all."""
STORE_TROUBLE = (RedisError, OSError)
MAKING_SECONDS, PATIENCE, GLANCE = 10, 4.0, 0.05
"""How long a page may be in the making before another request makes it too; how long, and how often, one looks."""


@dataclass(frozen=True)
class Page:
    """A rendered page as it is kept."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def release() -> str:
    """Return what changes with the code: new templates must not be answered from old copies."""
    root = Path(settings.BASE_DIR)
    digest = hashlib.sha256(f"{settings.PORTAL_DEMO}{settings.MAP_APPROVAL_NO}".encode())
    for folder in ("disclosure", "templates", "static/css", "static/js"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".sql", ".txt"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def read_state() -> str:
    """Return publication generation, day in Beijing and the run of statistics shown, from the database.

    BEHIND where it is a copy that may show what ended more than PUBLIC_MAX_LAG seconds ago.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.state(), (SELECT lag FROM open.link() WHERE is_copy)")
        state, lag = cursor.fetchone()
    return BEHIND if lag is not None and lag > settings.PUBLIC_MAX_LAG else str(state)


def state() -> str:
    """Return the state that pages are good for; its copies, here and in Redis, are good for STATE_SECONDS."""
    present = page_state.known(STATE_SECONDS)
    if present:
        return present
    try:
        kept, read_at = cache.get(STATE_KEY) or ("", 0.0)
        if not kept or not 0 <= time() - read_at <= STATE_SECONDS:
            read_at, kept = time(), read_state()
            if cache.get(LAST_KEY) != kept:
                # What was rendered before is not only unreachable now: its text leaves the store too.
                cache.clear()
                cache.set(LAST_KEY, kept, PAGE_SECONDS)
            cache.set(STATE_KEY, (kept, read_at), math.ceil(STATE_SECONDS))
    except STORE_TROUBLE:
        log.warning("cache not reachable, state read from the database")
        return read_state()
    page_state.keep(kept, read_at)
    return kept


def address(request: HttpRequest) -> str:
    """Return the address without parameters that no page knows, so that they cannot fill the store.

    Values of one name keep their order: the last of two words is asked for, names to match are answered in their order. The API refuses such a parameter: its address is told in full, and a refusal is not kept.
    """
    known = frozenset(request.GET) if is_for_machines(request) else PARAMETERS
    known = frozenset() if request.path in PLAIN else known
    pairs = [
        (name, value) for name in sorted(request.GET) if name in known for value in request.GET.getlist(name)
    ]
    return f"{request.get_host()}{request.path}?{urlencode(pairs)}"


class PublicCacheMiddleware:
    """Key = release + generation + Beijing date + address. Display modes live in the browser alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_read = request.method in {"GET", "HEAD"}
        if not (is_read or request.path.startswith(ASKED_OF_STORE)) or request.path.startswith(OF_NO_STORE):
            return self.get_response(request)
        try:
            present = state()
        except DatabaseError:
            log.exception("state of the wall not readable")
            return self.get_response(request)
        if present == BEHIND:
            return _behind()
        if not is_read or request.path.startswith(UNCACHED):
            return self.get_response(request)
        page_state.note(request, present)
        key = hashlib.sha256(f"{release()} {present} {address(request)}".encode()).hexdigest()[:40]
        tag = f'"{key[:24]}"'
        if tag in {
            part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")
        }:
            return _checked(HttpResponseNotModified(), tag)
        return _checked(self._page(request, key), tag)

    def _page(self, request: HttpRequest, key: str) -> HttpResponse:
        token = randbits(62)
        page = _kept(key, token)
        if page is not None:
            return _answer(page)
        made: Page | None = None
        try:
            response = self.get_response(request)
            made = _page_of(response)
            return response
        finally:
            _end_making(key, token, made)


def _page_of(response: HttpResponse) -> Page | None:
    """Return what is kept of an answer, None where it is one that nobody keeps."""
    if response.status_code not in KEPT_STATUS or response.streaming:
        return None
    headers = tuple((name, response[name]) for name in KEPT_HEADERS if name in response)
    return Page(response.status_code, response.content, headers)


def _kept(key: str, token: int) -> Page | None:
    """Return the page, waited for while another request renders it; None where this one is to render it.

    After a publication everybody asks for the same few pages: each is counted and rendered once.
    """
    until = monotonic() + PATIENCE
    try:
        while True:
            page, begun = cache.get_or_hold(f"page-{key}", f"making-{key}", token, MAKING_SECONDS)  # type: ignore[attr-defined]
            if page or begun or monotonic() >= until:
                return page or None
            sleep(GLANCE)
    except STORE_TROUBLE:
        return None


def _end_making(key: str, token: int, made: Page | None) -> None:
    """Keep the page, if there is one, and say that this request is done.

    The mark of another that began after these seconds were over stays.
    """
    try:
        if made is None:
            cache.delete_held(f"making-{key}", token)  # type: ignore[attr-defined]
        else:
            cache.set_and_release(f"page-{key}", made, PAGE_SECONDS, f"making-{key}", token)  # type: ignore[attr-defined]
    except STORE_TROUBLE:
        log.warning("cache not reachable, page not kept")


def _answer(page: Page) -> HttpResponse:
    response = HttpResponse(page.body, status=page.status)
    for name, value in page.headers:
        response[name] = value
    return response


def _behind() -> HttpResponse:
    """Show nothing rather than what may have ended since."""
    body = get_template("disclosure/broken.html").render({"behind": True})
    return HttpResponse(body, status=503, headers={"Cache-Control": "no-store", "Retry-After": "60"})


def _checked(response: HttpResponse, tag: str) -> HttpResponse:
    """Let browsers keep a copy but ask each time. Only whole pages carry the tag."""
    response["Cache-Control"] = "no-cache"
    if response.status_code in {200, 304}:
        response["ETag"] = tag
    return response
