"""Jobs of following: safe to run twice."""

from celery import shared_task
from django.utils import timezone

from following.services import mailing


@shared_task(expires=55)
def send_alerts() -> int:
    """Ask new addresses, and tell followers what is new since their last mail."""
    return mailing.send_all(timezone.now())
