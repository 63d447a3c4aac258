from celery import shared_task
from django.utils import timezone

from postings.services import clock_posting
from records.services import expire_publications, remind_of_endings, remind_of_holds


@shared_task
def end_expired_publications() -> int:
    """Write down what the clock ended（safe to run twice）."""
    return expire_publications(by=clock_posting(), today=timezone.localdate())


@shared_task
def remind_officers() -> int:
    """Ask officers about windows that end soon, directors about planned ends of holds（each matter once）."""
    today = timezone.localdate()
    return remind_of_endings(today) + remind_of_holds(today)
