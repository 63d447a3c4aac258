"""A deadline is a row: started, met, paused, extended and counted anew by acts that say why."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.deadlines import services as deadlines
from common.deadlines.kinds import check_kinds, deadline_kinds
from common.errors import Incomplete, NotEligible, WrongState
from common.models import Deadline, Holiday, RuleValue
from common.roles import Role
from common.rule_values import rule
from postings.holidays import apply_holidays
from records.deadlines import STATEMENT, WITHDRAWAL
from tests import factories

pytestmark = pytest.mark.django_db
STARTS = date(2026, 11, 2)
BEYOND = date(2030, 12, 30)
"""A day of a year whose holidays nobody has announced."""


@pytest.fixture
def by():
    return factories.posting(Role.REVIEWER)


def started(by, kind=STATEMENT, on=STARTS):
    """A deadline of a record that nobody has served yet."""
    made = factories.record("pending_notice")
    used = rule("statement", "period", STARTS)
    return made, deadlines.start(kind, made, deadlines.Start(on, f"{on} 告知送达", used), by=by)


def settle(row):
    told = {"confirmed_by": uuid.uuid4(), "confirmed_at": timezone.now()}
    RuleValue.objects.filter(pk=row.rule_id).update(**told)


def test_a_start_keeps_the_count_the_rule_and_what_began_it(by):
    made, row = started(by)
    assert (row.due_on, row.amount, row.unit) == (date(2026, 11, 9), 5, "working_day")
    assert (row.start_event, row.rule.version) == ("2026-11-02 告知送达", 1)
    assert [day.number for day in row.computed.days] == [1, 2, 3, 4, None, None, 5]
    made.refresh_from_db()
    assert made.statement_due == row.due_on


def test_a_new_start_ends_the_former_and_never_falls_earlier(by):
    made, first = started(by)
    used = rule("statement", "period", STARTS)
    earlier = deadlines.Start(date(2026, 10, 26), "2026-10-26 再次送达", used)
    again = deadlines.start(STATEMENT, made, earlier, by=by)
    first.refresh_from_db()
    assert first.cancelled_on
    assert first.end_reason == "2026-10-26 再次送达"
    assert again.due_on == first.due_on


def test_the_database_lets_one_deadline_of_a_kind_run_for_an_object(by):
    _, row = started(by)
    with pytest.raises(IntegrityError, match="deadline_open_once"), transaction.atomic():
        Deadline.objects.create(
            **{
                name: getattr(row, name)
                for name in ("kind", "object_type", "object_id", "label", "starts_on", "start_event")
            },
            **{name: getattr(row, name) for name in ("amount", "unit", "rule", "due_on", "computation")},
        )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"due_on": STARTS - timedelta(days=1)}, "deadline_after_its_start"),
        ({"unit": "week"}, "deadline_unit_known"),
        ({"met_on": STARTS, "cancelled_on": STARTS, "end_reason": "x"}, "deadline_ends_one_way"),
        ({"cancelled_on": STARTS}, "deadline_end_has_a_reason"),
        ({"end_reason": "x"}, "deadline_end_has_a_reason"),
        ({"paused_on": STARTS}, "deadline_pause_has_a_reason"),
        ({"paused_on": STARTS, "pause_reason": "x", "met_on": STARTS}, "deadline_pause_has_a_reason"),
        ({"extended_to": STARTS}, "deadline_extension_whole"),
        (
            {"extended_to": date(2027, 1, 1), "extended_by": uuid.UUID(int=1), "extension_reason": "x"},
            "deadline_extension_whole",
        ),
    ],
)
def test_the_database_refuses_a_deadline_that_is_not_whole(by, changes, name):
    _, row = started(by)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Deadline.objects.filter(pk=row.pk).update(**changes)


def test_a_pause_adds_the_days_that_it_left_out_with_its_reason(by):
    made, row = started(by)
    paused = deadlines.pause(row, on=date(2026, 11, 4), reason="等补正材料", by=by)
    assert not Deadline.objects.late(date(2026, 12, 1)).filter(pk=row.pk).exists()
    row = deadlines.resume(paused, on=date(2026, 11, 6), by=by)
    assert (row.due_on, row.paused_days, row.paused_on) == (date(2026, 11, 11), 2, None)
    why = {day.day: day.why for day in row.computed.days}
    assert why[date(2026, 11, 5)] == "不计：暂停（等补正材料）"
    made.refresh_from_db()
    assert made.statement_due == date(2026, 11, 11)


def test_only_a_clock_before_confirmation_may_pause(by):
    _, row = started(by, WITHDRAWAL)
    with pytest.raises(NotEligible, match="不因任何申请暂停"):
        deadlines.pause(row, on=date(2026, 11, 4), reason="等补正材料", by=by)


def test_no_declared_clock_but_the_statement_and_complaints_may_pause():
    pausing = {kind.key for kind in deadline_kinds.values() if kind.may_pause}
    assert pausing == {STATEMENT.key, "commitments.complaint", "commitments.bidding_decision"}


def test_a_pause_needs_a_reason_a_day_of_the_count_and_happens_once(by):
    _, row = started(by)
    with pytest.raises(Incomplete):
        deadlines.pause(row, on=date(2026, 11, 4), reason=" ", by=by)
    for outside in (STARTS, date(2026, 11, 10)):
        with pytest.raises(NotEligible, match="暂停之日须在"):
            deadlines.pause(row, on=outside, reason="等补正材料", by=by)
    with pytest.raises(WrongState, match="没有暂停"):
        deadlines.resume(row, on=date(2026, 11, 5), by=by)
    deadlines.pause(row, on=date(2026, 11, 4), reason="等补正材料", by=by)
    with pytest.raises(WrongState, match="已于 2026-11-04 暂停"):
        deadlines.pause(row, on=date(2026, 11, 5), reason="等补正材料", by=by)
    with pytest.raises(NotEligible, match="不能早于"):
        deadlines.resume(row, on=date(2026, 11, 3), by=by)


def test_an_extension_gives_more_time_and_says_who_and_why(by):
    made, row = started(by)
    with pytest.raises(Incomplete, match="须晚于"):
        deadlines.extend(row, to=row.due_on, reason="案情复杂", by=by)
    row = deadlines.extend(row, to=date(2026, 11, 20), reason="案情复杂", by=by)
    assert (row.due_on, row.extended_by, row.extension_reason) == (date(2026, 11, 20), by.user_id, "案情复杂")
    made.refresh_from_db()
    assert made.statement_due == date(2026, 11, 20)


def test_what_is_met_is_over_until_it_is_reopened(by):
    made, row = started(by)
    assert deadlines.meet(STATEMENT, [made.pk], on=STARTS, by=by) == 1
    assert deadlines.meet(STATEMENT, [made.pk], on=STARTS, by=by) == 0
    with pytest.raises(WrongState, match="已经结束"):
        deadlines.extend(row, to=date(2027, 1, 1), reason="案情复杂", by=by)
    assert deadlines.reopen(STATEMENT, [made.pk], by=by) == 1
    row.refresh_from_db()
    assert row.is_open


def test_nothing_but_a_reminder_follows_while_the_rule_is_unverified(by):
    _, row = started(by)
    late = row.due_on + timedelta(days=1)
    assert row not in Deadline.objects.late(late)
    assert not row.is_late(late)
    settle(row)
    row = Deadline.objects.select_related("rule").get(pk=row.pk)
    assert row in Deadline.objects.late(late)
    assert row not in Deadline.objects.late(row.due_on)
    assert row.is_late(late)
    assert not row.is_late(row.due_on)


def confirmed_year(year, rows):
    """The value of a confirmed year, as the rules keep it."""
    value = [{"day": str(day), "works": works, "name": name} for day, works, name in rows]
    return RuleValue(kind="holidays", key=str(year), value=value, basis="国务院办公厅通知")


def test_a_confirmed_year_counts_anew_what_was_assumed(by):
    made, row = started(by, on=BEYOND)
    assert row.is_assumed
    apply_holidays(
        confirmed_year(2031, [(date(2031, 1, 1), False, "元旦"), (date(2031, 1, 2), False, "元旦")])
    )
    fresh = Deadline.objects.get(pk=row.pk)
    assert fresh.due_on == row.due_on + timedelta(days=2)
    assert {day.day: day.why for day in fresh.computed.days}[date(2031, 1, 1)] == "不计：元旦放假"
    made.refresh_from_db()
    assert made.statement_due == fresh.due_on


def test_a_confirmed_year_takes_no_day_from_whoever_holds_the_right(by):
    made, row = started(by, on=BEYOND)
    apply_holidays(
        confirmed_year(2031, [(date(2031, 1, 4), True, "元旦调休"), (date(2031, 1, 5), True, "元旦调休")])
    )
    fresh = Deadline.objects.get(pk=row.pk)
    assert fresh.computed.due < row.due_on
    assert fresh.due_on == row.due_on


def test_a_day_that_was_certain_does_not_move_with_the_calendar(by):
    _, row = started(by)
    apply_holidays(confirmed_year(2026, [(date(2026, 11, 4), False, "公祭日")]))
    assert Deadline.objects.get(pk=row.pk).due_on == row.due_on
    assert Holiday.objects.filter(day=date(2026, 11, 4)).exists()


def test_every_declared_kind_stands_on_a_rule_that_exists(monkeypatch):
    assert check_kinds(None) == []
    wrong = replace(STATEMENT, key="x", rule_kind="nothing", models=("records.nothing",), column="")
    lost = replace(STATEMENT, key="y", column="nothing")
    monkeypatch.setitem(deadline_kinds, "x", wrong)
    monkeypatch.setitem(deadline_kinds, "y", lost)
    unseen = replace(STATEMENT, key="z", models=("common.rulevalue",), column="")
    monkeypatch.setitem(deadline_kinds, "z", unseen)
    told = [fault.msg for fault in check_kinds(None)]
    assert len(told) == 4
    assert "z: common.rulevalue 没有 visible_to，期限页面不知道谁可以看" in told
    assert "x: 没有“nothing”这类规则" in told
