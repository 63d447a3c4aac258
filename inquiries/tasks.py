"""Jobs of official inquiries, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from inquiries.services import following, reminding
from postings.services import clock_posting


@shared_task
def keep_inquiries() -> int:
    """Remind of what is due, have answers mended whose ground changed in a file, clear persons whose keeping is over."""
    clock = clock_posting()
    done = following.overturn_changed(by=clock) + following.erase_due(by=clock)
    return done + reminding.remind(timezone.localdate())
