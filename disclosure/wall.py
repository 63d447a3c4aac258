"""The wall between office and public: schema `open`, what stands in it, and the one role that reads it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader
from psycopg2.extensions import encrypt_password

SQL = Path(__file__).resolve().parent / "sql"
PARTS = ("today", "department", "record", "fact", "statistic", "search", "grants")
ROLE_SETTINGS = {
    "search_path": "open",
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "30s",
    "default_transaction_read_only": "on",
}
CONNECTION_LIMIT = 40


def drop_open(connection: BaseDatabaseWrapper) -> None:
    """Take the wall down, so that the tables under its views can change."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS open CASCADE")


def build_open(connection: BaseDatabaseWrapper) -> None:
    """Put up the schema anew, views, functions and grants, in one transaction: readers see no gap."""
    make_role(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # A second build waits here instead of meeting half a schema.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('wall'))")
        cursor.execute("DROP SCHEMA IF EXISTS open CASCADE")
        cursor.execute("CREATE SCHEMA open")
        for part in PARTS:
            cursor.execute((SQL / f"{part}.sql").read_text(encoding="utf-8"))
        _close_the_rest(cursor)


def _close_the_rest(cursor: CursorWrapper) -> None:
    """Leave the public role nothing that PostgreSQL gives everybody: schema public, temporary tables."""
    cursor.execute("GRANT ALL ON SCHEMA public TO CURRENT_USER")
    cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    cursor.execute("SELECT quote_ident(current_database())")
    database = cursor.fetchone()[0]
    cursor.execute(f"REVOKE TEMPORARY, CREATE ON DATABASE {database} FROM PUBLIC")


def role_exists(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.PUBLIC_DB_ROLE])
        return cursor.fetchone() is not None


def make_role(connection: BaseDatabaseWrapper) -> None:
    """Make the public role where the cluster has none yet; an existing one is left as it is."""
    if not role_exists(connection):
        ensure_role(connection)


def ensure_role(connection: BaseDatabaseWrapper) -> None:
    """Make the public role or bring it to today's password and limits. Needs CREATEROLE, no superuser."""
    role = settings.PUBLIC_DB_ROLE
    verb = "ALTER" if role_exists(connection) else "CREATE"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # The server is sent the verifier, not the password: neither reaches its log in clear.
        verifier = encrypt_password(settings.PUBLIC_DB_PASSWORD, role, connection.connection, "scram-sha-256")
        cursor.execute(
            f"{verb} ROLE {role} LOGIN NOCREATEDB NOCREATEROLE CONNECTION LIMIT {CONNECTION_LIMIT} PASSWORD %s",
            [verifier],
        )
        for name, value in ROLE_SETTINGS.items():
            cursor.execute(f"ALTER ROLE {role} SET {name} = %s", [value])


def can_stand(connection: BaseDatabaseWrapper) -> bool:
    """Say whether every migration is applied: a half-migrated database keeps the wall down."""
    loader = MigrationLoader(connection)
    return set(loader.graph.leaf_nodes()) <= set(loader.applied_migrations)


def before_migrate(using: str, plan: list[object] | None = None, **rest: object) -> None:
    """Receiver of pre_migrate: nothing to change, nothing to take down."""
    if plan:
        drop_open(connections[using])


def after_migrate(using: str, **rest: object) -> None:
    """Receiver of post_migrate, also after `migrate APP` and `flush`."""
    connection = connections[using]
    if can_stand(connection):
        build_open(connection)
    else:
        drop_open(connection)
