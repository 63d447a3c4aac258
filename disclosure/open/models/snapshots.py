"""The open data that may be taken along now: an unmanaged model on their view of schema `open`."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import models


class OpenSnapshot(models.Model):
    """The one snapshot that stands; none after something of it ended, until the next is made."""

    snapshot = models.UUIDField(primary_key=True)
    label = models.CharField("版号", max_length=20)
    data_time = models.DateTimeField("数据时间")
    manifest = models.JSONField("清单")

    class Meta:
        managed = False
        db_table = '"open"."snapshot"'

    def __str__(self) -> str:
        return self.label

    def file(self, name: str) -> UUID:
        """Return under which number one of its files is kept."""
        return file_of(self.snapshot, name)


def file_of(snapshot: UUID, name: str) -> UUID:
    """Return under which number a file of a snapshot is kept."""
    return uuid5(snapshot, name)
