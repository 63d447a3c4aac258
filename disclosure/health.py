"""Whether the public store is as it should be: what a monitor asks, in words that tell nothing of its content."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.db import connection

from disclosure.open.models import OpenCheck

DIFFERS, LATE = "store differs from its definition", "store is late: closed windows not taken out"
COPYING = "store is not copied yet, or its subscription is gone: manage.py migrate_public"
OTHER = "store is of another structure than the office: manage.py migrate and migrate_public of one version"


class Link(NamedTuple):
    """How the store stands to the office's: in the office's own database it is no copy."""

    is_copy: bool
    is_whole: bool
    fits: bool
    lag: int | None

    def fault(self) -> str:
        """Return what is wrong with a copy, "" where nothing is."""
        if not self.is_copy:
            return ""
        if not self.is_whole or self.lag is None:
            return COPYING
        if not self.fits:
            return OTHER
        most = settings.PUBLIC_MAX_LAG
        return f"store is {self.lag} s behind the office, more than {most}" if self.lag > most else ""

    @property
    def metrics(self) -> str:
        """Return the lag as a line for a monitor, "" where there is none."""
        return f"store_lag_seconds {self.lag}\n" if self.is_copy and self.lag is not None else ""


def link() -> Link:
    """Ask the store how it stands to the office's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_copy, is_whole, fits, lag FROM open.link()")
        return Link(*cursor.fetchone())


def store_fault(link: Link) -> str:
    """Return what is wrong with the store, "" where nothing is."""
    if link.fault():
        return link.fault()
    if OpenCheck.objects.filter(differences__gt=0).exists():
        return DIFFERS
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.is_late()")
        return LATE if cursor.fetchone()[0] else ""
