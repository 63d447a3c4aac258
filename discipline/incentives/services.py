"""An incentive is registered for an honour that stands, decided by another person, and falls with the honour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.ends import Ended
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.once import once
from common.trail import Actor
from common.workflow import move_many
from days.calendar import add_months
from discipline.incentives.catalogue import line_of, line_on
from discipline.incentives.models import OPEN, Incentive
from discipline.incentives.vocabulary import IncentiveStatus
from dossiers.models import Honour
from policy.vocabulary import PublicationKind, RecordStatus
from records.facts.models.kinds import FactKind

S = IncentiveStatus
STRUCK = "这项荣誉已作废，不能据以激励"


@dataclass(frozen=True)
class Grant:
    """The decision that grants it: body, document, from when until which last day."""

    body_name: str
    document_number: str
    decided_on: date
    starts_on: date
    until: date


def bar_incentive(fact: FactKind) -> str:
    """Return why nothing is given for a fact, "" where it may be."""
    if fact.KIND != PublicationKind.COMMENDATION:
        return "守信激励只对守信记录"
    return "" if fact.status == RecordStatus.CONFIRMED else "守信记录认定以后才登记激励"


def propose(
    *, by: Actor, measure: str, reason: str, fact: FactKind | None = None, honour: Honour | None = None
) -> Incentive:
    """Register what an honour is to bring（登记守信激励）; raises NotEligible, WrongState."""
    if fact is not None and (words := bar_incentive(fact)):
        raise NotEligible(words)
    if honour is not None and honour.struck_at is not None:
        raise NotEligible(STRUCK)
    line = line_on(measure, timezone.localdate())
    case = Incentive(
        fact=fact.parent if fact else None,
        honour=honour,
        measure=line.key,
        label=line.label,
        measure_version=line.version,
        because=reason.strip(),
        registered_by_id=by.user_id,
    )
    with once("incentive_one_open", WrongState(f"这项荣誉已有办理中的“{line.label}”")):
        case.enter(by=by, reason=reason)
    case.refresh_from_db()
    return case


def bar_deciding(case: Incentive, by: Actor) -> str:
    """Return why `by` may not decide it: whoever registered it does not."""
    return "登记这件激励的人不能决定它（四眼原则）" if by.user_id == case.registered_by_id else ""


def bar_granting(case: Incentive, by: Actor) -> str:
    """Return why it cannot be granted by `by`: registered by the same person, or by a line that nobody confirmed."""
    line = line_of(case.measure, case.measure_version)
    unsettled = "" if line.is_settled else f"目录里的“{line.label}”还没有经负责人确认（待核实），不能据以决定"
    return bar_deciding(case, by) or _bar_of_honour(case) or unsettled


def _bar_of_honour(case: Incentive) -> str:
    """Return why an official's honour brings nothing: it was struck from the file meanwhile."""
    is_struck = Incentive.objects.filter(pk=case.pk, honour__struck_at__isnull=False).exists()
    return STRUCK if is_struck else ""


@transaction.atomic
def grant(case: Incentive, *, by: Actor, reason: str, given: Grant) -> Incentive:
    """Write down the decision of the body that grants it."""
    if words := bar_granting(case, by):
        raise NotAllowed(words)
    latest = latest_day(case, given.starts_on)
    if latest and given.until > latest:
        raise Incomplete("期限太长", {"until": f"不能晚于 {latest}（目录的最长期限和荣誉的有效期）"})
    named: dict[str, Any] = dict(vars(given))
    return case.move("grant", by=by, reason=reason, decided_by_id=by.user_id, **named)


def latest_day(case: Incentive, starts_on: date) -> date | None:
    """Return the last day on which it may run: the catalogue's longest term, the honour's own validity."""
    months = int(line_of(case.measure, case.measure_version).value["months"])
    valid: date | None = None
    if case.fact is not None:
        valid = case.fact.of_kind.stands_until
    elif case.honour is not None:
        valid = case.honour.valid_until
    longest = add_months(starts_on, months) - timedelta(days=1) if months else None
    return min(filter(None, (longest, valid)), default=None)


@transaction.atomic
def decline(case: Incentive, *, by: Actor, reason: str) -> Incentive:
    """Decide that nothing is given."""
    if words := bar_deciding(case, by):
        raise NotAllowed(words)
    moved: Incentive = case.move("decline", by=by, reason=reason)
    return moved


@transaction.atomic
def revoke(case: Incentive, *, by: Actor, reason: str) -> Incentive:
    """Take back what was given, on a decision told in the reason."""
    return case.move("revoke", by=by, reason=reason, revoked_because=reason.strip()[:300])


def revoke_with_honour(rows: QuerySet[Incentive], ended: Ended) -> None:
    """Revoke what was given for honours that were withdrawn, in the act that withdraws them."""
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        because = f"所依据的荣誉已{ended.way.label}：{ended.reason}"
        move_many(
            Incentive.objects.filter(pk__in=keys),
            "revoke",
            by=ended.by,
            caused_by=ended.cause("fact_id"),
            reason=because,
            revoked_because=because[:300],
        )


@transaction.atomic
def keep(*, by: Actor, today: date) -> int:
    """Write down, every night, whose term is over, and revoke what rests on an honour struck from an official's file."""
    past = Q(until__lt=today) | Q(honour__valid_until__lt=today)
    over = Incentive.objects.filter(past, status=S.RUNNING)
    done = move_many(over, "expire", by=by, reason="激励期限届满")
    struck = Incentive.objects.filter(status__in=OPEN, honour__struck_at__isnull=False)
    because = "所依据的荣誉已从档案中作废"
    return done + move_many(struck, "revoke", by=by, reason=because, revoked_because=because)
