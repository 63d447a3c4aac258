"""What the office alone knows of the store: which random key stands for which department."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from organisations.models import Department


class DepartmentKey(models.Model):
    """The random key by which the store's rows name a department; neither code nor inner number gets out.

    Written by the store's refresh alone.
    """

    department = models.OneToOneField(Department, models.PROTECT, primary_key=True, related_name="+")
    key = models.UUIDField(unique=True, db_default=RandomUUID())

    class Meta:
        verbose_name = "公开库机构标识"
        verbose_name_plural = "公开库机构标识"

    def __str__(self) -> str:
        return str(self.key)
