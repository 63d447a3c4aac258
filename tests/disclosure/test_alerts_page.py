"""The page 关注 by its requests: what is followed, what is refused, what it leaves, and what the links of the mails do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError

from disclosure.door import captcha, flood
from intake import sending
from intake.alert_requests import ALERT, CONFIRMED, ENDED
from intake.messages import unpacked
from intake.sealing import public_key_of, unseal
from tests.databases import as_owner
from tests.disclosure.rows import standing
from tests.disclosure.visiting import Visitor, hidden, shown

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("the office reads what visitors leave within the test's own transaction"),
]
GIVEN = {"email": "reader@example.org", "rhythm": "daily"}
TOKEN = "aB0_-" * 8 + "abc"


@pytest.fixture
def visitor(public_side: None, as_public: Any, settings: Any) -> Visitor:
    settings.INTAKE_PUBLIC_KEY = public_key_of(settings.INTAKE_PRIVATE_KEYS[0])
    caches["door"].clear()
    return Visitor(as_public)


def waiting(settings: Any) -> list[tuple[str, dict[str, Any]]]:
    """What lies in the store, opened with the office's key."""
    with as_owner() as cursor:
        cursor.execute("SELECT id, kind, sealed FROM intake.message ORDER BY received_at")
        rows = cursor.fetchall()
    opened = []
    for id, kind, sealed in rows:
        plain = unseal(bytes(sealed), settings.INTAKE_PRIVATE_KEYS)
        opened.append((kind, dict(unpacked(plain, id=id, kind=kind).payload)))
    return opened


def asked_for(visitor: Visitor, query: str = "", **given: str) -> Any:
    """Fill the form in and answer its question."""
    token = hidden(visitor.get(f"/alerts/{query}"), "question")
    found = captcha.read(token)
    assert found is not None
    return visitor.post(f"/alerts/{query}", {**GIVEN, "question": token, "digits": found.digits, **given})


def test_the_pages_of_a_search_a_department_and_a_region_lead_here(visitor: Visitor) -> None:
    made = standing()
    code = made.fact.of_kind.department.credit_code
    name = made.fact.of_kind.department.name
    assert "/alerts/?city=320100" in shown(visitor.get("/records/", city="320100"))
    assert f"/alerts/?department={code}" in shown(visitor.get(f"/departments/{code}/"))
    page = shown(visitor.get("/alerts/", department=code))
    assert f"部门：{name}" in page
    assert f"/departments/{code}/feed.atom" in page
    assert "南京市" in shown(visitor.get("/alerts/", region="320100"))
    assert "/records.atom?q=" in shown(visitor.get("/alerts/", q="拖欠"))
    assert "全部公示记录" in shown(visitor.get("/alerts/"))


@pytest.mark.parametrize("query", ["?region=329900", "?department=110000000000000000"])
def test_what_is_not_there_cannot_be_followed(visitor: Visitor, query: str) -> None:
    assert visitor.get(f"/alerts/{query}").status_code == 404


def test_what_is_sent_is_sealed_names_the_question_and_sets_no_cookie(
    visitor: Visitor, settings: Any
) -> None:
    page = asked_for(visitor, "?city=320100&sort=old&after=1&nonsense=1")
    assert page.status_code == 200, shown(page)
    assert "还没有开始" in shown(page)
    assert GIVEN["email"] not in shown(page)
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"
    assert waiting(settings) == [(ALERT, {**GIVEN, "query": "city=320100"})]
    with as_owner() as cursor:
        cursor.execute("SELECT sealed FROM intake.message")
        assert b"reader" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"email": "no address"}, 422, "这不是一个邮箱地址"),
        ({"email": ""}, 422, "请填写"),
        ({"rhythm": "hourly"}, 422, "请从列出的里面选择"),
        ({"digits": "0000"}, 422, "验证数字不对"),
    ],
)
def test_every_fault_is_said_and_nothing_is_left(
    visitor: Visitor, settings: Any, given: dict[str, str], status: int, words: str
) -> None:
    page = asked_for(visitor, **given)
    assert (page.status_code, words in shown(page)) == (status, True), shown(page)
    assert waiting(settings) == []


def test_of_too_many_forms_no_more_are_taken(visitor: Visitor, settings: Any) -> None:
    for _ in range(flood.SENDING.of_one):
        asked_for(visitor)
    assert asked_for(visitor).status_code == 429
    assert len(waiting(settings)) == flood.SENDING.of_one


@pytest.mark.parametrize(("address", "kind"), [("confirm", CONFIRMED), ("end", ENDED)])
def test_opening_a_link_does_nothing_and_its_button_sends_the_token(
    visitor: Visitor, settings: Any, address: str, kind: str
) -> None:
    page = visitor.get(f"/alerts/{address}/{TOKEN}/")
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")
    assert waiting(settings) == [], "a program that looks at links confirms nothing and ends nothing"
    assert visitor.post(f"/alerts/{address}/{TOKEN}/", {}).status_code == 200
    assert waiting(settings) == [(kind, {"token": TOKEN})]
    assert visitor.get(f"/alerts/{address}/abc/").status_code == 404


def test_a_mail_program_ends_an_alert_by_one_post(visitor: Visitor, settings: Any) -> None:
    """RFC 8058: no cookie, no question, no page before it."""
    page = visitor.post(f"/alerts/end/{TOKEN}/", {"List-Unsubscribe": "One-Click"})
    assert page.status_code == 200
    assert waiting(settings) == [(ENDED, {"token": TOKEN})]


def test_where_nothing_can_be_left_the_link_says_so(visitor: Visitor, monkeypatch: Any) -> None:
    def broken(*given: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(sending, "send", broken)
    page = visitor.post(f"/alerts/end/{TOKEN}/", {})
    assert page.status_code == 503
    assert "没有提交" in shown(page)
