"""What the clock does of reports: makes those whose worker died, ends what changed, clears away files whose days are over."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection

from credit_reports.models import CreditReport
from credit_reports.services.ending import supersede_changed
from credit_reports.services.making import SEEN, make
from credit_reports.vocabulary import GIVEN_OUT
from disclosure.figures import today
from disclosure.models import FilePart
from disclosure.report_files import file_of
from disclosure.store.reports import take_down_files
from postings.models import Posting

log = logging.getLogger(__name__)
STALLED = timedelta(minutes=2)


def keep(now: datetime, *, by: Posting) -> int:
    """Do what is due（safe to run twice）; return how many reports were made or ended."""
    _clear_away()
    ended = _end_changed(by)
    waiting = CreditReport.objects.waiting().filter(requested_at__lt=now - STALLED)
    return ended + sum(_made(report) for report in waiting)


def _made(report: CreditReport) -> bool:
    """Make one; a fault of one keeps no other from being made."""
    try:
        make(report)
    except Exception:
        log.exception("credit report %s could not be made", report.pk)
        return False
    return True


def _end_changed(by: Posting) -> int:
    """Look for changes only where something in public has changed since one last looked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.state()")
        state = cursor.fetchone()[0]
    if cache.get(SEEN) == state:
        return 0
    ended = supersede_changed(by=by)
    cache.set(SEEN, state, timedelta(days=1).total_seconds())
    return ended


def _clear_away() -> None:
    """Delete files that can be taken along no more; the report and its number stay."""
    over = CreditReport.objects.filter(status__in=GIVEN_OUT, files_until__lte=today())
    for report in over.only("public_id"):
        if FilePart.objects.filter(file=file_of(report.public_id, ".pdf")).exists():
            take_down_files(report.public_id)
