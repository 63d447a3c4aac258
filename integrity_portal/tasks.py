"""What the worker does for a demo."""

from __future__ import annotations

from celery import shared_task

from integrity_portal.demo.loading import load


@shared_task
def load_demo() -> None:
    """Make what is missing of the demo, then its figures; a second one beside it does nothing."""
    load()
