"""Deputies: who may stand in for whom, what the deputy may not do, what the trail says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Transition
from common.roles import Role
from common.workflow import move_many
from dossiers.services import file_entries, opening, own_files
from postings import services as postings_services
from postings.models import ActingPosting, Deputy, Posting
from records import services
from records.models import DishonestyRecord
from tests import factories
from tests.office import client_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
WEEK = timedelta(days=7)


def granted(posting=None, person=None, **options):
    posting = posting or factories.posting(Role.REVIEWER)
    options = {"since": TODAY, "until": TODAY + WEEK, "by": posting, **options}
    return factories.deputy(posting, person=person or factories.person(), **options)


def seat(deputy):
    """The deputised posting as the deputy's request finds it."""
    return next(p for p in postings_services.held_postings(deputy.person, TODAY) if p.pk == deputy.posting_id)


def test_a_deputy_acts_with_the_scope_and_role_of_the_posting_and_the_trail_says_so():
    holder = factories.posting(Role.REVIEWER, "320100")
    deputy = granted(holder)
    inside = factories.record("pending_review", department=factories.department("320102"))
    outside = factories.record("pending_review", department=factories.department("320500"))
    acting = seat(deputy)
    inside.pass_review(by=acting)
    row = Transition.objects.get(object_id=inside.pk, act="pass_review")
    assert (row.actor, row.posting_id, row.posting_role) == (deputy.person_id, holder.pk, "reviewer")
    assert row.actor_name == f"{deputy.person.name}（代理{holder.user.name}）"
    assert inside.reviewed_by_id == deputy.person_id
    with pytest.raises(NotAllowed, match="范围"):
        outside.pass_review(by=acting)


def test_the_four_eyes_see_the_deputy_not_the_post():
    clerk = factories.posting(Role.CLERK)
    made = factories.record("pending_review", clerk=clerk)
    deputy = granted(person=clerk.user)
    with pytest.raises(NotAllowed, match="四眼"):
        made.pass_review(by=seat(deputy))


def test_who_reviewed_cannot_publish_as_the_directors_deputy():
    publication = factories.publication("signed")
    reviewer = publication.fact.of_kind.reviewed_by
    deputy = granted(factories.posting(Role.DIRECTOR), person=reviewer)
    with pytest.raises(NotAllowed, match="另一位负责人"):
        services.publish(publication, by=seat(deputy))


def test_an_excluded_act_is_refused_alone_and_in_sets_and_is_not_offered():
    made = factories.record("pending_review")
    acting = seat(granted(excluded=["dishonestyrecord.pass_review"]))
    assert "pass_review" not in made.acts_for(acting)
    assert "return" in made.acts_for(acting)
    with pytest.raises(NotAllowed, match="代理不包括“复核通过”"):
        made.pass_review(by=acting)
    with pytest.raises(NotAllowed, match="代理不包括"):
        move_many(DishonestyRecord.objects.all(), "pass_review", by=acting)
    made.send_back(by=acting, reason="请补正")


def test_an_excluded_entry_is_refused():
    acting = seat(granted(factories.posting(Role.CLERK), excluded=["dishonestyrecord.enter"]))
    with pytest.raises(NotAllowed, match="代理不包括“录入”"):
        factories.record(clerk=acting)
    assert not DishonestyRecord.objects.exists()


def test_what_a_deputy_enters_is_entered_by_the_deputy():
    deputy = granted(factories.posting(Role.CLERK))
    made = factories.record(clerk=seat(deputy))
    assert made.entered_by_id == deputy.person_id


def test_uploads_and_further_deputies_never_go_with_a_deputyship():
    deputy = granted(factories.posting(Role.CLERK))
    assert {"importbatch", "deputy", "handover"} <= set(seat(deputy).excluded)
    with pytest.raises(NotAllowed, match="不能再指定代理"):
        granted(deputy.posting, by=seat(deputy))


def test_the_acting_posting_is_never_saved():
    acting = seat(granted())
    with pytest.raises(TypeError):
        acting.save()
    assert Posting.objects.get(pk=acting.pk).user_id == acting.deputy.holder_id


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(0, 0, True), (-2, 5, True), (1, 5, False)],
    ids=["today", "around", "later"],
)
def test_a_deputyship_holds_from_its_first_to_its_last_day(since, until, holds):
    deputy = granted(since=TODAY + timedelta(since), until=TODAY + timedelta(until))
    assert Deputy.objects.in_force(TODAY).filter(pk=deputy.pk).exists() is holds
    assert bool(postings_services.held_postings(deputy.person, TODAY)) is holds


def test_a_deputyship_falls_with_the_posting():
    deputy = granted()
    Posting.objects.filter(pk=deputy.posting_id).update(until=TODAY - timedelta(days=1))
    assert postings_services.held_postings(deputy.person, TODAY) == []


def test_own_postings_come_before_deputised_ones():
    own = factories.posting(Role.CLERK)
    deputy = granted(person=own.user)
    assert [p.pk for p in postings_services.held_postings(own.user, TODAY)] == [own.pk, deputy.posting_id]


@pytest.mark.parametrize("act", ["revoke by holder", "revoke by deputy", "revoke by security"])
def test_who_may_take_a_deputyship_back(act):
    deputy = granted()
    by = {
        "holder": deputy.posting,
        "deputy": factories.posting(Role.CLERK, user=deputy.person),
        "security": factories.posting(Role.SECURITY_ADMIN, None),
    }[act.split()[-1]]
    postings_services.revoke_deputy(deputy, by=by, reason="提前返岗")
    assert postings_services.held_postings(deputy.person, TODAY)[:1] != [deputy.posting]
    assert Transition.objects.filter(object_id=deputy.pk, act="revoke", reason="提前返岗").count() == 1
    with pytest.raises(WrongState):
        postings_services.revoke_deputy(deputy, by=by, reason="再次")


@pytest.mark.parametrize(
    ("role", "offered"), [(Role.AUDITOR, False), (Role.SECURITY_ADMIN, True), (Role.REVIEWER, True)]
)
def test_the_list_offers_to_revoke_only_what_the_reader_may_revoke(role, offered):
    holder = factories.posting(Role.REVIEWER)
    deputy = granted(holder)
    reader = (
        holder if role == Role.REVIEWER else factories.posting(role, None if "admin" in role else "320000")
    )
    page = client_of(reader).get("/deputies/").content.decode()
    assert deputy.person.name in page
    assert (f"/deputies/{deputy.pk}/revoke/" in page) == offered


def test_the_auditor_sees_a_deputyship_and_revokes_none():
    deputy = granted()
    with pytest.raises(NotAllowed, match="安全管理员收回"):
        postings_services.revoke_deputy(deputy, by=factories.posting(Role.AUDITOR), reason="x")
    deputy.refresh_from_db()
    assert deputy.status == "granted"


def test_a_stranger_neither_sees_nor_revokes_a_deputyship():
    deputy, stranger = granted(), factories.posting(Role.DIRECTOR)
    assert not Deputy.objects.visible_to(stranger).exists()
    assert Deputy.objects.visible_to(factories.posting(Role.AUDITOR)).get() == deputy
    with pytest.raises(NotAllowed, match="范围"):
        postings_services.revoke_deputy(deputy, by=stranger, reason="无权")


def test_granting_leaves_a_trail_row_and_the_security_administrator_may_grant_too():
    posting = factories.posting(Role.OFFICER)
    deputy = granted(posting, by=factories.posting(Role.SECURITY_ADMIN, None), reason="住院")
    row = Transition.objects.get(object_id=deputy.pk)
    assert (row.act, row.reason, row.posting_role) == ("enter", "住院", "security_admin")


def test_nobody_names_a_deputy_for_anothers_posting():
    with pytest.raises(NotAllowed, match="岗位本人或安全管理员"):
        granted(by=factories.posting(Role.DIRECTOR))


def test_nobody_gives_a_deputyship_to_oneself():
    posting = factories.posting(Role.REVIEWER)
    with pytest.raises(Incomplete, match="另一个人"):
        granted(posting, person=posting.user)
    security = factories.posting(Role.SECURITY_ADMIN, None)
    with pytest.raises(Incomplete, match="另一个人"):
        granted(posting, by=security, person=security.user)


@pytest.mark.parametrize(
    ("post", "own"),
    [
        (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN),
        (Role.SECURITY_ADMIN, Role.CLERK),
        (Role.DIRECTOR, Role.SECURITY_ADMIN),
        (Role.AUDITOR, Role.OFFICER),
    ],
)
def test_the_three_administrators_stand_in_for_nobody_else(post, own):
    with pytest.raises(Incomplete, match="不兼安全管理员"):
        granted(factories.posting(post), person=factories.posting(own).user)


def test_an_office_that_begins_within_the_deputyship_counts_one_that_is_over_by_then_does_not():
    to_come = factories.posting(Role.AUDITOR)
    Posting.objects.filter(pk=to_come.pk).update(since=TODAY + WEEK)
    with pytest.raises(Incomplete, match="不兼安全管理员"):
        granted(person=to_come.user)
    assert granted(person=to_come.user, until=TODAY + timedelta(days=6)).status == "granted"
    over = factories.posting(Role.AUDITOR, until=TODAY)
    with pytest.raises(Incomplete, match="不兼安全管理员"):
        granted(person=over.user)
    assert granted(person=over.user, since=TODAY + timedelta(days=1)).status == "granted"


def test_who_stands_in_for_one_of_the_offices_kept_apart_stands_in_for_no_other():
    person = factories.person()
    auditing = granted(factories.posting(Role.AUDITOR, None), person=person)
    with pytest.raises(Incomplete, match="不兼安全管理员"):
        granted(person=person)
    postings_services.revoke_deputy(auditing, by=auditing.posting, reason="另派他人")
    assert granted(person=person).status == "granted"


def test_an_account_out_of_use_does_not_deputise():
    person = factories.person()
    person.is_active = False
    person.save()
    with pytest.raises(Incomplete, match="账号在用"):
        granted(person=person)


def test_a_deputyship_may_last_as_long_as_the_post_itself():
    posting = factories.posting(Role.CLERK, until=TODAY + WEEK)
    Posting.objects.filter(pk=posting.pk).update(since=TODAY)
    posting.refresh_from_db()
    made = granted(posting, since=TODAY, until=TODAY + WEEK)
    assert (made.since, made.until) == (posting.since, posting.until)


def test_one_sits_on_ones_own_posts_of_today_and_on_no_strangers():
    over = factories.posting(Role.CLERK, until=TODAY - timedelta(days=1))
    granted()
    assert postings_services.held_postings(over.user, TODAY) == []
    assert postings_services.held_postings(over.user, TODAY - timedelta(days=1)) == [over]


@pytest.mark.parametrize(
    ("since", "until", "word"),
    [
        (TODAY, TODAY - WEEK, "早于"),
        (TODAY - 2 * WEEK, TODAY - WEEK, "已经过去"),
        (TODAY, TODAY + 9 * WEEK, "任期"),
        (date(2020, 1, 1), TODAY, "任期"),
    ],
)
def test_the_days_of_a_deputyship_lie_in_order_and_inside_the_postings(since, until, word):
    posting = factories.posting(Role.CLERK, until=TODAY + 4 * WEEK)
    with pytest.raises(Incomplete, match=word):
        granted(posting, since=since, until=until)


def test_only_acts_of_the_role_can_be_left_out():
    assert "dishonestyrecord.confirm" in postings_services.excludable_acts(Role.REVIEWER)
    assert "dishonestyrecord.confirm" not in postings_services.excludable_acts(Role.CLERK)
    with pytest.raises(Incomplete, match="没有的事项"):
        granted(factories.posting(Role.CLERK), excluded=["dishonestyrecord.confirm"])


def test_officials_files_can_be_kept_back_from_a_deputy():
    keeper = factories.department()
    official = factories.official(keeper)
    posting = factories.posting(Role.CLERK, None, unit=keeper)
    acting = seat(granted(posting, excluded=["official.open", "official.keep"]))
    with pytest.raises(NotAllowed, match="代理不包括公务员档案"):
        opening.open_file(official, by=acting, purpose="keeping", basis="核对")
    with pytest.raises(NotAllowed, match="代理不包括公务员档案"):
        file_entries.revise_official(official, by=acting, reason="改职务", post="处长")
    assert "official.keep" not in postings_services.excludable_acts(Role.REVIEWER)
    assert not {"official.open", "official.keep"} & set(postings_services.excludable_acts(Role.SECRECY))


def test_a_deputy_who_may_not_change_files_accepts_no_request_that_would_but_may_refuse_it():
    keeper = factories.department()
    asked = factories.file_request(factories.own_actor(factories.official(keeper, post="科长")))
    posting = factories.posting(Role.CLERK, None, unit=keeper)
    acting = seat(granted(posting, excluded=["official.keep"]))
    with pytest.raises(NotAllowed, match="代理不包括“同意更正”"):
        own_files.accept_request(asked, by=acting, reason="与任职文件一致", value="处长")
    asked.official.refresh_from_db()
    assert asked.official.post == "科长"
    assert asked.acts_for(acting) == ["refuse"]
    assert own_files.refuse_request(asked, by=acting, reason="以任职文件为准").status == "refused"


def test_a_deputy_denied_the_whole_of_officials_files_accepts_no_request():
    keeper = factories.department()
    asked = factories.file_request(factories.own_actor(factories.official(keeper)))
    acting = ActingPosting.copy_of(factories.posting(Role.CLERK, None, unit=keeper))
    acting.excluded = {"official"}
    assert asked.acts_for(acting) == ["refuse"]


def test_machines_do_not_deputise():
    with pytest.raises(Incomplete, match="另一个人"):
        granted(person=postings_services.clock_posting().user)


def change(deputy, **values):
    sets = ", ".join(f"{column} = %s" for column in values)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE postings_deputy SET {sets} WHERE id = %s", [*values.values(), deputy.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_dates_out_of_order_oneself_a_false_holder_and_machines():
    deputy = granted()
    with pytest.raises(IntegrityError, match="deputy_dates_in_order"):
        change(deputy, until=TODAY - timedelta(days=1))
    with pytest.raises(IntegrityError, match="deputy_is_another_person"):
        change(deputy, person_id=deputy.holder_id)
    with pytest.raises(IntegrityError, match="deputy_of_the_holder"):
        change(deputy, holder_id=factories.person().pk)
    with pytest.raises(IntegrityError, match="系统账户"):
        change(deputy, person_id=postings_services.clock_posting().user_id)


def test_the_same_person_deputises_the_same_post_once_a_day():
    deputy = granted()
    with pytest.raises(Incomplete, match="已在代理"):
        granted(deputy.posting, person=deputy.person, since=deputy.until, until=deputy.until + WEEK)
    granted(
        deputy.posting, person=deputy.person, since=deputy.until + timedelta(1), until=deputy.until + WEEK
    )
