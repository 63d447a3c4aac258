"""The office's database role under attack by plain SQL: each attempt as `portal_office` is refused by the server itself."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from pghistory.models import Event

from integrity_portal import database_rights, ownership
from records.models import DishonestyRecord
from tests import databases, factories
from tests.databases import as_owner
from tests.untold import tell

pytestmark = pytest.mark.django_db
NO_RIGHT, REFUSED = "42501", "23514"
ID_NUMBER = "张某某 320102199001011234"

BY_RIGHTS = [
    "UPDATE common_transition SET reason = '改写'",
    "UPDATE common_transition_rest SET reason = '改写'",
    "DELETE FROM common_transition",
    "TRUNCATE common_transition",
    "INSERT INTO common_transition (object_type, object_id, act, to_status, actor_name, posting_role, at)"
    " VALUES ('x', uuidv7(), 'x', 'x', 'x', '', now() - interval '1 year')",
    "INSERT INTO common_transition (object_type, object_id, act, to_status, actor_name, posting_role, xact)"
    " VALUES ('x', uuidv7(), 'x', 'x', 'x', '', '999999999')",
    "UPDATE records_dishonestyrecordevent SET facts = '改写'",
    "DELETE FROM records_dishonestyrecordevent",
    "DROP TABLE records_dishonestyrecordevent",
    "TRUNCATE records_dishonestyrecordevent",
    "UPDATE pghistory_context SET metadata = '{}'",
    "INSERT INTO pghistory_context (id, metadata, created_at, updated_at) VALUES (uuidv7(), '{}', now(), now())",
    "UPDATE axes_accessfailurelog SET username = 'x'",
    "DELETE FROM axes_accessfailurelog",
    "UPDATE dossiers_fileaccess SET basis = 'x'",
    "DELETE FROM dossiers_fileaccess",
    "DELETE FROM records_dishonestyrecord",
    "DELETE FROM records_publication",
    "UPDATE records_fact SET publishable = true",
    "INSERT INTO records_fact SELECT * FROM records_fact",
    "UPDATE records_factkind SET correctable = '{}'",
    "UPDATE records_factkind SET shown = '{}'",
    "SELECT records_show_kinds()",
    "CREATE OR REPLACE VIEW records_public_fields AS SELECT id AS fact_id, '{}'::jsonb AS said FROM records_fact",
    "UPDATE portal_schemastamp SET stamp = 'x'",
    "UPDATE django_migrations SET name = 'x'",
    "ALTER TABLE records_dishonestyrecord DISABLE TRIGGER USER",
    "ALTER TABLE records_dishonestyrecord DISABLE TRIGGER ALL",
    "DROP TRIGGER status_has_trail_update ON records_dishonestyrecord",
    "CREATE TRIGGER mine BEFORE UPDATE ON records_publication FOR EACH ROW EXECUTE FUNCTION records_number()",
    "ALTER TABLE records_dishonestyrecord ADD mine text",
    "ALTER TABLE records_dishonestyrecord DROP CONSTRAINT record_four_eyes",
    "CREATE OR REPLACE FUNCTION common_status_has_trail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "ALTER FUNCTION common_status_has_trail() OWNER TO portal_office",
    "CREATE TABLE mine (x int)",
    "CREATE SCHEMA mine",
    "CREATE INDEX mine ON records_dishonestyrecord (facts)",
    "DROP SCHEMA open CASCADE",
    "ALTER ROLE portal_office SUPERUSER",
    "CREATE ROLE mine",
    "SET session_replication_role = replica",
    "SELECT setval('common_transition_seq', 1)",
    "SELECT lo_create(0)",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY records_dishonestyrecord TO PROGRAM 'cat'",
    "SELECT * FROM pg_stat_activity",
]


def code_of(statement: str, params: list[Any] | None = None) -> str:
    """The server's code for why the statement fails as the office's role, deferred checks included; "" if it goes through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("portal_office",)
            cursor.execute(statement, params)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as fault:
        return str(getattr(fault.__cause__, "pgcode", ""))
    return ""


@pytest.mark.parametrize("statement", BY_RIGHTS)
def test_what_is_not_the_offices_to_do_it_cannot(statement: str) -> None:
    factories.publication()
    assert code_of(statement) == NO_RIGHT


CONFIRM = (
    "UPDATE records_dishonestyrecord SET status = 'confirmed', confirmed_at = now(), reviewed_by_id = %s,"
    " reviewed_version = content_version"
)


def copy_of(made: DishonestyRecord, **values: object) -> tuple[str, list[object]]:
    """The INSERT of a copy of a record with other values."""
    names = [f.column for f in made._meta.concrete_fields if f.column not in {"publishable", *values}]
    listed = ", ".join(names)
    own = "".join(f", {name}" for name in values)
    marks = ", %s" * len(values)
    statement = (
        f"INSERT INTO records_dishonestyrecord ({listed}{own}) SELECT {listed}{marks}"
        " FROM records_dishonestyrecord WHERE id = %s"
    )
    return statement, [*values.values(), str(made.pk)]


@pytest.fixture
def without_guard() -> None:
    """The guard of a status taken away, as its owner alone could."""
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for event in ("insert", "update"):
            cursor.execute(f"ALTER TABLE records_dishonestyrecord DISABLE TRIGGER status_has_trail_{event}")


def draft_and_reviewer() -> tuple[DishonestyRecord, str]:
    return factories.record("statement"), str(factories.person().pk)


def test_no_draft_is_confirmed_without_its_row_of_the_trail() -> None:
    _made, reviewer = draft_and_reviewer()
    assert code_of(CONFIRM, [reviewer]) == REFUSED


def test_the_row_of_another_step_or_another_object_does_not_serve() -> None:
    made, reviewer = draft_and_reviewer()
    tell(made, "void")
    tell(made, "confirmed", was="draft")
    tell(factories.record("statement"), "confirmed")
    assert code_of(f"{CONFIRM} WHERE id = %s", [reviewer, str(made.pk)]) == REFUSED
    tell(made, "confirmed")
    assert code_of(f"{CONFIRM} WHERE id = %s", [reviewer, str(made.pk)]) == ""


def test_it_is_the_guard_that_refuses(request: pytest.FixtureRequest) -> None:
    _made, reviewer = draft_and_reviewer()
    request.getfixturevalue("without_guard")
    assert code_of(CONFIRM, [reviewer]) == ""


def test_no_confirmed_record_is_put_in_without_its_row_of_the_trail() -> None:
    made = factories.record("confirmed")
    statement, params = copy_of(made, id=str(factories.person().pk), record_no="X-1", ordinal=7)
    assert code_of(statement, params) == REFUSED


def test_that_guard_too_is_what_refuses(request: pytest.FixtureRequest) -> None:
    made = factories.record("confirmed")
    statement, params = copy_of(made, id=str(factories.person().pk), record_no="X-1", ordinal=7)
    request.getfixturevalue("without_guard")
    assert code_of(statement, params) == ""


@pytest.mark.commits
def test_a_row_of_an_earlier_transaction_does_not_serve() -> None:
    made, reviewer = draft_and_reviewer()
    tell(made, "confirmed")
    assert code_of(f"{CONFIRM} WHERE id = %s", [reviewer, str(made.pk)]) == REFUSED


def machines() -> list[str]:
    return sorted(model._meta.db_table for model in database_rights.machines())


def test_every_machine_has_the_guard_and_a_check_names_one_without() -> None:
    assert len(machines()) >= 13
    assert database_rights.check_guards(databases=["default"]) == []
    with as_owner() as cursor:
        cursor.execute("DROP TRIGGER status_has_trail_update ON letters_letter")
    (found,) = database_rights.check_guards(databases=["default"])
    assert "letters_letter" in found.msg
    with as_owner():
        database_rights.give(connection)
    assert database_rights.check_guards(databases=["default"]) == []


def held(table: str) -> set[str]:
    """The rights of the office on a whole table, grants to everybody included."""
    rights = (
        *("SELECT", "INSERT", "UPDATE", "DELETE"),
        *("TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege FROM unnest(%s) AS privilege"
            " WHERE has_table_privilege('portal_office', %s::regclass, privilege)",
            [list(rights), f'"{table}"'],
        )
        return {name for (name,) in cursor.fetchall()}


def test_the_office_holds_on_each_table_what_its_kind_allows_and_owns_none() -> None:
    for model in database_rights.tables():
        assert held(model._meta.db_table) == set(database_rights.rights_of(model).split(", ")), model
    assert held("common_transition") == {"SELECT"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relowner <> 'portal_owner'::regrole"
            " AND relnamespace IN ('public'::regnamespace, 'open'::regnamespace)"
            " AND NOT (relnamespace = 'open'::regnamespace AND relkind = 'v' AND relowner = 'portal_store'::regrole)"
        )
        assert cursor.fetchall() == []


def test_history_and_machines_never_lose_a_row_by_the_office() -> None:
    events = [model for model in apps.get_models() if issubclass(model, Event) and model._meta.managed]
    assert len(events) > 30
    assert {database_rights.rights_of(model) for model in events if not model._meta.proxy} == {
        "SELECT, INSERT"
    }
    assert not {model._meta.label for model in database_rights.machines()} & database_rights.EMPTIED


def test_the_names_in_the_lists_of_rights_are_models() -> None:
    known = {model._meta.label for model in database_rights.tables()}
    for listed in (
        database_rights.WRITTEN_BY_TRIGGERS,
        database_rights.WRITTEN_BY_MIGRATIONS,
        database_rights.APPENDED,
        database_rights.EMPTIED,
    ):
        assert listed <= known


def test_nobody_switches_the_history_off_for_a_session() -> None:
    made = factories.official()
    history: Any = apps.get_model("organisations.OfficialEvent")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'organisations_official'::regclass"
            " AND tgname LIKE 'pgtrigger%%'"
        )
        names = ",".join(name for (name,) in cursor.fetchall())
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{names}}}"])
        cursor.execute("UPDATE organisations_official SET post = '改写' WHERE id = %s", [str(made.pk)])
    assert history.objects.filter(pgh_obj=made, post="改写").exists()


@pytest.mark.commits
def test_who_signs_in_as_the_office_never_becomes_the_owner(committed_db: str) -> None:
    with closing(psycopg2.connect(databases.office_url(committed_db))) as link, link.cursor() as cursor:
        cursor.execute("SELECT session_user, current_user")
        assert cursor.fetchone() == ("portal_office", "portal_office")
        link.rollback()
        for role in ("portal_owner", "portal_public", "postgres", "pg_signal_backend", "pg_read_all_data"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f"SET ROLE {role}")
            link.rollback()
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication FROM pg_roles"
            " WHERE rolname = 'portal_office'"
        )
        assert cursor.fetchone() == (False,) * 5


def test_the_partitions_of_the_trail_are_made_by_the_office_all_the_same() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT common_trail_partitions(date '2032-01-01', 1)")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'common_transition_203201'")
        assert cursor.fetchone() == ("portal_owner",)


def test_a_command_of_the_owner_says_so_where_its_address_is_unknown(settings: Any) -> None:
    settings.OWNER_DATABASE_URL = ""
    known = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}}
    with pytest.raises(CommandError, match="OWNER_DATABASE_URL"):
        ownership._owner_settings(known)


@pytest.mark.commits
def test_a_server_without_the_superusers_part_is_refused() -> None:
    with databases.steward() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS portal_open_catalogue")
        cursor.execute("CREATE DATABASE portal_open_catalogue TEMPLATE template0")
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "portal_open_catalogue"
    try:
        with pytest.raises(CommandError, match=r"deploy/setup\.sh"):
            call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        with databases.steward() as cursor:
            cursor.execute("DROP DATABASE portal_open_catalogue")
