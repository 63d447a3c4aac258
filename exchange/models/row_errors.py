from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Value

from common.models.identity import Keyed
from common.trail import Actor
from exchange.models.batches import BatchStatus, ImportBatch


class RowErrorLevel(models.TextChoices):
    """How grave it is what was found in a row."""

    ERROR = "error", "错误"
    WARNING = "warning", "提示"
    WAITING = "waiting", "待决定"
    DUPLICATE = "duplicate", "重复"


class RowErrorQuerySet(models.QuerySet["RowError"]):
    """Questions put to what was found in the rows."""

    def undecided(self) -> RowErrorQuerySet:
        """Return the rows of real imports that wait for a person's decision, in whatever batch."""
        done = {"batch__status": BatchStatus.DONE, "batch__dry_run": False}
        return self.filter(level=RowErrorLevel.WAITING, decision="", **done)

    def to_decide(self, posting: Actor) -> RowErrorQuerySet:
        """Return those of the imports that `posting` answers for: its own, and what was handed over to it."""
        return self.undecided().filter(batch__in=ImportBatch.objects.visible_to(posting).values("pk"))

    def with_kind(self) -> RowErrorQuerySet:
        """Add `kind`: the first clause of the message with its figures left out, the same for like row errors."""
        clause = Func(F("message"), Value("，"), Value(1), function="split_part")
        figures = (Value("[0-9][0-9.-]*"), Value("…"), Value("g"))
        kind = Func(clause, *figures, function="regexp_replace", output_field=models.CharField())
        return self.annotate(kind=kind)


class RowError(Keyed):
    """What the checks found in one row; `value` is masked, `of` says what a duplicate repeats.

    A row that waits keeps its `content` until somebody decided on it; `decision` says what and why.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="row_errors")
    row = models.PositiveIntegerField("表内行号")
    level = models.CharField("级别", max_length=10, choices=RowErrorLevel.choices)
    column_key = models.CharField(max_length=24, blank=True)
    column = models.CharField("列", max_length=255, blank=True)
    value = models.CharField("内容", max_length=400, blank=True)
    message = models.CharField("说明", max_length=400)
    of = models.CharField("与何重复", max_length=60, blank=True)
    content = models.JSONField("内容", null=True)
    decision = models.CharField("决定", max_length=400, blank=True)

    objects = RowErrorQuerySet.as_manager()

    class Meta:
        verbose_name = "导入问题"
        verbose_name_plural = "导入问题"
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["batch", "level", "row"])]

    def __str__(self) -> str:
        return f"第 {self.row} 行 {self.column} {self.message}"
