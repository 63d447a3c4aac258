"""The door of every act by itself: what it refuses before anything is written, and what it offers to whom."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common import file_kinds, services
from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Comment, Evidence, Notice, Transition
from common.roles import Role
from common.services import evidence as laying
from common.services import talk
from common.trail import write_notable_many
from common.workflow import move_many
from records.models import Commendation, DishonestyRecord
from tests import factories
from tests.common.conftest import PDF, sent
from tests.office import acts_of

pytestmark = pytest.mark.django_db
MARKED = "机密★10年"


def kept() -> tuple[int, int]:
    return Commendation.objects.count(), Transition.objects.count()


@pytest.mark.parametrize(
    ("role", "fields", "refusal"),
    [
        (Role.CLERK, {"deeds": MARKED}, Incomplete),
        (Role.CLERK, {"honour": MARKED}, Incomplete),
        *(
            (role, {}, NotAllowed)
            for role in (Role.REVIEWER, Role.DIRECTOR, Role.AUDITOR, Role.REPRESENTATIVE)
        ),
    ],
)
def test_nothing_is_entered_by_another_role_nor_with_a_secrecy_mark(role, fields, refusal):
    by, body = factories.posting(role), factories.department()
    before = kept()
    with pytest.raises(refusal):
        factories.commendation(clerk=by, department=body, **fields)
    assert kept() == before


def test_whatever_status_an_object_brings_it_enters_in_the_first_one():
    made = factories.commendation(status="draft")
    brought = Commendation.objects.get(pk=made.pk)
    brought.pk = brought.id = Commendation().pk
    brought.status, brought.honour = "confirmed", "另一称号"
    brought.enter(by=factories.posting(Role.CLERK))
    brought.refresh_from_db()
    assert brought.status == "draft"
    assert acts_of(brought) == ["enter"]


def test_what_is_there_already_is_not_entered_over():
    made = factories.commendation(status="pending_review")
    with pytest.raises(Exception, match="duplicate key"):
        Commendation.objects.get(pk=made.pk).enter(by=factories.posting(Role.CLERK))


@pytest.mark.parametrize("given", [{"reason": MARKED}, {"facts": MARKED}])
def test_no_act_writes_a_secrecy_mark_neither_alone_nor_for_many(given):
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    with pytest.raises(Incomplete, match="密级"):
        made.edit(by=clerk, **given)
    with pytest.raises(Incomplete, match="密级"):
        move_many(DishonestyRecord.objects.filter(pk=made.pk), "edit", by=clerk, **given)
    assert acts_of(made) == ["enter"]


def test_many_are_not_moved_without_the_reason_that_the_act_needs():
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    rows = DishonestyRecord.objects.filter(pk=made.pk)
    for reason in ("", "  "):
        with pytest.raises(Incomplete, match="理由"):
            move_many(rows, "void", by=clerk, reason=reason)
    assert move_many(rows, "void", by=clerk, reason="重复录入") == 1
    assert move_many(rows, "void", by=clerk, reason="再点一次") == 0
    assert acts_of(made) == ["enter", "void"]


@pytest.mark.parametrize(
    ("status", "role", "offered"),
    [
        ("draft", Role.CLERK, True),
        ("pending_review", Role.CLERK, False),
        ("draft", Role.REVIEWER, False),
        ("pending_review", Role.AUDITOR, False),
    ],
)
def test_an_act_is_offered_only_in_its_state_and_to_its_role(status, role, offered):
    made = factories.record(status)
    held = factories.posting(role)
    assert made.may("submit", held) is offered
    assert ("submit" in made.acts_for(held)) is offered


def test_who_may_begin_is_said_by_role():
    assert DishonestyRecord.may_enter(factories.posting(Role.CLERK))
    assert not DishonestyRecord.may_enter(factories.posting(Role.REVIEWER))


def test_one_row_each_is_written_for_many_objects_and_none_for_none():
    made = [factories.department() for _ in range(2)]
    by = factories.posting(Role.OFFICER)
    write_notable_many(type(made[0]), [body.pk for body in made], "seen", by=by, reason="核对", of="list")
    rows = Transition.objects.filter(act="seen")
    assert {(row.object_id, row.reason, row.actor) for row in rows} == {
        (body.pk, "核对", by.user_id) for body in made
    }
    assert [row.after for row in rows] == [{"of": "list"}] * 2
    write_notable_many(type(made[0]), [], "seen", by=by)
    assert rows.count() == 2


# notices


def test_a_matter_told_again_says_the_new_words_and_day_and_stands_unread_and_unmailed():
    posting, other = factories.posting(Role.CLERK), factories.posting(Role.CLERK)
    about, today = factories.department(), timezone.localdate()
    assert services.tell([posting.pk, posting.pk, other.pk], topic="t", about=about, text="旧") == 2
    Notice.objects.update(done_at=timezone.now(), mailed_at=timezone.now())
    first = Notice.objects.get(recipient=posting.pk)
    services.tell([posting.pk], topic="t", about=about, text="新" * 301, due_on=today)
    again = Notice.objects.get(recipient=posting.pk)
    assert (again.pk, again.text, again.due_on) == (first.pk, "新" * 300, today)
    assert (again.done_at, again.mailed_at) == (None, None)
    assert again.created_at > first.created_at
    assert Notice.objects.get(recipient=other.pk).done_at


# evidence and talk


def test_a_file_of_the_greatest_size_is_laid_whole_and_a_greater_one_is_not_cut_but_refused(monkeypatch):
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    for module in (laying, file_kinds):
        monkeypatch.setattr(module, "MOST_BYTES", len(PDF))
    whole = services.attach(made, sent(data=PDF), title="", by=clerk)
    assert services.read_content(whole, act="view", by=clerk) == PDF
    with pytest.raises(Incomplete, match="超过 20 MB"):
        services.attach(made, sent(data=PDF + b"%"), title="", by=clerk)
    assert Evidence.objects.count() == 1


def test_one_file_is_withdrawn_and_those_beside_it_stand():
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    first, second = (services.attach(made, sent(data=PDF + n), title="", by=clerk) for n in (b"1", b"2"))
    with pytest.raises(Incomplete, match="密级"):
        services.withdraw(first, by=clerk, reason=MARKED)
    services.withdraw(first, by=clerk, reason="传错了")
    assert list(Evidence.objects.of(made).standing()) == [second]
    assert acts_of(made) == ["enter", "attach_evidence", "attach_evidence", "withdraw_evidence"]


def test_a_word_of_the_greatest_length_is_kept_and_one_letter_more_is_not():
    made, reviewer = factories.record("pending_review"), factories.posting(Role.REVIEWER)
    services.say(made, text="字" * talk.MOST, by=reviewer)
    with pytest.raises(Incomplete, match="最多"):
        services.say(made, text="字" * (talk.MOST + 1), by=reviewer)
    assert Comment.objects.count() == 1


def test_a_withdrawn_file_is_not_withdrawn_by_another_person_nor_from_another_place():
    clerk = factories.posting(Role.CLERK, "320100")
    made = factories.record(clerk=clerk, department=factories.department("320100"))
    found = services.attach(made, sent(), title="", by=clerk)
    for stranger in (factories.posting(Role.CLERK, "320100"), factories.posting(Role.CLERK, "320500")):
        with pytest.raises(NotAllowed):
            services.withdraw(found, by=stranger, reason="不相关")
    made.submit(by=clerk)
    with pytest.raises((NotAllowed, WrongState)):
        services.withdraw(found, by=factories.posting(Role.REVIEWER), reason="不相关")
    assert Evidence.objects.standing().count() == 1
