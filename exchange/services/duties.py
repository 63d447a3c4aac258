"""The reporting duty（归集）: units × quarters, filed by a return or a nil statement, reminded, listed when late."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from common.deadlines.services import Start, meet, reopen, start_many
from common.ends import Ended
from common.errors import Incomplete, NotEligible
from common.models import Holiday, Notice
from common.rule_values import rule
from common.rulebook import Change, Effect, compare_dates
from common.trail import Actor
from common.workflow import enter_many, move_many
from days.calendar import Period, add_period, add_working_days
from exchange.deadlines import REPORTING
from exchange.fact_kinds import reported_kinds
from exchange.models.batches import BatchStatus, ImportBatch, ImportKind
from exchange.models.duties import REPORTERS, DutyStatus, ReportingDuty, quarter_before, quarter_days
from organisations.vocabulary import DepartmentStatus
from postings.holidays import calendar_with
from postings.models import Posting

OPENED, SOON, PASSED, REMINDED = "duty.opened", "duty.soon", "duty.passed", "duty.reminded"
_INSERT = (
    "INSERT INTO exchange_reportingduty"
    " (id, unit_id, year, quarter, due_on, rule_id, status, statement, created_at)"
    " SELECT uuidv7(), d.id, %s, %s, %s, %s, %s, '', now() FROM organisations_department d"
    " WHERE d.status = %s AND d.level = ANY(%s) AND (d.established_on IS NULL OR d.established_on <= %s)"
    " AND NOT EXISTS (SELECT FROM exchange_reportingduty k"
    " WHERE k.unit_id = d.id AND k.year = %s AND k.quarter = %s)"
)


@transaction.atomic
def open_duties(today: date, *, by: Actor) -> int:
    """Give each unit that must report its task for the quarter that is over; safe to run twice."""
    year, quarter = quarter_before(today)
    _first, last = quarter_days(year, quarter)
    period, levels = rule("reporting_due", "quarter", today), rule("reporting_units", "levels", today)
    due = add_period(last, Period(int(period.value), period.unit), holidays=Holiday.objects.as_calendar())
    values = [year, quarter, due, period.pk, DutyStatus.PENDING, DepartmentStatus.ACTIVE, levels.value, last]
    made = enter_many(ReportingDuty, _INSERT, [*values, year, quarter], by=by, reason="季度终了")
    return start_many(REPORTING, ReportingDuty, made, Start(last, f"{last} 季度终了", period), by=by)


@transaction.atomic
def match_duties(today: date, *, by: Actor) -> int:
    """File every waiting duty whose unit has had a return imported since the quarter's end; the oldest first."""
    filed = 0
    quarters = ReportingDuty.objects.pending().order_by("year", "quarter")
    for year, quarter in quarters.values_list("year", "quarter").distinct():
        waiting = ReportingDuty.objects.pending().filter(year=year, quarter=quarter)
        found = _returns(OuterRef("unit_id")).filter(finished_at__date__gt=quarter_days(year, quarter)[1])
        first = found.order_by("finished_at")
        due = waiting.filter(Exists(found))
        ids = list(due.values_list("pk", flat=True))
        filed += move_many(
            due,
            "report",
            by=by,
            reason="收到本单位的归集表",
            batch_id=Subquery(first.values("pk")[:1]),
            filed_by_id=Subquery(first.values("posting__user")[:1]),
            filed_on=Subquery(first.values("finished_at__date")[:1]),
        )
        meet(REPORTING, ids, on=today, by=by)
        _put_away(ids)
    return filed


@transaction.atomic
def file_return(duty: ReportingDuty, *, by: Posting, batch: ImportBatch) -> ReportingDuty:
    """File a duty by a finished import of the quarter or after it."""
    if not candidates(duty).filter(pk=batch.pk).exists():
        raise Incomplete(
            "这个批次不能作为本季度的归集报送",
            {"batch": "须是本单位本季度以来已完成的失信信息导入，并且没有用于其他季度"},
        )
    duty.move(
        "report",
        by=by,
        batch_id=batch.pk,
        statement="",
        filed_by_id=by.user_id,
        filed_on=timezone.localdate(),
    )
    meet(REPORTING, [duty.pk], on=timezone.localdate(), by=by)
    _put_away([duty.pk])
    return duty


@transaction.atomic
def file_nil(duty: ReportingDuty, *, by: Posting, statement: str) -> ReportingDuty:
    """State that the unit had nothing to report（零报告）; refused when something of the quarter is on file."""
    if not statement.strip():
        raise Incomplete("零报告须写明核查情况", {"statement": "请写明核查了什么、没有应归集的信息"})
    known = facts_known(duty)
    if known:
        raise NotEligible(f"{duty.period}已有 {known} 条本单位报送或认定的记录，不能零报告")
    duty.move(
        "report_nil",
        by=by,
        reason=statement.strip(),
        statement=statement.strip(),
        filed_by_id=by.user_id,
        filed_on=timezone.localdate(),
    )
    meet(REPORTING, [duty.pk], on=timezone.localdate(), by=by)
    _put_away([duty.pk])
    return duty


@transaction.atomic
def reopen_duty(duty: ReportingDuty, *, by: Posting, reason: str) -> ReportingDuty:
    """Send a return or a nil statement back; the duty waits again and the unit is told."""
    duty.move("reopen", by=by, reason=reason, batch_id=None, statement="", filed_by_id=None, filed_on=None)
    reopen(REPORTING, [duty.pk], by=by)
    _tell([duty], REMINDED, lambda d: f"{d.period}归集报送退回：{reason}"[:300])
    return duty


@transaction.atomic
def remind_unit(duty: ReportingDuty, *, by: Posting, reason: str = "") -> int:
    """Ask the unit's reporters once more; return how many postings were asked."""
    duty.move("remind", by=by, reason=reason)
    return _tell([duty], REMINDED, lambda d: f"催报：{d.period}归集信息请于 {d.by_when()} 前报送或作零报告")


def reopened_by_undoing(filed: QuerySet[ReportingDuty], ended: Ended) -> None:
    """Let the duties wait again whose import was undone, and ask their reporters anew.

    Where a draft of the import was submitted meanwhile the duty still rests on it.
    """
    nothing: dict[str, Any] = {"batch_id": None, "statement": "", "filed_by_id": None, "filed_on": None}
    kept: set[uuid.UUID] = set()
    for kind in reported_kinds():
        live = kind.objects.live().filter(batch_id__in=ended.ids)
        kept |= set(live.order_by().values_list("batch_id", flat=True).distinct())
    duties = list(filed.exclude(batch__in=kept))
    rows = ReportingDuty.objects.filter(pk__in=[duty.pk for duty in duties])
    if duties and move_many(rows, "unfile", by=ended.by, reason=ended.reason, **nothing):
        reopen(REPORTING, [duty.pk for duty in duties], by=ended.by)
        _tell(duties, REMINDED, lambda d: f"{d.period}归集报送所据的导入批次已撤回，请重新报送或作零报告")


@transaction.atomic
def remind_late(duties: QuerySet[ReportingDuty], today: date, *, by: Posting) -> int:
    """Ask the reporters of every duty of `duties` whose day has passed; return how many duties were reminded of."""
    late = ReportingDuty.objects.passed(today).filter(pk__in=duties.order_by().values("pk"))
    found = list(late.select_related("unit", "rule"))
    number = move_many(late, "remind", by=by, reason="催报全部到期未报")
    _tell(
        found,
        REMINDED,
        lambda d: f"催报：{d.period}归集信息应于 {d.by_when()} 前报送，尚未收到，请报送或作零报告",
    )
    return number


def remind_of_duties(today: date) -> int:
    """Tell units of new duties, of those that are due soon and of those whose day has passed; each once."""
    days = int(rule("reminder", "reporting_due", today).value)
    waiting = ReportingDuty.objects.pending().select_related("unit", "rule")
    soon = waiting.filter(due_on__gte=today, due_on__lte=add_period(today, Period(days, "calendar_day")))
    passed = waiting.passed(today)
    return (
        _tell(
            waiting.filter(due_on__gte=today), OPENED, lambda d: f"请报送{d.period}归集信息，没有的作零报告"
        )
        + _tell(soon, SOON, lambda d: f"{d.period}归集信息将于 {d.by_when()} 截止，尚未报送")
        + _tell(
            passed, PASSED, lambda d: f"{d.period}归集信息应于 {d.by_when()} 前报送，尚未收到，请尽快报送"
        )
    )


def candidates(duty: ReportingDuty) -> QuerySet[ImportBatch]:
    """Return the finished returns by which a duty may be filed: the unit's own, or others' with rows about it."""
    about = Q(department=duty.unit_id) | Q(reporting_unit=duty.unit_id)
    own, since = Q(posting__unit=duty.unit_id), duty.days[0]
    for kind in reported_kinds():
        own |= Q(Exists(kind.objects.filter(about, batch_id=OuterRef("pk"))))
    done = _done().filter(own, finished_at__date__gte=since)
    used = ReportingDuty.objects.filter(unit=duty.unit_id, batch=OuterRef("pk"))
    return done.exclude(Exists(used)).order_by("-finished_at")


def facts_known(duty: ReportingDuty) -> int:
    """Return how many live facts of the quarter the unit reported or found."""
    first, last = duty.days
    own = Q(reporting_unit=duty.unit_id) | Q(finding_unit=duty.unit_id)
    return sum(
        kind.objects.live().filter(own, **{f"{kind.DATES[0]}__range": (first, last)}).count()
        for kind in reported_kinds()
    )


def on_reporting_due(change: Change) -> Effect:
    """Return how the duties that wait would be due by another period."""
    holidays, period = Holiday.objects.as_calendar(), Period(int(change.value), change.unit)
    rows = (
        (1, duty.due_on, add_period(duty.days[1], period, holidays=holidays))
        for duty in ReportingDuty.objects.pending()
    )
    return compare_dates(
        "待报的归集任务", rows, today=change.today, note="已生成的任务截止日不变，新期限从下一季度起用。"
    )


def on_duties_of_holidays(change: Change) -> Effect:
    """Return how the duties that wait would be due by the new calendar."""
    holidays = calendar_with(change)
    working = ReportingDuty.objects.pending().filter(rule__unit="working_day").select_related("rule")
    rows = (
        (1, duty.due_on, add_working_days(duty.days[1], int(duty.rule.value), holidays=holidays).due)
        for duty in working
    )
    return compare_dates(
        "待报的归集任务",
        rows,
        today=change.today,
        note="已生成的任务截止日不变；暂算的按新日历重算，只会推后。",
    )


def on_reporting_reminder(change: Change) -> Effect | None:
    """Return how many duties the reminder would tell of today."""
    if change.key != "reporting_due":
        return None
    until = change.today + timedelta(days=int(change.value))
    told = ReportingDuty.objects.pending().filter(due_on__gte=change.today, due_on__lte=until).count()
    return Effect("今天要提醒的归集任务", told, [("按新值", told)])


def _done() -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(
        kind=ImportKind.DISHONESTY, status=BatchStatus.DONE, dry_run=False, accepted__gt=0
    )


def _returns(unit: OuterRef | UUID) -> QuerySet[ImportBatch]:
    used = ReportingDuty.objects.filter(unit=OuterRef("posting__unit"), batch=OuterRef("pk"))
    return _done().filter(~Exists(used), posting__unit=unit)


def _tell(duties: Iterable[ReportingDuty], topic: str, words: Callable[[ReportingDuty], str]) -> int:
    """Ask every reporter of each duty's unit; who was asked before is not asked again, but a 催报 reopens."""
    today = timezone.localdate()
    by_unit: dict[UUID, list[ReportingDuty]] = {}
    for duty in duties:
        by_unit.setdefault(duty.unit_id, []).append(duty)
    postings = Posting.objects.in_force(today).filter(role__in=REPORTERS, unit__in=by_unit)
    notices = [
        Notice(
            recipient=posting,
            topic=topic,
            object_type="exchange.reportingduty",
            object_id=duty.pk,
            text=words(duty),
            due_on=duty.due_on,
        )
        for posting, unit in postings.values_list("pk", "unit")
        for duty in by_unit[unit]
    ]
    if topic == REMINDED:
        Notice.objects.filter(topic=topic, object_id__in=[notice.object_id for notice in notices]).delete()
    before = Notice.objects.filter(topic=topic).count()
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return Notice.objects.filter(topic=topic).count() - before


def _put_away(duties: list[Any]) -> None:
    asked = Notice.objects.filter(object_id__in=duties, topic__startswith="duty.", done_at__isnull=True)
    asked.update(done_at=timezone.now())
