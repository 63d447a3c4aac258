"""Addresses of the public site, resolved once per process: a list names fifty of them."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.urls import reverse

PUBLIC = "disclosure.urls"
"""Named, because the office writes them into files and serves none of them."""
AN_ID, A_CODE = UUID(int=0), "0" * 18
"""In whose places the random ids and credit codes of a page are written."""


def address_of(name: str, thing: UUID | str | None = None) -> str:
    """Return the address of a page, or that of one thing."""
    if thing is None:
        return _plain(name)
    before, after = _around(name, AN_ID if isinstance(thing, UUID) else A_CODE)
    return f"{before}{thing}{after}"


@cache
def _plain(name: str) -> str:
    return reverse(name, urlconf=PUBLIC)


@cache
def _around(name: str, sample: UUID | str) -> tuple[str, str]:
    before, after = reverse(name, urlconf=PUBLIC, args=[sample]).split(str(sample))
    return before, after
