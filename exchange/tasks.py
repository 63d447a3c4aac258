"""Jobs of the exchange: ids as arguments, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from exchange.models import ImportBatch
from exchange.services import purge_old_files, run


@shared_task
def run_import(batch_id: str) -> str:
    """Take an uploaded workbook through its stages."""
    return str(run(ImportBatch.objects.select_related("posting").get(pk=batch_id)).status)


@shared_task
def purge_import_files() -> int:
    """Delete the files of imports that were kept for seven days."""
    return purge_old_files(timezone.now())
