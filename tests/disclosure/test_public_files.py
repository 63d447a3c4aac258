"""Files made in the office reach the public in parts, and go with what they name."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from common.roles import Role
from disclosure.models.files import FilePart
from disclosure.open.models import OpenFile, WholeFile
from disclosure.store.check import differences
from disclosure.store.files import PublicFile, put, take_down
from disclosure.store.refresh import refresh_day
from records import services
from tests import factories
from tests.databases import as_owner
from tests.disclosure.rows import another, standing

pytestmark = pytest.mark.django_db
LARGE = bytes(range(256)) * 10_000


@pytest.fixture
def whole(as_public):
    def reading(id):
        with as_public():
            return OpenFile.objects.whole(id)

    return reading


def file(content=LARGE, *, days=30, names=(), opens=0):
    today = timezone.localdate()
    opens_on, closes_on = today + timedelta(days=opens), today + timedelta(days=days)
    return PublicFile("季度报告.pdf", "application/pdf", content, opens_on, closes_on, tuple(names))


def stored() -> int:
    with as_owner() as cursor:
        cursor.execute("SELECT count(*) FROM open.stored_file")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("content", [LARGE, b"", b"x" * 1024 * 1024])
def test_a_file_is_put_together_as_it_was_made(whole, content):
    id = uuid4()
    assert put(id, file(content)) == 1
    assert whole(id) == WholeFile("季度报告.pdf", "application/pdf", content, 1)
    assert stored() == max(-(-len(content) // (1024 * 1024)), 1)
    assert differences() == []


def test_a_newer_file_takes_the_place_of_the_older_whole(whole):
    id = uuid4()
    put(id, file())
    assert put(id, file(b"new")) == 2
    assert whole(id).content == b"new"
    assert (stored(), FilePart.objects.count()) == (1, 1)
    take_down(id)
    assert (whole(id), stored()) == (None, 0)


def test_a_file_of_which_a_part_has_not_arrived_is_not_there(whole):
    id = uuid4()
    put(id, file())
    with as_owner() as cursor:
        cursor.execute("DELETE FROM open.stored_file WHERE part = 2")
    assert whole(id) is None


def test_a_file_goes_with_the_first_thing_that_it_names_and_comes_back_with_it(whole):
    made = standing()
    other = another(made, 1)
    id, apart = uuid4(), uuid4()
    put(id, file(names=[made.public_id, other]))
    put(apart, file(b"names nothing"))
    assert whole(id)
    director = factories.posting(Role.DIRECTOR)
    services.end_publication(made, by=director, ground="repaired", reason="修复")
    assert whole(id) is None
    assert whole(apart)
    assert stored() == 1
    assert differences() == []


def test_a_file_that_names_what_does_not_stand_is_not_shown(whole):
    id = uuid4()
    put(id, file(names=[uuid4()]))
    assert (whole(id), stored()) == (None, 0)


def test_a_file_stands_from_its_day_on_and_no_longer_than_what_it_names(whole, set_today):
    made, id, later, today = standing(), uuid4(), uuid4(), timezone.localdate()
    put(id, file(b"a", days=9_999, names=[made.public_id]))
    put(later, file(b"b", opens=1, days=2))
    assert whole(later) is None
    set_today(today + timedelta(days=1))
    refresh_day()
    assert whole(later).content == b"b"
    set_today(today + timedelta(days=2))
    assert whole(later) is None, "by the clock, before the job has run"
    set_today(made.closes_on)
    assert whole(id) is None
    refresh_day()
    assert stored() == 0


def test_the_offices_role_writes_no_file_past_the_definition():
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('open.stored_file', 'INSERT, UPDATE, DELETE')")
        assert cursor.fetchone() == (False,)
