"""What a domain declares, and the register by which forms, pages, clocks and imports find it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from common.deadlines.kinds import DeadlineKind
from common.key_domains import KeyDomain
from common.models.identity import Keyed

if TYPE_CHECKING:
    from commitments.domains.matters import Matters
    from commitments.domains.shape import Shape
    from commitments.models.commitments import Commitment
    from commitments.models.fulfilment import Instalment

BY_DOCUMENT = "contract"
"""The rule of a day that the document itself names, or of so many days that it agrees."""


class DomainPart(Keyed):
    """The columns that one domain adds to a commitment; each commitment of the domain has one row."""

    commitment = models.OneToOneField(
        "commitments.Commitment", models.PROTECT, related_name="%(class)s", verbose_name="承诺"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.commitment)


@dataclass(frozen=True)
class Due:
    """When an instalment falls due: from which day, by what, how many days, by which rule.

    `days` None lets the rule's own number count.
    """

    on: date
    event: str
    days: int | None = 0
    rule: str = BY_DOCUMENT


@dataclass(frozen=True)
class Clock:
    """A step of the domain with a time: it runs from the day in one column and is met by the day in another.

    Columns are the part's; "signed_on" is the commitment's own.
    """

    kind: DeadlineKind
    rule: str
    begins: str
    met: str


@dataclass(frozen=True)
class Least:
    """A time that may not be shorter: from the day in the first column to that in the second, by a dated rule.

    What was done in less is a fact that stands, with the words that it is too short. `only` names the column that says
    whether the rule is for this promise at all.
    """

    rule_kind: str
    rule: str
    label: str
    days: tuple[str, str]
    article: str
    only: str


@dataclass(frozen=True)
class Most:
    """A share, per cent, that may not be greater than a dated rule says; `columns` hold it and the year that it is of."""

    rule_kind: str
    rule: str
    label: str
    columns: tuple[str, str]
    article: str


@dataclass(frozen=True)
class Terms:
    """What interest on late payment rests on: the agreed rate, per cent a year, None where none is agreed."""

    agreed: Decimal | None


def no_faults(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Find nothing wrong beyond what columns and forms refuse."""
    return {}


def no_terms(part: Any) -> Terms | None:  # noqa: ANN401 - each domain has a part of its own
    """Promise no money on which interest runs."""
    return None


def by_agreed_day(one: Instalment, case: Commitment, part: Any, today: date) -> Due | None:  # noqa: ANN401
    """Let an instalment fall due on the day that the document names."""
    day = one.agreed_on or case.agreed_on
    return named_day(case, day, "承诺文书写明") if day else None


def named_day(case: Commitment, day: date, whence: str) -> Due:
    """Return a day that the document itself names, counted from its signing."""
    days = max((day - case.signed_on).days, 0)
    return Due(case.signed_on, f"签署；{whence}到 {day}", days)


@dataclass(frozen=True)
class Face:
    """What of a domain's promises is shown in public: `opens` says why one is not, "" where it may be.

    Where `begins` names a column, the time in public runs from its day and for the rule that `term` names: then nothing
    is shown before that rule is settled. Without, it stands until somebody takes it down.
    """

    opens: Callable[[Any], str] = lambda part: ""
    begins: str = ""
    term: Callable[[Any], tuple[str, str]] | None = None
    removed: str = ""
    """The column of the day on which its organ took it off: with that day its time in public is over for good."""
    told: Sequence[str] = ()
    """The columns that the public reads although they may follow later: one that changes is looked at anew first."""
    is_of_one_side: bool = False
    """Whether the public reads of the promise alone, and nowhere to whom it was made and for how much."""


@dataclass(frozen=True)
class Following:
    """What the other side reads of its own line by receipt and code: the part's columns, and the rule how long it stays."""

    columns: Sequence[str]
    kept: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Domain:
    """One key domain: its part, how it calls what every commitment has, its clocks, what it refuses.

    `asked` are the groups of the part's columns as the form and the page show them; those of `later` are asked again
    while the promise runs. `required` columns must be there at 提交复核. `disputes` gives the clock of each kind.
    """

    key: KeyDomain
    part: type[DomainPart]
    article: str
    words: Mapping[str, str]
    """How the domain calls the common columns（承诺主体 → 采购人）."""
    asked: Mapping[str, Sequence[str]]
    required: Sequence[str]
    later: Sequence[str]
    kinds: Sequence[str]
    """The kinds of promises that it knows."""
    carriers: Sequence[str]
    excuses: Mapping[str, str]
    """What else is refused as a ground of change, beside what every domain refuses: {ground: article}."""
    clocks: Sequence[Clock] = ()
    least: Sequence[Least] = ()
    most: Sequence[Most] = ()
    disputes: Mapping[str, tuple[DeadlineKind, str]] = field(default_factory=dict)
    due: Callable[[Instalment, Commitment, Any, date], Due | None] = by_agreed_day
    faults: Callable[[Mapping[str, Any]], Mapping[str, str]] = no_faults
    allows: Callable[[str, Any], bool] = lambda ground, part: False
    """Whether this promise's own terms allow a ground that the domain else refuses."""
    terms: Callable[[Any], Terms | None] = no_terms
    required_common: Sequence[str] = ()
    """Which of the columns that are else optional this domain asks of every promise."""
    project: str = ""
    """The part's column that names what several promises belong to, "" where each stands alone."""
    stages: Sequence[str] = ()
    """The words of the part's column `stage`, in their order; none where the domain has no stages."""
    duty_columns: tuple[str, str] | None = None
    """From when to when the responsible post held office, where the domain keeps it."""
    is_pushed: bool = False
    """Whether a confirmed breach is told to the public credit system of the same level（procedures E.22）."""
    face: Face | None = None
    following: Following | None = None
    """None where the other side follows its line by no code."""
    shape: Shape | None = None
    """How the part's columns hang together, in the table, in forms and in imports."""
    matters: Matters | None = None
    """The kinds of matters that its one table keeps, where there are several."""
    bars_record: Callable[[Any], str] = lambda part: ""
    """Why no record is ever drawn from a broken promise of this kind, "" where one may be."""

    @property
    def columns(self) -> list[str]:
        """Return the part's columns in the order of its groups."""
        return [name for names in self.asked.values() for name in names]

    def later_of(self, part: DomainPart) -> list[str]:
        """Return the columns that are asked again while this promise runs: those of its own kind of matter."""
        kinds = self.matters.kinds if self.matters else {}
        own = kinds[vars(part)["matter"]].every if kinds else self.later
        return [name for name in self.later if name in own]

    def asked_of(self, part: DomainPart) -> Mapping[str, Sequence[str]]:
        """Return the groups of columns of one promise as its page shows them: where it is one of several matters, its own."""
        if self.matters is None:
            return self.asked
        beside, *_ = self.asked.values()
        own = self.matters.kinds[vars(part)["matter"]].every
        heading = next(one for one, names in self.asked.items() if tuple(names) == own)
        return {heading: [*(name for name in beside if name != "matter"), *own]}

    def part_of(self, case: Commitment) -> Any:  # noqa: ANN401
        """Return the domain's own columns of a commitment."""
        return self.part._base_manager.get(commitment=case)


class Domains(dict[str, Domain]):
    """The register, by the key of the domain."""

    def register(self, *found: Domain) -> None:
        """Enter domains; the same key again replaces the former."""
        for domain in found:
            self[str(domain.key)] = domain

    def choices(self) -> list[tuple[str, str]]:
        """Return key and word of each domain in the order of the policy."""
        return [(key, str(KeyDomain(key).label)) for key in KeyDomain.values if key in self]


domains = Domains()
