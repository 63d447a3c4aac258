"""The board of a township and the list of enterprises in public: what stands, what never does, and 410 afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from commitments.domains.bidding import Bidding
from commitments.models import RatingCode
from commitments.queues import QUEUES
from commitments.services import changing, disputing, entering, fulfilling, opening
from common.errors import NotEligible
from common.roles import Role
from disclosure.open.models import OpenDishonestEnterprise, OpenEnded, OpenPromise
from disclosure.store.check import differences
from disclosure.store.refresh import refresh_day
from tests import factories
from tests.commitments import makers
from tests.commitments.ledgers import AGENCY, ENTERPRISE, line, tender
from tests.commitments.makers import TODAY, days_ago
from tests.commitments.test_opening import issued, settle, shown, signed
from tests.disclosure.test_cache import forget_state
from tests.disclosure.test_guides import text
from tests.disclosure.test_wall import hide

pytestmark = pytest.mark.django_db
BROKEN = ("逾期未", "违约失信", "未兑现")


def look(read, path, **given):
    forget_state()
    return read(path, **given)


def test_a_board_tells_promise_day_and_what_was_kept_and_nothing_of_late(read):
    case = line("townships", "pledge", content="年底前新建三处公路错车道", agreed_on=days_ago(5))
    board = f"/townships/{case.department.credit_code}/"
    assert look(read, board).status_code == 404
    signed(case)
    assert look(read, board).status_code == 404, "signed is not shown"
    made = opening.show(case, by=factories.posting(Role.DIRECTOR))
    page = text(look(read, board))
    assert "年底前新建三处公路错车道" in page
    assert f"时限 {days_ago(5)}" in page
    assert "办理中" in page, "its day is over, and no verdict is shown"
    for words in BROKEN:
        assert words not in page.replace("没有写“已兑现”的，只说明还没有核实兑现", "")
    assert case.post not in page, "no post in public"
    makers.paid(case)
    fulfilling.accept(case, by=factories.posting(Role.OFFICER))
    page = text(look(read, f"/p/{made.public_id}/"))
    assert "已兑现" in page
    assert f"{TODAY} 兑现" not in page, "beside the due day it would say who was late"
    assert differences() == []
    assert case.department.name in text(look(read, "/townships/", q=case.department.name))


@pytest.mark.parametrize(
    ("matter", "given", "words"),
    [
        ("affairs", {"opened_on": "2026-03-30"}, ["年度财政预算", "2026-03-30 公开"]),
        ("finance", {"accounts_on": "2026-04-29"}, ["每季度公开", "截至 2026-03-31 的账", "2026-04-29 公开"]),
        ("benefit", {"granted_on": "2026-03-16"}, ["每亩 120 元", "1200 人、360,000.00 元"]),
        ("interaction", {}, ["基层群众自治组织依法履行职责事项", "政社互动清单"]),
        ("civility", {}, ["926.50 分", "政务诚信权重 8.00%"]),
        ("pilot", {}, ["模拟县信用试点方案", "2025-01-01 至 2026-03-02"]),
    ],
)
def test_each_kind_of_matter_is_told_on_its_board(read, matter, given, words):
    case = line("townships", matter, **{name: date.fromisoformat(day) for name, day in given.items()})
    shown(case)
    page = text(look(read, f"/townships/{case.department.credit_code}/"))
    for one in words:
        assert one in page
    assert differences() == []


def test_in_a_suit_no_verdict_is_shown_and_what_was_changed_is_called_so(read):
    case = line("townships", "pledge", agreed_on=days_ago(5))
    made = shown(case)
    officer = factories.posting(Role.OFFICER)
    suit = disputing.raise_dispute(
        case,
        by=officer,
        kind="suit",
        raised_by="模拟公司",
        matter="承诺的内容",
        body="模拟法院",
        received_on=TODAY,
    )
    assert "争议处理中" in text(look(read, f"/p/{made.public_id}/"))
    disputing.answer_dispute(case, by=officer, dispute=suit, answered_on=TODAY, answer_document="模拟裁定")
    makers.asked(case, new_agreed_on=None, ends_promise=True)
    changing.end_by_change(case, by=factories.posting(Role.DIRECTOR), reason="规划调整")
    assert "依法变更" in text(look(read, f"/p/{made.public_id}/"))
    assert differences() == []


@pytest.mark.parametrize("way", ["hidden", "unlawful", "body"])
def test_what_is_taken_down_is_gone_and_its_address_answers_410(read, way):
    case = line("townships", "pledge", content="独一无二的承诺卌卌")
    made = shown(case)
    address, board = f"/p/{made.public_id}/", f"/townships/{case.department.credit_code}/"
    assert look(read, address).status_code == 200
    director = factories.posting(Role.DIRECTOR)
    if way == "hidden":
        opening.hide(case, by=director, reason="承诺书换版")
    elif way == "unlawful":
        changing.find_unlawful(
            case,
            by=director,
            reason="审查机关已作出意见",
            unlawful_document="模拟审查意见",
            unlawful_on=TODAY,
            wind_up="清理",
            reliance="没有",
        )
    else:
        hide(case.department)
    gone = look(read, address)
    assert gone.status_code == 410
    assert "卌卌" not in gone.content.decode()
    assert look(read, board).status_code == 404
    assert "卌卌" not in look(read, "/townships/").content.decode()
    assert differences() == []


def rated(case, number, score=4, on=None):
    for at in range(number):
        issued(case, f"BJ-{at:04d}")
    RatingCode.objects.update(
        issued_on=days_ago(3), served_on=days_ago(4), used_on=on or days_ago(1), score=score
    )


def test_ratings_stand_from_ten_on_and_from_the_next_day_on(read):
    case = line("townships", "pledge")
    made = shown(case)
    address = f"/p/{made.public_id}/"
    rated(case, 9)
    refresh_day()
    assert OpenPromise.objects.get().ratings is None, "nine are too few"
    issued(case, "BJ-9999")
    RatingCode.objects.filter(used_on=None).update(used_on=TODAY, score=1)
    refresh_day()
    assert OpenPromise.objects.get().ratings is None, "today's rating does not count before midnight"
    RatingCode.objects.filter(used_on=TODAY).update(
        issued_on=days_ago(3), used_on=days_ago(1), served_on=days_ago(4)
    )
    refresh_day()
    assert "群众评价 3.7 分（满分 5 分，10 件）" in text(look(read, address))
    assert differences() == []


def listed(**given):
    settle()
    case = line("statistics", "listing", decided_on=days_ago(10), **given)
    return case, shown(case)


def test_the_list_of_enterprises_stands_apart_from_everything_else(read):
    case, made = listed()
    name, code = ENTERPRISE["counterparty"], ENTERPRISE["counterparty_code"]
    page = text(look(read, f"/e/{made.public_id}/"))
    assert name in page
    assert code in page
    assert case.department.name in page
    assert "虚报产值" in page
    assert name in text(look(read, "/dishonest-enterprises/", q=name[2:6]))
    assert name in text(look(read, "/dishonest-enterprises/", q=code))
    for other in (
        "/",
        "/records/",
        f"/departments/{case.department.credit_code}/",
        "/statistics/",
        "/townships/",
    ):
        assert name not in look(read, other).content.decode(), other
    assert f"/e/{made.public_id}/" not in look(read, "/records/", q=name).content.decode()
    assert differences() == []


def test_who_is_removed_by_the_organ_leaves_the_list_at_once(read):
    case, made = listed()
    entering.follow_up(
        case,
        by=makers.representative(case),
        own={
            "mended_on": TODAY,
            "mend_document": "模拟整改验收〔2026〕8号",
            "removed_on": TODAY,
            "removal_document": "模拟移出决定〔2026〕7号",
        },
    )
    assert look(read, f"/e/{made.public_id}/").status_code == 410
    assert ENTERPRISE["counterparty"] not in look(read, "/dishonest-enterprises/").content.decode()
    assert differences() == []


def test_the_clock_takes_an_enterprise_off_the_list_before_any_job_has_run(set_today):
    _, made = listed()
    set_today(made.closes_on - timedelta(days=1))
    assert OpenDishonestEnterprise.objects.count() == 1
    set_today(made.closes_on)
    assert not OpenDishonestEnterprise.objects.exists()
    assert OpenEnded.objects.filter(public_id=made.public_id).exists()
    refresh_day()
    assert OpenEnded.objects.filter(public_id=made.public_id).exists()
    assert [one for one in differences() if one.table in {"dishonest_enterprise", "ended"}] == []


def test_the_page_of_a_rating_asks_for_a_code_and_who_rates_for_nothing(read):
    page = look(read, "/townships/rate/")
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert "不问您是谁" in text(page)
    assert 'name="name"' not in page.content.decode()


# --- agencies for tenders ----------------------------------------------------------------------------


def test_an_agencys_file_is_shown_with_its_source_and_without_its_score(read):
    case = tender(agency_score=Decimal("61.25"), agency_scored_on=TODAY)
    made = shown(case)
    page = text(look(read, f"/a/{made.public_id}/"))
    for told in ("agency", "agency_code", "agency_grade", "agency_grade_source"):
        assert AGENCY[told] in page
    assert case.department.name in page
    assert "61.25" not in page
    assert AGENCY["agency"] in text(look(read, "/agencies/", q=AGENCY["agency"][2:6]))
    assert AGENCY["agency"] in text(look(read, "/agencies/", q=AGENCY["agency_code"].lower()))
    assert "没有查到" in text(look(read, "/agencies/", q="飞船"))
    for other in (
        "/",
        "/records/",
        f"/departments/{case.department.credit_code}/",
        "/dishonest-enterprises/",
    ):
        assert AGENCY["agency"] not in look(read, other).content.decode(), other
    assert differences() == []


def test_what_changes_in_an_agencys_file_is_looked_at_anew_before_anybody_reads_it(read):
    case = tender()
    made = shown(case)
    address, side = f"/a/{made.public_id}/", makers.representative(case)
    entering.follow_up(case, by=side, own={"filed_on": TODAY})
    assert look(read, address).status_code == 200, "what is not shown may change"
    oversight = {"agency_oversight": "抽查两处评标记录缺失，已责令改正", "agency_oversight_on": TODAY}
    entering.follow_up(case, by=side, own=oversight)
    assert look(read, address).status_code == 410
    made.refresh_from_db()
    assert made.close_reason == opening.CHANGED
    again = shown(case)
    page = text(look(read, f"/a/{again.public_id}/"))
    assert oversight["agency_oversight"] in page
    assert look(read, address).status_code == 410, "an address that ended never leads anywhere again"
    assert differences() == []


def test_what_was_signed_of_a_file_counts_no_more_once_it_changes():
    case = tender()
    signed(case)
    entering.follow_up(case, by=makers.representative(case), own={"agency_grade": "模拟信用等级 B（演示）"})
    with pytest.raises(NotEligible, match="先由保密审查员"):
        opening.show(case, by=factories.posting(Role.DIRECTOR))


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"agency_code": ""}, "统一社会信用代码"),
        ({"agency_code": "92320100MA00000010"}, "个体工商户"),
        ({"agency_grade": "", "agency_grade_source": "", "agency_graded_on": None}, "没有可以公开的"),
        ({"agency_grade": "联系人电话 13912345678"}, "个人信息"),
    ],
)
def test_nothing_of_a_person_and_no_empty_file_is_opened(own, words):
    case = makers.running("bidding", own=AGENCY)
    Bidding.objects.filter(commitment=case).update(**own)
    with pytest.raises(NotEligible, match=words):
        signed(case)


def test_all_that_is_known_of_one_agency_stands_together(read):
    first, second = shown(tender()), shown(tender(project_name="模拟桥梁工程（演示）"))
    page = look(read, f"/a/{first.public_id}/").content.decode()
    assert f"/a/{second.public_id}/" in page
    opening.hide(second.commitment, by=factories.posting(Role.DIRECTOR), reason="登记有误")
    forget_state()
    assert f"/a/{second.public_id}/" not in look(read, f"/a/{first.public_id}/").content.decode()


def test_a_file_waits_for_the_secrecy_reviewer_until_it_is_signed_and_anew_once_it_changed():
    case = tender()
    queue = next(one for one in QUEUES if one.key == "commitments_sign")
    reviewer = factories.posting(Role.SECRECY)
    assert case in queue.rows(reviewer)
    shown(case)
    assert case not in queue.rows(reviewer)
    entering.follow_up(case, by=makers.representative(case), own={"agency_grade": "模拟信用等级 B（演示）"})
    assert case in queue.rows(reviewer)
    assert makers.running("bidding") not in queue.rows(reviewer), "without an agency there is no file"
