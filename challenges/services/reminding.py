"""What the clock does about challenges every morning: remind who has one in hand of the days that come or have passed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from challenges.deadlines import KINDS, REVERSAL
from challenges.models import Challenge
from challenges.services.telling import DUE, nearest, officers_of
from common.models import Deadline
from common.roles import Role
from discipline.reminding import remind_of


def remind(today: date) -> int:
    """Tell of each clock that passes soon or has passed, each day once; an unconfirmed one is told as such（rules.md 0.2m）."""
    return remind_of(Challenge.objects.select_related("fact__department__region"), KINDS, DUE, _told, today)


def _told(case: Challenge, row: Deadline) -> set[UUID]:
    """Return the officers who have it in hand, and the directors where the law's own clock runs."""
    return officers_of(case) | (nearest(Role.DIRECTOR, case) if row.kind == REVERSAL.key else set())
