"""The kinds of what needs a consent, and who holds which post: apps above enter theirs when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Consent
from common.trail import Actor


@dataclass(frozen=True)
class ConsentKind:
    """One kind: `effect` says what an agreement does, `told` gives what is asked as (label, words).

    `carry_out` does it, in the transaction of the agreement and by whoever agreed; it asks again what was asked when
    it was requested, because days may lie between.
    """

    key: str
    label: str
    effect: str
    told: Callable[[Consent], Sequence[tuple[str, str]]]
    carry_out: Callable[[Consent, Actor], object]


consent_kinds: dict[str, ConsentKind] = {}


@dataclass(frozen=True)
class Seat:
    """A post that a person may act through today."""

    posting: UUID
    person: UUID


@dataclass
class Seats:
    """Who may act through which post today; whoever keeps posts answers."""

    of_roles: Callable[[Collection[str]], Sequence[Seat]] = lambda roles: ()
    of_person: Callable[[UUID], Sequence[Seat]] = lambda person: ()


seats = Seats()
