"""What one handed on, and where it stands: whose turn it is is told by role, never by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import TextChoices

from common.registry import OWN_TURN
from policy.vocabulary import RecordStatus

S = RecordStatus
Stands = Callable[[str], tuple[str, str]]
BEFORE_REVIEW = (S.DRAFT, S.VOID)
"""What nobody handed on yet, or took back."""


def stands(words: type[TextChoices], turns: Mapping[str, str]) -> Stands:
    """Return what says of a state its label and whose turn it is."""
    return lambda state: (words(state).label, turns.get(state, ""))


AFTER_ENTRY: dict[str, str] = {
    S.RETURNED: OWN_TURN,
    S.PENDING_REVIEW: "复核员",
    S.PENDING_NOTICE: "复核员",
    S.STATEMENT: "部门代表、复核员",
}
