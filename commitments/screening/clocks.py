"""The clock of a hit by name: a person decides it within a dated limit. procedures E.23"""

from __future__ import annotations

from django.utils import timezone

from commitments.screening.models import Hit
from common.deadlines.kinds import DeadlineKind
from common.deadlines.services import Start, cancel, meet, start
from common.roles import OFFICERS
from common.rule_values import rule
from common.trail import Actor

RULE = "screening_clock"
DECIDE = DeadlineKind(
    "screening.decide",
    "名称命中的核实期限",
    ("commitments.hit",),
    RULE,
    "名称或者曾用名命中的，经办在这一天以前核实是不是同一主体。",
    "提醒经办；不因迟延视为同一主体，也不视为不是。",
    OFFICERS,
    column="due_on",
)


def start_decision(kind: DeadlineKind, hit: Hit, *, by: Actor) -> None:
    """Let the time to decide run from the comparison."""
    today = timezone.localdate()
    start(kind, hit, Start(today, f"{today} 名称命中", rule(RULE, "decide", today)), by=by)


def meet_decision(hit: Hit, *, by: Actor) -> None:
    """Write down that a person has decided."""
    meet(DECIDE, [hit.pk], on=timezone.localdate(), by=by)


def end_decision(hit: Hit, reason: str, *, by: Actor) -> None:
    """End the time to decide of a hit that counts for nothing any more."""
    cancel(DECIDE, [hit.pk], reason=reason[:300], by=by)
