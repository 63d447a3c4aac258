"""批量登记交接: one document hands many promises on to another post, each with its own succession and trail row."""

from __future__ import annotations

import pytest

from common.cases import bulk_page as bulk
from common.cases.page_token import token_of
from common.models import Transition
from common.roles import Role
from tests import factories
from tests.commitments import makers
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
HAND_ON = "/commitments/bulk/hand_on/"
ON = makers.days_ago(2)
TO = {
    "kind": "person",
    "to_post": "计财科",
    "on": f"{ON}",
    "document": "移交清单 3 号",
    "reason": "科室分工调整",
}


def asked(posting, rows, **typed):
    ticks = [f"{row.pk}:{row.content_version}" for row in rows]
    sent = {"asked": "1", **typed} if typed else {}
    return client_of(posting).post(HAND_ON, {"record": ticks, "filters": "", **sent})


def confirmed(posting, rows, **typed):
    marks = [f"{row.pk}:{token_of(row)}" for row in rows]
    return client_of(posting).post(HAND_ON, {"record": marks, "filters": "", "confirmed": "1", **typed})


def again(row):
    return type(row).objects.get(pk=row.pk)


def test_promises_of_several_domains_are_handed_on_by_one_document_and_keep_their_days():
    officer = factories.posting(Role.OFFICER)
    made = [makers.running("procurement"), makers.running("investment")]
    first = text(asked(officer, made))
    for words in ("交接给谁", "选中的 2 项", "现责任岗位或责任人", "交接文书", "理由或意见"):
        assert words in first
    shown = text(asked(officer, made, **TO))
    assert "将办理 2 项" in shown
    assert shown.count("责任岗位或责任人：采购科 → 计财科") == 2
    assert [row.successions.count() for row in made] == [0, 0]
    assert confirmed(officer, made, **TO).status_code == 302
    for row in made:
        now, passed = again(row), row.successions.get()
        assert (now.post, now.due_on, now.content_version) == ("计财科", row.due_on, row.content_version)
        assert (passed.from_post, passed.to_post, passed.on, passed.kind) == (
            "采购科",
            "计财科",
            ON,
            "person",
        )
        step = Transition.objects.filter(object_id=row.pk).latest("seq")
        assert (step.act, step.reason, step.actor) == ("hand_on", "科室分工调整", officer.user_id)
        assert (step.before["post"], step.after["post"]) == ("采购科", "计财科")


def test_what_is_not_registered_and_what_was_handed_on_later_are_told_and_left_alone():
    officer = factories.posting(Role.OFFICER)
    bare, later = makers.draft(signed_on=None), makers.running()
    good = makers.running()
    confirmed(officer, [later], **{**TO, "on": f"{makers.days_ago(1)}", "to_post": "项目科"})
    shown = text(asked(officer, [bare, again(later), good], **TO))
    assert "将办理 1 项" in shown
    assert "现在是“草稿”，不能登记交接" in shown
    assert "交接日期不对" in shown
    done = text(confirmed(officer, [bare, again(later), good], **TO))
    assert "办成 1 项，跳过 2 项" in done
    assert [row.successions.count() for row in (bare, later, good)] == [0, 1, 1]


@pytest.mark.parametrize("missing", ["kind", "to_post", "on", "document"])
def test_nothing_is_tried_before_it_says_to_whom_when_and_by_what(missing):
    officer, made = factories.posting(Role.OFFICER), makers.running()
    given = {**TO, missing: ""}
    assert asked(officer, [made], **given).status_code == 422
    assert confirmed(officer, [made], **given).status_code == 422
    assert acts_of(made)[-1] == "register"


def test_what_changed_since_the_page_was_shown_is_left_and_nothing_is_handed_on_twice():
    officer, made = factories.posting(Role.OFFICER), makers.running()
    sent = {"record": [f"{made.pk}:{token_of(made)}"], "filters": "", "confirmed": "1", **TO}
    client = client_of(officer)
    assert client.post(HAND_ON, sent).status_code == 302
    assert bulk.STALE in text(client.post(HAND_ON, sent))
    assert made.successions.count() == 1


def test_a_department_hands_on_its_own_and_learns_nothing_of_others():
    mine, other = makers.running(), makers.running()
    posting = makers.representative(mine)
    assert "批量登记交接" in text(client_of(posting).get("/commitments/"))
    shown = text(asked(posting, [mine, other], **TO))
    assert "另有 1 项不在您的岗位范围内" in shown
    assert other.number not in shown
    confirmed(posting, [mine, other], **TO)
    assert [row.successions.count() for row in (mine, other)] == [1, 0]


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.DIRECTOR, Role.AUDITOR])
def test_only_both_sides_hand_on(role):
    made = makers.running()
    client, held = sit(role)
    assert confirmed(held, [made], **TO).status_code == 403
    assert "批量登记交接" not in text(client.get("/commitments/"))
    assert acts_of(made)[-1] == "register"
