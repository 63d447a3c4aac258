"""Sharing out what waits: a case of one's queue goes to a colleague of the same office（分派）, who is asked for it by a notice.

It stays in the queue, and whoever may do it still may: who is asked is said, nobody is shut out.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.errors import Incomplete, NotAllowed
from common.models import Notice
from common.registry import Queue
from common.services import tell
from common.trail import Actor, write_notable
from common.worklist import first_rows, rows_of, told
from postings.models import Posting

TOPIC = "work.assigned"
MOST = 50


def colleagues(by: Actor) -> QuerySet[Posting]:
    """Return the posts of the same role in force whose people may be asked, those of the same place first."""
    held = Posting.objects.in_force(timezone.localdate()).filter(
        role=by.role, user__is_machine=False, user__is_active=True
    )
    return held.exclude(user=by.user_id).select_related("user", "unit", "region").order_by("user__name", "pk")


def within_reach(queue: Queue, by: Actor) -> list[Posting]:
    """Return the colleagues in whose queue there is anything of one's own; no more than can be looked through."""
    mine = first_rows(queue, by).values("pk")[:MOST]
    keys = [row["pk"] for row in mine]
    return [held for held in colleagues(by)[:MOST] if queue.rows(held).filter(pk__in=keys).exists()]


def asked_of(keys: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Return who is asked for which of these cases, by name."""
    open_ones = Notice.objects.filter(topic=TOPIC, object_id__in=keys, done_at__isnull=True)
    asked = {notice.object_id: notice.recipient for notice in open_ones}
    names = dict(Posting.objects.filter(pk__in=asked.values()).values_list("pk", "user__name"))
    return {key: names.get(posting, "") for key, posting in asked.items()}


@transaction.atomic
def assign(queue: Queue, keys: Iterable[uuid.UUID], to: Posting, *, by: Actor) -> int:
    """Ask a colleague for cases of one's queue; return how many. Raises NotAllowed where one is out of the other's reach."""
    chosen = list(keys)[:MOST]
    rows: list[Any] = list(rows_of(queue, by).filter(pk__in=chosen))
    if not rows:
        raise Incomplete("请先勾选要分派的事项", {"case": "请先勾选要分派的事项"})
    if not colleagues(by).filter(pk=to.pk).exists():
        raise NotAllowed("只能分给同一角色的在任同事")
    reached = set(queue.rows(to).filter(pk__in=chosen).values_list("pk", flat=True))
    beyond = [told(queue, row).matter for row in rows if row.pk not in reached]
    if beyond:
        raise NotAllowed(f"{beyond[0]} 不在 {to.user.name} 的岗位范围内，没有分派；请另选同事")
    others = Notice.objects.filter(topic=TOPIC, object_id__in=reached, done_at__isnull=True)
    others.exclude(recipient=to.pk).update(done_at=timezone.now())
    for row in rows:
        work = told(queue, row)
        words = f"{by.snapshot()['actor_name']}请您办理：{work.matter}"
        tell([to.pk], topic=TOPIC, about=row, text=words, due_on=work.due)
        write_notable(row, "assign", by=by, reason=f"分给{to.user.name}", to=to.user.name)
    return len(rows)
