"""Where a fact is read in the office."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from records.models import DishonestyRecord


def fact_address(fact: Any) -> str:
    """Return the office page of a record, a lost judgment or a commendation."""
    if isinstance(fact, DishonestyRecord):
        return reverse("records:record", args=[fact.record_no])
    return reverse(f"records:{fact.KIND}", args=[fact.pk])
