from celery import shared_task
from django.db import connection
from django.utils import timezone

MONTHS_AHEAD = 13


@shared_task
def prepare_trail_partitions() -> int:
    """Give the trail a partition for each of the months to come（safe to run twice）."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT common_trail_partitions(%s, %s)", [timezone.localdate(), MONTHS_AHEAD])
        return int(cursor.fetchone()[0])
