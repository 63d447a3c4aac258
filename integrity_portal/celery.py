"""The Celery application: jobs of the office side only."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task
from celery.backends.base import Backend
from celery.signals import worker_ready
from django.conf import settings
from kombu import Connection

from integrity_portal.schedule import BEAT_SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "integrity_portal.settings")


class ToldTask(Task):
    """A job whose changes say in the field history which job made them, as its trail rows do."""

    def __call__(self, *args: Any, **kwargs: Any) -> object:
        from common.history import told
        from common.request_id import request_id

        token = request_id.set(self.request.id or request_id.get())
        try:
            with told(task=self.name):
                return super().__call__(*args, **kwargs)
        finally:
            request_id.reset(token)


class PortalCelery(Celery):
    """Celery that looks up the embedded Redis at its first connection, not when it is configured."""

    def _find_redis(self) -> None:
        from integrity_portal.lazycache import EMBEDDED, redis_url

        if self.conf.broker_url == EMBEDDED:
            self.conf.update(broker_url=redis_url(), result_backend=redis_url())

    def connection_for_read(self, *args: Any, **kwargs: Any) -> Connection:
        self._find_redis()
        return super().connection_for_read(*args, **kwargs)

    def connection_for_write(self, *args: Any, **kwargs: Any) -> Connection:
        self._find_redis()
        return super().connection_for_write(*args, **kwargs)

    def _get_backend(self) -> Backend:
        self._find_redis()
        return super()._get_backend()  # type: ignore[misc]


app = PortalCelery("integrity_portal", task_cls=ToldTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
app.autodiscover_tasks()


@worker_ready.connect
def begin_demo(**_: object) -> None:
    """Make the demo once the sites answer: the worker starts after their first page."""
    if settings.PORTAL_DEMO:
        app.send_task("integrity_portal.tasks.load_demo")
