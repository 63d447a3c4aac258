"""Jobs of the exchange: ids as arguments, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from exchange.models.batches import ImportBatch
from exchange.services.duties import match_duties, open_duties, remind_of_duties
from exchange.services.importing import pick_up_stalled, purge_old_files, run
from exchange.sharing import services as sharing
from postings.services import clock_posting


@shared_task
def run_import(batch_id: str) -> str:
    """Take an uploaded workbook through its stages."""
    return str(run(ImportBatch.objects.select_related("posting").get(pk=batch_id)).status)


@shared_task
def pick_up_stalled_imports() -> int:
    """Take up the imports whose worker died."""
    return pick_up_stalled(timezone.now())


@shared_task
def purge_import_files() -> int:
    """Delete the files of imports that were kept for seven days."""
    return purge_old_files(timezone.now())


@shared_task
def keep_duties() -> int:
    """Open the quarter's reporting duties, file those whose return has come, remind of the rest."""
    clock, today = clock_posting(), timezone.localdate()
    open_duties(today, by=clock)
    match_duties(today, by=clock)
    return remind_of_duties(today)


@shared_task
def fan_out() -> int:
    """Let leave what the catalogue of information classes shares; the rest stays and says why."""
    return sharing.fan_out(by=clock_posting(), today=timezone.localdate())
