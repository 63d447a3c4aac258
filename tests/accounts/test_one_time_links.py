"""A one-time link: two halves with two people, used once by the person, dead after a day and at each new one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.consents import services as consenting
from accounts.consents.accounts import ask_for_account, ask_for_reset
from accounts.links import services
from accounts.models import OneTimeLink, User
from common.errors import NotAllowed, WrongState
from common.models import Transition
from common.roles import Role
from postings.models import Posting
from tests import factories
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
NEW = "staple wagon harbour"


class Reset:
    """A reset that was agreed to, with whoever asked and whoever agreed."""

    def __init__(self, person: User | None = None) -> None:
        self.asker = factories.posting(Role.SYSTEM_ADMIN, None)
        self.second = factories.posting(Role.SECURITY_ADMIN, None)
        self.person = person or factories.person()
        self.case = ask_for_reset(self.person, by=self.asker, reason="遗忘")
        consenting.agree(self.case, by=self.second)
        self.link = OneTimeLink.objects.get(consent=self.case)

    def halves(self) -> tuple[str, str]:
        return tuple(services.draw_half(self.link, by=by).text for by in (self.asker, self.second))  # type: ignore[return-value]


def put(half: str, code: str, new: str = NEW, client: Client | None = None):
    given = {"code": code, "new": new, "again": new}
    return (client or Client()).post(f"/accounts/links/{half}/password/", given)


def can_sign_in(person: User, password: str = NEW) -> bool:
    given = {"username": person.username, "password": password}
    return Client().post("/accounts/login/", given).status_code == 302


def test_with_both_halves_the_person_sets_a_password_once():
    done = Reset()
    link, code = done.halves()
    assert "设置口令" in text(Client().get(f"/accounts/links/{link}/password/"))
    answer = put(link, code.lower().replace("-", " "))
    assert answer.status_code == 200
    assert "口令已设置" in text(answer)
    assert can_sign_in(done.person)
    assert acts_of(done.person) == ["reset_password", "set_password"]
    row = Transition.objects.get(object_id=done.person.pk, act="set_password")
    assert (row.actor, row.posting_id, row.posting_role) == (done.person.pk, None, "self")
    assert put(link, code, "another wagon harbour").status_code == 410
    assert not can_sign_in(done.person, "another wagon harbour")


def test_a_new_account_begins_without_a_password_and_its_owner_sets_one():
    by, second = factories.posting(Role.SYSTEM_ADMIN, None), factories.posting(Role.SYSTEM_ADMIN, None)
    case = ask_for_account(by=by, username="xin.ren", name="新人", reason="新到岗")
    consenting.agree(case, by=second)
    made = User.objects.get(username="xin.ren")
    assert not made.has_usable_password()
    link = OneTimeLink.objects.get(consent=case)
    half, code = services.draw_half(link, by=by), services.draw_half(link, by=second)
    assert put(half.text, code.text).status_code == 200
    assert can_sign_in(made)


@pytest.mark.parametrize("missing", ["code", "link"])
def test_one_half_alone_opens_nothing(missing):
    done = Reset()
    first = services.draw_half(done.link, by=done.asker if missing == "code" else done.second).text
    tried = put(first, first) if missing == "code" else put(services.new_code(), first)
    assert tried.status_code == 410
    assert not can_sign_in(done.person)


def test_each_half_is_drawn_once_by_its_own_person_and_kept_as_a_hash():
    done = Reset()
    stranger = factories.posting(Role.SYSTEM_ADMIN, None)
    with pytest.raises(NotAllowed):
        services.draw_half(done.link, by=stranger)
    link, code = done.halves()
    kept = OneTimeLink.objects.get(pk=done.link.pk)
    assert link not in kept.link_hash
    assert not {link, code} & {str(value) for value in vars(kept).values()}
    for by in (done.asker, done.second):
        with pytest.raises(WrongState, match="只显示一次"):
            services.draw_half(done.link, by=by)
    assert acts_of(done.link) == ["draw_link", "draw_code"]
    told = " ".join(f"{row.before}{row.after}{row.reason}" for row in Transition.objects.all())
    assert link not in told
    assert code not in told


def test_the_old_password_and_every_session_die_with_the_agreement():
    held = factories.posting(Role.CLERK)
    client = client_of(held)
    assert client.get("/").status_code == 200
    Reset(held.user)
    assert client.get("/")["Location"].startswith("/accounts/login/")
    assert not can_sign_in(held.user, factories.PASSWORD)


def test_a_link_dies_after_a_day():
    done = Reset()
    link, code = done.halves()
    OneTimeLink.objects.filter(pk=done.link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert put(link, code).status_code == 410
    assert Client().get(f"/accounts/links/{link}/password/").status_code == 410
    assert done.link.expires_at - done.link.made_at == pytest.approx(
        timedelta(hours=24), abs=timedelta(minutes=5)
    )


def test_a_link_dies_at_the_next_reset():
    first = Reset()
    link, code = first.halves()
    second = Reset(first.person)
    assert put(link, code).status_code == 410
    assert put(*second.halves()).status_code == 200
    assert OneTimeLink.objects.get(pk=first.link.pk).end == "replaced"


def test_five_wrong_codes_kill_the_link_and_the_right_one_comes_too_late():
    done = Reset()
    link, code = done.halves()
    for _ in range(services.MOST_FAILURES - 1):
        assert put(link, "2222-2222-2222").status_code == 422
    locked = put(link, "2222-2222-2222")
    assert locked.status_code in {410, 422}
    assert put(link, code).status_code == 410
    assert OneTimeLink.objects.get(pk=done.link.pk).end == "locked"
    assert "lock_link" in acts_of(done.link)
    assert not can_sign_in(done.person)


def test_a_weak_password_is_refused_and_costs_no_try():
    done = Reset()
    link, code = done.halves()
    answer = put(link, code, "123456789012345")
    assert answer.status_code == 422
    assert "口令不能全是数字" in text(answer)
    assert OneTimeLink.objects.get(pk=done.link.pk).failures == 0


def test_a_stopped_person_sets_nothing():
    done = Reset()
    link, code = done.halves()
    User.objects.filter(pk=done.person.pk).update(is_active=False)
    assert put(link, code).status_code == 410


def test_the_pages_show_each_half_once_and_only_to_its_own_person():
    done = Reset()
    address = f"/accounts/consents/{done.case.pk}/"
    asker, second = client_of(done.asker), client_of(done.second)
    assert "领取一次性链接" in text(asker.get(address))
    assert "领取同意码" in text(second.get(address))
    first = asker.post(f"{address}half/")
    (link,) = re.findall(r"/accounts/links/([\w-]+)/password/", first.content.decode())[:1]
    (code,) = re.findall(r"\b\w{4}-\w{4}-\w{4}\b", text(second.post(f"{address}half/")))[:1]
    assert first["Cache-Control"] == "no-store"
    assert asker.post(f"{address}half/").status_code == 409
    assert link not in asker.get(address).content.decode()
    assert "领取" not in text(asker.get(address)).partition("经过")[0].replace("已领取", "")
    stranger, _ = sit(Role.SYSTEM_ADMIN, None)
    assert stranger.post(f"{address}half/").status_code == 403
    assert put(link, code).status_code == 200


def test_the_database_keeps_one_open_link_a_person():
    done = Reset()
    with pytest.raises(IntegrityError, match="one_time_link_one_a_person"), transaction.atomic():
        OneTimeLink.objects.create(person=done.person, expires_at=timezone.now())
    with pytest.raises(IntegrityError, match="one_time_link_used_whole"), transaction.atomic():
        OneTimeLink.objects.filter(pk=done.link.pk).update(end="used", ended_at=timezone.now())
    assert Posting.objects.filter(user=done.person).count() == 0
