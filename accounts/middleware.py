"""Who counts as signed in: nobody before the second factor, and nobody works with a first password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User
from accounts.services.kept_forms import keep_form
from accounts.typed import content_of

OPEN = frozenset({"accounts:password", "accounts:logout", "accounts:login"})
HALFWAY = frozenset({"accounts:second_factor", "accounts:logout"})
"""Where a person may be whose password was right and whose second factor is still due."""
PASSED = "second_factor"
"""The mark in a session of whoever passed the second factor, or of whom none is asked."""
PERSON_COOKIE = "portal_person"
"""Who signed in last at this browser, signed: to that person alone goes what was typed when a session ended."""
PERSON_SALT = "accounts.person"

Responder = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Until the second factor is passed nobody is signed in, but on the page where it is passed."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        request.half_signed = None  # type: ignore[attr-defined]
        if session.get(SESSION_KEY) and not session.get(PASSED):
            request.half_signed = request.user  # type: ignore[attr-defined]
            request.user = AnonymousUser()
        elif session.get(SESSION_KEY):
            session.touch()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        match = request.resolver_match
        half_signed = half_signed_of(request)
        if half_signed is not None and match is not None and match.view_name in HALFWAY:
            request.user = half_signed
        return None


def half_signed_of(request: HttpRequest) -> User | None:
    """Return who has given a right password and no second factor yet."""
    found = getattr(request, "half_signed", None)
    return found if found is not None and found.is_authenticated else None


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Lead to the sign-in and back; what was typed is kept meanwhile, and no part of a page becomes the sign-in."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        away = super().process_view(request, view_func, args, kwargs)
        if away is None:
            return None
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401, headers={"HX-Trigger": "signed-out", "HX-Reswap": "none"})
        kept = kept_address(request) if request.method == "POST" else None
        return redirect_to_login(kept, reverse("accounts:login")) if kept else away


def kept_address(request: HttpRequest) -> str | None:
    """Keep the form of a request for whoever signed in last at this browser; return where it is given back."""
    person = request.get_signed_cookie(PERSON_COOKIE, "", salt=PERSON_SALT, max_age=None)
    if not person or not User.objects.filter(pk=UUID(person)).exists():
        return None
    kept = keep_form(UUID(person), request.get_full_path(), content_of(request))
    return reverse("accounts:kept_form", args=[kept.pk]) if kept else None


class FirstPasswordMiddleware:
    """Lead a person with `must_change_password` to the form for it."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        person = request.user
        if not person.is_authenticated or not person.must_change_password:  # type: ignore[union-attr]
            return None
        match = request.resolver_match
        return None if match and match.view_name in OPEN | HALFWAY else redirect("accounts:password")
