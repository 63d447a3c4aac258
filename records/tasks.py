from celery import shared_task
from django.utils import timezone

from records.services import (
    clock_posting,
    expire_publications,
    mail_digests,
    mail_new,
    remind_of_endings,
    remind_of_lapsing,
)
from records.services.reorganising import effect_due_reorganisations


@shared_task
def end_expired_publications() -> int:
    """Write down what the clock ended（safe to run twice）."""
    return expire_publications(by=clock_posting(), today=timezone.localdate())


@shared_task
def effect_reorganisations() -> int:
    """Let approved reorganisations take effect on their day（safe to run twice）."""
    return effect_due_reorganisations(by=clock_posting(), today=timezone.localdate())


@shared_task
def remind_officers() -> int:
    """Ask officers about windows that end soon（each matter once）."""
    return remind_of_endings(timezone.localdate())


@shared_task
def remind_of_lapsing_postings() -> int:
    """Ask for the handover of postings that end soon or ended with open cases（each matter once）."""
    return remind_of_lapsing(timezone.localdate())


@shared_task
def mail_new_notices() -> int:
    """Tell by mail of new notices, each once（safe to run twice）."""
    return mail_new(timezone.localdate())


@shared_task
def mail_notice_digests() -> int:
    """Send the day's digests, one a person and day（safe to run twice）."""
    return mail_digests(timezone.localdate())
