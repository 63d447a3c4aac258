from __future__ import annotations

import uuid

from django.db import models

from common.models.identity import Keyed

KEPT = 20


class ColumnChoiceQuerySet(models.QuerySet["ColumnChoice"]):
    """Questions put to columns matched by hand."""

    def of(self, person: uuid.UUID, kind: str) -> dict[str, dict[str, str]]:
        """Return what one person matched last in workbooks of a kind, by the header's fingerprint."""
        latest = self.filter(person=person, kind=kind).order_by("-chosen_at")[:KEPT]
        return dict(latest.values_list("fingerprint", "places"))


class ColumnChoice(Keyed):
    """How one uploader matched the columns of one set of headers by hand: `places` names the field of each place.

    It holds no header's text; the fingerprint alone finds it again. A sum's field bears its unit behind a colon.
    """

    person = models.UUIDField("用户")
    kind = models.CharField("类型", max_length=12)
    fingerprint = models.CharField("表头指纹", max_length=32)
    places = models.JSONField("对应", default=dict)
    chosen_at = models.DateTimeField("时间", auto_now=True)

    objects = ColumnChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "列的对应"
        verbose_name_plural = "列的对应"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "fingerprint"], name="column_choice_once")
        ]

    def __str__(self) -> str:
        return self.fingerprint
