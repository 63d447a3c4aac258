"""What the office's role may do in the database: to the rows of each table, by the kind of the table, and nothing else.

Given anew after every `migrate`; a table that nobody names below can be read, added to and changed, never emptied.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.management.base import CommandError
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from pghistory.models import Event

from common.workflow import Workflow
from disclosure import wall

SQL = Path(__file__).resolve().parent / "sql"
STORE_ROLES = ("portal_store", "portal_replica")
PARTS = ("rights", "watch")

WRITTEN_BY_TRIGGERS = frozenset({"records.Fact", "pghistory.Context", "disclosure.DepartmentKey"})
WRITTEN_BY_MIGRATIONS = frozenset({"records.RegisteredKind", "auth.Permission", "auth.Group"})
APPENDED = frozenset({"accounts.LoginEntry", "axes.AccessFailureLog", "dossiers.FileAccess", "intake.Answer"})
"""Logs, and what was answered: added to, never changed."""
EMPTIED = frozenset(
    {
        *("sessions.Session", "axes.AccessAttempt", "axes.AccessAttemptExpiration", "axes.AccessLog"),
        *("accounts.OfficeSession", "accounts.KeptForm", "accounts.FormerPassword"),
        *("accounts.Authenticator", "accounts.RecoveryCodes"),
        *("common.SavedFilter", "common.Notice", "common.Holiday", "exchange.RowError"),
        *("organisations.ReorganisedBody", "supervision.AggregationRun", "supervision.OfficeCell"),
        *("supervision.PublicCell", "supervision.DepartmentYear", "supervision.DayTotal"),
        "supervision.PromiseCell",
        *("disclosure.FilePart", "disclosure.TakenSnapshot", "following.Alert"),
        *("following.Announced", "following.Delivery"),
    }
)
"""Tables of which an act or a task deletes rows."""
TRAIL_COLUMNS = (
    "object_type, object_id, act, from_status, to_status, actor, actor_name, posting_id, posting_role, posting_unit,"
    " reason, before, after, request_id, cause"
)
"""What the office says of an act; when and in which transaction, the server says."""
NOT_SET_UP = "这个数据库服务器还没有按运行手册「数据库的角色」设置（{what}）：请以超级用户执行 deploy/setup.sh，再 migrate。"

UNGUARDED = "表 {table} 的状态没有触发器看守：没有办理经过也能改。"
GUARDED = (
    "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled = 'O'"
    " GROUP BY 1 HAVING count(*) = 2"
)


def rights_of(model: type[models.Model]) -> str:
    """Return what the office may do to the rows of a table, as GRANT has it."""
    label = model._meta.label
    if label in WRITTEN_BY_TRIGGERS | WRITTEN_BY_MIGRATIONS:
        return "SELECT"
    if issubclass(model, Event) or label in APPENDED:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE" if label in EMPTIED else "SELECT, INSERT, UPDATE"


def tables() -> Iterator[type[models.Model]]:
    """Return the models of the tables that migrations make."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def machines() -> Iterator[type[models.Model]]:
    """Return the models whose rows have a status that only an act on the trail changes."""
    return (model for model in tables() if issubclass(model, Workflow))


def give(connection: BaseDatabaseWrapper) -> None:
    """Give the office's role its rights, and every machine the guard of its status."""
    office, quote = settings.OFFICE_DB_ROLE, connection.ops.quote_name
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {office}")
        for model in tables():
            cursor.execute(f"GRANT {rights_of(model)} ON {quote(model._meta.db_table)} TO {office}")
        cursor.execute(f"GRANT SELECT, INSERT ({TRAIL_COLUMNS}) ON common_transition TO {office}")
        for part in PARTS:
            cursor.execute((SQL / f"{part}.sql").read_text(encoding="utf-8"))
        for model in machines():
            cursor.execute(
                "SELECT common_guard_status(%s, %s)", [model._meta.db_table, model._meta.label_lower]
            )


def watch_store(connection: BaseDatabaseWrapper) -> None:
    """Let the office end overlong sessions of the public site in a database of the store alone, as whoever takes what lies there."""
    text = (SQL / "watch.sql").read_text(encoding="utf-8")
    told = {
        "public.portal_end_overlong": "intake.end_overlong",
        settings.OFFICE_DB_ROLE: settings.INTAKE_DB_ROLE,
    }
    for here, there in told.items():
        text = text.replace(here, there)
    with connection.cursor() as cursor:
        cursor.execute(text)


def check_guards(databases: Collection[str] | None = None, **rest: object) -> list[checks.CheckMessage]:
    """System check of a database: names each machine's table that has lost the guard of its status."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            present = set(connections[alias].introspection.table_names(cursor))
            cursor.execute(GUARDED, [["status_has_trail_insert", "status_has_trail_update"]])
            held = {name for (name,) in cursor.fetchall()}
        for model in machines():
            if model._meta.db_table in present - held:
                words = UNGUARDED.format(table=model._meta.db_table)
                found.append(checks.Warning(words, hint="manage.py migrate", obj=model))
    return found


def require_setup(connection: BaseDatabaseWrapper) -> None:
    """Refuse a server on which the superuser's part is not done: roles, and what everybody could do."""
    with connection.cursor() as cursor:
        for role in (settings.OFFICE_DB_ROLE, *STORE_ROLES):
            cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.fetchone()[0]:
                raise CommandError(NOT_SET_UP.format(what=f"没有角色 {role}"))
        cursor.execute(
            "SELECT count(*) FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS given"
            " WHERE proname = 'pg_advisory_lock' AND given.grantee = 0"
        )
        if cursor.fetchone()[0]:
            raise CommandError(NOT_SET_UP.format(what="系统目录还对所有角色开放"))


def before_migrate(using: str, **rest: object) -> None:
    """Receiver of pre_migrate: no table before the server is set up."""
    require_setup(connections[using])


def after_migrate(using: str, **rest: object) -> None:
    """Receiver of post_migrate, after the wall: a half-migrated database is nobody's to work in."""
    connection = connections[using]
    if wall.can_stand(connection):
        give(connection)
