"""Own entries: not approved by oneself, not published by either of the two; the page says why and offers nothing."""

from __future__ import annotations

import pytest

from common.cases.page_token import token_of
from common.errors import NotAllowed
from common.roles import Role
from postings.models import Posting
from records import services
from tests import factories
from tests.office import client_of, text

pytestmark = pytest.mark.django_db


def seat(user, role):
    """Another posting of the same person."""
    return factories.posting(role, user=user)


def test_ones_own_entry_is_not_offered_for_approval_and_the_page_says_why():
    clerk = factories.posting(Role.CLERK)
    made = factories.record("pending_review", clerk=clerk)
    client = client_of(seat(clerk.user, Role.REVIEWER))
    _choose(client, Role.REVIEWER, clerk.user)
    shown = text(client.get(f"/records/{made.record_no}/"))
    assert "自己录入或修改过的记录，须由另一人复核" in shown
    assert "复核通过后" not in shown
    answer = client.post(
        f"/records/{made.record_no}/pass_review/", {"page_token": token_of(made), "reason": ""}
    )
    assert answer.status_code == 403


def test_the_correction_of_ones_own_entry_is_offered_for_return_but_not_for_review():
    clerk = factories.posting(Role.CLERK)
    made = factories.record("confirmed", clerk=clerk)
    case = services.propose_correction(
        made, by=factories.posting(Role.CLERK), kind="clerical", changes={"remark": "补记"}, grounds="笔误"
    )
    client = client_of(seat(clerk.user, Role.REVIEWER))
    _choose(client, Role.REVIEWER, clerk.user)
    shown = client.get(f"/corrections/{case.pk}/").content.decode()
    assert f"/corrections/{case.pk}/return/" in shown
    assert f"/corrections/{case.pk}/review/" not in shown


@pytest.mark.parametrize("hand", ["entered_by", "reviewed_by"])
def test_neither_of_the_two_is_offered_the_publication_and_the_page_says_why(hand):
    act = factories.publication("signed")
    director = seat(getattr(act, hand), Role.DIRECTOR)
    client = client_of(director)
    _choose(client, Role.DIRECTOR, director.user)
    shown = client.get(f"/publications/{act.pk}/").content.decode()
    assert "请另一位负责人办理" in shown
    assert f"/publications/{act.pk}/publish/" not in shown
    answer = client.post(f"/publications/{act.pk}/publish/", {"page_token": token_of(act), "reason": ""})
    assert answer.status_code == 403
    with pytest.raises(NotAllowed, match="另一位负责人"):
        services.publish(act, by=director)
    act.refresh_from_db()
    assert act.status == "pending"


def test_who_had_a_hand_in_the_text_is_not_offered_its_sheet_and_the_page_says_why():
    act = factories.publication("pending")
    client = client_of(seat(act.proposed_by, Role.SECRECY))
    _choose(client, Role.SECRECY, act.proposed_by)
    shown = text(client.get(f"/publications/{act.pk}/"))
    assert "您不能签署这一份" in shown
    assert "签署审查表" not in shown


def test_before_publication_the_numbers_that_change_are_shown():
    act = factories.publication("signed")
    client = client_of(factories.posting(Role.DIRECTOR))
    for address in (f"/publications/{act.pk}/", f"/publications/{act.pk}/publish/"):
        shown = text(client.get(address))
        assert f"{act.fact.of_kind.department.name}在列失信记录 0 1 部门公开档案，公示期内" in shown


def _choose(client, role, user):
    held = Posting.objects.get(user=user, role=role)
    client.post("/posting/", {"posting": str(held.pk)})
