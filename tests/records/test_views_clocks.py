"""Clocks tell how they were computed: from which day, which days count, which do not and why, by which rule."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from common.deadlines.explaining import Explanation, explained
from common.models import Deadline, Holiday, RuleValue
from common.roles import Role
from records.deadlines import deadlines_of, start_purposes
from records.services import end_publication
from tests import factories
from tests.office import sit, text

pytestmark = pytest.mark.django_db


def stated(served_on: date):
    """A record whose notice was served on a day."""
    made = factories.record("pending_notice", decided_on=date(2026, 9, 1), effective_on=date(2026, 9, 1))
    return made.serve_notice(by=factories.posting(Role.REVIEWER), served_on=served_on, how="直接送达")


def of(label: str, *objects) -> Explanation:
    (found,) = [one for one in explained(*objects) if one.row.label == label]
    return found


def test_each_day_of_the_statement_period_is_told_with_its_reason():
    with time_machine.travel("2026-10-08 10:00+08:00", tick=False):
        clock = of("陈述申辩截止", stated(date(2026, 9, 29)))
    why = {day.day: (day.number, day.why) for day in clock.computed.days}
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
        clock = of("陈述申辩截止", stated(date(2026, 11, 2)))
    assert {d.day: d.why for d in clock.computed.days}[date(2026, 11, 4)] == "不计：公祭日放假"


def test_a_calendar_that_changed_since_does_not_move_what_was_registered():
    with time_machine.travel("2026-11-20 10:00+08:00", tick=False):
        made = stated(date(2026, 11, 2))
        Holiday.objects.create(day=date(2026, 11, 4), is_workday=False, name="公祭日")
        clock = of("陈述申辩截止", made)
    assert clock.day == date(2026, 11, 9)
    assert [one.number for one in clock.computed.days if one.day == date(2026, 11, 4)] == [2]
    assert not clock.was_moved


def test_the_window_tells_its_start_its_rule_and_the_days_left():
    act = factories.publication()
    until, repair = explained(act)
    assert until.row.rule.version == act.rule_version
    assert f"认定日期 {act.fact.of_kind.decided_on}，从这一天起算" in until.steps[0]
    left = (act.closes_on - timezone.localdate()).days
    assert f"还有 {left} 天" in until.steps[-1]
    assert repair.day == act.repair_from
    assert until.day == act.closes_on


@pytest.mark.parametrize("make", [factories.judgment, factories.commendation])
def test_what_cannot_be_repaired_tells_no_day_of_repair(make):
    act = factories.publication(made=make("confirmed"))
    assert [told.row.label for told in explained(act)] == ["公示到"]


def test_periods_of_query_and_sanction_tell_anchor_and_rule():
    made = factories.record("confirmed", source_kind="judgment", source_details={})
    assert of("查询期止", made).steps[0] == f"生效日期 {made.effective_on}，从这一天起算"
    assert of("惩戒期止", made).row.rule.key == made.declared_severity


def test_a_period_cut_short_by_a_withdrawal_says_so():
    made = factories.record("withdrawn")
    query, withdrawal = of("查询期止", made), of("应撤回之日", made)
    assert query.day == made.query_until == timezone.localdate()
    assert f"；{query.day} 终止：" in query.sentence
    assert withdrawal.computed.days[-1].day == withdrawal.day
    assert "按期" in withdrawal.sentence


def test_a_duty_that_was_met_after_its_last_day_is_told_as_late():
    made = factories.record("withdrawn")
    Deadline.objects.filter(kind="records.withdrawal").update(met_on=date(2099, 1, 1))
    told = of("应撤回之日", made)
    assert told.was_met_late
    assert told.sentence.endswith("；2099-01-01 办结，超期")
    client, _ = sit(Role.REVIEWER)
    assert "已于 2099-01-01 超期办结" in text(client.get(reverse("common:deadline", args=[told.row.pk])))


def test_who_confirms_after_the_time_for_a_statement_is_in_time():
    told = of("陈述申辩截止", factories.record("confirmed"))
    assert told.row.met_on > told.row.due_on
    assert not told.was_met_late
    assert told.sentence.endswith(f"；{told.row.met_on} 办结")


def test_a_period_that_a_correction_moved_tells_both_days():
    made = factories.record("confirmed")
    moved = made.query_until - timedelta(days=30)
    Deadline.objects.filter(kind="records.query", object_id=made.pk).update(due_on=moved)
    told = of("查询期止", made)
    assert "，按有效期或后来的办理改定；不再用于查询" in told.sentence
    assert f"按规则算到 {made.query_until}；由有效期或后来的办理（撤销、更正）改定为 {moved}" in told.steps


def test_an_act_that_names_a_day_keeps_what_the_rule_would_have_given():
    made = factories.record("confirmed")
    made.query_until -= timedelta(days=30)
    start_purposes(made, by=factories.posting(Role.DIRECTOR))
    told = of("查询期止", made)
    assert (told.day, told.was_moved) == (made.query_until, True)


@pytest.mark.parametrize("ended", ["suspended", "public"])
def test_the_page_of_a_record_tells_the_window_of_what_stands_or_is_held(ended):
    act = factories.publication(ended)
    told = [one.row.label for one in deadlines_of(act.fact.of_kind, [act])]
    assert told[-2:] == ["公示到", "最早可申请修复"]
    end_publication(act, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="已修复")
    assert "公示到" not in [one.row.label for one in deadlines_of(act.fact.of_kind, [act])]


def test_a_rule_that_nobody_confirmed_is_marked_on_the_page():
    client, _ = sit(Role.REVIEWER)
    (used,) = RuleValue.objects.filter(kind="statement", key="period", effective_to=None)
    change = timezone.localdate() - timedelta(days=60)
    RuleValue.objects.filter(pk=used.pk).update(effective_to=change)
    own = {"label": used.label, "value": used.value, "unit": used.unit, "basis": "征求意见稿"}
    fresh = RuleValue.objects.create(
        kind="statement", key="period", version=used.version + 1, effective_from=change, mark="U", **own
    )
    made = factories.record("statement")
    assert of("陈述申辩截止", made).row.rule == fresh
    assert "规则待核实" in text(client.get(f"/records/{made.record_no}/"))
    told = {"confirmed_by": uuid.uuid4(), "confirmed_at": timezone.now()}
    RuleValue.objects.filter(pk=fresh.pk).update(**told)
    assert "规则待核实" not in text(client.get(f"/records/{made.record_no}/"))
