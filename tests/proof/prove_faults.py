"""A whole `make run` whose processes and servers are killed (SIGKILL) while it imports, publishes, ends, renames and folds.

Nothing may be lost, doubled or half-written: each import ends with every row once and one trail row each, each
act on what stands in public is done wholly (status, trail, outbox, store and its copy) or not at all.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.proof.kills import Line, back_after, kill, wait

ROWS = int(os.environ.get("PROOF_ROWS", "6000"))
PARTS = os.environ.get("PROOF_PARTS", "import store").split()
BY_ITSELF, PAUSE = 20.0, 22.0


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


def importing(running: Any, victim: str, stage: str, number: int) -> Line:
    """Kill `victim` when the import has reached `stage`; a batch that stands still is resumed, as its page offers."""
    from exchange import services
    from tests import factories
    from tests.exchange.returns import line, table, taken

    body = factories.department()
    prefix = f"苏{'甲乙丙丁戊己庚辛壬'[number - 1]}财罚"
    rows = (line(body, 认定文书号=f"{prefix}〔2026〕{row}号") for row in range(1, ROWS + 1))
    batch = taken(table(*rows), "return.csv")
    services.start(batch)
    reached = wait(lambda: _fresh(batch).status in {stage, "done"})
    back = back_after(running, lambda: kill(running, victim))
    seen = stage if reached else "never reached"
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


def report(lines: list[Line], log: str) -> str:
    faults = [f"- {one.killed}, {one.when}: {one.fault}. {one.found}" for one in lines if one.fault]
    rows = [f"| {one.killed} | {one.when} | {one.back:.1f} s | {one.ended} | {one.found} |" for one in lines]
    head = [
        "# Faults: what a kill leaves behind\n",
        f"`make proof` (`PROOF=faults`), {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. A whole `make run` of its own; SIGKILL to the",
        f"process named, at the stage named. An import has {ROWS:,} rows; one that has not gone on within {BY_ITSELF:.0f} s is",
        "resumed as its page offers the uploader after two minutes (the message of a killed worker comes back to the queue",
        "only after Redis' visibility timeout of an hour).\n",
        "Publish, end, rename (of a department) and fold (of kept counts) are done one after the other by a process of their own",
        "while something is killed: that process, the clock's process (beat), the one that writes into a copy of the store in a",
        "database of its own (subscriber, which takes the whole server down), or PostgreSQL. Afterwards status, trail, outbox",
        "and public view must agree for each (else it is torn), `check_public` must find no difference and the copy must come",
        "to equal the store row by row; the rest is then done, and the same is looked at again.\n",
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


def imports(running: Any) -> list[Line]:
    """Kill each of three at each stage of an import; the supervisor is given time between two kills."""
    lines: list[Line] = []
    for stage in ("reading", "checking", "writing"):
        for victim in ("worker", "redis", "postgresql"):
            began = time.monotonic()
            line = importing(running, victim, stage, len(lines) + 1)
            lines.append(line)
            say(f"{victim} {line.when} {line.back:.1f} s {line.ended} {line.found}")
            time.sleep(max(PAUSE - (time.monotonic() - began), 0))
    return lines


def acts(running: Any) -> list[Line]:
    """Kill each of four during each kind of act on what stands in public."""
    from tests.proof import store_faults

    store_faults.link_copy()
    lines = []
    for act in store_faults.ACTS:
        for victim in store_faults.VICTIMS:
            began = time.monotonic()
            lines.append(store_faults.acting(running, victim, act))
            say(f"{victim}, {act}: {lines[-1].found}")
            time.sleep(max(PAUSE - (time.monotonic() - began), 0))
    return lines


def inside(var: Path) -> int:
    """Kill, look and report, beside a portal that runs over the folder `var`."""
    import django

    django.setup()
    from tests.integrity_portal.test_supervisor import Portal

    running, lines = Portal(var), []
    if "import" in PARTS:
        lines += imports(running)
    if "store" in PARTS:
        lines += acts(running)
    print(report(lines, running.output))
    return int(any(one.fault for one in lines))


if __name__ == "__main__":
    sys.exit(main())
