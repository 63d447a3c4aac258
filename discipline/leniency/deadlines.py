"""The clocks of leniency, step by step; they only remind, and move no day of record, publicity or measure."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from common.deadlines.kinds import DeadlineKind
from common.deadlines.services import Start, cancel, meet, start
from common.roles import DIRECTORS, FINDING_BODIES, OFFICERS
from common.rule_values import rule
from common.trail import Actor
from discipline.leniency.models import Leniency
from discipline.leniency.rule_kinds import CLOCK

LABEL = "discipline.leniency"


def _step(key: str, word: str, about: str) -> DeadlineKind:
    return DeadlineKind(
        f"leniency.{key}",
        f"从轻、免于惩戒{word}截止",
        (LABEL,),
        CLOCK,
        about,
        "提醒承办的岗位；不因迟延视为从轻、免于，或者不予。",
        OFFICERS | DIRECTORS | FINDING_BODIES,
        column="due_on",
    )


ACCEPT = _step("accept", "受理", "须在这一天以前受理或者不予受理。")
EXAMINE = _step("examine", "审查", "须在这一天以前核实是否主动、挽回多少，写出审查意见。")
DECIDE = _step("decide", "决定", "须在这一天以前作出决定。")
SERVE = _step("serve", "送达", "决定须在这一天以前送达当事单位。")
KINDS = (ACCEPT, EXAMINE, DECIDE, SERVE)


def next_clock(
    case: Leniency, met: DeadlineKind | None, kind: DeadlineKind, event: str, *, by: Actor
) -> None:
    """Write down that the step before is done today, and start the clock of the next."""
    today = timezone.localdate()
    if met:
        meet(met, [case.pk], on=today, by=by)
    value = rule(CLOCK, kind.key.partition(".")[2], today)
    start(kind, case, Start(today, f"{today} {event}", value), by=by)
    case.refresh_from_db()


def stop_all(cases: Collection[UUID], *, reason: str, by: Actor) -> None:
    """End every clock of cases that go no further, by their keys."""
    for kind in KINDS:
        cancel(kind, cases, reason=reason, by=by)
