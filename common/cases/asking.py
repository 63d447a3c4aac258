"""One page for acts that only need a form: what will happen, the fields, the button, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from common.errors import Incomplete, NotEligible, WrongState
from common.forms import show_refusal
from common.requests import OfficeRequest

Made = TypeVar("Made")


def ask(
    request: OfficeRequest,
    form: forms.BaseForm,
    do: Callable[[dict[str, Any]], Made],
    *,
    heading: str,
    button: str,
    said: str | Callable[[Made], str],
    to: Callable[[Made], str],
    **context: object,
) -> HttpResponse:
    """Show `form`; when it is sent and right, `do` the act, say `said` and go where `to` leads.

    `context` holds `crumbs` [(address, words)], `here`, and may hold `effect`, `lead` (a template) and what it needs.
    """
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: do(form.cleaned_data))
        if made is not None:
            messages.success(request, said if isinstance(said, str) else said(made))
            return redirect(to(made))
    shown = {"form": form, "heading": heading, "button": button, **context}
    return render(request, "common/ask.html", shown, status=422 if form.errors else 200)


def attempt(form: forms.BaseForm, act: Callable[[], Made]) -> Made | None:
    """Return what `act` made, or None with its refusal on the form; who may not, or saw an older state, is told on a page."""
    try:
        return act()
    except Incomplete as refusal:
        show_refusal(form, refusal)
    except (NotEligible, WrongState) as refusal:
        form.add_error(None, refusal.message)
    return None
