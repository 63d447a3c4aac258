"""The case page and its acts: exactly what the posting may do, done through the verbs, on the trail."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.cases.acts import offered
from common.cases.page_token import token_of
from common.roles import Role
from records.facts.dishonesty.acts import RECORD_ACTS
from records.models import DishonestyRecord
from tests import factories
from tests.discipline import tolerating
from tests.office import acts_of, client_of, queries, sit, text

pytestmark = pytest.mark.django_db


def do(client, record, act, **given):
    record.refresh_from_db()
    return client.post(f"/records/{record.record_no}/{act}/", {"page_token": token_of(record), **given})


def own_draft(**fields):
    """A draft with the client of the clerk who entered it."""
    clerk = factories.posting(Role.CLERK)
    return client_of(clerk), factories.record(clerk=clerk, **fields)


def test_the_case_tells_facts_source_and_marks_personal_data():
    made = factories.record(
        facts="联系人李卫东，电话13851400000，拖欠工程款",
        source_details={"fine": "50000", "penalty_kind": "警告"},
    )
    client, _ = sit(Role.REVIEWER)
    page = client.get(f"/records/{made.record_no}/")
    shown = text(page)
    assert made.record_no in shown
    assert "罚款金额 5 万元" in shown
    assert "涉及金额 20 万元" in shown
    assert '<mark class="pii" title="手机号码">13851400000' in page.content.decode()
    assert "李卫东" in shown


def test_the_trail_tells_person_posting_reason_and_changes():
    client, made = own_draft()
    do(client, made, "submit", reason="请复核")
    reviewer, held = sit(Role.REVIEWER)
    do(reviewer, made, "return", reason="请补正文书号")
    shown = text(client.get(f"/records/{made.record_no}/?tab=trail"))
    assert "退回" in shown
    assert "请补正文书号" in shown
    assert held.user.name in shown
    assert "复核员 · 江苏省" in shown


def test_another_citys_record_is_not_found_and_the_page_says_why():
    made = factories.record(department=factories.department("320500"))
    client, _ = sit(Role.CLERK, "320100")
    for address in ("", "edit/", "submit/", "?tab=trail"):
        answer = client.get(f"/records/{made.record_no}/{address}")
        assert answer.status_code == 404
        assert "不在您现在岗位的范围内" in text(answer)
        assert made.facts not in text(answer)
    assert do(client, made, "void", reason="x").status_code == 404
    made.refresh_from_db()
    assert made.status == "draft"


@pytest.mark.parametrize("number", ["SX-1", "x'; DROP TABLE records--", "%00", "长" * 300])
def test_a_number_that_is_none_is_not_found(number):
    client, _ = sit(Role.CLERK)
    assert client.get(f"/records/{number}/").status_code == 404


def test_a_representative_sees_its_record_from_notice_on():
    body = factories.department()
    early, late = (factories.record(s, department=body) for s in ("pending_review", "pending_notice"))
    client, _ = sit(Role.REPRESENTATIVE, None, unit=body)
    assert client.get(f"/records/{early.record_no}/").status_code == 404
    shown = text(client.get(f"/records/{late.record_no}/"))
    assert "提交陈述申辩" in shown


@pytest.mark.parametrize(
    ("status", "role", "names"),
    [
        ("draft", Role.AUDITOR, []),
        ("pending_review", Role.REVIEWER, ["pass_review", "return"]),
        ("pending_notice", Role.REVIEWER, ["serve", "return"]),
        ("statement", Role.REVIEWER, ["confirm", "return"]),
        ("pending_review", Role.DIRECTOR, []),
        ("confirmed", Role.DIRECTOR, ["withdraw"]),
        ("not_included", Role.DIRECTOR, []),
        ("confirmed", Role.OFFICER, []),
        ("confirmed", Role.SECRECY, []),
    ],
)
def test_the_page_offers_exactly_the_acts_of_state_and_role(status, role, names):
    made = factories.record(status)
    client, held = sit(role)
    assert [offer.name for offer in offered(made, held)] == names
    page = client.get(f"/records/{made.record_no}/").content.decode()
    for name in RECORD_ACTS:
        assert (f"/records/{made.record_no}/{name}/" in page) is (name in names)


def test_a_waiver_is_offered_for_a_judgment_only():
    held = factories.posting(Role.REVIEWER)
    assert "waive" in [
        o.name for o in offered(factories.record("pending_notice", source_kind="judgment"), held)
    ]
    assert "waive" not in [o.name for o in offered(factories.record("pending_notice"), held)]


def test_the_whole_road_is_walked_by_posts_each_on_the_trail():
    clerk, made = own_draft()
    reviewer, _ = sit(Role.REVIEWER)
    served = timezone.localdate()
    assert do(clerk, made, "submit", reason="").status_code == 302
    assert do(reviewer, made, "pass_review", reason="与文书一致").status_code == 302
    assert do(reviewer, made, "serve", served_on=served.isoformat(), served_how="直接送达").status_code == 302
    department, _ = sit(Role.REPRESENTATIVE, None, unit=made.department)
    assert do(department, made, "state", statement_text="款项正在筹措").status_code == 302
    assert do(reviewer, made, "confirm", reason="事实清楚，意见不影响认定").status_code == 302
    made.refresh_from_db()
    assert made.status == "confirmed"
    assert acts_of(made) == ["enter", "submit", "pass_review", "serve", "state", "confirm"]
    director, _ = sit(Role.DIRECTOR)
    given = {"reason": "处罚决定被撤销", "source_body": "模拟法院", "source_number": "苏行复〔2026〕1号"}
    today = timezone.localdate().isoformat()
    assert do(director, made, "withdraw", **given, source_dated_on=today).status_code == 302
    assert acts_of(made)[-1] == "withdraw"


def test_a_department_states_its_case():
    body = factories.department()
    made = factories.record("statement", department=body)
    client, _ = sit(Role.REPRESENTATIVE, None, unit=body)
    assert do(client, made, "state", statement_text="").status_code == 422
    assert do(client, made, "state", statement_text="款项已支付").status_code == 302
    made.refresh_from_db()
    assert made.statement_text == "款项已支付"
    assert acts_of(made)[-1] == "state"


def test_a_tolerated_matter_is_left_out_and_taken_up_again_by_no_page_of_the_record():
    made = factories.record("confirmed")
    client, _ = sit(Role.DIRECTOR)
    for act in ("exclude", "readmit"):
        assert do(client, made, act, reason="经认定容错").status_code == 404
    assert tolerating.excluded(made).status == "not_included"
    assert tolerating.readmitted(made).status == "pending_review"


def test_a_draft_is_voided_by_who_entered_it_only():
    client, made = own_draft()
    other, _ = sit(Role.CLERK)
    answer = do(other, made, "void", reason="录错")
    assert answer.status_code == 409
    assert "只能作废自己录入或交接给自己的草稿" in text(answer)
    assert do(client, made, "void", reason="录错").status_code == 302
    made.refresh_from_db()
    assert made.status == "void"


@pytest.mark.parametrize(
    ("status", "role", "act", "given", "sentence"),
    [
        ("pending_review", Role.REVIEWER, "return", {"reason": ""}, "请填写理由"),
        ("pending_review", Role.REVIEWER, "return", {"reason": "机密★"}, "含有密级标志"),
        (
            "pending_notice",
            Role.REVIEWER,
            "serve",
            {"served_on": "", "served_how": "直接"},
            "请填写送达日期",
        ),
        (
            "pending_notice",
            Role.REVIEWER,
            "serve",
            {"served_on": "2099-01-01", "served_how": "直接"},
            "不能晚于今天",
        ),
        ("pending_notice", Role.REVIEWER, "serve", {"served_on": "昨天", "served_how": "直接"}, "有效的日期"),
        (
            "confirmed",
            Role.DIRECTOR,
            "withdraw",
            {"reason": "改判", "decision_document": ""},
            "请填写",
        ),
        ("pending_review", Role.REVIEWER, "return", {"reason": "长" * 2001}, "2000"),
    ],
)
def test_a_wrong_input_is_answered_beside_its_field_and_nothing_happens(status, role, act, given, sentence):
    made = factories.record(status)
    before = acts_of(made)
    client, _ = sit(role)
    answer = do(client, made, act, **given)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert acts_of(made) == before


def test_an_act_of_another_role_is_refused_before_and_after_its_form():
    made = factories.record("pending_review")
    client, _ = sit(Role.CLERK)
    for answer in (
        client.get(f"/records/{made.record_no}/confirm/"),
        do(client, made, "confirm", reason="x"),
    ):
        assert answer.status_code == 403
        assert "认定由复核员办理" in text(answer)


def test_an_act_in_a_wrong_state_is_refused_in_words():
    made = factories.record("draft")
    client, _ = sit(Role.REVIEWER)
    answer = client.get(f"/records/{made.record_no}/confirm/")
    assert answer.status_code == 409
    assert "现在是“草稿”，不能认定" in text(answer)


def test_an_unknown_act_is_not_found():
    made = factories.record("draft")
    client, _ = sit(Role.CLERK)
    assert client.get(f"/records/{made.record_no}/publish_everything/").status_code == 404


def test_ones_own_entry_is_neither_offered_nor_accepted_for_review():
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    made.submit(by=clerk)
    own = factories.posting(Role.REVIEWER, user=clerk.user)
    client = client_of(clerk)
    client.post("/posting/", {"posting": str(own.pk)})
    page = client.get(f"/records/{made.record_no}/")
    assert "四眼原则" in text(page)
    assert "pass_review" not in page.content.decode()
    assert do(client, made, "pass_review", reason="").status_code == 403
    made.refresh_from_db()
    assert made.status == "pending_review"


def test_what_changed_after_the_page_was_shown_is_not_approved():
    clerk, made = own_draft()
    made.submit(by=made.entered_by.postings.get())
    shown = token_of(made)
    reviewer, held = sit(Role.REVIEWER)
    made.send_back(by=held, reason="请改")
    do(clerk, made, "submit", reason="")
    other, _ = sit(Role.REVIEWER)
    DishonestyRecord.objects.filter(pk=made.pk)
    made.refresh_from_db()
    made.send_back(by=held, reason="再改")
    made.edit(by=made.entered_by.postings.get(), facts="改后的事实")
    made.submit(by=made.entered_by.postings.get())
    answer = other.post(f"/records/{made.record_no}/pass_review/", {"page_token": shown, "reason": ""})
    assert answer.status_code == 409
    assert "页面打开后内容或状态又有变化" in text(answer)


def test_submitting_needs_what_the_rules_star():
    client, made = own_draft(impact="", occurred_on=None)
    answer = do(client, made, "submit", reason="")
    assert answer.status_code == 422
    assert "提交复核前请补齐" in text(answer)


def test_a_case_asks_the_same_questions_whatever_lies_beside_it():
    body = factories.department()
    made = factories.record("pending_notice", department=body)
    client, _ = sit(Role.REVIEWER)
    few = queries(client, f"/records/{made.record_no}/")
    tab = queries(client, f"/records/{made.record_no}/?tab=same")
    for _ in range(20):
        factories.record(department=body)
    assert queries(client, f"/records/{made.record_no}/") == few
    assert queries(client, f"/records/{made.record_no}/?tab=same") == tab


def ticked(*records):
    return [f"{record.record_no}:{record.content_version}" for record in records]


def carried(*records):
    """What the confirmation page carries: the marks of what it showed."""
    return [f"{record.record_no}:{token_of(record)}" for record in records]


def test_many_are_passed_at_once_after_a_page_that_says_which_and_which_not():
    own = factories.posting(Role.REVIEWER)
    good = [factories.record("pending_review") for _ in range(2)]
    draft = factories.record("draft")
    client = client_of(own)
    asked = client.post("/records/bulk/pass_review/", {"record": ticked(*good, draft), "filters": "status=x"})
    shown = text(asked)
    assert asked.status_code == 200
    assert "将办理 2 条" in shown
    assert "跳过 1 条" in shown
    assert "现在是“草稿”，不能复核通过" in shown
    assert [acts_of(r)[-1] for r in good] == ["submit", "submit"]
    done = client.post(
        "/records/bulk/pass_review/",
        {
            "record": carried(*good, draft),
            "confirmed": "1",
            "reason": "与文书一致",
            "filters": "queue=review",
        },
    )
    assert "办成 2 条，跳过 1 条" in text(done)
    assert 'href="/records/?queue=review"' in done.content.decode()
    assert [acts_of(r)[-1] for r in good] == ["pass_review", "pass_review"]
    assert acts_of(draft) == ["enter"]


def test_many_are_confirmed_only_with_a_reason():
    made = factories.record("statement")
    client, _ = sit(Role.REVIEWER)
    given = {"record": carried(made), "confirmed": "1", "reason": "", "filters": ""}
    answer = client.post("/records/bulk/confirm/", given)
    assert answer.status_code == 422
    assert "请写明理由" in text(answer)
    client.post("/records/bulk/confirm/", {**given, "reason": "事实清楚"})
    assert acts_of(made)[-1] == "confirm"


def test_what_changed_after_ticking_is_left_out():
    clerk, made = own_draft()
    tick = ticked(made)
    made.edit(by=made.entered_by.postings.get(), facts="改过了")
    clerk.post("/records/bulk/submit/", {"record": tick, "confirmed": "1", "reason": ""})
    assert acts_of(made)[-1] == "edit"


def test_bulk_touches_nothing_out_of_scope_or_of_other_roles():
    made = factories.record("pending_review", department=factories.department("320500"))
    client, _ = sit(Role.REVIEWER, "320100")
    given = {"record": carried(made), "confirmed": "1", "reason": "x"}
    assert client.post("/records/bulk/pass_review/", given)["Location"].startswith("/records/")
    auditor, _ = sit(Role.AUDITOR)
    auditor.post("/records/bulk/pass_review/", given)
    assert acts_of(made)[-1] == "submit"
    assert client.post("/records/bulk/withdraw/", given).status_code == 404
    assert client.get("/records/bulk/pass_review/").status_code == 405


def test_a_case_names_only_the_publications_that_its_reader_may_open():
    pending = factories.publication("pending")
    made = pending.fact.of_kind
    theirs = client_of(factories.posting(Role.REPRESENTATIVE, unit=made.department))
    office, _ = sit(Role.OFFICER)
    address = f"/publications/{pending.pk}/"
    for page in (f"/records/{made.record_no}/", f"/records/{made.record_no}/print/"):
        assert "公示 " + pending.face_title in text(office.get(page))
        assert "公示 " + pending.face_title not in text(theirs.get(page))
    assert office.get(address).status_code == 200
    assert theirs.get(address).status_code == 404
    assert address in office.get(f"/records/{made.record_no}/").content.decode()
