"""What a visitor sends is cleaned before any view, form or middleware reads it: fields, addresses, file names, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError

from privacy.entered_text import entered, entered_name

if TYPE_CHECKING:
    from django.http.request import _ImmutableQueryDict

TYPED_BLIND = "password"
"""Part of the names of fields that are taken as they were typed: nobody reads them, and they must match."""
NAMELESS = "未命名"


class EnteredTextMiddleware:
    """Let no unseen mark in by the web: what forms, later interfaces and filters read is what a person would see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _cleaned(request.GET)
        with suppress(UnreadablePostError):  # who hangs up in between is answered where the form is read
            _clean_sent(request)
        return self.get_response(request)


def _clean_sent(request: HttpRequest) -> None:
    if request.content_type == "application/json":
        request._body = _cleaned_json(request.body)
    elif request.method == "POST":
        request.POST = _cleaned(request.POST)
        for _, uploads in request.FILES.lists():
            _name(uploads)


def _cleaned(given: QueryDict) -> _ImmutableQueryDict:
    kept = given.copy()
    for name, texts in given.lists():
        if TYPED_BLIND not in name:
            kept.setlist(name, [entered(text) for text in texts])
    kept._mutable = False
    return cast("_ImmutableQueryDict", kept)


def _name(uploads: list[UploadedFile]) -> None:
    for upload in uploads:
        upload.name = entered_name(str(upload.name)) or NAMELESS


def _cleaned_json(body: bytes) -> bytes:
    try:
        return json.dumps(_value(json.loads(body)), ensure_ascii=False).encode()
    except ValueError:
        return body


def _value(given: object) -> object:
    if isinstance(given, str):
        return entered(given)
    if isinstance(given, list):
        return [_value(one) for one in given]
    if isinstance(given, dict):
        return {entered(name): part if TYPED_BLIND in name else _value(part) for name, part in given.items()}
    return given
