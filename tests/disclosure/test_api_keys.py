"""Keys of the API on the public site: asked for, shown once, counted apart from lines, and what they were used for by day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from disclosure.api import keys
from disclosure.api.middleware import READING
from disclosure.door import captcha
from intake.applications import Step
from intake.key_requests import KEY_REQUEST
from intake.messages import unpacked
from intake.sealing import QueryCode, public_key_of, unseal
from intake.services.answering import answer
from tests.databases import as_owner
from tests.disclosure.visiting import Visitor, hidden, shown

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("the office reads what visitors leave within the test's own transaction"),
]
GIVEN = {"holder": "模拟系统（演示）", "purpose": "每天核对副本", "per_hour": "20000"}
READ = "/api/v1/openapi.json"


@pytest.fixture
def visitor(public_side: None, as_public: Any, settings: Any) -> Visitor:
    settings.INTAKE_PUBLIC_KEY = public_key_of(settings.INTAKE_PRIVATE_KEYS[0])
    caches["door"].clear()
    return Visitor(as_public)


def told(code: QueryCode, per_hour: int, until: date | None = None) -> None:
    """Let the office say what a key is good for."""
    step = Step("有效" if per_hour else "已停用", code.receipt, per_hour=per_hour)
    answer(code.token_hash, step.packed(), until=until or timezone.localdate() + timedelta(days=9))


def read(visitor: Visitor, **headers: str) -> Any:
    with visitor.as_public():
        return visitor.client.get(READ, headers=headers)


def test_the_key_is_shown_once_and_its_hash_alone_is_sent(visitor: Visitor, settings: Any) -> None:
    token = hidden(visitor.get("/api/keys/"), "question")
    found = captcha.read(token)
    assert found is not None
    page = visitor.post("/api/keys/", {**GIVEN, "question": token, "digits": found.digits})
    code = next(filter(None, map(QueryCode.read, shown(page).split())))
    assert (page["Cache-Control"], dict(page.cookies)) == ("no-store", {})
    with as_owner() as cursor:
        cursor.execute("SELECT id, kind, sealed FROM intake.message")
        ((id, kind, sealed),) = cursor.fetchall()
    plain = unseal(bytes(sealed), settings.INTAKE_PRIVATE_KEYS)
    message = unpacked(plain, id=id, kind=kind)
    assert (kind, message.token_hash) == (KEY_REQUEST, code.token_hash)
    assert dict(message.payload) == {**GIVEN, "per_hour": 20_000}
    assert code.letters.encode() not in plain


@pytest.mark.parametrize("given", [{"holder": ""}, {"purpose": ""}, {"per_hour": "7"}, {"digits": "0000"}])
def test_a_fault_is_said_and_nothing_is_sent(visitor: Visitor, given: dict[str, str]) -> None:
    token = hidden(visitor.get("/api/keys/"), "question")
    found = captcha.read(token)
    assert found is not None
    sent = {**GIVEN, "question": token, "digits": found.digits, **given}
    assert visitor.post("/api/keys/", sent).status_code == 422
    with as_owner() as cursor:
        cursor.execute("SELECT count(*) FROM intake.message")
        assert cursor.fetchone() == (0,)


def test_a_key_has_a_limit_of_its_own_wherever_it_comes_from(visitor: Visitor) -> None:
    code = QueryCode.fresh()
    told(code, 6_000)
    first = read(visitor, **{"X-API-Key": str(code)})
    assert (first.status_code, first["RateLimit-Limit"], first["RateLimit-Remaining"]) == (
        200,
        "6000",
        "5999",
    )
    elsewhere = Visitor(visitor.as_public, line="198.51.100.9")
    second = read(elsewhere, Authorization=f"Bearer {code.letters.lower()}")
    assert second["RateLimit-Remaining"] == "5998"
    plain = read(visitor)
    assert (plain["RateLimit-Limit"], plain["RateLimit-Remaining"]) == (
        str(READING.of_one),
        str(READING.of_one - 1),
    )


def test_a_key_that_is_used_up_waits_for_the_next_hour(visitor: Visitor) -> None:
    code = QueryCode.fresh()
    told(code, 1)
    assert read(visitor, **{"X-API-Key": str(code)}).status_code == 200
    refused = read(visitor, **{"X-API-Key": str(code)})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert read(visitor).status_code == 200


@pytest.mark.parametrize("case", ["unknown", "no code", "revoked", "over"])
def test_a_key_that_is_not_good_is_refused_and_counted_on_its_line(visitor: Visitor, case: str) -> None:
    code = QueryCode.fresh()
    if case == "revoked":
        told(code, 6_000)
        told(code, 0)
    if case == "over":
        told(code, 6_000, timezone.localdate())
    answered = read(visitor, **{"X-API-Key": "乱写的" if case == "no code" else str(code)})
    assert (answered.status_code, answered["Content-Type"]) == (401, "application/problem+json")
    assert "密钥" in json.loads(answered.content)["detail"]
    assert answered["RateLimit-Remaining"] == str(READING.of_one - 1)


def test_whoever_holds_a_key_sees_its_uses_by_day_and_nobody_else(visitor: Visitor) -> None:
    code, other = QueryCode.fresh(), QueryCode.fresh()
    told(code, 6_000)
    told(other, 6_000)
    for _ in range(3):
        read(visitor, **{"X-API-Key": str(code)})
    page = shown(visitor.post("/api/usage/", {"key": str(code)}))
    assert f"{timezone.localdate()}" in page
    assert '<td class="num">3</td>' in page
    assert "最近 30 天没有用过" in shown(visitor.post("/api/usage/", {"key": str(other)}))
    assert "还没有核准" in shown(visitor.post("/api/usage/", {"key": str(QueryCode.fresh())}))
    assert visitor.post("/api/usage/", {"key": "乱写"}).status_code == 422


def test_what_is_counted_does_not_lie_with_the_pages(visitor: Visitor) -> None:
    code = QueryCode.fresh()
    told(code, 6_000)
    read(visitor, **{"X-API-Key": str(code)})
    caches["default"].clear()
    found = keys.known(str(code))
    assert found is not None
    assert keys.uses(found, timezone.localtime()) == [(timezone.localdate(), 1)]
    assert read(visitor, **{"X-API-Key": str(code)})["RateLimit-Remaining"] == "5998"
    names = caches["door"]._cache.get_client().scan_iter()
    assert not [name for name in names if code.letters.encode() in name]


def test_scripts_of_other_sites_may_send_a_key(public_side: None) -> None:
    answered = Client().options(READ)
    assert "X-API-Key" in answered["Access-Control-Allow-Headers"]
