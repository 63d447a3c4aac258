"""Postings are granted and ended by the security administrator, never to oneself, never without a scope."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import ActRefused, Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Transition
from common.roles import Role
from postings import services as postings_services
from postings.models import Posting
from postings.services import import_posting
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OTHERS = [role for role in Role if role != Role.SECURITY_ADMIN]


@pytest.fixture
def keeper():
    return factories.posting(Role.SECURITY_ADMIN, None)


def granted(by, role=Role.CLERK, person=None, **scope):
    scope = scope or {"region": factories.region("320100")}
    scope = {"since": TODAY, **scope}
    return factories.granted(by=by, person=person or factories.person(), role=role, **scope)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_grants_or_ends_a_post(role):
    by, held = factories.posting(role), factories.posting(Role.CLERK)
    before = Posting.objects.count()
    with pytest.raises(NotAllowed, match="安全管理员"):
        granted(by)
    with pytest.raises(NotAllowed, match="安全管理员"):
        postings_services.end_posting(held, by=by, until=TODAY, reason="离任")
    held.refresh_from_db()
    assert (held.until, Posting.objects.count()) == (None, before)


def test_a_grant_says_on_the_trail_who_got_which_post_where_and_since_when(keeper):
    person = factories.person("王岗位")
    posting = granted(keeper, Role.REVIEWER, person)
    row = Transition.objects.get(object_id=posting.pk)
    assert (row.act, row.actor) == ("grant", posting.consent.decided_by_id)
    told = {"person": "王岗位", "role": "reviewer", "place": "南京市", "since": str(TODAY)}
    assert row.after == {**told, "asked_by": keeper.user.name}


def test_nobody_grants_oneself_a_post_nor_ends_the_one_in_use(keeper):
    with pytest.raises(NotAllowed, match="另一位"):
        granted(keeper, person=keeper.user)
    with pytest.raises(NotAllowed, match="另一位"):
        postings_services.end_posting(keeper, by=keeper, until=TODAY, reason="离任")
    assert Posting.objects.filter(user=keeper.user).count() == 1


def test_machines_get_no_post_by_hand(keeper):
    with pytest.raises(NotAllowed, match="系统账户"):
        granted(keeper, person=import_posting().user)


@pytest.mark.parametrize(
    ("role", "scope", "field"),
    [
        (Role.REPRESENTATIVE, {"region": True}, "unit"),
        (Role.FINDING_BODY, {"domain": "debt"}, "unit"),
        (Role.CLERK, {"unit": None}, "region"),
        (Role.DIRECTOR, {"domain": ""}, "region"),
    ],
)
def test_a_post_without_its_scope_is_refused_at_the_field_to_fill(keeper, role, scope, field):
    scope = {name: factories.region() if value is True else value for name, value in scope.items()}
    before = Posting.objects.count()
    with pytest.raises(Incomplete) as refused:
        granted(keeper, role, **scope)
    assert set(refused.value.fields) == {field}
    assert Posting.objects.filter(role=role).count() == 0 or Posting.objects.count() == before + 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_who_reads_everything_or_nothing_needs_no_scope(keeper, role):
    assert granted(keeper, role, region=None).place == ""


@pytest.mark.parametrize(
    "scope",
    [{"domain": "procurement"}, {"region": "320500"}, {"unit": True}],
    ids=lambda scope: next(iter(scope)),
)
def test_any_of_region_domain_or_unit_is_a_scope(keeper, scope):
    made = {"region": factories.region, "unit": lambda _: factories.department()}
    scope = {name: made.get(name, str)(value) for name, value in scope.items()}
    assert granted(keeper, Role.CLERK, **scope).place


def test_a_post_ends_on_its_day_with_the_reason_on_the_trail(keeper):
    held, beside = factories.posting(Role.CLERK), factories.posting(Role.CLERK)
    done = postings_services.end_posting(held, by=keeper, until=TODAY + timedelta(days=7), reason="调离")
    assert done.until == TODAY + timedelta(days=7)
    row = Transition.objects.get(object_id=held.pk, act="end")
    assert (row.reason, row.after) == ("调离", {"until": str(done.until)})
    assert Posting.objects.get(pk=beside.pk).until is None
    assert Posting.objects.in_force(done.until).filter(pk=held.pk).exists()
    assert not Posting.objects.in_force(done.until + timedelta(days=1)).filter(pk=held.pk).exists()


def test_an_end_that_lies_ahead_may_be_moved_one_that_has_been_may_not(keeper):
    held = factories.posting(Role.CLERK)
    postings_services.end_posting(held, by=keeper, until=TODAY + timedelta(days=7), reason="调离")
    assert postings_services.end_posting(held, by=keeper, until=TODAY, reason="提前").until == TODAY
    assert (
        postings_services.end_posting(held, by=keeper, until=held.since, reason="自始误授").until
        == held.since
    )
    Posting.objects.filter(pk=held.pk).update(until=TODAY)
    held.refresh_from_db()
    with pytest.raises(Incomplete, match="不能延长"):
        postings_services.end_posting(held, by=keeper, until=TODAY + timedelta(days=1), reason="多留一日")
    Posting.objects.filter(pk=held.pk).update(until=TODAY - timedelta(days=1))
    held.refresh_from_db()
    with pytest.raises(WrongState, match="已于"):
        postings_services.end_posting(held, by=keeper, until=TODAY + timedelta(days=9), reason="延长")


def test_an_end_before_the_beginning_is_refused(keeper):
    held = factories.posting(Role.CLERK)
    with pytest.raises(Incomplete) as refused:
        postings_services.end_posting(held, by=keeper, until=held.since - timedelta(days=1), reason="误授")
    assert set(refused.value.fields) == {"until"}


def test_a_post_with_drafts_open_does_not_end(keeper):
    held = factories.posting(Role.CLERK)
    factories.record(clerk=held)
    with pytest.raises(ActRefused) as refused:
        postings_services.end_posting(held, by=keeper, until=TODAY, reason="离任")
    assert isinstance(refused.value, WrongState | NotEligible)
    held.refresh_from_db()
    assert held.until is None
    assert not Transition.objects.filter(object_id=held.pk, act="end").exists()


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (Role.AUDITOR, Role.CLERK),
        (Role.CLERK, Role.AUDITOR),
        (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
        (Role.SECURITY_ADMIN, Role.AUDITOR),
        (Role.DIRECTOR, Role.SYSTEM_ADMIN),
    ],
)
def test_the_three_administrators_are_three_people_and_none_has_business(keeper, held, role):
    person = factories.posting(held).user
    with pytest.raises(NotAllowed, match="三员分立"):
        granted(keeper, role, person)
    assert Posting.objects.filter(user=person).count() == 1


def test_one_person_may_hold_several_posts_of_business_or_one_office_twice(keeper):
    person = factories.posting(Role.CLERK).user
    assert granted(keeper, Role.REVIEWER, person).role == Role.REVIEWER
    auditor = factories.posting(Role.AUDITOR).user
    assert granted(keeper, Role.AUDITOR, auditor).role == Role.AUDITOR


def test_an_office_that_is_over_before_the_new_one_begins_is_no_obstacle_one_to_come_is(keeper):
    over = factories.posting(Role.AUDITOR, until=TODAY - timedelta(days=1)).user
    assert granted(keeper, Role.CLERK, over).role == Role.CLERK
    to_come = factories.posting(Role.AUDITOR)
    Posting.objects.filter(pk=to_come.pk).update(since=TODAY + timedelta(days=30))
    with pytest.raises(NotAllowed, match="三员分立"):
        granted(keeper, Role.CLERK, to_come.user)
    before = {"region": factories.region(), "until": TODAY + timedelta(days=29)}
    assert granted(keeper, Role.CLERK, to_come.user, **before).until == before["until"]


def test_who_stands_in_for_a_post_of_business_gets_no_office_kept_apart_until_that_is_over(keeper):
    person, clerk = factories.person(), factories.posting(Role.CLERK)
    until = TODAY + timedelta(days=7)
    factories.deputy(clerk, by=clerk, person=person, since=TODAY, until=until)
    with pytest.raises(NotAllowed, match="三员分立"):
        granted(keeper, Role.AUDITOR, person)
    assert granted(keeper, Role.REVIEWER, person).role == Role.REVIEWER


def test_a_post_that_ends_on_the_day_the_new_one_begins_is_an_obstacle(keeper):
    over = factories.posting(Role.AUDITOR, until=TODAY).user
    with pytest.raises(NotAllowed, match="三员分立"):
        granted(keeper, Role.CLERK, over)


def test_the_same_posting_is_granted_once_and_again_after_its_end(keeper):
    person, here = factories.person(), {"region": factories.region("320100")}
    first = granted(keeper, Role.CLERK, person, **here, until=TODAY + timedelta(days=9))
    with pytest.raises(Incomplete, match="已有同样的岗位") as refused:
        granted(keeper, Role.CLERK, person, **here)
    assert first.term in refused.value.fields["person"]
    granted(keeper, Role.CLERK, person, region=factories.region("320500"))
    granted(keeper, Role.CLERK, person, **here, domain="bidding")
    granted(keeper, Role.CLERK, person, **here, since=TODAY + timedelta(days=10))
    assert Posting.objects.filter(user=person).count() == 4
