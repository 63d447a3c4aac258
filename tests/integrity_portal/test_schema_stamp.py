"""A database made by another initial structure is refused, and one command rebuilds it; triggers are those declared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pgtrigger.core import INSTALLED

from integrity_portal import schema_stamp
from tests.databases import as_owner, office_url, url

ROOT = Path(__file__).resolve().parents[2]
LEFT = "left_before_the_rebuild"


def spoil(statement: str) -> None:
    with as_owner() as cursor:
        cursor.execute(statement)


def has_schema(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [name])
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_new_database_bears_the_stamp_of_todays_initials() -> None:
    assert schema_stamp.stored_stamp(connection) == schema_stamp.present_stamp()


@pytest.mark.django_db
def test_the_stamp_follows_the_sql_that_an_initial_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_stamp.present_stamp()
    monkeypatch.setattr(schema_stamp, "_written", lambda operation: iter(["SELECT 1"]))
    assert schema_stamp.present_stamp() != before


@pytest.mark.parametrize(
    "statement", ["UPDATE portal_schemastamp SET stamp = 'another'", "DROP TABLE portal_schemastamp"]
)
@pytest.mark.commits
def test_a_database_of_another_initial_is_refused_before_anything_changes(statement: str) -> None:
    spoil(statement)
    with pytest.raises(CommandError, match=re.escape(schema_stamp.REBUILD)):
        call_command("migrate", verbosity=0)
    assert has_schema("open")


@pytest.mark.django_db
def test_a_start_that_was_broken_off_goes_on() -> None:
    """Stamped before its first table: what is half made is of today's make."""
    spoil("DELETE FROM django_migrations WHERE app = 'disclosure'")
    schema_stamp.before_migrate("default")


@pytest.mark.commits
@pytest.mark.long
def test_the_command_that_is_offered_rebuilds(committed_db: str) -> None:
    spoil("UPDATE portal_schemastamp SET stamp = 'another'")
    ContentType.objects.create(app_label=LEFT, model="anything")
    call_command("rebuild_database", yes=True)
    assert schema_stamp.stored_stamp(connection) == schema_stamp.present_stamp()
    assert not ContentType.objects.filter(app_label=LEFT).exists()
    assert has_schema("open")


@pytest.mark.commits
def test_a_rebuild_that_is_not_confirmed_changes_nothing(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda question: "")
    with pytest.raises(CommandError, match="没有作任何改动"):
        call_command("rebuild_database")
    assert schema_stamp.stored_stamp(connection)


@pytest.mark.commits
@pytest.mark.long
def test_what_make_run_prepares_stops_with_the_sentence(committed_db: str) -> None:
    spoil("UPDATE portal_schemastamp SET stamp = 'another'")
    environment = {
        **os.environ,
        "DATABASE_URL": office_url(committed_db),
        "OWNER_DATABASE_URL": url(committed_db),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare", "--no-static"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert schema_stamp.REBUILD in done.stderr
    assert "Traceback" not in done.stderr


def declared() -> list[tuple[Any, Any]]:
    return [
        (model, trigger)
        for model in apps.get_models()
        for trigger in getattr(model._meta, "triggers", [])
        if model._meta.managed and not model._meta.proxy
    ]


@pytest.mark.django_db
def test_every_declared_trigger_is_installed_as_declared() -> None:
    wrong = {
        f"{model._meta.db_table}:{trigger.name}": status
        for model, trigger in declared()
        if (status := trigger.get_installation_status(model)) != (INSTALLED, True)
    }
    assert declared()
    assert not wrong


@pytest.mark.django_db
def test_no_trigger_stands_in_the_database_that_no_model_declares() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgrelid::regclass::text, t.tgname FROM pg_trigger t"
            " WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgname LIKE 'pgtrigger%%'"
        )
        present = set(cursor.fetchall())
    assert present == {(model._meta.db_table, trigger.get_pgid(model)) for model, trigger in declared()}
