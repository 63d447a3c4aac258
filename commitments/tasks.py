from celery import shared_task
from django.utils import timezone

from commitments.reminding import remind
from commitments.screening.services.reminding import remind_of_names
from commitments.services.settling import settle_open
from postings.services import clock_posting


@shared_task
def keep_commitments() -> int:
    """Let agreed inspections that ran out begin the time to pay; remind of what falls due or has passed."""
    today = timezone.localdate()
    return settle_open(today, by=clock_posting()) + remind(today) + remind_of_names(today)
