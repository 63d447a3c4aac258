"""Time of processors that a site spends on its answers, PostgreSQL's included: it says most where others use the machine too."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from benchmarks.load import Measured
from integrity_portal.children import session_members
from tests import databases

TICKS = os.sysconf("SC_CLK_TCK")


class Site(str):
    """The address of a site whose processes are those of one session."""

    leader: int


def counted(site: Site, ask: Callable[[], Measured]) -> Measured:
    """Ask, and note how much was spent on each answer."""
    before = _spent(site)
    measured = ask()
    measured.spent = (_spent(site) - before) / len(measured.durations)
    return measured


def _spent(site: Site) -> float:
    """Seconds that the site's processes and the backends of its role have spent."""
    with databases.steward() as cursor:  # who is there is told to the owner alone
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE usename = %s AND datname = %s",
            [settings.PUBLIC_DB_ROLE, connection.settings_dict["NAME"]],
        )
        backends = [pid for (pid,) in cursor.fetchall()]
    return sum(_of(pid) for pid in {*session_members(site.leader), *backends}) / TICKS


def of_backend() -> float:
    """Seconds that the backend of this process's own connection has spent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return _of(cursor.fetchone()[0]) / TICKS


def _of(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
    except OSError:
        return 0
    return sum(map(int, fields.split()[11:13]))
