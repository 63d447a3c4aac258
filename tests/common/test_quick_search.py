"""查找: from any page, within one's scope, to anything that has a page of its own."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from common.quick_search import SHOWN, find, refusal
from common.registry import Finder, Hit, registry
from common.roles import Role
from integrity_portal.processes import OFFICE, PUBLIC
from organisations.models import Department
from tests import factories
from tests.office import queries, signed_in, sit, text

pytestmark = pytest.mark.django_db
FIND = "/find/"
NUMBER = "110101199003070038"
BEGINNINGS = ("录入", "导入", "登记", "新建", "建立", "指定", "列出")


def hits(posting, words):
    return {found.label: [hit.title for hit in found.hits] for found in find(posting, words)}


def test_a_record_is_found_by_its_document_number_department_and_own_number():
    record = factories.record(document_number="苏财罚〔2026〕77号")
    client, _ = sit(Role.CLERK)
    for words in ("苏财罚[2026]77号", record.department.name, record.record_no):
        assert (
            reverse("records:record", args=[record.record_no])
            in client.get(FIND, {"q": words}).content.decode()
        )


def test_what_lies_out_of_scope_is_not_found():
    there = factories.record(department=factories.department("320500"))
    client, _ = sit(Role.CLERK, "320100")
    page = client.get(FIND, {"q": there.department.name})
    assert "没有找到" in text(page)
    assert there.record_no not in page.content.decode()


def test_places_are_found_by_their_names_and_only_ones_own():
    _, clerk = sit(Role.CLERK)
    _, keeper = sit(Role.SECURITY_ADMIN, None)
    assert hits(clerk, "失信记录")["页面"] == ["失信记录"]
    assert "页面" not in hits(keeper, "失信记录")


@pytest.mark.parametrize("words", ["录入", "luru", "lrsx", "录入 处罚"])
def test_what_one_can_begin_is_found_by_its_words_and_by_pinyin(words):
    _, clerk = sit(Role.CLERK)
    found = next(kind for kind in find(clerk, words) if kind.label == "办理")
    assert reverse("records:new") in [hit.url for hit in found.hits]


def test_nobody_is_led_to_what_another_role_begins():
    _, director = sit(Role.DIRECTOR)
    assert "办理" not in hits(director, "录入")
    assert "列出交接清单" in hits(director, "交接清单")["办理"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_whatever_one_is_led_to_opens(role):
    client, held = sit(role)
    begun = [
        hit for words in BEGINNINGS for kind in find(held, words) if kind.label == "办理" for hit in kind.hits
    ]
    assert begun
    assert {hit.url: client.get(hit.url, follow=True).status_code for hit in begun} == dict.fromkeys(
        [hit.url for hit in begun], 200
    )


def test_people_are_found_by_pinyin():
    _, security = sit(Role.SECURITY_ADMIN, None)
    _, system = sit(Role.SYSTEM_ADMIN, None)
    person = factories.person("王小明")
    factories.posting(Role.CLERK, user=person)
    for words in ("wangxiaoming", "wxm", "小明"):
        assert "王小明" in hits(system, words)["账户"], words
        assert any("王小明" in title for title in hits(security, words)["岗位"]), words


def test_who_is_blind_to_business_data_finds_none():
    record = factories.record()
    for role in (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN):
        _, held = sit(role, None)
        assert hits(held, record.department.name) == {}


def test_administrators_find_what_they_keep():
    _, security = sit(Role.SECURITY_ADMIN, None)
    _, system = sit(Role.SYSTEM_ADMIN, None)
    clerk = factories.posting(Role.CLERK)
    assert hits(security, clerk.user.name)["岗位"] == [f"{clerk.user.name} {clerk}"]
    assert hits(system, clerk.user.username)["账户"] == [clerk.user.name]


def test_more_than_a_few_lead_to_the_list_of_all():
    for number in range(SHOWN + 2):
        factories.record(department=factories.department(name=f"模拟寻找{number}局（演示）"))
    _, held = sit(Role.CLERK)
    found = next(kind for kind in find(held, "寻找") if kind.label == "失信记录")
    assert len(found.hits) == SHOWN
    assert found.more.startswith(f"{reverse('records:records')}?q=")


def test_numbers_of_persons_are_not_looked_for():
    client, _ = sit(Role.CLERK)
    page = client.post(FIND, {"q": NUMBER}, follow=True)
    assert "请不要在这里输入" in text(page)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "words", [NUMBER, "1101 0119 9003 0700 38", "查 13812345678", "１１０１０１１９９００３０７００３８"]
)
def test_a_number_of_a_person_is_in_no_address_and_on_no_page(method, words):
    client, _ = sit(Role.CLERK)
    answer = getattr(client, method)(FIND, {"q": words})
    assert (answer.status_code, answer["Location"]) == (302, FIND)
    page = client.get(FIND)
    assert "请不要在这里输入" in text(page)
    assert words not in page.content.decode()


def test_the_dialog_sends_what_is_typed_and_refuses_a_number_at_once():
    client, _ = sit(Role.CLERK)
    body = client.post(FIND, {"q": NUMBER}, headers={"HX-Request": "true"}).content.decode()
    assert "请不要在这里输入" in body
    assert NUMBER not in body
    page = client.get(FIND).content.decode()
    assert 'data-hx-post="/find/"' in page
    assert 'data-hx-get="/find/"' not in page
    assert page.count('<form method="post" action="/find/"') == 2


def test_harmless_words_lead_to_an_address_that_can_be_passed_on():
    client, _ = sit(Role.CLERK)
    answer = client.post(FIND, {"q": "失信记录"})
    assert (answer.status_code, unquote(answer["Location"])) == (302, f"{FIND}?q=失信记录")
    assert reverse("records:records") in client.get(answer["Location"]).content.decode()


def test_a_form_without_its_token_is_refused():
    client = signed_in(factories.posting(Role.CLERK).user, Client(enforce_csrf_checks=True))
    assert client.post(FIND, {"q": "失信记录"}).status_code == 403


def test_the_servers_keep_no_list_of_addresses():
    for part in (OFFICE, PUBLIC):
        assert "--no-access-log" in part.arguments


@pytest.mark.parametrize("words", ["罚", "", " 号 "])
def test_one_character_alone_is_too_little(words):
    assert refusal(words.strip()) == "请至少输入两个字。"


def test_the_dialog_gets_the_hits_alone():
    client, _ = sit(Role.CLERK)
    body = client.get(FIND, {"q": "失信记录"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in body
    assert reverse("records:records") in body


def test_without_words_the_page_says_what_can_be_asked():
    client, _ = sit(Role.CLERK)
    assert "Ctrl K" in text(client.get(FIND))


def test_a_nul_character_is_no_trouble():
    client, _ = sit(Role.CLERK)
    assert client.get(FIND, {"q": "失信\x00记录"}).status_code == 200


def test_words_show_as_words_and_never_as_markup():
    client, _ = sit(Role.CLERK)
    assert "<b>粗" not in client.get(FIND, {"q": "<b>粗"}).content.decode()


def test_an_app_above_adds_its_own_kind_without_a_change_here():
    own = Finder(
        "tried",
        "试办件",
        lambda posting, words: Department.objects.filter(name__contains=words),
        lambda body: Hit(f"试办 {body.name}", "/tried/"),
        "organisations:departments",
    )
    body = factories.department()
    _, held = sit(Role.CLERK)
    registry.register(own)
    try:
        assert hits(held, body.name)["试办件"] == [f"试办 {body.name}"]
    finally:
        del registry.entries[Finder, "tried"]


def test_more_hits_do_not_ask_more_questions():
    client, _ = sit(Role.AUDITOR)
    factories.record()
    before = queries(client, f"{FIND}?q=模拟")
    for _ in range(5):
        factories.record()
    assert queries(client, f"{FIND}?q=模拟") == before
