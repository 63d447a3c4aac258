from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.models.identity import Keyed
from common.roles import posting_words


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions put to the talk."""

    def of(self, obj: models.Model) -> CommentQuerySet:
        """Return what was said beside one object."""
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)


class Comment(Keyed):
    """A word in the talk beside a case（沟通）: between who enters and who reviews, never an act by itself.

    Append-only: a trigger refuses UPDATE and DELETE, what was said stays said.
    """

    object_type = models.CharField(max_length=80)
    object_id = models.UUIDField()
    text = models.TextField("内容", max_length=2000)
    author = models.UUIDField()
    author_name = models.CharField("发言人", max_length=100)
    posting_id = models.UUIDField()
    posting_role = models.CharField("岗位角色", max_length=20)
    posting_unit = models.CharField("岗位", max_length=200, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "沟通"
        verbose_name_plural = "沟通"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["object_id", "at"], name="comment_of_object")]
        constraints = [models.CheckConstraint(name="comment_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def posting_words(self) -> str:
        """Return the writer's posting in words: role and unit."""
        return posting_words(self.posting_role, self.posting_unit)
