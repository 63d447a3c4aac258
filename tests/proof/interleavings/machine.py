"""The stateful test: a rule for each kind of case and each way to begin one, one for the clock, one for reorganisations."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.proof.interleavings import scripts
from tests.proof.interleavings.acting import BY_HAND, ON_FACTS, acts_of, verb_name
from tests.proof.interleavings.oracle import Complaint
from tests.proof.interleavings.walking import Step, Walk, walk
from tests.proof.interleavings.watching import kinds
from tests.proof.interleavings.world import Place

SILENT = ("records.hold", "postings.deputy", "accounts.consent", "letters.letter")
"""Machines without acts of their own in a walk: they follow from others, or are tried elsewhere."""
RARE = {
    "withdraw",
    "void",
    "return",
    "cancel",
    "reject",
    "close",
    "drop",
    "decline",
    "recall",
    "annul",
    "seal",
}
DAYS, LONG = (1, 1, 1, 2, 6, 6, 16, 16, 40), (100, 400)
"""Days that a walk waits; the long times come once much has been begun."""
USUAL = (
    "officer2",
    "director2",
    "reviewer2",
    "secrecy2",
    "clerk1",
    "finder1",
    "finder2",
    "officer1",
    "director1",
)


class Tally:
    """What all examples of a run came to."""

    def __init__(self) -> None:
        self.examples = 0
        self.outcomes: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.found: dict[str, tuple[str, list[str]]] = {}

    def take(self, step: Step, lines: Sequence[str]) -> None:
        """Count a step, and keep the first walk that led to each complaint."""
        self.outcomes[step.outcome.partition(":")[0]] += 1
        if step.outcome == "done":
            self.done[step.tried.split(" ")[0]] += 1
        for complaint in step.complaints:
            self.found.setdefault(str(complaint), (step.line, list(lines)))

    @property
    def steps(self) -> int:
        """Return how many steps there were."""
        return sum(self.outcomes.values())


class Interleavings(RuleBasedStateMachine):
    """Acts in any order by anybody; a complaint of the oracle fails the example, or is kept where a run goes on."""

    ground: ClassVar[Place]
    tally: ClassVar[Tally] = Tally()
    is_strict: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.entered = walk(self.ground)
        self.walk: Walk = self.entered.__enter__()
        self.is_over = False
        self.ways: list[scripts.Way] = []
        type(self).tally.examples += 1

    @initialize()
    def begin(self) -> None:
        """Begin where the ground stands."""

    def teardown(self) -> None:
        """Take back all that the example did."""
        self.entered.__exit__(None, None, None)

    def take(self, step: Step) -> None:
        """Count a step; fail on what the oracle says."""
        type(self).tally.take(step, [one.line for one in self.walk.steps])
        if step.complaints:
            self.is_over = True
            assert not self.is_strict, _said(step.complaints, self.walk.steps)

    def chance(self, number: int) -> random.Random:
        """Return the choices of one rule: of its number and of where in the walk it comes."""
        return random.Random(number * 1009 + len(self.walk.steps))

    def one_act(self, kind: str, chance: random.Random) -> Step | None:
        """Try one act on one of the newest cases of a kind; None where there was none to try."""
        key = chance.choice(self.of(kind)[:6])
        case = self.walk.case(key)
        likely = [name for name in acts_of(case) if _is_open(case, name) and _is_likely(name, chance)]
        names = acts_of(case) if chance.random() < 0.04 else likely
        if not names:
            return None
        name = chance.choice(names)
        verb = case.TRANSITIONS.get(verb_name(case, name))
        roles = tuple(map(str, verb.roles)) if verb else ("officer",)
        seat = self.seat(roles, self.walk.oracle.fact_of(key), chance)
        if seat is None:
            return None
        step = self.walk.act(case, name, seat, _pick(chance), spoil=chance.random() < 0.03)
        self.take(step)
        return step

    def of(self, kind: str) -> list[str]:
        """Return the cases of a kind that still have acts, the newest first."""
        rows = self.walk.oracle.rows
        keys = [key for key in self.walk.oracle.order if key in rows and rows[key]["kind"] == kind]
        return list(reversed(keys))

    def seat(self, roles: Sequence[str], fact: str, chance: random.Random) -> str | None:
        """Return a seat for an act: mostly one that the law would take, now and then anybody."""
        seats = self.walk.place.seats
        if chance.random() < 0.04:
            return chance.choice(list(seats))
        named = [name for name, held in seats.items() if held.role in roles]
        usual = [name for name in USUAL if name in named]
        subject = self.walk.oracle.subject_of(fact) if fact else ""
        usual += [name for name in named if name.startswith("rep_") and str(seats[name].unit_id) == subject]
        chosen = usual if usual and chance.random() < 0.75 else named
        return chance.choice(chosen) if chosen else None


def _said(complaints: Sequence[Complaint], steps: Sequence[Step]) -> str:
    lines = "\n".join(f"  {number}. {step.line}" for number, step in enumerate(steps, 1))
    return "；".join(map(str, complaints)) + f"\n{lines}"


CHANCE = st.integers(0, 2**16 - 1)
WAYS, LATE = 3, 45
TRIES = 4
"""How many acts a rule tries until one is done: each try is a step, and most of a walk shall lead on."""


def _pick(chance: random.Random) -> Callable[[Sequence[Any]], Any]:
    return lambda options: options[0] if chance.random() < 0.7 else chance.choice(list(options))


def _acts(kind: str) -> Callable[..., None]:
    def act(self: Interleavings, number: int) -> None:
        chance = self.chance(number)
        for _ in range(0 if self.is_over else TRIES):
            step = self.one_act(kind, chance)
            if self.is_over or (step and step.outcome == "done"):
                return

    act.__name__ = f"on_{kind.partition('.')[2]}"
    has_case = precondition(lambda self: bool(self.of(kind)))
    return has_case(rule(number=CHANCE)(act))  # type: ignore[no-any-return]


def _is_likely(name: str, chance: random.Random) -> bool:
    return name not in RARE or chance.random() < 0.15


def _is_open(case: Any, name: str) -> bool:
    verb = case.TRANSITIONS.get(verb_name(case, name))
    return verb is None or case.status in verb.sources


def _begins(key: str) -> Callable[..., None]:
    def begin(self: Interleavings, number: int) -> None:
        chance = self.chance(number)
        for _ in range(0 if self.is_over else TRIES):
            fact = chance.choice(self.walk.place.facts)
            seat = self.seat(ON_FACTS[key][1], str(fact.pk), chance)
            step = self.walk.begin(key, seat, fact, _pick(chance)) if seat else None
            if step:
                self.take(step)
            if self.is_over or (step and step.outcome == "done"):
                return

    begin.__name__ = "begin_" + key.partition(".")[2].replace(".", "_")
    return rule(number=CHANCE)(begin)  # type: ignore[no-any-return]


def _follow(self: Interleavings, number: int) -> None:
    """Go one step further on one of the ways begun, or begin another; up to three go side by side."""
    if self.is_over:
        return
    chance = self.chance(number)
    if len(self.ways) < WAYS and (not self.ways or chance.random() < 0.15):
        self.ways.append(chance.choice(scripts.ALL)(self.walk))
    way = chance.choice(self.ways)
    before = len(self.walk.steps)
    try:
        next(way)
    except (StopIteration, AssertionError):
        self.ways.remove(way)
    for step in self.walk.steps[before:]:
        self.take(step)


def _wait(self: Interleavings, number: int) -> None:
    chance = self.chance(number)
    if self.is_over or chance.random() < 0.6:
        return _follow(self, number)
    self.take(self.walk.wait(chance.choice(DAYS if len(self.walk.steps) < LATE else (*DAYS, *LONG))))


def _reorganise(self: Interleavings, number: int) -> None:
    if self.is_over:
        return
    chance = self.chance(number)
    key = "organisations.reorganisation.enter"
    self.take(self.walk.begin(key, chance.choice(["officer1", "officer2"]), None, _pick(chance)))


def _award(self: Interleavings, number: int) -> None:
    """Send in a list of candidates, and mostly answer it at once."""
    if self.is_over:
        return
    chance = self.chance(number)
    seat = chance.choice(["officer1", "officer2", "director1"])
    step = self.walk.begin("exchange.honourcheck.enter", seat, None, _pick(chance))
    self.take(step)
    if step.outcome == "done" and chance.random() < 0.8:
        self.take(self.walk.act(step.made, "answer", seat, _pick(chance)))


def _named(name: str) -> Callable[..., None]:
    """Return `_follow` by a name of its own: most rules of a walk shall lead on."""

    def follow(self: Interleavings, number: int) -> None:
        _follow(self, number)

    follow.__name__ = name
    return follow


Interleavings.wait = rule(number=CHANCE)(_wait)  # type: ignore[attr-defined]
_settled = precondition(lambda self: len(self.of("organisations.reorganisation")) < 2)
Interleavings.reorganise = _settled(rule(number=CHANCE)(_reorganise))  # type: ignore[attr-defined]
for _n in range(2):
    setattr(Interleavings, f"award_{_n}", rule(number=CHANCE)(_award))
for _n in range(12):
    setattr(Interleavings, f"follow_{_n}", rule(number=CHANCE)(_named(f"follow_{_n}")))
for _kind in kinds():
    if _kind not in SILENT:
        setattr(Interleavings, f"on_{_kind.partition('.')[2]}", _acts(_kind))
for _key in ON_FACTS:
    setattr(Interleavings, "begin_" + _key.partition(".")[2].replace(".", "_"), _begins(_key))
__all__ = ["BY_HAND", "Interleavings", "Tally"]
