"""What the clock does by itself: every line names a job there is, at a time of Beijing, and twice is as good as once."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from celery.schedules import crontab
from django.utils import timezone

from common.models import Notice, Transition
from common.request_id import request_id
from integrity_portal.celery import ToldTask, app
from integrity_portal.schedule import BEAT_SCHEDULE, TABLE, daily, hourly, monthly
from postings import tasks as posting_tasks
from postings.models import Posting
from records import tasks
from records.models import Publication
from tests import factories

BEIJING = ZoneInfo("Asia/Shanghai")


def _task(path: str):
    app.loader.import_default_modules()
    app.autodiscover_tasks(force=True)
    return app.tasks[path]


@pytest.mark.parametrize(("name", "when", "task"), TABLE, ids=[line[2] for line in TABLE])
def test_every_line_names_a_job_that_needs_nothing_and_tells_its_name(name, when, task):
    found = _task(task)
    assert isinstance(found, ToldTask)
    assert not inspect.signature(found.run).parameters
    assert BEAT_SCHEDULE[name] == {"task": task, "schedule": when}


def test_no_line_hides_another():
    assert len(BEAT_SCHEDULE) == len({task for _, _, task in TABLE}) == len(TABLE)


def test_the_clock_is_that_of_beijing():
    assert str(app.timezone) == "Asia/Shanghai"
    assert app.conf.beat_schedule == BEAT_SCHEDULE


def _next(when: crontab, last: datetime) -> datetime:
    when.app = app
    when.nowfun = lambda: last
    return last + when.remaining_estimate(last)


@pytest.mark.parametrize(
    ("when", "then"),
    [
        (daily("00:05"), datetime(2026, 12, 1, 0, 5, tzinfo=BEIJING)),
        (daily("23:59"), datetime(2026, 11, 30, 23, 59, tzinfo=BEIJING)),
        (hourly(20), datetime(2026, 11, 30, 23, 20, tzinfo=BEIJING)),
        (monthly(1, "01:00"), datetime(2026, 12, 1, 1, 0, tzinfo=BEIJING)),
        (monthly(31, "01:00"), datetime(2026, 12, 31, 1, 0, tzinfo=BEIJING)),
    ],
)
def test_a_line_says_the_next_time(when, then):
    assert _next(when, datetime(2026, 11, 30, 23, 0, tzinfo=BEIJING)) == then


def test_what_the_night_ends_is_ended_before_the_figures_are_added_up():
    at = {task: (min(when.hour), min(when.minute)) for _, when, task in TABLE if isinstance(when, crontab)}
    assert at["records.tasks.end_expired_publications"] < at["supervision.tasks.aggregate"]
    assert at["postings.tasks.effect_reorganisations"] < at["supervision.tasks.aggregate"]


def test_a_job_is_known_by_its_id_while_it_runs_and_not_afterwards():
    @app.task(name="tests.whoami")
    def whoami() -> str:
        return request_id.get()

    try:
        before = request_id.get()
        assert whoami.apply(task_id="job-1").result == "job-1"
        assert request_id.get() == before
    finally:
        app.tasks.pop("tests.whoami")


def test_a_job_that_fails_forgets_its_id_too():
    @app.task(name="tests.fails")
    def fails() -> None:
        raise ValueError("no")

    try:
        before = request_id.get()
        assert fails.apply(task_id="job-2").failed()
        assert request_id.get() == before
    finally:
        app.tasks.pop("tests.fails")


def _at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


@pytest.mark.django_db
def test_a_window_ends_by_beijing_midnight_and_the_trail_names_the_clock_and_the_job():
    publication = factories.publication()
    last_evening = datetime.combine(publication.closes_on, datetime.min.time(), BEIJING) - timedelta(
        minutes=1
    )
    with _at(last_evening.astimezone(UTC)):
        assert tasks.end_expired_publications.apply().result == 0
    with _at((last_evening + timedelta(minutes=6)).astimezone(UTC)):
        assert tasks.end_expired_publications.apply(task_id="night-1").result == 1
        assert tasks.end_expired_publications.apply(task_id="night-2").result == 0
    publication.refresh_from_db()
    assert (publication.status, publication.end_ground) == ("ended", "expired")
    row = Transition.objects.get(object_id=publication.pk, act="end")
    assert (row.posting_role, row.request_id, row.reason) == ("clock", "night-1", "公示期满")


@pytest.mark.django_db
def test_a_suspended_window_ends_by_the_clock_all_the_same():
    publication = factories.publication("suspended")
    with _at(datetime.combine(publication.closes_on, datetime.min.time(), BEIJING)):
        assert tasks.end_expired_publications.apply().result == 1
    assert Publication.objects.get().end_ground == "expired"


@pytest.mark.django_db
def test_officers_are_reminded_once_however_often_the_job_runs():
    publication = factories.publication()
    with _at(datetime.combine(publication.closes_on - timedelta(days=10), datetime.min.time(), BEIJING)):
        assert tasks.remind_officers.apply().result == Posting.objects.filter(role="officer").count() == 1
        assert tasks.remind_officers.apply().result == 0
    assert Notice.objects.get(topic="publication.ending").due_on == publication.closes_on


@pytest.mark.django_db
@pytest.mark.parametrize("job", ["effect_reorganisations", "remind_of_expiring_postings"])
def test_a_job_with_nothing_to_do_does_nothing(job):
    before = Transition.objects.count()
    assert getattr(posting_tasks, job).apply().result in (0, None)
    assert Transition.objects.count() == before


@pytest.mark.django_db
def test_a_post_that_ends_soon_with_work_open_is_told_of_once():
    today = timezone.localdate()
    clerk = factories.posting("clerk", until=today + timedelta(days=3))
    factories.record(clerk=clerk)
    assert posting_tasks.remind_of_expiring_postings.apply().result == 1
    assert posting_tasks.remind_of_expiring_postings.apply().result == 0
    told = Notice.objects.get(topic="posting.expiring")
    assert told.recipient == clerk.pk
    assert str(clerk.until) in told.text
