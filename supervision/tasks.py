import uuid

from celery import shared_task
from django.utils import timezone

from postings.models import Posting
from supervision import aggregation, services
from supervision.models.runs import Occasion
from supervision.warnings.reminding import remind


@shared_task
def aggregate() -> str:
    """Make last night's figures（safe to run twice）."""
    return str(aggregation.run(kind=Occasion.NIGHTLY).state)


@shared_task
def rerun(posting_id: str) -> str:
    """Make the figures anew for the posting that asked."""
    return str(services.rerun(by=Posting.objects.get(pk=uuid.UUID(posting_id))).state)


@shared_task
def remind_of_warnings() -> int:
    """Remind of the clocks of the warning chain that pass soon or have passed（each day once）."""
    return remind(timezone.localdate())
