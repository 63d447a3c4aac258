"""The clocks of notes and repairs remind whose turn it is, some days before and once they have passed; nothing follows by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from appeals.notes import reminding as notes
from appeals.notes import services
from appeals.repairs.services import reminding as repairs
from appeals.tasks import remind_of_requests
from common.models import Notice
from common.roles import Role
from postings.models import Posting
from tests import factories
from tests.appeals import makers, noting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(case: Any) -> set[Any]:
    topics = ("note.due", "repair.due")
    return set(Notice.objects.filter(topic__in=topics, object_id=case.pk).values_list("recipient", flat=True))


@pytest.mark.parametrize(
    ("state", "role"),
    [("submitted", Role.OFFICER), ("signing", Role.SECRECY), ("deciding", Role.DIRECTOR)],
)
def test_a_note_reminds_whoever_it_waits_for(state: str, role: Role) -> None:
    by = factories.posting(role)
    others = {factories.posting(one).pk for one in (Role.OFFICER, Role.SECRECY, Role.DIRECTOR) if one != role}
    case = noting.note(state)
    assert case.due_on is not None
    assert notes.remind(case.due_on - 2 * DAY) == 0
    assert notes.remind(case.due_on - DAY) > 0
    assert by.pk in told(case)
    assert not told(case) & others
    assert notes.remind(case.due_on) == 0
    words = Notice.objects.filter(topic="note.due", object_id=case.pk).latest("pk").text
    assert case.number in words
    assert "将到" in words
    assert "待核实" in words
    before = case.status
    case.refresh_from_db()
    assert case.status == before


@pytest.mark.parametrize("state", ["returned", "standing", "declined", "withdrawn", "lapsed"])
def test_a_note_that_waits_for_nobody_here_reminds_nobody(state: str) -> None:
    case = noting.note(state)
    late = case.entered_on + timedelta(days=60)
    notes.remind(late)
    assert told(case) == set()


def test_a_note_sent_in_again_reminds_of_its_new_day() -> None:
    case = noting.note("returned")
    services.resubmit(case, by=noting.representative(case.fact), text=noting.NEWER)
    assert case.due_on is not None
    assert notes.remind(case.due_on + DAY) > 0
    assert "已过" in Notice.objects.filter(topic="note.due", object_id=case.pk).latest("pk").text


def test_a_repair_reminds_the_officer_its_decider_and_its_department() -> None:
    rows = {state: makers.repair(state) for state in ("pending", "supplement", "examining")}
    late = makers.today() + timedelta(days=60)
    assert repairs.remind(makers.today() - 30 * DAY) == 0
    assert repairs.remind(late) > 0
    assert repairs.remind(late) == 0
    seats = {state: roles_of(case) for state, case in rows.items()}
    assert seats["pending"] == {Role.OFFICER}
    assert seats["supplement"] == {Role.REPRESENTATIVE}
    assert Role.OFFICER in seats["examining"]
    assert Role.FINDING_BODY in seats["examining"]


def roles_of(case: Any) -> set[str]:
    return set(Posting.objects.filter(pk__in=told(case)).values_list("role", flat=True))


def test_the_nightly_task_reminds_of_both_and_of_each_once() -> None:
    noting.note("submitted")
    makers.repair("pending")
    with time_machine.travel(timezone.now() + 20 * DAY):
        assert remind_of_requests() > 0
        assert remind_of_requests() == 0
