"""The facts on file about a civil servant, whatever their kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from organisations.models import Official
from records.facts.models.facts import fact_kinds
from records.facts.models.kinds import FactKind


def facts_on(official: Official, seen: Callable[[type[FactKind]], Any]) -> list[FactKind]:
    """Return what is on file about a person, the newest decision first; `seen` asks each kind for what may be seen."""
    kinds = [kind for kind in fact_kinds.values() if "official" in kind.SUBJECTS]
    rows = [seen(kind).filter(official=official).with_publication().order_by("pk") for kind in kinds]
    found = [fact for of_kind in rows for fact in of_kind]
    return sorted(found, key=lambda fact: fact.decided or date.max, reverse=True)
