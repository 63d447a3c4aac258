"""The acts on deadlines; each runs in the transaction of the legal act that brings it about."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from common.deadlines.computing import Computation, NamedDays, Pause, compute
from common.deadlines.kinds import DeadlineKind
from common.errors import Incomplete, NotEligible, WrongState
from common.history import acting
from common.models.deadlines import Deadline
from common.models.holidays import Holiday
from common.models.rules import RuleValue
from common.trail import Actor
from days.calendar import Period

Ids = Collection[uuid.UUID]


@dataclass(frozen=True)
class Start:
    """From when a deadline runs, what began it, and the value of the rule that gives its length.

    `amount` picks one of a rule's several lengths; `due` is a day that other norms have cut or moved.
    """

    on: date
    event: str
    rule: RuleValue
    amount: int | None = None
    due: date | None = None

    @property
    def period(self) -> Period:
        """Return the length that the rule gives."""
        amount = int(self.rule.value) if self.amount is None else self.amount
        return Period(amount, self.rule.unit)


def start(kind: DeadlineKind, obj: models.Model, begun: Start, *, by: Actor) -> Deadline:
    """Start one deadline; one that still ran ends with it, and the new day is never the earlier（procedures A.6）."""
    with acting(by), transaction.atomic():
        running = Deadline.objects.open().select_for_update().filter(kind=kind.key, object_id=obj.pk).first()
        if running:
            _cancel(Deadline.objects.filter(pk=running.pk), begun.event)
        made = _row(kind, obj._meta.label_lower, obj.pk, begun, _counted(begun))
        if running and not kind.is_term:
            made.due_on = max(made.due_on, running.due_on)
        made.save(force_insert=True)
        _keep_column([made])
    return made


@transaction.atomic
def start_many(kind: DeadlineKind, model: type[models.Model], ids: Ids, begun: Start, *, by: Actor) -> int:
    """Start the same deadline for many new objects, with one count and one statement; return how many."""
    counted = _counted(begun)
    rows = [_row(kind, model._meta.label_lower, key, begun, counted) for key in ids]
    with acting(by):
        return len(Deadline.objects.bulk_create(rows, batch_size=5000))


def meet(kind: DeadlineKind, ids: Ids, *, on: date, by: Actor) -> int:
    """Write down that what was due is done; a pause ends with it. Return how many were open."""
    with acting(by):
        return _open(kind, ids).update(met_on=on, paused_on=None, pause_reason="")


def cancel(kind: DeadlineKind, ids: Ids, *, reason: str, by: Actor) -> int:
    """End deadlines whose matter goes another way; return how many were open."""
    with acting(by):
        return _cancel(_open(kind, ids), reason)


def reopen(kind: DeadlineKind, ids: Ids, *, by: Actor) -> int:
    """Let deadlines wait again that were met by something since undone; their days stay as they were."""
    with acting(by):
        return Deadline.objects.filter(kind=kind.key, object_id__in=ids, met_on__isnull=False).update(
            met_on=None
        )


@transaction.atomic
def pause(deadline: Deadline, *, on: date, reason: str, by: Actor) -> Deadline:
    """Stop the count from `on` until it is resumed; only clocks before 认定 may（procedures A.6）."""
    row = _locked(deadline, reason)
    if not row.kind_declared.may_pause:
        raise NotEligible(f"{row.label}不因任何申请暂停，请按原期限办理")
    if row.paused_on is not None:
        raise WrongState(f"{row.label}已于 {row.paused_on} 暂停")
    if not row.starts_on < on <= row.due_on:
        raise NotEligible(f"暂停之日须在起算次日和到期日 {row.due_on} 之间")
    row.paused_on, row.pause_reason = on, reason.strip()
    return _saved(row, by)


@transaction.atomic
def resume(deadline: Deadline, *, on: date, by: Actor) -> Deadline:
    """Count on from `on`; what the pause left out is added at the end."""
    row = _locked(deadline, "恢复")
    if row.paused_on is None:
        raise WrongState(f"{row.label}没有暂停")
    if on < row.paused_on:
        raise NotEligible(f"恢复之日不能早于暂停之日 {row.paused_on}")
    over = Pause(row.paused_on, on, row.pause_reason)
    row.pauses = [*row.pauses, {"since": f"{over.since}", "until": f"{over.until}", "reason": over.reason}]
    row.paused_days += over.length
    row.paused_on, row.pause_reason = None, ""
    _recount(row, Holiday.objects.named())
    return _saved(row, by)


@transaction.atomic
def extend(deadline: Deadline, *, to: date, reason: str, by: Actor) -> Deadline:
    """Give more time, with a reason and by whom; an extension never shortens."""
    row = _locked(deadline, reason)
    if to <= row.due_on:
        raise Incomplete(f"延长后的日期须晚于现在的到期日 {row.due_on}", {"to": "须晚于现在的到期日"})
    row.extended_to, row.extended_by, row.extension_reason = to, by.user_id, reason.strip()
    row.due_on = to
    return _saved(row, by)


@transaction.atomic
def recompute_assumed(year: int) -> int:
    """Count anew what was 暂算 for `year`, now that its holidays are known; no day falls earlier（procedures A.6）."""
    named = Holiday.objects.named()
    rows = list(Deadline.objects.assumed(year).select_for_update())
    for row in rows:
        _recount(row, named)
    Deadline.objects.bulk_update(rows, ["computation", "due_on"], batch_size=1000)
    _keep_column(rows)
    return len(rows)


def _counted(begun: Start) -> Computation:
    return compute(begun.on, begun.period, named=Holiday.objects.named())


def _row(kind: DeadlineKind, label: str, key: uuid.UUID, begun: Start, counted: Computation) -> Deadline:
    return Deadline(
        kind=kind.key,
        object_type=label,
        object_id=key,
        label=kind.label,
        starts_on=begun.on,
        start_event=begun.event[:300],
        amount=begun.period.amount,
        unit=begun.period.unit,
        rule=begun.rule,
        due_on=begun.due or counted.due,
        computation=counted.stored(),
    )


def _recount(row: Deadline, named: NamedDays) -> None:
    """Count a row anew; whoever holds the right keeps the later day."""
    counted = compute(row.starts_on, row.period, named=named, pauses=row.pauses_over)
    row.computation = counted.stored()
    row.due_on = max(row.due_on, counted.due)


def _open(kind: DeadlineKind, ids: Ids) -> models.QuerySet[Deadline]:
    return Deadline.objects.open().filter(kind=kind.key, object_id__in=ids)


def _cancel(rows: models.QuerySet[Deadline], reason: str) -> int:
    return rows.update(
        cancelled_on=timezone.localdate(), end_reason=reason[:300], paused_on=None, pause_reason=""
    )


def _locked(deadline: Deadline, reason: str) -> Deadline:
    if not reason.strip():
        raise Incomplete("请写明理由", {"reason": "请写明理由"})
    row = Deadline.objects.select_for_update().get(pk=deadline.pk)
    if not row.is_open:
        raise WrongState(f"{row.label}已经结束，不能再变动")
    return row


def _saved(row: Deadline, by: Actor) -> Deadline:
    with acting(by):
        row.save(force_update=True)
    _keep_column([row])
    return row


def _keep_column(rows: Iterable[Deadline]) -> None:
    """Let the columns that lists ask say the same day as the rows."""
    by_day: dict[tuple[str, str, date], list[uuid.UUID]] = {}
    for row in rows:
        if row.kind_declared.column:
            by_day.setdefault((row.object_type, row.kind_declared.column, row.due_on), []).append(
                row.object_id
            )
    for (label, column, day), ids in by_day.items():
        objects = apps.get_model(label)._base_manager.filter(pk__in=ids)
        objects.exclude(**{column: day}).update(**{column: day})
