"""Jobs of credit reports: ids as arguments, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from credit_reports.models import CreditReport
from credit_reports.services import keeping, making
from postings.services import clock_posting


@shared_task
def make_report(report_id: str) -> str:
    """Make a report that was asked for."""
    return str(making.make(CreditReport.objects.get(pk=report_id)).status)


@shared_task(expires=240)
def keep_reports() -> int:
    """Make what was left over, write down what holds no more, clear away files whose days are over."""
    return keeping.keep(timezone.now(), by=clock_posting())
