"""One fact held for an act that rests on it."""

from __future__ import annotations

from records.facts.models.kinds import FactKind
from records.models import Fact


def locked(fact: Fact) -> FactKind:
    """Return the fact as its kind keeps it now, locked until the act is written."""
    kind = type(fact.of_kind)
    return kind._default_manager.select_for_update().get(pk=fact.pk)
