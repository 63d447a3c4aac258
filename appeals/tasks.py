from celery import shared_task
from django.utils import timezone

from appeals.notes import reminding as notes
from appeals.objections.services.reminding import escalate_late, remind_of_objections
from appeals.repairs.services import reminding as repairs
from postings.services import clock_posting


@shared_task
def keep_objections() -> int:
    """Remind of clocks that pass, tell the next higher body of late ones（each once, safe to run twice）."""
    today = timezone.localdate()
    return escalate_late(by=clock_posting(), today=today) + remind_of_objections(today)


@shared_task
def remind_of_requests() -> int:
    """Remind of the clocks of repairs and department notes that fall due soon or have passed（each day once）."""
    return repairs.remind(timezone.localdate()) + notes.remind(timezone.localdate())
