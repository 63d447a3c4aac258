"""End what the public site's database role keeps running too long, wherever it reads."""

from __future__ import annotations

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper


def end_overlong() -> int:
    """End its overlong sessions in the office's database, and in one of its own where there is one; return how many."""
    ended = _run(connection, "SELECT portal_end_overlong()")
    if "intake" in connections.settings:
        ended += _run(connections["intake"], "SELECT intake.end_overlong()")
    return ended


def _run(link: BaseDatabaseWrapper, statement: str) -> int:
    with link.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
