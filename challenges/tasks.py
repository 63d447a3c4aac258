from celery import shared_task
from django.utils import timezone

from challenges.services.reminding import remind


@shared_task
def remind_of_challenges() -> int:
    """Remind of the clocks of challenged documents that fall due soon or have passed（each day once）."""
    return remind(timezone.localdate())
