"""Signing in and out, one's own password, and the system administrator's accounts."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.http import QueryDict
from django.test import Client

from accounts.lists import ACCOUNTS
from accounts.models import Consent, User
from common.lists.frame import Frame
from common.roles import Role
from tests import factories
from tests.office import acts_of, client_of, enter, sit, text, token_of

pytestmark = pytest.mark.django_db
GOOD = factories.PASSWORD
NEW = "staple wagon harbour"


def sign_in(client: Client, username: str, password: str = GOOD, **extra: str):
    return client.post("/accounts/login/", {"username": username, "password": password, **extra})


def test_whoever_is_not_signed_in_is_led_to_the_form_and_back():
    client = Client()
    held = factories.posting(Role.CLERK)
    first = client.get("/records/?status=draft")
    assert first.status_code == 302
    assert first["Location"] == "/accounts/login/?next=/records/%3Fstatus%3Ddraft"
    back = enter(client, held.user.username, next="/records/?status=draft")
    assert (back.status_code, back["Location"]) == (302, "/records/?status=draft")


def test_a_way_back_to_another_host_is_not_taken():
    held = factories.posting(Role.CLERK)
    assert enter(Client(), held.user.username, next="https://elsewhere.example/")["Location"] == "/"


def test_a_wrong_password_is_told_without_saying_which_half_is_wrong():
    held = factories.posting(Role.CLERK)
    wrong = text(sign_in(Client(), held.user.username, "wrong"))
    unknown = text(sign_in(Client(), "nobody-at-all", "wrong"))
    assert "账号或口令不对" in wrong
    assert "账号或口令不对" in unknown


def test_after_five_wrong_passwords_the_account_is_locked_and_the_page_says_until_when():
    held, client = factories.posting(Role.CLERK), Client()
    for _ in range(5):
        answer = sign_in(client, held.user.username, "wrong")
    assert answer.status_code == 429
    assert "账号暂时锁定" in text(answer)
    assert "后可以再试" in text(answer)
    right = sign_in(client, held.user.username)
    assert right.status_code == 429
    AccessAttempt.objects.all().delete()
    assert sign_in(client, held.user.username).status_code == 302


def test_a_stopped_account_cannot_sign_in():
    held = factories.posting(Role.CLERK)
    User.objects.filter(pk=held.user_id).update(is_active=False)
    assert sign_in(Client(), held.user.username).status_code == 200


def test_signing_out_takes_a_post():
    client, _ = sit(Role.CLERK)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/").status_code == 302


def test_whoever_has_a_first_password_does_nothing_before_changing_it():
    client, held = sit(Role.CLERK)
    User.objects.filter(pk=held.user_id).update(must_change_password=True)
    assert client.get("/records/")["Location"] == "/accounts/password/"
    assert "初始口令" in text(client.get("/accounts/password/"))
    done = client.post("/accounts/password/", {"old": GOOD, "new": NEW, "again": NEW})
    assert (done.status_code, done["Location"]) == (302, "/")
    assert client.get("/records/").status_code == 200
    assert acts_of(held.user) == ["change_password"]
    assert sign_in(Client(), held.user.username, NEW).status_code == 302


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "现在的口令不对"),
        ({"old": GOOD, "new": "short", "again": "short"}, "口令至少 12 位"),
        ({"old": GOOD, "new": NEW, "again": NEW + "x"}, "两次输入的新口令不一致"),
        ({"old": GOOD, "new": GOOD, "again": GOOD}, "新口令不能与现在的相同"),
    ],
)
def test_a_new_password_is_checked_in_chinese(given, sentence):
    client, held = sit(Role.CLERK)
    answer = client.post("/accounts/password/", given)
    assert answer.status_code == 422
    assert sentence in text(answer)
    held.user.refresh_from_db()
    assert held.user.check_password(GOOD)


def test_a_person_without_posting_is_told_what_to_do():
    person = factories.person()
    client = Client()
    enter(client, person.username)
    answer = client.get("/")
    assert answer.status_code == 403
    assert "还没有岗位" in text(answer)
    assert person.username in text(answer)
    assert "失信记录" not in text(answer)


def test_the_system_administrator_asks_for_an_account_and_there_is_none_before_another_agrees():
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    given = {"username": "wang.li", "name": "王力", "email": "", "reason": "新到岗"}
    asked = client.post("/accounts/new/", given, follow=True)
    assert "待同意" in text(asked)
    assert "王力（wang.li）" in text(asked)
    assert not User.objects.filter(username="wang.li").exists()
    factories.agreed(Consent.objects.get())
    made = User.objects.get(username="wang.li")
    assert not made.has_usable_password()
    assert acts_of(made) == ["create"]
    assert "wang.li" in text(client.get("/accounts/?q=王力"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "Wang Li"}, "账号须以小写字母开头"),
        ({"username": "taken"}, "这个账号已被使用"),
        ({"name": ""}, "请填写姓名"),
        ({"name": "机密★"}, "含有密级标志"),
        ({"reason": ""}, "请填写事由"),
    ],
)
def test_a_wrong_account_form_is_answered_field_by_field(change, sentence):
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    User.objects.create_user("taken", GOOD, name="某人")
    given = {"username": "wang.li", "name": "王力", "reason": "新到岗", **change}
    answer = client.post("/accounts/new/", given)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not User.objects.filter(username="wang.li").exists()


def test_an_account_is_stopped_with_a_reason_and_let_in_again():
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    other = factories.person()
    address = f"/accounts/{other.username}"
    assert client.post(f"{address}/disable/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}/disable/", {"reason": "调离"}).status_code == 302
    assert client.post(f"{address}/disable/", {"reason": "调离"}).status_code == 409
    other.refresh_from_db()
    assert not other.is_active
    assert client.post(f"{address}/enable/", {"reason": "调回"}).status_code == 302
    other.refresh_from_db()
    assert not other.is_active
    assert "已有一项待同意的“启用账户”" in text(client.post(f"{address}/enable/", {"reason": "调回"}))
    factories.agreed(Consent.objects.get())
    other.refresh_from_db()
    assert other.is_active
    assert acts_of(other) == ["disable", "enable"]


def test_nobody_stops_their_own_account():
    client, held = sit(Role.SYSTEM_ADMIN, None)
    answer = client.post(f"/accounts/{held.user.username}/disable/", {"reason": "离职"})
    assert answer.status_code == 403
    assert "不能停用自己的账户" in text(answer)


def test_a_reset_is_asked_once_and_the_password_lives_until_another_agrees():
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    other = factories.person()
    address = f"/accounts/{other.username}/password/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "遗忘"}).status_code == 302
    again = client.post(address, {"reason": "遗忘"})
    assert again.status_code == 422
    assert "已有一项待同意的“重置" in text(again)
    assert sign_in(Client(), other.username).status_code == 302
    assert acts_of(other) == []
    factories.agreed(Consent.objects.get())
    assert sign_in(Client(), other.username).status_code == 200
    assert acts_of(other) == ["reset_password"]


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.SYSTEM_ADMIN, Role.CLOCK}])
def test_nobody_else_sees_the_accounts(role):
    client, _ = sit(role, None if role == Role.SECURITY_ADMIN else factories.PROVINCE)
    other = factories.person()
    for address in ("", "new/", f"{other.username}/disable/", f"{other.username}/password/"):
        assert client.get(f"/accounts/{address}").status_code == 403
        assert client.post(f"/accounts/{address}", {"reason": "x"}).status_code == 403


def test_machine_accounts_are_not_kept_by_hand():
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    User.objects.create(username="robot", name="机器", is_machine=True, password="!")
    assert "robot" not in text(client.get("/accounts/"))
    assert client.post("/accounts/robot/password/", {"password": NEW, "reason": "x"}).status_code == 404


def test_a_person_with_several_postings_chooses_one_and_another_persons_is_refused():
    first = factories.posting(Role.CLERK, "320100")
    second = factories.posting(Role.REVIEWER, "320500", user=first.user)
    stranger = factories.posting(Role.DIRECTOR)
    client = client_of(first)
    assert "录入员 · 南京市" in text(client.get("/"))
    client.post("/posting/", {"posting": str(second.pk)})
    assert "以 复核员 · 苏州市 身份" in text(client.get("/"))
    client.post("/posting/", {"posting": str(stranger.pk)})
    assert "以 复核员 · 苏州市 身份" in text(client.get("/"))


def test_the_system_administrator_changes_an_address_and_its_owner_sees_it():
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    held = factories.posting(Role.CLERK)
    address = f"/accounts/{held.user.username}/email/"
    assert "现在没有登记邮箱" in text(client.get(address))
    assert client.post(address, {"email": "no address", "reason": "登记"}).status_code == 422
    assert client.post(address, {"email": "a@example.org", "reason": ""}).status_code == 422
    assert client.post(address, {"email": "a@example.org", "reason": "登记"}).status_code == 302
    assert client.post(address, {"email": "a@example.org", "reason": "登记"}).status_code == 422
    assert acts_of(held.user) == ["set_email"]
    assert "a@example.org" in text(client_of(held).get("/notices/settings/"))
    assert client_of(held).get(address).status_code == 403


def test_the_list_of_accounts_is_searched_by_name_and_an_odd_character_breaks_nothing():
    client, held = sit(Role.SYSTEM_ADMIN)
    factories.person("找得到的人")
    assert "找得到的人" in text(client.get("/accounts/", {"q": "找得到\x00的人"}))
    assert "找得到的人" not in text(client.get("/accounts/", {"q": held.user.username}))


def test_an_account_name_taken_meanwhile_is_told_to_whoever_agrees():
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    client.post("/accounts/new/", {"username": "wang.li", "name": "王力", "reason": "新到岗"})
    User.objects.create_user("wang.li", GOOD, name="另一人")
    case = Consent.objects.get()
    second, _ = sit(Role.SECURITY_ADMIN, None)
    answer = second.post(f"/accounts/consents/{case.pk}/agree/", {"page_token": token_of(case)})
    assert answer.status_code == 422
    assert "账号已被使用" in text(answer)
    case.refresh_from_db()
    assert case.status == "asked"


def test_each_page_of_an_account_says_what_its_button_will_do():
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    other = factories.person()
    stop = text(client.get(f"/accounts/{other.username}/disable/"))
    assert "停用账户" in stop
    assert "停用后不能登录" in stop
    let_in = text(client.get(f"/accounts/{other.username}/enable/"))
    assert "启用账户" in let_in
    assert "本人立即可以用原口令登录" in let_in
    assert "原口令和已登录的会话立即失效" in text(client.get(f"/accounts/{other.username}/password/"))
    User.objects.filter(pk=other.pk).update(email="a@example.org")
    form = client.get(f"/accounts/{other.username}/email/")
    assert "现在登记的是 a@example.org" in text(form)
    assert 'value="a@example.org"' in form.content.decode()


def test_the_list_of_accounts_tells_each_state_by_word_and_filter_and_offers_the_act_that_fits():
    _, held = sit(Role.SYSTEM_ADMIN, None)
    stopped, first = factories.person("停用之人"), factories.person("初来之人")
    User.objects.filter(pk=stopped.pk).update(is_active=False, must_change_password=True)
    User.objects.filter(pk=first.pk).update(must_change_password=True)
    at = {"active": held.user, "first": first, "stopped": stopped}
    for state, word in (("active", "正常"), ("first", "未设口令"), ("stopped", "已停用")):
        shown = Frame(ACCOUNTS, QueryDict(f"state={state}"), held)
        ((person, cells),) = shown.lines(shown.listing(None))
        assert person.username == at[state].username
        said = {column.key: str(cell) for column, cell in cells}
        assert word in said["state"]
        assert ("从未" in said["login"]) == (state != "active")
        assert (f"/{at[state].username}/enable/" in said["acts"]) == (state == "stopped")
        assert (f"/{at[state].username}/disable/" in said["acts"]) == (state != "stopped")


@pytest.mark.parametrize("asked", ["zhou.heng", "周恒"])
def test_an_account_is_found_from_anywhere_by_account_or_name_but_a_machine_is_not(asked):
    client, _ = sit(Role.SYSTEM_ADMIN, None)
    User.objects.create_user("zhou.heng", GOOD, name="周恒")
    User.objects.create(username="zhou.heng.robot", name="周恒机器", is_machine=True, password="!")
    for address in ("/accounts/", "/find/"):
        found = text(client.get(address, {"q": asked}))
        assert "zhou.heng" in found
        assert "机器" not in found
    clerk, _ = sit(Role.CLERK)
    assert "zhou.heng" not in text(clerk.get("/find/", {"q": asked})).replace(asked, "")
