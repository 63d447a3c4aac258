"""The demo's officers: who sits where, and that a password once told stays good."""

from __future__ import annotations

import json
import re
import stat

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accounts.models import Authenticator, User
from accounts.services import second_factor
from common.roles import Role
from integrity_portal.demo.codes import ACCOUNTS_FILE, code_for, demo_lines
from integrity_portal.demo.people import OWNER, POSTS, post_people
from postings.models import Posting
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return {"subject": factories.department(), "finder": factories.department("320000")}


def _told(var):
    stored = json.loads((var / ACCOUNTS_FILE).read_text(encoding="utf-8"))["accounts"]
    return {account["username"]: account["password"] for account in stored}


def _secrets(var):
    stored = json.loads((var / ACCOUNTS_FILE).read_text(encoding="utf-8"))["accounts"]
    return {account["username"]: account["secret"] for account in stored}


def _opens(username, password):
    return User.objects.get(username=username).check_password(password)


def test_every_role_that_a_person_can_hold_has_a_seat(tmp_path, units):
    posts = post_people(tmp_path, units, "")
    assert {post.role for post in posts.values()} == set(Role) - {Role.CLOCK}
    assert set(posts) == {post.username for post in POSTS}


def test_a_civil_servant_without_any_posting_can_sign_in(tmp_path, units):
    post_people(tmp_path, units, "")
    assert _opens(OWNER[0], _told(tmp_path)[OWNER[0]])
    assert not Posting.objects.filter(user__username=OWNER[0]).exists()


def test_representative_and_finding_body_sit_in_their_units_the_others_in_a_region(tmp_path, units):
    posts = post_people(tmp_path, units, "")
    assert (posts["daibiao"].unit, posts["daibiao"].region) == (units["subject"], None)
    assert posts["rending"].unit == units["finder"]
    assert posts["luru"].region.code == "320000"
    assert posts["nanjing"].region.code == "320100"
    assert (posts["anquan"].region, posts["anquan"].unit) == (None, None)


def test_the_passwords_of_the_file_open_the_accounts(tmp_path, units):
    post_people(tmp_path, units, "")
    told = _told(tmp_path)
    assert len(set(told.values())) == len(POSTS) + 1
    assert all(len(password) >= 16 for password in told.values())
    for username in ("luru", "fuzeren"):
        assert _opens(username, told[username])


def test_the_file_of_passwords_is_for_its_owner_alone_and_leaves_no_draft(tmp_path, units):
    post_people(tmp_path, units, "")
    path = tmp_path / ACCOUNTS_FILE
    path.chmod(0o644)
    post_people(tmp_path, units, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == [ACCOUNTS_FILE]


def test_seating_twice_changes_nobody(tmp_path, units):
    first, told = post_people(tmp_path, units, ""), _told(tmp_path)
    hashes = dict(User.objects.values_list("username", "password"))
    second = post_people(tmp_path, units, "")
    assert second == first
    assert _told(tmp_path) == told
    assert dict(User.objects.values_list("username", "password")) == hashes
    assert Posting.objects.filter(user__username="luru").count() == 1


def test_a_chosen_password_opens_every_seat_and_is_kept_when_the_choice_is_gone(tmp_path, units):
    post_people(tmp_path, units, "")
    post_people(tmp_path, units, "portal-demo-2026")
    assert set(_told(tmp_path).values()) == {"portal-demo-2026"}
    post_people(tmp_path, units, "")
    assert set(_told(tmp_path).values()) == {"portal-demo-2026"}
    assert _opens("shenji", "portal-demo-2026")


def test_when_the_file_was_lost_new_passwords_are_told_for_the_same_people(tmp_path, units):
    first, told = post_people(tmp_path, units, ""), _told(tmp_path)
    (tmp_path / ACCOUNTS_FILE).unlink()
    assert post_people(tmp_path, units, "") == first
    again = _told(tmp_path)
    assert not set(again.values()) & set(told.values())
    assert _opens("luru", again["luru"])
    assert not _opens("luru", told["luru"])


def test_the_file_says_who_holds_which_post(tmp_path, units):
    post_people(tmp_path, units, "")
    accounts = json.loads((tmp_path / ACCOUNTS_FILE).read_text(encoding="utf-8"))["accounts"]
    clerk = next(account for account in accounts if account["username"] == "luru")
    assert (clerk["role"], clerk["person"], clerk["posting"]) == ("录入员", "演示录入员", "录入员 · 江苏省")


def test_the_code_that_is_told_opens_the_account_for_a_minute_and_a_second_start_tells_the_same_secret(
    tmp_path, units
):
    post_people(tmp_path, units, "")
    secrets = _secrets(tmp_path)
    assert len(set(secrets.values())) == len(POSTS) + 1
    now = 1_800_000_000.0
    for username in ("luru", "xitong"):
        user = User.objects.get(username=username)
        for later in (0, 59):
            Authenticator.objects.update(last_step=-1)
            with time_machine.travel(now + later, tick=False):
                assert second_factor.answer(user, code_for(secrets[username], now)).is_right
    (line,) = demo_lines(tmp_path, "luru")
    assert _told(tmp_path)["luru"] in line
    post_people(tmp_path, units, "")
    assert _secrets(tmp_path) == secrets


def test_the_command_tells_one_account_or_all_and_says_where_none_are(tmp_path, units, settings, capsys):
    settings.VAR = tmp_path
    with pytest.raises(CommandError, match="没有演示账户"):
        call_command("demo_codes")
    post_people(tmp_path, units, "")
    call_command("demo_codes", "luru")
    (line,) = capsys.readouterr().out.splitlines()
    assert re.search(r"luru  口令 \S+  动态码 \d{6}  录入员 · 江苏省", line)
    call_command("demo_codes")
    assert len(capsys.readouterr().out.splitlines()) == len(POSTS) + 1
