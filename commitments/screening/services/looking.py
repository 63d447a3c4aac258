"""Looking bidders up: which lists count on a day, and which of their entries a set of bidders meets, in a few questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from commitments.screening.models import WatchEntry, WatchVersion
from commitments.screening.names import bare_name, bare_names
from commitments.screening.vocabulary import How, Subject, WatchKind
from common.cipher import keyed_hash
from common.models import RuleValue
from common.rule_values import rule
from days.calendar import Period, add_period


@dataclass(frozen=True)
class Line:
    """One bidder as it came: by code, by name and former names, or a natural person by the number of the card."""

    row: int
    name: str = ""
    credit_code: str = ""
    former_names: str = ""
    consortium: str = ""
    id_number: str = ""
    fault: str = ""
    """Why nothing exact can be looked up by it."""

    @property
    def is_named(self) -> bool:
        """Say whether there is anything to look up by: a name, a code or a number; former names alone name nobody."""
        return bool(self.name or self.credit_code or self.id_number)

    @property
    def number_hash(self) -> str:
        """Return the keyed hash by which a natural person is found."""
        return keyed_hash(self.id_number) if self.id_number else ""

    @property
    def subject(self) -> str:
        """Return whether a body bids or a natural person."""
        return Subject.PERSON if self.id_number else Subject.BODY


@dataclass(frozen=True)
class ListState:
    """One list on one day: the version that counts, whether it is too old, whether its measure covers the step."""

    kind: str
    version: WatchVersion | None
    good_until: date | None
    is_stale: bool
    covers: bool
    rule: RuleValue

    @property
    def label(self) -> str:
        """Return the name of the list."""
        return str(WatchKind(self.kind).label)


@dataclass(frozen=True)
class Found:
    """An entry that a bidder meets, and by what."""

    entry: WatchEntry
    how: How


def state_of(kind: str, step: str, today: date) -> ListState:
    """Return how a list stands for a step: past its age it answers nothing; an unconfirmed measure blocks nobody."""
    version = WatchVersion.objects.newest(kind, today)
    measure = rule("watch_measure", kind, today)
    until = good_until(version, today) if version else None
    is_stale = until is None or until < today
    covers = step in measure.value and measure.is_settled
    return ListState(kind, version, until, is_stale, covers, measure)


def good_until(version: WatchVersion, today: date) -> date:
    """Return the last day on which a version answers anything: its age counts from the day of the list."""
    age = rule("screening_clock", f"age_{version.kind}", today)
    return add_period(version.as_of, Period(int(age.value), age.unit))


def states_on(step: str, today: date) -> list[ListState]:
    """Return every list as it stands for a step on a day."""
    return [state_of(kind, step, today) for kind in WatchKind.values]


def find(lines: Sequence[Line], kinds: Sequence[str], today: date) -> dict[int, list[Found]]:
    """Return by row what each bidder meets on these lists on a day: exact first, then names and former names."""
    entries = _entries(lines, kinds, today)
    return {line.row: found for line in lines if (found := list(_met(line, entries)))}


def _entries(lines: Sequence[Line], kinds: Sequence[str], today: date) -> list[WatchEntry]:
    """Return the entries that any of the bidders may meet: one question, each part of it under an index of its own."""
    codes = [line.credit_code for line in lines if line.credit_code]
    numbers = [line.number_hash for line in lines if line.id_number]
    names = sorted({name for line in lines for name in _names_of(line)})
    ways = (
        Q(credit_code__in=codes) & ~Q(credit_code="") if codes else None,
        Q(id_number_hash__in=numbers) & ~Q(id_number_hash="") if numbers else None,
        Q(bare_name__in=names) if names else None,
        Q(former_names__overlap=names) if names else None,
    )
    standing = WatchEntry.objects.standing(kinds, today).order_by()
    parts = [standing.filter(way) for way in ways if way is not None]
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    found = {row.pk: row for row in rows}
    return [found[key] for key in sorted(found)]


def _names_of(line: Line) -> list[str]:
    own = [bare_name(line.name)] if line.name else []
    return [*own, *bare_names(line.former_names)]


def _met(line: Line, entries: Sequence[WatchEntry]) -> Iterator[Found]:
    own, every = bare_name(line.name), set(_names_of(line))
    for entry in entries:
        if how := _how(line, entry, own, every):
            yield Found(entry, how)


def _how(line: Line, entry: WatchEntry, own: str, every: set[str]) -> How | None:
    if entry.subject != line.subject:
        return None
    if line.credit_code and entry.credit_code == line.credit_code:
        return How.CODE
    if entry.id_number_hash and entry.id_number_hash == line.number_hash:
        return How.NUMBER
    if own and entry.bare_name == own:
        return How.NAME
    return How.FORMER if every & {entry.bare_name, *entry.former_names} else None
