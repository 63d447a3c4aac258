from celery import shared_task
from django.utils import timezone

from appeals.objections.services.reminding import escalate_late, remind_of_objections
from postings.services import clock_posting


@shared_task
def keep_objections() -> int:
    """Remind of clocks that pass, tell the next higher body of late ones（each once, safe to run twice）."""
    today = timezone.localdate()
    return escalate_late(by=clock_posting(), today=today) + remind_of_objections(today)
