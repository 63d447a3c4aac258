"""A list changes for one at a time, and for nobody while it is compared with: both hold it until their transaction ends."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

_KEY = "hashtext('watch_version/' || kind)"


def hold_to_change(kind: str) -> None:
    """Wait for whoever changes a list or compares with it, and let whoever comes later wait."""
    _hold("pg_advisory_xact_lock", [kind])


def hold_as_they_stand(kinds: Iterable[str]) -> None:
    """Wait for whoever changes one of these lists; whoever compares too does not wait."""
    _hold("pg_advisory_xact_lock_shared", sorted(kinds))


def _hold(lock: str, kinds: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}({_KEY}) FROM unnest(%s::text[]) AS kind", [kinds])  # noqa: S608 - own words
