"""Handover: the list, the receipt, and that a posting with open cases cannot end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.cases.open_cases import case_kinds
from common.errors import Incomplete, NotAllowed, NotEligible, StaleState, WrongState
from common.models import Notice, Transition
from common.roles import Role
from postings import services as postings_services
from postings.models import Handover, Posting, Responsibility
from postings.services import handovers
from records import services
from records.models import LostJudgment
from tests import factories
from tests.office import client_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def notice(posting, **fields):
    made = factories.record()
    fields = {"topic": "record.due", "object_type": "records.dishonestyrecord", "text": "请办理", **fields}
    return Notice.objects.create(recipient=posting.pk, **{"object_id": made.pk, **fields})


def opened(posting):
    return {kind.key: number for kind, number in handovers.open_cases(posting).items()}


def listed(giver, receiver, **options):
    return postings_services.list_handover(giver, receiver, **{"by": giver, "reason": "调离", **options})


@pytest.fixture
def clerks():
    return factories.posting(Role.CLERK), factories.posting(Role.CLERK)


@pytest.fixture
def handed(clerks):
    """A listed handover of one draft and one notice."""
    giver, receiver = clerks
    made = factories.record(clerk=giver)
    asked = notice(giver)
    return listed(giver, receiver), made, asked


def test_what_a_posting_has_open_is_what_was_begun_through_it_and_is_not_finished(clerks):
    giver, other = clerks
    factories.record(clerk=giver)
    factories.record("returned", clerk=giver)
    factories.record("pending_review", clerk=giver)
    factories.record("void", clerk=giver)
    factories.record(clerk=other)
    notice(giver)
    notice(giver, done_at=timezone.now())
    notice(giver, topic="posting.expiring")
    assert opened(giver) == {"record_draft": 2, "notice": 1}
    assert opened(other) == {"record_draft": 1}


def test_what_a_deputy_began_is_open_with_the_post_not_with_the_deputys_own(clerks):
    giver, own = clerks
    factories.deputy(giver, by=giver, person=own.user, since=TODAY, until=TODAY)
    factories.record(clerk=postings_services.held_postings(own.user, TODAY)[1])
    assert opened(giver) == {"record_draft": 1}
    assert opened(own) == {}


def test_a_reviewer_answers_for_what_he_passed_until_it_is_confirmed():
    made = factories.record("pending_notice")
    reviewer = made.reviewed_by.postings.get()
    assert opened(reviewer) == {"record_review": 1}
    made.serve_notice(by=reviewer, served_on=TODAY - timedelta(days=30), how="直接送达")
    assert opened(reviewer) == {"record_review": 1}
    made.confirm(by=reviewer, reason="期满")
    assert opened(reviewer) == {}


def test_an_officer_answers_for_pending_publications():
    pending = factories.publication("pending")
    officer = pending.proposed_by.postings.get()
    assert opened(officer) == {"publication_pending": 1}


def test_who_proposed_a_correction_answers_for_it_until_it_is_applied(clerks):
    made = factories.record("confirmed")
    services.propose_correction(
        made,
        by=clerks[0],
        changes={"facts": "改正后的事实"},
        kind="facts",
        grounds="裁定补正了天数",
        document="（2026）苏01行初3号补正裁定",
    )
    assert opened(clerks[0]) == {"correction": 1}
    handover = listed(*clerks)
    assert handover.cases.get().label.startswith(made.record_no)


def test_a_posting_with_open_cases_cannot_end_and_the_refusal_names_them(clerks):
    giver, _ = clerks
    factories.record(clerk=giver)
    notice(giver)
    security = factories.posting(Role.SECURITY_ADMIN, None)
    with pytest.raises(NotEligible, match="失信记录草稿或退回件 1 件、待办通知 1 件"):
        postings_services.end_posting(giver, by=security, until=TODAY, reason="调离")
    giver.refresh_from_db()
    assert giver.until is None


def test_after_the_receipt_the_posting_can_end(handed, clerks):
    handover, _made, _asked = handed
    giver, receiver = clerks
    security = factories.posting(Role.SECURITY_ADMIN, None)
    with pytest.raises(NotEligible):
        postings_services.end_posting(giver, by=security, until=TODAY, reason="调离")
    postings_services.accept_handover(handover, by=receiver)
    postings_services.end_posting(giver, by=security, until=TODAY, reason="调离")
    assert Posting.objects.get(pk=giver.pk).until == TODAY


def test_a_receiver_cannot_end_while_a_handover_waits_for_the_receipt(handed, clerks):
    security = factories.posting(Role.SECURITY_ADMIN, None)
    with pytest.raises(NotEligible, match="待接收的交接"):
        postings_services.end_posting(clerks[1], by=security, until=TODAY, reason="离岗")


def test_the_list_keeps_every_case_and_asks_the_receiver(handed, clerks):
    handover, made, asked = handed
    rows = set(handover.cases.values_list("kind", "object_id", "label"))
    assert rows == {
        ("record_draft", made.pk, f"{made.record_no} {made.document_number}"),
        ("notice", asked.pk, "请办理"),
    }
    told = Notice.objects.get(recipient=clerks[1].pk)
    assert "移交 2 件" in told.text
    assert Transition.objects.filter(object_id=handover.pk, act="enter", reason="调离").count() == 1


def test_the_receipt_moves_responsibility_and_notices_with_a_trail_row_each(handed, clerks):
    handover, made, asked = handed
    giver, receiver = clerks
    postings_services.accept_handover(handover, by=receiver, reason="清单核对无误")
    assert opened(giver) == {}
    assert opened(receiver) == {"record_draft": 1, "notice": 1}
    asked.refresh_from_db()
    assert (asked.recipient, asked.done_at) == (receiver.pk, None)
    row = Transition.objects.get(object_id=made.pk, act="hand_over")
    assert (row.actor, row.after) == (receiver.user_id, {"handover": str(handover.pk)})
    assert (handover.status, handover.accepted_by_id) == ("accepted", receiver.user_id)
    assert not Notice.objects.filter(topic="handover.listed", done_at__isnull=True).exists()


def test_the_receipt_carries_the_fingerprint_of_the_list(handed, clerks):
    handover = postings_services.accept_handover(handed[0], by=clerks[1])
    lines = sorted(f"{case.kind} {case.object_id} {case.label}" for case in handover.cases.all())
    assert handover.digest == sha256("\n".join(lines).encode()).hexdigest()
    assert handover.receipt_number.endswith(handover.digest[:8].upper())


def test_the_receipt_bears_the_day_of_beijing():
    received = Handover(accepted_at=datetime(2026, 11, 23, 22, 10, tzinfo=UTC), digest="ab12cd34ef")
    assert received.receipt_number == "JJ-20261124-AB12CD34"


def test_the_receiver_may_void_the_draft_that_was_handed_over_and_nobody_else_may(handed, clerks):
    handover, made, _ = handed
    with pytest.raises(NotEligible, match="自己录入"):
        made.void(by=clerks[1], reason="重复")
    postings_services.accept_handover(handover, by=clerks[1])
    with pytest.raises(NotEligible, match="自己录入"):
        made.void(by=factories.posting(Role.CLERK), reason="重复")
    made.void(by=clerks[1], reason="重复")
    assert opened(clerks[1]) == {"notice": 1}


def test_voiding_is_offered_to_the_receiver_once_the_draft_is_handed_over(handed, clerks):
    handover, made, _ = handed
    client, address = client_of(clerks[1]), f"/records/{made.record_no}/"
    assert f"{address}void/" not in client.get(address).content.decode()
    postings_services.accept_handover(handover, by=clerks[1])
    assert f"{address}void/" in client.get(address).content.decode()


def test_cases_go_on_to_a_third_and_back(handed, clerks):
    handover, made, _ = handed
    giver, receiver = clerks
    third = factories.posting(Role.CLERK)
    postings_services.accept_handover(handover, by=receiver)
    postings_services.accept_handover(listed(receiver, third), by=third)
    assert (opened(receiver), opened(third)) == ({}, {"record_draft": 1, "notice": 1})
    postings_services.accept_handover(listed(third, giver), by=giver)
    assert opened(giver) == {"record_draft": 1, "notice": 1}
    assert Responsibility.objects.get(object_id=made.pk).posting_id == giver.pk


def test_a_case_finished_before_the_receipt_stays_with_who_finished_it(handed, clerks):
    handover, made, _ = handed
    made.submit(by=clerks[0])
    postings_services.accept_handover(handover, by=clerks[1])
    assert not Responsibility.objects.filter(object_id=made.pk).exists()
    assert handover.cases.count() == 2


def test_a_case_begun_after_the_list_must_be_listed_first(handed, clerks):
    factories.record(clerk=clerks[0])
    with pytest.raises(StaleState, match="又新增了失信记录草稿或退回件 1 件"):
        postings_services.accept_handover(handed[0], by=clerks[1])
    assert Handover.objects.get().status == "listed"


def test_a_list_may_be_narrowed_to_kinds_so_that_several_share_it(clerks):
    giver, receiver = clerks
    factories.record(clerk=giver)
    notice(giver)
    handover = listed(giver, receiver, kinds=["notice"])
    assert handover.cases.count() == 1
    postings_services.accept_handover(handover, by=receiver)
    assert opened(giver) == {"record_draft": 1}


def test_what_the_receiver_was_told_already_is_not_told_twice(clerks):
    giver, receiver = clerks
    mine = notice(giver)
    notice(receiver, object_id=mine.object_id)
    postings_services.accept_handover(listed(giver, receiver), by=receiver)
    mine.refresh_from_db()
    assert mine.done_at is not None
    assert opened(receiver) == {"notice": 1}


def test_cases_out_of_the_receivers_scope_are_refused_when_listed():
    giver, receiver = factories.posting(Role.CLERK), factories.posting(Role.CLERK, "320500")
    factories.record(clerk=giver, department=factories.department("320100"))
    with pytest.raises(NotEligible, match="不在接收岗位的范围内：失信记录草稿或退回件 1 件"):
        listed(giver, receiver)


@pytest.mark.parametrize("to", ["another role", "an ended posting", "the import account", "itself"])
def test_the_receiver_is_another_posting_of_the_same_role_in_force(to, clerks):
    giver, ended = clerks
    factories.record(clerk=giver)
    Posting.objects.filter(pk=ended.pk).update(until=TODAY - timedelta(days=1))
    receiver = {
        "another role": factories.posting(Role.REVIEWER),
        "an ended posting": ended,
        "the import account": postings_services.import_posting(),
        "itself": giver,
    }[to]
    with pytest.raises(Incomplete, match="同角色"):
        listed(giver, receiver)


def test_nothing_open_is_nothing_to_hand_over(clerks):
    with pytest.raises(NotEligible, match="无需交接"):
        listed(*clerks)


def test_a_kind_that_does_not_exist_is_refused(clerks):
    with pytest.raises(Incomplete, match="没有这一类"):
        listed(*clerks, kinds=["nonsense"])


def test_who_lists_is_the_giver_or_for_who_is_gone_the_security_administrator(clerks):
    giver, receiver = clerks
    factories.record(clerk=giver)
    for stranger in (receiver, factories.posting(Role.DIRECTOR)):
        with pytest.raises(NotAllowed, match="本人"):
            listed(giver, receiver, by=stranger)
    Posting.objects.filter(pk=giver.pk).update(until=TODAY - timedelta(days=1))
    handover = listed(giver, receiver, by=factories.posting(Role.SECURITY_ADMIN, None))
    assert handover.status == "listed"


def test_only_the_receiver_accepts_or_declines_and_a_deputy_does_not(handed, clerks):
    giver, receiver = clerks
    security = factories.posting(Role.SECURITY_ADMIN, None)
    for by in (giver, security):
        with pytest.raises(NotAllowed, match="接收岗位本人"):
            postings_services.accept_handover(handed[0], by=by)
        with pytest.raises(NotAllowed, match="接收岗位本人"):
            postings_services.decline_handover(handed[0], by=by, reason="不收")
    factories.deputy(receiver, by=receiver, person=factories.person(), since=TODAY, until=TODAY)
    acting = receiver.deputies.get().acting_posting()
    with pytest.raises(NotAllowed, match="代理不包括“接收”"):
        postings_services.accept_handover(handed[0], by=acting)


def test_declining_needs_a_reason_and_moves_nothing(handed, clerks):
    handover, _, _ = handed
    with pytest.raises(Incomplete, match="理由"):
        postings_services.decline_handover(handover, by=clerks[1], reason=" ")
    postings_services.decline_handover(handover, by=clerks[1], reason="清单不全")
    assert opened(clerks[0]) == {"record_draft": 1, "notice": 1}
    assert Transition.objects.filter(object_id=handover.pk, act="decline", reason="清单不全").count() == 1
    with pytest.raises(WrongState):
        postings_services.accept_handover(handover, by=clerks[1])


def test_the_giver_takes_a_list_back_and_may_then_list_anew(handed, clerks):
    handover, _, _ = handed
    with pytest.raises(NotAllowed, match="移交岗位本人"):
        postings_services.cancel_handover(handover, by=clerks[1], reason="有误")
    with pytest.raises(WrongState, match="先撤回再重新列单"):
        listed(*clerks)
    assert Handover.objects.count() == 1
    postings_services.cancel_handover(handover, by=clerks[0], reason="有误")
    assert listed(*clerks).status == "listed"


def test_who_sees_a_handover(handed, clerks):
    for posting in (*clerks, factories.posting(Role.SECURITY_ADMIN, None), factories.posting(Role.AUDITOR)):
        assert Handover.objects.visible_to(posting).get() == handed[0]
    assert not Handover.objects.visible_to(factories.posting(Role.DIRECTOR)).exists()


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ("receiver_id = giver_id", "handover_to_another"),
        ("status = 'accepted'", "handover_has_receipt"),
        ("digest = 'x'", "handover_has_receipt"),
    ],
)
def test_the_database_refuses_a_handover_to_oneself_and_an_acceptance_without_a_receipt(
    handed, change, match
):
    with (
        pytest.raises(IntegrityError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE postings_handover SET {change} WHERE id = %s", [handed[0].pk])


def test_one_posting_answers_for_a_case(handed, clerks):
    handover, made, _ = handed
    postings_services.accept_handover(handover, by=clerks[1])
    with pytest.raises(IntegrityError, match="one_answers_for_a_case"), transaction.atomic():
        Responsibility.objects.create(
            kind="record_draft", object_id=made.pk, posting=clerks[0], handover=handover
        )


def test_the_number_of_queries_does_not_grow_with_the_cases(clerks, django_assert_max_num_queries):
    giver, receiver = clerks
    for _ in range(3):
        factories.record(clerk=giver)
    handover = listed(giver, receiver)
    with django_assert_max_num_queries(10 + 4 * len(case_kinds)):
        postings_services.accept_handover(handover, by=receiver)


def expiring(days):
    posting = factories.posting(Role.CLERK, until=TODAY + timedelta(days=days))
    factories.record(clerk=posting)
    return posting


def test_who_holds_a_posting_that_ends_soon_and_the_security_administrator_are_asked_once():
    keeper = factories.posting(Role.SECURITY_ADMIN, None)
    posting = expiring(14)
    expiring(15)
    factories.posting(Role.CLERK, until=TODAY)
    assert postings_services.remind_of_expiring(TODAY) == 2
    assert postings_services.remind_of_expiring(TODAY) == 0
    for held in (posting, keeper):
        assert "失信记录草稿或退回件 1 件" in Notice.objects.get(recipient=held.pk).text
    assert opened(posting) == {"record_draft": 1}


def test_a_keeper_appointed_later_is_asked_too_and_the_other_nights_count_no_cases():
    factories.posting(Role.SECURITY_ADMIN, None)
    for days in (1, 2, 3):
        expiring(days)
    assert postings_services.remind_of_expiring(TODAY) == 6
    with CaptureQueriesContext(connection) as asked:
        assert postings_services.remind_of_expiring(TODAY) == 0
    assert not [one for one in asked if "records_dishonestyrecord" in one["sql"]]
    assert len(asked) <= 6
    later = factories.posting(Role.SECURITY_ADMIN, None)
    assert postings_services.remind_of_expiring(TODAY) == 3
    assert Notice.objects.filter(recipient=later.pk).count() == 3


def test_after_the_end_only_the_security_administrator_is_asked():
    keeper = factories.posting(Role.SECURITY_ADMIN, None)
    posting = expiring(-1)
    assert postings_services.remind_of_expiring(TODAY) == 1
    notice = Notice.objects.get(recipient=keeper.pk)
    assert (notice.topic, notice.object_id) == ("posting.expired", posting.pk)
    assert "已于" in notice.text


def test_a_judgment_that_was_handed_over_may_be_voided_by_who_took_it_over(clerks):
    giver, receiver = clerks
    made = LostJudgment(
        department=factories.department(),
        outcome="lost",
        case_number="（2026）苏01行终8号",
        case_key="(2026)苏01行终8号",
        court="模拟中级人民法院（演示）",
        summary="败诉",
        decided_on=TODAY,
        effective_on=TODAY,
    ).draft(by=giver)
    with pytest.raises(NotEligible, match="交接给自己"):
        made.void(by=receiver, reason="重复")
    postings_services.accept_handover(listed(giver, receiver), by=receiver)
    made.void(by=receiver, reason="重复")
    assert made.status == "void"


def answer(name, handover, clerks):
    giver, receiver = clerks
    acts = {
        "accept": lambda: postings_services.accept_handover(handover, by=receiver),
        "decline": lambda: postings_services.decline_handover(handover, by=receiver, reason="清单不全"),
        "cancel": lambda: postings_services.cancel_handover(handover, by=giver, reason="有误"),
    }
    acts[name]()


@pytest.mark.parametrize("act", ["accept", "decline", "cancel"])
def test_the_question_for_a_receipt_is_put_away_with_the_answer_and_no_other_with_it(act, handed, clerks):
    other_giver, other_receiver = factories.posting(Role.CLERK), factories.posting(Role.CLERK)
    factories.record(clerk=other_giver)
    waiting = listed(other_giver, other_receiver)
    answer(act, handed[0], clerks)
    asked = Notice.objects.filter(topic="handover.listed", done_at__isnull=True)
    assert [notice.object_id for notice in asked] == [waiting.pk]


def test_the_security_administrator_takes_a_list_back_for_who_is_gone(handed):
    postings_services.cancel_handover(
        handed[0], by=factories.posting(Role.SECURITY_ADMIN, None), reason="改派"
    )
    assert handed[0].status == "cancelled"


def test_a_giver_with_nothing_left_open_cannot_end_before_the_receipt_but_a_third_can(clerks):
    giver, receiver = clerks
    made, third = factories.record(clerk=giver), factories.posting(Role.CLERK)
    listed(giver, receiver)
    made.void(by=giver, reason="录入错误")
    security = factories.posting(Role.SECURITY_ADMIN, None)
    with pytest.raises(NotEligible, match="待接收的交接"):
        postings_services.end_posting(giver, by=security, until=TODAY, reason="调离")
    assert postings_services.end_posting(third, by=security, until=TODAY, reason="调离").until == TODAY


def test_an_account_out_of_use_receives_nothing(clerks):
    giver, receiver = clerks
    factories.record(clerk=giver)
    receiver.user.is_active = False
    receiver.user.save()
    with pytest.raises(Incomplete, match="同角色"):
        listed(giver, receiver)


def test_a_receiver_whose_scope_was_narrowed_since_the_list_gives_no_receipt(handed, clerks):
    handover, made, _ = handed
    Posting.objects.filter(pk=clerks[1].pk).update(region=factories.region("320500"))
    with pytest.raises(NotEligible, match="不在接收岗位的范围内"):
        postings_services.accept_handover(handover, by=Posting.objects.get(pk=clerks[1].pk))
    handover.refresh_from_db()
    assert (handover.status, opened(clerks[0])) == ("listed", {"record_draft": 1, "notice": 1})
    assert not Transition.objects.filter(object_id=made.pk, act="hand_over").exists()


def test_what_is_on_the_list_leads_to_its_page_for_who_may_see_it(handed, clerks):
    handover, made, _ = handed
    giver, receiver = clerks
    address = f'href="/records/{made.record_no}/"'
    assert address in client_of(giver).get(f"/handovers/{handover.pk}/").content.decode()
    admin = factories.posting(Role.SECURITY_ADMIN, None)
    assert address not in client_of(admin).get(f"/handovers/{handover.pk}/").content.decode()
