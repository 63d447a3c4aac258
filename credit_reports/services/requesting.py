"""A report is asked for: by an officer, or by a reader of the public site. Asked for again at once, it is the same one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.utils import timezone

from common.errors import NotAllowed, NotEligible
from common.verbs import require_admitted
from credit_reports.contents import NOT_SHOWN
from credit_reports.models import CreditReport
from credit_reports.vocabulary import Origin, ReportStatus
from disclosure.store.reports import standing_of
from organisations.models import Department
from postings.models import Posting

LIKE_NEW = {Origin.PUBLIC: timedelta(hours=1), Origin.OFFICE: timedelta(minutes=1)}
"""Within which whoever asks is given the report that is there, as long as nothing of it has changed."""
ELSEWHERE = "这个部门不在您的岗位范围内"
IN_MAKING = timedelta(minutes=1)
"""Within which whoever asks waits for the report that another asked for: it will tell the same."""


@transaction.atomic
def request(department: Department, *, by: Posting, token_hash: bytes | None = None) -> CreditReport:
    """Ask for a report on a department; the worker makes it. With `token_hash` it is a reader's, who is told under it.

    Pressed many times within a minute it is one report with one number; whoever comes later waits for it, or is given it.
    """
    if not department.is_shown:
        raise NotEligible(NOT_SHOWN)
    require_admitted(CreditReport, "enter", CreditReport.ENTER, by)
    if not Department.objects.visible_to(by).filter(pk=department.pk).exists():
        raise NotAllowed(ELSEWHERE)
    origin = Origin.PUBLIC if token_hash else Origin.OFFICE
    Department.objects.select_for_update(of=("self",), no_key=True).get(pk=department.pk)
    report = _in_making(department) or like_new(department, origin)
    if report is None:
        report = CreditReport(department=department, origin=origin, posting=by).enter(by=by)
        start(report.pk)
    if token_hash is not None and report.status == ReportStatus.REQUESTED:
        report.readers.get_or_create(token_hash=token_hash)
    return report


def start(key: UUID) -> None:
    """Hand a report to the worker once this transaction commits."""
    transaction.on_commit(lambda: current_app.send_task("credit_reports.tasks.make_report", [str(key)]))


def _in_making(department: Department) -> CreditReport | None:
    """Return the report that was just asked for and is not made yet, locked so that its maker tells this reader too."""
    since = timezone.now() - IN_MAKING
    waiting = CreditReport.objects.waiting().filter(department=department, requested_at__gt=since)
    found: CreditReport | None = waiting.select_for_update(of=("self",)).first()
    return found


def like_new(department: Department, origin: str) -> CreditReport | None:
    """Return the newest report on a department, where it is fresh and says what stands now."""
    since = timezone.now() - LIKE_NEW[Origin(origin)]
    found: CreditReport | None = CreditReport.objects.filter(
        department=department, status=ReportStatus.ISSUED, made_at__gt=since
    ).first()
    if found is None or standing_of(department.credit_code) != found.standing:
        return None
    return found
