"""Where nobody is left to agree, the server's keeper lets an administrator in; it is told and stands on the trail."""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from common.models import Notice, Transition
from common.roles import Role
from postings.models import Posting
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "staple wagon harbour"


def let_in(capsys, username="wang.li", role="system_admin", **given):
    options = {"name": "王力", "reason": "系统管理员均已离岗", "role": role, **given}
    call_command("emergency_administrator", username, **options)
    printed = capsys.readouterr().out
    (address,) = re.findall(r"/accounts/links/[\w-]+/password/", printed)
    (code,) = re.findall(r"\b\w{4}-\w{4}-\w{4}\b", printed)
    return address, code


@pytest.mark.parametrize("role", ["system_admin", "security_admin"])
def test_a_new_administrator_gets_in_by_the_printed_halves_and_all_who_watch_are_told(capsys, role):
    watching = [factories.posting(one, None) for one in (Role.SECURITY_ADMIN, Role.AUDITOR)]
    address, code = let_in(capsys, role=role)
    made = Posting.objects.get(user__username="wang.li")
    assert (made.role, made.is_founding) == (role, True)
    row = Transition.objects.get(object_id=made.pk, act="emergency")
    assert row.reason == "系统管理员均已离岗"
    told = Notice.objects.filter(topic="posting.emergency", object_id=made.pk)
    assert {held.pk for held in watching} <= set(told.values_list("recipient", flat=True))
    answer = Client().post(address, {"code": code, "new": NEW, "again": NEW})
    assert answer.status_code == 200
    assert User.objects.get(username="wang.li").check_password(NEW)


def test_an_administrator_who_lost_the_way_in_keeps_the_post_and_the_old_password_dies(capsys):
    held = factories.posting(Role.SYSTEM_ADMIN, None)
    let_in(capsys, held.user.username, name="")
    assert Posting.objects.get(user=held.user) == held
    assert not User.objects.get(pk=held.user_id).has_usable_password()


@pytest.mark.parametrize(
    ("username", "given", "words"),
    [
        ("new.one", {"name": ""}, "姓名"),
        ("new.one", {"reason": " "}, "理由"),
        ("clerk", {}, "三员分立"),
    ],
)
def test_what_is_refused_changes_nothing(capsys, username, given, words):
    if username == "clerk":
        username = factories.posting(Role.CLERK).user.username
    before = Posting.objects.count()
    with pytest.raises(CommandError, match=words):
        let_in(capsys, username, **given)
    assert Posting.objects.count() == before
    assert not User.objects.filter(username="new.one").exists()


def test_no_business_post_is_made_on_the_server(capsys):
    with pytest.raises(CommandError):
        call_command(
            "emergency_administrator", "wang.li", "--role", "director", "--name", "王力", "--reason", "x"
        )
