"""Whoever handed a case on hears what became of it, once, and of nothing that they did themselves."""

from __future__ import annotations

import pytest
from django.urls import reverse

from common.cases.page_token import token_of
from common.models import Notice
from common.roles import Role
from postings.models import Posting
from tests import factories
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
TOPIC = "outcome"


def seat_of(user) -> Posting:
    return Posting.objects.get(user=user)


def act(seat: Posting, record, name: str, **given: str):
    sent = {"reason": "已核对", "page_token": token_of(record), **given}
    answer = client_of(seat).post(f"/records/{record.record_no}/{name}/", sent)
    assert answer.status_code == 302, text(answer)
    record.refresh_from_db()


def heard(seat: Posting) -> list[str]:
    return list(Notice.objects.waiting_for(seat.pk).filter(topic=TOPIC).values_list("text", flat=True))


def test_the_clerk_hears_of_the_return_and_of_each_later_step_in_one_line():
    record = factories.record("pending_review")
    clerk, reviewer = seat_of(record.entered_by), factories.posting(Role.REVIEWER)
    act(reviewer, record, "return", reason="金额与文书不一致")
    (told,) = heard(clerk)
    assert told.endswith("：退回")
    assert record.record_no in told
    assert "金额与文书不一致" not in told, "the reason stands on the page alone"
    act(clerk, record, "submit")
    assert [words[-2:] for words in heard(clerk)] == ["退回"], "nobody hears of an act of their own"
    act(reviewer, record, "pass_review")
    assert [words[-4:] for words in heard(clerk)] == ["复核通过"]
    assert [words[-4:] for words in heard(reviewer)] == ["提交复核"], "what was sent back came again"
    notice = Notice.objects.waiting_for(clerk.pk).get(topic=TOPIC)
    led = client_of(clerk).get(reverse("common:follow_notice", args=[notice.pk]))
    assert led["Location"] == f"/records/{record.record_no}/"


def test_who_entered_it_and_who_confirmed_it_hear_that_it_was_withdrawn():
    record = factories.record("confirmed")
    clerk, reviewer = seat_of(record.entered_by), seat_of(record.reviewed_by)
    director = factories.posting(Role.DIRECTOR)
    given = {"source_number": "苏行撤〔2026〕1号", "source_dated_on": "2026-11-01"}
    act(director, record, "withdraw", source_body="模拟法院（演示）", **given)
    assert [words[-2:] for words in heard(clerk)] == ["撤销"]
    assert [words[-2:] for words in heard(reviewer)] == ["撤销"]
    assert heard(director) == []


def test_many_at_once_are_told_of_as_one_is_and_a_trial_tells_nobody():
    records = [factories.record("pending_review") for _ in range(2)]
    reviewer = factories.posting(Role.REVIEWER)
    ticks = [f"{record.record_no}:{token_of(record)}" for record in records]
    client = client_of(reviewer)
    client.post("/records/bulk/return/", {"record": ticks})
    assert not Notice.objects.filter(topic=TOPIC).exists()
    client.post("/records/bulk/return/", {"record": ticks, "confirmed": "1", "reason": "附件缺失"})
    assert [len(heard(seat_of(record.entered_by))) for record in records] == [1, 1]


def test_a_refused_act_tells_nobody():
    record = factories.record("pending_review")
    sent = {"reason": "", "page_token": token_of(record)}
    answer = client_of(factories.posting(Role.REVIEWER)).post(f"/records/{record.record_no}/return/", sent)
    assert answer.status_code == 422
    assert not Notice.objects.filter(topic=TOPIC).exists()
