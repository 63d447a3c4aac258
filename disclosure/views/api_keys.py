"""Ask for a key of the API, and see by the key how much it was used. The key is the query code of its request: shown once, kept nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from disclosure.api import keys
from disclosure.api.middleware import READING
from disclosure.door import captcha, flood
from disclosure.door.key_forms import RATE_CHOICES, KeyForm, ShownKeyForm
from disclosure.views.applying import REFUSALS, private, require_answered, said_of
from intake import sending
from intake.key_requests import KEY_REQUEST

NOTHING_SAID = "这个密钥还没有核准，或者不予核准、已经过期。凭回执号和密钥在“查进展”里看办到哪一步。"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take in who wants a key and what for; show the key, which works once somebody has approved it."""
    if request.method != "POST":
        return _form_page(request, KeyForm(initial={"per_hour": RATE_CHOICES[0][0]}))
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    try:
        require_answered(request)
        flood.require_room(request, flood.SENDING)
        receipt = sending.send(KEY_REQUEST, form.asked.payload)
    except REFUSALS as refusal:
        return _form_page(request, form, *said_of(refusal))
    context = {"receipt": receipt.code.receipt, "key": str(receipt.code)}
    return private(render(request, "disclosure/api_key_asked.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def usage(request: HttpRequest) -> HttpResponse:
    """Show how much a key was used, day by day, and what it is good for."""
    if request.method != "POST":
        return _usage_page(request, ShownKeyForm())
    form = ShownKeyForm(request.POST)
    try:
        flood.require_room(request, flood.ASKING)
        if not form.is_valid():
            return _usage_page(request, form, status=422)
        key = keys.known(form.cleaned_data["key"])
        if key is None:
            return _usage_page(request, form, said=NOTHING_SAID)
        return _usage_page(request, form, key=key)
    except REFUSALS as refusal:
        said, status = said_of(refusal)
        return _usage_page(request, form, said=said, status=status)


def _form_page(request: HttpRequest, form: KeyForm, said: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "said": said, "question": captcha.fresh(), "usual": READING.of_one}
    return private(render(request, "disclosure/api_key.html", context, status=status))


def _usage_page(
    request: HttpRequest,
    form: ShownKeyForm,
    *,
    key: keys.ApiKey | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    days = keys.uses(key, timezone.localtime()) if key else []
    context = {"form": form, "said": said, "key": key, "days": days, "total": sum(many for _, many in days)}
    return private(render(request, "disclosure/api_usage.html", context, status=status))
