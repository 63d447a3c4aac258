"""Clocks tell how they were computed: from which day, which days count, which do not and why, by which rule."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from common.models import Holiday, RuleValue
from common.roles import Role
from records.case_clocks import clocks_of, publication_clocks, statement_clock
from tests import factories
from tests.office import sit, text

pytestmark = pytest.mark.django_db


def stated(served_on: date):
    """A record whose notice was served on a day."""
    made = factories.record("pending_notice", decided_on=date(2026, 9, 1), effective_on=date(2026, 9, 1))
    return made.serve_notice(by=factories.posting(Role.REVIEWER), served_on=served_on, how="直接送达")


def test_each_day_of_the_statement_period_is_told_with_its_reason():
    with time_machine.travel("2026-10-08 10:00+08:00", tick=False):
        clock = statement_clock(stated(date(2026, 9, 29)))
    why = {day.day: (day.number, day.why) for day in clock.days}
    assert why[date(2026, 9, 30)] == (1, "计")
    assert why[date(2026, 10, 1)][0] is None
    assert "国庆节" in why[date(2026, 10, 1)][1]
    assert why[date(2026, 10, 10)] == (4, "计，调休上班")
    assert why[date(2026, 10, 11)] == (None, "不计：周日")
    assert why[date(2026, 10, 12)] == (5, "计")
    assert clock.day == date(2026, 10, 12)
    assert "当日不计，从次日起算" in clock.steps[0]


def test_a_holiday_of_the_office_is_told_by_its_name():
    Holiday.objects.create(day=date(2026, 11, 4), is_workday=False, name="公祭日")
    with time_machine.travel("2026-11-20 10:00+08:00", tick=False):
        clock = statement_clock(stated(date(2026, 11, 2)))
    assert {d.day: d.why for d in clock.days}[date(2026, 11, 4)] == "不计：公祭日放假"


def test_a_calendar_that_changed_since_does_not_move_what_was_registered():
    with time_machine.travel("2026-11-20 10:00+08:00", tick=False):
        made = stated(date(2026, 11, 2))
        Holiday.objects.create(day=date(2026, 11, 4), is_workday=False, name="公祭日")
        clock = statement_clock(made)
    assert clock.day == date(2026, 11, 9)
    assert not clock.days
    assert "已登记的不变" in clock.steps[-1]


def test_the_window_tells_its_start_its_rule_and_the_days_left():
    act = factories.publication()
    until, repair = publication_clocks(act)
    assert until.rule is not None
    assert until.rule.version == act.rule_version
    assert f"从认定日期 {act.fact.of_kind.decided_on} 起算" in until.steps[0]
    left = (act.closes_on - timezone.localdate()).days
    assert f"还有 {left} 天" in until.steps[2]
    assert repair.day == act.repair_from
    assert until.day == act.closes_on


@pytest.mark.parametrize("make", [factories.judgment, factories.commendation])
def test_what_cannot_be_repaired_tells_no_day_of_repair(make):
    act = factories.publication(made=make("confirmed"))
    assert [clock.label for clock in publication_clocks(act)] == ["公示到"]


def test_periods_of_query_and_sanction_tell_anchor_and_rule():
    made = factories.record("confirmed", source_kind="judgment", source_details={})
    told = {clock.label: clock for clock in clocks_of(made, [])}
    assert f"从生效日期 {made.effective_on} 起算" in told["查询期止"].steps[0]
    assert told["惩戒期止"].rule.key == made.declared_severity


def test_a_period_cut_short_by_a_withdrawal_says_so():
    told = {clock.label: clock for clock in clocks_of(factories.record("withdrawn"), [])}
    assert "由后来的办理（撤销、更正）改定" in told["查询期止"].steps[0]
    assert told["应撤回之日"].days[-1].day == told["应撤回之日"].day


def test_a_rule_that_nobody_confirmed_is_marked_on_the_page():
    made = factories.record("statement")
    client, _ = sit(Role.REVIEWER)
    (used,) = RuleValue.objects.filter(kind="statement", key="period", effective_to=None)
    change = made.served_on - timedelta(days=1)
    RuleValue.objects.filter(pk=used.pk).update(effective_to=change)
    own = {"label": used.label, "value": used.value, "unit": used.unit, "basis": "征求意见稿"}
    fresh = RuleValue.objects.create(
        kind="statement", key="period", version=used.version + 1, effective_from=change, mark="U", **own
    )
    assert "规则待核实" in text(client.get(f"/records/{made.record_no}/"))
    told = {"confirmed_by": uuid.uuid4(), "confirmed_at": timezone.now()}
    RuleValue.objects.filter(pk=fresh.pk).update(**told)
    assert "规则待核实" not in text(client.get(f"/records/{made.record_no}/"))
