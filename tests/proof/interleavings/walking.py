"""A walk: acts in any order by anybody on one place, each looked at by the oracle as soon as it is done or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from common.errors import ActRefused
from common.workflow import Workflow
from postings.services import held_postings
from tests.proof.interleavings import acting, watching
from tests.proof.interleavings.acting import BEGUN_ELSEWHERE, CLOCK_WORK, ON_FACTS, Draw
from tests.proof.interleavings.filling import Pick, first
from tests.proof.interleavings.oracle import Complaint, Oracle
from tests.proof.interleavings.world import PERSONAL, Place, place

TODAY = "CREATE OR REPLACE FUNCTION open.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$ {} $$"
BY_SETTING = (
    "SELECT coalesce(nullif(current_setting('proof.today', true), ''),"
    " (now() AT TIME ZONE 'Asia/Shanghai')::date::text)::date"
)
LAST_OF_A_NIGHT = timedelta(hours=1)


class Refused(Exception):
    """An act that was refused: the walk goes on from where it stood."""


@dataclass
class Step:
    """What was tried, and what came of it: done, refused with the class of the refusal, or broken."""

    tried: str
    seat: str
    outcome: str
    words: str = ""
    made: Any = None
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def line(self) -> str:
        """Say the step in one line, as a report prints it."""
        return f"{self.tried} by {self.seat}: {self.outcome} {self.words}".rstrip()


class Walk:
    """One example: the place, its clock, its oracle and its log."""

    def __init__(self, ground: Place, now: datetime, clock: Any) -> None:
        self.clock, self.now, self.place = clock, now, ground
        self.oracle = Oracle(watching.LAW.read_text(encoding="utf-8"), personal=PERSONAL)
        self.seq = 0
        self.log: list[dict[str, Any]] = []
        self.steps: list[Step] = []
        self.state: dict[str, Any] = {}
        self._say_day()
        self.look("begin", "", "done")
        self.oracle.complaints.clear()

    @property
    def cases(self) -> list[Workflow]:
        """Return every case of the place in the order in which it came, facts first."""
        keys = [key for key in self.oracle.order if key in self.oracle.rows]
        return [self.case(key) for key in keys]

    def case(self, key: str) -> Any:
        """Return a case as it stands now."""
        return apps.get_model(self.oracle.rows[key]["kind"])._base_manager.get(pk=key)

    def seat(self, name: str) -> Any:
        """Return the posting that a seat acts through today; None where it holds no more, as the middleware says."""
        kept = self.place.seats[name]
        if not hasattr(kept, "deputy"):
            return kept
        held = held_postings(kept.user, timezone.localdate())
        return next((one for one in held if one.pk == kept.pk), None)

    def act(
        self, case: Workflow, name: str, seat: str, pick: Pick = first, *, spoil: bool = False, **told: str
    ) -> Step:
        """Try one act on one case."""
        tried = f"{case._meta.label_lower}.{name}"
        now = self.case(str(case.pk))
        bodies = self.place.bodies
        return self._try(
            tried,
            seat,
            lambda by: acting.perform(Draw(now, by, pick, bodies), name, spoil=spoil, **told),
            about=str(case.pk),
            spoilt=spoil,
        )

    def begin(self, name: str, seat: str, fact: Any = None, pick: Pick = first) -> Step:
        """Try to begin a case, about a fact or by itself."""
        driver, _ = {**ON_FACTS, **BEGUN_ELSEWHERE}[name]
        now = self.case(str(fact.pk)) if fact is not None else None
        draw = lambda by: Draw(now, by, pick, self.place.bodies)  # noqa: E731
        return self._try(
            name, seat, lambda by: driver(draw(by)), about=str(fact.pk) if fact is not None else ""
        )

    def wait(self, days: int) -> Step:
        """Let days pass, and the clock do its nightly work."""
        self.now += timedelta(days=days)
        self.clock.move_to(self.now)
        self._say_day()

        def work(_: Any) -> None:
            for path in CLOCK_WORK:
                module, _, task = path.rpartition(".")
                getattr(import_module(module), task)()

        return self._try(f"wait {days}", "clock", work)

    def _say_day(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('proof.today', %s, true)", [timezone.localdate().isoformat()])

    def _try(
        self, tried: str, seat: str, do: Callable[[Any], Any], about: str = "", *, spoilt: bool = False
    ) -> Step:
        by = self.seat(seat)
        step = Step(tried, seat, "done")
        if by is None:
            step.outcome = "absent"
            self.steps.append(step)
            return step
        waiting = len(connection.run_on_commit)
        try:
            with transaction.atomic():
                step.made = do(by)
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        except ActRefused as refusal:
            step.outcome, step.words = f"refused:{type(refusal).__name__}", refusal.message
        except Exception as fault:  # whatever else a user would meet as a broken page
            step.outcome, step.words = f"broken:{type(fault).__name__}", str(fault)[:400]
        del connection.run_on_commit[waiting:]
        step.complaints = self.look(tried, about, step.outcome, seat=by, words=step.words, spoilt=spoilt)
        self.steps.append(step)
        return step

    def look(
        self, tried: str, about: str, outcome: str, *, seat: Any = None, words: str = "", spoilt: bool = False
    ) -> list[Complaint]:
        """Tell the oracle what has come of a step; return what it complains of.

        What was refused was rolled back to its savepoint: only what was refused is new to it.
        """
        told = {
            "day": timezone.localdate().isoformat(),
            "tried": tried,
            "about": about,
            "outcome": outcome,
            "words": words,
            "spoilt": spoilt,
            "seat": _seat(seat),
        }
        is_done = outcome == "done" or not self.log
        told |= watching.all_after(self.seq) if is_done else {**self.state, "events": []}
        self.state = {name: told[name] for name in watching.STATE}
        self.seq = max([self.seq, *(row["seq"] for row in told["events"])])
        self.log.append(told)
        return self.oracle.observe(told)


def _seat(by: Any) -> dict[str, Any] | None:
    if by is None:
        return None
    deputy = getattr(by, "deputy", None)
    return {
        "actor": str(by.user_id),
        "posting": str(by.pk),
        "role": str(by.role),
        "unit": str(by.unit_id) if by.unit_id else None,
        "left_out": sorted(by.excluded),
        "holder": str(deputy.holder_id) if deputy else None,
        "until": deputy.until.isoformat() if deputy else None,
    }


def morning() -> datetime:
    """Return ten o'clock of the day on which a walk begins."""
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)


def ground() -> Place:
    """Make what every walk of this transaction begins from, and let the wall ask a walk for its day."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(TODAY.format(BY_SETTING))
        cursor.execute(f"SET ROLE {settings.OFFICE_DB_ROLE}")
    with time_machine.travel(morning(), tick=False):
        return place()


@contextmanager
def walk(made: Place) -> Iterator[Walk]:
    """Begin a walk in a savepoint that is rolled back."""
    now = morning()
    with time_machine.travel(now, tick=False) as clock, transaction.atomic():
        try:
            yield Walk(made, now, clock)
        finally:
            transaction.set_rollback(True)
