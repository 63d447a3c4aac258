"""Entering a record, a lost judgment, a commendation by hand: every wrong input answered beside its field."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from common.cases.page_token import token_of
from common.roles import Role
from exchange.importers.values import text_reader
from records.models import Commendation, DishonestyRecord, LostJudgment
from tests import factories
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db


def given(body, **changes):
    """A whole form for a penalty on `body`."""
    return {
        "credit_code": body.credit_code,
        "facts": "道路养护项目验收合格后拖欠合同价款",
        "cause": "breach",
        "domain": "procurement",
        "occurred_on": "2025-06-01",
        "amount": "35.5",
        "loss": "",
        "impact": "larger",
        "finding_body": "模拟财政局",
        "finding_body_code": "",
        "document_title": "行政处罚决定书",
        "document_number": "苏财罚〔2026〕18号",
        "ordinal": "1",
        "decided_on": "2026-01-10",
        "effective_on": "2026-01-20",
        "legal_basis": "《政府采购法》第七十八条",
        "declared_severity": "ordinary",
        "severity_reason": "",
        "disclosure": "public",
        "remark": "",
        "detail_fine": "5",
        "detail_penalty_kind": "警告",
        **changes,
    }


@pytest.fixture
def body():
    return factories.department("320102", name="模拟水务局（演示）")


@pytest.fixture
def clerk():
    return sit(Role.CLERK, "320100")


def post(client, data, source="penalty"):
    return client.post(f"/records/new/?source={source}", data)


def test_the_source_is_chosen_first(clerk):
    client, _ = clerk
    shown = text(client.get("/records/new/"))
    assert all(word in shown for word in ("司法判决", "行政处罚", "处分", "问责处理"))
    assert "审理法院" in text(client.get("/records/new/?source=judgment"))
    assert "罚款金额" in text(client.get("/records/new/?source=penalty"))


def test_a_record_typed_in_wan_is_kept_in_yuan_with_computed_grade_and_normal_form(clerk, body):
    client, held = clerk
    answer = post(client, given(body, document_number="苏财罚[2026] 18号"))
    made = DishonestyRecord.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/records/{made.record_no}/")
    assert (made.amount, made.loss, made.counted_loss) == (Decimal("355000.00"), None, made.amount)
    assert made.document_key == "苏财罚〔2026〕18号"
    assert made.document_number == "苏财罚[2026] 18号"
    assert (made.computed_severity, made.declared_severity) == ("ordinary", "ordinary")
    assert made.source_details == {"fine": "50000.00", "penalty_kind": "警告"}
    assert (made.entered_by, made.subject_region, made.status) == (held.user, body.region, "draft")
    assert acts_of(made) == ["enter"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"credit_code": ""}, "请输入几个字查找部门"),
        ({"credit_code": "11320000014000319X"}, "请核对，或改用部门名称查找"),
        ({"credit_code": "91110000600037341L"}, "也可能不在您的岗位范围内"),
        ({"facts": "机密★ 关于某项目"}, "含有密级标志“机密”"),
        ({"remark": "绝密"}, "含有密级标志“绝密”"),
        ({"detail_violation": "秘密★"}, "含有密级标志“秘密”"),
        ({"facts": "长" * 10_001}, "10000"),
        ({"cause": "other"}, "没有“other”这一项"),
        ({"amount": "-3"}, "金额不能为负数"),
        ({"amount": "一百万"}, "请填写数字，单位万元"),
        ({"amount": "99999999999999999"}, "金额过大，请核对单位是否为万元"),
        ({"decided_on": "2099-01-01"}, "认定日期不能晚于今天"),
        ({"decided_on": "2026-02-30"}, "认定日期不是有效的日期"),
        ({"effective_on": "2026-01-01"}, "生效日期不能早于认定日期 2026-01-10"),
        ({"occurred_on": "2026-03-01"}, "发生日期不能晚于认定日期 2026-01-10"),
        ({"ordinal": "0"}, "不能小于 1"),
        ({"finding_body_code": "1132"}, "应为18位"),
        ({"document_number": "'; DROP TABLE records_dishonestyrecord; --" + "x" * 200}, "120"),
    ],
)
def test_a_wrong_field_is_answered_beside_it_and_nothing_is_kept(clerk, body, changes, sentence):
    client, _ = clerk
    answer = post(client, given(body, **changes))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "还不能保存" in text(answer)
    assert not DishonestyRecord.objects.exists()


@pytest.mark.parametrize(
    "field", ["facts", "finding_body", "document_title", "document_number", "legal_basis"]
)
@pytest.mark.parametrize("typed", ["无", "/", "同上", "#REF!", "2.02403E+18", "2024-12-01", "=A1"])
def test_what_an_import_refuses_is_refused_in_the_form_by_the_same_words(clerk, body, field, typed):
    client, _ = clerk
    answer = post(client, given(body, **{field: typed}))
    assert answer.status_code == 422
    assert text_reader(120, is_free=False)(typed)[1] in text(answer)
    assert not DishonestyRecord.objects.exists()


def test_what_nobody_sees_is_not_kept_and_keeps_nobody_up(clerk, body):
    client, _ = clerk
    post(client, given(body, facts="拖\x00欠\u200b货\U000e0041款"))
    assert DishonestyRecord.objects.get().facts == "拖欠货款"


def test_sql_in_a_field_is_text(clerk, body):
    client, _ = clerk
    words = "'); DROP TABLE organisations_department; -- <script>alert(1)</script>"
    post(client, given(body, facts=words))
    made = DishonestyRecord.objects.get()
    assert made.facts == words
    page = client.get(f"/records/{made.record_no}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_another_citys_department_cannot_be_entered(clerk):
    client, _ = clerk
    there = factories.department("320500")
    answer = post(client, given(there))
    assert answer.status_code == 422
    assert "不在您的岗位范围内" in text(answer)


def test_the_same_document_is_not_entered_twice_but_may_hold_a_second_fact(clerk, body):
    client, _ = clerk
    post(client, given(body))
    twice = post(client, given(body, document_number="苏财罚（2026）18号"))
    assert twice.status_code == 422
    assert "同一文书、同一主体、同一来源已有在册记录" in text(twice)
    assert post(client, given(body, ordinal="2")).status_code == 302
    assert DishonestyRecord.objects.count() == 2


def test_a_sanction_on_a_person_cannot_be_declared_public(clerk, body):
    client, _ = clerk
    data = given(body)
    answer = post(client, data, "discipline")
    assert answer.status_code == 422
    assert "处分只对个人作出，一律不公示" in text(answer)
    assert post(client, {**data, "disclosure": "internal"}, "discipline").status_code == 302
    assert not DishonestyRecord.objects.get().publishable


def test_accountability_says_whom_it_hits(clerk, body):
    client, _ = clerk
    assert "还差 1 项" in text(client.get(post(client, given(body), "accountability")["Location"]))
    made = DishonestyRecord.objects.get()
    assert (set(made.missing()), made.publishable) == ({"accountability_object"}, False)
    assert (
        post(client, given(body, ordinal="2", accountability_object="person"), "accountability").status_code
        == 302
    )
    assert not DishonestyRecord.objects.latest("pk").publishable


def test_a_finding_body_enters_its_own_findings_and_sees_them(body):
    court = factories.department("320100", name="模拟法院")
    held = factories.posting(Role.FINDING_BODY, "320100", unit=court, with_subordinates=True)
    client = client_of(held)
    answer = post(client, given(court), "judgment")
    made = DishonestyRecord.objects.get()
    assert answer["Location"] == f"/records/{made.record_no}/"
    assert made.finding_unit == court
    assert client.get(f"/records/{made.record_no}/").status_code == 200


def test_an_officials_record_is_entered_by_the_keeper_of_the_file_only(body):
    person = factories.official(body)
    client, _ = sit(Role.CLERK, "320100", unit=body)
    data = given(body, credit_code="", official=str(person.pk), disclosure="internal")
    assert post(client, data, "discipline").status_code == 302
    made = DishonestyRecord.objects.get()
    assert (made.official, made.department, made.publishable) == (person, None, False)
    both = post(client, given(body, official=str(person.pk), ordinal="2"), "penalty")
    assert "一条记录只有一个主体" in text(both)
    other, _ = sit(Role.CLERK, "320100")
    assert "公务员" not in text(other.get("/records/new/?source=discipline")).split("失信主体")[1][:60]


def test_a_draft_is_changed_and_the_version_rises(clerk, body):
    client, _ = clerk
    post(client, given(body))
    made = DishonestyRecord.objects.get()
    shown = client.get(f"/records/{made.record_no}/edit/").content.decode()
    assert 'value="35.5"' in shown
    assert 'value="5"' in shown
    answer = client.post(
        f"/records/{made.record_no}/edit/",
        {"page_token": token_of(made), **given(body, amount="40", loss="120")},
    )
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.amount, made.loss, made.content_version) == (Decimal("400000"), Decimal("1200000"), 2)
    assert made.computed_severity == "serious"
    assert acts_of(made) == ["enter", "edit"]
    trail = text(client.get(f"/records/{made.record_no}/?tab=trail"))
    assert "涉及金额 35.5 万元 → 40 万元" in trail


def test_a_change_of_a_stale_page_is_refused(clerk, body):
    client, _ = clerk
    post(client, given(body))
    made = DishonestyRecord.objects.get()
    stale = token_of(made)
    client.post(f"/records/{made.record_no}/edit/", {"page_token": stale, **given(body, remark="一")})
    answer = client.post(
        f"/records/{made.record_no}/edit/", {"page_token": stale, **given(body, remark="二")}
    )
    assert answer.status_code == 409
    made.refresh_from_db()
    assert made.remark == "一"


def test_what_is_under_review_cannot_be_changed():
    held = factories.posting(Role.CLERK)
    made = factories.record("pending_review", clerk=held)
    answer = client_of(held).get(f"/records/{made.record_no}/edit/")
    assert answer.status_code == 409
    assert "现在是“待复核”，不能修改" in text(answer)


def test_the_department_is_looked_up_by_name_and_picked(clerk, body):
    client, _ = clerk
    other = factories.department("320102", name=f"{body.name}分局（演示）")
    typed = given(body, credit_code=body.name[:4], facts="写到一半的事实")
    looked = post(client, {**typed, "look": "credit_code"})
    assert looked.status_code == 200
    assert "写到一半的事实" in text(looked)
    offered = looked.content.decode()
    for one in (body, other):
        assert f'name="credit_code-pick" value="{one.pk}"' in offered
    refused = post(client, typed)
    assert (refused.status_code, "请从下面列出的部门里选一个" in text(refused)) == (422, True)
    assert not DishonestyRecord.objects.exists()
    assert post(client, {**typed, "credit_code-pick": str(other.pk)}).status_code == 302
    assert DishonestyRecord.objects.get().department == other


def test_a_change_shows_the_department_in_full_and_keeps_it(clerk, body):
    client, _ = clerk
    post(client, given(body))
    made = DishonestyRecord.objects.get()
    type(body).objects.filter(pk=body.pk).update(status="merged", ended_on=timezone.localdate())
    page = client.get(f"/records/{made.record_no}/edit/").content.decode()
    assert f'value="{body.in_full}"' in page
    changed = given(body, credit_code=body.in_full, remark="补充", page_token=token_of(made))
    assert client.post(f"/records/{made.record_no}/edit/", changed).status_code == 302
    made.refresh_from_db()
    assert (made.department, made.remark) == (body, "补充")


def test_a_department_beyond_ones_scope_is_not_offered_nor_taken(clerk):
    client, held = sit(Role.CLERK, "320500")
    body = factories.department("320102", name="模拟青溪水务局（演示）")
    looked = post(client, given(body, credit_code="青溪", look="credit_code"))
    assert "也可能不在您的岗位范围内" in text(looked)
    for asked in ({"credit_code": body.name}, {"credit_code": "青溪", "credit_code-pick": str(body.pk)}):
        assert post(client, given(body, **asked)).status_code == 422
    assert not DishonestyRecord.objects.exists()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"loss": "35", "impact": "larger", "declared_severity": "minor"}, "与填报的不一致"),
        ({"loss": "5", "impact": "small"}, "按规则计算： 轻微"),
        ({"amount": "100", "impact": "small"}, "按规则计算： 严重"),
        ({"is_aggravated": "on", "impact": "small"}, "按规则计算： 严重"),
        ({"loss": "35"}, "填好后这里显示"),
        ({"loss": "abc", "impact": "small"}, "金额或影响程度填写有误"),
        ({"loss": "3", "impact": "huge"}, "金额或影响程度填写有误"),
    ],
)
def test_the_grade_is_computed_beside_the_declared_one(clerk, asked, words):
    client, _ = clerk
    answer = client.get("/records/new/grade/", asked)
    assert answer.status_code == 200
    assert words in text(answer)


JUDGMENT = {
    "outcome": "lost",
    "case_number": "（2025）苏01行终88号",
    "court": "模拟中级人民法院",
    "summary": "未按协议支付补偿款",
    "decided_on": "2025-05-01",
    "effective_on": "2025-06-01",
    "document_url": "",
    "announcement_number": "",
    "announced_on": "",
}
HONOUR = {
    "honour": "守信践诺示范单位",
    "level": "province",
    "issued_by": "模拟省信用办",
    "document_number": "苏信用〔2026〕3号",
    "issued_on": "2026-01-05",
    "valid_until": "",
    "deeds": "",
}


@pytest.mark.parametrize(
    ("address", "data", "model"),
    [("/judgments/", JUDGMENT, LostJudgment), ("/commendations/", HONOUR, Commendation)],
)
def test_a_fact_walks_its_short_road_by_posts(body, address, data, model):
    held = factories.posting(Role.CLERK, "320100")
    client = client_of(held)
    assert client.post(f"{address}new/", {"credit_code": body.credit_code, **data}).status_code == 302
    made = model.objects.get()
    page = f"{address}{made.pk}/"
    assert "提交复核" in text(client.get(page))
    assert client.post(f"{page}submit/", {"page_token": token_of(made), "reason": ""}).status_code == 302
    made.refresh_from_db()
    reviewer, _ = sit(Role.REVIEWER, "320100")
    assert client.post(f"{page}confirm/", {"page_token": token_of(made), "reason": "x"}).status_code == 403
    assert (
        reviewer.post(f"{page}confirm/", {"page_token": token_of(made), "reason": "与文书一致"}).status_code
        == 302
    )
    made.refresh_from_db()
    assert (made.status, acts_of(made)) == ("confirmed", ["enter", "submit", "confirm"])
    twice = client.post(f"{address}new/", {"credit_code": body.credit_code, **data})
    assert twice.status_code == 422
    assert "已经录入过" in text(twice)
    director, _ = sit(Role.DIRECTOR, "320100")
    assert (
        director.post(f"{page}withdraw/", {"page_token": token_of(made), "reason": "改判"}).status_code == 422
    )
    source = {"source_body": "模拟高院（演示）", "source_number": "（2026）苏行再1号"}
    fallen = {"page_token": token_of(made), "reason": "改判", **source, "source_dated_on": "2026-06-01"}
    assert director.post(f"{page}withdraw/", fallen).status_code == 302
    assert acts_of(made)[-1] == "withdraw"
    stranger, _ = sit(Role.CLERK, "320500")
    assert stranger.get(page).status_code == 404


@pytest.mark.parametrize(
    ("address", "data", "sentence"),
    [
        ("/judgments/", {**JUDGMENT, "effective_on": "2025-04-01"}, "生效日期不能早于裁判日期"),
        ("/judgments/", {**JUDGMENT, "decided_on": "2099-04-01"}, "不能晚于今天"),
        ("/judgments/", {**JUDGMENT, "summary": "机密★"}, "含有密级标志"),
        ("/commendations/", {**HONOUR, "valid_until": "2025-01-01"}, "有效期不能早于颁发日期"),
        ("/commendations/", {**HONOUR, "level": "galactic"}, "galactic"),
        ("/commendations/", {**HONOUR, "credit_code": "1"}, "输入两个字以上"),
    ],
)
def test_a_wrong_fact_is_answered_beside_its_field(body, address, data, sentence):
    client, _ = sit(Role.CLERK, "320100")
    answer = client.post(f"{address}new/", {"credit_code": body.credit_code, **data})
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_the_next_fact_of_a_document_keeps_subject_and_document_of_ones_own_record_alone(body):
    address = "/records/new/?source=penalty"
    client, _ = sit(Role.CLERK, "320100")
    answer = client.post(address, given(body, another="yes"))
    made = DishonestyRecord.objects.get()
    assert answer["Location"] == f"{address}&like={made.record_no}"
    shown = client.get(answer["Location"]).context["form"].initial
    assert (shown["document_number"], shown["decided_on"], shown["ordinal"]) == (
        made.document_number,
        made.decided_on,
        2,
    )
    assert shown["credit_code"] == made.department.in_full
    assert not {"facts", "amount", "loss", "declared_severity"} & set(shown)
    other, _ = sit(Role.CLERK, "320100")
    assert other.get(answer["Location"]).context["form"].initial == {}
    assert client.get(f"{address}&like=%00").status_code == 200
