"""Who holds the post of an administrator: the accounts below ask it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from accounts.administrators import administrators
from common.roles import SEPARATED_ROLES
from postings.models import Posting


def administers(person: UUID, today: date) -> bool:
    """Say whether one of the person's posts in force is that of an administrator（三员）."""
    return Posting.objects.in_force(today).filter(user=person, role__in=SEPARATED_ROLES).exists()


def register() -> None:
    """Answer for the posts; called once when the app is ready."""
    administrators["postings"] = administers
