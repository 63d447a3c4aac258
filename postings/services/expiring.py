"""Postings that end by their date: their holder and the security administrator are asked to hand over in time."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from common.cases.open_cases import in_words
from common.models import Notice
from common.roles import Role
from common.rule_values import rule
from postings.models import Posting
from postings.services.handovers import open_cases

EXPIRING, EXPIRED = "posting.expiring", "posting.expired"
LOOKED_BACK = timedelta(days=90)


def remind_of_expiring(today: date) -> int:
    """Ask for the handover of postings that end soon, or ended lately, with open cases; return the new notices.

    Whoever was asked before is not asked again, nor are the cases of a posting counted whose people all were.
    """
    days = timedelta(days=int(rule("reminder", "posting_ending", today).value))
    near = Posting.objects.filter(
        user__is_machine=False, until__gte=today - LOOKED_BACK, until__lte=today + days
    )
    keepers = list(
        Posting.objects.in_force(today).filter(role=Role.SECURITY_ADMIN).values_list("pk", flat=True)
    )
    before = Notice.objects.filter(topic__in=(EXPIRING, EXPIRED), object_id__in=near.values("pk"))
    asked = set(before.values_list("recipient", "topic", "object_id"))
    notices = []
    for posting in near.select_related("user", "unit", "region"):
        ended = posting.until is not None and posting.until < today
        topic = EXPIRED if ended else EXPIRING
        people = [*([] if ended else [posting.pk]), *keepers]
        untold = [to for to in people if (to, topic, posting.pk) not in asked]
        counts = open_cases(posting) if untold else {}
        if counts:
            notices += [_notice(posting, to, topic, in_words(counts)) for to in untold]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return before.count() - len(asked)


def _notice(posting: Posting, recipient: uuid.UUID, topic: str, cases: str) -> Notice:
    when = f"已于 {posting.until} 到期" if topic == EXPIRED else f"将于 {posting.until} 到期"
    return Notice(
        recipient=recipient,
        topic=topic,
        object_type="postings.posting",
        object_id=posting.pk,
        text=f"{posting.user.name}的“{posting}”岗位{when}，尚有未结事项：{cases}，请办理交接"[:300],
        due_on=posting.until,
    )
