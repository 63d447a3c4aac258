"""Going on after a session ended in mid-form: what was typed is shown and sent once more by a click."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from accounts.middleware import kept_address
from accounts.models import KeptForm, User
from accounts.models.kept_forms import Content
from accounts.services.kept_forms import KEPT_FOR, keep_left
from accounts.session_store import POSTING
from accounts.typed import LEFT_PAGE, content_of, typed_in, typed_of
from common.requests import OfficeRequest
from common.templatetags.posting_token import SHOWN_AS

STALE = [
    "页面打开太久，安全令牌已经失效，这次提交没有生效。",
    "请返回上一页，刷新后重新提交；您已填写的内容请先复制保留。",
]


def kept_forms(request: OfficeRequest) -> HttpResponse:
    """List what waits to be sent: nobody loses it by closing a page."""
    mine = KeptForm.objects.filter(user=cast(User, request.user), kept_at__gt=timezone.now() - KEPT_FOR)
    kept = [(form, " · ".join(typed_of(list(form.content.fields)))) for form in mine]
    return render(request, "accounts/kept_forms.html", {"kept": kept})


def kept_form(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Give a kept form back to its person; by a click it is sent again, or thrown away."""
    mine = KeptForm.objects.filter(user=cast(User, request.user), kept_at__gt=timezone.now() - KEPT_FOR)
    kept = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        kept.delete()
        messages.success(request, "已放弃保留的内容。")
        return redirect("home")
    content = kept.content
    if _was_shown_under_another(request, content):
        request.session[POSTING] = dict(content.fields)[SHOWN_AS]
        return redirect("accounts:kept_form", kept.pk)
    return _show(request, kept.address, content, kept)


def _was_shown_under_another(request: OfficeRequest, content: Content) -> bool:
    """Say whether the form was filled in through another of the person's postings than the present one."""
    shown_as = dict(content.fields).get(SHOWN_AS)
    others = [str(held.pk) for held in request.postings if held.pk != request.posting.pk]
    return shown_as in others


@require_http_methods(["GET", "POST"])
def left_form(request: OfficeRequest) -> HttpResponse:
    """Keep what is typed on a page that is being left, or give it back to that page（JSON）; nothing typed forgets it."""
    given = request.POST if request.method == "POST" else request.GET
    page, person = given.get(LEFT_PAGE, "")[:2000], cast(User, request.user)
    if not page.startswith("/") or not url_has_allowed_host_and_scheme(page, None):
        return HttpResponseBadRequest("没有说明是哪一页，请从页面上操作")
    if request.method == "POST":
        content = content_of(request) if typed_in(request.POST) else Content([], [])
        keep_left(person.pk, page, content)
        return HttpResponse(status=204)
    kept = KeptForm.objects.filter(
        user=person, address=page, is_left=True, kept_at__gt=timezone.now() - KEPT_FOR
    ).first()
    answer = JsonResponse({"fields": list(kept.content.fields) if kept else []})
    answer["Cache-Control"] = "private, no-store"
    return answer


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is stale; one of our own pages is offered once more, after a new sign-in mostly.

    A page elsewhere cannot come this far: the browser names the page's own origin, and nothing is done without a click.
    """
    origin = urlsplit(request.headers.get("Origin", ""))
    is_ours = origin.scheme == request.scheme and origin.netloc == request.get_host()
    if not is_ours or request.path.startswith(reverse("accounts:login")):
        return _refused(request)
    if request.user.is_authenticated:
        return _show(request, request.get_full_path(), content_of(request), None)
    kept = kept_address(request)
    return redirect_to_login(kept, reverse("accounts:login")) if kept else _refused(request)


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "common/message.html", {"heading": "请刷新后重新提交", "lines": STALE}, status=403)


def _show(request: HttpRequest, address: str, content: Content, kept: KeptForm | None) -> HttpResponse:
    context = {"address": address, "content": content, "typed": typed_of(list(content.fields)), "kept": kept}
    return render(request, "accounts/kept_form.html", context)
