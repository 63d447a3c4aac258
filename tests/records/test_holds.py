"""A hold keeps a publication off the pages: begun by an act, ended by that act's cause alone, gone with the publication."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from common.causes import Cause
from common.deadlines.explaining import Explanation
from common.errors import NotAllowed, WrongState
from common.models import Deadline, Notice, Transition
from common.roles import Role
from common.rulebook import Change
from postings.services import clock_posting
from records import rule_effects, services
from records.models import Hold, Publication
from records.publications.views.holds import told_holds
from tests import factories
from tests.office import sit, text
from tests.postings.test_deputies import granted, seat
from tests.test_projections import corrected
from tests.untold import tell

pytestmark = pytest.mark.django_db


def director():
    return factories.posting(Role.DIRECTOR)


def steps(obj):
    return list(Transition.objects.filter(object_id=obj.pk).order_by("seq"))


def immediate():
    """Check now what is checked at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_suspending_begins_a_hold_and_resuming_ends_it_each_by_the_director_with_its_cause():
    act, first, second = factories.publication(), director(), director()
    services.suspend(act, by=first, reason="核查文书号")
    hold = act.holds.get()
    assert (hold.status, hold.begun_by, hold.cause_object) == (
        "open",
        "records.publication.suspend",
        act.pk,
    )
    services.resume(act, by=second, reason="核查无误")
    hold.refresh_from_db()
    assert (hold.status, act.shown_status) == ("ended", "public")
    by_act = {row.act: row for row in steps(act)}
    enter, end = steps(hold)
    assert (enter.cause, enter.actor) == (by_act["suspend"].pk, first.user_id)
    assert (end.cause, end.actor) == (by_act["resume"].pk, second.user_id)


def test_suspension_is_the_word_for_an_open_hold_and_no_status():
    act = factories.publication("suspended")
    assert (act.status, act.shown_status, act.get_status_display()) == ("public", "suspended", "暂停公示")
    assert "suspended" not in dict(Publication._meta.get_field("status").choices)
    assert Publication.objects.suspended().get() == act
    assert not Publication.objects.public().exists()


@pytest.mark.parametrize("role", Role)
def test_nobody_begins_or_ends_a_hold_by_itself(role):
    act = factories.publication("suspended")
    hold, by = act.holds.get(), factories.posting(role)
    with pytest.raises(NotAllowed, match="随引起它的办理"):
        hold.move("end", by=by, reason="x")
    again = Hold(publication=act, begun_by="records.publication.suspend", cause_object=act.pk)
    with pytest.raises(NotAllowed, match="随引起它的办理"):
        again.enter(by=by, reason="x")


def test_one_cause_does_not_end_what_another_began():
    act, by = factories.publication("suspended"), director()
    hold = act.holds.get()
    other = factories.publication("suspended")
    other.move("resume", by=by, reason="核查无误")
    with pytest.raises(NotAllowed, match="引起它的那件事项"):
        services.end_hold(hold, by=by, cause=Cause.of(other, "resume"), reason="x")
    with pytest.raises(NotAllowed, match="引起它的那件事项"):
        services.end_hold(hold, by=by, cause=Cause.of(act, "end"), reason="x")
    hold.refresh_from_db()
    assert hold.status == "open"


def test_what_an_upper_app_lets_hold_stays_held_when_the_director_resumes(monkeypatch):
    for name in ("ENTER", "TRANSITIONS", "ENDED_BY"):
        monkeypatch.setattr(Hold, name, getattr(Hold, name))
    Hold.allow("records.publication.edit_face", frozenset({"records.publication.sign"}))
    act, by = factories.publication("suspended"), director()
    officer = factories.posting(Role.OFFICER)
    pending = factories.publication("pending")
    services.revise_face(pending, by=officer, face_title="改过的标题")
    mine = services.begin_hold(act, by=officer, cause=Cause.of(pending, "edit_face"), reason="异议成立前暂停")
    services.resume(act, by=by, reason="核查无误")
    assert (act.shown_status, act.holds.open().get()) == ("suspended", mine)
    assert "suspend" in act.acts_for(by)
    assert "resume" not in act.acts_for(by)


@pytest.mark.parametrize("end", ["ended", "expired", "withdrawn"])
def test_whatever_ends_a_publication_ends_its_holds_by_that_cause(end):
    act, by = factories.publication("suspended"), director()
    hold = act.holds.get()
    if end == "ended":
        services.end_publication(act, by=by, ground="repaired", reason="修复")
    elif end == "expired":
        services.expire_publications(by=clock_posting(), today=act.closes_on)
    else:
        services.withdraw_fact(act.fact.of_kind, by=by, reason="改判", source=factories.source())
    hold.refresh_from_db()
    assert (hold.status, hold.ended_at is None) == ("ended", False)
    ending = next(row for row in steps(act) if row.act == "end")
    assert steps(hold)[-1].cause == ending.pk
    immediate()


def test_the_page_says_who_ends_a_hold_and_that_it_fell_with_its_publication():
    act = factories.publication("suspended")
    (held,) = told_holds(act)
    assert (held.way_out, held.fell) == ("须由负责人恢复公示", False)
    services.end_publication(act, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="修复")
    assert [one.fell for one in told_holds(act)] == [True]
    client, _ = sit(Role.DIRECTOR)
    page = text(client.get(f"/publications/{act.pk}/"))
    assert "随公示终止" in page
    assert "须由引起它的事项解除" not in page


def test_a_correction_hands_the_hold_to_the_successor():
    act = factories.publication("suspended")
    hold = act.holds.get()
    corrected(act)
    successor = Publication.objects.get(predecessor=act)
    hold.refresh_from_db()
    assert (hold.publication, hold.cause_object, hold.status) == (successor, successor.pk, "open")
    assert not act.holds.exists()
    immediate()
    services.resume(successor, by=director(), reason="核查无误")
    assert successor.shown_status == "public"


def test_a_deputy_without_resuming_does_not_resume():
    act, post = factories.publication("suspended"), director()
    acting = seat(granted(post, excluded=["publication.resume"]))
    with pytest.raises(NotAllowed, match="代理不包括"), transaction.atomic():
        services.resume(act, by=acting, reason="核查无误")
    acting = seat(granted(director(), excluded=["publication.suspend"]))
    with pytest.raises(NotAllowed, match="代理不包括"):
        services.suspend(factories.publication(), by=acting, reason="核查")


def test_what_does_not_stand_is_neither_suspended_nor_resumed():
    with pytest.raises(WrongState, match="待公示"):
        services.suspend(factories.publication("signed"), by=director(), reason="核查")
    with pytest.raises(WrongState, match="公示中"), transaction.atomic():
        services.resume(factories.publication(), by=director(), reason="核查")


def sql(statement, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


INSERT = (
    "INSERT INTO records_hold (id, publication_id, begun_by, cause_object, status, created_at, ended_at)"
    " VALUES (uuidv7(), %s, 'records.publication.suspend', %s, %s, now(), {ended})"
)


def test_the_database_takes_one_open_hold_a_cause_and_of_what_stands_only():
    act, pending = factories.publication("suspended"), factories.publication("pending")
    with pytest.raises(IntegrityError, match="hold_one_open_a_cause"):
        sql(INSERT.format(ended="NULL"), act.pk, act.pk, "open")
    with pytest.raises(IntegrityError, match="公示中的可以暂停"):
        sql(INSERT.format(ended="NULL"), pending.pk, pending.pk, "open")
    with pytest.raises(IntegrityError, match="hold_end_has_time"):
        sql(INSERT.format(ended="NULL"), act.pk, act.pk, "ended")
    with pytest.raises(IntegrityError, match="没有本次办理的经过"):
        sql(INSERT.format(ended="now()"), act.pk, act.pk, "ended")


def test_the_database_ends_nothing_that_is_still_held():
    act = factories.publication("suspended")
    ends = "UPDATE records_publication SET status = 'ended', end_ground = 'repaired', ended_at = now() WHERE id = %s"
    tell(act, "ended")
    with pytest.raises(IntegrityError, match="一并解除暂停"), transaction.atomic():
        sql(f"{ends}; SET CONSTRAINTS ALL IMMEDIATE", act.pk)


def test_the_public_never_reads_what_is_held(as_public):
    made = {
        "record": factories.publication(facts="暂停公示的事项"),
        "judgment": factories.publication(made=factories.judgment("confirmed")),
        "commendation": factories.publication(made=factories.commendation("confirmed")),
    }

    def seen():
        with as_public() as cursor:
            found = {}
            for view in (*made, "ended"):
                cursor.execute(f"SELECT public_id FROM open.{view}")
                found[view] = {row[0] for row in cursor.fetchall()}
            return found

    keys = {view: {act.public_id} for view, act in made.items()}
    assert seen() == {**keys, "ended": set()}
    for act in made.values():
        services.suspend(act, by=director(), reason="核查")
    nothing = {view: set() for view in made}
    assert seen() == {**nothing, "ended": {act.public_id for act in made.values()}}


def planned(days: int = 30):
    """Return a publication that its director holds, and the hold with its deadline."""
    act = factories.publication()
    until = timezone.localdate() + timedelta(days=days)
    services.suspend(act, by=director(), reason="核查文书号", planned_until=until)
    hold = act.holds.get()
    return act, hold, Deadline.objects.get(kind="records.hold", object_id=hold.pk)


def test_a_planned_end_is_a_deadline_that_says_who_planned_it_and_bars_nothing():
    _, hold, row = planned()
    told = Explanation(row, timezone.localdate())
    assert (row.due_on, row.amount, row.is_open) == (hold.planned_until, 30, True)
    assert "由办理人拟定" in told.sentence
    assert "待核实" not in told.sentence
    assert not told.was_moved
    assert not row.is_late(row.due_on + timedelta(days=1))


def test_without_a_planned_end_there_is_no_deadline():
    act = factories.publication()
    services.suspend(act, by=director(), reason="核查文书号")
    assert not Deadline.objects.filter(kind="records.hold").exists()


def test_resuming_meets_the_planned_end_and_an_end_cancels_it():
    act, _, row = planned()
    services.resume(act, by=director(), reason="核查无误")
    row.refresh_from_db()
    assert (row.met_on, row.cancelled_on) == (timezone.localdate(), None)
    act, _, row = planned()
    services.end_publication(act, by=director(), ground="withdrawn", reason="文书撤销")
    row.refresh_from_db()
    assert (row.met_on, row.cancelled_on, row.end_reason) == (None, timezone.localdate(), "随公示终止")


def test_directors_in_scope_are_reminded_three_days_before_and_after_it_but_once():
    act, hold, row = planned()
    here = factories.posting(Role.DIRECTOR, str(act.fact.department.region.code))
    there = factories.posting(Role.DIRECTOR, "320500")
    clerk = factories.posting(Role.OFFICER, "320100")
    services.remind_of_holds(row.due_on - timedelta(days=4))
    assert not Notice.objects.filter(topic="hold.ending").exists()
    services.remind_of_holds(row.due_on - timedelta(days=3))
    assert services.remind_of_holds(row.due_on + timedelta(days=2)) == 0
    notice = Notice.objects.waiting_for(here.pk).get()
    assert str(hold.planned_until) in notice.text
    assert "不会自动恢复" in notice.text
    assert not Notice.objects.waiting_for(there.pk).exists()
    assert not Notice.objects.waiting_for(clerk.pk).exists()
    act.refresh_from_db()
    assert act.shown_status == "suspended"


def test_of_a_hold_that_was_ended_nobody_is_reminded():
    act, _, row = planned()
    services.resume(act, by=director(), reason="核查无误")
    assert services.remind_of_holds(row.due_on) == 0


def test_the_notice_of_a_planned_end_leads_to_the_publication():
    act, hold, row = planned()
    client, here = sit(Role.DIRECTOR)
    services.remind_of_holds(row.due_on)
    notice = Notice.objects.waiting_for(here.pk).get(object_id=hold.pk)
    address = reverse("records:publication", args=[act.pk])
    assert client.get(reverse("common:follow_notice", args=[notice.pk])).url == address
    page = text(client.get(address))
    assert "到期只提醒" in page
    assert "由办理人拟定" in text(client.get(reverse("common:deadline", args=[row.pk])))


def test_a_new_lead_time_says_how_many_holds_it_would_tell_of_today():
    planned(days=10)
    few, many = (
        rule_effects.on_reminders(
            Change("reminder", "hold_ending", days, "calendar_day", *2 * [timezone.localdate()])
        )
        for days in (3, 10)
    )
    assert (few.total, many.total) == (0, 1)
