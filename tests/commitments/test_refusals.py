"""What the table refuses is refused before it, beside its field, with what to do; what is asked is answered to the end."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from commitments.queues import QUEUES
from commitments.services import changing, disputing, entering, fulfilling
from common.errors import Incomplete
from common.models import Deadline
from common.roles import Role
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import TODAY, days_ago
from tests.commitments.test_commitments import UNLAWFUL
from tests.office import client_of, text, token_of

pytestmark = pytest.mark.django_db
ORDER = [
    ("evaluated_on", "reported_on"),
    ("reported_on", "decided_on"),
    ("decided_on", "awarded_on"),
    ("changed_on", "change_published_on"),
    ("receivable_asked_on", "receivable_confirmed_on"),
]
WRONG = [
    *(("procurement", {one: days_ago(3), two: days_ago(4)}, two, "不能早于.*请核对") for one, two in ORDER),
    (
        "procurement",
        {
            "delivered_on": days_ago(3),
            "accepted_on": days_ago(4),
            "is_passed": True,
            "acceptance_document": "验收书",
        },
        "accepted_on",
        "不能早于.*请核对",
    ),
    ("procurement", {"is_passed": True}, "accepted_on", "请填写验收日期"),
    ("procurement", {"acceptance_document": "验收书"}, "accepted_on", "请填写验收日期"),
    ("procurement", {"agreed_rate": Decimal(0)}, "agreed_rate", "请留空"),
    ("procurement", {"agreed_rate": Decimal(101)}, "agreed_rate", "请留空"),
    ("investment", {"land_area": Decimal(0)}, "land_area", "请留空"),
]


@pytest.mark.parametrize(("domain", "own", "field", "words"), WRONG)
def test_what_the_table_refuses_is_said_beside_its_field(domain, own, field, words):
    with pytest.raises(Incomplete, match=words) as refused:
        makers.draft(domain, own=own)
    assert field in refused.value.fields


def test_what_is_typed_later_has_to_hold_against_what_stands():
    case = makers.running("procurement", own={"delivered_on": days_ago(9)})
    client = client_of(makers.representative(case))
    typed = {
        "own_delivered_on": days_ago(9).isoformat(),
        "own_accepted_on": days_ago(10).isoformat(),
        "own_is_passed": "true",
        "own_acceptance_document": "验收书 1 号",
        "page_token": token_of(case),
    }
    answer = client.post(f"/commitments/{case.pk}/follow_up/", typed)
    assert answer.status_code == 422
    assert f"不能早于交付日期 {days_ago(9)}" in text(answer)
    with pytest.raises(Incomplete):
        entering.follow_up(case, by=makers.representative(case), own={"accepted_on": days_ago(10)})


def test_a_change_never_moves_the_day_before_the_signing():
    case = makers.running()
    with pytest.raises(Incomplete, match="签署日期") as refused:
        makers.asked(case, new_agreed_on=case.signed_on - timedelta(days=1))
    assert "new_agreed_on" in refused.value.fields
    makers.asked(case, new_agreed_on=case.signed_on)


@pytest.mark.parametrize("way", ["kept", "changed", "unlawful"])
def test_what_is_asked_is_answered_though_the_promise_has_ended(way):
    case = makers.running("procurement", own={"delivered_on": days_ago(60)})
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    made = disputing.raise_dispute(
        case,
        by=officer,
        kind="question",
        raised_by="模拟供应商（演示）",
        matter="付款迟延",
        body="采购人",
        received_on=TODAY,
    )
    if way == "kept":
        makers.paid(case)
        fulfilling.accept(case, by=officer)
    elif way == "changed":
        makers.asked(case, ends_promise=True, new_agreed_on=None)
        changing.end_by_change(case, by=director, reason="公共利益")
    else:
        changing.find_unlawful(case, by=director, reason="越权", **UNLAWFUL)
    assert case.status == way
    clock = Deadline.objects.get(object_id=made.pk)
    assert clock.is_open
    waiting = next(queue for queue in QUEUES if queue.key == "commitments_answer")
    assert case.number in text(client_of(officer).get(f"/commitments/?queue={waiting.key}"))
    disputing.answer_dispute(case, by=officer, dispute=made, answered_on=TODAY, answer_document="答复 1 号")
    clock.refresh_from_db()
    assert (clock.met_on, case.status) == (TODAY, way)
