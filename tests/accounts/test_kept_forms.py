"""A session that ends in mid-form: what was typed is kept for its person, and a part of a page stays a part."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import KeptForm, OfficeSession
from accounts.services.kept_forms import forget_what_is_over
from accounts.services.sessions import end_sessions
from common.roles import Role
from tests import factories
from tests.office import acts_of, client_of, enter, sit, text

pytestmark = pytest.mark.django_db
REASON = "依据《处理决定书》：\n第一行\n第二行 <b>&amp;"


@pytest.fixture
def admin():
    return factories.posting(Role.SYSTEM_ADMIN, None)


@pytest.fixture
def client(admin):
    client = Client()
    enter(client, admin.user.username)
    return client


def fields_of(page) -> dict[str, str]:
    import html

    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode(), re.S)
    return {name: html.unescape(value) for name, value in found}


def over(person) -> None:
    OfficeSession.objects.filter(user=person).update(expire_date=timezone.now() - timedelta(seconds=1))


ENDINGS = {
    "idle": lambda client, person: over(person),
    "ended elsewhere": lambda client, person: end_sessions(person, "试"),
    "signed out in another tab": lambda client, person: client.post("/accounts/logout/"),
}


@pytest.mark.parametrize("way", ENDINGS)
def test_however_a_session_ended_what_was_typed_is_given_back_and_goes_on(admin, client, way):
    other = factories.person()
    address = f"/accounts/{other.username}/disable/"
    ENDINGS[way](client, admin.user)
    led = client.post(address, {"reason": REASON, "csrfmiddlewaretoken": "x"})
    assert led.status_code == 302
    login = client.get(led["Location"])
    assert "刚才填写的内容保留着" in text(login)
    back = enter(client, admin.user.username, next=login.context["next"])
    page = client.get(back["Location"])
    assert "第二行" in text(page)
    assert f'action="{address}"' in page.content.decode()
    assert fields_of(page)["reason"] == REASON
    assert acts_of(other) == []
    assert client.post(address, fields_of(page)).status_code == 302
    assert acts_of(other) == ["disable"]


def test_what_is_kept_lies_sealed_without_passwords_and_names_the_files_that_are_not(admin, client):
    over(admin.user)
    upload = SimpleUploadedFile("证明.pdf", b"%PDF-1.4")
    given = {
        "reason": REASON,
        "password": "staple wagon harbour",
        "old": "a",
        "code": "123456",
        "file": upload,
    }
    client.post("/accounts/x/password/", given)
    kept = KeptForm.objects.get()
    assert REASON.encode() not in bytes(kept.content_sealed)
    assert dict(kept.content.fields) == {"reason": REASON}
    assert kept.content.files == ["证明.pdf"]
    enter(client, admin.user.username)
    page = text(client.get(f"/accounts/kept/{kept.pk}/"))
    assert "文件没有保留，须重新选择：证明.pdf" in page


def test_nobody_else_sees_it_not_even_at_the_same_computer(admin, client):
    over(admin.user)
    client.post("/accounts/x/email/", {"reason": REASON})
    kept = KeptForm.objects.get()
    stranger = factories.posting(Role.SYSTEM_ADMIN, None)
    enter(client, stranger.user.username)
    assert client.get(f"/accounts/kept/{kept.pk}/").status_code == 404
    assert client.post(f"/accounts/kept/{kept.pk}/").status_code == 404
    assert client_of(admin).get(f"/accounts/kept/{kept.pk}/").status_code == 200


def test_a_form_of_a_browser_that_nobody_signed_in_at_is_not_kept_nor_is_a_forged_one(admin):
    for cookie in ("", "x", f"{admin.user_id}:forged"):
        client = Client()
        client.cookies["portal_person"] = cookie
        assert client.post("/accounts/x/email/", {"reason": REASON})["Location"].endswith(
            "next=/accounts/x/email/"
        )
    assert not KeptForm.objects.exists()


def test_it_is_listed_thrown_away_or_gone_after_a_day(admin, client):
    over(admin.user)
    for number in range(12):
        client.post(f"/accounts/x{number}/email/", {"reason": REASON})
    assert KeptForm.objects.count() == 10
    enter(client, admin.user.username)
    assert client.get("/accounts/kept/").content.decode().count("填写的内容</a>") == 10
    first, second, *_ = KeptForm.objects.all()
    assert client.post(f"/accounts/kept/{first.pk}/").status_code == 302
    assert not KeptForm.objects.filter(pk=first.pk).exists()
    KeptForm.objects.filter(pk=second.pk).update(kept_at=timezone.now() - timedelta(hours=25))
    assert client.get(f"/accounts/kept/{second.pk}/").status_code == 404
    assert forget_what_is_over() >= 1
    assert not KeptForm.objects.filter(pk=second.pk).exists()


def test_a_form_from_before_a_new_sign_in_in_another_tab_is_offered_once_more(admin):
    client = Client(enforce_csrf_checks=True)
    held = client_of(admin)
    client.cookies = held.cookies
    client.cookies["portal_csrf"] = "a" * 32
    other = factories.person()
    address = f"/accounts/{other.username}/disable/"
    given = {"reason": REASON, "csrfmiddlewaretoken": "b" * 32}
    answer = client.post(address, given, HTTP_ORIGIN="http://testserver")
    assert "接着办刚才那一页" in text(answer)
    assert fields_of(answer)["reason"] == REASON
    assert acts_of(other) == []
    for origin in ({}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}):
        refused = client.post(address, given, **origin)
        assert refused.status_code == 403
        assert "第二行" not in text(refused)


def test_a_part_of_a_page_is_never_the_sign_in():
    client, held = sit(Role.CLERK)
    end_sessions(held.user, "试")
    for ask in (client.get, client.post):
        answer = ask("/find/", {"q": "模拟"}, HTTP_HX_REQUEST="true")
        assert (answer.status_code, answer.content) == (401, b"")
        assert answer["HX-Trigger"] == "signed-out"


def test_it_goes_on_through_the_posting_under_which_it_was_filled_in():
    first = factories.posting(Role.CLERK, "320100")
    second = factories.posting(Role.CLERK, "320500", user=first.user)
    client = Client()
    enter(client, first.user.username)
    over(first.user)
    led = client.post("/records/x/void/", {"reason": REASON, "shown_as": str(second.pk)})
    back = enter(client, first.user.username, next=client.get(led["Location"]).context["next"])
    page = client.get(back["Location"], follow=True)
    assert "以 录入员 · 苏州市 身份" in text(page)
    assert fields_of(page)["reason"] == REASON
    assert client.get("/").context["posting"].pk == second.pk


def left(client: Client, page: str) -> list[list[str]]:
    return client.get("/accounts/kept/left/", {"left_page": page}).json()["fields"]


def test_what_is_typed_on_a_page_that_is_left_is_given_back_to_that_page_alone(admin, client):
    page = f"/accounts/{admin.user.username}/disable/"
    for words in ("先写的", REASON):
        given = {"reason": words, "password": "staple wagon harbour", "left_page": page}
        assert client.post("/accounts/kept/left/", given).status_code == 204
    assert left(client, page) == [["reason", REASON]], "the newest alone, without the password"
    assert left(client, "/accounts/") == []
    kept = KeptForm.objects.get()
    assert REASON.encode() not in bytes(kept.content_sealed)
    shown = client.get(f"/accounts/kept/{kept.pk}/").content.decode()
    assert f'href="{page}#left"' in shown
    assert 'id="again"' not in shown, "it was never sent: it is filled in again, not sent from here"
    assert left(client_of(factories.posting(Role.SYSTEM_ADMIN, None)), page) == []
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(hours=25))
    assert left(client, page) == []


def test_an_empty_form_or_one_of_choices_alone_forgets_what_was_kept_of_the_page(admin, client):
    page = "/records/new/"
    for nothing in ({}, {"source_kind": "judgment", "reason": " "}):
        client.post("/accounts/kept/left/", {"reason": REASON, "left_page": page})
        client.post("/accounts/kept/left/", {**nothing, "left_page": page})
        assert not KeptForm.objects.exists()


@pytest.mark.parametrize(
    "page", ["", "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"]
)
def test_a_page_elsewhere_is_no_page_to_come_back_to(admin, client, page):
    assert client.post("/accounts/kept/left/", {"reason": REASON, "left_page": page}).status_code == 400
    assert client.get("/accounts/kept/left/", {"left_page": page}).status_code == 400
    assert not KeptForm.objects.exists()
