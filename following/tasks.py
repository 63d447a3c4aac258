"""Jobs of following: safe to run twice."""

from celery import shared_task
from django.utils import timezone

from following.services import mailing
from following.webhooks.services import calling


@shared_task(expires=55)
def send_alerts() -> int:
    """Ask new addresses, and tell followers what is new since their last mail."""
    return mailing.send_all(timezone.now())


@shared_task(expires=55)
def call_webhooks() -> int:
    """Make up calls of what has opened and ended, and send those that are due."""
    return calling.call(timezone.now())
