"""The next thing to do is one key away: what falls due first, the page one comes from left out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from common.roles import Role
from common.worklist import Worklist
from records.models import DishonestyRecord
from tests import factories
from tests.office import sit, text

pytestmark = pytest.mark.django_db
NEXT = "/work/next/"


def address(record: DishonestyRecord) -> str:
    return reverse("records:record", args=[record.record_no])


def test_what_falls_due_first_comes_next_and_then_the_other() -> None:
    client, reviewer = sit(Role.REVIEWER)
    for _ in range(2):
        factories.record("pending_review")
    first, second = (item.url for item in Worklist(reviewer).work())
    assert client.get(NEXT).headers["Location"] == first
    assert client.get(NEXT, {"after": first}).headers["Location"] == second
    assert client.get(NEXT, {"after": "https://elsewhere.invalid/"}).headers["Location"] == first


def test_when_nothing_else_waits_it_is_said_on_the_desk() -> None:
    client, _ = sit(Role.REVIEWER)
    record = factories.record("pending_review")
    page = client.get(NEXT, {"after": address(record)}, follow=True)
    assert page.redirect_chain[-1][0] == "/"
    assert "没有别的事项等您处理" in text(page)


def test_what_is_said_after_an_act_comes_with_the_way_to_the_next() -> None:
    client, _ = sit(Role.REVIEWER)
    assert "?after=" not in client.get("/").content.decode()
    client.post(reverse("postings:switch"), {"posting": "none"})
    assert f'rel="next" href="{NEXT}?after=/"' in client.get("/").content.decode()


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_who_has_no_cases_is_led_to_the_desk(role: Role) -> None:
    client, _ = sit(role, None)
    assert client.get(NEXT).headers["Location"] == "/"


def test_a_list_of_a_queue_is_worked_off_before_what_falls_due_earlier() -> None:
    client, reviewer = sit(Role.REVIEWER)
    earlier, *later = (factories.record("pending_review") for _ in range(3))
    other = factories.record("pending_notice")
    client.get("/records/?queue=notice")
    assert client.get(NEXT).headers["Location"] == address(other)
    page = client.get(NEXT, {"after": address(other)}, follow=True)
    assert page.redirect_chain[0][0] == Worklist(reviewer).work()[0].url
    assert "这一列待办已经办完" in text(page)
    assert "这一列待办已经办完" not in text(client.get(NEXT, {"after": address(other)}, follow=True))


def test_the_desk_forgets_the_queue_one_came_from_and_the_list_of_a_place_is_one() -> None:
    client, reviewer = sit(Role.REVIEWER)
    for status in ("pending_review", "pending_notice"):
        factories.record(status)
    client.get("/work/?place=records")
    assert set(client.session["queues"]) >= {"review", "notice"}
    client.get("/")
    assert "queues" not in client.session
    assert client.get(NEXT).headers["Location"] == Worklist(reviewer).work()[0].url
