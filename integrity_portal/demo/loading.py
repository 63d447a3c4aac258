"""The demo made by the worker: by one at a time, whole, its figures after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection


def load() -> None:
    """Make what is missing of the demo and sum it up, unless another is at it."""
    with _alone() as is_alone:
        if is_alone:
            call_command("load_demo", verbosity=0)
            call_command("aggregate", verbosity=0)


@contextmanager
def _alone() -> Iterator[bool]:
    """Say whether no other holds the session's lock; the server lets go of it when a process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('demo'))")
        is_alone: bool = cursor.fetchone()[0]
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('demo'))")
