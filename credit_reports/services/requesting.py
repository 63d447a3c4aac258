"""A report is asked for: by an officer, or by a reader of the public site."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.utils import timezone

from common.errors import NotEligible
from credit_reports.contents import NOT_SHOWN
from credit_reports.models import CreditReport
from credit_reports.vocabulary import Origin, ReportStatus
from disclosure.store.reports import standing_of
from organisations.models import Department
from postings.models import Posting

LIKE_NEW = timedelta(hours=1)
"""Within which a reader is given the report that is there, as long as nothing of it has changed."""


@transaction.atomic
def request(department: Department, *, by: Posting, token_hash: bytes | None = None) -> CreditReport:
    """Ask for a report on a department; the worker makes it. With `token_hash` it is a reader's, who is told under it."""
    if not department.is_shown:
        raise NotEligible(NOT_SHOWN)
    origin = Origin.PUBLIC if token_hash else Origin.OFFICE
    report = CreditReport(department=department, origin=origin, posting=by, token_hash=token_hash).enter(
        by=by
    )
    start(report.pk)
    return report


def start(key: UUID) -> None:
    """Hand a report to the worker once this transaction commits."""
    transaction.on_commit(lambda: current_app.send_task("credit_reports.tasks.make_report", [str(key)]))


def like_new(department: Department) -> CreditReport | None:
    """Return the newest report on a department, where it is fresh and says what stands now."""
    found: CreditReport | None = CreditReport.objects.filter(
        department=department, status=ReportStatus.ISSUED, made_at__gt=timezone.now() - LIKE_NEW
    ).first()
    if found is None or standing_of(department.credit_code) != found.standing:
        return None
    return found
