import logging

from celery import shared_task
from django.utils import timezone

from disclosure.store import snapshots
from disclosure.store.check import check
from disclosure.store.refresh import beat, fold_counts, refresh_day
from disclosure.store.watching import end_overlong

log = logging.getLogger(__name__)


@shared_task(expires=10)
def end_overlong_public_sessions() -> int:
    """End what the public site's database role keeps running too long（safe to run twice）."""
    return end_overlong()


@shared_task(expires=240)
def keep_store() -> int:
    """Let in what the day opens and take out what it closed; fold the kept counts（safe to run twice）."""
    changed = refresh_day()
    fold_counts()
    return changed


@shared_task(expires=10)
def beat_store() -> None:
    """Let the store's beat go on, by which a database of its own tells how far behind it is（safe to run twice）."""
    beat()


@shared_task
def check_store() -> int:
    """Compare the public store with its definition; a difference is named and fails the run."""
    found = check()
    for difference in found:
        log.error("public store differs: %s", difference)
    if found:
        raise RuntimeError(f"公开库与办理结果有 {len(found)} 处不一致")
    return 0


@shared_task(expires=240)
def keep_open_data() -> None:
    """Make the open data where none stand or those of yesterday do; what ends meanwhile leaves it to the next turn."""
    snapshots.keep(timezone.now())
