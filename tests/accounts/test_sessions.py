"""Sessions: two limits as dated rules, a list of one's own, and the acts that end them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.consents.accounts import ask_for_reset, ask_to_forget_factor
from accounts.models import LoginEntry, OfficeSession
from accounts.tasks import forget_ended_sessions
from common.open_matters import open_matters
from common.roles import SEPARATED_ROLES, Role
from postings.models import Deputy, Posting
from postings.services import end_posting, let_in_administrator, revoke_deputy
from tests import factories
from tests.office import client_of, code_of, enter, sit, text

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clerk():
    return factories.posting(Role.CLERK)


def back_in_time(person, *, began: int = 0, seen: int) -> None:
    """Let a session have begun and been used so many minutes ago, its end computed as of then."""
    now = timezone.now()
    row = OfficeSession.objects.get(user=person)
    end = min(now - began * MINUTE + 480 * MINUTE, now - seen * MINUTE + 30 * MINUTE)
    OfficeSession.objects.filter(pk=row.pk).update(
        began_at=now - began * MINUTE, seen_at=now - seen * MINUTE, expire_date=end
    )


def is_in(client: Client) -> bool:
    return client.get("/accounts/security/").status_code == 200


@pytest.mark.parametrize(("seen", "stays"), [(0, True), (29, True), (31, False)])
def test_an_idle_session_is_over_after_half_an_hour(clerk, seen, stays):
    client = client_of(clerk)
    back_in_time(clerk.user, began=seen, seen=seen)
    assert is_in(client) == stays


@pytest.mark.parametrize(("began", "stays"), [(470, True), (481, False)])
def test_however_busy_a_session_is_over_after_eight_hours(clerk, began, stays):
    client = client_of(clerk)
    back_in_time(clerk.user, began=began, seen=2)
    assert is_in(client) == stays
    if stays:
        row = OfficeSession.objects.get(user=clerk.user)
        assert row.seen_at > timezone.now() - MINUTE
        assert row.expire_date <= row.began_at + 480 * MINUTE


def test_the_limits_are_dated_rules_and_a_change_holds_for_whoever_is_signed_in(clerk):
    client = client_of(clerk)
    factories.new_rule("session", "idle", 10)
    back_in_time(clerk.user, began=5, seen=5)
    assert is_in(client)
    row = OfficeSession.objects.get(user=clerk.user)
    assert abs(row.expire_date - row.seen_at - 10 * MINUTE) < timedelta(seconds=1)
    assert "闲置 10 分钟" in text(client.get("/accounts/security/"))


def test_use_is_written_down_once_a_minute_and_no_oftener(clerk, django_assert_num_queries):
    client = client_of(clerk)
    is_in(client)
    seen = OfficeSession.objects.get(user=clerk.user).seen_at
    is_in(client)
    assert OfficeSession.objects.get(user=clerk.user).seen_at == seen


def test_one_sees_ones_own_sessions_and_ends_one(clerk):
    here, there, other = (
        Client(),
        Client(HTTP_USER_AGENT="Mozilla (Windows NT) Firefox/130"),
        client_of(factories.posting(Role.CLERK)),
    )
    enter(here, clerk.user.username)
    enter(there, clerk.user.username)
    page = text(here.get("/accounts/security/"))
    assert page.count("来源地址") == 2
    assert "Firefox · Windows" in page
    assert page.count("现在这一处") == 1
    row = OfficeSession.objects.get(user=clerk.user, agent__contains="Firefox")
    address = f"/accounts/security/sessions/{row.public_id}/end/"
    assert here.get(address).status_code == 405
    assert other.post(address).status_code == 302
    assert is_in(there)
    here.post(address)
    assert not is_in(there)
    assert is_in(here)
    assert "已经结束，不需要再办" in text(here.post(address, follow=True))
    ended = LoginEntry.objects.get(event="ended")
    assert (ended.user, ended.note) == (clerk.user, "本人在另一处结束")


def stand_in(held, **given):
    """Let the person stand in for somebody else's post."""
    today = timezone.localdate()
    return factories.deputy(
        factories.posting(Role.OFFICER), person=held.user, since=today, until=today, **given
    )


def post(held, system, security):
    where = factories.region("320500")
    factories.granted(
        by=security, person=held.user, role=Role.REVIEWER, since=timezone.localdate(), region=where
    )


def merge(held, system, security):
    unit, heir = factories.department(), factories.department()
    Posting.objects.filter(pk=held.pk).update(unit=unit)
    open_matters.entries["postings"].move([unit], heir, system, "机构合并")


@dataclass(frozen=True)
class Change:
    """A change of what a person may do, what must be there before, and the words of the log."""

    do: Callable[..., object]
    note: str
    before: Callable[[Posting], object] = lambda held: None


CHANGES = {
    "disabled": Change(
        lambda held, system, security: services.disable(held.user, by=system, reason="离职"), "账户已停用"
    ),
    "password reset": Change(
        lambda held, system, security: factories.agreed(ask_for_reset(held.user, by=system, reason="遗忘")),
        "口令已重置",
    ),
    "second factor forgotten": Change(
        lambda held, system, security: factories.agreed(
            ask_to_forget_factor(held.user, by=system, reason="手机丢失")
        ),
        "第二因素已重置",
        lambda held: code_of(held.user),
    ),
    "posting granted": Change(post, "岗位有变动"),
    "posting ended": Change(
        lambda held, system, security: end_posting(
            held, by=security, until=timezone.localdate(), reason="调离"
        ),
        "岗位有变动",
    ),
    "posting passed to another body": Change(merge, "岗位有变动"),
    "deputyship granted": Change(lambda held, system, security: stand_in(held), "代理有变动"),
    "deputyship ended": Change(
        lambda held, system, security: revoke_deputy(
            Deputy.objects.get(person=held.user), by=security, reason="提前返岗"
        ),
        "代理有变动",
        stand_in,
    ),
    "made an administrator on the server": Change(
        lambda held, system, security: let_in_administrator(
            held.user.username, name="", role=Role.SECURITY_ADMIN, reason="无人可用"
        ),
        "服务器上应急设立管理员",
        lambda held: Posting.objects.filter(pk=held.pk).update(
            until=timezone.localdate() - timedelta(days=1)
        ),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_session_ends_when_what_the_person_may_do_changes_and_nobody_elses_does(clerk, name):
    system, security = (
        factories.posting(Role.SYSTEM_ADMIN, None),
        factories.posting(Role.SECURITY_ADMIN, None),
    )
    change = CHANGES[name]
    change.before(clerk)
    clients, bystander = [client_of(clerk), client_of(clerk)], client_of(security)
    change.do(clerk, system, security)
    assert not any(is_in(client) for client in clients)
    assert is_in(bystander)
    ended = LoginEntry.objects.filter(user=clerk.user, event="ended")
    assert list(ended.values_list("note", flat=True)) == [change.note] * 2


def test_a_deputy_who_gives_it_back_stays_signed_in_here_and_the_holder_everywhere(clerk):
    deputy = stand_in(clerk)
    here, there, holder = client_of(clerk), client_of(clerk), client_of(deputy.posting)
    answer = here.post(f"/deputies/{deputy.pk}/revoke/", {"reason": "已返岗"}, follow=True)
    assert "已收回，您在别处的登录已结束" in text(answer)
    assert is_in(here)
    assert not is_in(there)
    assert is_in(holder)


def test_a_change_of_the_own_password_leaves_this_session_alone(clerk):
    here, there = client_of(clerk), client_of(clerk)
    new = "staple wagon harbour"
    here.post("/accounts/password/", {"old": factories.PASSWORD, "new": new, "again": new})
    assert is_in(here)
    assert not is_in(there)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_an_administrator_has_one_session_others_have_several(role):
    held = factories.posting(role, None if role in SEPARATED_ROLES else factories.PROVINCE)
    first, second = Client(), Client()
    enter(first, held.user.username)
    assert is_in(first)
    enter(second, held.user.username)
    assert is_in(second)
    assert is_in(first) == (role not in SEPARATED_ROLES)


def test_a_password_alone_ends_nobodys_session():
    held = factories.posting(Role.SYSTEM_ADMIN, None)
    first = Client()
    enter(first, held.user.username)
    Client().post("/accounts/login/", {"username": held.user.username, "password": factories.PASSWORD})
    assert is_in(first)


def test_what_is_over_is_cleared_away(clerk):
    client, other = client_of(clerk), client_of(factories.posting(Role.CLERK))
    OfficeSession.objects.filter(user=clerk.user).update(expire_date=timezone.now() - MINUTE)
    assert forget_ended_sessions() == 1
    assert forget_ended_sessions() == 0
    assert not is_in(client)
    assert is_in(other)


def test_nobody_without_a_post_is_locked_out_of_the_own_page():
    client = Client()
    enter(client, factories.person().username)
    assert is_in(client)
    assert sit(Role.SECURITY_ADMIN, None)[0].get("/accounts/security/").status_code == 200
