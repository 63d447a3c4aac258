"""What a posting's queues ask is put together once a day: it is the same until the day or the posting's scope changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.registry import Queue, registry
from common.roles import Role
from common.worklist import Worklist, _counted, _question
from postings.models import Posting
from tests import factories, world

pytestmark = pytest.mark.django_db
PLACE = "320100"


@pytest.fixture
def seats() -> dict[Role, Posting]:
    body, finder = factories.department(PLACE), factories.department(PLACE)
    return world.seats(PLACE, body, finder)


def asked_of(queue: Queue, seat: Posting) -> tuple[Any, ...]:
    """Return the values in a queue's question; nothing where it has none."""
    try:
        return _counted(0, queue, seat).query.sql_with_params()[1]
    except EmptyResultSet:
        return ()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_a_queue_asks_neither_the_database_nor_the_time_of_day_which_rows_it_has(seats, role):
    seat = Posting.objects.select_related("region", "unit").get(pk=seats[role].pk)
    for queue in registry.of(Queue, role):
        with CaptureQueriesContext(connection) as asked:
            values = asked_of(queue, seat)
        assert len(asked) == 0, queue.key
        assert not [value for value in values if isinstance(value, datetime)], queue.key


def test_the_question_is_put_together_once_and_answered_each_time(seats):
    _question.cache_clear()
    seat = seats[Role.REVIEWER]
    before = {waiting.queue.key: waiting.count for waiting in Worklist(seat).queues}
    factories.record("pending_review", department=seat.unit)
    after = {waiting.queue.key: waiting.count for waiting in Worklist(seat).queues}
    assert after == before | {"review": before["review"] + 1}
    assert (_question.cache_info().misses, _question.cache_info().hits) == (1, 1)


def test_a_new_day_and_a_changed_scope_are_asked_anew(seats):
    _question.cache_clear()
    seat = seats[Role.REVIEWER]
    Worklist(seat).queues  # noqa: B018 - a cached property that asks
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        Worklist(seat).queues  # noqa: B018 - a cached property that asks
    seat.unit = factories.department("320500")
    Worklist(seat).queues  # noqa: B018 - a cached property that asks
    assert _question.cache_info().misses == 3


def test_a_seat_without_queues_waits_for_nothing():
    assert Worklist(None).queues == []
    assert _question((), factories.posting(Role.CLERK), timezone.localdate(), ()) == (
        "SELECT WHERE false",
        (),
    )
