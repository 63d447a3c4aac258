"""Keys of the API: asked for or issued, decided by the province, told to the public site as a hash and a rate, revoked at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from common.errors import ActRefused, NotAllowed, WrongState
from common.models import Transition
from common.roles import Role
from disclosure.api import keys
from following.keys.models import ApiKey
from following.keys.services import keeping
from intake import sending
from intake.key_requests import KeyRequest
from intake.sealing import QueryCode
from tests import factories
from tests.following.keying import ASKED, asked
from tests.office import client_of

pytestmark = pytest.mark.django_db


def province(role: Role = Role.OFFICER) -> Any:
    return factories.posting(role)


def rate(code: QueryCode) -> int | None:
    """What the public site lets a key do now, None where it knows nothing of it."""
    found = keys.known(str(code))
    return found.said.per_hour if found else None


def test_a_key_works_from_its_approval_to_its_revocation():
    key, code = asked()
    assert (key.status, rate(code)) == ("waiting", None)
    keeping.approve(key, by=province(), reason="")
    assert rate(code) == 6_000
    keeping.revoke(key, by=province(Role.DIRECTOR), reason="用途不符")
    assert rate(code) == 0
    acts = Transition.objects.filter(object_id=key.pk).order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["enter", "approve", "revoke"]


def test_whoever_asked_reads_by_the_code_what_became_of_it():
    key, code = asked()
    keeping.refuse(key, by=province(), reason="请写明用途")
    said = [reply.text for reply in sending.replies(code)]
    assert "已收到申请" in said[0]
    assert "请写明用途" in said[1]
    assert rate(code) is None


def test_the_key_itself_is_kept_nowhere():
    key, code = keeping.issue(ASKED, by=province())
    assert rate(code) == 6_000
    with connection.cursor() as cursor:
        for table in ("following_apikey", "following_apikeyevent", "intake_answer", "common_transition"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            told = cursor.fetchone()[0] or ""
            assert code.letters not in told, table
            assert str(code) not in told, table
    assert str(key) == code.receipt


@pytest.mark.parametrize(
    "request_", [KeyRequest("", "用途", 6_000), KeyRequest("甲", "", 6_000), KeyRequest("甲", "用途", 7)]
)
def test_what_no_form_of_ours_can_have_sent_is_refused(request_):
    with pytest.raises(ActRefused):
        asked(request_)
    assert KeyRequest.read({"per_hour": "x" * 9}) == KeyRequest("", "", 0)


@pytest.mark.parametrize("act", ["approve", "refuse", "revoke"])
def test_only_the_province_decides(act):
    key, code = asked()
    if act == "revoke":
        keeping.approve(key, by=province())
    before = rate(code)
    with pytest.raises(NotAllowed):
        getattr(keeping, act)(key, by=factories.posting(Role.OFFICER, "320100"), reason="理由")
    with pytest.raises(NotAllowed):
        keeping.issue(ASKED, by=factories.posting(Role.OFFICER, "320100"))
    assert rate(code) == before


@pytest.mark.parametrize(
    ("before", "act"), [("approve", "approve"), ("approve", "refuse"), ("refuse", "approve"), ("", "revoke")]
)
def test_an_act_out_of_its_state_is_refused(before, act):
    key, _ = asked()
    if before:
        getattr(keeping, before)(key, by=province(), reason="理由")
    with pytest.raises(WrongState):
        getattr(keeping, act)(key, by=province(), reason="理由")


def test_an_officer_issues_a_key_that_is_shown_once():
    client = client_of(province())
    page = client.post("/api-keys/new/", {"holder": "模拟系统", "purpose": "核对", "per_hour": "20000"})
    assert page.status_code == 200, page.content.decode()
    assert page["Cache-Control"] == "no-store"
    key = ApiKey.objects.get()
    shown = page.content.decode()
    code = next(
        found for word in shown.split() if (found := QueryCode.read(word)) and found.receipt == key.number
    )
    assert rate(code) == 20_000
    for path in (f"/api-keys/{key.pk}/", "/api-keys/", f"/api-keys/{key.pk}/?tab=history"):
        assert str(code) not in client.get(path).content.decode()


def test_the_office_sees_what_waits_and_decides_on_its_page():
    key, _ = asked()
    client = client_of(province())
    assert "模拟信用研究院" in client.get("/api-keys/?status=waiting").content.decode()
    assert "核准" in client.get(f"/api-keys/{key.pk}/").content.decode()
    other = client_of(factories.posting(Role.OFFICER, "320100"))
    page = other.get(f"/api-keys/{key.pk}/")
    assert (page.status_code, "省级信用办" in page.content.decode()) == (200, True)
    assert other.post(f"/api-keys/{key.pk}/approve/", {}).status_code == 409
    key.refresh_from_db()
    assert key.status == "waiting"
