"""The roles through which a person acts; the verb table of the house is written in these words."""

from collections.abc import Collection

from django.db.models import TextChoices


class Role(TextChoices):
    """Role of a posting（岗位角色）. What each may do stands beside each machine's TRANSITIONS."""

    CLERK = "clerk", "录入员"
    REVIEWER = "reviewer", "复核员"
    SECRECY = "secrecy", "保密审查员"
    OFFICER = "officer", "信用办经办"
    DIRECTOR = "director", "信用办负责人"
    REPRESENTATIVE = "representative", "部门代表"
    FINDING_BODY = "finding_body", "认定机关"
    AUDITOR = "auditor", "审计员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    CLOCK = "clock", "系统时钟"


BLIND_ROLES = frozenset({Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN})
"""Administrators who keep the house and see no business data（三员分立）."""

SEPARATED_ROLES = BLIND_ROLES | {Role.AUDITOR}
"""The three administrators（三员分立）: none of them stands in for another, nor for any office of business."""

OVERSEERS = frozenset({Role.SECURITY_ADMIN, Role.AUDITOR})
"""Who sees to it that matters change hands in order, holding none of them."""

ALL_SEEING_ROLES = frozenset({Role.AUDITOR, Role.CLOCK})
CREDIT_OFFICE = frozenset({Role.OFFICER, Role.DIRECTOR})


SELF = "self"
"""Whoever looks at the file about themselves: no role of a posting, nobody can be granted it（本人）."""


def role_label(role: str) -> str:
    """Return a role in words, "" where there is none."""
    if role == SELF:
        return "本人"
    return str(Role(role).label) if role in Role.values else ""


def posting_words(role: str, unit: str) -> str:
    """Return a posting's snapshot in words: 复核员 · 南京市."""
    return " · ".join(filter(None, [role_label(role), unit]))


ENTERERS = frozenset({Role.CLERK, Role.FINDING_BODY})
"""Who puts facts on file: a clerk for others, a finding body its own findings."""

CLERKS = frozenset({Role.CLERK})
REVIEWERS = frozenset({Role.REVIEWER})
OFFICERS = frozenset({Role.OFFICER})
SECRECY_REVIEWERS = frozenset({Role.SECRECY})
DIRECTORS = frozenset({Role.DIRECTOR})
REPRESENTATIVES = frozenset({Role.REPRESENTATIVE})
FINDING_BODIES = frozenset({Role.FINDING_BODY})
AUDITORS = frozenset({Role.AUDITOR})
SECURITY_ADMINS = frozenset({Role.SECURITY_ADMIN})
SYSTEM_ADMINS = frozenset({Role.SYSTEM_ADMIN})
CLOCK = frozenset({Role.CLOCK})
SINGLE_BODIES = frozenset({Role.REPRESENTATIVE, Role.FINDING_BODY})
"""Whoever acts for one body, not for a region."""


def named_roles(roles: Collection[str]) -> str:
    """Return the labels of roles of persons, in the order of the house（录入员、认定机关）."""
    return "、".join(role.label for role in Role if role in roles and role != Role.CLOCK)
