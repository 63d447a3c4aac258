"""Lost judgments and honours in public, read as the public role: lists, pages, archives, ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from common.models import PublicGeneration
from common.projections import Change
from common.roles import Role
from disclosure.store.refresh import follow
from organisations.models import Department
from records import services
from records.corrections.services import corrections
from tests import factories

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


@pytest.fixture
def refused():
    return factories.publication(
        made=factories.judgment(
            "confirmed",
            outcome="refused",
            department=factories.department("320102"),
            summary="逾期未履行补偿款支付义务",
            document_url="https://wenshu.court.gov.cn/1",
        )
    )


@pytest.fixture
def honour():
    return factories.publication(
        made=factories.commendation("confirmed", department=factories.department("320500"))
    )


def test_a_judgment_answers_the_four_questions(read, refused):
    page = text(read(f"/j/{refused.public_id}/"))
    for words in (
        "拒不执行",
        refused.fact.of_kind.case_number,
        refused.fact.of_kind.announcement_number,
        "逾期未履行补偿款支付义务",
        "https://wenshu.court.gov.cn/1",
        f"{refused.closes_on} 自动撤下",
        "能提前撤下吗",
        "内容有误？",
        "可信吗",
    ):
        assert words in page


def test_an_honour_answers_the_four_questions(read, honour):
    page = text(read(f"/c/{honour.public_id}/"))
    for words in (
        "市级守信表彰",
        honour.fact.of_kind.document_number,
        "合同款项全部按期支付",
        f"{honour.closes_on} 自动撤下",
        "会撤下吗",
        "内容有误？",
        "可信吗",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, True),
        ({"q": "补偿款"}, True),
        ({"q": "飞船"}, False),
        ({"outcome": "refused"}, True),
        ({"outcome": "lost"}, False),
        ({"outcome": "x' OR 1"}, True),
        ({"city": "320100"}, True),
        ({"city": "320500"}, False),
    ],
)
def test_the_list_of_judgments_is_narrowed_by_words_kind_and_city(read, refused, params, found):
    answer = read("/judgments/", **params)
    assert answer.status_code == 200
    assert (f"/j/{refused.public_id}/" in text(answer)) is found


def test_a_case_number_finds_its_judgment_whatever_its_brackets(read, refused):
    asked = refused.fact.of_kind.case_number.replace("（", "(").replace("）", ")")
    assert f"/j/{refused.public_id}/" in text(read("/judgments/", q=asked))


def test_the_list_of_honours_is_narrowed_by_level(read, honour):
    assert f"/c/{honour.public_id}/" in text(read("/commendations/", level="city"))
    assert f"/c/{honour.public_id}/" not in text(read("/commendations/", level="province"))


def test_an_archive_shows_what_stands_beside_the_records(read, refused, honour):
    page = text(read(f"/departments/{refused.fact.of_kind.department.credit_code}/"))
    assert f"/j/{refused.public_id}/" in page
    assert "目前没有公示中的失信记录" in page
    assert f"/c/{honour.public_id}/" in text(
        read(f"/departments/{honour.fact.of_kind.department.credit_code}/")
    )


def test_neither_counts_as_a_record_of_dishonesty(read, refused, honour):
    assert "0 条" in text(read("/records/"))
    for address in (refused.public_id, honour.public_id):
        assert read(f"/r/{address}/").status_code == 404


@pytest.mark.parametrize("kind", ["j", "c"])
def test_what_ended_is_gone_from_every_page_in_the_same_commit(read, kind, refused, honour):
    act = refused if kind == "j" else honour
    before = PublicGeneration.objects.get().value
    services.end_publication(act, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="已履行")
    assert PublicGeneration.objects.get().value > before
    gone = read(f"/{kind}/{act.public_id}/")
    assert gone.status_code == 410
    code = act.fact.of_kind.department.credit_code
    pages = ("/judgments/", "/commendations/", f"/departments/{code}/")
    for page in (text(gone), *(text(read(address)) for address in pages)):
        assert act.face_title not in page
        assert str(act.public_id) not in page


def test_a_withdrawn_judgment_is_gone(read, refused):
    services.withdraw_fact(
        refused.fact.of_kind,
        by=factories.posting(Role.DIRECTOR),
        reason="再审改判",
        source=factories.source(),
    )
    assert read(f"/j/{refused.public_id}/").status_code == 410


@pytest.mark.parametrize(("days", "status"), [(-1, 200), (0, 410)], ids=["last day", "closing day"])
def test_a_window_ends_by_the_clock(read, honour, set_today, days, status):
    set_today(honour.closes_on + timedelta(days=days))
    assert read(f"/c/{honour.public_id}/").status_code == status


@pytest.mark.parametrize("status", ["pending", "signed"])
def test_what_is_not_published_has_no_address(read, status):
    act = factories.publication(status, made=factories.judgment("confirmed"))
    assert read(f"/j/{act.public_id}/").status_code == 404
    assert act.fact.of_kind.case_number not in text(read("/judgments/"))


def test_a_unit_that_is_not_shown_has_neither(read, refused):
    Department.objects.filter(pk=refused.fact.of_kind.department_id).update(is_shown=False)
    follow(Change(departments=frozenset({refused.fact.of_kind.department_id})))
    assert read(f"/j/{refused.public_id}/").status_code == 404
    assert refused.face_title not in text(read("/judgments/"))


def test_the_old_address_leads_to_the_corrected_text(read, refused):
    case = corrections.propose_correction(
        refused.fact.of_kind,
        by=factories.posting(Role.CLERK),
        kind="facts",
        changes={"summary": "逾期未履行搬迁费支付义务"},
        grounds="法院裁定补正",
    )
    officer = factories.posting(Role.OFFICER)
    corrections.prepare_face(case, by=officer, title="更正后", facts="逾期未履行搬迁费支付义务")
    case.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    corrections.review_correction(case, by=factories.posting(Role.REVIEWER), reason="一致")
    corrections.apply_correction(case, by=factories.posting(Role.DIRECTOR), reason="施行")
    moved = read(f"/j/{refused.public_id}/")
    assert moved.status_code == 301
    page = text(read(moved["Location"]))
    assert "逾期未履行搬迁费支付义务" in page
    assert "事实更正" in page
    assert "补偿款" not in page


def test_no_name_of_a_person_reaches_the_page(read):
    body = factories.department("320102", principal="甄守信")
    fact = factories.judgment("confirmed", department=body, summary="原告甄守信诉被告不履行补偿义务")
    act = factories.publication(made=fact)
    page = text(read(f"/j/{act.public_id}/"))
    assert "甄守信" not in page
    assert "不履行补偿义务" in page
