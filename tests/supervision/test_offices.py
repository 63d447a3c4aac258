"""Who sees which figures, who may make them anew, and how the command and the clock do it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from common.errors import NotAllowed
from common.models import Transition
from common.roles import CREDIT_OFFICE, Role
from common.tasks import prepare_trail_partitions
from integrity_portal.celery import app
from integrity_portal.schedule import TABLE
from supervision import aggregation, services, tasks
from supervision.models.runs import AggregationRun
from supervision.models.summaries import DayTotal, DepartmentYear, OfficeCell
from tests import factories
from tests.databases import as_owner
from tests.supervision.scattered import scatter

pytestmark = pytest.mark.django_db


def execute(statement):
    with as_owner() as cursor:
        cursor.execute(statement)


# --- who sees what -----------------------------------------------------------------------------------


@pytest.fixture
def figures():
    scatter(11)
    aggregation.run()


def test_a_city_sees_its_own_regions_and_no_civil_servant_counted(figures):
    seen = OfficeCell.objects.current().visible_to(factories.posting(Role.OFFICER, "320100"))
    codes = set(seen.values_list("region__code", flat=True))
    assert codes == {"320100", "320102", "320102002", "320102003", "320106"}
    assert set(seen.values_list("subject", flat=True)) == {"department"}


def test_a_domain_is_seen_all_over_the_province_and_no_other(figures):
    posting = factories.posting(Role.CLERK, place=None, domain="debt")
    seen = OfficeCell.objects.current().visible_to(posting)
    assert set(seen.values_list("domain", flat=True)) == {"debt"}
    assert seen.filter(region__kind="province").exists()


def test_the_auditor_sees_civil_servants_counted_too(figures):
    seen = OfficeCell.objects.current().visible_to(factories.posting(Role.AUDITOR))
    assert seen.count() == OfficeCell.objects.count()
    assert set(seen.values_list("subject", flat=True)) == {"department", "official"}


@pytest.mark.parametrize(
    "role", [Role.REPRESENTATIVE, Role.FINDING_BODY, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN]
)
def test_no_total_tells_of_what_a_role_may_not_read(figures, role):
    posting = factories.posting(role)
    assert not OfficeCell.objects.visible_to(posting).exists()
    assert not DepartmentYear.objects.visible_to(posting).exists()
    assert not DayTotal.objects.visible_to(posting).exists()


def test_a_county_sees_the_lines_of_its_departments(figures):
    seen = DepartmentYear.objects.current().visible_to(factories.posting(Role.CLERK, "320102"))
    assert set(seen.values_list("department__region__code", flat=True)) == {
        "320102",
        "320102002",
        "320102003",
    }


def test_one_level_of_one_region_adds_up_to_the_records_below_it(figures):
    city = factories.region("320100")
    cells = OfficeCell.objects.current()
    own = cells.of_region(city)
    assert set(own.values_list("region__code", flat=True)) == {"320100"}


# --- by hand -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(Role))
def test_the_credit_office_and_nobody_else_makes_the_figures_anew(role):
    posting = factories.posting(role)
    if role in CREDIT_OFFICE:
        run = services.rerun(by=posting)
        assert (run.state, run.kind) == ("ok", "rerun")
        row = Transition.objects.get(object_id=run.pk)
        assert (row.act, row.actor, row.posting_role) == ("rerun", posting.user_id, role)
        assert row.after == {"state": "ok", "error": ""}
    else:
        with pytest.raises(NotAllowed, match="重新统计由信用办经办、信用办负责人办理"):
            services.rerun(by=posting)
        assert not AggregationRun.objects.exists()


def test_a_rerun_asked_for_by_task_is_done_through_the_posting():
    posting = factories.posting(Role.OFFICER)
    assert tasks.rerun(str(posting.pk)) == "ok"
    assert Transition.objects.get(act="rerun").posting_id == posting.pk


def test_the_nightly_task_may_run_twice():
    assert (tasks.aggregate(), tasks.aggregate()) == ("ok", "ok")
    assert set(AggregationRun.objects.values_list("kind", flat=True)) == {"nightly"}
    assert AggregationRun.objects.filter(is_current=True).count() == 1


# --- the command -------------------------------------------------------------------------------------


def test_the_command_says_what_it_counted():
    factories.publication()
    out = StringIO()
    call_command("aggregate", stdout=out)
    run = AggregationRun.objects.get()
    assert (
        f"统计完成：{timezone.localdate()}，数据截至 {timezone.localtime(run.data_time):%Y-%m-%d %H:%M}"
        in out.getvalue()
    )
    assert "入库记录 1 条，公示中 1 条，名录部门 1 个" in out.getvalue()


def test_the_command_takes_a_day():
    yesterday = timezone.localdate() - timedelta(days=1)
    call_command("aggregate", date=yesterday, stdout=StringIO())
    assert AggregationRun.objects.get().day == yesterday


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["--date", "2099-01-01"], "还没有到"), (["--date", "昨天"], "请写成 2026-11-23 的样子")],
)
def test_the_command_refuses_a_day_that_it_cannot_count(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("aggregate", *arguments)


def test_the_command_fails_with_the_sentence_and_the_age_of_what_is_shown():
    call_command("aggregate", stdout=StringIO())
    execute("DROP SCHEMA open CASCADE")
    with pytest.raises(CommandError, match=r"统计没有做完.*；仍显示 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d 的统计"):
        call_command("aggregate", stdout=StringIO())


# --- the clock ---------------------------------------------------------------------------------------

ENTRIES = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}


@pytest.mark.parametrize(
    ("task", "due"),
    [
        ("records.tasks.end_expired_publications", datetime(2026, 11, 23, 16, 5, tzinfo=UTC)),
        ("supervision.tasks.aggregate", datetime(2026, 11, 23, 18, 0, tzinfo=UTC)),
        ("records.tasks.remind_officers", datetime(2026, 11, 24, 0, 0, tzinfo=UTC)),
        ("exchange.tasks.purge_import_files", datetime(2026, 11, 23, 15, 20, tzinfo=UTC)),
        ("common.tasks.prepare_trail_partitions", datetime(2026, 11, 30, 17, 0, tzinfo=UTC)),
    ],
)
def test_the_clock_strikes_in_beijing_time(task, due):
    schedule = ENTRIES[task]
    schedule.app = app
    since, left, _ = schedule.remaining_delta(datetime(2026, 11, 23, 15, 0, tzinfo=UTC))
    assert (since + left).astimezone(UTC) == due


def test_every_task_of_the_table_is_one_that_the_worker_knows():
    app.loader.import_default_modules()
    assert {task for _, _, task in TABLE} <= set(app.tasks)
    assert len({name for name, _, _ in TABLE}) == len(TABLE)


def test_the_trail_has_a_partition_for_each_month_to_come():
    prepare_trail_partitions()
    assert prepare_trail_partitions() == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_regclass('common_transition_' || to_char(now() + interval '12 months', 'YYYYMM'))"
        )
        assert cursor.fetchone() != (None,)
