"""Floor 8: wiring. Nobody imports this package."""

from integrity_portal.celery import app as celery_app

__all__ = ["celery_app"]
