from celery import shared_task
from django.db import connection


@shared_task(expires=10)
def end_overlong_public_sessions() -> int:
    """End what the public site's database role keeps running too long（safe to run twice）."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_end_overlong()")
        return int(cursor.fetchone()[0])
