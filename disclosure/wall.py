"""The wall between office and public: the store in schema `open`, how it is filled, and the one role that reads it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader
from psycopg2.extensions import encrypt_password

SQL = Path(__file__).resolve().parent / "sql"
TEXT = tuple(Path(settings.BASE_DIR) / "common" / "sql" / f"{name}.sql" for name in ("simplified", "grams"))
"""The text functions: the store has its own, from the files that the office's come from."""
KEPT = ("today", "tables", "promises", "open_data", "reports")
"""Made once and never dropped: the tables, and what their columns call."""
READERS = ("views", "search", "archives", "report_check", "link", "grants", "intake")
OFFICE = ("definitions", "refresh", "counts", "differences", "office_grants", "replica")
ROLE_SETTINGS = {
    "search_path": "open",
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "30s",
    "default_transaction_read_only": "on",
}
CONNECTION_LIMIT = 40


def drop_definitions(connection: BaseDatabaseWrapper) -> None:
    """Take away what is made anew after migrations: what reads the office's tables, and what reads the store's.

    The rows of the store stay where they are, so that nothing in public is lost meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(DROP)


DROP = r"""
DO $$
DECLARE
  gone text;
BEGIN
  DROP TRIGGER IF EXISTS store_follows ON public.common_publicgeneration;
  FOR gone IN SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
              WHERE relkind = 'v' AND (nspname = 'open' OR nspname = 'public' AND relname ~ '^disclosure_(defines|standing)_') LOOP
    EXECUTE format('DROP VIEW IF EXISTS %s CASCADE', gone);
  END LOOP;
  FOR gone IN SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
              WHERE nspname = 'public' AND proname LIKE 'disclosure\_%' OR nspname = 'intake'
                 OR nspname = 'open' AND proname NOT IN ('today', 'joined', 'text_fold', 'text_simplified', 'text_pieces', 'text_grams',
                                                         'gram_query', 'count_facts', 'snapshot_ends') LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', gone);
  END LOOP;
END $$
"""


def stamp(*parts: str) -> str:
    """Return the fingerprint of what the store's schema is made from: of all of it, or of these parts and the text functions."""
    files = (*TEXT, *(SQL / f"{part}.sql" for part in parts or (*KEPT, *READERS)))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


BUILT = """
INSERT INTO open.built (structure, tables, is_copy) VALUES (%s, %s, %s) ON CONFLICT (is_only)
DO UPDATE SET structure = excluded.structure, tables = excluded.tables, is_copy = excluded.is_copy
"""
FIRST_BEAT = """
INSERT INTO open.stored_beat (beaten_at, structure) VALUES (clock_timestamp(), %s) ON CONFLICT (is_only)
DO UPDATE SET beaten_at = excluded.beaten_at, structure = excluded.structure
WHERE stored_beat.structure <> excluded.structure
"""


def build_store(connection: BaseDatabaseWrapper, *, is_copy: bool = False) -> None:
    """Make the store's schema or bring it to the present: tables stay, functions and views are replaced in one transaction."""
    make_roles(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # A second build waits here instead of meeting half a schema.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('wall'))")
        cursor.execute(DROP)
        cursor.execute("CREATE SCHEMA IF NOT EXISTS open")
        for path in TEXT:
            cursor.execute(path.read_text(encoding="utf-8").replace("public.", "open."))
        for part in (*KEPT, *READERS):
            cursor.execute((SQL / f"{part}.sql").read_text(encoding="utf-8"))
        cursor.execute(BUILT, [stamp(), stamp(*KEPT), is_copy])


def build_open(connection: BaseDatabaseWrapper) -> None:
    """Put up the store and what the office fills it by; no row of it is lost."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        build_store(connection)
        for part in OFFICE:
            cursor.execute((SQL / f"{part}.sql").read_text(encoding="utf-8"))
        cursor.execute(FIRST_BEAT, [stamp()])
        cursor.execute("SELECT count(*) FROM open.stored_region")
        if not cursor.fetchone()[0]:
            # Only an empty store is filled here: what stands there already changes by acts alone, and a difference is
            # for check_public to tell.
            cursor.execute("SELECT public.disclosure_refresh_all()")
        close_the_rest(cursor)


def close_the_rest(cursor: CursorWrapper) -> None:
    """Leave the public role nothing that PostgreSQL gives everybody: schema public, temporary tables."""
    cursor.execute("GRANT ALL ON SCHEMA public TO CURRENT_USER")
    cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    cursor.execute("SELECT quote_ident(current_database())")
    database = cursor.fetchone()[0]
    cursor.execute(f"REVOKE TEMPORARY, CREATE ON DATABASE {database} FROM PUBLIC")


def role_exists(connection: BaseDatabaseWrapper, role: str = settings.PUBLIC_DB_ROLE) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def make_roles(connection: BaseDatabaseWrapper) -> None:
    """Make the public role, and that which takes what visitors leave, where the cluster has none; existing ones stay as they are."""
    if not role_exists(connection):
        ensure_role(connection)
    if not role_exists(connection, settings.INTAKE_DB_ROLE):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {settings.INTAKE_DB_ROLE} NOLOGIN")


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


def let_intake_in(connection: BaseDatabaseWrapper, password: str) -> None:
    """Let the office sign in to take what visitors leave; where the store is the office's own, it needs no other role."""
    role = settings.INTAKE_DB_ROLE
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        verifier = encrypt_password(password, role, connection.connection, "scram-sha-256")
        cursor.execute(f"ALTER ROLE {role} LOGIN CONNECTION LIMIT 10 PASSWORD %s", [verifier])


def can_stand(connection: BaseDatabaseWrapper) -> bool:
    """Say whether every migration is applied: a half-migrated database keeps its definitions away."""
    loader = MigrationLoader(connection)
    return set(loader.graph.leaf_nodes()) <= set(loader.applied_migrations)


def before_migrate(using: str, plan: list[object] | None = None, **rest: object) -> None:
    """Receiver of pre_migrate: what reads the tables goes before they change; nothing to change, nothing to take down."""
    if plan:
        drop_definitions(connections[using])


def after_migrate(using: str, **rest: object) -> None:
    """Receiver of post_migrate, also after `migrate APP` and `flush`."""
    connection = connections[using]
    if can_stand(connection):
        build_open(connection)
    else:
        drop_definitions(connection)
