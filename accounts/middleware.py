"""Nobody works with a first password: whoever was given one chooses their own before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN = frozenset({"accounts:password", "accounts:logout", "accounts:login"})


class FirstPasswordMiddleware:
    """Lead a person with `must_change_password` to the form for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        person = request.user
        if not person.is_authenticated or not person.must_change_password:  # type: ignore[union-attr]
            return None
        match = request.resolver_match
        return None if match and match.view_name in OPEN else redirect("accounts:password")
