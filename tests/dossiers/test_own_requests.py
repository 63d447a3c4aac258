"""Invitations and requests of officials: who is told, which line is put right, what is left as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Notice
from common.roles import Role
from dossiers.file_parts import PARTS, current_words
from dossiers.models import FileRequest, InfluencePeriod
from dossiers.services import file_entries, own_files
from postings import services as postings_services
from postings.models import OwnAccess
from postings.services.own_access import own_actors
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def keeper():
    return factories.department()


@pytest.fixture
def official(keeper):
    return factories.official(keeper, post="科长")


@pytest.fixture
def clerk(keeper):
    return factories.posting(Role.CLERK, None, unit=keeper)


@pytest.fixture
def actor(official):
    return factories.own_actor(official)


def asked(actor, entry, part, field, wanted):
    now = current_words(actor.access.official, part, entry, field)
    return factories.file_request(
        actor, part=part, entry_id=entry.pk, field=field, current=now, wanted=wanted, wanted_words=wanted
    )


@pytest.mark.parametrize("who", ["nobody", "out of use", "machine"])
def test_only_an_account_of_a_person_in_use_is_invited(who, official, clerk):
    person = factories.person() if who != "machine" else postings_services.clock_posting().user
    person.is_active = who != "out of use"
    person.save()
    username = "nosuchaccount" if who == "nobody" else person.username
    with pytest.raises(Incomplete) as refusal:
        own_files.invite(official, by=clerk, username=username)
    assert set(refusal.value.fields) == {"username"}
    assert not OwnAccess.objects.exists()


def test_the_invited_person_is_asked_until_the_own_number_is_given(official, clerk):
    access = own_files.invite(official, by=clerk, username=factories.person().username)
    assert [notice.topic for notice in Notice.objects.waiting_for(access.pk)] == ["file.invited"]
    other = own_files.invite(factories.official(clerk.unit), by=clerk, username=factories.person().username)
    own_files.confirm(own_actors(access.user)[0], number=official.open_id_number())
    assert not Notice.objects.waiting_for(access.pk).exists()
    assert Notice.objects.waiting_for(other.pk).count() == 1


def test_who_has_not_confirmed_the_file_cannot_ask_for_a_correction(official, clerk):
    access = own_files.invite(official, by=clerk, username=factories.person().username)
    asked_for = FileRequest(
        part="identity", field="post", current="科长", wanted="处长", wanted_words="处长", reason="已任命"
    )
    with pytest.raises(NotAllowed, match="请先确认"):
        own_files.ask_correction(own_actors(access.user)[0], asked_for)
    assert not FileRequest.objects.exists()


def test_a_file_without_an_id_number_is_confirmed_by_its_internal_number(official, clerk):
    official.seal_id_number("")
    official.save()
    access = own_files.invite(official, by=clerk, username=factories.person().username)
    actor = own_actors(access.user)[0]
    with pytest.raises(Incomplete, match="号码与档案不符"):
        own_files.confirm(actor, number="")
    assert own_files.confirm(actor, number=official.internal_number).status == "active"


def test_a_request_is_told_to_those_who_keep_the_file_today_and_to_nobody_else(clerk, keeper, actor):
    finder = factories.posting(Role.FINDING_BODY, None, unit=keeper)
    gone = factories.posting(Role.CLERK, None, unit=keeper, until=TODAY - timedelta(days=1))
    deaf = [
        gone,
        factories.posting(Role.REVIEWER, None, unit=keeper),
        factories.posting(Role.CLERK, None, unit=factories.department()),
    ]
    factories.file_request(actor)
    told = set(Notice.objects.filter(topic="file.asked").values_list("recipient", flat=True))
    assert {clerk.pk, finder.pk} <= told
    assert told.isdisjoint({posting.pk for posting in deaf})


def test_the_file_that_is_put_right_is_the_one_that_was_asked_about(clerk, keeper):
    first = factories.official(keeper, post="科长")
    middle = factories.official(keeper, post="科长")
    last = factories.official(keeper, post="科长")
    request = factories.file_request(factories.own_actor(middle))
    own_files.accept_request(request, by=clerk, reason="属实", value="处长")
    for made in (first, middle, last):
        made.refresh_from_db()
    assert [made.post for made in (first, middle, last)] == ["科长", "处长", "科长"]


def test_the_line_that_is_put_right_is_the_one_that_was_asked_about(official, clerk, actor):
    steps = [factories.career(official, post="科员", since=date(2018 + n, 1, 1)) for n in range(3)]
    request = asked(actor, steps[1], "career", "post", "主任科员")
    own_files.accept_request(request, by=clerk, reason="属实", value="主任科员")
    for step in steps:
        step.refresh_from_db()
    assert [step.post for step in steps] == ["科员", "主任科员", "科员"]
    official.refresh_from_db()
    assert official.post == "科长"


def test_a_line_struck_since_is_not_put_right(official, clerk, actor):
    step = factories.career(official, post="科员")
    request = asked(actor, step, "career", "post", "主任科员")
    file_entries.strike_entry(step, by=clerk, reason="重复")
    with pytest.raises(WrongState, match="已经作废"):
        own_files.accept_request(request, by=clerk, reason="属实", value="主任科员")
    assert FileRequest.objects.get().status == "open"


def test_a_line_of_another_file_is_not_put_right_by_a_request_about_ones_own(official, clerk, keeper, actor):
    foreign = factories.career(factories.official(keeper), post="科员")
    request = asked(actor, foreign, "career", "post", "主任科员")
    with pytest.raises(WrongState):
        own_files.accept_request(request, by=clerk, reason="属实", value="主任科员")
    foreign.refresh_from_db()
    assert foreign.post == "科员"


def test_an_influence_period_put_right_ends_by_the_rule_counted_anew(official, clerk, actor):
    part = next(key for key, part in PARTS.items() if part.model is InfluencePeriod)
    period = InfluencePeriod(
        official=official,
        sanction="demerit",
        decided_by="模拟监委（演示）",
        document_number="苏监〔2026〕1号",
        effective_on=date(2026, 1, 31),
    )
    file_entries.add_entry(period, by=clerk)
    assert period.until == date(2027, 1, 31)
    request = asked(actor, period, part, "effective_on", "2026-02-28")
    own_files.accept_request(request, by=clerk, reason="属实", value=date(2026, 2, 28))
    period.refresh_from_db()
    assert (period.effective_on, period.until) == (date(2026, 2, 28), date(2027, 2, 28))


def test_a_refusal_is_told_to_the_one_who_asked(clerk, keeper, actor):
    other = factories.own_actor(factories.official(keeper, post="科长"))
    request = factories.file_request(actor)
    own_files.refuse_request(request, by=clerk, reason="任职文件写的是科长")
    told = Notice.objects.filter(topic="file.answered")
    assert [notice.recipient for notice in told] == [actor.pk]
    assert not Notice.objects.waiting_for(other.pk).filter(topic="file.answered").exists()
