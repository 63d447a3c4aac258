from celery import shared_task

from intake.services import taking


@shared_task(expires=10)
def pull_intake() -> int:
    """Take what visitors sent out of the public store（safe to run twice）."""
    return taking.pull()
