"""A supplier follows its own line by receipt and code: what each act told, to whoever holds the code and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from commitments.acts import ACTS
from commitments.models import LineCode
from commitments.services import changing, disputing, entering, fulfilling, inheriting, line_codes
from common.errors import NotAllowed, NotEligible, WrongState
from common.models import RuleValue, Transition
from common.roles import Role
from disclosure.store.check import differences
from intake import sending
from intake.applications import Step
from intake.models import Answer
from intake.sealing import QueryCode
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import TODAY, days_ago
from tests.office import client_of, text, token_of

pytestmark = pytest.mark.django_db


def bought(**given: Any) -> Any:
    return makers.running("procurement", **{"agreed_on": None, **given})


def issued(case: Any, by: Any = None) -> QueryCode:
    return line_codes.issue_line_code(case, by=by or makers.representative(case))


@pytest.fixture
def told(as_public: Any) -> Any:
    """`told(code)`: what its holder reads on the public site, step by step, as the public role."""

    def reading(code: QueryCode) -> list[str]:
        with as_public():
            return [Step.unpacked(reply.text).words for reply in sending.replies(code)]

    return reading


def test_a_code_is_issued_by_either_side_and_opens_its_own_line_alone(told):
    case, other = bought(), bought()
    code = issued(case)
    issued(other, by=factories.posting(Role.OFFICER))
    (words,) = told(code)
    assert words.startswith("发放查询码\n")
    assert case.document_number in words
    assert f"{TODAY} 登记" in words
    assert "第 1 期：还没有起算" in words
    for hidden in (other.document_number, "100000", case.counterparty, case.post, case.entered_by.name):
        assert hidden not in words
    assert told(QueryCode.fresh()) == [], "a wrong code tells nothing"
    assert Transition.objects.filter(object_id=case.pk).latest("seq").act == "issue_line_code"
    assert differences() == []


def test_of_the_code_a_digest_is_kept_and_the_page_tells_it_once():
    case = bought()
    act, by = ACTS["issue_line_code"], makers.representative(case)
    assert act.bar(case, by) == ""
    code = act.do(case, by, {})
    row = LineCode.objects.get()
    assert bytes(row.token_hash) == code.token_hash
    assert row.receipt == code.receipt
    kept = [*LineCode.objects.values(), *Answer.objects.values(), *Transition.objects.values()]
    assert code.letters not in str(kept)
    assert str(code) not in str(kept)
    assert (str(code) in act.warn(case), code.receipt in act.warn(case)) == (True, True)
    assert act.warn(type(case).objects.get(pk=case.pk)) == ""


def test_who_issues_it_in_which_state_and_for_which_promises():
    case = bought()
    for role in (Role.CLERK, Role.REVIEWER, Role.DIRECTOR, Role.SECRECY):
        with pytest.raises(NotAllowed):
            issued(case, by=factories.posting(role))
    with pytest.raises(NotAllowed):
        issued(case, by=factories.posting(Role.REPRESENTATIVE))
    officer = factories.posting(Role.OFFICER)
    draft = makers.draft("procurement")
    with pytest.raises(WrongState):
        issued(draft, by=officer)
    entering.void(draft, by=makers.clerk_of(draft), reason="重复")
    with pytest.raises(WrongState):
        issued(draft, by=officer)
    for domain in ("investment", "ppp", "townships"):
        with pytest.raises(NotEligible, match="不发查询码"):
            issued(makers.running(domain), by=officer)


def test_a_new_code_takes_the_place_of_the_former_which_leads_to_nothing(told):
    case = bought()
    first = issued(case)
    second = issued(case)
    assert told(first) == []
    makers.paid(case, on=days_ago(1))
    assert told(first) == []
    assert [words.partition("\n")[0] for words in told(second)] == ["发放查询码", "登记履行"]
    assert differences() == []
    for _ in range(line_codes.MOST - 2):
        issued(case)
    with pytest.raises(NotEligible, match="不能再发"):
        issued(case)
    live = LineCode.objects.get(ended_on=None)
    with pytest.raises(IntegrityError, match="line_code_one_live"), transaction.atomic():
        LineCode.objects.exclude(pk=live.pk).update(ended_on=None)


def test_each_later_act_is_told(told):
    case = bought()
    code, officer = issued(case), factories.posting(Role.OFFICER)
    side, director = makers.representative(case), factories.posting(Role.DIRECTOR)
    entering.follow_up(case, by=side, own={"delivered_on": days_ago(20)})
    moved = {"kind": "person", "to_post": "采购一科", "on": TODAY, "document": "模拟移交清单"}
    inheriting.hand_on(case, by=side, **moved)
    given = {"raised_by": "模拟公司", "matter": "付款条件", "body": "模拟财政局", "received_on": days_ago(5)}
    made = disputing.raise_dispute(case, by=officer, kind="complaint", **given)
    disputing.pause_dispute(case, by=officer, dispute=made, on=TODAY, reason="鉴定")
    disputing.resume_dispute(case, by=officer, dispute=made, on=TODAY)
    disputing.answer_dispute(case, by=officer, dispute=made, answered_on=TODAY, answer_document="模拟决定")
    makers.asked(case, by=officer)
    changing.refuse_change(case, by=director, reason="按合同付款")
    asked = makers.asked(case, by=officer)
    changing.grant_change(case, by=director, reason="规划调整")
    one = case.instalments.get()
    fulfilling.set_dispute_aside(case, by=officer, instalment=one, disputed=4321, reason="数量有争议")
    makers.paid(case)
    fulfilling.accept(case, by=factories.posting(Role.OFFICER))
    steps = told(code)
    assert [words.partition("\n")[0] for words in steps] == [
        *("发放查询码", "登记后续事实", "登记交接", "登记质疑、投诉、诉讼", "暂停投诉期限", "恢复投诉期限"),
        *(
            "登记答复",
            "提出变更",
            "不同意变更",
            "提出变更",
            "同意变更",
            "登记后续事实",
            "登记履行",
            "确认兑现",
        ),
    ]
    last = steps[-1]
    assert f"交付日期：{days_ago(20)}" in last
    assert f"{TODAY} 同意变更：期限改为 {asked.new_agreed_on}" in last
    assert f"{TODAY} 履行，履行完毕" in last
    for hidden in ("采购一科", "数量有争议", "模拟公司", "4321", "100000"):
        assert hidden not in "".join(steps)


@pytest.mark.parametrize("way", ["changed", "unlawful"])
def test_how_it_ended_is_told_and_nothing_after_it_is_void(told, way):
    case = bought(agreed_on=days_ago(5))
    code, director = issued(case), factories.posting(Role.DIRECTOR)
    if way == "changed":
        makers.asked(case, new_agreed_on=None, ends_promise=True)
        changing.end_by_change(case, by=director, reason="规划调整")
        assert f"{TODAY} 同意变更：不再履行" in told(code)[-1]
    else:
        found = {"unlawful_document": "模拟意见", "unlawful_on": TODAY, "wind_up": "清理", "reliance": "无"}
        changing.find_unlawful(case, by=director, reason="审查机关已作出意见", **found)
        assert told(code)[-1].startswith("登记违法或越权的认定")
    number = len(told(code))
    case.status = "void"
    line_codes.tell(case, "fulfil")
    assert len(told(code)) == number


def test_days_late_are_told_by_a_confirmed_clock_alone_and_never_in_dispute(told, monkeypatch):
    case = bought(own={"delivered_on": days_ago(50)})
    code, officer = issued(case), factories.posting(Role.OFFICER)
    assert f"第 1 期：{days_ago(20)} 到期，截至 {TODAY} 逾期 20 天" in told(code)[-1]
    given = {"raised_by": "模拟公司", "matter": "付款条件", "body": "模拟法院", "received_on": TODAY}
    suit = disputing.raise_dispute(case, by=officer, kind="suit", **given)
    assert "不写逾期的天数" in told(code)[-1]
    assert "逾期 20 天" not in told(code)[-1]
    disputing.answer_dispute(case, by=officer, dispute=suit, answered_on=TODAY, answer_document="模拟裁定")
    assert "逾期 20 天" in told(code)[-1]
    unsettled = RuleValue.objects.get(kind="breach_clock", key="verify")
    with monkeypatch.context() as patch:
        patch.setattr(line_codes, "rule_on", lambda *given: unsettled)
        entering.follow_up(case, by=officer, own={"invoiced_on": days_ago(3)})
    assert f"{days_ago(20)} 到期（待核实）" in told(code)[-1]
    assert "逾期" not in told(code)[-1]
    makers.paid(case, on=days_ago(15))
    assert f"{days_ago(20)} 到期，{days_ago(15)} 履行，履行完毕，逾期 5 天" in told(code)[-1]
    one = case.instalments.get()
    type(one).objects.filter(pk=one.pk).update(disputed=1)
    fulfilling.accept(case, by=factories.posting(Role.OFFICER))
    assert "逾期" not in told(code)[-1], "what is disputed in part is called late no more than the whole"


def test_what_nobody_follows_is_told_to_nobody():
    case = bought()
    makers.paid(case)
    assert not Answer.objects.exists()


def test_the_office_reads_receipts_and_the_code_once_where_it_was_issued():
    case = bought()
    client, page = client_of(makers.representative(case)), f"/commitments/{case.pk}/"
    assert "发放查询码" in text(client.get(page))
    given = {"page_token": token_of(case), "reason": ""}
    answer = text(client.post(f"{page}issue_line_code/", given, follow=True))
    row = LineCode.objects.get()
    assert f"回执号：{row.receipt}，查询码：" in answer
    issued(case)
    again = text(client.get(page))
    assert "查询码：" not in again
    for told in (row.receipt, "使用中", "已停用"):
        assert told in again
    other = makers.running("investment")
    assert "发放查询码" not in text(client_of(makers.representative(other)).get(f"/commitments/{other.pk}/"))
