"""The login log: every try with the visitor's own address, appended only, read by the auditor, and what it throttles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import LoginEntry, User
from accounts.visitor import address_of
from common.roles import Role
from tests import factories
from tests.office import client_of, enter, sit, text

pytestmark = pytest.mark.django_db
PROXY = "10.0.0.1"


def a_try(username: str, password: str = "wrong", **extra: str):
    return Client().post("/accounts/login/", {"username": username, "password": password}, **extra)


def events(**wanted: object) -> list[str]:
    return list(LoginEntry.objects.filter(**wanted).order_by("at").values_list("event", flat=True))


@pytest.mark.parametrize(
    ("trust", "passed_on", "remote", "address"),
    [
        (False, "1.1.1.1", PROXY, PROXY),
        (True, "1.1.1.1", PROXY, "1.1.1.1"),
        (True, "9.9.9.9, 1.1.1.1", PROXY, "1.1.1.1"),
        (True, "1.1.1.1:5555", PROXY, "1.1.1.1"),
        (True, "[2001:db8::7]:443", PROXY, "2001:db8::7"),
        (True, "2001:db8::7", PROXY, "2001:db8::7"),
        (True, "unknown", PROXY, PROXY),
        (True, "'; DROP", PROXY, PROXY),
        (True, "", PROXY, PROXY),
        (False, "", "", ""),
    ],
)
def test_the_address_is_the_visitors_own(settings, trust, passed_on, remote, address):
    settings.TRUST_PROXY = trust
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=passed_on, REMOTE_ADDR=remote)
    assert address_of(request) == address


def test_every_way_a_sign_in_can_end_has_its_line():
    held, stopped = factories.posting(Role.CLERK), factories.person()
    User.objects.filter(pk=stopped.pk).update(is_active=False)
    a_try(held.user.username)
    a_try(stopped.username, factories.PASSWORD)
    a_try("somebody-else")
    client = Client()
    enter(client, held.user.username)
    client.post("/accounts/logout/")
    assert events() == ["wrong_password", "stopped", "wrong_password", "signed_in", "signed_out"]
    assert LoginEntry.objects.get(user=None).username == "so…"
    assert not LoginEntry.objects.filter(address=None).exists()


def test_behind_a_proxy_five_wrong_passwords_lock_out_their_own_address_alone(settings):
    settings.TRUST_PROXY = True
    held = factories.posting(Role.CLERK)
    attacker, owner = {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}
    for _ in range(5):
        a_try(held.user.username, REMOTE_ADDR=PROXY, **attacker)
    locked = a_try(held.user.username, factories.PASSWORD, REMOTE_ADDR=PROXY, **attacker)
    assert locked.status_code == 429
    assert set(events(address="198.51.100.7")) == {"wrong_password", "locked"}
    assert a_try(held.user.username, factories.PASSWORD, REMOTE_ADDR=PROXY, **owner).status_code == 302


def test_an_address_that_tries_many_accounts_must_wait_and_others_need_not(settings):
    settings.SIGN_IN_FAILURES_PER_ADDRESS = 6
    people = [factories.posting(Role.CLERK).user for _ in range(4)]
    here = {"REMOTE_ADDR": "198.51.100.7"}
    for number in range(6):
        assert a_try(people[number % 3].username, **here).status_code == 200
    refused = a_try(people[3].username, factories.PASSWORD, **here)
    assert refused.status_code == 429
    assert "暂停登录" in text(refused)
    a_try(people[3].username, factories.PASSWORD, **here)
    assert events(address="198.51.100.7").count("throttled") == 1
    assert a_try(people[3].username, factories.PASSWORD, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_wrong_codes_count_against_the_address_too_and_old_failures_do_not(settings):
    settings.SIGN_IN_FAILURES_PER_ADDRESS = 3
    held = factories.posting(Role.CLERK)
    earlier = timezone.now() - timedelta(minutes=11)
    for _ in range(3):
        LoginEntry.objects.create(event="wrong_password", address="127.0.0.1", at=earlier)
    client = Client()
    client.post("/accounts/login/", {"username": held.user.username, "password": factories.PASSWORD})
    for _ in range(3):
        assert client.post("/accounts/login/code/", {"code": "000000"}).status_code == 422
    assert client.post("/accounts/login/code/", {"code": "000000"}).status_code == 429


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_loginentry SET note = 'x'",
        "DELETE FROM accounts_loginentry",
        "TRUNCATE accounts_loginentry",
    ],
)
def test_no_line_is_changed_or_deleted(statement):
    a_try("nobody")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LoginEntry.objects.count() == 1


def test_the_auditor_finds_a_try_by_account_name_address_result_and_day():
    held = factories.posting(Role.CLERK)
    a_try(held.user.username, REMOTE_ADDR="198.51.100.7")
    enter(Client(), held.user.username)
    client, _ = sit(Role.AUDITOR)
    for asked in (held.user.username, held.user.name, "198.51.100"):
        assert "198.51.100.7" in text(client.get("/accounts/sign-ins/", {"q": asked}))
    shown = client.get("/accounts/sign-ins/", {"event": "signed_in"}).content.decode()
    assert "198.51.100.7" not in shown
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "198.51.100.7" not in text(client.get("/accounts/sign-ins/", {"since": str(tomorrow)}))
    exported = b"".join(client.get("/lists/sign_ins/export/csv/").streaming_content)
    assert "198.51.100.7" in exported.decode("utf-8-sig")


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.AUDITOR, Role.CLOCK}])
def test_nobody_but_the_auditor_reads_the_log(role):
    client = client_of(factories.posting(role))
    assert client.get("/accounts/sign-ins/").status_code == 403
    assert client.get("/lists/sign_ins/export/csv/").status_code == 403


def test_the_list_comes_in_pages():
    LoginEntry.objects.bulk_create(
        LoginEntry(event="wrong_password", username="x", address="198.51.100.7") for _ in range(120)
    )
    client, _ = sit(Role.AUDITOR)
    assert "page=2" in client.get("/accounts/sign-ins/").content.decode()
