"""The clocks of this app: when the next instalment falls due, the steps of a domain, the road of a broken promise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from commitments.domains.domain import Domain, Due, domains
from commitments.models import Breach, Commitment, Dispute
from commitments.reference_data import FOUNDED
from common.deadlines.kinds import DeadlineKind
from common.deadlines.services import Start, cancel, meet, start
from common.models import Deadline, RuleValue
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS, REPRESENTATIVES
from common.rule_values import rule
from common.trail import Actor
from days.calendar import Period, add_period

RULE = "commitment_due"
LABEL, BREACH = "commitments.commitment", "commitments.breach"
DUE = DeadlineKind(
    "commitments.due",
    "兑现期限",
    (LABEL,),
    RULE,
    "承诺的下一期在这一天以前兑现。",
    "提醒承诺主体和信用办；期限规则已确认的，过期列为逾期未兑现，可以登记违约线索。",
    OFFICERS | REPRESENTATIVES,
    column="due_on",
)
VERIFY = DeadlineKind(
    "commitments.verify",
    "违约线索核实期限",
    (BREACH,),
    "breach_clock",
    "线索转出以后，核实机关在这一天以前核实。",
    "提醒核实机关、信用办经办和负责人。",
    OFFICERS | FINDING_BODIES | DIRECTORS,
    column="verify_due",
)
MEND = DeadlineKind(
    "commitments.mend",
    "责令改正期限",
    (BREACH,),
    RULE,
    "责令文书写明，承诺主体在这一天以前改正。",
    "过期没有改正的，可以告知拟认定违约失信。",
    OFFICERS | REPRESENTATIVES | DIRECTORS,
    column="mend_due",
)
HEARING = DeadlineKind(
    "commitments.breach_hearing",
    "拟认定违约失信的陈述申辩截止",
    (BREACH,),
    "statement",
    "告知送达后，承诺主体可以陈述申辩到这一天。收到意见或期满以后才能登记确认。",
    "期满未提出意见的，可以登记确认；不因此作不利的推定。",
    REPRESENTATIVES | DIRECTORS,
    column="hearing_due",
    is_right=True,
)
ROAD = (VERIFY, MEND, HEARING)


def all_kinds() -> Iterator[DeadlineKind]:
    """Yield every kind of this app, those that domains declare among them."""
    yield from (DUE, *ROAD)
    for domain in domains.values():
        yield from (clock.kind for clock in domain.clocks)
        yield from (kind for kind, _ in domain.disputes.values())


def rule_on(kind: str, key: str, day: date) -> RuleValue:
    """Return the value by which a clock that begins on `day` is counted."""
    # The rules begin with the policy; a contract that was signed before it goes by their first version.
    return rule(kind, key, max(day, FOUNDED))


def runs_until(kind: str, key: str, day: date) -> date:
    """Return the last day of a period by a dated rule that begins on `day`."""
    used = rule(kind, key, day)
    return add_period(day, Period(int(used.value), used.unit))


def start_due(case: Commitment, found: Due, *, by: Actor) -> date:
    """Let the next instalment fall due; return the day, which the column keeps.

    The right is the other side's: a day that what has happened since brings forward is the earlier one.
    """
    cancel(DUE, [case.pk], reason=found.event, by=by)
    used = rule_on(RULE, found.rule, found.on)
    return start(DUE, case, Start(found.on, found.event, used, amount=found.days), by=by).due_on


def keep_steps(case: Commitment, domain: Domain, part: Any, *, by: Actor) -> None:  # noqa: ANN401
    """Begin and meet the domain's clocks as its columns say: each begins once, from its own day."""
    known = {row.kind: row for row in Deadline.objects.of(case)}
    for clock in domain.clocks:
        begins, met = _day(case, part, clock.begins), _day(case, part, clock.met)
        if begins is None:
            continue
        row = known.get(clock.kind.key)
        if row is None or (row.starts_on != begins and row.met_on is None):
            event = f"{begins} {clock.kind.label}起算"
            used = rule_on(clock.kind.rule_kind, clock.rule, begins)
            start(clock.kind, case, Start(begins, event, used), by=by)
        if met is not None:
            meet(clock.kind, [case.pk], on=met, by=by)


def _day(case: Commitment, part: Any, name: str) -> date | None:  # noqa: ANN401
    if not name:
        return case.kept_on
    holder = case if name == "signed_on" else part
    day: date | None = getattr(holder, name)
    return day


def meet_due(case: Commitment, on: date, *, by: Actor) -> None:
    """Write down that the instalment that was next is done."""
    meet(DUE, [case.pk], on=on, by=by)


def end_due(case: Commitment, reason: str, *, by: Actor) -> None:
    """End every clock of a promise that is not to be kept any more; what was asked about it is still to be answered."""
    kinds = [DUE, *(clock.kind for clock in domains[case.domain].clocks)]
    for kind in kinds:
        cancel(kind, [case.pk], reason=reason, by=by)


def start_dispute(dispute: Dispute, kind: DeadlineKind, key: str, *, by: Actor) -> None:
    """Let the time to answer run from the day of receipt."""
    begun = Start(
        dispute.received_on,
        f"{dispute.received_on} 收到{dispute.get_kind_display()}",
        rule_on(kind.rule_kind, key, dispute.received_on),
    )
    start(kind, dispute, begun, by=by)


def start_verification(case: Breach, on: date, *, by: Actor) -> None:
    """Let the time to verify run from the day on which the lead went out."""
    start(VERIFY, case, Start(on, f"{on} 转核实", rule("breach_clock", "verify", on)), by=by)


def start_mending(case: Breach, served_on: date, until: date, *, by: Actor) -> None:
    """Let the order's own term run."""
    event = f"{served_on} 责令文书送达，写明的期限"
    days = (until - served_on).days
    start(MEND, case, Start(served_on, event, rule_on(RULE, "contract", served_on), amount=days), by=by)


def start_hearing(case: Breach, served_on: date, *, by: Actor) -> None:
    """Start 陈述申辩 with the service of the notice."""
    begun = Start(served_on, f"{served_on} 告知送达", rule("statement", "period", served_on))
    start(HEARING, case, begun, by=by)


def meet_road(kind: DeadlineKind, case: Breach, on: date, *, by: Actor) -> None:
    """Write down that a step of the road is done."""
    meet(kind, [case.pk], on=on, by=by)


def end_road(keys: Collection[UUID], reason: str, *, by: Actor) -> None:
    """End every clock of cases that go no further."""
    for kind in ROAD:
        cancel(kind, keys, reason=reason, by=by)
