"""A whole `make run` whose worker, Redis and PostgreSQL are killed (SIGKILL) while it imports and publishes.

Nothing may be lost, doubled or half-written: each import ends with every row once and one trail row each, each
publication is either wholly in public (status, page text, trail, outbox, view) or not at all.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROWS, ACTS = int(os.environ.get("PROOF_ROWS", "6000")), 24
PATIENCE, BY_ITSELF, PAUSE = 120.0, 20.0, 22.0
PUBLISHING = """
import sys, django
django.setup()
from postings.models import Posting
from records.models import Publication
from records.services import publish
director = Posting.objects.get(pk=sys.argv[1])
for key in sys.argv[2:]:
    publish(Publication.objects.get(pk=key), by=director)
    print(key, flush=True)
"""


@dataclass(frozen=True)
class Line:
    """One row of the report."""

    killed: str
    when: str
    back: float
    ended: str
    found: str
    fault: str = ""


def say(words: str) -> None:
    print(f"   {time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


@contextmanager
def portal() -> Iterator[tuple[Any, dict[str, str]]]:
    """A `make run` in a folder of its own, and the environment of a process on its database and Redis."""
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as folder:
        os.environ |= {"PORTAL_VAR": str(Path(folder) / "own"), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        from tests.installations import discard
        from tests.integrity_portal import test_supervisor
        from tests.ports import quiet_port

        running = test_supervisor.Portal(Path(folder) / "var", quiet_port())
        try:
            process = running.up()
            office = test_supervisor.environment_of(running.children["office"])
            names = (
                "DATABASE_URL",
                "REDIS_URL",
                "FIELD_KEYS",
                "HASH_KEY",
                "SECRET_KEY",
                "PUBLIC_DB_PASSWORD",
            )
            own = {name: office[name] for name in names if name in office}
            yield running, {**os.environ, **own, "PORTAL_VAR": str(running.var)}
            process.send_signal(signal.SIGTERM)
            running.ended()
        finally:
            if running.process and running.process.poll() is None:
                running.process.kill()
            discard(running.var)


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


def importing(running: Any, victim: str, stage: str, number: int) -> Line:
    """Kill `victim` when the import has reached `stage`; a batch that stands still is resumed, as its page offers."""
    from django.db import connection

    from exchange import services
    from tests import factories
    from tests.exchange.returns import line, table, taken

    body = factories.department()
    prefix = f"苏{'甲乙丙丁戊己庚辛壬'[number - 1]}财罚"
    rows = (line(body, 认定文书号=f"{prefix}〔2026〕{row}号") for row in range(1, ROWS + 1))
    batch = taken(table(*rows), "return.csv")
    services.start(batch)
    reached = wait(lambda: _fresh(batch).status in {stage, "done"})
    began = time.monotonic()
    kill(running, victim)
    seen = stage if reached else "never reached"
    connection.close()
    wait(lambda: is_back(running))
    back = time.monotonic() - began
    ended = "by itself"
    if not wait(lambda: _fresh(batch).is_over, BY_ITSELF) or _fresh(batch).status == "failed":
        ended = "resumed"
        services.resume(_fresh(batch), by=batch.posting)
        wait(lambda: _fresh(batch).is_over)
    found, fault = _imported(_fresh(batch), prefix)
    return Line(victim, f"import, {seen}", back, ended, found, fault)


def _fresh(batch: Any) -> Any:
    return type(batch).objects.select_related("posting").get(pk=batch.pk)


def _imported(batch: Any, prefix: str) -> tuple[str, str]:
    from django.db import connection

    from common.models import Transition
    from records.models import DishonestyRecord

    records = DishonestyRecord.objects.filter(document_number__startswith=prefix)
    numbers = records.values("document_number").distinct().count()
    trail = Transition.objects.filter(act="enter", object_id__in=records.values("pk")).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exchange_staging WHERE batch_id = %s", [batch.pk])
        staged = cursor.fetchone()[0]
    found = f"{batch.status}: {records.count():,} records, {numbers:,} documents, {trail:,} trail rows, {staged} in staging"
    is_whole = (batch.status, records.count(), numbers, trail, staged) == ("done", ROWS, ROWS, ROWS, 0)
    return found, "" if is_whole else f"expected {ROWS:,} of each and none in staging"


def publishing(running: Any, victim: str) -> Line:
    """Kill `victim` while a process publishes one text after another, then publish the rest."""
    from django.db import connection

    from common.roles import Role
    from disclosure.store.check import differences
    from records.models import Publication
    from records.services import publish
    from tests import factories

    director = factories.posting(Role.DIRECTOR)
    keys = [str(factories.publication("signed").pk) for _ in range(ACTS)]
    command = [sys.executable, "-c", PUBLISHING, str(director.pk), *keys]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert child.stdout
    for _ in range(ACTS // 4):
        if not child.stdout.readline():
            raise RuntimeError("the process that publishes has ended by itself")
    began = time.monotonic()
    child.kill() if victim == "office process" else kill(running, victim)
    child.wait(PATIENCE)
    connection.close()
    wait(lambda: is_back(running))
    back = time.monotonic() - began
    states = [_standing(key) for key in keys]
    torn = [state for state in states if len(set(state)) != 1]
    done = sum(state == (1, 1, 1, 1, 1) for state in states)
    for key, state in zip(keys, states, strict=True):
        if not state[0]:
            publish(Publication.objects.get(pk=key), by=director)
    whole = all(_standing(key) == (1, 1, 1, 1, 1) for key in keys)
    differ = len(differences())
    found = (
        f"{done} of {ACTS} in public, {len(torn)} torn; the others published afterwards: {'all' if whole else 'not all'};"
        f" rows of the store that differ: {differ}"
    )
    fault = "" if whole and not torn and not differ else "half-written"
    return Line(victim, "publication", back, "—", found, fault)


def _standing(key: str) -> tuple[int, ...]:
    """How often a publication is public by status, by its face, on the trail, in the outbox and in the public view."""
    from django.db import connection

    from common.models import Outbox, Transition
    from records.models import Publication, PublicFace

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM open.record WHERE public_id = (SELECT public_id FROM records_publication WHERE id = %s)",
            [key],
        )
        shown = int(cursor.fetchone()[0])
    return (
        Publication.objects.filter(pk=key, status="public").count(),
        PublicFace.objects.filter(publication_id=key).count(),
        Transition.objects.filter(object_id=key, act="publish").count(),
        Outbox.objects.filter(subject_id=key, topic="publication.opened").count(),
        shown,
    )


def report(lines: list[Line], log: str) -> str:
    faults = [f"- {one.killed}, {one.when}: {one.fault}. {one.found}" for one in lines if one.fault]
    rows = [f"| {one.killed} | {one.when} | {one.back:.1f} s | {one.ended} | {one.found} |" for one in lines]
    head = [
        "# Faults: what a kill leaves behind\n",
        f"`make proof` (`PROOF=faults`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. A whole `make run` of its own; SIGKILL to the",
        f"process named, at the stage named. An import has {ROWS:,} rows; one that has not gone on within {BY_ITSELF:.0f} s is",
        "resumed as its page offers the uploader after two minutes (the message of a killed worker comes back to the queue",
        "only after Redis' visibility timeout of an hour). A publication counts as whole when status, public text, trail,",
        "outbox and the public view agree.\n",
        "| killed | during | back after | went on | found |\n|---|---|---|---|---|",
        *rows,
        f"\nThe supervisor restarted {log.count('正在重新启动')} processes; it gave up: {'yes' if '反复退出' in log else 'no'}.\n",
    ]
    return "\n".join([*head, *(["## Faults\n", *faults] if faults else ["No fault."])])


def main() -> int:
    """Start the portal; a second process, whose settings are those of that portal, does the rest."""
    if len(sys.argv) > 1:
        return inside(Path(sys.argv[1]))
    with portal() as (running, environment):
        say("the portal is up")
        command = [sys.executable, "-m", "tests.proof.prove_faults", str(running.var)]
        return subprocess.run(command, check=False, env=environment).returncode


def inside(var: Path) -> int:
    """Kill, look and report, beside a portal that runs over the folder `var`."""
    import django

    django.setup()
    from tests.integrity_portal.test_supervisor import Portal

    running, lines, number = Portal(var), [], 0
    for stage in ("reading", "checking", "writing"):
        for victim in ("worker", "redis", "postgresql"):
            number += 1
            began = time.monotonic()
            lines.append(importing(running, victim, stage, number))
            say(
                " ".join(
                    (victim, lines[-1].when, f"{lines[-1].back:.1f} s", lines[-1].ended, lines[-1].found)
                )
            )
            time.sleep(max(PAUSE - (time.monotonic() - began), 0))
    for victim in ("office process", "postgresql"):
        lines.append(publishing(running, victim))
        say(f"{victim}: {lines[-1].found}")
    print(report(lines, running.output))
    return int(any(one.fault for one in lines))


if __name__ == "__main__":
    sys.exit(main())
