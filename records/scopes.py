"""Who may see what, as conditions on a department, a record, a fact or an official's file: the wall of the office."""

from __future__ import annotations

from django.db.models import Q

from common.roles import ALL_SEEING_ROLES, BLIND_ROLES, Role
from common.trail import Actor
from organisations.scopes import NOTHING, department_scope
from policy.vocabulary import RecordStatus

FROM_NOTICE_ON = (
    RecordStatus.PENDING_NOTICE,
    RecordStatus.STATEMENT,
    RecordStatus.CONFIRMED,
    RecordStatus.NOT_INCLUDED,
    RecordStatus.WITHDRAWN,
)
"""A department learns of a record when it is to be notified, not before."""


def record_scope(posting: Actor, prefix: str = "") -> Q:
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


def fact_scope(posting: Actor, prefix: str = "") -> Q:
    """Return the condition that a lost judgment or a commendation (reached over `prefix`) is in scope.

    By the department that it is about; a finding body has its own findings, a department what is confirmed.
    """
    if posting.role == Role.FINDING_BODY:
        return _own_findings(posting, prefix)
    departments = department_scope(posting, f"{prefix}department__")
    if posting.role == Role.REPRESENTATIVE:
        return departments & Q(**{f"{prefix}status__in": FROM_NOTICE_ON})
    return departments


def case_scope(posting: Actor) -> Q:
    """Return the condition that the fact of a publication or correction is in the posting's scope."""
    return record_scope(posting, "fact__")


def _own_findings(posting: Actor, prefix: str) -> Q:
    """Return the condition that the posting's unit, or one whose duties it took over, is the finder."""
    if not posting.unit_id:
        return NOTHING
    own = Q(**{f"{prefix}finding_unit": posting.unit_id})
    return own | Q(**{f"{prefix}finding_unit__successor": posting.unit_id})
