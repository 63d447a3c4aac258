"""The wall: what the public role can reach, and what stands there on which day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from common import projections
from disclosure import wall
from disclosure.open.models import OpenDepartment, OpenEnded, OpenRecord
from integrity_portal import ownership
from organisations.models import Department
from records import services
from records.models import Publication
from tests import factories
from tests.databases import as_owner
from tests.disclosure.rows import standing

pytestmark = [pytest.mark.django_db, pytest.mark.one_database("tries the tables of the office, too")]
GRANTED = {
    "record",
    "judgment",
    "commendation",
    "ended",
    "generation",
    "region",
    "department",
    "statistic",
    "aggregation",
    "former_code",
    "department_count",
    "last_check",
    "file",
    "snapshot",
    "information_class",
    "rule",
    "repair_figure",
    "promise",
    "agency",
    "dishonest_enterprise",
}


def relations(condition: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(nspname) || '.' || quote_ident(relname) FROM pg_class JOIN pg_namespace n"
            f" ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND {condition} ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


NO_RIGHT, NO_SCHEMA, JOIN_IS_READ_ONLY = "42501", "3F000", "55000"


def fault_of(statement: str) -> str:
    """The server's code for why the statement failed; empty when it went through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as fault:
        return getattr(fault.__cause__, "pgcode", "") or "unknown"
    return ""


def is_refused(statement: str) -> bool:
    """Whether the statement fails for want of a right, and for nothing else."""
    return fault_of(statement) in {NO_RIGHT, NO_SCHEMA}


def change(department, **fields):
    """Change a department past its services, and tell who keeps a copy of it."""
    Department.objects.filter(pk=department.pk).update(**fields)
    projections.changed(departments=[department.pk])


def hide(department):
    change(department, is_shown=False)


def attempts(relation: str) -> list[str]:
    return [
        f"SELECT 1 FROM {relation}",
        f"INSERT INTO {relation} DEFAULT VALUES",
        f"UPDATE {relation} SET ctid = ctid" if relation.startswith("public") else f"DELETE FROM {relation}",
        f"DELETE FROM {relation}",
        f"LOCK TABLE {relation} IN SHARE MODE",
    ]


def test_the_public_role_can_neither_read_nor_write_any_table_outside_the_wall(as_public):
    outside = relations(
        "nspname NOT IN ('open', 'intake', 'information_schema') AND nspname NOT LIKE 'pg\\_%'"
    )
    assert len(outside) > 40, "the catalogue lists the tables of every app"
    with as_public():
        reached = [one for name in outside for one in attempts(name) if not is_refused(one)]
    assert reached == []


def test_the_public_role_can_read_the_granted_views_and_write_none_of_them(as_public):
    with as_public() as cursor:
        for name in GRANTED:
            cursor.execute(f"SELECT count(*) FROM open.{name}")
            for statement in (f"DELETE FROM open.{name}", f"INSERT INTO open.{name} DEFAULT VALUES"):
                assert fault_of(statement) in {NO_RIGHT, JOIN_IS_READ_ONLY}, statement


def test_what_lies_inside_the_wall_without_a_grant_stays_shut(as_public):
    inside = set(relations("nspname = 'open'")) - {f"open.{name}" for name in GRANTED}
    assert "open.stored_fact" in inside
    assert "open.standing" in inside
    with as_public():
        assert [name for name in inside if not is_refused(f"SELECT * FROM {name}")] == []
        assert is_refused("SELECT open.condition('{}')")
        assert is_refused("SELECT public.text_fold('A')")


def test_the_public_role_can_make_nothing_of_its_own(as_public):
    with as_owner():
        wall.build_open(connection)  # rights on the database itself are not copied with the template
    with as_public():
        for statement in (
            "CREATE TABLE open.mine (x int)",
            "CREATE TABLE public.mine (x int)",
            "CREATE TEMPORARY TABLE mine (x int)",
            "CREATE FUNCTION open.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE SCHEMA mine",
            "CREATE OR REPLACE FUNCTION open.today() RETURNS date LANGUAGE sql AS 'SELECT NULL::date'",
        ):
            assert is_refused(statement), statement


def test_a_function_of_the_asker_sees_no_row_that_does_not_stand(as_public):
    standing(facts="正在公示的事项")
    hidden = factories.publication("suspended", facts="暂停公示的事项")
    assert hidden.is_held
    trap = "SELECT count(*) FROM open.record WHERE 1 / (CASE WHEN facts LIKE '暂停%%' THEN 0 ELSE 1 END) = 1"
    with as_public() as cursor:
        cursor.execute(trap.replace("%%", "%"))
        assert cursor.fetchone() == (1,)


def test_the_role_is_a_plain_one_with_limits():
    with as_owner():
        wall.ensure_role(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolcanlogin, rolconnlimit, rolconfig"
            " FROM pg_roles WHERE rolname = 'portal_public'"
        )
        *flags, limit, config = cursor.fetchone()
    assert flags == [False, False, False, False, True]
    assert limit == wall.CONNECTION_LIMIT
    assert {"statement_timeout=5s", "search_path=open", "default_transaction_read_only=on"} <= set(config)


def test_views_and_models_have_the_same_columns():
    for model in apps.get_app_config("open").get_models():
        assert not model._meta.managed
        view = model._meta.db_table.split('"')[3]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'open' AND table_name = %s",
                [view],
            )
            in_view = {name for (name,) in cursor.fetchall()}
        in_model = {field.column for field in model._meta.local_concrete_fields if field.column}
        assert in_view == in_model, view


@pytest.mark.parametrize(
    ("offset", "stands"),
    [("day before opening", False), ("opening day", True), ("last day", True), ("closing day", False)],
)
def test_a_window_opens_and_closes_at_beijing_midnight(set_today, as_public, offset, stands):
    made = standing()
    day = {
        "day before opening": made.opens_on - timedelta(days=1),
        "opening day": made.opens_on,
        "last day": made.closes_on - timedelta(days=1),
        "closing day": made.closes_on,
    }[offset]
    set_today(day)
    with as_public():
        assert OpenRecord.objects.filter(public_id=made.public_id).exists() is stands
        assert OpenEnded.objects.filter(public_id=made.public_id).exists() is (offset == "closing day")


def test_today_is_the_day_in_beijing(as_public):
    with as_public() as cursor:
        cursor.execute("SELECT open.today()")
        assert cursor.fetchone() == (timezone.localdate(),)


@pytest.mark.parametrize("status", ["pending", "signed", "suspended", "ended"])
def test_only_what_is_published_now_stands(as_public, status):
    made = factories.publication(status)
    with as_public():
        assert not OpenRecord.objects.exists()
        assert OpenEnded.objects.filter(public_id=made.public_id).exists() is (
            status in {"ended", "suspended"}
        )


def test_a_text_that_was_declined_never_had_an_address(as_public):
    made = factories.publication("pending")
    services.decline_publication(made, by=factories.posting("director"), reason="涉及工作秘密")
    with as_public():
        assert not OpenEnded.objects.exists()


def test_a_withdrawn_record_is_gone_in_the_same_commit(as_public):
    made = standing()
    director = factories.posting("director")
    services.withdraw_fact(made.fact.of_kind, by=director, reason="处罚被撤销", source=factories.source())
    with as_public():
        assert not OpenRecord.objects.exists()
        assert OpenEnded.objects.filter(public_id=made.public_id).exists()


def test_a_unit_that_is_not_shown_has_neither_archive_nor_record(as_public):
    made = standing()
    code = made.fact.of_kind.department.credit_code
    hide(made.fact.of_kind.department)
    with as_public():
        assert not OpenRecord.objects.exists()
        assert not OpenDepartment.objects.filter(credit_code=code).exists()


def test_no_view_shows_a_persons_name_or_an_inner_number():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT column_name FROM information_schema.columns WHERE table_schema = 'open'"
        )
        names = {name for (name,) in cursor.fetchall()}
    assert not names & {
        "id",
        "record_no",
        "principal",
        "entered_by_id",
        "published_by_id",
        "proposed_by_id",
        "remark",
    }


def rows():
    """What lies in the store's tables, line numbers of counts apart."""
    held = {}
    with connection.cursor() as cursor:
        for name in relations("nspname = 'open' AND relkind = 'r'"):
            cursor.execute(f"SELECT to_jsonb(row) - 'line' FROM {name} row ORDER BY 1")
            held[name] = cursor.fetchall()
    return held


@pytest.mark.commits
@pytest.mark.long
def test_migrating_around_a_filled_store_loses_no_row():
    standing()
    before = rows()
    assert before["open.stored_fact"]
    call_command("migrate", "disclosure", "zero", verbosity=0)
    assert rows() == before
    assert "open.record" not in relations("nspname = 'open'"), "nobody reads while tables change"
    call_command("migrate", verbosity=0)  # what stands on it went along
    assert rows() == before
    assert f"open.{min(GRANTED)}" in relations("nspname = 'open'")


@pytest.mark.commits
@pytest.mark.long
def test_roles_can_be_made_again_and_flush_leaves_the_store_filled(capsys):
    made = standing()
    call_command("ensure_roles")
    assert "portal_public" in capsys.readouterr().out
    with ownership.as_owner():
        call_command("flush", interactive=False, verbosity=0)
    assert Publication.objects.count() == 0
    assert OpenRecord.objects.filter(public_id=made.public_id).exists(), (
        "the store is not the office's to empty"
    )


def test_every_sql_file_is_part_of_the_wall():
    assert {path.stem for path in wall.SQL.glob("*.sql")} == {*wall.KEPT, *wall.READERS, *wall.OFFICE}


def test_the_figures_of_the_first_page_count_what_the_lists_show(as_public):
    shown, hidden = factories.department("320102"), factories.department("320505")
    for place in (shown, shown, factories.department("320500"), hidden):
        factories.publication(department=place)
    factories.publication("suspended", department=shown)
    factories.publication("ended", department=shown)
    hide(hidden)
    with as_public() as cursor:
        cursor.execute("SELECT records, departments, this_month, serious FROM open.figures()")
        counted = cursor.fetchone()
        cursor.execute("SELECT city_code, records FROM open.by_city()")
        by_city = dict(cursor.fetchall())
        listed = OpenRecord.objects.all()
        assert counted == (listed.count(), 2, listed.count(), listed.filter(severity="serious").count())
        assert by_city == {"320100": 2, "320500": 1}


def test_a_hidden_heir_cannot_be_probed_by_its_code(as_public):
    heir = factories.department("320102")
    body = factories.department("320102")
    factories.publication(department=body)
    change(body, successor=heir)
    question = f'{{"department": "{heir.credit_code}"}}'
    with as_public() as cursor:
        cursor.execute("SELECT open.probe(%s)", [question])
        assert cursor.fetchone() == (1,)
    hide(heir)
    with as_public() as cursor:
        cursor.execute("SELECT open.probe(%s)", [question])
        assert cursor.fetchone() == (0,)
