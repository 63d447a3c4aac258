"""When the source falls, publication, query, sanctions and sharing end in one act, on its clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from common.cases.page_token import token_of
from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Outbox, RuleValue, Transition
from common.roles import Role
from records import services
from records.corrections.services.withdrawals import recipients_of
from records.models import Withdrawal
from records.rule_periods import withdrawal_clock
from tests import factories
from tests.office import sit, text
from tests.untold import tell

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def withdraw(made, by=None, **fields):
    by = by or factories.posting(Role.DIRECTOR)
    return services.withdraw_fact(made, by=by, reason="复议撤销", source=factories.source(**fields))


def test_one_act_ends_publication_query_and_sanction_and_keeps_the_document():
    act = factories.publication()
    made = act.fact.of_kind
    assert made.query_until > TODAY
    withdraw(made)
    act.refresh_from_db()
    assert (made.status, act.status, act.end_ground) == ("withdrawn", "ended", "withdrawn")
    assert (made.query_until, made.sanction_until) == (TODAY, TODAY)
    assert (made.parent.withdrawal.number, made.parent.withdrawal.withdrawn_on) == (
        "苏行复〔2026〕1号",
        TODAY,
    )
    row = Transition.objects.filter(object_id=made.pk).latest("seq")
    assert (row.act, row.after["sanction_until"]) == ("withdraw", str(TODAY))


def test_a_period_that_is_over_already_is_left_as_it_is():
    made = factories.record(
        "confirmed", decided_on=TODAY - timedelta(days=500), effective_on=TODAY - timedelta(days=490)
    )
    over = made.sanction_until
    assert over < TODAY
    withdraw(made)
    assert made.sanction_until == over


def test_every_body_concerned_is_told_once_and_whoever_was_sent_the_record():
    court, unit = factories.department(), factories.department()
    made = factories.record("confirmed", finding_unit=court, reporting_unit=unit, reported_for=unit)
    withdraw(made)
    rows = Outbox.objects.filter(topic="record.withdrawn", subject_id=made.pk)
    told = {row.payload["as"]: row.payload["to"] for row in rows}
    assert told == {
        "subject": made.department.credit_code,
        "finding_body": court.credit_code,
        "reporting_unit": unit.credit_code,
        "sharing": "",
    }
    assert rows[0].payload["document"]["number"] == "苏行复〔2026〕1号"


def test_an_officials_unit_is_told_of_the_withdrawal_of_the_officials_record():
    unit = factories.department()
    made = factories.record(official=factories.official(unit))
    assert recipients_of(made) == [("subject", unit.credit_code), ("sharing", "")]


def test_three_working_days_run_from_the_day_after_the_document():
    clock, rule = withdrawal_clock("penalty", date(2026, 3, 6))
    assert (clock.due, rule.mark) == (date(2026, 3, 11), "S")
    assert [day.isoformat() for day, _ in clock.skipped] == ["2026-03-07", "2026-03-08"]
    assert withdrawal_clock("judgment", date(2026, 3, 6))[1].mark == "D"


def test_the_clock_is_a_rule_and_not_code():
    old = RuleValue.objects.get(kind="withdrawal", key="penalty")
    RuleValue.objects.filter(pk=old.pk).update(effective_to=date(2026, 1, 1))
    fields = {name: getattr(old, name) for name in ("kind", "key", "label", "unit", "basis", "mark")}
    RuleValue.objects.create(**fields, value=1, version=2, effective_from=date(2026, 1, 1))
    assert withdrawal_clock("penalty", date(2026, 3, 6))[0].due == date(2026, 3, 9)


def test_a_withdrawal_after_its_clock_says_so():
    made = factories.record("confirmed")
    withdraw(made, dated_on=TODAY - timedelta(days=20))
    assert made.parent.withdrawal.is_late
    other = factories.record("confirmed")
    withdraw(other)
    assert not other.parent.withdrawal.is_late


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"body": " "}, "source_body"),
        ({"number": ""}, "source_number"),
        ({"dated_on": None}, "source_dated_on"),
        ({"dated_on": TODAY + timedelta(days=1)}, "source_dated_on"),
        ({"dated_on": TODAY - timedelta(days=400)}, "source_dated_on"),
    ],
)
def test_a_withdrawal_without_a_full_document_of_a_possible_day_is_refused(fields, named):
    act = factories.publication()
    with pytest.raises(Incomplete, match="依据文书") as refusal:
        withdraw(act.fact.of_kind, **fields)
    act.refresh_from_db()
    assert (set(refusal.value.fields), act.status) == ({named}, "public")


def test_the_wrong_state_and_the_wrong_person_leave_everything_as_it_was():
    with pytest.raises(WrongState, match="草稿"):
        withdraw(factories.record())
    made = factories.record("confirmed")
    with pytest.raises(NotAllowed):
        withdraw(made, by=factories.posting(Role.OFFICER))
    made.refresh_from_db()
    assert made.status == "confirmed"
    assert not Withdrawal.objects.exists()


def test_the_database_refuses_a_withdrawn_record_without_its_document():
    made = factories.record("confirmed")
    tell(made, "withdrawn")
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT tried")
        cursor.execute("UPDATE records_dishonestyrecord SET status = 'withdrawn' WHERE id = %s", [made.pk])
        with pytest.raises(IntegrityError, match="登记使来源失效的文书"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ROLLBACK TO SAVEPOINT tried")


def test_the_database_refuses_a_withdrawal_without_number_or_before_its_document():
    made = withdraw(factories.record("confirmed"))
    for change, name in (
        ("number = ''", "names_its_document"),
        ("dated_on = '2999-01-01'", "after_its_document"),
    ):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT tried")
            with pytest.raises(IntegrityError, match=name):
                cursor.execute(f"UPDATE records_withdrawal SET {change} WHERE fact_id = %s", [made.pk])
            cursor.execute("ROLLBACK TO SAVEPOINT tried")


def test_the_case_page_shows_the_clock_of_the_withdrawal_and_how_it_was_counted():
    made = factories.record("confirmed")
    client, _ = sit(Role.DIRECTOR)
    posted = {
        "page_token": token_of(made),
        "source_body": "模拟复议机关（演示）",
        "source_number": "苏行复〔2026〕9号",
        "source_dated_on": (TODAY - timedelta(days=20)).isoformat(),
        "reason": "复议撤销",
    }
    assert (
        client.post(f"/records/{made.record_no}/withdraw/", {**posted, "source_number": ""}).status_code
        == 422
    )
    assert client.post(f"/records/{made.record_no}/withdraw/", posted).status_code == 302
    page = text(client.get(f"/records/{made.record_no}/"))
    assert "应撤回之日" in page
    assert "超期" in page
    assert "苏行复〔2026〕9号" in page
