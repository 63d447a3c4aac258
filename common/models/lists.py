from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from common.models.identity import Keyed

PAGE_SIZES = (25, 50, 100)


class ListSetting(Keyed):
    """How one person has a list shown: its columns, rows a page, how close they stand. No row: as the list declares it."""

    person = models.UUIDField("用户")
    list_key = models.CharField("清单", max_length=40)
    columns = models.JSONField("列", default=list, blank=True)
    per_page = models.PositiveSmallIntegerField("每页", default=PAGE_SIZES[0])
    is_compact = models.BooleanField("紧凑", default=False)

    class Meta:
        verbose_name = "列表设置"
        verbose_name_plural = "列表设置"
        constraints = [
            models.UniqueConstraint(fields=["person", "list_key"], name="list_setting_once"),
            models.CheckConstraint(name="list_setting_page_size", condition=Q(per_page__in=PAGE_SIZES)),
        ]

    def __str__(self) -> str:
        return self.list_key


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Questions put to saved filters."""

    def of(self, person: uuid.UUID, list_key: str) -> SavedFilterQuerySet:
        """Return one person's filters of one list."""
        return self.filter(person=person, list_key=list_key)


class SavedFilter(Keyed):
    """A person's own filter of a list（常用筛选）: a name for an address, so it never shows more than its reader may see."""

    person = models.UUIDField("用户")
    list_key = models.CharField("清单", max_length=40)
    name = models.CharField("名称", max_length=40)
    query = models.CharField("筛选条件", max_length=2000)
    is_default = models.BooleanField("默认", default=False)
    created_at = models.DateTimeField("保存时间", auto_now_add=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = "常用筛选"
        verbose_name_plural = "常用筛选"
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "list_key", "name"], name="saved_filter_name_once"),
            models.UniqueConstraint(
                fields=["person", "list_key"], name="saved_filter_one_default", condition=Q(is_default=True)
            ),
            models.CheckConstraint(name="saved_filter_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
