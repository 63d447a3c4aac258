from celery import shared_task

from accounts.services.kept_forms import forget_what_is_over


@shared_task
def forget_ended_sessions() -> int:
    """Delete sessions that are over and forms kept longer than a day（safe to run twice）."""
    return forget_what_is_over()
