"""The nightly figures: staged, asserted, switched at once. Sets only; no record passes through Python."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from common import projections
from common.errors import Incomplete, WrongState
from common.models import Notice
from common.roles import CREDIT_OFFICE
from postings.models import Posting
from supervision import repair_figures
from supervision.assertions import ASSERTIONS, CONSTRAINTS
from supervision.models.promises import PromiseCell
from supervision.models.runs import AggregationRun, Occasion, RunState
from supervision.models.summaries import DayTotal, DepartmentYear, OfficeCell, PublicCell
from supervision.statements import statement

logger = logging.getLogger(__name__)

SUMMARIES = ("office", "department", "day", "public", "promise")
FIGURES: tuple[Any, ...] = (OfficeCell, DepartmentYear, DayTotal, PublicCell, PromiseCell)
MEMORY = "128MB"
"""What a statement may hold in memory before it sorts on disk; cells, not records, are what takes room."""
TOPIC = "aggregation.failed"
BROKE_OFF = "统计没有做完，原因见系统日志；请系统管理员处理后重新统计"
INTERRUPTED = "统计中断：进程在做完之前停止"


class DoesNotAddUpError(Exception):
    """New figures contradict themselves or the records; the message names the assertion."""


def run(day: date | None = None, *, kind: Occasion = Occasion.COMMAND) -> AggregationRun:
    """Make all summaries anew and show them, if every assertion holds; return the run as the log keeps it.

    `day` is the last Beijing day whose entries count (default today); the public summary is always of
    what stands now. A failed run leaves the figures that were shown, and tells the credit offices.
    Twice the same day gives the same figures. Raises WrongState while another run is under way.
    """
    day = day or timezone.localdate()
    if day > timezone.localdate():
        raise Incomplete(f"{day} 还没有到，不能统计", {"day": "不能晚于今天"})
    with _alone():
        _close_interrupted()
        made = AggregationRun.objects.create(kind=kind, day=day)
        started = time.monotonic()
        error = _attempt(made)
        seconds = round(time.monotonic() - started, 3)
        # What is shown was told with its moment at the switch and does not change afterwards.
        failure = {"state": RunState.FAILED, "error": error, "finished_at": timezone.now()} if error else {}
        AggregationRun.objects.filter(pk=made.pk).update(seconds=seconds, **failure)
        made.refresh_from_db()
        _tell(made)
    return made


def _attempt(made: AggregationRun) -> str:
    """Make the figures; return why they are not shown, nothing when they are."""
    try:
        _make(made)
    except DoesNotAddUpError as contradiction:
        return str(contradiction)[:300]
    except IntegrityError as broken:
        return f"核对“{_constraint(broken)}”未通过：数据库拒收了新的统计"
    except Exception:
        logger.exception("aggregation of %s broke off", made.day)
        return BROKE_OFF
    return ""


def _constraint(broken: IntegrityError) -> str:
    """Return the words for the constraint that a new figure broke."""
    name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", "") or str(broken)
    return CONSTRAINTS.get(name, name)


def _make(made: AggregationRun) -> None:
    """Stage, assert and switch in one transaction."""
    midnight = datetime.combine(made.day + timedelta(days=1), clock.min, timezone.get_default_timezone())
    values = {"run": made.pk, "day": made.day, "until": midnight}
    with _one_moment() as cursor:
        rows = 0
        for name in SUMMARIES:
            cursor.execute(statement(name), values)
            rows += cursor.rowcount
        for assertion in ASSERTIONS:
            contradiction = assertion.broken_by(cursor, values)
            if contradiction:
                raise DoesNotAddUpError(contradiction)
        repair_figures.take(timezone.localdate())
        _switch(made, rows=rows, **_counts(cursor, values))


def _counts(cursor: CursorWrapper, values: dict[str, Any]) -> dict[str, Any]:
    """Return what the log says of the moment that was counted."""
    cursor.execute(statement("counts"), values)
    names = ("data_time", "records", "public_records", "departments", "promises")
    return dict(zip(names, cursor.fetchone(), strict=True))


def _switch(made: AggregationRun, **log: object) -> None:
    """Show the new figures in place of the old, which go; the public pages' state names the run that is shown."""
    AggregationRun.objects.filter(is_current=True).update(is_current=False)
    AggregationRun.objects.filter(pk=made.pk).update(
        is_current=True, state=RunState.OK, finished_at=timezone.now(), **log
    )
    for figures in FIGURES:
        figures.objects.exclude(run=made).delete()
    projections.changed(run=made.pk)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the session's lock, so that no two runs overlap; the server lets go of it when a process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('aggregation'))")
        if not cursor.fetchone()[0]:
            raise WrongState("另一次统计正在进行，请等它结束后再试")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('aggregation'))")


@contextmanager
def _one_moment() -> Iterator[Any]:
    """A transaction that sees one moment throughout: what others write meanwhile cannot make figures differ."""
    nested = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if not nested:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT set_config('work_mem', %s, true)", [MEMORY])
        yield cursor


def _close_interrupted() -> None:
    """Whoever holds the lock is the only run: another one still called running died."""
    AggregationRun.objects.filter(state=RunState.RUNNING).update(
        state=RunState.FAILED, error=INTERRUPTED, finished_at=timezone.now()
    )


def _tell(made: AggregationRun) -> None:
    """After a good run put old alarms away; after a failed one raise one."""
    if made.state == RunState.OK:
        Notice.objects.filter(topic=TOPIC, done_at__isnull=True).update(done_at=timezone.now())
        return
    shown = AggregationRun.objects.current()
    still = (
        f"页面仍显示 {timezone.localtime(shown.data_time):%Y-%m-%d %H:%M} 的统计"
        if shown
        else "还没有可显示的统计"
    )
    text = f"{made.day} 的统计失败，{still}。{made.error}"
    offices = Posting.objects.in_force(timezone.localdate()).filter(role__in=CREDIT_OFFICE)
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=office.pk,
                topic=TOPIC,
                object_type="supervision.aggregationrun",
                object_id=made.pk,
                text=text[:300],
            )
            for office in offices
        ],
        ignore_conflicts=True,
    )
