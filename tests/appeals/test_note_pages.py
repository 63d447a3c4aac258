"""The pages of department notes: the door on the record's page, the form, the text with its suspects, the sheet, the list."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from appeals.notes.models import DepartmentNote
from common.roles import Role
from tests import factories
from tests.appeals import noting
from tests.appeals.noting import NEWER, TEXT, note
from tests.office import client_of, text, token_of

pytestmark = pytest.mark.django_db
NUMBER = "13912345678"


def do(client: Any, case: DepartmentNote, act: str, **given: str) -> Any:
    fresh = DepartmentNote.objects.get(pk=case.pk)
    return client.post(f"/notes/{case.pk}/{act}/", {"page_token": token_of(fresh), **given})


def tab_of(fact: Any, by: Any) -> Any:
    return client_of(by).get(f"/records/{fact.record_no}/?tab=notes")


def test_the_records_page_says_whether_a_note_can_be_submitted_and_leads_to_the_door() -> None:
    fact = factories.publication().fact.of_kind
    door = reverse("appeals:new_note", args=[fact.pk])
    page = tab_of(fact, noting.representative(fact))
    assert "可以提交：" in text(page)
    assert door in page.content.decode()
    assert door not in tab_of(fact, factories.posting(Role.OFFICER)).content.decode()


def test_it_says_why_none_can_be_submitted_and_shows_what_was() -> None:
    case = note()
    fact = case.fact.of_kind
    page = tab_of(fact, noting.representative(fact))
    for said in ("现在不能提交：", "已有一份说明在办理", case.number, TEXT):
        assert said in text(page)
    silent = factories.record("confirmed")
    page = tab_of(silent, noting.representative(silent))
    assert "没有在公示" in text(page)
    assert reverse("appeals:new_note", args=[silent.pk]) not in page.content.decode()


def test_a_representative_submits_and_a_double_click_submits_once() -> None:
    fact = factories.publication().fact.of_kind
    client, door = client_of(noting.representative(fact)), reverse("appeals:new_note", args=[fact.pk])
    assert "最多 500 字" in text(client.get(door))
    answer = client.post(door, {"text": TEXT})
    assert answer.status_code == 302, text(answer)
    page = text(client.get(answer["Location"]))
    for said in ("待审核", TEXT, "由该单位提供，不代表信用办意见", "单位说明办理截止"):
        assert said in page
    assert client.post(door, {"text": NEWER}).status_code == 409
    assert DepartmentNote.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "无", "字" * 501, "机密★见附件"])
def test_a_text_that_will_not_do_is_told_beside_the_field(typed: str) -> None:
    fact = factories.publication().fact.of_kind
    client = client_of(noting.representative(fact))
    answer = client.post(reverse("appeals:new_note", args=[fact.pk]), {"text": typed})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"text"}
    assert not DepartmentNote.objects.exists()


def test_the_door_is_shut_to_others() -> None:
    fact = factories.publication().fact.of_kind
    door = reverse("appeals:new_note", args=[fact.pk])
    stranger = factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    assert client_of(stranger).get(door).status_code == 404
    assert client_of(factories.posting(Role.OFFICER)).get(door).status_code == 403
    case = note()
    assert client_of(stranger).get(f"/notes/{case.pk}/").status_code == 404


def test_an_officer_takes_a_number_out_and_passes_the_rest_on() -> None:
    case = note(text=f"{TEXT}联系电话{NUMBER}。")
    client = client_of(factories.posting(Role.OFFICER))
    page = client.get(f"/notes/{case.pk}/")
    assert "1 处未处理" in text(page)
    assert "单位说明里的" in text(page)
    given = {"field": "face_facts", "text": NUMBER, "what": "remove"}
    assert do(client, case, "suspect", **given).status_code == 302
    assert do(client, case, "accept").status_code == 302
    case.refresh_from_db()
    assert (case.status, NUMBER in case.face_facts) == ("signing", False)


@pytest.mark.parametrize("field", ["face_title", "status", ""])
def test_no_other_field_is_touched_by_the_door_for_suspects(field: str) -> None:
    case = note()
    client = client_of(factories.posting(Role.OFFICER))
    assert do(client, case, "suspect", field=field, text="款", what="remove").status_code == 422
    case.refresh_from_db()
    assert case.face_facts == TEXT


def test_a_return_leads_to_the_text_as_it_was() -> None:
    case = note()
    client = client_of(factories.posting(Role.OFFICER))
    assert do(client, case, "return", ground="", reason="请修改").status_code == 422
    assert do(client, case, "return", ground="unclear", reason="请写明日期").status_code == 302
    mine = client_of(noting.representative(case.fact))
    assert "文字不清楚" in text(mine.get(f"/notes/{case.pk}/"))
    assert TEXT in mine.get(f"/notes/{case.pk}/resubmit/").content.decode()
    assert do(mine, case, "resubmit", text=NEWER).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.face_facts) == ("submitted", NEWER)


def test_the_sheet_is_signed_item_by_item_and_the_director_publishes() -> None:
    case = note("signing")
    secrecy = client_of(factories.posting(Role.SECRECY))
    assert "签署审查表" in text(secrecy.get(f"/notes/{case.pk}/"))
    answer = do(secrecy, case, "sheet", state="无")
    assert answer.status_code == 422
    assert do(secrecy, case, "sheet", **factories.CLEAN_SHEET).status_code == 302
    director = client_of(factories.posting(Role.DIRECTOR))
    assert "公开…" in text(director.get(f"/notes/{case.pk}/"))
    assert TEXT in text(director.get(f"/notes/{case.pk}/publish/"))
    assert do(director, case, "publish").status_code == 302
    case.refresh_from_db()
    assert case.status == "standing"
    assert "公众看到的文字" in text(director.get(f"/notes/{case.pk}/"))


def test_a_stale_page_does_nothing() -> None:
    case = note("deciding")
    client = client_of(factories.posting(Role.DIRECTOR))
    answer = client.post(f"/notes/{case.pk}/publish/", {"page_token": "0"})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.status == "deciding"


def test_whoever_stands_aside_is_told_so() -> None:
    case = note()
    own = factories.posting(Role.OFFICER, unit=case.fact.department)
    page = client_of(own).get(f"/notes/{case.pk}/")
    assert "须换人办理" in text(page)
    assert f"/notes/{case.pk}/accept/" not in page.content.decode()


@pytest.mark.parametrize(
    ("state", "role"),
    [
        ("submitted", Role.OFFICER),
        ("signing", Role.SECRECY),
        ("deciding", Role.DIRECTOR),
        ("returned", Role.REPRESENTATIVE),
    ],
)
def test_it_waits_where_its_turn_is(state: str, role: Role) -> None:
    case = note(state)
    by = noting.representative(case.fact) if role == Role.REPRESENTATIVE else factories.posting(role)
    for address in ("/work/", f"/notes/?status={state}"):
        assert case.number in text(client_of(by).get(address))
    for other in {Role.OFFICER, Role.SECRECY, Role.DIRECTOR} - {role}:
        assert case.number not in text(client_of(factories.posting(other)).get("/work/"))
