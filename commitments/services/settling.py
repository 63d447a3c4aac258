"""What follows from the columns of a running commitment: when each instalment falls due, which is next, what is met."""

from __future__ import annotations

from datetime import date, timedelta

from commitments.deadlines import DUE, RULE, keep_steps, rule_on, start_due
from commitments.domains.domain import Due, domains
from commitments.models import Commitment, Instalment
from commitments.services.opening import follow
from commitments.vocabulary import CommitmentStatus
from common.deadlines.services import cancel
from common.history import acting
from common.models import Deadline
from common.trail import Actor


def settle(case: Commitment, today: date, *, by: Actor, act: str = "") -> None:
    """Bring instalments and clocks in step with what is known, by an act that is told; safe to run twice."""
    domain = domains[case.domain]
    part = domain.part_of(case)
    keep_steps(case, domain, part, by=by)
    waiting: list[tuple[date, Instalment, Due]] = []
    for one in case.instalments.filter(done_on=None):
        found = domain.due(one, case, part, today)
        day = _day_of(found) if found else None
        if day != one.due_on:
            one.due_on = day
            with acting(by):
                one.save(update_fields=["due_on"])
        if found and day:
            waiting.append((day, one, found))
    _keep_next(case, waiting, by=by)
    case.refresh_from_db()
    follow(case, act)


def _day_of(found: Due) -> date:
    used = rule_on(RULE, found.rule, found.on)
    return found.on + timedelta(days=int(used.value) if found.days is None else found.days)


def _keep_next(case: Commitment, waiting: list[tuple[date, Instalment, Due]], *, by: Actor) -> None:
    running = Deadline.objects.open().filter(kind=DUE.key, object_id=case.pk).first()
    if not waiting:
        _rest(case, by=by)
        return
    day, _, found = min(waiting, key=lambda one: (one[0], one[1].ordinal))
    if running is None or running.due_on != day:
        start_due(case, found, by=by)


def _rest(case: Commitment, *, by: Actor) -> None:
    """End the clock of a promise of which no part has a day to wait for."""
    cancel(DUE, [case.pk], reason="没有等待到期的分期", by=by)
    if case.due_on is not None:
        case.due_on = None
        with acting(by):
            case.save(update_fields=["due_on"])


def settle_open(today: date, *, by: Actor) -> int:
    """Look again at what waits for its time to begin（an agreed inspection that ran out）; return how many moved."""
    open_parts = Instalment.objects.filter(done_on=None)
    rows = Commitment.objects.filter(
        status=CommitmentStatus.RUNNING, due_on=None, pk__in=open_parts.values("commitment")
    )
    moved = 0
    for case in rows:
        settle(case, today, by=by)
        moved += case.due_on is not None
    return moved
