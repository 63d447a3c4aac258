"""The reporting duty: opened for a quarter, filed by a return or a nil statement, reminded, late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.cases.open_cases import case_kinds
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Notice, RuleValue, Transition
from common.roles import Role
from common.rulebook import Change
from days.calendar import add_working_days
from exchange import services
from exchange.models.batches import BatchStatus, ImportBatch
from exchange.models.duties import ReportingDuty, quarter_before, quarter_days
from exchange.services import duties
from exchange.tasks import keep_duties
from postings.services import accept_handover, clock_posting, list_handover, settle_rule
from tests import factories
from tests.untold import put

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YEAR, QUARTER = quarter_before(TODAY)
FIRST, LAST = quarter_days(YEAR, QUARTER)


@pytest.fixture
def unit():
    return factories.department("320100")


@pytest.fixture
def duty(unit):
    """The unit's duty for the last quarter."""
    services.open_duties(TODAY, by=clock_posting())
    return ReportingDuty.objects.get(unit=unit)


def clerk_of(unit, role=Role.CLERK):
    return factories.posting(role, None, unit=unit)


def batch(posting, *, finished=None, **fields):
    """A finished import as it lies in the database."""
    finished = finished or timezone.now()
    fields = {"kind": "dishonesty", "status": BatchStatus.DONE, "accepted": 3, **fields}
    return put(
        ImportBatch(
            posting=posting,
            file_name="季度归集表.xlsx",
            suffix=".xlsx",
            size=1,
            sha256="0" * 64,
            as_of=TODAY,
            files_until=timezone.now(),
            finished_at=finished,
            **fields,
        )
    )


def trail(obj, act):
    return Transition.objects.filter(object_id=obj.pk, act=act)


@pytest.mark.parametrize(
    ("day", "quarter", "days"),
    [
        (date(2026, 1, 1), (2025, 4), (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 3, 31), (2025, 4), (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 4, 1), (2026, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 12, 31), (2026, 3), (date(2026, 7, 1), date(2026, 9, 30))),
    ],
)
def test_the_quarter_that_was_over_on_a_day(day, quarter, days):
    assert quarter_before(day) == quarter
    assert quarter_days(*quarter) == days


def test_every_unit_that_must_report_gets_one_duty_a_quarter_due_by_the_rule(unit, duty):
    assert (duty.year, duty.quarter, duty.status) == (YEAR, QUARTER, "pending")
    assert duty.due_on == add_working_days(LAST, 15).due
    assert trail(duty, "enter").get().posting_role == "clock"
    assert services.open_duties(TODAY, by=clock_posting()) == 0


@pytest.mark.parametrize(
    ("fields", "owes"),
    [
        ({"level": "province"}, True),
        ({"level": "county"}, False),
        ({"status": "abolished"}, False),
        ({"established_on": LAST + timedelta(days=1)}, False),
        ({"established_on": LAST}, True),
    ],
)
def test_who_must_report_is_in_the_rule(fields, owes):
    made = factories.department("320100", **fields)
    services.open_duties(TODAY, by=clock_posting())
    assert ReportingDuty.objects.filter(unit=made).exists() is owes


def test_only_the_clock_opens_duties(unit):
    with pytest.raises(NotAllowed, match="生成报送任务"):
        services.open_duties(TODAY, by=factories.posting(Role.DIRECTOR))


def test_a_return_imported_after_the_quarter_files_the_duty_by_itself(unit, duty):
    clerk = clerk_of(unit)
    done = batch(clerk)
    assert services.match_duties(TODAY, by=clock_posting()) == 1
    duty.refresh_from_db()
    assert (duty.status, duty.batch_id, duty.filed_by_id, duty.filed_on) == (
        "reported",
        done.pk,
        clerk.user_id,
        TODAY,
    )
    assert trail(duty, "report").count() == 1
    assert services.match_duties(TODAY, by=clock_posting()) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"status": BatchStatus.FAILED},
        {"dry_run": True},
        {"kind": "departments"},
        {"accepted": 0},
        {"finished": timezone.now() - timedelta(days=200)},
    ],
    ids=["failed", "trial", "roster", "nothing accepted", "long ago"],
)
def test_what_is_no_return_of_the_quarter_files_nothing(unit, duty, fields):
    made = batch(clerk_of(unit), **fields)
    assert services.match_duties(TODAY, by=clock_posting()) == 0
    with pytest.raises(Incomplete, match="不能作为本季度"):
        services.file_return(duty, by=made.posting, batch=made)


def test_another_units_return_files_nothing(duty):
    batch(clerk_of(factories.department("320100")))
    services.match_duties(TODAY, by=clock_posting())
    duty.refresh_from_db()
    assert duty.status == "pending"


def test_one_return_files_one_quarter_the_oldest_first(unit, duty):
    earlier_year, earlier = quarter_before(FIRST)
    older = put(ReportingDuty(unit=unit, year=earlier_year, quarter=earlier, due_on=FIRST, rule=duty.rule))
    batch(clerk_of(unit))
    services.match_duties(TODAY, by=clock_posting())
    states = {d.pk: d.status for d in ReportingDuty.objects.filter(unit=unit)}
    assert states == {older.pk: "reported", duty.pk: "pending"}


def test_a_clerk_files_a_return_that_came_within_the_quarter(unit, duty):
    clerk = clerk_of(unit)
    done = batch(clerk, finished=timezone.now() - (timezone.localdate() - LAST))
    services.match_duties(TODAY, by=clock_posting())
    duty.refresh_from_db()
    assert duty.status == "pending"
    services.file_return(duty, by=clerk, batch=done)
    assert (duty.status, duty.batch) == ("reported", done)
    assert trail(duty, "report").get().actor == clerk.user_id


def test_the_office_reports_for_a_unit_with_rows_about_it(unit, duty):
    office = factories.posting(Role.CLERK, "320100")
    done = batch(office)
    assert not services.duties.candidates(duty).exists()
    factories.record(department=unit, batch_id=done.pk, batch_row=1)
    services.file_return(duty, by=office, batch=done)
    assert duty.status == "reported"


@pytest.mark.parametrize("role", [Role.CLERK, Role.FINDING_BODY, Role.REPRESENTATIVE])
def test_a_unit_with_nothing_to_report_says_so(unit, duty, role):
    by = clerk_of(unit, role)
    services.file_nil(duty, by=by, statement="已核查本单位全部处罚与问责，无应归集信息")
    assert (duty.status, duty.filed_by_id) == ("nil", by.user_id)
    assert trail(duty, "report_nil").get().reason.startswith("已核查")


def test_a_nil_statement_says_what_was_looked_at(unit, duty):
    with pytest.raises(Incomplete, match="核查情况"):
        services.file_nil(duty, by=clerk_of(unit), statement=" ")


def test_a_nil_statement_is_refused_when_something_is_on_file(unit, duty):
    factories.record(reporting_unit=unit, decided_on=FIRST, effective_on=LAST)
    with pytest.raises(NotEligible, match="已有 1 条"):
        services.file_nil(duty, by=clerk_of(unit), statement="无")


def test_a_return_after_a_nil_statement_takes_its_place(unit, duty):
    clerk = clerk_of(unit)
    services.file_nil(duty, by=clerk, statement="无应归集信息")
    services.file_return(duty, by=clerk, batch=batch(clerk))
    assert (duty.status, duty.statement) == ("reported", "")
    with pytest.raises(WrongState):
        services.file_nil(duty, by=clerk, statement="无")


ROLES = [role for role in Role if role != Role.CLOCK]


@pytest.mark.parametrize(
    "role", [r for r in ROLES if r not in {Role.CLERK, Role.FINDING_BODY, Role.REPRESENTATIVE}]
)
def test_nobody_else_files_a_nil_statement(duty, role):
    with pytest.raises(NotAllowed):
        services.file_nil(duty, by=factories.posting(role), statement="无")


@pytest.mark.parametrize("role", [r for r in ROLES if r not in {Role.OFFICER, Role.DIRECTOR}])
def test_only_the_credit_office_reminds_and_reopens(unit, duty, role):
    services.file_nil(duty, by=clerk_of(unit), statement="无应归集信息")
    with pytest.raises(NotAllowed):
        services.reopen_duty(duty, by=factories.posting(role), reason="重报")


def test_another_citys_clerk_and_representative_cannot_file(duty):
    for stranger in (
        factories.posting(Role.CLERK, "320500"),
        factories.posting(Role.REPRESENTATIVE, "320100"),
    ):
        assert not ReportingDuty.objects.visible_to(stranger).filter(pk=duty.pk).exists()
        with pytest.raises(NotAllowed, match="范围"):
            services.file_nil(duty, by=stranger, statement="无")


def test_a_reopened_duty_waits_again_and_the_unit_is_told_why(unit, duty):
    clerk = clerk_of(unit)
    services.file_nil(duty, by=clerk, statement="无应归集信息")
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete, match="理由"):
        services.reopen_duty(duty, by=officer, reason="")
    services.reopen_duty(duty, by=officer, reason="法院已判决两案")
    assert (duty.status, duty.statement, duty.filed_on) == ("pending", "", None)
    assert "法院已判决两案" in Notice.objects.get(recipient=clerk.pk, done_at__isnull=True).text


def test_reminders_go_once_to_each_reporter_of_the_unit_and_end_when_filed(unit, duty):
    ReportingDuty.objects.filter(pk=duty.pk).update(due_on=TODAY + timedelta(days=30))
    people = [clerk_of(unit), clerk_of(unit, Role.REPRESENTATIVE)]
    clerk_of(factories.department("320100"))
    factories.posting(Role.OFFICER, None, unit=unit)
    assert services.remind_of_duties(TODAY) == 2
    assert services.remind_of_duties(TODAY) == 0
    assert set(Notice.objects.values_list("recipient", flat=True)) == {p.pk for p in people}
    services.file_nil(duty, by=people[0], statement="无应归集信息")
    assert not Notice.objects.filter(done_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("days", "topics"),
    [
        (30, {"duty.opened"}),
        (7, {"duty.opened", "duty.soon"}),
        (0, {"duty.opened", "duty.soon"}),
        (-1, {"duty.passed"}),
    ],
)
def test_what_a_unit_is_told_follows_the_clock(unit, duty, days, topics):
    ReportingDuty.objects.filter(pk=duty.pk).update(due_on=TODAY + timedelta(days=days))
    clerk = clerk_of(unit)
    services.remind_of_duties(TODAY)
    assert set(Notice.objects.filter(recipient=clerk.pk).values_list("topic", flat=True)) == topics


def test_an_officer_reminds_by_hand_again_and_again(unit, duty):
    clerk, officer = clerk_of(unit), factories.posting(Role.OFFICER)
    assert services.remind_unit(duty, by=officer) == 1
    Notice.objects.filter(recipient=clerk.pk).update(done_at=timezone.now())
    assert services.remind_unit(duty, by=officer) == 1
    assert Notice.objects.filter(recipient=clerk.pk, done_at__isnull=True).count() == 1
    assert trail(duty, "remind").count() == 2


def test_an_unconfirmed_period_never_says_overdue(duty):
    day = duty.due_on + timedelta(days=1)
    assert (duty.word(duty.due_on), duty.word(day)) == ("待报", "待报")
    settle_rule(duty.rule, by=factories.posting(Role.DIRECTOR), reason="已发文明确")
    duty.rule.refresh_from_db()
    assert duty.word(day) == "逾期"


def test_a_late_return_is_called_late_only_by_a_settled_period(unit, duty):
    ReportingDuty.objects.filter(pk=duty.pk).update(due_on=TODAY - timedelta(days=1))
    duty.refresh_from_db()
    services.file_nil(duty, by=clerk_of(unit), statement="无应归集信息")
    assert duty.word(TODAY) == "零报告"
    settle_rule(duty.rule, by=factories.posting(Role.DIRECTOR), reason="已发文明确")
    duty.rule.refresh_from_db()
    assert duty.word(TODAY) == "逾期零报告"


def test_the_late_list_holds_what_waits_past_its_day(duty):
    assert not ReportingDuty.objects.passed(duty.due_on).exists()
    assert ReportingDuty.objects.passed(duty.due_on + timedelta(days=1)).get() == duty


def test_the_nightly_task_does_all_of_it_and_may_run_twice(unit):
    batch(clerk_of(unit))
    keep_duties()
    assert ReportingDuty.objects.get(unit=unit).status == "reported"
    keep_duties()
    assert ReportingDuty.objects.filter(unit=unit).count() == 1


def test_the_preview_of_another_period_counts_waiting_duties(duty):
    effect = duties.on_reporting_due(Change("reporting_due", "quarter", 25, "working_day", TODAY, TODAY))
    assert (effect.total, effect.lines) == (1, [("推后", 1)])
    ReportingDuty.objects.filter(pk=duty.pk).update(due_on=TODAY + timedelta(days=3))
    told = duties.on_reporting_reminder(Change("reminder", "reporting_due", 3, "calendar_day", TODAY, TODAY))
    assert told.total == 1
    assert duties.on_reporting_reminder(Change("reminder", "other", 3, "calendar_day", TODAY, TODAY)) is None


def test_the_preview_of_holidays_counts_waiting_duties(duty):
    following = LAST + timedelta(days=1)
    rest = [
        {"day": (following + timedelta(n)).isoformat(), "works": False, "name": "假期"} for n in range(60)
    ]
    rest = [row for row in rest if row["day"].startswith(str(following.year))]
    effect = duties.on_duties_of_holidays(Change("holidays", str(following.year), rest, "", TODAY, TODAY))
    assert effect.lines == [("推后", 1)]


def test_unfinished_imports_are_open_cases_and_the_receiver_sees_them(unit):
    giver, receiver = clerk_of(unit), clerk_of(unit)
    running = batch(giver, status=BatchStatus.UPLOADED)
    batch(giver)
    assert case_kinds["import_batch"].rows(giver).get() == running
    assert not ImportBatch.objects.visible_to(receiver).exists()
    accept_handover(list_handover(giver, receiver, by=giver), by=receiver)
    assert ImportBatch.objects.visible_to(receiver).get() == running


def change(duty, sets, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE exchange_reportingduty SET {sets} WHERE id = %s", [*params, duty.pk])


def test_the_database_refuses_half_filed_duties_and_odd_quarters(unit, duty):
    who = clerk_of(unit).user_id
    for sets, match in (
        ("status = 'reported'", "duty_filed_whole"),
        ("status = 'nil'", "duty_filed_whole"),
        (f"status = 'nil', filed_by_id = '{who}', filed_on = current_date", "duty_filed_whole"),
        ("filed_on = current_date", "duty_filed_whole"),
        ("quarter = 5", "duty_of_a_quarter"),
    ):
        with pytest.raises(IntegrityError, match=match):
            change(duty, sets)


def test_the_database_keeps_one_duty_a_quarter_and_one_quarter_a_return(unit, duty):
    with pytest.raises(IntegrityError, match="duty_once_a_quarter"), transaction.atomic():
        put(ReportingDuty(unit=unit, year=duty.year, quarter=duty.quarter, due_on=TODAY, rule=duty.rule))
    clerk = clerk_of(unit)
    services.file_return(duty, by=clerk, batch=batch(clerk))
    with pytest.raises(IntegrityError, match="batch_fulfils_one_duty"), transaction.atomic():
        put(
            ReportingDuty(
                unit=unit,
                year=duty.year - 1,
                quarter=duty.quarter,
                due_on=TODAY,
                rule=duty.rule,
                status="reported",
                batch=duty.batch,
                filed_by=clerk.user,
                filed_on=TODAY,
            )
        )


def test_the_periods_of_reporting_are_rules_that_wait_for_confirmation():
    for kind in ("reporting_due", "reporting_units"):
        assert not RuleValue.objects.get(kind=kind).is_settled
