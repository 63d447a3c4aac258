from celery import shared_task
from django.utils import timezone

from organisations.services import effect_due_reorganisations
from postings.services import clock_posting, mail_digests, mail_new, remind_of_expiring


@shared_task
def effect_reorganisations() -> int:
    """Let approved reorganisations take effect on their day（safe to run twice）."""
    return effect_due_reorganisations(by=clock_posting(), today=timezone.localdate())


@shared_task
def remind_of_expiring_postings() -> int:
    """Ask for the handover of postings that end soon or ended with open cases（each matter once）."""
    return remind_of_expiring(timezone.localdate())


@shared_task
def mail_new_notices() -> int:
    """Tell by mail of new notices, each once（safe to run twice）."""
    return mail_new(timezone.localdate())


@shared_task
def mail_notice_digests() -> int:
    """Send the day's digests, one a person and day（safe to run twice）."""
    return mail_digests(timezone.localdate())
