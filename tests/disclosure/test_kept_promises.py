"""承诺兑现 in public: what may be read of a promise, of whom, where; never to whom, for how much, late or broken."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commitments.queues import QUEUES
from commitments.services import changing, disputing, entering, fulfilling, opening
from common import projections
from common.errors import NotAllowed, NotEligible
from common.models import Deadline, RuleValue, Transition
from common.roles import Role
from disclosure.open.models import OpenPromise
from disclosure.store.check import differences
from tests import factories
from tests.commitments import makers
from tests.commitments.ledgers import line
from tests.commitments.makers import TODAY, days_ago
from tests.commitments.test_opening import shown, signed
from tests.databases import as_owner
from tests.disclosure.test_boards import look
from tests.disclosure.test_guides import text
from tests.disclosure.test_wall import hide

pytestmark = pytest.mark.django_db
DOMAINS = ("procurement", "ppp", "investment")
LATER = TODAY + timedelta(days=40)
NEVER = ("逾期未", "违约失信", "未兑现", "逾期兑现")


def body(place="320102", **given):
    return factories.department(place, **{"level": "county", **given})


def theirs(case):
    return f"/departments/{case.department.credit_code}/promises/"


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_promise_is_told_with_its_day_and_not_to_whom_nor_for_how_much(read, domain):
    given = {"content": "十月底前交付标准厂房配套的变电站", "agreed_on": days_ago(5)}
    case = makers.running(domain, amount=Decimal("876543.21"), **given)
    signed(case)
    assert "变电站" not in look(read, "/promises/").content.decode(), "signed is not shown"
    made = opening.show(case, by=factories.posting(Role.DIRECTOR))
    acts = [row.act for row in Transition.objects.filter(object_id=case.pk).order_by("seq")]
    assert acts[-2:] == ["sign_public", "show"]
    for address in ("/promises/", f"/p/{made.public_id}/", theirs(case)):
        page = text(look(read, address))
        for told in (case.content, case.document_title, case.document_number, case.get_domain_display()):
            assert told in page, address
        assert case.department.name in page
        assert f"到期日 {days_ago(5)}" in page
        assert str(case.signed_on) in page
        assert "办理中" in page
        for hidden in (case.counterparty, "876", "87.65", case.post, *NEVER):
            assert hidden not in page, address
    assert differences() == []


def test_kept_and_lawfully_changed_are_called_so_and_before_a_court_nothing_is(read):
    case = makers.running("procurement", agreed_on=LATER)
    address = f"/p/{shown(case).public_id}/"
    assert "办理中" in text(look(read, address))
    officer = factories.posting(Role.OFFICER)
    given = {"raised_by": "模拟公司", "matter": "付款条件", "body": "模拟法院", "received_on": TODAY}
    suit = disputing.raise_dispute(case, by=officer, kind="suit", **given)
    assert "争议处理中" in text(look(read, address))
    makers.paid(case)
    fulfilling.accept(case, by=factories.posting(Role.OFFICER))
    page = text(look(read, address))
    assert "争议处理中" in page
    assert f"{TODAY} 兑现" not in page, "in a suit no verdict is shown, be it a good one"
    disputing.answer_dispute(case, by=officer, dispute=suit, answered_on=TODAY, answer_document="模拟裁定")
    page = text(look(read, address))
    assert "已兑现" in page
    assert f"{TODAY} 兑现" not in page, "beside the due day it would say who was late"
    assert differences() == []


def test_a_day_that_is_lawfully_moved_is_shown_as_moved(read):
    case = makers.running("investment")
    address = f"/p/{shown(case).public_id}/"
    assert "办理中" in text(look(read, address))
    asked = makers.asked(case)
    changing.grant_change(case, by=factories.posting(Role.DIRECTOR), reason="规划调整")
    page = text(look(read, address))
    assert "办理中" in page
    assert f"到期日 {asked.new_agreed_on}" in page
    assert f"{TODAY} 依法变更" in page
    given = {"raised_by": "模拟公司", "matter": "变更是否合法", "body": "模拟法院", "received_on": TODAY}
    officer = factories.posting(Role.OFFICER)
    suit = disputing.raise_dispute(case, by=officer, kind="suit", **given)
    page = text(look(read, address))
    assert "争议处理中" in page
    assert f"{TODAY} 依法变更" not in page, "whether it was lawful is before the court"
    disputing.answer_dispute(case, by=officer, dispute=suit, answered_on=TODAY, answer_document="模拟裁定")
    makers.asked(case, new_agreed_on=None, ends_promise=True)
    changing.end_by_change(case, by=factories.posting(Role.DIRECTOR), reason="规划调整")
    assert "依法变更" in text(look(read, "/promises/", state="changed"))
    assert differences() == []


def test_a_day_that_an_unconfirmed_rule_counted_is_not_shown_until_it_is_confirmed(read):
    case = makers.running("procurement", agreed_on=None, own={"delivered_on": days_ago(50)})
    assert case.due_on == days_ago(20)
    unsettled = RuleValue.objects.get(kind="breach_clock", key="verify")
    Deadline.objects.filter(object_id=case.pk, kind="commitments.due").update(rule=unsettled)
    address = f"/p/{shown(case).public_id}/"
    assert "办理中" in text(look(read, address))
    assert str(case.due_on) not in text(look(read, address))
    director = factories.posting(Role.DIRECTOR)
    settled = {"confirmed_by": director.user_id, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(pk=unsettled.pk).update(**settled)
    with transaction.atomic():
        projections.changed()
    assert str(case.due_on) in text(look(read, address))
    assert differences() == []


@pytest.mark.parametrize("way", ["hidden", "unlawful", "body"])
def test_what_is_taken_down_leaves_every_list_and_its_address_answers_410(read, way):
    case = makers.running("investment", content="独一无二的承诺卌卌")
    address = f"/p/{shown(case).public_id}/"
    assert look(read, address).status_code == 200
    director = factories.posting(Role.DIRECTOR)
    if way == "hidden":
        opening.hide(case, by=director, reason="文件换版")
    elif way == "unlawful":
        found = {
            "unlawful_document": "模拟审查意见",
            "unlawful_on": TODAY,
            "wind_up": "清理",
            "reliance": "无",
        }
        changing.find_unlawful(case, by=director, reason="审查机关已作出意见", **found)
    else:
        hide(case.department)
    gone = look(read, address)
    assert gone.status_code == 410
    for there in (
        gone,
        look(read, "/promises/"),
        look(read, theirs(case)),
        look(read, "/promises/", q="卌卌"),
    ):
        assert "独一无二的承诺" not in there.content.decode()
    assert differences() == []


def test_the_list_is_narrowed_by_words_place_domain_and_state(read):
    here, there = body(name="模拟区水务局（演示）"), body("320505", name="模拟区教育局（演示）")
    first = makers.running("procurement", body=here, content="河道清淤的合同款", agreed_on=LATER)
    second = makers.running("investment", body=there, content="校舍配套的供地")
    board = line("townships", "pledge", content="年底前新建错车道")
    measured = line("townships", "civility", content="文明村镇测评卌")
    for case in (first, second, board, measured):
        shown(case)
    every = (first, second, board)
    for asked, found in (
        ({}, every),
        ({"q": "清淤"}, [first]),
        ({"q": "模拟区 教育局"}, [second]),
        ({"q": first.document_number}, [first]),
        ({"city": "320500"}, [second]),
        ({"city": "320100", "county": "320102"}, [first, board]),
        ({"city": "320100", "county": "320505"}, [first, board]),
        ({"domain": "investment"}, [second]),
        ({"domain": "debt"}, every),
        ({"state": "running"}, every),
        ({"state": "kept"}, []),
        ({"state": "broken"}, every),
    ):
        page = re.sub("</?mark>", "", text(look(read, "/promises/", **asked)))
        assert [one for one in every if one.content in page] == list(found), asked
    page = text(look(read, "/promises/"))
    assert "测评卌" not in page, "a score is nothing that is kept or not"
    for word in ("政府采购", "招商引资", "乡镇街道"):
        assert f"<span>{word}</span> <b>1</b>" in page
    assert "<span>政府和社会资本合作</span> <b>0</b>" in page
    assert "没有查到公开的承诺" in text(look(read, "/promises/", q="飞船"))


def test_a_department_has_a_page_of_its_own_that_its_archive_leads_to(read):
    case = makers.running("ppp", content="按季支付的可行性缺口补助")
    shown(case)
    shown(makers.running("ppp", content="别处的承诺"))
    archive = f"/departments/{case.department.credit_code}/"
    assert theirs(case) in look(read, archive).content.decode()
    page = look(read, theirs(case)).content.decode()
    assert archive in page
    assert case.content in page
    assert "别处的承诺" not in page
    empty = look(read, f"/departments/{factories.department().credit_code}/promises/")
    assert "没有查到公开的承诺" in text(empty)
    assert "noindex" in empty.content.decode()
    assert look(read, f"/departments/{factories.credit_code()}/promises/").status_code == 404


def test_a_township_keeps_its_board_and_stands_in_the_list_with_everybody(read):
    case = line("townships", "pledge", content="年底前新建错车道", agreed_on=days_ago(5))
    made = shown(case)
    assert "办理中" in text(look(read, f"/townships/{case.department.credit_code}/"))
    page = look(read, f"/p/{made.public_id}/").content.decode()
    assert "/townships/" in page
    assert theirs(case) in page
    assert "办理中" in text(look(read, theirs(case)))
    other = makers.running("ppp")
    assert "我要评价" not in look(read, f"/p/{shown(other).public_id}/").content.decode()
    assert look(read, f"/townships/{other.department.credit_code}/").status_code == 404
    assert other.department.name not in look(read, "/townships/").content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"content": "向模拟供应商有限公司（演示）付清货款"}, "相对方"),
        (
            {"document_title": "与 91320100000000000X 的合同", "counterparty_code": "91320100000000000X"},
            "相对方",
        ),
        ({"content": "拨付设备补助 300 万元"}, "金额"),
        ({"content": "拨付奖励资金五百万元"}, "金额"),
        ({"content": "由王建国负责，联系电话 13912345678"}, "个人信息"),
    ],
)
def test_a_text_that_names_the_other_side_a_sum_or_a_person_is_signed_by_nobody(given, words):
    case = makers.running("procurement")
    type(case).objects.filter(pk=case.pk).update(**given)
    case.refresh_from_db()
    with pytest.raises(NotEligible, match=words):
        signed(case)


@pytest.mark.parametrize(
    "own",
    [
        {"authority": "beyond"},
        {"authority": "unchecked"},
        {"legality": "failed"},
        {"competition": "failed"},
    ],
)
def test_what_may_prove_unlawful_is_not_opened_and_waits_for_nobody(own):
    queue = next(one for one in QUEUES if one.key == "commitments_sign")
    reviewer = factories.posting(Role.SECRECY)
    case = makers.running("investment", own=own)
    with pytest.raises(NotEligible, match="涉嫌越权"):
        signed(case)
    assert case not in queue.rows(reviewer)
    sound = makers.running("investment", content="没有疑问的承诺")
    assert sound in queue.rows(reviewer)
    signed(sound)
    assert sound not in queue.rows(reviewer)


def test_of_public_debt_nothing_is_opened():
    with pytest.raises(NotEligible, match="没有公开页"):
        opening.show(makers.running("debt"), by=factories.posting(Role.DIRECTOR))
    with pytest.raises(NotAllowed):
        opening.sign_public(makers.running("ppp"), by=factories.posting(Role.OFFICER), sheet="可以公开")


def test_the_store_itself_refuses_what_no_promise_in_public_is():
    shown(makers.running("ppp"))
    key = OpenPromise.objects.get().pk
    with as_owner() as cursor:
        for change in (
            "domain = 'debt'",
            "matter = 'pledge'",
            "state = 'disputed', changed_on = CURRENT_DATE",
            "state = 'late'",
        ):
            statement = f"UPDATE open.stored_promise SET {change} WHERE public_id = %s"
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute(statement, [str(key)])


def test_what_is_written_down_later_moves_the_day_and_nothing_of_it_is_told(read):
    case = makers.running("procurement", agreed_on=None)
    address = f"/p/{shown(case).public_id}/"
    assert "办理中" in text(look(read, address))
    own = {"delivered_on": days_ago(40), "acceptance_document": "模拟验收书卌", "accepted_on": days_ago(40)}
    entering.follow_up(case, by=makers.representative(case), own={**own, "is_passed": True})
    page = text(look(read, address))
    assert f"到期日 {days_ago(10)}" in page
    assert "验收书卌" not in page
    assert differences() == []
