from celery import shared_task
from django.utils import timezone

from appeals.challenges.services.reminding import remind
from appeals.objections.services.reminding import escalate_late, remind_of_objections
from appeals.repairs.services.reminding import remind as remind_of_late_repairs
from postings.services import clock_posting


@shared_task
def keep_objections() -> int:
    """Remind of clocks that pass, tell the next higher body of late ones（each once, safe to run twice）."""
    today = timezone.localdate()
    return escalate_late(by=clock_posting(), today=today) + remind_of_objections(today)


@shared_task
def remind_of_challenges() -> int:
    """Remind of the clocks of challenged documents that fall due soon or have passed（each day once）."""
    return remind(timezone.localdate())


@shared_task
def remind_of_repairs() -> int:
    """Remind of the clocks of credit repair that fall due soon or have passed（each day once）."""
    return remind_of_late_repairs(timezone.localdate())
