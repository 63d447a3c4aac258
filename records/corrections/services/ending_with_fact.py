"""A correction has nothing left to correct once its fact is withdrawn, void or back on its road: it ends with it."""

from __future__ import annotations

from typing import Any

from common.workflow import move_many
from postings.services.postings import clock_posting
from records.models import Correction


def lapse_corrections(*, because: str, **whose: Any) -> int:
    """End the undecided corrections of the facts named（终止）; call it in the transaction of the act that ends them.

    `whose` are conditions such as `fact=…` or `fact__in=…`. Returns how many ended.
    """
    undecided = Correction.objects.open().filter(**whose)
    return move_many(undecided, "lapse", by=clock_posting(), reason=because)
