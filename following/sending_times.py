"""When followers are written to. Pure: the time is an argument, in Beijing time."""

from __future__ import annotations

from datetime import datetime, timedelta

HOUR = 7


def last_sending(rhythm: str, now: datetime) -> datetime:
    """Return when mails of a rhythm were last to go out: today at seven or before that, every Monday for the weekly."""
    at = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if rhythm == "weekly":
        at -= timedelta(days=at.weekday())
    if at > now:
        at -= timedelta(days=7 if rhythm == "weekly" else 1)
    return at
