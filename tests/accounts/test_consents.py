"""What gives a person power needs a second person: one table over every kind, each verb, each wrong person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.consents import services
from accounts.consents.accounts import ask_for_account, ask_for_reset, ask_to_enable, ask_to_forget_factor
from accounts.consents.kinds import consent_kinds
from accounts.models import Authenticator, Consent, OneTimeLink, User
from common.errors import ActRefused, Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Notice, Transition
from common.roles import BLIND_ROLES, Role
from postings.models import Deputy, Posting
from postings.services import ask_for_deputy, ask_for_posting, revoke_deputy
from tests import factories
from tests.office import acts_of, client_of, code_of, sit, text, token_of
from tests.untold import tell

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ROLES = [role for role in Role if role != Role.CLOCK]


@dataclass(frozen=True)
class Way:
    """One way to power: who may ask, how it is asked, and whether it has come to be."""

    asker: Role
    ask: Callable[[Posting, User], Consent]
    is_done: Callable[[Consent], bool]


def deputyship(by: Posting, person: User) -> Consent:
    return ask_for_deputy(by, by=by, person=person, since=TODAY, until=TODAY, reason="年休假")


def deputyship_by_office(by: Posting, person: User) -> Consent:
    held = factories.posting(Role.OFFICER)
    return ask_for_deputy(held, by=by, person=person, since=TODAY, until=TODAY, reason="本人病假")


def within_what_is_read_anyway(by: Posting, person: User) -> Consent:
    """The deputy holds the very same post already: no exemption."""
    factories.posting(Role.REVIEWER, "320100", user=person)
    return deputyship(by, person)


def post(by: Posting, person: User) -> Consent:
    where = factories.region("320100")
    return ask_for_posting(by=by, person=person, role=Role.CLERK, since=TODAY, region=where, reason="任职")


def account(by: Posting, person: User) -> Consent:
    return ask_for_account(by=by, username="xin.ren", name="新人", reason="新到岗")


def reset(by: Posting, person: User) -> Consent:
    return ask_for_reset(person, by=by, reason="本人书面申请")


def enabling(by: Posting, person: User) -> Consent:
    User.objects.filter(pk=person.pk).update(is_active=False)
    return ask_to_enable(User.objects.get(pk=person.pk), by=by, reason="返岗")


def new_factor(by: Posting, person: User) -> Consent:
    code_of(person)
    return ask_to_forget_factor(person, by=by, reason="手机丢失，已当面核实")


def stands_in(case: Consent) -> bool:
    return Deputy.objects.filter(person=case.person, posting=case.wanted["posting"]).exists()


def is_reset(case: Consent) -> bool:
    return not User.objects.get(pk=case.gainer.pk).has_usable_password()


def holds(case: Consent) -> bool:
    return Posting.objects.filter(user=case.person, role=Role.CLERK).exists()


WAYS = {
    "account": Way(Role.SYSTEM_ADMIN, account, lambda case: User.objects.filter(username="xin.ren").exists()),
    "reset": Way(Role.SYSTEM_ADMIN, reset, is_reset),
    "enabling": Way(Role.SYSTEM_ADMIN, enabling, lambda case: User.objects.get(pk=case.gainer.pk).is_active),
    "second factor": Way(
        Role.SYSTEM_ADMIN,
        new_factor,
        lambda case: not Authenticator.objects.filter(user=case.gainer).exists(),
    ),
    "posting": Way(Role.SECURITY_ADMIN, post, holds),
    "deputy by the holder": Way(Role.REVIEWER, deputyship, stands_in),
    "deputy by the office": Way(Role.SECURITY_ADMIN, deputyship_by_office, stands_in),
    "deputy of the like": Way(Role.REVIEWER, within_what_is_read_anyway, stands_in),
}
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


def asked(way: Way) -> tuple[Consent, Posting]:
    by = factories.posting(way.asker, None if way.asker in BLIND_ROLES else "320100")
    return way.ask(by, factories.person("受益人")), by


def test_every_kind_of_consent_is_tried() -> None:
    assert {way.ask(factories.posting(way.asker), factories.person()).kind for way in WAYS.values()} == set(
        consent_kinds
    )


@each_way
@pytest.mark.parametrize("second", sorted(BLIND_ROLES))
def test_nothing_is_before_the_consent_and_all_is_after_it(way: Way, second: Role) -> None:
    case, by = asked(way)
    assert not way.is_done(case)
    services.agree(case, by=factories.posting(second, None), reason="已核对")
    assert way.is_done(case)
    assert acts_of(case) == ["enter", "agree"]
    row = Transition.objects.get(object_id=case.pk, act="agree")
    assert row.actor != by.user_id
    with pytest.raises(WrongState):
        services.agree(case, by=factories.posting(second, None), reason="再一次")


@each_way
@pytest.mark.parametrize("role", [role for role in ROLES if role not in BLIND_ROLES])
def test_nobody_but_an_administrator_agrees_or_sends_back(way: Way, role: Role) -> None:
    case, _ = asked(way)
    for act in (services.agree, services.decline):
        with pytest.raises(NotAllowed):
            act(case, by=factories.posting(role), reason="同意")
    assert not way.is_done(case)


@each_way
def test_the_asker_is_no_second_person_through_any_post(way: Way) -> None:
    case, by = asked(way)
    for role in sorted(BLIND_ROLES):
        with pytest.raises(NotAllowed):
            services.agree(case, by=factories.posting(role, None, user=by.user), reason="自己同意")
    assert not way.is_done(case)


@each_way
def test_whoever_gains_is_no_second_person(way: Way) -> None:
    case, _ = asked(way)
    if case.person is None:
        return
    with pytest.raises(NotAllowed, match="关于您本人"):
        services.agree(case, by=factories.posting(Role.SYSTEM_ADMIN, None, user=case.person), reason="可以")
    assert not way.is_done(case)


@each_way
def test_what_is_sent_back_or_withdrawn_never_comes_to_be(way: Way) -> None:
    for end in ("decline", "withdraw"):
        case, by = asked(way)
        second = factories.posting(Role.SECURITY_ADMIN, None)
        with pytest.raises(Incomplete):
            getattr(services, end)(case, by=by if end == "withdraw" else second, reason=" ")
        getattr(services, end)(case, by=by if end == "withdraw" else second, reason="不需要")
        with pytest.raises(WrongState):
            services.agree(case, by=second)
        assert not way.is_done(case)
        assert acts_of(case) == ["enter", end]


@each_way
def test_nobody_but_the_asker_withdraws(way: Way) -> None:
    case, _ = asked(way)
    for role in ROLES:
        with pytest.raises(NotAllowed):
            services.withdraw(case, by=factories.posting(role), reason="撤回")
    assert acts_of(case) == ["enter"]


@each_way
@pytest.mark.parametrize("gone", ["left", "stopped"])
def test_what_nobody_asks_for_any_more_cannot_be_agreed_to(way: Way, gone: str) -> None:
    case, by = asked(way)
    if gone == "left":
        Posting.objects.filter(pk=by.pk).update(until=TODAY - timedelta(days=1))
    else:
        User.objects.filter(pk=by.user_id).update(is_active=False)
    with pytest.raises(NotEligible, match="请求人"):
        services.agree(Consent.objects.get(pk=case.pk), by=factories.posting(Role.SECURITY_ADMIN, None))
    assert not way.is_done(case)


@each_way
def test_every_other_administrator_is_asked_and_the_question_goes_away(way: Way) -> None:
    first = factories.posting(Role.SECURITY_ADMIN, None)
    second = factories.posting(Role.SYSTEM_ADMIN, None)
    case, by = asked(way)
    waiting = Notice.objects.filter(topic=services.ASKED, object_id=case.pk, done_at=None)
    assert {first.pk, second.pk} <= set(waiting.values_list("recipient", flat=True))
    assert by.pk not in set(waiting.values_list("recipient", flat=True))
    services.agree(case, by=second)
    assert not waiting.exists()
    assert Notice.objects.filter(topic=services.DECIDED, recipient=by.pk, object_id=case.pk).exists()


# The database


def update(case: Consent, **values: Any) -> None:
    """Change a row past the verbs, with the trail row that the database asks for beside the guard that is tried."""
    with transaction.atomic():
        if "status" in values:
            case.refresh_from_db()
            tell(case, values["status"])
        Consent.objects.filter(pk=case.pk).update(**values)


@each_way
def test_the_database_knows_no_consent_of_one_person(way: Way) -> None:
    case, by = asked(way)
    other, now = factories.person(), timezone.now()
    for who in (by.user_id, None, *([case.person_id] if case.person_id else [])):
        with pytest.raises(IntegrityError, match="consent_by_a_second_person"):
            update(case, status="agreed", decided_by_id=who, decided_at=now)
    with pytest.raises(IntegrityError, match="不能改动"):
        update(case, wanted={"posting": str(by.pk)})
    with pytest.raises(IntegrityError, match="不能改动"):
        update(case, person_id=other.pk)
    update(case, status="declined", decided_by_id=other.pk, decided_at=now)
    with pytest.raises(IntegrityError, match="不能改动"):
        update(case, status="agreed")


def test_the_database_lets_no_post_and_no_deputyship_in_without_an_agreed_consent_about_that_person() -> None:
    case, by = asked(WAYS["posting"])
    other, _ = asked(WAYS["deputy by the holder"])
    services.agree(other, by=factories.posting(Role.SYSTEM_ADMIN, None))
    for consent in (case, other):
        with pytest.raises(IntegrityError, match="第二人同意"), transaction.atomic():
            Posting.objects.create(user=factories.person(), role=Role.CLERK, since=TODAY, consent=consent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(user=factories.person(), role=Role.CLERK, since=TODAY)
    held = Deputy.objects.get(consent=other)
    with pytest.raises(IntegrityError, match="第二人同意"), transaction.atomic():
        Deputy.objects.filter(pk=held.pk).update(person=factories.person())
    with pytest.raises(NotAllowed):
        Deputy(
            posting=by, holder=by.user, person=factories.person(), since=TODAY, until=TODAY, consent=case
        ).enter(by=by)


def test_a_consent_enters_as_a_question_alone() -> None:
    by, other = factories.posting(Role.SYSTEM_ADMIN, None), factories.person()
    agreed = Consent(
        kind="account.reset",
        about="某人",
        asked_by=by.user,
        asked_through=by.pk,
        status="agreed",
        decided_by=other,
        decided_at=timezone.now(),
    )
    with pytest.raises(IntegrityError, match="先请求"), transaction.atomic():
        agreed.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_consent")
        assert cursor.fetchone() == (0,)


# What may have changed between asking and agreeing


def test_what_was_asked_is_asked_again_when_it_is_agreed_to() -> None:
    keeper, second = factories.posting(Role.SECURITY_ADMIN, None), factories.posting(Role.SYSTEM_ADMIN, None)
    person = factories.person()
    first, again = post(keeper, person), post(keeper, person)
    services.agree(first, by=second)
    with pytest.raises(Incomplete, match="已有同样的岗位"):
        services.agree(again, by=second)
    audit = ask_for_posting(by=keeper, person=(other := factories.person()), role=Role.AUDITOR, since=TODAY)
    factories.posting(Role.CLERK, user=other)
    with pytest.raises(NotAllowed, match="三员分立"):
        services.agree(audit, by=second)
    holder = factories.posting(Role.REVIEWER)
    twice = [deputyship(holder, person), deputyship(holder, person)]
    services.agree(twice[0], by=second)
    with pytest.raises(Incomplete, match="已在代理"):
        services.agree(twice[1], by=second)
    revoke_deputy(Deputy.objects.get(consent=twice[0]), by=holder, reason="提前返岗")
    services.agree(Consent.objects.get(pk=twice[1].pk), by=second)
    assert Consent.objects.filter(status="asked").count() == 2


@pytest.mark.parametrize(
    ("way", "is_active", "refusal"),
    [("reset", False, NotEligible), ("enabling", True, WrongState), ("second factor", True, WrongState)],
)
def test_what_must_hold_of_an_account_must_hold_still_when_it_is_agreed_to(
    way: str, is_active: bool, refusal: type[ActRefused]
) -> None:
    case, _ = asked(WAYS[way])
    User.objects.filter(pk=case.gainer.pk).update(is_active=is_active)
    Authenticator.objects.filter(user=case.gainer).delete()
    with pytest.raises(refusal):
        services.agree(case, by=factories.posting(Role.SECURITY_ADMIN, None))
    case.refresh_from_db()
    assert case.status == "asked"


def test_one_does_not_ask_for_the_own_reset_nor_twice_for_the_same() -> None:
    keeper, person = factories.posting(Role.SYSTEM_ADMIN, None), factories.person()
    with pytest.raises(NotAllowed, match="修改口令"):
        ask_for_reset(keeper.user, by=keeper, reason="忘了")
    for ask in (reset, new_factor):
        ask(keeper, person)
        with pytest.raises(WrongState, match="已有一项"):
            ask(keeper, person)
    account(keeper, person)
    with pytest.raises(ActRefused, match="已在请求中"):
        account(keeper, person)


# Who is told


@pytest.mark.parametrize(
    ("way", "said"),
    [("reset", "重置了您的口令"), ("enabling", "启用了您的账户"), ("second factor", "重置了您的第二因素")],
)
def test_the_person_and_every_security_administrator_are_told_of_a_way_in(way: str, said: str) -> None:
    security = factories.posting(Role.SECURITY_ADMIN, None)
    held = factories.posting(Role.CLERK, "320100")
    case = WAYS[way].ask(factories.posting(Role.SYSTEM_ADMIN, None), held.user)
    services.agree(case, by=factories.posting(Role.SYSTEM_ADMIN, None))
    told = Notice.objects.get(recipient=held.pk)
    assert said in told.text
    assert Notice.objects.filter(recipient=security.pk, topic=services.DECIDED, object_id=case.pk).exists()
    assert said in text(_signed_in_again(held).get("/notices/"))


def _signed_in_again(held: Posting) -> Any:
    held.user.refresh_from_db()
    held.user.set_password(factories.PASSWORD)
    held.user.must_change_password = False
    held.user.save()
    return client_of(held)


# The pages


def test_the_second_person_finds_it_agrees_on_its_page_and_the_asker_is_offered_nothing_but_withdrawing() -> (
    None
):
    first, by = sit(Role.SYSTEM_ADMIN, None)
    person = factories.person("周遗忘")
    case = reset(by, person)
    address = f"/accounts/consents/{case.pk}/"
    mine = text(first.get(address))
    assert "撤回…" in mine
    assert "同意…" not in mine
    assert "周遗忘" in text(first.get("/work/sent/"))
    assert first.post(f"{address}agree/", {"page_token": token_of(case), "reason": ""}).status_code == 403
    second, _ = sit(Role.SECURITY_ADMIN, None)
    assert "待您同意的事项 1" in text(second.get("/"))
    assert "同意…" in text(second.get(address))
    asked_page = second.get(f"{address}agree/")
    assert "原口令和已登录的会话立即失效" in text(asked_page)
    assert "本人书面申请" in text(asked_page)
    assert second.post(f"{address}agree/", {"page_token": "stale", "reason": ""}).status_code == 409
    done = second.post(
        f"{address}agree/", {"page_token": token_of(case), "reason": "已电话核实"}, follow=True
    )
    assert "领取同意码" in text(done)
    assert OneTimeLink.objects.get(consent=case).person == person


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_a_consent(role: Role) -> None:
    case = reset(factories.posting(Role.SYSTEM_ADMIN, None), factories.person("周遗忘"))
    client, _ = sit(role, None if role in BLIND_ROLES else factories.PROVINCE)
    seeing = role in BLIND_ROLES | {Role.AUDITOR}
    assert client.get(f"/accounts/consents/{case.pk}/").status_code == (200 if seeing else 404)
    assert ("周遗忘" in text(client.get("/accounts/consents/"))) == seeing


def test_a_holder_sees_and_withdraws_the_own_request_for_a_deputy() -> None:
    client, held = sit(Role.REVIEWER)
    case = deputyship(held, factories.person("钱代办"))
    address = f"/accounts/consents/{case.pk}/"
    assert "钱代办" in text(client.get("/accounts/consents/"))
    given = {"page_token": token_of(case), "reason": "不出差了"}
    assert client.post(f"{address}withdraw/", given).status_code == 302
    assert "已撤回" in text(client.get(address))
