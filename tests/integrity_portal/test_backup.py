"""A backup that was never restored is none: dump, restore into another database, compare."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests import databases


def postgres(*arguments: str, database: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "postgres", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        command,
        cwd=databases.ROOT,
        env={**environment, "PGDATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.commits
@pytest.mark.long
def test_a_dump_restores_every_table_with_its_rows(committed_db: str, tmp_path: Path) -> None:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the embedded server's programs against the embedded server")
    ContentType.objects.create(app_label="restored", model="row")
    dump = tmp_path / "portal.dump"
    done = postgres(
        "pg_dump", "--format=custom", f"--file={dump}", "--dbname", committed_db, database=committed_db
    )
    assert done.returncode == 0, done.stderr
    copy = f"{committed_db}_restored"
    with databases.steward() as cursor:
        cursor.execute(f"CREATE DATABASE {copy} TEMPLATE template0")
        try:
            done = postgres(
                "pg_restore", "--no-owner", "--no-privileges", "--dbname", copy, str(dump), database=copy
            )
            assert done.returncode == 0, done.stderr
            assert rows_of(copy) == rows_of(committed_db)
        finally:
            cursor.execute(f"DROP DATABASE {copy} WITH (FORCE)")


def rows_of(database: str) -> dict[str, int]:
    known = connection.get_connection_params()
    link = psycopg2.connect(
        host=known["host"], user=known["user"], password=known["password"], dbname=database
    )
    with link, link.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        tables = [name for (name,) in cursor.fetchall()]
        rows = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            rows[table] = cursor.fetchone()[0]
    link.close()
    return rows


def test_an_unknown_program_is_told_in_one_sentence() -> None:
    done = postgres("pg_everything", database="portal")
    assert done.returncode == 1
    assert done.stderr.startswith("没有 PostgreSQL 程序 pg_everything")
