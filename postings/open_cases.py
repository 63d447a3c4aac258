"""Notices that wait for a posting are handed over with its cases; what is handed on is kept by responsibility."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from common.cases.open_cases import CaseKind, case_kinds
from postings.models import Responsibility

OWN_TOPICS = r"^(posting|handover|consent|account|deputy)\."
"""Notices about the posting and its person themselves: they end with it and are not handed over."""


def register() -> None:
    """Enter the kind, and who holds what was handed on; called once when the app is ready."""
    case_kinds.register(NOTICES)
    case_kinds.received = _received


def _received(kind: str) -> QuerySet[Any]:
    return Responsibility.objects.filter(kind=kind)


NOTICES = CaseKind(
    "notice",
    "待办通知",
    "common.notice",
    Q(done_at__isnull=True) & ~Q(topic__regex=OWN_TOPICS),
    lambda posting: Q(recipient=posting.pk),
    F("text"),
    order=90,
)
