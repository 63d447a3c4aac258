"""The nightly figures against a count in Python, and what becomes of them when something is wrong."""

from __future__ import annotations

from collections import Counter
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.errors import Incomplete, WrongState
from common.models import Notice, PublicGeneration
from common.roles import Role
from disclosure.middleware import read_state
from policy.vocabulary import RecordStatus
from records import services
from records.models import DishonestyRecord
from supervision import aggregation
from supervision.models.promises import PromiseCell
from supervision.models.runs import AggregationRun
from supervision.models.summaries import DayTotal, DepartmentYear, OfficeCell, PublicCell
from tests import factories
from tests.commitments import makers as promises
from tests.databases import as_owner
from tests.supervision.scattered import (
    day_counts,
    department_counts,
    office_counts,
    places_above,
    roster,
    scatter,
)

pytestmark = pytest.mark.django_db

CELL = ("region__code", "month", "domain", "basis", "severity", "state", "subject", "records")
PUBLIC_CELL = ("region__code", "month", "domain", "basis", "severity", "records")
TODAY = timezone.localdate()


def as_counter(rows):
    """Rows whose last column is the count; a key that comes twice would be lost, so it fails here."""
    rows = list(rows)
    counted = Counter({row[:-1]: row[-1] for row in rows})
    assert len(counted) == len(rows)
    return counted


def office_cells():
    return as_counter(OfficeCell.objects.current().values_list(*CELL))


def public_cells():
    return as_counter(PublicCell.objects.filter(run__is_current=True).values_list(*PUBLIC_CELL))


def execute(statement, values=None):
    with as_owner() as cursor:
        cursor.execute(statement, values)


@contextmanager
def somebody_else():
    """Another session on the same database."""
    with closing(psycopg2.connect(**connection.get_connection_params())) as other, other.cursor() as cursor:
        yield cursor


# --- what is counted ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_office_cell_is_the_count_of_its_records_at_every_level(seed):
    scatter(seed)
    run = aggregation.run()
    assert run.state == "ok", run.error
    assert office_cells() == office_counts()


def test_a_record_on_a_city_counts_in_its_city_and_province_and_nowhere_below():
    factories.record(subject_region=factories.region("320500"))
    aggregation.run()
    assert {code: n for (code, *_), n in office_cells().items()} == {"320000": 1, "320500": 1}


def test_a_zone_counts_where_it_lies_in_the_tree():
    zone = factories.region("320583")
    zone = type(zone).objects.create(
        code="320583Z01", name="模拟开发区", kind="zone", parent=zone, path=f"{zone.path}320583Z01/"
    )
    factories.record(subject_region=zone)
    assert aggregation.run().state == "ok"
    assert {code for code, *_ in office_cells()} == set(places_above(zone))


def test_department_lines_are_the_counts_of_their_records_by_year_and_state():
    scatter(4)
    aggregation.run()
    found = Counter()
    for line in DepartmentYear.objects.current():
        for state in RecordStatus.values:
            found[line.department_id, line.year, state] = getattr(line, state)
    assert +found == department_counts()
    without_year = DepartmentYear.objects.current().filter(year=None).values_list("department_id", flat=True)
    assert set(without_year) == roster()


def test_a_department_without_records_has_one_line_of_zeros():
    body = factories.department()
    aggregation.run()
    (line,) = DepartmentYear.objects.filter(department=body)
    assert (line.year, line.records, line.confirmed) == (None, 0, 0)


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({"ended_on": TODAY}, False),
        ({"ended_on": TODAY + timedelta(days=1)}, True),
        ({"established_on": TODAY}, True),
        ({"established_on": TODAY + timedelta(days=1)}, False),
        ({"status": "abolished"}, False),
        ({"status": "merged", "ended_on": TODAY + timedelta(days=1)}, True),
        ({"status": "renamed"}, True),
    ],
)
def test_the_roster_is_that_of_the_day(fields, listed):
    body = factories.department(**fields)
    run = aggregation.run(TODAY)
    assert DepartmentYear.objects.filter(department=body).exists() is listed
    assert run.departments == int(listed)


def test_an_abolished_department_keeps_its_lines_while_it_has_records():
    body = factories.department()
    factories.record(department=body)
    type(body).objects.filter(pk=body.pk).update(status="abolished", ended_on=TODAY - timedelta(days=9))
    run = aggregation.run()
    assert run.state == "ok", run.error
    assert DepartmentYear.objects.get(department=body, year=None).records == 1
    assert run.departments == 0


def test_day_totals_count_by_document_and_by_beijing_day_of_entry():
    scatter(5)
    half_past_midnight = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
    record = DishonestyRecord.objects.first()
    DishonestyRecord.objects.filter(pk=record.pk).update(entered_at=half_past_midnight)
    aggregation.run()
    decided = DayTotal.objects.filter(decided__gt=0).values_list("day", "decided")
    entered = DayTotal.objects.filter(entered__gt=0).values_list("day", "entered")
    assert dict(decided) == day_counts("decided_on")
    assert dict(entered) == day_counts("entered_at")
    assert dict(entered)[date(2026, 3, 2)] == 1


def test_a_past_day_leaves_out_what_was_entered_after_it():
    old, new = factories.record(), factories.record()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    DishonestyRecord.objects.filter(pk=old.pk).update(entered_at=midnight - timedelta(microseconds=1))
    DishonestyRecord.objects.filter(pk=new.pk).update(entered_at=midnight)
    run = aggregation.run(TODAY - timedelta(days=1))
    assert (run.records, run.day) == (1, TODAY - timedelta(days=1))
    assert office_cells().total() == len(places_above(old.subject_region))


def test_a_day_to_come_is_refused():
    with pytest.raises(Incomplete, match="还没有到"):
        aggregation.run(TODAY + timedelta(days=1))
    assert not AggregationRun.objects.exists()


def test_the_log_keeps_rows_seconds_data_time_and_what_was_counted():
    scatter(6)
    before = timezone.now()
    run = aggregation.run()
    tables = (OfficeCell, DepartmentYear, DayTotal, PublicCell, PromiseCell)
    assert run.rows == sum(table.objects.count() for table in tables)
    assert (run.records, run.departments, run.public_records) == (60, len(roster()), 0)
    assert run.seconds > 0
    assert run.data_time <= run.finished_at
    assert run.finished_at >= before
    assert run.is_current


# --- the public summary ------------------------------------------------------------------------------


def test_the_public_summary_is_the_count_of_what_the_public_can_read():
    township = factories.department("320102002", level="township")
    acts = [
        factories.publication(),
        factories.publication(department=township),
        factories.publication(department=township, source_kind="accountability", domain="debt"),
    ]
    for status in ("pending", "suspended", "ended"):
        factories.publication(status)
    factories.record("confirmed")
    run = aggregation.run()
    counted = Counter()
    for act in acts:
        record = act.fact.of_kind
        key = act.opens_on.replace(day=1), record.domain, record.source_kind, record.declared_severity
        for code in places_above(record.subject_region):
            counted[code, *key] += 1
    assert public_cells() == counted
    assert run.public_records == len(acts)


def test_the_month_in_public_is_that_in_which_the_window_opened():
    act = factories.publication("signed")
    services.publish(act, by=factories.posting(Role.DIRECTOR), today=TODAY - timedelta(days=31))
    aggregation.run()
    assert {month for _, month, *_ in public_cells()} == {(TODAY - timedelta(days=31)).replace(day=1)}


@pytest.mark.parametrize(
    "stop",
    [
        lambda act, by: services.end_publication(act, by=by, ground="repaired", reason="修复"),
        lambda act, by: services.suspend(act, by=by, reason="核查"),
        lambda act, by: services.withdraw_fact(
            act.fact.of_kind, by=by, reason="撤销", source=factories.source()
        ),
    ],
    ids=["ended", "suspended", "withdrawn"],
)
def test_what_stopped_standing_is_gone_from_the_next_public_summary(stop):
    act = factories.publication()
    aggregation.run()
    assert public_cells().total() > 0
    stop(act, factories.posting(Role.DIRECTOR))
    assert aggregation.run().public_records == 0
    assert not public_cells()


def test_a_window_that_the_clock_closed_is_gone_without_any_act():
    factories.publication()
    aggregation.run()
    execute(
        "CREATE OR REPLACE FUNCTION open.today() RETURNS date LANGUAGE sql AS $$ SELECT date '2099-01-01' $$"
    )
    assert aggregation.run().public_records == 0
    assert not public_cells()


def test_an_earlier_day_never_brings_back_in_public_what_ended_since():
    act = factories.publication()
    services.end_publication(act, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="修复")
    aggregation.run(TODAY - timedelta(days=1))
    assert not public_cells()


def test_the_public_reads_the_current_figures_and_nothing_of_the_office(as_public):
    factories.publication()
    aggregation.run()
    with as_public() as cursor:
        cursor.execute("SELECT sum(records) FROM open.statistic WHERE region_kind = 'province'")
        assert cursor.fetchone()[0] == 1
        cursor.execute("SELECT rows FROM open.aggregation")
        assert cursor.fetchall() == [(1,)]
        for table in (
            "officecell",
            "publiccell",
            "departmentyear",
            "daytotal",
            "promisecell",
            "aggregationrun",
        ):
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                cursor.execute(f"SELECT * FROM public.supervision_{table}")


# --- switching ---------------------------------------------------------------------------------------


def test_the_same_day_twice_gives_the_same_figures_once():
    scatter(7)
    factories.publication()
    promises.running()
    first = aggregation.run()
    office, public = office_cells(), public_cells()
    second = aggregation.run()
    assert (office_cells(), public_cells()) == (office, public)
    assert (second.rows, second.records) == (first.rows, first.records)
    for table in (OfficeCell, DepartmentYear, DayTotal, PublicCell, PromiseCell):
        assert set(table.objects.values_list("run_id", flat=True)) == {second.pk}
    first.refresh_from_db()
    assert not first.is_current
    assert AggregationRun.objects.current() == second


def test_cached_public_pages_go_stale_with_the_new_figures():
    before = read_state()
    aggregation.run()
    assert read_state() != before


def test_two_runs_can_never_be_current():
    aggregation.run()
    other = AggregationRun.objects.create(kind="command", day=TODAY)
    with pytest.raises(IntegrityError, match="one_current_run"), transaction.atomic():
        AggregationRun.objects.filter(pk=other.pk).update(
            is_current=True, state="ok", data_time=timezone.now(), finished_at=timezone.now()
        )


def test_a_second_run_is_refused_while_one_is_under_way():
    with somebody_else() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('aggregation'))")
        with pytest.raises(WrongState, match="另一次统计正在进行"):
            aggregation.run()
        assert not AggregationRun.objects.exists()
        cursor.execute("SELECT pg_advisory_unlock(hashtext('aggregation'))")
    assert aggregation.run().state == "ok"


def test_the_lock_is_given_back_after_a_good_and_after_a_bad_run():
    aggregation.run()
    execute("DROP SCHEMA open CASCADE")
    aggregation.run()
    with somebody_else() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('aggregation'))")
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT pg_advisory_unlock(hashtext('aggregation'))")


@pytest.mark.commits
def test_what_others_enter_during_the_run_does_not_break_it(monkeypatch):
    factories.record()
    real = aggregation.statement

    def while_somebody_enters(name):
        if name == "day":
            clerk = Thread(target=enter_elsewhere)
            clerk.start()
            clerk.join()
        return real(name)

    monkeypatch.setattr(aggregation, "statement", while_somebody_enters)
    run = aggregation.run()
    assert (run.state, run.error) == ("ok", "")
    assert (run.records, DishonestyRecord.objects.count()) == (1, 2)
    assert DayTotal.objects.get(day=TODAY).entered == 1


def enter_elsewhere():
    try:
        factories.record()
    finally:
        connection.close()


def test_a_run_that_died_is_closed_by_the_next():
    died = AggregationRun.objects.create(kind="nightly", day=TODAY)
    aggregation.run()
    died.refresh_from_db()
    assert (died.state, died.is_current) == ("failed", False)
    assert "中断" in died.error


# --- contradictions ----------------------------------------------------------------------------------

LOSE = "RETURN NULL"
DOUBLE = "NEW.{0} := NEW.{0} * 2; RETURN NEW"
PERTURBATIONS = [
    (
        "officecell",
        "records",
        f"IF NEW.region_id = '{{province}}' THEN {LOSE}; END IF; RETURN NEW",
        "全省合计",
    ),
    ("officecell", "records", f"IF NEW.region_id = '{{county}}' THEN {LOSE}; END IF; RETURN NEW", "下级之和"),
    (
        "officecell",
        "records",
        "IF NEW.region_id = '{county}' THEN NEW.records := 5; END IF; RETURN NEW",
        "下级之和",
    ),
    ("officecell", "records", "NEW.region_id := gen_random_uuid(); RETURN NEW", "全省合计"),
    ("departmentyear", "records", f"IF NEW.year IS NULL THEN {LOSE}; END IF; RETURN NEW", "逐一在列"),
    (
        "departmentyear",
        "records",
        "NEW.records := 9; NEW.draft := 9 - NEW.confirmed; RETURN NEW",
        "各部门合计",
    ),
    ("departmentyear", "records", "NEW.records := 9; RETURN NEW", "部门合计等于各状态之和"),
    ("daytotal", "day", "NEW.day := '2026-01-01'; RETURN NEW", "每天只有一行"),
    ("departmentyear", "records", f"IF NEW.year IS NOT NULL THEN {LOSE}; END IF; RETURN NEW", "各年之和"),
    ("daytotal", "decided", DOUBLE, "逐日认定"),
    ("daytotal", "entered", DOUBLE, "逐日录入"),
    (
        "publiccell",
        "records",
        f"IF NEW.region_id = '{{province}}' THEN {LOSE}; END IF; RETURN NEW",
        "公开统计的全省",
    ),
    (
        "publiccell",
        "records",
        f"IF NEW.region_id = '{{county}}' THEN {LOSE}; END IF; RETURN NEW",
        "公开统计的各级",
    ),
]


def perturb(table, column, body):
    """From now on the database spoils what is inserted into a summary."""
    words = {"province": factories.region("320000").pk, "county": factories.region("320102").pk}
    body = body.format(column, **words)
    execute(
        f"CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$;"
        f"CREATE TRIGGER spoil BEFORE INSERT ON supervision_{table} FOR EACH ROW EXECUTE FUNCTION spoil()"
    )


def county_of_the_township():
    return factories.department("320102002", level="township")


@pytest.mark.parametrize(("table", "column", "body", "assertion"), PERTURBATIONS)
def test_a_contradiction_keeps_yesterdays_figures_and_names_the_assertion(table, column, body, assertion):
    factories.publication(department=county_of_the_township())
    yesterday = aggregation.run()
    office, public = office_cells(), public_cells()
    factories.record(department=county_of_the_township())
    generation = PublicGeneration.objects.get().value
    perturb(table, column, body)
    failed = aggregation.run()
    assert (failed.state, failed.is_current) == ("failed", False)
    assert assertion in failed.error
    assert AggregationRun.objects.current() == yesterday
    assert AggregationRun.objects.latest_failure() == failed
    assert (office_cells(), public_cells()) == (office, public)
    assert not OfficeCell.objects.filter(run=failed).exists()
    assert PublicGeneration.objects.get().value == generation


def test_the_contradiction_names_the_place_and_both_numbers():
    factories.record(department=county_of_the_township())
    perturb(
        "officecell", "records", "IF NEW.region_id = '{county}' THEN NEW.records := 5; END IF; RETURN NEW"
    )
    assert aggregation.run().error == "核对“各级地区等于下级之和”未通过：南京市汇总为 1，应为 5"


def test_a_run_that_cannot_be_made_keeps_yesterdays_figures_and_leaves_a_traceback_in_the_log(caplog):
    factories.record()
    yesterday = aggregation.run()
    execute("DROP SCHEMA open CASCADE")
    failed = aggregation.run()
    assert (failed.state, failed.error) == ("failed", aggregation.BROKE_OFF)
    assert AggregationRun.objects.current() == yesterday
    assert 'relation "open.record" does not exist' in caplog.text


def test_a_failure_is_put_before_the_credit_offices_until_a_run_succeeds():
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR, "320500")
    clerk = factories.posting(Role.CLERK)
    gone = factories.posting(Role.OFFICER, until=TODAY - timedelta(days=1))
    factories.record(department=county_of_the_township())
    perturb("officecell", "records", "RETURN NULL")
    failed = aggregation.run()
    for office in (officer, director):
        (notice,) = Notice.objects.waiting_for(office.pk)
        assert notice.object_id == failed.pk
        assert "还没有可显示的统计" in notice.text
        assert "全省合计等于入库记录数" in notice.text
    assert not Notice.objects.filter(recipient__in=[clerk.pk, gone.pk]).exists()
    execute("DROP TRIGGER spoil ON supervision_officecell")
    aggregation.run()
    assert not Notice.objects.waiting_for(officer.pk).exists()
    assert AggregationRun.objects.latest_failure() is None


def test_the_alarm_says_how_old_the_shown_figures_are():
    officer = factories.posting(Role.OFFICER)
    factories.record(department=county_of_the_township())
    shown = aggregation.run()
    perturb("officecell", "records", "RETURN NULL")
    aggregation.run()
    (notice,) = Notice.objects.waiting_for(officer.pk)
    assert f"页面仍显示 {timezone.localtime(shown.data_time):%Y-%m-%d %H:%M} 的统计" in notice.text
