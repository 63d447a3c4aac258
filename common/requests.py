"""What an office request carries beside Django's own: the posting through which the person acts."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Protocol

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from common.trail import Actor


class SignedIn(Protocol):
    """Who is signed in, as pages read it; the office asks everybody to sign in（accounts.User）."""

    pk: uuid.UUID
    name: str
    username: str
    email: str
    is_authenticated: bool


class OfficeRequest(HttpRequest):
    """A request of the office site, as `PostingMiddleware` hands it on.

    Behind `requires_posting` there is a posting; a view without that guard compares it with None itself.
    """

    posting: Actor
    htmx: HtmxDetails
    user: SignedIn  # type: ignore[assignment]
    shown_as: Actor | None
    """The posting under which a refused form was shown, where it was another one."""
    typed: Sequence[str]
    """What was written in a refused form."""
    postings: Sequence[Actor]
