"""The public form: objection of a person concerned, or a hint. Filled in, checked, sent; no session, no script, nothing kept here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from redis.exceptions import RedisError

from common.errors import ActRefused
from disclosure.door import captcha, captcha_media, flood
from disclosure.door.forms import ApplicationForm
from disclosure.open.models import OpenRecord
from disclosure.open.models.facts import OpenCommendation, OpenJudgment
from intake import sending
from intake.applications import APPLICATION
from intake.messages import Attachment
from intake.sealing import QueryCode
from intake.uploads import ACCEPTED, require_acceptable

NAMES = tuple(ApplicationForm.base_fields)
UNREACHABLE = "现在不能提交，请过一会儿再试；急的可以书面交同级信用办。"
REFUSALS = (ActRefused, ValidationError, RedisError, OSError, DatabaseError)
"""What stands in the way of taking something in: the page comes back with what was typed."""
Page = Callable[[HttpRequest], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the form; on to the check, back to the form, kept for later, or sent, as the button says."""
    steps: dict[str, Page] = {"check": _check, "keep": _keep, "send": _send}
    step = steps.get(request.POST.get("step", ""))
    if step is None:
        return form_page(request, ApplicationForm(initial=_begun(request)), request.POST.get("code", ""))
    return step(request)


@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    asked = _asked(token)
    return _media(captcha_media.picture(asked.digits, token), "image/png")


@require_safe
def tones(request: HttpRequest, token: str) -> HttpResponse:
    return _media(captcha_media.tones(_asked(token).digits), "audio/wav")


def form_page(
    request: HttpRequest, form: ApplicationForm, code: str = "", said: str = "", status: int = 200
) -> HttpResponse:
    """Return the form with what was filled in, its faults beside the fields."""
    context = {"form": form, "code": code, "said": said}
    return private(
        render(request, "disclosure/objection.html", context, status=422 if form.errors else status)
    )


def files_of(request: HttpRequest) -> list[Attachment]:
    """Return what was sent along, checked by content; raises Incomplete."""
    sent = [Attachment(str(one.name), one.read()) for one in request.FILES.getlist("files")]
    require_acceptable(sent)
    return sent


def _begun(request: HttpRequest) -> dict[str, Any]:
    """Return what the form begins with: what comes back from the check, or the information from whose page one came."""
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in NAMES}
    return {"about": _named(request)}


def _named(request: HttpRequest) -> str:
    """Return title and address of the page that `about` names, "" where nothing stands there."""
    try:
        public_id = UUID(request.GET.get("about", ""))
    except ValueError:
        return ""
    models: tuple[Any, ...] = (OpenRecord, OpenJudgment, OpenCommendation)
    found = next(filter(None, (model.objects.at(public_id) for model in models)), None)
    return f"{found.title} {request.build_absolute_uri(found.get_absolute_url())}" if found else ""


def _check(request: HttpRequest) -> HttpResponse:
    form = ApplicationForm(request.POST)
    code = request.POST.get("code", "")
    return _check_page(request, form) if form.is_valid() else form_page(request, form, code)


def _check_page(
    request: HttpRequest, form: ApplicationForm, said: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "given": [(field.label, _words(form, field.name)) for field in form if form.cleaned_data[field.name]],
        "hidden": [(name, form.cleaned_data[name]) for name in NAMES],
        "code": request.POST.get("code", ""),
        "question": captcha.fresh(),
        "accepted": ACCEPTED,
        "said": said,
    }
    return private(render(request, "disclosure/objection_check.html", context, status=status))


def _words(form: ApplicationForm, name: str) -> str:
    value = form.cleaned_data[name]
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))


def _keep(request: HttpRequest) -> HttpResponse:
    """Keep what is filled in so far under a query code, for seven days."""
    code = _code(request)
    begun = {name: request.POST.get(name, "")[: 4 * 2000] for name in NAMES}
    try:
        flood.require_room(request, flood.KEEPING)
        sending.save_draft(code, begun)
    except REFUSALS as refusal:
        return form_page(request, ApplicationForm(initial=begun), str(code), *said_of(refusal))
    return _receipt(request, code, is_sent=False)


def _send(request: HttpRequest) -> HttpResponse:
    """Take the form in, once its question is answered and its files are what they say they are."""
    form = ApplicationForm(request.POST)
    if not form.is_valid():
        return form_page(request, form, request.POST.get("code", ""))
    code = _code(request)
    try:
        require_answered(request)
        files = files_of(request)
        flood.require_room(request, flood.SENDING)
        sending.send(APPLICATION, form.application.payload, files, code=code)
        _forget_draft(request, code)
    except REFUSALS as refusal:
        return _check_page(request, form, *said_of(refusal))
    return _receipt(request, code, is_sent=True)


def _forget_draft(request: HttpRequest, code: QueryCode) -> None:
    """Leave nothing to go on with where the form was kept before; that it was sent does not hang on this."""
    if request.POST.get("code"):
        with suppress(ActRefused, DatabaseError):
            sending.save_draft(code, {})


def require_answered(request: HttpRequest) -> None:
    """Refuse what comes without the right answer to its question; each try is counted."""
    flood.require_room(request, flood.ANSWERING)
    if not captcha.is_answered(request.POST.get("question", ""), request.POST.get("digits", "")):
        raise ValidationError(captcha.WRONG)


def said_of(refusal: Exception) -> tuple[str, int]:
    """Return a refusal in words, and the status of its page."""
    if isinstance(refusal, ActRefused):
        return refusal.message, refusal.http_status
    return (refusal.messages[0], 422) if isinstance(refusal, ValidationError) else (UNREACHABLE, 503)


def _receipt(request: HttpRequest, code: QueryCode, *, is_sent: bool) -> HttpResponse:
    context = {"receipt": code.receipt, "code": str(code), "is_sent": is_sent}
    return private(render(request, "disclosure/objection_receipt.html", context))


def _code(request: HttpRequest) -> QueryCode:
    """Return the code under which the form was kept before, else a new one."""
    return QueryCode.read(request.POST.get("code", "")) or QueryCode.fresh()


def _asked(token: str) -> captcha.Captcha:
    asked = captcha.read(token)
    if asked is None:
        raise Http404
    return asked


def _media(content: bytes, kind: str) -> HttpResponse:
    return private(HttpResponse(content, content_type=kind))


def private(response: HttpResponse) -> HttpResponse:
    """Let nobody keep a copy, and no search engine come here."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
