from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class PublicGeneration(models.Model):
    """One row: the number that every public cache key starts with, raised in each act's transaction."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    value = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(name="one_generation", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def bump(cls) -> None:
        """Make every cached public page stale as soon as this transaction commits."""
        cls.objects.filter(pk=1).update(value=F("value") + 1)
