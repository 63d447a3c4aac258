"""The second factor: set up at the first sign-in, asked ever after, no page before it, forgotten when it is lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import checks
from django.test import Client
from django_otp.oath import totp

from accounts.consents import services as consenting
from accounts.consents.accounts import ask_to_forget_factor
from accounts.models import Authenticator, Consent, LoginEntry, OfficeSession, RecoveryCodes, User
from accounts.services import second_factor as factors
from common.errors import NotAllowed, NotEligible, WrongState
from common.models import Transition
from common.roles import SEPARATED_ROLES, Role
from integrity_portal.key_rotation import sealed_columns
from postings.services import import_posting
from tests import factories
from tests.office import SECOND_FACTOR, acts_of, client_of, code_of, enter, sit, text
from tests.test_permission_matrix import LINES, _sample

pytestmark = pytest.mark.django_db


def by_password(person: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"username": person.username, "password": factories.PASSWORD})
    return client


def shown_codes(answer) -> list[str]:
    return re.findall(r'<li class="code">([\w-]+)</li>', answer.content.decode())


def administrators_alone() -> None:
    factories.new_rule("second_factor", "people", ["administrators"])


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


def test_at_the_first_sign_in_the_app_is_set_up_and_the_codes_for_paper_are_shown_once(clerk):
    client = by_password(clerk.user)
    page = client.get(SECOND_FACTOR)
    app = Authenticator.objects.get(user=clerk.user)
    assert "<svg viewBox=" in page.content.decode()
    assert app.secret in text(page).replace(" ", "")
    assert app.secret in client.get(SECOND_FACTOR).content.decode().replace(" ", "")
    wrong = client.post(SECOND_FACTOR, {"code": "000000"})
    assert wrong.status_code == 422
    assert client.get("/records/").status_code == 302
    Authenticator.objects.update(throttling_failure_count=0)
    done = client.post(SECOND_FACTOR, {"code": f"{totp(app.key):06d}"})
    codes = shown_codes(done)
    assert len(set(codes)) == 10
    assert client.get("/records/").status_code == 200
    kept = RecoveryCodes.objects.get(user=clerk.user)
    assert not {code.replace("-", "") for code in codes} & set(kept.hashes)
    assert not any(code in client.get("/accounts/security/").content.decode() for code in codes)
    assert list(LoginEntry.objects.values_list("event", flat=True).order_by("at")) == [
        "wrong_code",
        "enrolled",
        "signed_in",
    ]


def test_the_secret_lies_sealed_and_its_key_can_be_changed(clerk):
    app = Authenticator.begun(clerk.user)
    stored = bytes(Authenticator.objects.get().key_sealed)
    assert app.key not in stored
    assert app.key.hex().encode() not in stored
    assert "accounts.authenticator" in {column.model._meta.label_lower for column in sealed_columns()}


def test_no_page_of_the_office_is_open_between_password_and_second_factor(clerk):
    client = by_password(clerk.user)
    lines = [
        line
        for line in LINES
        if line.address
        not in {"/accounts/login/", "/accounts/logout/", SECOND_FACTOR, "/accounts/links/none/password/"}
    ]
    assert len(lines) > 250
    for line in lines:
        address = re.sub(r"\{([.\w]+)\}", _sample, line.address)
        answer = client.get(address) if line.method.startswith("GET") else client.post(address)
        assert (answer.status_code, answer["Location"][:16]) == (302, "/accounts/login/"), line
    nowhere = client.get("/nowhere/")
    assert nowhere.status_code == 404
    assert clerk.user.name not in text(nowhere)
    assert client.get("/accounts/login/")["Location"].startswith(SECOND_FACTOR)


def test_whoever_gave_the_password_may_leave_for_another_account(clerk):
    client = by_password(clerk.user)
    client.get(SECOND_FACTOR)
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get(SECOND_FACTOR)["Location"].startswith("/accounts/login/?next=")
    assert not OfficeSession.objects.filter(user=clerk.user).exists()


def test_a_code_is_good_once_and_each_wrong_one_doubles_the_wait_up_to_a_quarter_of_an_hour(clerk):
    code = code_of(clerk.user)
    assert factors.answer(clerk.user, code).is_right
    assert not factors.answer(clerk.user, code).is_right
    waits = []
    for _ in range(14):
        Authenticator.objects.update(throttling_failure_timestamp=None)
        answer = factors.answer(clerk.user, "000000")
        app = Authenticator.objects.get()
        waits.append(round((answer.wait_until - app.throttling_failure_timestamp).total_seconds()))
    assert waits[:5] == [2, 4, 8, 16, 32]
    assert waits[-3:] == [1024] * 3
    held = factors.answer(clerk.user, code_of(clerk.user))
    assert held.is_right
    factors.answer(clerk.user, "000000")
    Authenticator.objects.update(last_step=-1)
    assert not factors.answer(clerk.user, f"{totp(Authenticator.objects.get().key):06d}").is_right


@pytest.mark.parametrize(
    "odd", ["", " ", "１２３４５６", "12345", "1234567", "-1", "abc", "\x00", "0x1234", "1e5"]
)
def test_what_is_no_code_is_refused_with_words(clerk, odd):
    code_of(clerk.user)
    answer = by_password(clerk.user).post(SECOND_FACTOR, {"code": odd})
    assert answer.status_code == 422
    assert "不对" in text(answer) or "请填写动态码" in text(answer) or "空字符" in text(answer)


def test_a_code_on_paper_stands_in_for_the_telephone_once(clerk):
    code_of(clerk.user)
    codes = factors.renew_codes(clerk.user, by=clerk)
    client = by_password(clerk.user)
    typed = codes[0].upper().replace("-", " ")
    answer = client.post(SECOND_FACTOR, {"code": typed})
    assert (answer.status_code, factors.codes_left(clerk.user)) == (302, 9)
    assert "还剩 9 个" in text(client.get("/"))
    assert by_password(clerk.user).post(SECOND_FACTOR, {"code": codes[0]}).status_code == 422
    assert LoginEntry.objects.get(event="recovered").note == "恢复码，还剩 9 个"
    other = factories.posting(Role.CLERK).user
    code_of(other)
    factors.renew_codes(other, by=None)
    assert not factors.answer(other, codes[1]).is_right


@pytest.mark.parametrize("asked", ["https://elsewhere.example/", "²", "home", "records:records"])
def test_the_next_page_is_one_of_this_site(clerk, asked):
    """Nor the name of a view, of which Django would look for the address."""
    code = code_of(clerk.user)
    client = by_password(clerk.user)
    answer = client.post(SECOND_FACTOR, {"code": code, "next": asked})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_administrators_always_others_by_a_dated_rule(role):
    held = factories.posting(role, None if role in SEPARATED_ROLES else factories.PROVINCE)
    assert factors.is_asked(held.user)
    administrators_alone()
    assert factors.is_asked(held.user) == (role in SEPARATED_ROLES)


def test_whoever_is_not_asked_comes_in_by_password_alone_but_whoever_has_a_factor_is_asked(clerk):
    administrators_alone()
    answer = enter(Client(), clerk.user.username)
    assert answer["Location"] == "/"
    code_of(clerk.user)
    assert factors.is_asked(clerk.user)


def test_an_administrator_of_tomorrow_is_not_one_today():
    held = factories.posting(Role.SYSTEM_ADMIN, None)
    type(held).objects.filter(pk=held.pk).update(since=date(2999, 1, 1))
    administrators_alone()
    assert not factors.is_asked(held.user)


@pytest.mark.parametrize(
    ("demo", "switch", "asked"), [(True, True, False), (False, True, True), (True, False, True)]
)
def test_the_switch_turns_it_off_in_the_demo_alone(clerk, settings, demo, switch, asked):
    settings.PORTAL_DEMO, settings.DEMO_WITHOUT_SECOND_FACTOR = demo, switch
    assert factors.is_asked(clerk.user) == asked
    found = [fault.id for fault in checks.run_checks(tags=[checks.Tags.security])]
    assert ("accounts.E001" in found) == (switch and not demo)


def test_new_codes_void_the_old_and_a_new_telephone_ends_the_other_sessions(clerk):
    code_of(clerk.user)
    old = factors.renew_codes(clerk.user, by=None)
    client, elsewhere = client_of(clerk), client_of(clerk)
    assert client.post("/accounts/security/codes/", {"code": "000000"}).status_code == 422
    new = shown_codes(client.post("/accounts/security/codes/", {"code": code_of(clerk.user)}))
    assert len(new) == 10
    assert not factors.answer(clerk.user, old[0]).is_right
    RecoveryCodes.objects.update(throttling_failure_count=0)
    moved = client.post("/accounts/security/authenticator/", {"code": new[0]})
    assert moved["Location"] == SECOND_FACTOR
    assert not Authenticator.objects.filter(user=clerk.user).exists()
    assert client.get("/records/").status_code == elsewhere.get("/records/").status_code == 302
    assert "扫描二维码" in text(client.get(SECOND_FACTOR))
    assert acts_of(clerk.user) == ["renew_recovery_codes", "replace_second_factor"]


def test_a_lost_factor_is_forgotten_once_a_second_administrator_agrees(clerk):
    client, held = sit(Role.SYSTEM_ADMIN, None)
    code_of(clerk.user)
    at_work = client_of(clerk)
    address = f"/accounts/{clerk.user.username}/second-factor/"
    assert "当面核实本人" in text(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    asked = client.post(address, {"reason": "手机丢失，已当面核实"}, follow=True)
    assert "等另一位管理员同意后生效" in text(asked)
    assert at_work.get("/accounts/security/").status_code == 200
    assert "已有一项待同意的“重置第二因素”" in text(client.post(address, {"reason": "再请求"}))
    second = factories.posting(Role.SECURITY_ADMIN, None)
    consenting.agree(Consent.objects.get(), by=second)
    assert at_work.get("/records/").status_code == 302
    assert not Authenticator.objects.filter(user=clerk.user).exists()
    row = Transition.objects.get(object_id=clerk.user_id)
    assert (row.act, row.reason) == ("forget_second_factor", "手机丢失，已当面核实")
    assert (row.actor, row.after["asked_by"]) == (second.user_id, held.user.name)
    assert "还没有启用第二因素" in text(client.post(address, {"reason": "再办"}))


def test_nobody_forgets_their_own_factor_nor_a_machines_and_no_other_role_any(clerk):
    keeper = factories.posting(Role.SYSTEM_ADMIN, None)
    code_of(keeper.user)
    with pytest.raises(NotAllowed, match="自己"):
        ask_to_forget_factor(keeper.user, by=keeper, reason="丢失")
    with pytest.raises(NotEligible):
        ask_to_forget_factor(import_posting().user, by=keeper, reason="丢失")
    with pytest.raises(WrongState):
        ask_to_forget_factor(clerk.user, by=keeper, reason="丢失")
    for role in set(Role) - {Role.SYSTEM_ADMIN}:
        with pytest.raises(NotAllowed, match="系统管理员"):
            ask_to_forget_factor(keeper.user, by=factories.posting(role), reason="丢失")
    assert Authenticator.objects.filter(user=keeper.user).exists()
