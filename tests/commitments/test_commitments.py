"""A commitment from draft to kept: who may, in which state, with which other eyes, and what the database refuses."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from commitments.models import Commitment, Instalment
from commitments.services import changing, entering, fulfilling, inheriting
from commitments.vocabulary import CommitmentStatus
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Transition
from common.roles import Role
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import TODAY, days_ago

pytestmark = pytest.mark.django_db
S = CommitmentStatus


def test_a_clerk_enters_submits_and_another_registers_it():
    case = makers.running()
    assert case.status == S.RUNNING
    assert case.number.startswith("CN-320000-")
    assert list(
        Transition.objects.filter(object_id=case.pk).order_by("seq").values_list("act", flat=True)
    ) == [
        "enter",
        "submit",
        "register",
    ]
    assert case.due_on == case.agreed_on
    assert Deadline.objects.open().get(kind="commitments.due", object_id=case.pk).due_on == case.agreed_on


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.OFFICER, Role.REVIEWER, Role.DIRECTOR])
def test_only_clerks_enter(role):
    with pytest.raises(NotAllowed):
        makers.draft(clerk=factories.posting(role))


def test_who_entered_it_does_not_register_it():
    case = makers.draft()
    clerk = makers.clerk_of(case)
    entering.submit(case, by=clerk)
    both = factories.posting(Role.REVIEWER, user=clerk.user)
    with pytest.raises(NotAllowed, match="四眼"):
        entering.register(case, by=both)


def test_the_database_holds_the_four_eyes():
    case = makers.running()
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=case.pk).update(reviewed_by=case.entered_by_id)


def test_one_promise_of_one_document_is_entered_once():
    body = factories.department()
    makers.draft(body=body, document_number="苏商合〔2025〕7号")
    with pytest.raises(Incomplete, match="已经登记"):
        makers.draft(body=body, document_number="苏商合（2025）7号")


def test_instalments_add_up_to_the_promised_sum():
    case = makers.draft()
    clerk = makers.clerk_of(case)
    entering.add_instalment(case, by=clerk, matter="首期", amount=Decimal(40_000), agreed_on=days_ago(60))
    with pytest.raises(Incomplete, match="不一致"):
        entering.submit(case, by=clerk)
    entering.add_instalment(case, by=clerk, matter="尾款", amount=Decimal(60_000), agreed_on=days_ago(30))
    entering.submit(case, by=clerk)
    assert case.status == S.PENDING


def test_the_next_instalment_is_the_one_that_is_due():
    case = makers.draft()
    clerk = makers.clerk_of(case)
    entering.add_instalment(case, by=clerk, matter="首期", amount=Decimal(40_000), agreed_on=days_ago(60))
    entering.add_instalment(case, by=clerk, matter="尾款", amount=Decimal(60_000), agreed_on=days_ago(30))
    entering.submit(case, by=clerk)
    entering.register(case, by=factories.posting(Role.REVIEWER))
    assert case.due_on == days_ago(60)
    makers.paid(case, on=days_ago(61))
    assert case.due_on == days_ago(30)
    assert not case.was_late
    makers.paid(case, on=days_ago(29))
    assert case.was_late
    rows = Deadline.objects.filter(kind="commitments.due", object_id=case.pk).order_by("due_on")
    assert [row.met_on for row in rows] == [days_ago(61), days_ago(29)]


def test_part_payments_do_not_finish_an_instalment_and_nobody_overpays():
    case = makers.running()
    makers.paid(case, Decimal(30_000))
    one = case.instalments.get()
    assert one.unpaid == Decimal(70_000)
    assert one.done_on is None
    with pytest.raises(Incomplete, match="未付"):
        makers.paid(case, Decimal(70_001))


def test_another_finds_it_kept_than_who_reported_it():
    case = makers.running()
    officer = factories.posting(Role.OFFICER)
    makers.paid(case, by=officer)
    with pytest.raises(NotAllowed, match="四眼"):
        fulfilling.accept(case, by=officer)
    kept = fulfilling.accept(case, by=factories.posting(Role.OFFICER))
    assert kept.status == S.KEPT
    assert kept.kept_on == TODAY
    assert kept.was_late
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()


def test_what_is_not_done_is_not_found_kept():
    case = makers.running()
    makers.paid(case, Decimal(1))
    with pytest.raises(NotEligible, match="还没有履行完毕"):
        fulfilling.accept(case, by=factories.posting(Role.OFFICER))


def test_nobody_of_the_promising_body_finds_it_kept():
    case = makers.running()
    makers.paid(case)
    with pytest.raises(NotAllowed, match="回避"):
        fulfilling.accept(case, by=factories.posting(Role.OFFICER, unit=case.department))


def test_the_database_refuses_kept_by_who_reported():
    case = makers.kept()
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=case.pk).update(accepted_by=case.reported_by_id)


def test_a_department_sees_its_own_promise_once_it_is_registered():
    case = makers.draft()
    side = makers.representative(case)
    assert not Commitment.objects.visible_to(side).filter(pk=case.pk).exists()
    entering.submit(case, by=makers.clerk_of(case))
    entering.register(case, by=factories.posting(Role.REVIEWER))
    assert Commitment.objects.visible_to(side).filter(pk=case.pk).exists()
    assert (
        not Commitment.objects.visible_to(factories.posting(Role.REPRESENTATIVE)).filter(pk=case.pk).exists()
    )
    assert (
        not Commitment.objects.visible_to(factories.posting(Role.OFFICER, "320500"))
        .filter(pk=case.pk)
        .exists()
    )
    assert not Commitment.objects.visible_to(factories.posting(Role.SYSTEM_ADMIN, None)).exists()


@pytest.mark.parametrize(
    "ground", ["new_term", "new_person", "reorganised", "new_borders", "internal", "audit"]
)
def test_an_excuse_is_refused_by_name_and_leaves_nothing(ground):
    case = makers.running()
    with pytest.raises(Incomplete, match=r"不是.*(理由|事由)"):
        makers.asked(case, ground=ground)
    assert not case.changes.exists()
    assert not Transition.objects.filter(object_id=case.pk, act="ask_change").exists()


def test_the_database_itself_refuses_an_excuse():
    case = makers.running()
    made = makers.asked(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(made).objects.filter(pk=made.pk).update(ground="new_term")


def test_a_change_by_ground_and_documents_moves_the_day_once_another_agrees():
    case = makers.running()
    director = factories.posting(Role.DIRECTOR)
    made = makers.asked(case)
    case.refresh_from_db()
    assert case.due_on == days_ago(30), "the day runs on until it is decided"
    changing.grant_change(case, by=director, reason="依据充分")
    case.refresh_from_db()
    made.refresh_from_db()
    assert case.due_on == TODAY + timedelta(days=60)
    assert made.status == "granted"
    assert made.decided_by_id == director.user_id


def test_who_asked_does_not_decide():
    case = makers.running()
    officer = factories.posting(Role.OFFICER)
    makers.asked(case, by=officer)
    both = factories.posting(Role.DIRECTOR, user=officer.user)
    with pytest.raises(NotEligible, match="四眼"):
        changing.grant_change(case, by=both, reason="同意")


def test_a_change_needs_one_way_and_the_document_of_its_compensation():
    case = makers.running()
    with pytest.raises(Incomplete, match="变更后的期限"):
        makers.asked(case, ends_promise=True)
    with pytest.raises(Incomplete, match="补偿"):
        makers.asked(case, compensation="agreed")


def test_a_promise_may_end_by_a_change_that_is_agreed_to():
    case = makers.running()
    given = {
        "compensation": "agreed",
        "compensation_document": "补偿协议 3 号",
        "compensation_amount": Decimal(5),
    }
    makers.asked(case, ends_promise=True, new_agreed_on=None, **given)
    with pytest.raises(WrongState):
        changing.grant_change(case, by=factories.posting(Role.DIRECTOR), reason="不是这一种")
    changing.end_by_change(case, by=factories.posting(Role.DIRECTOR), reason="公共利益")
    assert case.status == S.CHANGED
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()


def test_a_refused_change_leaves_the_promise_as_it_was():
    case = makers.running()
    made = makers.asked(case)
    changing.refuse_change(case, by=factories.posting(Role.DIRECTOR), reason="依据不足")
    case.refresh_from_db()
    made.refresh_from_db()
    assert (case.status, case.due_on, made.status) == (S.RUNNING, days_ago(30), "refused")


UNLAWFUL = {
    "unlawful_document": "模拟司法局审查意见〔2026〕1号",
    "unlawful_on": days_ago(1),
    "wind_up": "三个月内停止执行并清退",
    "reliance": "已投入的部分评估后补偿",
}


def test_an_unlawful_promise_is_neither_kept_nor_broken():
    case = makers.running()
    changing.find_unlawful(case, by=factories.posting(Role.DIRECTOR), reason="超出权限", **UNLAWFUL)
    assert case.status == S.UNLAWFUL
    late = Commitment.objects.all().late(TODAY)
    assert not late.filter(pk=case.pk).exists()


def test_a_successor_inherits_what_was_promised_with_its_days():
    case = makers.running()
    old, heir = case.department, factories.department()
    by = factories.posting(Role.DIRECTOR)
    assert inheriting.move_to_heir([old.pk], heir, by, "苏编〔2026〕1号") == 1
    case.refresh_from_db()
    assert case.department == heir
    assert case.due_on == days_ago(30), "nothing starts anew"
    told = case.successions.get()
    assert (told.from_department, told.to_department, told.on) == (old, heir, TODAY)


def test_a_new_person_takes_over_with_the_paper_of_the_handing_over():
    case = makers.running()
    by = makers.representative(case)
    inheriting.hand_on(
        case, by=by, kind="person", to_post="招商局副局长岗", on=days_ago(2), document="移交清单 2 号"
    )
    told = case.successions.get()
    assert (told.from_post, told.to_post) == ("采购科", "招商局副局长岗")
    assert case.post == "招商局副局长岗"


def test_the_database_refuses_what_does_not_fit_together():
    case = makers.running()
    one = case.instalments.get()
    rows, parts = Commitment.objects.filter(pk=case.pk), Instalment.objects.filter(pk=one.pk)
    bad = (
        (parts, {"disputed": Decimal(200_000)}),
        (rows, {"agreed_on": days_ago(300)}),
        (rows, {"amount": Decimal(-1)}),
        (rows, {"counterparty_code": "IOZ"}),
    )
    for found, change in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            found.update(**change)


def test_a_status_without_its_row_of_the_trail_is_refused():
    case = makers.draft()
    change = "UPDATE commitments_commitment SET status = 'void' WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE"
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(change, [case.pk])
