"""Where a fact is read in the office."""

from __future__ import annotations

from django.urls import reverse

from records.facts.models.kinds import FactKind


def fact_address(fact: FactKind) -> str:
    """Return the office page of a fact."""
    return reverse(f"records:{fact.KIND}", args=[fact.page_key])
