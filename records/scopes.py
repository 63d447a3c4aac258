"""Who may see what, as conditions on a department, a record, a fact or an official's file: the wall of the office."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from common.roles import ALL_SEEING_ROLES, BLIND_ROLES, SELF, Role
from records.vocabulary import RecordStatus

FROM_NOTICE_ON = (
    RecordStatus.PENDING_NOTICE,
    RecordStatus.STATEMENT,
    RecordStatus.CONFIRMED,
    RecordStatus.NOT_INCLUDED,
    RecordStatus.WITHDRAWN,
)
"""A department learns of a record when it is to be notified, not before."""

NOTHING = Q(pk__in=[])


def department_scope(posting: Any, prefix: str = "") -> Q:
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
    if posting.region_id and posting.role not in {Role.REPRESENTATIVE, Role.FINDING_BODY}:
        scope |= Q(**{f"{prefix}region__path__startswith": posting.region.path})
    return scope


def record_scope(posting: Any, prefix: str = "") -> Q:
    """Return the condition that a record (reached over `prefix`) is in the posting's scope.

    Civil servants' records go by 干部管理权限, not by region（rules.md 3.4）.
    """
    if posting.role in BLIND_ROLES:
        return NOTHING
    if posting.role in ALL_SEEING_ROLES:
        return Q()
    if posting.role == Role.FINDING_BODY:
        return _own_findings(posting, prefix)
    departments = Q(**{f"{prefix}department__isnull": False}) & department_scope(
        posting, f"{prefix}department__"
    )
    if posting.role == Role.REPRESENTATIVE:
        return departments & Q(**{f"{prefix}status__in": FROM_NOTICE_ON})
    if posting.domain:
        departments |= Q(**{f"{prefix}department__isnull": False, f"{prefix}domain": posting.domain})
    if posting.unit_id:
        departments |= Q(**{f"{prefix}official__managed_by": posting.unit_id})
    return departments


def fact_scope(posting: Any, prefix: str = "") -> Q:
    """Return the condition that a lost judgment or a commendation (reached over `prefix`) is in scope.

    By the department that it is about; a finding body has its own findings, a department what is confirmed.
    """
    if posting.role == Role.FINDING_BODY:
        return _own_findings(posting, prefix)
    departments = department_scope(posting, f"{prefix}department__")
    if posting.role == Role.REPRESENTATIVE:
        return departments & Q(**{f"{prefix}status__in": FROM_NOTICE_ON})
    return departments


def case_scope(posting: Any) -> Q:
    """Return the condition that the fact of a publication or correction is in the posting's scope."""
    return (
        (Q(record__isnull=False) & record_scope(posting, "record__"))
        | (Q(judgment__isnull=False) & fact_scope(posting, "judgment__"))
        | (Q(commendation__isnull=False) & fact_scope(posting, "commendation__"))
    )


def _own_findings(posting: Any, prefix: str) -> Q:
    """Return the condition that the posting's unit, or one whose duties it took over, is the finder."""
    if not posting.unit_id:
        return NOTHING
    own = Q(**{f"{prefix}finding_unit": posting.unit_id})
    return own | Q(**{f"{prefix}finding_unit__successor": posting.unit_id})


FILE_KEEPERS = frozenset({Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.FINDING_BODY})
"""Who may read civil servants' files at all; of which officials is a matter of 干部管理权限."""


def official_scope(posting: Any, prefix: str = "") -> Q:
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
