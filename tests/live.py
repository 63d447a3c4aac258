"""The portal's real processes beside a test: each on the test's own database and Redis."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

from intake.sealing import public_key_of
from integrity_portal.celery import app
from integrity_portal.processes import Part
from tests import databases
from tests.patience import exit_code, wait_for
from tests.ports import quiet_port
from tests.stores import Stores

GLANCE = 10
"""Seconds that one question to a site may take; asked again as long as the process moves."""


class Running(NamedTuple):
    """A process beside the test and where it writes."""

    process: subprocess.Popen[bytes]
    log: Path

    def wait_for(self, ready: Callable[[], object]) -> None:
        wait_for(ready, f"{self.process.args!r} ready", process=self.process, output=self.log)


def environment(part: Part, stores: Stores, database: str = "") -> dict[str, str]:
    """What tells the process which side, database (the test's, if no other) and Redis it is of."""
    name = database or connection.settings_dict["NAME"]
    inherited = {
        name: value for name, value in os.environ.items() if not name.endswith(("_URL", "_KEY", "_KEYS"))
    }
    own = {
        "PORTAL_VAR": str(settings.VAR),
        "PORTAL_SIDE": "office",
        "DATABASE_URL": databases.office_url(name),
        "REDIS_URL": stores.office,
    }
    if part.is_public:
        own |= {
            "PORTAL_SIDE": "public",
            "DATABASE_URL": databases.url(name, settings.PUBLIC_DB_ROLE, settings.PUBLIC_DB_PASSWORD),
            "PUBLIC_REDIS_URL": stores.public,
            "SECRET_KEY": "public-key-of-the-tests",
            "INTAKE_PUBLIC_KEY": public_key_of(settings.INTAKE_PRIVATE_KEYS[0]),
        }
        del own["REDIS_URL"]
    return {**inherited, **own, "DJANGO_SETTINGS_MODULE": "tests.settings"}


@contextmanager
def running(
    part: Part, stores: Stores, *options: str, port: int = 0, database: str = "", **more: str
) -> Iterator[Running]:
    """The process and its output, stopped by a signal to its main pid; its output is shown when the test fails."""
    log = Path(settings.VAR) / f"{part.name}-{os.getpid()}-{port}.log"
    command = [*part.command(sys.executable, var=str(settings.VAR), port=port), *options]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=databases.ROOT,
            env=environment(part, stores, database) | more,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield Running(process, log)
    finally:
        process.terminate()
        exit_code(process, output=log)
        sys.stderr.write(log.read_text(encoding="utf-8", errors="replace"))
        log.unlink()


@contextmanager
def site(part: Part, stores: Stores, *, database: str = "", **more: str) -> Iterator[str]:
    """Address of a web process that answers; `more` is what its environment has besides."""
    port, workers = quiet_port(), ("--workers", "1", "--workers-kill-timeout", "1")
    with running(part, stores, *workers, port=port, database=database, **more) as site:
        address = f"http://127.0.0.1:{port}"
        site.wait_for(lambda: _answers(address))
        yield address


@contextmanager
def worker(part: Part, stores: Stores, **more: str) -> Iterator[None]:
    """A Celery worker that answers; `more` is what its environment has besides."""
    app.conf.update(broker_url=stores.office, result_backend=stores.office)
    with running(part, stores, "--pool", "solo", **more) as worker:
        worker.wait_for(lambda: app.control.ping(timeout=0.3))
        yield


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/static/", timeout=GLANCE):
            return True
    except HTTPError as answer:
        return bool(answer.code)
    except (URLError, OSError):
        return False
