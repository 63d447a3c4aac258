"""Postings that end by their date: their holder and the security administrator are asked to hand over in time."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from common.models import Notice
from common.roles import Role
from records.clocks import rule
from records.models import Posting
from records.open_cases import in_words
from records.services.handing_over import open_cases

LAPSING, LAPSED = "posting.lapsing", "posting.lapsed"
LOOKED_BACK = timedelta(days=90)


def remind_of_lapsing(today: date) -> int:
    """Ask for the handover of postings that end soon, or ended lately, with open cases; return the new notices."""
    days = timedelta(days=int(rule("reminder", "posting_ending", today).value))
    near = Posting.objects.filter(
        user__is_machine=False, until__gte=today - LOOKED_BACK, until__lte=today + days
    )
    keepers = list(
        Posting.objects.in_force(today).filter(role=Role.SECURITY_ADMIN).values_list("pk", flat=True)
    )
    notices = []
    for posting in near.select_related("user", "unit", "region"):
        counts = open_cases(posting)
        if counts:
            ended = posting.until is not None and posting.until < today
            own = [] if ended else [posting.pk]
            notices += [_notice(posting, to, ended, in_words(counts)) for to in [*own, *keepers]]
    before = Notice.objects.count()
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return Notice.objects.count() - before


def _notice(posting: Posting, recipient: uuid.UUID, ended: bool, cases: str) -> Notice:
    when = f"已于 {posting.until} 到期" if ended else f"将于 {posting.until} 到期"
    return Notice(
        recipient=recipient,
        topic=LAPSED if ended else LAPSING,
        object_type="records.posting",
        object_id=posting.pk,
        text=f"{posting.user.name}的“{posting}”岗位{when}，尚有未结事项：{cases}，请办理交接"[:300],
        due_on=posting.until,
    )
