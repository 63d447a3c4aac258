"""What runs for a term that its fact bounds ends earlier once a correction makes the bound earlier（procedures A.3）."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest

from common.cases.hanging import GO_ON, Answer, EndBy, Parent
from common.causes import Cause
from common.ends import End, Ended
from common.workflow import Verb, move_many
from records.facts.models.kinds import FactKind
from records.models import Correction

Bound = Callable[[FactKind], date | None]
APPLIED = frozenset({"records.correction.approve", "records.correction.apply"})


def shortening(*states: str) -> Verb:
    """Return the act by which a term follows a correction; nobody does it by role."""
    return Verb("随更正缩短", states, "", frozenset(), needs_reason=True, caused_by=APPLIED)


def of_corrections(runs: Q, last: Bound) -> Parent:
    """Return corrections as what bounds cases that run: `last` says of the corrected fact until which day, None for ever.

    Of two versions the milder counts; a heavier one lengthens nothing without a decision of its own.
    """

    def shorten(rows: QuerySet[Any], ended: Ended) -> None:
        for correction in Correction.objects.filter(pk__in=ended.ids).select_related("fact"):
            bound, because = last(correction.as_published()), f"所依据的信息已更正：{correction.grounds}"
            if bound is not None:
                longer = rows.filter(fact=correction.fact_id, until__gt=bound)
                until, cause = Greatest("starts_on", Value(bound)), Cause.of(correction, ended.act)
                move_many(longer, "shorten", by=ended.by, reason=because, caused_by=cause, until=until)

    answers: dict[End, Answer] = {End.CONCLUDED: EndBy(shorten), End.CANCELLED: GO_ON, End.LAPSED: GO_ON}
    return Parent(Correction, "fact__corrections", answers, runs, "所依据的")
