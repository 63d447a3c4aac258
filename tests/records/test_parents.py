"""Every fact has a parent row that says what its own row says, and that nobody writes by hand."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from common.roles import Role
from records import services
from records.facts.models.facts import fact_kinds
from records.models import DishonestyRecord, Fact, RegisteredKind
from tests import factories
from tests.databases import as_owner
from tests.in_public import said_of

pytestmark = pytest.mark.django_db

MAKERS = {
    "record": factories.record,
    "judgment": factories.judgment,
    "commendation": factories.commendation,
}
SAME = (
    *("department_id", "finding_unit_id", "status", "confirmed_at", "entered_by_id", "last_changed_by_id"),
    *("reviewed_by_id", "content_version"),
)
INVENTED = """
    CREATE TABLE invented_promise (LIKE records_lostjudgment INCLUDING DEFAULTS);
    ALTER TABLE invented_promise ADD enterprise text NOT NULL DEFAULT '', ALTER department_id DROP NOT NULL;
    INSERT INTO records_factkind (key, label, table_name, correctable, subject, columns, shown, window_rule)
    VALUES ('promise', '虚构承诺', 'invented_promise', ARRAY['summary', 'court'], ARRAY['department_id', 'enterprise'],
            '{"number": "case_number", "enterprise_code": "enterprise", "publishable": "outcome = ''lost''"}',
            '{"finding_body": "court", "document_key": "case_key"}', '');
    SELECT records_guard_fact('invented_promise');
"""


def run(statement, *params):
    with as_owner() as cursor:
        cursor.execute(statement, params or None)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def refused(statement, *params, match):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        run(statement, *params)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_parent_says_what_the_row_says_at_each_step(kind):
    for status in ("draft", "pending_review", "confirmed"):
        made = MAKERS[kind](status)
        parent = Fact.objects.get(pk=made.pk)
        assert {name: getattr(parent, name) for name in SAME} == {name: getattr(made, name) for name in SAME}
        assert (parent.kind_id, parent.number, parent.effective_on) == (kind, made.number, made.effective)
        assert parent.of_kind == made


def test_a_record_that_is_never_public_has_such_a_parent():
    hidden = factories.record("confirmed", source_kind="discipline")
    shown = factories.record("confirmed")
    assert [Fact.objects.get(pk=one.pk).publishable for one in (hidden, shown)] == [False, True]
    assert Fact.objects.get(pk=shown.pk).domain == shown.domain


def test_many_rows_changed_by_one_statement_change_their_parents():
    made = [factories.record() for _ in range(3)]
    assert DishonestyRecord.objects.filter(pk__in=[made[0].pk, made[1].pk]).update(domain="debt") == 2
    found = Fact.objects.filter(pk__in=[one.pk for one in made], domain="debt")
    assert set(found.values_list("pk", flat=True)) == {made[0].pk, made[1].pk}


def test_a_row_that_goes_takes_its_parent_along():
    made = factories.record()
    run("DELETE FROM records_dishonestyrecord WHERE id = %s", made.pk)
    assert not Fact.objects.filter(pk=made.pk).exists()


def test_a_row_that_a_publication_rests_on_does_not_go():
    act = factories.publication()
    refused("DELETE FROM records_dishonestyrecord WHERE id = %s", act.fact_id, match="records_publication")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_fact SET status = 'confirmed' WHERE id = %s",
        "DELETE FROM records_fact WHERE id = %s",
        "INSERT INTO records_fact SELECT * FROM records_fact WHERE id = %s",
    ],
)
def test_nobody_writes_a_parent_by_hand(statement):
    refused(statement, factories.record().pk, match="不能直接改写")


def test_a_row_keeps_its_id_which_is_its_parents():
    refused(
        "UPDATE records_dishonestyrecord SET id = uuidv7() WHERE id = %s",
        factories.record().pk,
        match="内部编号",
    )


@pytest.mark.parametrize("kind", MAKERS)
def test_what_a_correction_may_touch_is_the_same_in_code_and_database(kind):
    row = RegisteredKind.objects.get(pk=kind)
    assert row.correctable == list(fact_kinds[kind].CORRECTABLE)
    assert row.shown == fact_kinds[kind].public_columns()
    assert (row.table_name, row.label) == (
        fact_kinds[kind]._meta.db_table,
        fact_kinds[kind]._meta.verbose_name,
    )


@pytest.mark.parametrize("kind", MAKERS)
def test_the_database_says_of_a_fact_in_public_what_its_kind_says(kind):
    made = MAKERS[kind]("confirmed")
    said = {name: None if value is None else str(value) for name, value in made.public_fields().items()}
    assert said_of(made) == said


def test_a_correction_touches_listed_fields_only():
    made = factories.judgment("confirmed")
    case = services.propose_correction(
        made,
        by=factories.posting(Role.CLERK, unit=made.department),
        kind="facts",
        changes={"summary": "更正后的裁判要旨"},
        grounds="裁定补正",
    )
    refused(
        """UPDATE records_correction SET changes = '{"outcome": ["lost", "refused"]}' WHERE id = %s""",
        case.pk,
        match="correction_of_listed_fields",
    )


def test_a_table_that_is_no_kind_is_not_guarded():
    with pytest.raises(DatabaseError, match="不是已登记的信息类型"), transaction.atomic():
        run("SELECT records_guard_fact('records_publication')")


def invented(**columns):
    """A row of an invented kind, from a confirmed judgment."""
    made = factories.judgment("confirmed")
    given = {"id": "00000000-0000-4000-8000-0000000000aa", **columns}
    names = [field.column for field in type(made)._meta.concrete_fields if field.column not in given]
    listed, chosen = ", ".join([*names, *given]), ", ".join([*names, *(["%s"] * len(given))])
    run(
        f"INSERT INTO invented_promise ({listed}) SELECT {chosen} FROM records_lostjudgment WHERE id = '{made.pk}'",
        *given.values(),
    )
    return given["id"]


def test_an_invented_kind_has_a_parent_and_all_guards_from_its_row_alone():
    run(INVENTED)
    promise = invented(department_id=None, enterprise="91320000MA1MODEL0X", outcome="refused")
    parent = Fact.objects.get(pk=promise)
    assert (parent.kind_id, parent.enterprise_code, parent.publishable) == (
        "promise",
        "91320000MA1MODEL0X",
        False,
    )
    refused("UPDATE invented_promise SET summary = '改' WHERE id = %s", promise, match="内容与版本须同时变更")
    refused(
        "UPDATE invented_promise SET case_key = '改' WHERE id = %s", promise, match="内容与版本须同时变更"
    )
    refused("UPDATE invented_promise SET enterprise = 'X' WHERE id = %s", promise, match="不能更换主体")
    refused(
        "UPDATE invented_promise SET summary = '改', content_version = 2 WHERE id = %s",
        promise,
        match="没有相应的更正案",
    )
    refused("UPDATE invented_promise SET status = 'withdrawn' WHERE id = %s", promise, match="撤销须登记")


@pytest.mark.parametrize(
    "subjects", [{"department_id": None, "enterprise": ""}, {"enterprise": "91320000MA1MODEL0X"}]
)
def test_a_fact_has_exactly_one_subject(subjects):
    run(INVENTED)
    with pytest.raises(IntegrityError, match="fact_has_one_subject"), transaction.atomic():
        invented(**subjects)
