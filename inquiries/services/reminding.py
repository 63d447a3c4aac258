"""Who is reminded that an inquiry is due: those who may answer it, before it is put to them who registered it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from common.models import Deadline
from discipline.reminding import remind_of
from inquiries.deadlines import ANSWER
from inquiries.models import APPROVERS, ASKERS, Inquiry
from inquiries.vocabulary import InquiryStatus
from postings.models import Posting

DUE = "inquiry.due"
TOPICS = {DUE: "授权查询到期"}


def remind(today: date) -> int:
    """Remind of inquiries that are due soon or late（each day once）; return how many were told."""
    return remind_of(Inquiry.objects.all(), (ANSWER,), DUE, _told, today)


def _told(case: Inquiry, row: Deadline) -> set[UUID]:
    roles = APPROVERS if case.status == InquiryStatus.PENDING else ASKERS
    office = {"unit": case.unit_id} if case.unit_id else {"unit": None, "region": case.region_id}
    held = Posting.objects.in_force(timezone.localdate())
    return set(held.filter(role__in=roles, **office).values_list("pk", flat=True))
