"""Who answered for a promise on a day: which body, through which post, from when to when（pure）. procedures A.8, E.22"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True)
class Passing:
    """A hand-over: on its day the successor already answers. What it does not change is ""."""

    on: date
    document: str
    from_body: str = ""
    to_body: str = ""
    from_post: str = ""
    to_post: str = ""


@dataclass(frozen=True)
class Turn:
    """One stretch of days on which the same body and post answered, from `since` to the day before `until`."""

    since: date
    until: date | None
    body: str
    post: str
    document: str

    @property
    def last(self) -> date | None:
        """Return the last day of it, None while it lasts."""
        return self.until - timedelta(days=1) if self.until else None

    def covers(self, day: date) -> bool:
        """Say whether it was this one's turn on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def turns(
    begins: date, ends: date | None, body: str, post: str, passings: Sequence[Passing], document: str
) -> list[Turn]:
    """Return every turn in order: `body` and `post` answer now, so the first holders are read from the hand-overs.

    Of several hand-overs on one day the last counts; one before the beginning begins it. `ends` is the end of whoever was
    named when it was written: who took over later goes on.
    """
    known = sorted(passings, key=lambda one: one.on)
    first_body = next((one.from_body for one in known if one.to_body), body)
    first_post = next((one.from_post for one in known if one.to_post), post)
    found = [Turn(begins, ends, first_body, first_post, document)]
    for one in known:
        last = found.pop()
        on = max(one.on, last.since)
        if last.since < on:
            found.append(replace(last, until=min(on, ends or on)))
        until = ends if ends and on < ends else None
        found.append(Turn(on, until, one.to_body or last.body, one.to_post or last.post, one.document))
    return found


def turn_on(day: date, known: Sequence[Turn]) -> Turn | None:
    """Return whose turn it was on a day, None where nobody is known to have answered."""
    return next((one for one in known if one.covers(day)), None)
