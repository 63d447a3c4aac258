"""Reports on inquiries are read: each reading is an act on the trail, and of a person on file a look that the person sees."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from common.errors import NotEligible, WrongState
from common.trail import Actor
from dossiers.services.opening import log_rereading
from inquiries.contents import Json, told
from inquiries.models import Inquiry, InquiryRow
from inquiries.services.answering import bar_to_report
from inquiries.typesetting import typeset
from organisations.models import Official


@transaction.atomic
def read(case: Inquiry, rows: Sequence[InquiryRow], *, by: Actor, address: str = "") -> list[Json]:
    """Return what the reports of some rows tell, and put the reading on record. rules.md 3.4, 4.4

    Raises NotAllowed, WrongState, NotEligible where the catalogue of information shares nothing any more.
    """
    if case.erased_on is not None:
        raise WrongState(f"保存期满，{case.erased_on} 已清除个人信息，报告不再提供")
    if words := bar_to_report(case):
        raise NotEligible(words)
    numbers = "、".join(row.number for row in rows[:3]) + (f" 等 {len(rows)} 份" if len(rows) > 3 else "")
    case.move("read", by=by, reason=numbers)
    told_of = {row.official_id for row in rows if row.official_id}
    for official in Official.objects.filter(pk__in=told_of):
        log_rereading(
            official,
            by=by,
            purpose=case.purpose,
            basis=case.basis,
            approval_number=case.approval_number,
            address=address,
        )
    return [told(case, row) for row in rows]


def print_reports(case: Inquiry, rows: Sequence[InquiryRow], *, by: Actor, address: str = "") -> bytes:
    """Return the reports of some rows as one PDF, with who took it along, when and what for on every page."""
    reports = read(case, rows, by=by, address=address)
    now = timezone.localtime().replace(microsecond=0)
    who = by.snapshot()
    mark = f"{who['actor_name']} {now:%Y-%m-%d %H:%M} 供{case.asking_body}{case.purpose_label}用"
    return typeset(reports, mark, at=now)
