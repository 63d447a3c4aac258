"""The portal's real processes beside a test: each on the test's own database and Redis."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

from integrity_portal.celery import app
from integrity_portal.processes import Part
from tests import databases
from tests.ports import quiet_port
from tests.stores import Stores

PATIENCE = 40


def environment(part: Part, stores: Stores) -> dict[str, str]:
    """What tells the process which side, database and Redis it is of."""
    inherited = {name: value for name, value in os.environ.items() if not name.endswith(("_URL", "_KEY", "_KEYS"))}
    own = {
        "PORTAL_VAR": str(settings.VAR),
        "PORTAL_SIDE": "office",
        "DATABASE_URL": databases.url(connection.settings_dict["NAME"]),
        "REDIS_URL": stores.office,
    }
    if part.is_public:
        own |= {
            "PORTAL_SIDE": "public",
            "DATABASE_URL": databases.url(
                connection.settings_dict["NAME"], settings.PUBLIC_DB_ROLE, settings.PUBLIC_DB_PASSWORD
            ),
            "PUBLIC_REDIS_URL": stores.public,
            "SECRET_KEY": "public-key-of-the-tests",
        }
        del own["REDIS_URL"]
    return {**inherited, **own, "DJANGO_SETTINGS_MODULE": "tests.settings"}


@contextmanager
def running(part: Part, stores: Stores, *options: str, port: int = 0) -> Iterator[subprocess.Popen[bytes]]:
    """The process, stopped by a signal to its main pid; its output is shown when the test fails."""
    log = Path(settings.VAR) / f"{part.name}-{os.getpid()}.log"
    command = [*part.command(sys.executable, var=str(settings.VAR), port=port), *options]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=databases.ROOT,
            env=environment(part, stores),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)
        sys.stderr.write(log.read_text(encoding="utf-8", errors="replace"))
        log.unlink()


@contextmanager
def site(part: Part, stores: Stores) -> Iterator[str]:
    """Address of a web process that answers."""
    port = quiet_port()
    with running(part, stores, "--workers", "1", "--workers-kill-timeout", "1", port=port) as process:
        address = f"http://127.0.0.1:{port}"
        _wait(process, lambda: _answers(address))
        yield address


@contextmanager
def worker(part: Part, stores: Stores) -> Iterator[None]:
    """A Celery worker that answers."""
    app.conf.update(broker_url=stores.office, result_backend=stores.office)
    with running(part, stores, "--pool", "solo") as process:
        _wait(process, lambda: bool(app.control.ping(timeout=0.3)))
        yield


def _wait(process: subprocess.Popen[bytes], ready: object) -> None:
    assert callable(ready)
    until = time.monotonic() + PATIENCE
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{process.args!r} did not come up")
        time.sleep(0.05)


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/static/", timeout=PATIENCE):
            return True
    except HTTPError as answer:
        return bool(answer.code)
    except (URLError, OSError):
        return False
