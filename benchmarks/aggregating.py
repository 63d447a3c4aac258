"""The nightly run over many records, against its bare GROUPING SETS statement."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from benchmarks.generating import fill
from benchmarks.report import Table, ms, times
from supervision import aggregation
from supervision.models.summaries import OfficeCell
from supervision.statements import statement
from tests import databases

TITLE = "Nightly aggregation"


def measure(records: int, repeats: int) -> Table:
    """Fill a database with `records` and run the aggregation twice: onto nothing, and in place of last night's."""
    with databases.clone(databases.template(), "bench"):
        standing = records // 10
        fill(departments=max(records // 33, 100), records=records, standing=standing)
        table = Table(
            TITLE,
            f"{records:,} records of {max(records // 33, 100):,} departments, {standing:,} of them in public. Yardstick: the"
            " office summary's GROUPING SETS statement alone, into a table without key or index.",
        )
        scan = median(_clock("SELECT count(*) FROM records_dishonestyrecord") for _ in range(repeats))
        first, bare, indexed, again = aggregation.run(), [], [], []
        for _ in range(repeats):  # in turn, so that a busy moment hits all of them
            bare.append(_bare())
            indexed.append(_indexed())
            again.append(aggregation.run())
        wrong = [run.error for run in (first, *again) if run.error]
        if wrong:
            raise RuntimeError(f"the aggregation failed: {wrong[0]}")
        cells, alone = OfficeCell.objects.count(), median(bare)
        whole = {"first run": [first], "nightly run": again}
        table.add("`SELECT count(*)` over the records", ms(scan), times(scan, alone))
        table.add(f"the bare statement, {cells:,} cells", ms(alone), "1.00 ×")
        table.add(
            "the same into the summary with its indexes", ms(median(indexed)), times(median(indexed), alone)
        )
        for name, runs in whole.items():
            seconds = median(float(run.seconds or 0) for run in runs)
            what = f"{name}: four summaries, {first.rows:,} rows, asserted, switched"
            table.add(what, ms(seconds), times(seconds, alone))
    return table


def _bare() -> float:
    with databases.as_owner() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute("CREATE TABLE bare (LIKE supervision_officecell)")
        cursor.execute("SELECT set_config('work_mem', %s, false)", [aggregation.MEMORY])
        return _clock(statement("office").replace("INTO supervision_officecell", "INTO bare"))


def _indexed() -> float:
    seconds = _clock(statement("office"))
    _clock(
        "DELETE FROM supervision_officecell WHERE run_id NOT IN (SELECT id FROM supervision_aggregationrun)"
    )
    return seconds


def _clock(sql: str) -> float:
    values = {"run": uuid4(), "until": timezone.now() + timedelta(days=1)}
    return timed(lambda cursor: cursor.execute(sql, values))


def timed(act: Callable[..., object]) -> float:
    with connection.cursor() as cursor:
        began = time.perf_counter()
        act(cursor)
        return time.perf_counter() - began
