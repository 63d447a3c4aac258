"""Whose returns, whose records, whose notices: a duty touches nothing of another unit, quarter or matter."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from common.errors import Incomplete, NotEligible
from common.models import Notice, RuleValue
from common.roles import Role
from common.rulebook import Change
from exchange import services
from exchange.models.duties import ReportingDuty, quarter_before, quarter_days
from exchange.services import duties
from postings.services import clock_posting
from tests import factories
from tests.exchange.test_duties import FIRST, LAST, TODAY, batch, clerk_of
from tests.untold import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return [factories.department("320100") for _ in range(2)]


@pytest.fixture
def pair(units):
    """The duties of two units for the last quarter."""
    services.open_duties(TODAY, by=clock_posting())
    return [ReportingDuty.objects.get(unit=unit) for unit in units]


def earlier(duty, day=FIRST):
    """The same unit's duty of the quarter before `day`."""
    year, quarter = quarter_before(day)
    return put(ReportingDuty(unit=duty.unit, year=year, quarter=quarter, due_on=day, rule=duty.rule))


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def waiting(**asked):
    return set(Notice.objects.filter(done_at=None, **asked).values_list("recipient", flat=True))


def status(duty):
    duty.refresh_from_db()
    return duty.status


FILE = {
    "nil": lambda duty, clerk: services.file_nil(duty, by=clerk, statement="无应归集信息"),
    "by hand": lambda duty, clerk: services.file_return(duty, by=clerk, batch=batch(clerk)),
    "by itself": lambda duty, clerk: batch(clerk) and services.match_duties(TODAY, by=clock_posting()),
}


@pytest.mark.parametrize("way", FILE)
def test_filing_puts_away_what_was_asked_of_this_duty_and_nothing_else(pair, way):
    ours, theirs = pair
    clerk, other = clerk_of(ours.unit), clerk_of(theirs.unit)
    services.remind_of_duties(TODAY)
    talk = Notice.objects.create(
        recipient=clerk.pk, topic="talk", object_type="x", object_id=ours.pk, text="请看"
    )
    read_at = noon(FIRST)
    Notice.objects.create(
        recipient=clerk.pk,
        topic="duty.soon.read",
        object_type="x",
        object_id=ours.pk,
        text="已读",
        done_at=read_at,
    )
    FILE[way](ours, clerk)
    assert list(Notice.objects.filter(recipient=clerk.pk, done_at=None)) == [talk]
    assert Notice.objects.get(topic="duty.soon.read").done_at == read_at
    assert waiting(topic__startswith="duty.") == {other.pk}
    assert status(theirs) == "pending"


def test_a_reminder_by_hand_renews_itself_alone(pair):
    ours, theirs = pair
    clerk, other = clerk_of(ours.unit), clerk_of(theirs.unit)
    officer = factories.posting(Role.OFFICER)
    services.remind_of_duties(TODAY)
    services.remind_unit(theirs, by=officer)
    before = set(Notice.objects.values_list("pk", flat=True))
    services.remind_unit(ours, by=officer)
    assert before <= set(Notice.objects.values_list("pk", flat=True))
    assert waiting(topic="duty.reminded") == {clerk.pk, other.pk}


def test_who_is_late_is_reminded_only_where_the_officer_looks(pair):
    ours, theirs = pair
    clerk = clerk_of(ours.unit)
    clerk_of(theirs.unit)
    officer = factories.posting(Role.OFFICER)
    ReportingDuty.objects.update(due_on=TODAY - timedelta(days=1))
    asked = ReportingDuty.objects.filter(pk=ours.pk)
    assert services.remind_late(asked, TODAY, by=officer) == 1
    assert waiting(topic="duty.reminded") == {clerk.pk}


def test_the_number_of_those_told_counts_every_kind_of_reminder(pair):
    ours, theirs = pair
    for duty in pair:
        clerk_of(duty.unit)
    ReportingDuty.objects.filter(pk=ours.pk).update(due_on=TODAY)
    ReportingDuty.objects.filter(pk=theirs.pk).update(due_on=TODAY - timedelta(days=1))
    assert services.remind_of_duties(TODAY) == 3
    assert sorted(Notice.objects.values_list("topic", flat=True)) == [
        "duty.opened",
        "duty.passed",
        "duty.soon",
    ]


# returns


def test_of_three_returns_the_earliest_files_the_earlier_quarter_and_the_next_night_the_later(pair):
    ours, _ = pair
    older, clerk = earlier(ours), clerk_of(ours.unit)
    second = batch(clerk, finished=noon(LAST + timedelta(days=2)))
    first = batch(clerk, finished=noon(LAST + timedelta(days=1)))
    batch(clerk, finished=noon(LAST + timedelta(days=3)))
    services.match_duties(TODAY, by=clock_posting())
    services.match_duties(TODAY, by=clock_posting())
    found = [
        (d.batch_id, d.filed_on)
        for d in ReportingDuty.objects.filter(unit=ours.unit).order_by("year", "quarter")
    ]
    assert found == [(first.pk, LAST + timedelta(days=1)), (second.pk, LAST + timedelta(days=2))]
    assert status(older) == "reported"


def test_the_same_quarter_of_another_year_is_another_quarter(pair):
    ours, _ = pair
    years_on = put(
        ReportingDuty(unit=ours.unit, year=ours.year + 1, quarter=ours.quarter, due_on=TODAY, rule=ours.rule)
    )
    batch(clerk_of(ours.unit))
    services.match_duties(TODAY, by=clock_posting())
    assert (status(ours), status(years_on)) == ("reported", "pending")


def test_a_return_that_served_another_unit_still_serves_the_one_that_sent_it(pair):
    ours, theirs = pair
    office = factories.posting(Role.CLERK, "320100", unit=ours.unit)
    done = batch(office, accepted=1)
    factories.record(department=theirs.unit, batch_id=done.pk, batch_row=1)
    services.file_return(theirs, by=office, batch=done)
    assert list(duties.candidates(ours)) == [done]
    assert services.match_duties(TODAY, by=clock_posting()) == 1
    assert status(ours) == "reported"


@pytest.mark.parametrize("field", ["department", "reporting_unit"])
def test_anothers_return_counts_only_with_a_row_of_its_own_about_the_unit(pair, units, field):
    ours, theirs = pair
    office = factories.posting(Role.CLERK, "320100")
    with_rows, without = batch(office), batch(office)
    factories.record(**{field: ours.unit}, batch_id=with_rows.pk, batch_row=1)
    assert list(duties.candidates(ours)) == [with_rows]
    assert not duties.candidates(theirs).exists()
    with pytest.raises(Incomplete, match="不能作为本季度"):
        services.file_return(ours, by=office, batch=without)
    assert status(ours) == "pending"


def test_returns_are_offered_from_the_quarters_first_day_the_newest_first_and_each_once(pair):
    ours, _ = pair
    clerk = clerk_of(ours.unit)
    batch(clerk, finished=noon(FIRST - timedelta(days=1)))
    middle, newest = batch(clerk, finished=noon(LAST)), batch(clerk)
    oldest = batch(clerk, finished=noon(FIRST))
    assert list(duties.candidates(ours)) == [newest, middle, oldest]
    services.file_return(earlier(ours), by=clerk, batch=newest)
    assert list(duties.candidates(ours)) == [middle, oldest]
    with pytest.raises(Incomplete):
        services.file_return(ours, by=clerk, batch=newest)


# nil statements


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({"reporting_unit": 0, "decided_on": FIRST}, True),
        ({"finding_unit": 0, "decided_on": LAST}, True),
        ({"finding_unit": 1, "decided_on": LAST}, False),
        ({"department": 0, "decided_on": LAST}, False),
        ({"reporting_unit": 0, "decided_on": FIRST - timedelta(days=1)}, False),
        ({"reporting_unit": 0, "decided_on": LAST + timedelta(days=1)}, False),
    ],
    ids=["reported on the first day", "found on the last", "another's", "about it", "before", "after"],
)
def test_only_what_the_unit_reported_or_found_in_the_quarter_bars_a_nil_statement(
    pair, units, fields, stands
):
    ours, _ = pair
    given = {name: units[at] if isinstance(at, int) else at for name, at in fields.items()}
    factories.record(**given, occurred_on=FIRST - timedelta(days=90), effective_on=given["decided_on"])
    clerk = clerk_of(ours.unit)
    if stands:
        with pytest.raises(NotEligible, match="已有 1 条"):
            services.file_nil(ours, by=clerk, statement="无")
    else:
        services.file_nil(ours, by=clerk, statement="无")
    assert status(ours) == ("pending" if stands else "nil")


# previews of rules


def test_a_reminder_would_tell_of_what_is_due_from_today_to_its_last_day(pair):
    change = Change("reminder", "reporting_due", 3, "calendar_day", TODAY, TODAY)
    for days, told in ((-1, 0), (0, 1), (3, 1), (4, 0)):
        ReportingDuty.objects.update(due_on=TODAY + timedelta(days=90))
        ReportingDuty.objects.filter(pk=pair[0].pk).update(due_on=TODAY + timedelta(days=days))
        assert duties.on_reporting_reminder(change).total == told


def test_holidays_move_no_duty_whose_period_counts_calendar_days(pair):
    rest = [{"day": (LAST + timedelta(n)).isoformat(), "works": False, "name": "假"} for n in range(1, 40)]
    change = Change("holidays", str(LAST.year), rest, "", TODAY, TODAY)
    moved = duties.on_duties_of_holidays(change).total
    ReportingDuty.objects.update(rule=RuleValue.objects.filter(unit="calendar_day").first())
    assert (moved, duties.on_duties_of_holidays(change).total) == (2, 0)


def test_a_quarter_ends_on_its_last_day_whatever_its_months():
    assert [quarter_days(2026, n)[1].isoformat() for n in (1, 2, 3, 4)] == [
        *("2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31")
    ]
