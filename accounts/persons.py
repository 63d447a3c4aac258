"""A person who acts as themselves, through no post: who sets the own password, or is let in by the server's keeper."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from accounts.models import User
from common.roles import SELF, role_label


class Person:
    """Acts where a posting would, without a scope and without a role of the office（本人）."""

    unit: Any = None
    region = None
    unit_id: UUID | None = None
    region_id: UUID | None = None
    official_id: UUID | None = None
    domain = ""
    with_subordinates = False
    role: str = SELF
    excluded: Collection[str] = ()

    def __init__(self, user: User) -> None:
        self.user = user
        self.id: UUID = user.pk
        self.pk: UUID = user.pk
        self.user_id: UUID = user.pk

    def get_role_display(self) -> str:
        """Return the word for a person as such."""
        return role_label(SELF)

    def snapshot(self) -> dict[str, Any]:
        """Return who acts, as the trail keeps it."""
        return {
            "actor": self.user.pk,
            "actor_name": self.user.name,
            "posting_id": None,
            "posting_role": SELF,
            "posting_unit": "",
        }
