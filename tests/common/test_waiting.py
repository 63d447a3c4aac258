"""What waits has a day: its own clock's, else one that the rule 待办时限 counts from the day it came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import RuleValue
from common.registry import Clock, Queue, registry
from common.roles import Role
from common.worklist import Worklist, first_rows, told
from records.models import DishonestyRecord
from tests import factories, world
from tests.office import client_of, text
from tests.office import sit as sit_down

pytestmark = pytest.mark.django_db
DAYS = 10


def queue(key: str, role: str) -> Queue:
    found = registry.queue(key, role)
    assert found
    return found


def change_rule(days: int | None) -> None:
    """Let another number of days be in force since yesterday, or none."""
    old = RuleValue.objects.get(kind="waiting")
    yesterday = timezone.localdate() - timedelta(days=1)
    RuleValue.objects.filter(pk=old.pk).update(effective_to=yesterday)
    if days is not None:
        kept = {name: getattr(old, name) for name in ("kind", "key", "label", "unit", "basis", "mark")}
        RuleValue.objects.create(**kept, value=days, version=2, effective_from=yesterday)


def days_until(seat, key: str) -> list[int]:
    waiting = queue(key, seat.role)
    rows = first_rows(waiting, seat)
    return [(told(waiting, row).due - timezone.localdate()).days for row in rows]


def test_a_row_without_a_clock_waits_from_the_day_on_which_it_was_made():
    factories.record("pending_review")
    assert days_until(factories.posting(Role.REVIEWER), "review") == [DAYS]


def test_it_waits_from_the_day_on_which_it_came_where_a_column_says_so_and_the_first_due_stands_first():
    early, late = factories.record("confirmed"), factories.record("confirmed")
    came = timezone.now() - timedelta(days=4)
    DishonestyRecord.objects.filter(pk=late.pk).update(confirmed_at=came)
    officer = factories.posting(Role.OFFICER)
    assert days_until(officer, "to_propose") == [DAYS - 4, DAYS]
    waiting = queue("to_propose", Role.OFFICER)
    assert [row.pk for row in first_rows(waiting, officer)] == [late.pk, early.pk]
    page = text(client_of(officer).get("/records/?queue=to_propose"))
    assert page.index(late.document_number) < page.index(early.document_number)


def test_the_rule_of_today_counts_and_reminds_until_somebody_has_confirmed_it():
    factories.record("pending_review")
    reviewer = factories.posting(Role.REVIEWER)
    change_rule(-1)
    assert days_until(reviewer, "review") == [-1]
    assert dict(Worklist(reviewer).clocks)[Clock.LATE] == 0, "待核实：only reminds"
    assert "（待核实）" in text(client_of(reviewer).get("/"))
    someone = {"confirmed_by": reviewer.user_id, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind="waiting", version=2).update(**someone)
    assert dict(Worklist(reviewer).clocks)[Clock.LATE] == 1
    assert "超 1 日" in text(client_of(reviewer).get("/"))


def test_without_a_rule_a_row_waits_without_a_day():
    factories.record("pending_review")
    change_rule(None)
    client, reviewer = sit_down(Role.REVIEWER)
    (work,) = Worklist(reviewer).work()
    assert work.due is None
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_every_row_that_waits_for_anybody_has_its_day(role):
    seat = world.seats("320100", factories.department("320100"), factories.department("320100"))[role]
    for waiting in registry.of(Queue, role):
        if waiting.is_work:
            for row in first_rows(waiting, seat)[:3]:
                assert told(waiting, row).due, waiting.key
