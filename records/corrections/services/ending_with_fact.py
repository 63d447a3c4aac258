"""A correction has nothing left to correct once its fact is withdrawn, void or back on its road: it ends with it."""

from __future__ import annotations

from typing import Any

from common.causes import Cause
from common.trail import Actor
from common.workflow import move_many
from records.models import Correction


def lapse_corrections(*, by: Actor, cause: Cause, because: str, **whose: Any) -> int:
    """End the undecided corrections of the facts named（终止）by the act that ends the facts, in its transaction.

    `whose` are conditions such as `record=…` or `judgment__in=…`. Returns how many ended.
    """
    undecided = Correction.objects.open().filter(**whose)
    return move_many(undecided, "lapse", by=by, caused_by=cause, reason=because)
