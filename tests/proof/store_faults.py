"""The public store under kills: acts one after the other in a process of its own, and what must hold of store and copy afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection, transaction

from common import projections
from common.models import Outbox, Transition
from common.roles import Role
from disclosure.store import check, refresh
from organisations.models import Department
from postings.models import Posting
from records import services
from records.models import Publication
from tests import databases, factories
from tests.disclosure.apart import TABLES
from tests.proof.kills import Line, back_after, kill, wait

EACH = int(os.environ.get("PROOF_ACTS", "16"))
COPY = "faults_store"
RENAMED = "模拟改名以后的局（演示）"
PROCESS = """
import sys, django
django.setup()
from tests.proof.store_faults import ACTS
from postings.models import Posting
act, director, *keys = sys.argv[1:]
for key in keys:
    ACTS[act].do(key, Posting.objects.get(pk=director))
    print(key, flush=True)
"""
SHOWN = (
    "SELECT (SELECT count(*) FROM open.record WHERE public_id = %s),"
    " (SELECT count(*) FROM open.ended WHERE public_id = %s)"
)


def _signed() -> str:
    return str(factories.publication("signed").pk)


def _public() -> str:
    return str(factories.publication().pk)


def _publish(key: str, director: Posting) -> None:
    services.publish(Publication.objects.get(pk=key), by=director)


def _end(key: str, director: Posting) -> None:
    services.end_publication(Publication.objects.get(pk=key), by=director, ground="repaired", reason="修复")


def _rename(key: str, director: Posting) -> None:
    """The department of a publication gets another name, as a reorganisation does it."""
    with transaction.atomic():
        body = Publication.objects.get(pk=key).fact.department_id
        Department.objects.filter(pk=body).update(name=RENAMED)
        projections.changed(departments=[body])


def _fold(key: str, director: Posting) -> None:
    """A hold and its end leave lines to fold."""
    services.suspend(Publication.objects.get(pk=key), by=director, reason="核查")
    refresh.fold_counts()
    services.resume(Publication.objects.get(pk=key), by=director, reason="核实完毕")
    refresh.fold_counts()


def _shown(key: str) -> tuple[int, int]:
    """How often a publication stands in public, and how often among what ended."""
    address = str(Publication.objects.get(pk=key).public_id)
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, [address, address])
        standing, ended = cursor.fetchone()
    return standing, ended


def _traces(key: str, status: str, act: str, topic: str) -> tuple[int, ...]:
    return (
        Publication.objects.filter(pk=key, status=status).count(),
        Transition.objects.filter(object_id=key, act=act).count(),
        Outbox.objects.filter(subject_id=key, topic=topic).count(),
    )


def _published(key: str) -> tuple[int, ...]:
    return (*_traces(key, "public", "publish", "publication.opened"), _shown(key)[0])


def _ended(key: str) -> tuple[int, ...]:
    standing, ended = _shown(key)
    return (*_traces(key, "ended", "end", "publication.ended"), ended, 1 - standing)


def _named(key: str) -> tuple[int, ...]:
    """By the office and by the store; all else is compared row by row."""
    body = Publication.objects.get(pk=key).fact.department
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM open.department WHERE credit_code = %s AND name = %s",
            [body.credit_code, RENAMED],
        )
        return int(body.name == RENAMED), int(cursor.fetchone()[0])


def _folded(key: str) -> tuple[int, ...]:
    """Nothing of a fold is half done where the counts are right, which is compared with all else."""
    return (0,)


@dataclass(frozen=True)
class Act:
    """How a thing is made ready, what is done to it, and in how many places it then is done: all ones or all noughts."""

    ready: Callable[[], str]
    do: Callable[[str, Posting], None]
    state: Callable[[str], tuple[int, ...]]


ACTS = {
    "publish": Act(_signed, _publish, _published),
    "end": Act(_public, _end, _ended),
    "rename": Act(_public, _rename, _named),
    "fold": Act(_public, _fold, _folded),
}
VICTIMS = ("office process", "beat", "subscriber", "postgresql")


def acting(running: Any, victim: str, act: str) -> Line:
    """Kill `victim` while a process does one act after another, then do the rest; look at store and copy both times."""
    kind = ACTS[act]
    keys, director = [kind.ready() for _ in range(EACH)], factories.posting(Role.DIRECTOR)
    try:
        back = _interrupted(running, victim, [act, str(director.pk), *keys])
    except RuntimeError as trouble:
        return Line(victim, act, 0, "—", "not tried", str(trouble))
    states = [kind.state(key) for key in keys]
    torn = sum(len(set(state)) != 1 for state in states)
    done = sum(set(state) == {1} for state in states)
    faults = [*_faults("afterwards"), *([f"{torn} torn"] if torn else [])]
    for key, state in zip(keys, states, strict=True):
        if not all(state):
            kind.do(key, director)
    left = sum(set(kind.state(key)) != {1} for key in keys) if act != "fold" else 0
    faults += [*_faults("once all was done"), *([f"{left} could not be done"] if left else [])]
    found = f"{done} of {EACH} done, {torn} torn" if act != "fold" else "kept counts right"
    said = "; ".join(faults)
    return Line(victim, act, back, "—", f"{found}; {said or 'store and copy as defined'}", said)


def _interrupted(running: Any, victim: str, wanted: list[str]) -> float:
    """Let a process do the act to all keys and kill the victim after a quarter of them; seconds until all is back."""
    with TemporaryFile("w+") as said:
        command = [sys.executable, "-c", PROCESS, *wanted]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)
        assert child.stdout
        for _ in range(EACH // 4):
            if not child.stdout.readline():
                said.seek(0)
                raise RuntimeError(f"the process that acts has ended by itself: {said.read()[-2000:]}")
        strikes: dict[str, Callable[[], object]] = {
            "office process": child.kill,
            "subscriber": lambda: os.kill(_subscriber(), signal.SIGKILL),
        }
        back = back_after(running, strikes.get(victim, lambda: kill(running, victim)))
        child.wait(300)
    return back


def _faults(when: str) -> list[str]:
    differ = check.differences()
    same = wait(lambda: _rows(connection.settings_dict["NAME"]) == _rows(COPY))
    found = [f"{len(differ)} rows of the store differ {when}: {differ[0]}"] if differ else []
    return [*found, *([] if same else [f"the copy is not the store {when}"])]


@contextmanager
def _as_owner(database: str) -> Iterator[Any]:
    """Cursor of the owner, who reads and makes databases, outside any transaction."""
    owner = settings.OWNER_DB_ROLE, settings.KEYS["db_password"]
    with closing(psycopg2.connect(databases.url(database, *owner))) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            yield cursor


def _rows(database: str) -> dict[str, list[Any]]:
    with _as_owner(database) as cursor:
        cursor.execute(TABLES)
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT stored::text FROM {table} stored ORDER BY 1")
            found[table] = cursor.fetchall()
        return found


def _subscriber() -> int:
    """The process that writes into the copy what the office's database has changed."""
    found: list[int] = []

    def looked() -> bool:
        with _as_owner(COPY) as cursor:
            cursor.execute("SELECT pid FROM pg_stat_subscription WHERE pid IS NOT NULL")
            found[:] = [pid for (pid,) in cursor.fetchall()]
        return bool(found)

    if not wait(looked):
        raise RuntimeError("nobody writes into the copy")
    return found[0]


def link_copy() -> None:
    """Make a database of the store's own and have it follow."""
    name = connection.settings_dict["NAME"]
    owner = settings.OWNER_DB_ROLE, settings.KEYS["db_password"]
    with _as_owner(name) as cursor:
        cursor.execute(f"CREATE DATABASE {COPY}")
    subprocess.run(
        [sys.executable, "manage.py", "migrate_public"],
        cwd=databases.ROOT,
        env={
            **os.environ,
            "OWNER_DATABASE_URL": databases.url(name, *owner),
            "PUBLIC_STORE_URL": databases.url(COPY, *owner),
        },
        check=True,
        stdout=subprocess.DEVNULL,
    )
    time.sleep(1)
