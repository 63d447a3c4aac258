"""Columns that every list of this app's procedures has."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from common.lists import Column, below, link, usual


def number_column(url: str, label: str, exported: str, *, record: str = "fact.number") -> Column:
    """Return the number of a case that leads to its page, that of its record below; `record` says where it stands."""
    one, _, other = record.partition(".")

    def number_of(case: Any) -> str:  # noqa: ANN401 - as a column takes it
        return str(getattr(getattr(case, one), other))

    def shown(case: Any) -> SafeString:  # noqa: ANN401
        return below(link(reverse(f"discipline:{url}", args=[case.pk]), case.number, "code"), number_of(case))

    return usual.number_column(label, shown, ((exported, lambda case: case.number), ("记录编号", number_of)))
