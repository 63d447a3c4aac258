"""Writing the login log, and the throttle that it feeds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import LoginEntry, LoginEvent, User
from accounts.visitor import address_of, agent_of

WINDOW = timedelta(minutes=10)
"""So long the failures from one address are held against it."""


def write_login(
    event: LoginEvent,
    request: HttpRequest | None,
    *,
    person: User | None = None,
    username: str = "",
    note: str = "",
) -> None:
    """Add a line to the login log; a name that no account has is kept by its first letters: it may be a password."""
    LoginEntry.objects.create(
        event=event,
        user=person,
        username=person.username if person else _hidden(username),
        address=(address_of(request) or None) if request else None,
        agent=agent_of(request) if request else "",
        note=note,
    )


def _hidden(username: str) -> str:
    return f"{username[:2]}…" if username else ""


def throttled_until(request: HttpRequest) -> datetime | None:
    """Return until when this address may not sign in, None where it may."""
    failures = LoginEntry.objects.failures_from(address_of(request), timezone.now() - WINDOW)
    most = settings.SIGN_IN_FAILURES_PER_ADDRESS
    last = failures.order_by("-at").values_list("at", flat=True)[:most]
    return last[most - 1] + WINDOW if len(last) == most else None


def log_throttled(request: HttpRequest) -> None:
    """Write down once for a window that an address was refused: whoever is refused could fill the log otherwise."""
    since = timezone.now() - WINDOW
    known = LoginEntry.objects.filter(address=address_of(request), event=LoginEvent.THROTTLED, at__gte=since)
    if not known.exists():
        write_login(LoginEvent.THROTTLED, request)
