"""Killing what a `make run` consists of, and waiting until it is back."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PATIENCE = 120.0


@dataclass(frozen=True)
class Line:
    """One row of the report."""

    killed: str
    when: str
    back: float
    ended: str
    found: str
    fault: str = ""


def kill(running: Any, victim: str) -> None:
    """SIGKILL to a child with its session, or to an embedded server."""
    if victim in running.children:
        os.killpg(running.children[victim], signal.SIGKILL)
        return
    state = json.loads((running.var / "embedded" / f"{victim}.state").read_text(encoding="utf-8"))
    os.kill(state["pid"], signal.SIGKILL)


def wait(ready: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Whether it became true; errors of a server that is down count as not yet."""
    from django.db import Error, connection

    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if ready():
                return True
        except (Error, OSError):
            connection.close()
        time.sleep(0.03)
    return False


def is_back(running: Any) -> bool:
    """Whether the database answers and a worker takes jobs."""
    from django.db import connection
    from kombu.exceptions import OperationalError
    from redis.exceptions import RedisError

    from integrity_portal.celery import app

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    try:
        return bool(app.control.ping(timeout=0.5))
    except (RedisError, OperationalError):
        return False


def back_after(running: Any, strike: Callable[[], object]) -> float:
    """Strike, and return after how many seconds database and worker answer again."""
    from django.db import connection

    began = time.monotonic()
    strike()
    connection.close()
    wait(lambda: is_back(running))
    return time.monotonic() - began
