"""The stamp of the structure: which initial migrations a database was made by, so that no other is mixed into it.

Until 1.0 an app has one initial migration that is made anew where its models change. Django takes a migration that
once ran for done, whatever it says today; a database made by another initial would go on with tables that fit neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections, migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

INITIAL = "0001_initial"
REBUILD = ".venv/bin/python manage.py rebuild_database"
REFUSAL = (
    "这个数据库（{database}）是由另一版初始结构建立的，不能接着使用，没有作任何改动。"
    "正式版发布之前，结构变了就要重建：停止门户，运行 {command}，再启动。"
    "重建会清空其中的全部数据；要保留，请先备份，或改用另一个数据文件夹（make run PORTAL_VAR=/路径）。"
)
MAKE = """
CREATE TABLE IF NOT EXISTS portal_schemastamp (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    stamp text NOT NULL,
    stamped_at timestamptz NOT NULL DEFAULT now()
)
"""
WRITE = """
INSERT INTO portal_schemastamp (stamp) VALUES (%s)
ON CONFLICT (is_only) DO UPDATE SET stamp = excluded.stamp, stamped_at = now()
"""


def own_labels() -> list[str]:
    """Return the labels of the portal's own apps, in alphabetical order."""
    root = Path(settings.BASE_DIR)
    return sorted(config.label for config in apps.get_app_configs() if Path(config.path).parent == root)


def _written(operation: object) -> Iterator[str]:
    """Return what an operation of an initial runs besides what its file says: the SQL and rows of other files."""
    if isinstance(operation, migrations.RunSQL):
        yield repr(operation.sql)


def present_stamp() -> str:
    """Return the fingerprint of every initial migration, with the SQL and the reference data that it runs."""
    digest = hashlib.sha256()
    disk = MigrationLoader(None).disk_migrations
    for label in own_labels():
        migration = disk.get((label, INITIAL))
        if migration is None:
            continue
        file = Path(apps.get_app_config(label).path) / "migrations" / f"{INITIAL}.py"
        digest.update(file.read_bytes())
        for operation in migration.operations:
            digest.update("".join(_written(operation)).encode())
    return digest.hexdigest()


def stored_stamp(connection: BaseDatabaseWrapper) -> str:
    """Return the stamp that the database bears, "" where it has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.portal_schemastamp')")
        if cursor.fetchone()[0] is None:
            return ""
        cursor.execute("SELECT stamp FROM public.portal_schemastamp")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def has_begun(connection: BaseDatabaseWrapper) -> bool:
    """Say whether a migration of ours was ever applied here."""
    applied = MigrationRecorder(connection).applied_migrations()
    return any(label in own_labels() for label, _ in applied)


def before_migrate(using: str, **rest: object) -> None:
    """Receiver of pre_migrate: stamp an empty database before its first table, refuse one made by another initial.

    Stamped first and not last: a first start that was broken off goes on where it was.
    """
    connection, present = connections[using], present_stamp()
    if not has_begun(connection):
        with connection.cursor() as cursor:
            cursor.execute(MAKE)
            cursor.execute(WRITE, [present])
    elif stored_stamp(connection) != present:
        raise CommandError(REFUSAL.format(database=connection.settings_dict["NAME"], command=REBUILD))
