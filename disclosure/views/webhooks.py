"""Let the portal call an address when something opens or ends; the holder of a key names it, and sees the last calls."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from disclosure.addresses import address_of
from disclosure.api import keys
from disclosure.door import flood
from disclosure.door.webhook_forms import WebhookForm
from disclosure.views.applying import REFUSALS, private, said_of
from intake import sending
from intake.sealing import QueryCode
from intake.webhook_requests import (
    WEBHOOK,
    WEBHOOK_ENDED,
    Called,
    WebhookRequest,
    place_of,
    unpacked,
)

NOT_GOOD = "这个密钥还没有核准、已经停用或者过期，不能登记推送地址。"
ENDED = "已提交。一分钟内停止推送。"
SAYING = "SELECT text FROM open.answer(%s) ORDER BY answered_at DESC LIMIT 1"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Name an address, end it, or see how it stands with those that were named."""
    if request.method != "POST":
        return _page(request, WebhookForm())
    form = WebhookForm(request.POST)
    step = request.POST.get("step", "look")
    if step == "look":
        form.fields["url"].required = False
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        return _done(request, form, step)
    except REFUSALS as refusal:
        said, status = said_of(refusal)
        return _page(request, form, said=said, status=status)


def _done(request: HttpRequest, form: WebhookForm, step: str) -> HttpResponse:
    flood.require_room(request, flood.ASKING)
    key = keys.known(form.cleaned_data["key"])
    if key is None or not key.is_good:
        raise ValidationError(NOT_GOOD)
    if step == "look":
        return _page(request, form, told=_told(key.code))
    flood.require_room(request, flood.SENDING)
    url = form.cleaned_data["url"]
    if step == "end":
        sending.send(WEBHOOK_ENDED, WebhookRequest(url).payload, code=key.code)
        return _page(request, form, said=ENDED)
    secret = secrets.token_urlsafe(32)
    sending.send(WEBHOOK, WebhookRequest(url, secret).payload, code=key.code)
    return private(
        render(
            request,
            "disclosure/webhook_asked.html",
            {"called": url, "secret": secret, "back": address_of("webhooks")},
        )
    )


def _told(code: QueryCode) -> list[Called]:
    """Return what the office last said of the addresses of a key."""
    with connection.cursor() as cursor:
        cursor.execute(SAYING, [place_of(code.token_hash)])
        found = cursor.fetchone()
    return unpacked(found[0]) if found else []


def _page(
    request: HttpRequest,
    form: WebhookForm,
    *,
    told: list[Called] | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "said": said, "told": told}
    return private(render(request, "disclosure/webhooks.html", context, status=status))
