"""Who may see what, as conditions on a department, a record, a fact or an official's file: the wall of the office."""

from __future__ import annotations

from django.db.models import Q

from common.roles import ALL_SEEING_ROLES, BLIND_ROLES, SELF, SINGLE_BODIES, Role
from common.trail import Actor

NOTHING = Q(pk__in=[])


def department_scope(posting: Actor, prefix: str = "") -> Q:
    """Return the condition that a department (reached over `prefix`) is in the posting's scope."""
    if posting.role in BLIND_ROLES:
        return NOTHING
    if posting.role in ALL_SEEING_ROLES:
        return Q()
    scope = NOTHING
    if posting.unit_id:
        # A body answers for those that it took over, too（新官不理旧账）.
        scope |= Q(**{f"{prefix}id": posting.unit_id}) | Q(**{f"{prefix}successor": posting.unit_id})
        if posting.with_subordinates:
            scope |= Q(**{f"{prefix}superior": posting.unit_id})
    if posting.role not in SINGLE_BODIES and posting.region is not None:
        scope |= Q(**{f"{prefix}region__path__startswith": posting.region.path})
    return scope


FILE_KEEPERS = frozenset({Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.FINDING_BODY})
"""Who may read civil servants' files at all; of which officials is a matter of 干部管理权限."""


def official_scope(posting: Actor, prefix: str = "") -> Q:
    """Return the condition that an official's file (reached over `prefix`) is in the posting's scope.

    By 干部管理权限, never by region; the auditor reads all, an official their own（rules.md 3.4）.
    """
    if posting.role in ALL_SEEING_ROLES:
        return Q()
    if posting.role == SELF:
        return Q(**{f"{prefix}pk": posting.official_id}) if posting.official_id else NOTHING
    if posting.role not in FILE_KEEPERS or not posting.unit_id:
        return NOTHING
    return Q(**{f"{prefix}managed_by": posting.unit_id})
