from celery import shared_task
from django.utils import timezone

from discipline.incentives.services import keep
from discipline.leniency import reminding as leniency
from discipline.measures.reminding import remind as remind_of_late
from discipline.measures.services import expire
from discipline.rectification.reminding import remind
from discipline.tolerance import reminding as tolerance
from postings.services import clock_posting


@shared_task
def remind_of_rectifications() -> int:
    """Remind of explanations and terms that fall due soon or have passed（each matter once）."""
    return remind(timezone.localdate())


@shared_task
def keep_measures() -> int:
    """End the measures and incentives whose term is over; remind of documents of release that are late."""
    today, clock = timezone.localdate(), clock_posting()
    return expire(by=clock, today=today) + keep(by=clock, today=today) + remind_of_late(today)


@shared_task
def remind_of_tolerance() -> int:
    """Remind of the clocks of tolerance and leniency that fall due soon or have passed（each day once）."""
    return tolerance.remind(timezone.localdate()) + leniency.remind(timezone.localdate())
