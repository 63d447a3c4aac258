"""What every office request carries: its id, the posting through which the person acts, and how refusals look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from uuid_utils.compat import uuid7

from accounts.session_store import POSTING
from accounts.typed import typed_in
from accounts.visitor import address_of
from common.errors import ActRefused, Incomplete, StaleState
from common.history import told
from common.request_id import request_id
from common.templatetags.posting_token import SHOWN_AS
from postings.models import Posting
from postings.requests import OfficeRequest
from postings.services.deputies import held_postings

Responder = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = POSTING
ARRIVED_KEY = "arrived"
CLOSED = frozenset({403, 404, 405})
READING = frozenset({"GET", "HEAD", "OPTIONS"})
SAME_FOR_EVERY_POSTING = frozenset({"postings:switch", "accounts:logout", "common:find"})
"""What a form may ask whichever posting its page was shown under."""


class PostingMiddleware:
    """Set `request.postings` to those in force, the deputised ones last, and `request.posting` to the chosen.

    Nothing chosen: the first one; without any, None.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: OfficeRequest) -> HttpResponse:
        token = request_id.set(str(uuid7()))
        try:
            request.postings = self._postings(request)
            # Who has no posting comes no further than `requires_posting`, so views need not ask.
            request.posting = self._chosen(request)  # type: ignore[assignment]
            with self._told(request):
                response = self.get_response(request)
            response = self._home_from_a_closed_door(request, response)
            # What the office shows stays on nobody's disk（no-store also keeps it from the Back button）.
            response.headers.setdefault("Cache-Control", "no-store")
            return response
        finally:
            request_id.reset(token)

    def _home_from_a_closed_door(self, request: OfficeRequest, response: HttpResponse) -> HttpResponse:
        """Lead home whom a change of posting left on a page that the new one may not see."""
        arrived = request.user.is_authenticated and request.session.get(ARRIVED_KEY)
        if not arrived or request.method not in READING:
            return response
        del request.session[ARRIVED_KEY]
        if arrived != request.get_full_path() or response.status_code not in CLOSED:
            return response
        messages.warning(request, "现在的岗位不办理刚才那一页，已回到“我的工作”。")
        return redirect("home")

    def _told(self, request: OfficeRequest) -> AbstractContextManager[None]:
        """Let the field history of what this request changes say who, through which posting, from where."""
        if request.method in READING:
            return nullcontext()
        who = request.posting.snapshot() if request.posting else {"actor": request.user.pk}
        return told(address=address_of(request), **who)

    def _postings(self, request: HttpRequest) -> list[Any]:
        if not request.user.is_authenticated:
            return []
        return held_postings(request.user, timezone.localdate())

    def _chosen(self, request: OfficeRequest) -> Posting | None:
        chosen = request.session.get(SESSION_KEY)
        return next((p for p in request.postings if str(p.pk) == chosen), None) or next(
            iter(request.postings), None
        )


def came_from(request: HttpRequest) -> str:
    """Return the page of this site from which a form was sent, "" where it is not known or is another's."""
    page = request.META.get("HTTP_REFERER", "")
    known = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if known and urlsplit(page).path != request.path else ""


def _elsewhere(earlier: Posting | None, now: Posting) -> str:
    """Return why a page of an earlier posting does nothing any more, and how to go on."""
    if earlier is None:
        return f"这一页打开时的岗位已不在有效期内，您现在以“{now}”身份办理，所以这次没有办理"
    return f"这一页是以“{earlier}”身份打开的，您后来在别的窗口换成了“{now}”，所以这次没有办理"


def _sentence(message: str) -> str:
    return message if message.endswith(("。", "？", "！")) else f"{message}。"


def _news(fields: Mapping[str, str], message: str) -> list[str]:
    """Return what the fields say beyond the sentence: "请写明理由" adds nothing to "撤回须写明理由"."""
    return [text for text in fields.values() if text.removeprefix("请") not in message]


class RefusalMiddleware:
    """Answer every refused act once, with its sentence and status: no view catches them by itself."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: OfficeRequest, *view: object) -> HttpResponse | None:
        """Refuse a form of a page that was shown under another posting: the person changed it in another tab."""
        shown_as = request.POST.get(SHOWN_AS) if request.method == "POST" else None
        acts_as = getattr(request, "posting", None)
        if not shown_as or acts_as is None or shown_as == str(acts_as.pk):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in SAME_FOR_EVERY_POSTING:
            return None
        earlier = next((held for held in request.postings if str(held.pk) == shown_as), None)
        request.shown_as, request.typed = earlier, typed_in(request.POST)
        return self.process_exception(request, StaleState(_elsewhere(earlier, acts_as)))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ActRefused):
            return None
        fields = exception.fields if isinstance(exception, Incomplete) else {}
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": exception.message, "fields": fields}, status=exception.http_status)
        asked = {
            "incomplete": bool(fields),
            "came_from": came_from(request),
            "shown_as": getattr(request, "shown_as", None),
            "typed": getattr(request, "typed", ()),
            "reopen": urlsplit(came_from(request))._replace(scheme="", netloc="").geturl() or request.path,
        }
        return render(
            request,
            "common/refused.html",
            {"message": _sentence(exception.message), "fields": _news(fields, exception.message), **asked},
            status=exception.http_status,
        )
