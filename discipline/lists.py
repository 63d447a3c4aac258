"""Columns that every list of this app's procedures has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.safestring import SafeString

from common.lists import Column, below, in_order, link, mark


def number_column(url: str, label: str, exported: str, *, record: str = "fact.number") -> Column:
    """Return the number of a case that leads to its page, that of its record below; `record` says where it stands."""
    one, _, other = record.partition(".")

    def number_of(case: Any) -> str:  # noqa: ANN401 - as a column takes it
        return str(getattr(getattr(case, one), other))

    def shown(case: Any) -> SafeString:  # noqa: ANN401
        return below(link(reverse(f"discipline:{url}", args=[case.pk]), case.number, "code"), number_of(case))

    exports = ((exported, lambda case: case.number), ("记录编号", number_of))
    return Column(
        "number", label, lambda case: case.number, shown, exports=exports, sort=["number"], fixed=True
    )


def status_column(states: type[TextChoices], shapes: Mapping[Any, str]) -> Column:
    """Return the state as a mark of its shape, sorted as the states follow one another."""
    return Column(
        "status",
        "状态",
        lambda case: case.get_status_display(),
        lambda case: mark(case.get_status_display(), shapes.get(case.status, "plain")),
        sort=[in_order("status", states)],
    )
