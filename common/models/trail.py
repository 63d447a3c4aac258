from __future__ import annotations

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from common.roles import Role
from common.trail import Actor


class TransitionQuerySet(models.QuerySet["Transition"]):
    """Questions put to the trail."""

    def visible_to(self, posting: Actor) -> TransitionQuerySet:
        """Return the whole trail for who audits, nothing for any other; a case shows its own steps."""
        return self.all() if posting.role == Role.AUDITOR else self.none()


class Transition(models.Model):
    """One act on one object: the append-only trail（办理经过）.

    The table is made by RunSQL: partitioned by month, and a trigger refuses UPDATE and DELETE.
    `actor` and `posting_id` are plain ids with a snapshot beside them, so the trail outlives postings.
    `cause` is the row of the act that this one followed from, by the same actor in the same transaction.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seq = models.BigIntegerField(editable=False)
    at = models.DateTimeField(editable=False)
    object_type = models.CharField(max_length=80)
    object_id = models.UUIDField()
    act = models.CharField("行为", max_length=40)
    from_status = models.CharField("原状态", max_length=20, blank=True)
    to_status = models.CharField("新状态", max_length=20)
    actor = models.UUIDField(null=True)
    actor_name = models.CharField("办理人", max_length=100)
    posting_id = models.UUIDField(null=True)
    posting_role = models.CharField(max_length=20)
    posting_unit = models.CharField(max_length=200, blank=True)
    reason = models.TextField("理由", blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    cause = models.UUIDField("由哪一步引起", null=True)

    model: type[models.Model] | None
    kind: str
    name: str
    """What the list of the trail says of the object, once it has asked for all of its rows at once."""

    objects = TransitionQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "common_transition"
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.act} {self.from_status}→{self.to_status}"
