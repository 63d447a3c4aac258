"""The store in a database of its own: PostgreSQL's logical replication carries its rows there（decisions/0033）.

The office publishes the store's tables by name, the other database subscribes to them. The slot is made first and apart:
where both are databases of one server, a subscription that makes its own waits for itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import environ
import psycopg2
from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg2 import errors
from psycopg2.extensions import cursor as DriverCursor
from psycopg2.extensions import make_dsn

from common import projections
from disclosure import wall

NAME = "open_store"
"""Of the publication in the office's database, and of the subscription in the other."""
GLANCE, PATIENCE = 0.2, 600
"""Seconds between two looks; after which a copy that is not whole is left to the server's log."""

NOT_YET = (
    "{database} 还没有这一版的公开库：manage.py migrate 之后再执行一次 manage.py migrate_public，才开始复制"
)
NOT_LOGICAL = (
    "后台的数据库服务器 wal_level 是 {level}：须设为 logical 并重新启动（运行手册「公开库用自己的数据库」）。"
)
OTHER_TABLES = "{database} 的表由另一版程序建立：须 manage.py migrate_public --recopy 重建并重新复制，复制完成之前公众网站没有内容。"
LOST = "后台已不再为 {database} 保留改动（复制槽 {slot} 不存在或已失效，或后台的表重建过）：须 manage.py migrate_public --recopy 重新复制。"
NOT_WHOLE = "已开始复制，{seconds} 秒内没有完成：看 {database} 所在服务器的日志；没有报错就等 /healthz 变绿。"
IN_USE = "复制槽 {slot} 仍在使用，没有删除：稍后再试。"


class LinkFault(Exception):
    """Why the two databases cannot be linked, and what to do."""


@dataclass(frozen=True)
class Link:
    """The office's database and the store's own, each connected as its owner."""

    office: BaseDatabaseWrapper
    store: BaseDatabaseWrapper

    @property
    def name(self) -> str:
        return str(self.store.settings_dict["NAME"])

    @property
    def slot(self) -> str:
        """Name of the slot, one for each database that subscribes: it is unique in the office's server."""
        return "open_" + re.sub(r"[^a-z0-9_]", "_", self.name.lower())[:58]

    @property
    def source(self) -> str:
        """The office's address as the other database knows it, as the role that fetches."""
        known = self.office.get_connection_params()
        address = {"host": known.get("host"), "port": known.get("port"), "dbname": known["dbname"]}
        if settings.PUBLIC_STORE_SOURCE:
            named = environ.Env.db_url_config(settings.PUBLIC_STORE_SOURCE)
            address = {"host": named["HOST"], "port": named["PORT"], "dbname": named["NAME"]}
            address |= named.get("OPTIONS", {})
        given = {name: str(value) for name, value in address.items() if value}
        return make_dsn(user=settings.REPLICA_DB_ROLE, password=settings.REPLICA_DB_PASSWORD, **given)


def carry(link: Link, *, recopy: bool = False) -> Iterator[str]:
    """Bring the other database's structure to the present, then link it to the office's; says what was done.

    Run again it changes nothing; `recopy` throws the copy away and makes it anew.
    """
    wall.ensure_role(link.store)
    if recopy or not _has_subscription(link):
        yield from _anew(link)
    else:
        yield from _kept(link)


def _anew(link: Link) -> Iterator[str]:
    _unsubscribe(link)
    with transaction.atomic(using=link.store.alias):
        _run(link.store, "DROP SCHEMA IF EXISTS open CASCADE")
        _build(link)
    yield f"{link.name}：公开库的结构已建好"
    if not _is_ready(link):
        yield NOT_YET.format(database=link.office.settings_dict["NAME"])
        return
    with _fetching(link) as replica:
        _drop_slot(replica, link.slot)
        _publish(link)
        replica.execute("SELECT pg_create_logical_replication_slot(%s, 'pgoutput')", [link.slot])
    _run(
        link.store,
        f"CREATE SUBSCRIPTION {NAME} CONNECTION %s PUBLICATION {NAME} WITH (create_slot = false, slot_name = {link.slot})",
        link.source,
    )
    _await_copy(link)
    yield f"{link.name}：已复制，此后随后台改动"


def _kept(link: Link) -> Iterator[str]:
    with link.store.cursor() as cursor:
        cursor.execute("SELECT tables FROM open.built")
        if cursor.fetchone() != (wall.stamp(*wall.KEPT),):
            raise LinkFault(OTHER_TABLES.format(database=link.name))
    _build(link)
    yield f"{link.name}：公开库的结构是最新的"
    if not _is_ready(link):
        yield NOT_YET.format(database=link.office.settings_dict["NAME"])
        return
    _need_all_kept(link)
    _run(link.store, f"ALTER SUBSCRIPTION {NAME} CONNECTION %s", link.source)
    yield f"{link.name}：随后台改动"


def _need_all_kept(link: Link) -> None:
    """Refuse where changes are missing: the slot is gone or ran out, or tables were made anew that nobody published since."""
    with link.office.cursor() as cursor:
        cursor.execute("SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s", [link.slot])
        slot = cursor.fetchone()
        if slot in {None, ("lost",)} or _published(cursor) != tables(cursor):
            raise LinkFault(LOST.format(database=link.name, slot=link.slot))


def _build(link: Link) -> None:
    with transaction.atomic(using=link.store.alias), link.store.cursor() as cursor:
        wall.build_store(link.store, is_copy=True)
        wall.close_the_rest(cursor)


def _is_ready(link: Link) -> bool:
    """Say whether the office's store has the tables of today; refuse a server that writes no changes to be fetched."""
    with link.office.cursor() as cursor:
        cursor.execute("SELECT current_setting('wal_level'), to_regclass('open.built')")
        level, built = cursor.fetchone()
        if level != "logical":
            raise LinkFault(NOT_LOGICAL.format(level=level))
        if built is None:
            return False
        cursor.execute("SELECT tables FROM open.built")
        return cursor.fetchone() == (wall.stamp(*wall.KEPT),)


def tables(cursor: CursorWrapper) -> list[str]:
    """Return the tables of the store that travel: all but what a schema says of itself."""
    cursor.execute(
        "SELECT 'open.' || relname FROM pg_class WHERE relnamespace = 'open'::regnamespace AND relkind = 'r'"
        " AND relname <> 'built' ORDER BY 1"
    )
    return [name for (name,) in cursor.fetchall()]


def _published(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT schemaname || '.' || tablename FROM pg_publication_tables WHERE pubname = %s ORDER BY 1",
        [NAME],
    )
    return [name for (name,) in cursor.fetchall()]


def _publish(link: Link) -> None:
    """Publish every table of the store by name."""
    with link.office.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_publication WHERE pubname = %s", [NAME])
        verb = f"ALTER PUBLICATION {NAME} SET" if cursor.fetchone() else f"CREATE PUBLICATION {NAME} FOR"
        cursor.execute(f"{verb} TABLE {', '.join(tables(cursor))}")


def _has_subscription(link: Link) -> bool:
    with link.store.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_subscription JOIN pg_database here ON here.oid = subdbid"
            " WHERE datname = current_database() AND subname = %s",
            [NAME],
        )
        return cursor.fetchone() is not None


def _unsubscribe(link: Link) -> None:
    """End the subscription without asking the office, which may be out of reach."""
    if _has_subscription(link):
        for change in (
            "ALTER SUBSCRIPTION {} DISABLE",
            "ALTER SUBSCRIPTION {} SET (slot_name = NONE)",
            "DROP SUBSCRIPTION {}",
        ):
            _run(link.store, change.format(NAME))


@contextmanager
def _fetching(link: Link) -> Iterator[DriverCursor]:
    """Cursor in the office's database, outside any transaction, as the role that fetches."""
    connection = psycopg2.connect(link.source)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _drop_slot(replica: DriverCursor, slot: str) -> None:
    """Give up a slot that was left, once the process that served it has ended."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            replica.execute(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s",
                [slot],
            )
        except errors.ObjectInUse:
            time.sleep(GLANCE)
        else:
            return
    raise LinkFault(IN_USE.format(slot=slot))


def _await_copy(link: Link) -> None:
    """Wait until every table is there; then make stale what the public site has rendered from a part of them."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with link.store.cursor() as cursor:
            cursor.execute("SELECT is_whole FROM open.link()")
            if cursor.fetchone() == (True,):
                break
        time.sleep(GLANCE)
    else:
        raise LinkFault(NOT_WHOLE.format(seconds=PATIENCE, database=link.name))
    with transaction.atomic(using=link.office.alias):
        projections.changed()


def _run(connection: BaseDatabaseWrapper, statement: str, *given: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given or None)
