"""The public store: it follows every act, keeps its counts, and a difference from its definition is found and named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from common import projections
from common.models import Notice
from common.projections import Change
from common.roles import Role
from disclosure import middleware, tasks, wall
from disclosure.open.models import OpenDepartment, OpenDepartmentCount, OpenEnded, OpenRecord
from disclosure.store import check, refresh
from organisations.models import Department, DepartmentCode
from records import services
from supervision import aggregation
from tests import factories
from tests.databases import as_owner
from tests.disclosure.rows import another, standing
from tests.disclosure.test_corrected import corrected
from tests.disclosure.test_wall import change, is_refused, relations
from tests.integrity_portal.test_signed_text import ALTERED, PAST_THE_GUARDS

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def state_is_read_each_time(monkeypatch):
    """What the passing of a moment does between two requests."""
    monkeypatch.setattr(middleware, "STATE_SECONDS", -1)


def stored(statement, *given):
    """What a question to the store's tables answers, asked by their owner."""
    with as_owner() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def facets():
    with connection.cursor() as cursor:
        cursor.execute("SELECT facet, choice, records FROM open.tally('{}', 1000) WHERE facet <> ''")
        return {(facet, choice): records for facet, choice, records in cursor.fetchall()}


def test_the_store_names_nothing_outside_its_schema():
    for part in (*wall.KEPT, *wall.READERS):
        assert "public." not in (wall.SQL / f"{part}.sql").read_text(encoding="utf-8"), part


def test_the_office_itself_writes_no_row_of_the_store():
    standing()
    tables = relations("nspname = 'open' AND relkind = 'r'")
    assert len(tables) >= 10
    for table in tables:
        for statement in (f"DELETE FROM {table}", f"INSERT INTO {table} DEFAULT VALUES", f"TRUNCATE {table}"):
            assert is_refused(statement), statement
    assert is_refused("UPDATE open.stored_fact SET facts = '改写'")
    assert is_refused("SELECT public.disclosure_refresh_table('fact')")
    assert is_refused("SELECT public.disclosure_refresh_stored_fact('{}')")


def test_what_the_public_site_calls_runs_as_a_role_that_can_read_the_store_alone():
    owners = "SELECT DISTINCT pg_get_userbyid(proowner) FROM pg_proc WHERE pronamespace = 'open'::regnamespace AND prosecdef"
    assert stored(owners) == [("portal_store",)]
    views = "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'open'::regnamespace AND relkind = 'v'"
    assert stored(views) == [("portal_store",)]
    office = relations("nspname = 'public' AND relkind IN ('r', 'p', 'v')")
    readable = "SELECT has_table_privilege('portal_store', %s, 'SELECT, INSERT, UPDATE, DELETE')"
    assert [name for name in office if stored(readable, name) == [(True,)]] == []
    writable = "SELECT has_table_privilege('portal_store', %s, 'INSERT, UPDATE, DELETE, TRUNCATE')"
    inside = relations("nspname = 'open' AND relkind = 'r'")
    assert [name for name in inside if stored(writable, name) == [(True,)]] == []


PLANTED = {
    "differs": "UPDATE open.stored_fact SET facts = '改写' WHERE public_id = %s",
    "missing": "DELETE FROM open.stored_fact WHERE public_id = %s",
    "surplus": "INSERT INTO open.stored_ended (public_id) VALUES (%s)",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_difference_is_named_told_to_the_office_and_turns_health_red(read, capsys, fault):
    made, director = standing(), factories.posting(Role.DIRECTOR)
    assert read("/healthz").status_code == 200
    stored(PLANTED[fault] + " RETURNING 1", str(made.public_id))
    with pytest.raises(CommandError, match="处不一致"):
        call_command("check_public")
    said = capsys.readouterr().err
    assert str(made.public_id) in said
    assert check.FAULTS[fault] in said
    told = Notice.objects.get(recipient=director.pk, topic=check.TOPIC)
    assert str(made.public_id) in told.text
    answer = read("/healthz")
    assert (answer.status_code, answer.content.decode().strip()) == (503, "store differs from its definition")
    call_command("check_public", "--mend")
    assert check.differences() == []
    told.refresh_from_db()
    assert told.done_at is not None
    assert read("/healthz").status_code == 200


@pytest.mark.parametrize("what", ["the text", "a record"])
def test_what_was_altered_past_the_guards_has_ended_for_readers_and_turns_health_red_with_the_next_act(
    read, what
):
    made, (_, put) = standing(), ALTERED[what]
    other = another(made, 1)
    assert read(f"/r/{made.public_id}/").status_code == 200
    with as_owner() as cursor:
        cursor.execute(PAST_THE_GUARDS)
        cursor.execute(f"{put} WHERE id = %s", [str(made.pk if "publication" in put else made.fact_id)])
    assert read("/healthz").status_code == 200, "nobody has looked yet"
    projections.changed(facts=[made.fact_id])
    gone = read(f"/r/{made.public_id}/")
    assert (gone.status_code, "不在公示中" in gone.content.decode()) == (410, True)
    assert read("/healthz").status_code == 503
    assert read(f"/r/{other}/").status_code == 200
    assert [(one.key, one.fault) for one in check.check()] == [(str(made.public_id), "altered")]
    assert read("/healthz").status_code == 503


def test_a_kept_count_that_is_wrong_is_found():
    standing()
    stored("UPDATE open.count_by_facet SET records = records + 1 WHERE county_code = '*' RETURNING 1")
    (found,) = check.differences()
    assert (found.table, found.fault) == ("count_by_facet", "differs")


def test_after_the_nightly_figures_the_store_is_as_defined(read):
    standing()
    assert aggregation.run().error == ""
    assert check.differences() == []
    assert tasks.check_store() == 0
    assert read("/healthz").status_code == 200


def test_the_nightly_comparison_fails_loudly():
    made = standing()
    stored(PLANTED["missing"] + " RETURNING 1", str(made.public_id))
    with pytest.raises(RuntimeError, match="不一致"):
        tasks.check_store()


def test_what_the_day_closed_goes_out_once(set_today, read):
    made = standing()
    set_today(made.closes_on)
    assert read(f"/r/{made.public_id}/").status_code == 410, "from midnight on, before any job"
    assert facets() == {}
    assert stored("SELECT count(*) FROM open.stored_fact") == [(1,)]
    assert tasks.keep_store() > 0
    assert tasks.keep_store() == 0
    assert stored("SELECT count(*) FROM open.stored_fact") == [(0,)]
    assert read(f"/r/{made.public_id}/").status_code == 410
    assert check.differences() == []


def test_what_the_day_closed_while_its_department_was_out_of_sight_is_an_ended_address(set_today, read):
    made = standing()
    change(made.fact.of_kind.department, is_shown=False)
    assert read(f"/r/{made.public_id}/").status_code == 404
    set_today(made.closes_on)
    refresh.refresh_day()
    assert check.differences() == []
    assert read(f"/r/{made.public_id}/").status_code == 410
    assert refresh.refresh_day() == 0


def test_what_the_day_opens_comes_in(set_today, as_public):
    made = standing()
    set_today(made.opens_on - timedelta(days=1))
    refresh.refresh_all()
    with as_public():
        assert not OpenRecord.objects.exists()
        assert not OpenEnded.objects.exists()
    set_today(made.opens_on)
    assert tasks.keep_store() > 0
    with as_public():
        assert OpenRecord.objects.get().public_id == made.public_id


def test_health_is_red_where_midnight_is_late(set_today, read):
    made = standing()
    set_today(made.closes_on + timedelta(days=1))
    stored("UPDATE open.stored_fact SET closes_on = %s RETURNING 1", TODAY - timedelta(days=1))
    assert read("/healthz").content.decode().startswith("store is late")
    tasks.keep_store()
    assert read("/healthz").status_code == 200


def test_kept_counts_equal_a_full_count_after_every_kind_of_change():
    first = standing()
    for number, severity in enumerate(("serious", "ordinary", "serious")):
        another(first, number, face={"severity": severity})
    held = factories.publication("suspended")
    director = factories.posting(Role.DIRECTOR)
    before = facets()
    services.resume(held, by=director, reason="核实完毕")
    assert sum(facets().values()) == sum(before.values()) + 5, "one more in each of the five facets"
    services.end_publication(first, by=director, ground="repaired", reason="修复")
    assert facets() == before | {k: n for k, n in facets().items() if n != before.get(k)}
    assert check.differences() == []
    lines = stored("SELECT count(*) FROM open.count_by_facet")[0][0]
    refresh.fold_counts()
    assert stored("SELECT count(*) FROM open.count_by_facet")[0][0] < lines
    assert check.differences() == []


def test_three_corrections_lead_to_the_last_and_nowhere_once_that_is_held_or_ended(read):
    first = factories.publication()
    chain = [first]
    for times in ("一次", "二次", "三次"):
        chain.append(corrected(chain[-1], facts=f"逾期仍未支付，{times}补正"))
    *old, last = chain
    address = f"/r/{last.public_id}/"
    assert [read(f"/r/{act.public_id}/")["Location"] for act in old] == [address] * 3
    director = factories.posting(Role.DIRECTOR)
    services.suspend(last, by=director, reason="核查")
    assert {read(f"/r/{act.public_id}/").status_code for act in chain} == {410}
    last.refresh_from_db()
    services.resume(last, by=director, reason="核实完毕")
    assert [read(f"/r/{act.public_id}/")["Location"] for act in old] == [address] * 3
    last.refresh_from_db()
    services.end_publication(last, by=director, ground="repaired", reason="修复")
    answers = [read(f"/r/{act.public_id}/") for act in chain]
    assert {answer.status_code for answer in answers} == {410}
    assert all(str(last.public_id) not in answer.content.decode() for answer in answers[:3])


def test_a_corrected_text_that_the_clock_ended_is_led_to_by_nobody(set_today, read):
    old = factories.publication()
    new = corrected(old)
    set_today(new.closes_on)
    answer = read(f"/r/{old.public_id}/")
    assert answer.status_code == 410
    assert str(new.public_id) not in answer.content.decode()


def test_bodies_merged_one_after_the_other_lead_to_the_last(read):
    first, second, third = (factories.department() for _ in range(3))
    made = factories.publication(department=first)
    ended = {"status": "merged", "ended_on": TODAY}
    change(first, successor=second, **ended)
    change(second, successor=third, **ended)
    for body in (first, second):
        assert read(f"/departments/{body.credit_code}/")["Location"] == f"/departments/{third.credit_code}/"
    assert made.face_title in read(f"/departments/{third.credit_code}/").content.decode()
    assert made.face_title in read("/records/", department=third.credit_code).content.decode()
    assert check.differences() == []


def test_a_code_borne_by_two_leads_to_who_bears_it_now_else_to_who_bore_it_last(read):
    long_ago, lately, now = (factories.department() for _ in range(3))
    code, days = factories.credit_code(), timedelta(days=365)
    DepartmentCode.objects.create(department=long_ago, code=code, until=TODAY - 3 * days)
    DepartmentCode.objects.create(department=lately, code=code, until=TODAY - days)
    for body in (long_ago, lately):
        change(body)
    assert read(f"/departments/{code}/")["Location"] == f"/departments/{lately.credit_code}/"
    former = now.credit_code
    change(now, credit_code=code)
    assert read(f"/departments/{code}/").status_code == 200
    assert now.name in read(f"/departments/{code}/").content.decode()
    assert former not in read(f"/departments/{code}/").content.decode()


def test_a_renamed_department_is_one_row_and_its_facts_are_not_touched(read):
    made = standing()
    body = made.fact.of_kind.department
    then = stored("SELECT xmin::text, department_name FROM open.stored_fact")
    change(body, name="模拟改名以后的局（演示）", credit_code=factories.credit_code())
    assert stored("SELECT xmin::text, department_name FROM open.stored_fact") == then
    name = body.name
    body.refresh_from_db()
    page = read(f"/r/{made.public_id}/").content.decode()
    assert body.credit_code in page
    assert name in page, "the name of then"


def test_a_department_out_of_sight_takes_its_records_along_and_brings_them_back(as_public):
    made = standing()
    body = made.fact.of_kind.department
    change(body, is_shown=False)
    with as_public():
        assert not OpenRecord.objects.exists()
    change(body, is_shown=True)
    with as_public():
        assert OpenRecord.objects.exists()
        assert OpenDepartmentCount.objects.get().records == 1
    assert check.differences() == []


def test_a_change_of_the_map_is_followed(as_public):
    standing()
    made = factories.department("320102")
    region = made.region
    type(region).objects.filter(pk=region.pk).update(name="改名区")
    refresh.follow(Change(regions=frozenset({region.pk})))
    with as_public():
        assert OpenDepartment.objects.get(credit_code=made.credit_code).region_name == "改名区"
    assert check.differences() == []


def test_a_department_changed_past_its_services_is_found():
    made = factories.department()
    Department.objects.filter(pk=made.pk).update(name="没有告诉公开库的名称")
    (found,) = check.differences()
    assert (found.table, found.fault) == ("department", "differs")
