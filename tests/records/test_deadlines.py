"""Each act that begins or ends a clock of a fact writes its row, and the page tells the whole count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.deadlines import services as deadlines
from common.errors import NotEligible
from common.models import Deadline
from common.roles import Role
from postings.services import clock_posting
from records.deadlines import start_purposes
from records.models import Withdrawal
from records.publications.services.ending import expire_publications
from tests import factories
from tests.discipline import tolerating
from tests.office import client_of, sit, text

pytestmark = pytest.mark.django_db


def of(made, kind="records.statement"):
    return Deadline.objects.select_related("rule").get(kind=kind, object_id=made.pk)


def test_service_starts_the_statement_with_the_day_that_the_record_keeps():
    made = factories.record("statement")
    row = of(made)
    assert row.is_open
    assert (row.starts_on, row.due_on) == (made.served_on, made.statement_due)
    assert row.start_event == f"{made.served_on} 告知送达"


def test_a_statement_meets_it_and_so_does_the_confirmation():
    stated = factories.record("statement")
    stated.state(by=factories.posting(Role.REPRESENTATIVE, unit=stated.department), text="款项已在支付流程中")
    assert of(stated).met_on == timezone.localdate()
    assert of(factories.record("confirmed")).met_on == timezone.localdate()


def test_a_return_ends_it_with_the_reason_and_a_new_service_starts_another():
    made = factories.record("statement")
    reviewer = factories.posting(Role.REVIEWER)
    made.send_back(by=reviewer, reason="文书号有误")
    row = of(made)
    assert (row.cancelled_on, row.end_reason) == (timezone.localdate(), "退回：文书号有误")
    factories.walk(made, "statement", factories.posting(Role.CLERK))
    assert Deadline.objects.open().filter(object_id=made.pk).count() == 1
    assert Deadline.objects.filter(object_id=made.pk).count() == 2


def test_a_refused_act_leaves_the_deadline_as_it_was():
    made = factories.record("statement")
    with pytest.raises(Exception, match="部门代表"):
        made.state(by=factories.posting(Role.CLERK), text="款项已在支付流程中")
    assert of(made).is_open


def test_what_is_not_included_has_no_statement_to_wait_for():
    made = factories.record("statement")
    tolerating.excluded(made)
    assert of(made).end_reason.startswith("不纳入：容错 RC-")


@pytest.mark.parametrize("make", [factories.record, factories.judgment, factories.commendation])
def test_a_withdrawal_keeps_by_when_it_was_due_and_that_it_is_done(make):
    made = make("withdrawn")
    row = of(made, "records.withdrawal")
    act = Withdrawal.objects.get(fact=made.pk)
    assert row.met_on == timezone.localdate()
    assert row.start_event.endswith("苏行复〔2026〕1号")
    assert row.due_on == act.due_on


def page_of(row, client):
    return client.get(reverse("common:deadline", args=[row.pk]))


def test_the_page_tells_start_days_rule_and_what_follows():
    made = factories.record("pending_notice", decided_on=date(2026, 9, 1), effective_on=date(2026, 9, 1))
    made.serve_notice(by=factories.posting(Role.REVIEWER), served_on=date(2026, 9, 29), how="直接送达")
    client, _ = sit(Role.REVIEWER)
    told = text(page_of(of(made), client))
    for words in (
        "陈述申辩截止 2026-10-12",
        "2026-09-29 告知送达，当日不计，从次日起算",
        "期限 5 个工作日（待核实）",
        "2026-10-10 周六 第 4 日 计，调休上班",
        "2026-10-11 周日 — 不计：周日",
        "末日 2026-10-12 二十四时届满",
        "规则待核实",
        "可以提醒，不作惩戒和逾期认定的依据",
        "认定以前可以写明理由暂停",
    ):
        assert words in told
    assert "国庆节" in told


def test_the_page_is_for_those_who_may_see_the_record():
    made = factories.record("statement", department=factories.department("320100"))
    other, _ = sit(Role.REVIEWER, "320500")
    assert page_of(of(made), other).status_code == 404
    own = client_of(factories.posting(Role.REPRESENTATIVE, "320100", unit=made.department))
    assert page_of(of(made), own).status_code == 200


def test_a_department_does_not_reach_the_clock_of_another():
    made = factories.record("statement", department=factories.department("320100"))
    stranger = client_of(
        factories.posting(Role.REPRESENTATIVE, "320100", unit=factories.department("320100"))
    )
    assert page_of(of(made), stranger).status_code == 404


def test_the_case_page_leads_to_the_page_that_explains_its_clock():
    made = factories.record("statement")
    client, _ = sit(Role.REVIEWER)
    address = reverse("common:deadline", args=[of(made).pk])
    assert f'href="{address}"' in client.get(f"/records/{made.record_no}/").content.decode()


def test_a_paused_clock_says_since_when_and_why():
    made = factories.record("pending_notice")
    reviewer = factories.posting(Role.REVIEWER)
    made.serve_notice(by=reviewer, served_on=timezone.localdate(), how="直接送达")
    on = timezone.localdate() + timedelta(days=1)
    deadlines.pause(of(made), on=on, reason="等补正材料", by=reviewer)
    client, _ = sit(Role.REVIEWER)
    told = text(page_of(of(made), client))
    assert f"自 {on} 起暂停：等补正材料" in told


def test_a_paused_statement_bars_the_confirmation_until_it_goes_on():
    made = factories.record("statement")
    reviewer = factories.posting(Role.REVIEWER)
    on = made.served_on + timedelta(days=1)
    deadlines.pause(of(made), on=on, reason="等补正材料", by=reviewer)
    with pytest.raises(NotEligible, match=f"陈述申辩期自 {on} 起暂停（等补正材料）"):
        made.confirm(by=reviewer, reason="期满未提出意见")
    waiting = made.__class__.objects.ready_to_confirm(timezone.localdate())
    assert not waiting.filter(pk=made.pk).exists()
    assert made.__class__.objects.get(pk=made.pk).status == "statement"
    deadlines.resume(of(made), on=on + timedelta(days=1), by=reviewer)
    assert waiting.filter(pk=made.pk).exists()
    made.refresh_from_db()
    made.confirm(by=reviewer, reason="期满未提出意见")
    assert of(made).met_on == timezone.localdate()


def test_who_was_heard_while_it_was_paused_waits_no_longer():
    made = factories.record("statement")
    on = made.served_on + timedelta(days=1)
    deadlines.pause(of(made), on=on, reason="等补正材料", by=factories.posting(Role.REVIEWER))
    made.state(by=factories.posting(Role.REPRESENTATIVE, unit=made.department), text="款项已在支付流程中")
    made.confirm(by=factories.posting(Role.REVIEWER), reason="意见已考虑")
    assert made.status == "confirmed"


def open_days(made):
    rows = Deadline.objects.open().filter(object_id=made.pk)
    return dict(rows.values_list("kind", "due_on"))


@pytest.mark.parametrize("make", [factories.record, factories.judgment, factories.commendation])
def test_a_publication_starts_its_window_and_only_dishonesty_a_way_to_repair(make):
    act = factories.publication(made=make("confirmed"))
    repair = {"records.repair": act.repair_from} if make is factories.record else {}
    assert open_days(act) == {"records.window": act.closes_on} | repair
    assert of(act, "records.window").rule.version == act.rule_version


def test_the_end_of_a_publication_ends_both_and_says_on_which_ground():
    act = factories.publication("ended")
    assert open_days(act) == {}
    assert of(act, "records.window").end_reason == "修复：信用修复"


def test_the_end_by_the_clock_ends_both_at_once():
    acts = [factories.publication(), factories.publication()]
    last = max(act.closes_on for act in acts)
    assert expire_publications(by=clock_posting(), today=last) == 2
    assert [open_days(act) for act in acts] == [{}, {}]


def test_a_suspension_moves_no_end_of_the_window():
    act = factories.publication("suspended")
    assert open_days(act)["records.window"] == act.closes_on
    with pytest.raises(NotEligible, match="不因任何申请暂停"):
        deadlines.pause(
            of(act, "records.window"),
            on=timezone.localdate(),
            reason="异议",
            by=factories.posting(Role.OFFICER),
        )


def test_a_confirmation_starts_the_periods_of_query_and_sanction_and_a_withdrawal_ends_them():
    made = factories.record("confirmed")
    assert open_days(made) == {"records.query": made.query_until, "records.sanction": made.sanction_until}
    withdrawn = factories.record("withdrawn")
    assert open_days(withdrawn) == {}
    assert of(withdrawn, "records.query").end_reason == "撤销：处罚决定被撤销"


def test_nobody_is_late_by_a_term_that_runs_out_by_itself():
    made = factories.record("confirmed")
    row = of(made, "records.sanction")
    later = row.due_on + timedelta(days=1)
    assert row not in Deadline.objects.late(later)
    assert not row.is_late(later)


def test_a_correction_moves_the_periods_to_what_the_record_says_even_to_an_earlier_day():
    made = factories.record("confirmed", declared_severity="serious", severity_reason="影响重大")
    before = open_days(made)["records.sanction"]
    made.declared_severity = "ordinary"
    made.sanction_until = before - timedelta(days=200)
    start_purposes(made, by=factories.posting(Role.REVIEWER))
    assert open_days(made)["records.sanction"] == before - timedelta(days=200)


def test_the_page_of_a_window_says_its_anchor_and_that_it_ends_at_midnight():
    act = factories.publication()
    client, _ = sit(Role.DIRECTOR)
    told = text(page_of(of(act, "records.window"), client))
    assert f"认定日期 {act.fact.of_kind.decided_on}，从这一天起算" in told
    assert f"{act.closes_on} 零时届满" in told
    assert "不因任何申请暂停" in told
