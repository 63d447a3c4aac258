"""The demo walks its return through the real verbs: each station gets its share, on every day of the year."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from common.models import Transition
from days.calendar import add_months
from integrity_portal.demo import journey, other_facts, people
from organisations.models import Department, Region
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication
from tests import factories
from tests.in_public import addresses

DAYS = st.dates(date(2026, 1, 1), date(2033, 12, 31))
BEIJING_NOON = "{}T12:00:00+08:00"


@pytest.fixture
def posts(tmp_path):
    unit = factories.department()
    return people.post_people(tmp_path, {"subject": unit, "finder": unit}, "")


@pytest.fixture
def departments():
    return [factories.department() for _ in range(journey.ENDING_RECORDS)]


@pytest.fixture
def on_day(request):
    """The portal on the noon of a day in Beijing."""

    def travel(day):
        traveller = time_machine.travel(BEIJING_NOON.format(day), tick=False)
        traveller.start()
        request.addfinalizer(traveller.stop)

    return travel


def _ending_this_month(today):
    first_of_next = add_months(today.replace(day=1), 1)
    return Publication.objects.filter(status="public", closes_on__gt=today, closes_on__lte=first_of_next)


ONE_EACH = journey.Share(**dict.fromkeys(vars(journey.Share()), 1))


@pytest.fixture
def walked(posts):
    today = timezone.localdate()
    drafts = [
        factories.record(clerk=posts["luru"], document_number=f"模拟罚〔{today.year}〕{n}号", today=today)
        for n in range(len(vars(ONE_EACH)) + 2)
    ]
    journey.walk_share(drafts, posts, today, ONE_EACH)
    return DishonestyRecord.objects.filter(pk__in=[draft.pk for draft in drafts])


@pytest.mark.django_db
def test_each_station_gets_its_share_and_the_rest_stay_drafts(walked):
    assert Counter(walked.values_list("status", flat=True)) == {
        "draft": 2,
        "pending_review": 1,
        "returned": 1,
        "pending_notice": 1,
        "statement": 1,
        "not_included": 1,
        "withdrawn": 1,
        "confirmed": 6,
    }
    assert Counter((row.shown_status, row.end_ground) for row in Publication.objects.all()) == {
        ("public", ""): 1,
        ("suspended", ""): 1,
        ("ended", "repaired"): 1,
        ("to_sign", ""): 1,
        ("to_publish", ""): 1,
    }


@pytest.mark.django_db
@pytest.mark.long
def test_every_step_of_the_walk_is_on_the_trail_by_the_demo_officers(walked, posts):
    mine = set(walked.values_list("pk", flat=True)) | set(Publication.objects.values_list("pk", flat=True))
    rows = Transition.objects.filter(object_id__in=mine)
    assert {row.posting_id for row in rows} <= {post.pk for post in posts.values()}
    for record in walked.filter(status="confirmed"):
        acts = list(
            Transition.objects.filter(object_id=record.pk).order_by("seq").values_list("act", flat=True)
        )
        assert acts == ["enter", "submit", "pass_review", "serve", "confirm"]


@pytest.mark.django_db
def test_only_what_stands_in_public_has_a_public_row(walked):
    standing = Publication.objects.filter(status="public").with_holds()
    assert addresses() == {act.public_id for act in standing if not act.is_held}


@pytest.mark.django_db
def test_what_may_not_stand_in_public_is_walked_last(posts):
    today = timezone.localdate()
    hidden = factories.record(clerk=posts["luru"], disclosure="internal")
    minor = factories.record(
        clerk=posts["luru"], declared_severity="minor", computed_severity="minor", loss=10, impact="small"
    )
    open_one = factories.record(clerk=posts["luru"])
    shares = dict.fromkeys(vars(journey.Share()), 0) | {"public": 1, "pending_review": 1}
    journey.walk_share([hidden, minor, open_one], posts, today, journey.Share(**shares))
    statuses = {record.pk: record.status for record in DishonestyRecord.objects.all()}
    assert statuses == {open_one.pk: "confirmed", hidden.pk: "pending_review", minor.pk: "draft"}


@pytest.mark.django_db
def test_a_draft_without_its_dates_stays_with_the_clerk(posts):
    today = timezone.localdate()
    bare = factories.record(clerk=posts["luru"], occurred_on=None)
    journey.walk_share([bare], posts, today, journey.Share())
    bare.refresh_from_db()
    assert bare.status == "draft"


@pytest.mark.django_db
def test_a_record_whose_window_is_over_is_declined_not_lost(posts):
    today = timezone.localdate()
    old = factories.record(
        clerk=posts["luru"],
        occurred_on=today - timedelta(days=900),
        decided_on=today - timedelta(days=800),
        effective_on=today - timedelta(days=800),
    )
    journey.walk_share([old], posts, today, journey.Share())
    publication = Publication.objects.get(fact=old.pk)
    assert (publication.status, publication.end_ground) == ("ended", "declined")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "today",
    [
        date(2026, 11, 23),
        date(2026, 11, 30),
        date(2026, 12, 31),
        date(2027, 2, 1),
        date(2027, 2, 28),
        date(2028, 2, 27),
        date(2028, 2, 28),
        date(2028, 2, 29),
    ],
    ids=str,
)
@pytest.mark.long
def test_at_least_five_windows_end_this_month_whatever_the_day(posts, departments, on_day, today):
    on_day(today)
    journey.enter_ending(posts, departments, today)
    assert _ending_this_month(today).count() >= 5


@pytest.mark.django_db
def test_entering_the_ending_records_twice_on_a_day_changes_nothing(posts, departments):
    today = timezone.localdate()
    for _ in range(2):
        journey.enter_ending(posts, departments, today)
        assert DishonestyRecord.objects.count() == Publication.objects.count() == journey.ENDING_RECORDS


@pytest.mark.django_db
def test_lost_judgments_and_honours_are_entered_once_and_some_stand_in_public(posts, departments):
    today = timezone.localdate()
    for _ in range(2):
        other_facts.enter_other_facts(posts, departments, today)
    assert Counter(LostJudgment.objects.values_list("outcome", "status")) == {
        ("refused", "confirmed"): 1,
        ("lost", "confirmed"): 2,
        ("lost", "pending_review"): 1,
    }
    assert Counter(Commendation.objects.values_list("status", flat=True)) == {"confirmed": 2, "draft": 1}
    standing = Publication.objects.filter(status="public").values_list("fact__kind", flat=True)
    assert Counter(standing) == {"judgment": 2, "commendation": 2}


@given(DAYS)
def test_the_last_day_shown_lies_in_the_month_and_not_before_today(today):
    closings = journey._closings(today)
    assert len(closings) == journey.ENDING_RECORDS
    for closes in closings:
        last_shown = closes - timedelta(days=1)
        assert last_shown >= today
        assert (last_shown.year, last_shown.month) == (today.year, today.month)


@given(DAYS)
@example(date(2028, 2, 27))
@example(date(2032, 2, 28))
def test_twelve_months_from_the_decision_end_on_the_very_day(today):
    for closes in journey._closings(today):
        record = journey.penalty_record(
            Department(region=Region()), "模拟罚〔演示〕1号", closes, "debt", "拖欠"
        )
        assert add_months(record.decided_on, 12) == closes


@given(DAYS, st.integers(0, 500))
def test_the_days_of_the_acts_lie_between_effect_and_today(today, row):
    record = DishonestyRecord(effective_on=today - timedelta(days=100), batch_row=row)
    assert today - timedelta(days=100) <= journey._act_day(record, today) <= today
