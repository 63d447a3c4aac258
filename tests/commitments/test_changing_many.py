"""批量修改 of promises: drafts of any domain at once, before → after of each shown first, each with a trail row of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commitments.bulk_acts import ON_MANY
from commitments.domains.domain import domains
from commitments.services import entering
from common.cases import bulk_page as bulk
from common.cases.page_token import token_of
from common.models import Transition
from common.roles import Role
from records.facts.changing_many import SAME
from tests import factories
from tests.commitments import makers
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
EDIT = "/commitments/bulk/edit/"
DUE = makers.TODAY + timedelta(days=90)


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


def asked(posting, rows, address=EDIT, **typed):
    """Send the list's ticks, with what was typed where anything was."""
    ticks = [f"{row.pk}:{row.content_version}" for row in rows]
    sent = {"asked": "1", **typed} if typed else {}
    return client_of(posting).post(address, {"record": ticks, "filters": "", **sent})


def confirmed(posting, rows, address=EDIT, **typed):
    marks = [f"{row.pk}:{token_of(row)}" for row in rows]
    return client_of(posting).post(address, {"record": marks, "filters": "", "confirmed": "1", **typed})


def again(row):
    return type(row).objects.get(pk=row.pk)


def test_drafts_of_several_domains_are_asked_about_then_shown_and_only_then_changed(clerk):
    made = [makers.draft(domain, clerk=clerk) for domain in ("procurement", "investment", "bidding")]
    first = text(asked(clerk, made))
    for words in ("改成什么", "选中的 3 项", "载体", "约定兑现期限", "责任岗位或责任人", "备注"):
        assert words in first
    typed = {"agreed_on": f"{DUE}", "post": "计财科", "reason": "同一批合同统一写明"}
    shown = text(asked(clerk, made, **typed))
    assert "将办理 3 项" in shown
    assert f"合同写明的付款日：{makers.days_ago(30)} → {DUE}" in shown
    assert shown.count("采购科 → 计财科") == 3
    assert [again(row).post for row in made] == ["采购科"] * 3
    assert confirmed(clerk, made, **typed).status_code == 302
    for row in made:
        now, part = again(row), domains[row.domain].part_of(row)
        assert (now.agreed_on, now.post, now.content_version) == (DUE, "计财科", 2)
        assert (now.content, now.amount, now.last_changed_by) == (row.content, row.amount, clerk.user)
        assert {name: getattr(part, name) for name in makers.OWN[row.domain]} == makers.OWN[row.domain]
        step = Transition.objects.filter(object_id=row.pk).latest("seq")
        assert (step.act, step.reason, step.actor) == ("edit", "同一批合同统一写明", clerk.user_id)
        assert (step.before["post"], step.after["post"]) == ("采购科", "计财科")


@pytest.mark.parametrize("domain", makers.OWN)
def test_a_draft_of_each_domain_is_changed_by_its_own_form_and_keeps_all_else(clerk, domain):
    made = makers.draft(domain, clerk=clerk)
    part = domains[domain].part_of(made)
    assert confirmed(clerk, [made], remark="同一批录入").status_code == 302
    now = again(made)
    assert (now.remark, acts_of(made)) == ("同一批录入", ["enter", "edit"])
    changing = {"remark", "content_version", "last_changed_by"}
    kept = [field.attname for field in made._meta.concrete_fields if field.name not in changing]
    assert {name: getattr(now, name) for name in kept} == {name: getattr(made, name) for name in kept}
    after = domains[domain].part_of(made)
    assert {name: getattr(after, name) for name in domains[domain].columns} == {
        name: getattr(part, name) for name in domains[domain].columns
    }


def test_what_is_no_draft_any_more_is_told_with_its_reason_and_left_alone(clerk):
    draft, pending, same = (makers.draft(clerk=clerk, **given) for given in ({}, {}, {"post": "计财科"}))
    entering.submit(pending, by=clerk)
    running = makers.running()
    rows = [draft, again(pending), same, running]
    shown = text(asked(clerk, rows, post="计财科"))
    assert "将办理 1 项" in shown
    assert "跳过 3 项" in shown
    assert "现在是“待复核”，不能修改" in shown
    assert f"现在是“{running.get_status_display()}”，不能修改" in shown
    assert SAME in shown
    assert "办成 1 项，跳过 3 项" in text(confirmed(clerk, rows, post="计财科"))
    assert [acts_of(row)[-1] for row in rows] == ["edit", "submit", "enter", "register"]


def test_what_a_domain_does_not_know_is_refused_of_its_promises_alone(clerk):
    made = [makers.draft("procurement", clerk=clerk), makers.draft("investment", clerk=clerk)]
    made[1].edit(by=clerk, promise_kind="other")
    shown = text(asked(clerk, made, promise_kind="funds"))
    assert "这一领域没有这类承诺，请另选承诺类型" in shown
    assert "funds" not in shown
    assert "跳过 1 项" in shown
    confirmed(clerk, made, promise_kind="funds")
    assert [again(row).promise_kind for row in made] == ["payment", "funds"]


def test_no_day_before_the_signing_and_no_hidden_debt_comes_in_by_the_hundred(clerk):
    late = makers.draft(clerk=clerk)
    debt = makers.draft("debt", clerk=clerk)
    early = makers.days_ago(300)
    assert f"期限不能早于签署日期 {late.signed_on}" in text(asked(clerk, [late], agreed_on=f"{early}"))
    shown = text(asked(clerk, [late, debt], remark="化解隐性债务"))
    assert ("将办理 1 项" in shown, "跳过 1 项" in shown) == (True, True)
    confirmed(clerk, [late, debt], remark="化解隐性债务")
    assert [again(row).remark for row in (late, debt)] == ["化解隐性债务", ""]


def test_the_one_part_of_a_promise_that_nobody_split_follows(clerk):
    made = makers.draft(clerk=clerk)
    entering.submit(made, by=clerk)
    made.move("return", by=factories.posting(Role.REVIEWER), reason="期限写错")
    confirmed(clerk, [again(made)], agreed_on=f"{DUE}")
    assert [part.agreed_on for part in made.instalments.all()] == [DUE]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "没有填"}, "请至少填一项要改成什么"),
        ({"carrier": "space"}, "没有“space”这一项"),
        ({"remark": "机密★"}, "含有密级标志“机密”"),
        ({"signed_on": "2026-02-30"}, "签署日期不是有效的日期"),
    ],
)
def test_what_no_promise_may_hold_is_refused_before_any_is_tried(clerk, typed, sentence):
    made = makers.draft(clerk=clerk)
    answer = asked(clerk, [made], **typed)
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert confirmed(clerk, [made], **typed).status_code == 422
    assert acts_of(made) == ["enter"]


def test_what_changed_since_the_page_was_shown_is_left_and_nothing_is_done_twice(clerk):
    made, other = makers.draft(clerk=clerk), makers.draft(clerk=clerk)
    old = again(made)
    made.edit(by=clerk, remark="改过")
    assert bulk.STALE in text(asked(clerk, [old], post="计财科"))
    sent = {"record": [f"{other.pk}:{token_of(other)}"], "filters": "", "confirmed": "1", "post": "计财科"}
    client = client_of(clerk)
    assert client.post(EDIT, sent).status_code == 302
    assert bulk.STALE in text(client.post(EDIT, sent))
    assert (acts_of(made), acts_of(other)) == (["enter", "edit"], ["enter", "edit"])


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR])
def test_only_who_enters_promises_may_change_many_drafts(role):
    made = makers.draft()
    client, held = sit(role)
    assert confirmed(held, [made], post="计财科").status_code == 403
    assert "批量修改" not in text(client.get("/commitments/"))
    assert acts_of(made) == ["enter"]


def test_another_citys_promise_is_neither_changed_nor_named():
    here = factories.posting(Role.CLERK, "320100")
    mine = makers.draft(body=factories.department("320100"), clerk=here)
    there = makers.draft(body=factories.department("320500", name="苏州某局"))
    assert "批量修改" in text(client_of(here).get("/commitments/"))
    shown = text(asked(here, [mine, there], post="计财科"))
    assert "另有 1 项不在您的岗位范围内" in shown
    assert there.number not in shown
    confirmed(here, [mine, there], post="计财科")
    assert [acts_of(row)[-1] for row in (mine, there)] == ["edit", "enter"]


def test_what_tells_one_promise_from_another_is_not_offered(clerk):
    made = makers.draft(clerk=clerk)
    assert not {"content", "document_number", "amount", "counterparty", "counterparty_code"} & set(ON_MANY)
    assert confirmed(clerk, [made], content="另一项承诺").status_code == 422
