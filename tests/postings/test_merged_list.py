"""One page out of many queues reads no more of each than may stand on it, and still shows all in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common import merged_list as merging
from common.merged_list import Part, merge
from common.registry import Work
from common.roles import Role
from records.models import DishonestyRecord, LostJudgment
from tests import factories
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    monkeypatch.setattr(merging, "PER_PAGE", 2)


def told(row):
    return Work(matter=row.number, url="/")


def parts():
    """Records with a clock, the earliest first, one of them without; judgments without any."""
    records, judgments = (
        DishonestyRecord.objects.order_by("statement_due", "pk"),
        LostJudgment.objects.order_by("pk"),
    )
    return [
        Part(judgments, judgments.count(), told),
        Part(records, records.count(), told, "statement_due"),
    ]


@pytest.fixture
def rows():
    """Numbers in the order in which they must come: by day, then by part."""
    days = [TODAY, TODAY + timedelta(days=2), TODAY + timedelta(days=1), None]
    made = [factories.record() for _ in days]
    for record, day in zip(made, days, strict=True):
        DishonestyRecord.objects.filter(pk=record.pk).update(statement_due=day)
    judgments = [factories.judgment() for _ in range(3)]
    ordered = [made[0], made[2], made[1], *judgments, made[3]]
    return [row.number for row in ordered]


def test_the_pages_together_are_all_rows_in_order(rows):
    pages = [merge(parts(), str(number)) for number in range(1, 5)]
    assert [line.matter for page in pages for line in page.lines] == rows
    assert {page.total for page in pages} == {7}
    assert merge(parts(), "99").page.number == 4


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_page_reads_no_more_keys_of_a_queue_than_may_stand_on_it(rows, number):
    found = parts()
    with CaptureQueriesContext(connection) as asked:
        merge(found, str(number))
    keys = [query["sql"] for query in asked if "LIMIT" in query["sql"]]
    assert [sql.rsplit("LIMIT ", 1)[1] for sql in keys] == [str(2 * number)] * 2
    assert len(asked) == 4


def test_the_lists_of_my_work_are_counted_by_the_database_and_read_by_the_page():
    clerk = factories.posting(Role.CLERK)
    made = [factories.record(clerk=clerk) for _ in range(5)]
    for record in made[:3]:
        record.submit(by=clerk)
    client = client_of(clerk)
    for address, total in (("/work/", 2), ("/work/sent/", 3)):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        assert f"共 {total} 件" in text(page)
        assert len(page.context["listing"].lines) == 2
        unbounded = [
            query["sql"]
            for query in asked
            if query["sql"].startswith('SELECT "records_dishonestyrecord"."id" ')
            and "LIMIT" not in query["sql"]
        ]
        assert unbounded == []
