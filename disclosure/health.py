"""Whether the public store is as it should be: what a monitor asks, in words that tell nothing of its content."""

from __future__ import annotations

from django.db import connection

from disclosure.models import OpenCheck

DIFFERS, LATE = "store differs from its definition", "store is late: closed windows not taken out"


def store_fault() -> str:
    """Return what is wrong with the store, "" where nothing is."""
    if OpenCheck.objects.filter(differences__gt=0).exists():
        return DIFFERS
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.is_late()")
        return LATE if cursor.fetchone()[0] else ""
