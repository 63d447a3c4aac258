"""What becomes of the requests in hand when what they are about ends otherwise: 无需修复（procedures D.17）."""

from __future__ import annotations

import uuid

from django.db.models import OuterRef, QuerySet, Subquery

from appeals.repairs.deadlines import stop_all
from appeals.repairs.models import Repair
from common.cases.hanging import end_open_cases
from common.ends import Ended
from records.models import Publication


def end_with_fact(rows: QuerySet[Repair], ended: Ended) -> None:
    """End the requests about records that were withdrawn, void or tolerated, with their clocks."""
    _end(list(rows.values_list("pk", flat=True)), "fact", ended)


def end_with_publication(rows: QuerySet[Repair], ended: Ended) -> None:
    """End the requests about records whose publication ended without them; each keeps which one that was."""
    keys = list(rows.values_list("pk", flat=True))
    own = Publication.objects.filter(pk__in=ended.ids, fact=OuterRef("fact"))
    Repair.objects.filter(pk__in=keys).update(publication=Subquery(own.values("pk")[:1]))
    _end(keys, "publication", ended)


def _end(keys: list[uuid.UUID], key: str, ended: Ended) -> None:
    rows = Repair.objects.filter(pk__in=keys)
    end_open_cases(rows, key, "lapse", ended, "所修复的")
    stop_all(keys, reason=f"无需修复：{ended.reason}", by=ended.by)
