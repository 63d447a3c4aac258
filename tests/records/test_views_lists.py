"""My work and the lists: scope, filters, order, the same number of questions whatever the number of rows."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Consent
from common.models import Notice
from common.roles import Role
from organisations.models import Official
from records.models import LostJudgment
from tests import factories
from tests.office import acts_of, queries, sit, text

pytestmark = pytest.mark.django_db
BUSINESS = [r for r in Role if r not in {Role.CLOCK, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN}]
LISTS = ["/", "/records/", "/departments/", "/judgments/", "/commendations/"]


@pytest.mark.parametrize("role", BUSINESS)
@pytest.mark.parametrize("address", LISTS)
def test_every_business_role_opens_the_lists(role, address):
    client, _ = sit(role)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Field" not in text(answer)


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN])
def test_administrators_learn_their_job_and_see_no_business_data(role):
    factories.record(facts="某某项目拖欠工程款")
    client, _ = sit(role, None)
    home = text(client.get("/"))
    assert "看不到业务数据" in home
    for address in [*LISTS[1:], "/publications/", "/officials/"]:
        answer = client.get(address)
        assert answer.status_code == 403
        assert "拖欠" not in text(answer)
    hidden = factories.record()
    assert client.get(f"/records/{hidden.record_no}/").status_code == 403


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("/officials/", [Role.SECRECY, Role.REPRESENTATIVE]),
        ("/postings/", BUSINESS),
        ("/postings/new/", BUSINESS),
        ("/records/new/", [r for r in BUSINESS if r not in {Role.CLERK, Role.FINDING_BODY}]),
        ("/judgments/new/", [r for r in BUSINESS if r not in {Role.CLERK, Role.FINDING_BODY}]),
    ],
)
def test_a_page_of_another_role_is_refused_in_words(address, refused):
    for role in refused:
        client, held = sit(role)
        answer = client.get(address)
        assert answer.status_code == 403
        assert f"您现在的岗位是{held.get_role_display()}" in text(answer)


@pytest.mark.parametrize("address", [*LISTS, "/publications/", "/officials/", "/postings/", "/records/new/"])
def test_nobody_sees_a_page_without_signing_in(address):
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_my_work_leads_from_a_count_to_just_those_records():
    factories.record("pending_review", document_number="苏01罚〔2026〕801号")
    factories.record("draft", document_number="苏01罚〔2026〕802号")
    client, _ = sit(Role.REVIEWER)
    home = client.get("/")
    assert "待复核 1" in text(home)
    shown = text(client.get("/records/?queue=review"))
    assert "苏01罚〔2026〕801号" in shown
    assert "苏01罚〔2026〕802号" not in shown


def test_a_queue_of_another_role_narrows_nothing():
    factories.record("draft", document_number="苏01罚〔2026〕803号")
    client, _ = sit(Role.AUDITOR)
    assert "苏01罚〔2026〕803号" in text(client.get("/records/?queue=review"))


def test_an_empty_portal_tells_the_newcomer_how_it_fills():
    client, _ = sit(Role.CLERK)
    assert "先由录入员在“导入”里报送机构名录" in text(client.get("/"))
    assert "由录入员或认定机关录入、导入后出现在这里" in text(client.get("/records/"))
    assert "名录是空的" in text(client.get("/departments/"))


def test_a_notice_is_put_away_by_its_own_posting_only():
    client, held = sit(Role.OFFICER)
    other, _ = sit(Role.OFFICER)
    about = factories.publication("public")
    notice = Notice.objects.create(
        recipient=held.pk,
        topic="publication.ending",
        object_type="records.publication",
        object_id=about.pk,
        text="即将期满",
    )
    assert f'"/notices/{notice.pk}/"' in client.get("/").content.decode()
    assert client.get(f"/notices/{notice.pk}/")["Location"] == f"/publications/{about.pk}/"
    address = reverse("common:read_notice", args=[notice.pk])
    assert other.post(address).status_code == 404
    assert client.post(address, {"from": "home"})["Location"] == "/"
    assert "即将期满" not in text(client.get("/"))


def test_a_list_holds_only_what_the_posting_may_see():
    here = factories.record(department=factories.department("320100", name="模拟南京局（演示）"))
    there = factories.record(department=factories.department("320500", name="模拟苏州局（演示）"))
    client, _ = sit(Role.CLERK, "320100")
    shown = text(client.get("/records/"))
    assert here.document_number in shown
    assert there.document_number not in shown
    bodies = text(client.get("/departments/"))
    assert "模拟南京局" in bodies
    assert "模拟苏州局" not in bodies
    assert "苏州市" not in text(client.get("/records/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=苏01罚[2026]901号", True),
        ("q=模拟水务", True),
        ("q=%00", True),
        ("q=什么都不是", False),
        ("status=draft", True),
        ("status=confirmed", False),
        ("publication=none", True),
        ("publication=public", False),
        ("source_kind=penalty", True),
        ("source_kind=judgment", False),
        ("domain=procurement", True),
        ("declared_severity=serious", False),
        ("region=320100", True),
        ("region=320500", False),
        ("since=2020-01-01&until=2099-01-01", True),
        ("since=2099-01-01", False),
        ("batch=01900000-0000-7000-8000-000000000000", False),
        ("batch=nonsense&status='; DROP TABLE--&sort=%27&page=-1", True),
    ],
)
def test_the_list_of_records_is_narrowed_by_its_address(query, found):
    factories.record(
        document_number="苏01罚〔2026〕901号", department=factories.department("320102", name="模拟水务局")
    )
    client, _ = sit(Role.CLERK)
    answer = client.get(f"/records/?{query}")
    assert answer.status_code == 200
    assert ("苏01罚〔2026〕901号" in text(answer)) is found


def test_a_list_keeps_filter_and_order_in_its_links():
    for _ in range(27):
        factories.record(department=factories.department())
    client, _ = sit(Role.CLERK)
    page = client.get("/records/?status=draft&sort=department").content.decode()
    assert "status=draft&amp;sort=department&amp;page=2" in page
    assert 'aria-sort="ascending"' in page
    assert "status=draft&amp;sort=-department" in page


@pytest.mark.parametrize(
    ("query", "first"), [("sort=decided", "2024"), ("sort=-decided", "2025"), ("sort=document", "2024")]
)
def test_a_click_on_a_header_sorts(query, first):
    from datetime import date

    for year in (2024, 2025):
        factories.record(
            document_number=f"苏罚〔{year}〕1号", decided_on=date(year, 1, 1), effective_on=date(year, 1, 2),
            occurred_on=date(2023, 1, 1),
        )  # fmt: skip
    client, _ = sit(Role.CLERK)
    shown = text(client.get(f"/records/?{query}"))
    other = "2025" if first == "2024" else "2024"
    assert shown.index(f"苏罚〔{first}〕1号") < shown.index(f"苏罚〔{other}〕1号")


def _records(number: int) -> None:
    for _ in range(number):
        factories.record("pending_review")


def _publications(number: int) -> None:
    for _ in range(number):
        factories.publication("pending")


def _judgments(number: int) -> None:
    for n in range(number):
        judgment(n)


def _officials(number: int) -> None:
    keeper = factories.department()
    Official.objects.update(managed_by=keeper)
    for _ in range(number):
        factories.official()


def judgment(number: int = 1, **fields):
    from datetime import date

    case = f"（2025）苏01行终{number}号"
    made = LostJudgment(
        **{
            "department": factories.department(),
            "outcome": "lost",
            "case_number": case,
            "case_key": case,
            "court": "模拟法院",
            "summary": "未按协议支付补偿款",
            "decided_on": date(2025, 5, 1),
            "effective_on": date(2025, 6, 1),
            **fields,
        }
    )
    return made.draft(by=factories.posting(Role.CLERK))


@pytest.mark.parametrize(
    ("address", "role", "make"),
    [
        ("/", Role.REVIEWER, _records),
        ("/records/", Role.REVIEWER, _records),
        ("/departments/", Role.AUDITOR, _records),
        ("/publications/", Role.DIRECTOR, _publications),
        ("/judgments/", Role.AUDITOR, _judgments),
        ("/officials/", Role.AUDITOR, _officials),
    ],
)
def test_more_rows_ask_no_more_questions(address, role, make):
    client, _ = sit(role)
    make(5)
    few = queries(client, address)
    make(20)
    assert queries(client, address) == few


def test_the_postings_are_listed_without_a_question_a_row():
    client, _ = sit(Role.SECURITY_ADMIN, None)
    for _ in range(5):
        factories.posting(Role.REPRESENTATIVE)
    few = queries(client, "/postings/")
    for _ in range(20):
        factories.posting(Role.REPRESENTATIVE)
    assert queries(client, "/postings/") == few


def test_a_department_page_tells_what_is_on_file_in_scope():
    body = factories.department("320100", name="模拟交通局（演示）")
    made = factories.record("confirmed", department=body)
    client, _ = sit(Role.OFFICER, "320100")
    shown = text(client.get(f"/departments/{body.credit_code}/"))
    assert made.title() in shown
    assert "待送审" in shown
    outsider, _ = sit(Role.OFFICER, "320500")
    assert outsider.get(f"/departments/{body.credit_code}/").status_code == 404


def test_an_official_is_shown_masked_and_only_to_the_keeper_of_the_file():
    keeper = factories.department()
    person = factories.official(keeper)
    client, _ = sit(Role.OFFICER, unit=keeper)
    shown = text(client.get("/officials/"))
    assert "**************1234" in shown
    assert person.name not in shown
    assert person.open_id_number() not in shown
    other, _ = sit(Role.OFFICER)
    assert other.get(f"/officials/{person.internal_number}/").status_code == 404
    assert person.name not in text(other.get("/officials/"))


def test_a_posting_is_granted_and_ended_on_the_trail():
    client, _ = sit(Role.SECURITY_ADMIN, None)
    person = factories.person("新复核员")
    given = {"person": person.username, "role": "reviewer", "region": "320100", "since": "2026-01-01"}
    assert client.post("/postings/new/", given | {"reason": "任职文件"}).status_code == 302
    assert not person.postings.exists()
    factories.agreed(Consent.objects.get(person=person))
    made = person.postings.get()
    assert (made.role, made.region.code, made.unit) == ("reviewer", "320100", None)
    assert acts_of(made) == ["grant"]
    assert "新复核员" in text(client.get("/postings/"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"person": "nobody"}, "请先由系统管理员建立"),
        ({"role": "clock"}, "clock"),
        ({"role": "representative", "region": ""}, "请查找所在单位"),
        ({"region": ""}, "请选定地区，或单位、领域"),
        ({"unit": "123"}, "名录中没有名称、代码或拼音含“123”的机构"),
        ({"until": "2020-01-01"}, "终止日期不能早于开始日期"),
        ({"since": "yesterday"}, "有效的日期"),
    ],
)
def test_a_wrong_grant_is_answered_field_by_field(change, sentence):
    client, _ = sit(Role.SECURITY_ADMIN, None)
    person = factories.person()
    given = {
        "person": person.username,
        "role": "reviewer",
        "region": "320100",
        "since": "2026-01-01",
        "reason": "任职文件",
        **change,
    }
    answer = client.post("/postings/new/", given)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not person.postings.exists()


def test_nobody_grants_a_posting_to_themselves():
    client, held = sit(Role.SECURITY_ADMIN, None)
    given = {"person": held.user.username, "role": "clerk", "region": "320100", "since": "2026-01-01"}
    given["reason"] = "任职文件"
    answer = client.post("/postings/new/", given)
    assert answer.status_code == 403
    assert "不能给自己授予岗位" in text(answer)
