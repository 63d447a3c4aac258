"""The store and its copy in a database of its own, compared row by row by who works in the office."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from psycopg2.errors import InsufficientPrivilege

from common.models import Notice
from common.roles import Role
from disclosure.store import check, copies, refresh
from tests import databases, factories
from tests.disclosure.apart import eventually
from tests.disclosure.rows import another, standing
from tests.intake.test_story import PASSWORD, live_settings

pytestmark = pytest.mark.django_db
PLANTED = {
    "missing there": "DELETE FROM open.stored_fact WHERE public_id = '{}'",
    "another text there": "UPDATE open.stored_fact SET facts = facts || '。' WHERE public_id = '{}'",
    "more there": "INSERT INTO open.stored_ended (public_id) VALUES ('{}')",
}


@pytest.fixture
def followed(alone, monkeypatch):
    """The store of the test's own transaction stands in the other database, which nothing brings anew."""
    monkeypatch.setattr(copies, "COPY", alone.name)
    monkeypatch.setattr(copies, "PATIENCE", 0.0)
    made = standing()
    another(made, 1)
    alone.follow()
    yield made
    alone.known.clear()


def test_a_store_in_the_offices_database_has_no_copy_to_compare():
    assert copies.COPY not in connections.settings
    assert copies.differences() == []


def test_a_copy_with_the_same_rows_differs_in_none(followed):
    assert copies.differences() == []


@pytest.mark.parametrize("planted", PLANTED)
def test_a_row_that_is_another_there_is_seen(followed, alone, planted):
    with alone.owner.cursor() as cursor:
        cursor.execute(PLANTED[planted].format(followed.public_id))
    table = "stored_ended" if planted == "more there" else "stored_fact"
    assert copies._differing(alone.owner, table) == {str(followed.public_id)}
    assert copies._differing(alone.owner, "stored_region") == set()


def test_a_copy_that_has_not_what_was_committed_before_is_behind_and_no_row_is_blamed(followed, alone):
    another(followed, 2)
    assert copies.differences() == [("beat", "", "behind")]


def test_a_copy_that_nobody_reaches_is_named(monkeypatch):
    monkeypatch.setitem(connections.settings, "intake", live_settings(databases.url("portal_nowhere")))
    try:
        assert copies.differences() == [("beat", "", "unreached")]
    finally:
        del connections["intake"]
    assert str(check.Difference("beat", "", "unreached")) == "报时 ：公开库自己的数据库连接不上，未能核对"


@pytest.fixture
def compared(apart, monkeypatch):
    """A copy that replication feeds, and the office's way to it."""
    address = databases.url(apart.name, settings.INTAKE_DB_ROLE, PASSWORD)
    apart.linked(INTAKE_DATABASE_URL=address)
    monkeypatch.setitem(connections.settings, "intake", live_settings(address))
    yield apart
    connections["intake"].close()
    del connections["intake"]


@pytest.mark.long
@pytest.mark.commits
def test_a_row_that_is_another_in_the_copy_is_named_told_and_turns_its_health_red(compared, site, capsys):
    made, director = standing(), factories.posting(Role.DIRECTOR)
    refresh.beat()
    eventually(lambda: site("/healthz")[0] == 200)
    call_command("check_public")
    compared.run(PLANTED["another text there"].format(made.public_id))
    with pytest.raises(CommandError, match="migrate_public --recopy"):
        call_command("check_public")
    assert f"公示信息 {made.public_id}：{check.FAULTS['copy']}" in capsys.readouterr().err
    assert str(made.public_id) in Notice.objects.get(recipient=director.pk, topic=check.TOPIC).text
    eventually(lambda: "differs" in site("/healthz")[1])
    compared.linked("--recopy", INTAKE_DATABASE_URL=databases.url(compared.name, "portal_intake", PASSWORD))
    call_command("check_public")
    refresh.beat()
    eventually(lambda: site("/healthz")[0] == 200)


@pytest.mark.long
@pytest.mark.commits
def test_acts_while_the_copy_is_compared_are_no_differences(compared):
    made = standing()
    for number in range(20):
        another(made, number)
        refresh.fold_counts()
        assert copies.differences() == []


@pytest.mark.long
@pytest.mark.commits
def test_who_compares_reads_no_row_of_the_copy(compared):
    with connections["intake"].cursor() as cursor:
        cursor.execute("SELECT count(*) > 0 FROM open.marks('stored_region')")
        assert cursor.fetchone() == (True,)
        with pytest.raises(Exception, match="permission denied") as refused:
            cursor.execute("SELECT 1 FROM open.stored_region")
    assert isinstance(refused.value.__cause__, InsufficientPrivilege)
