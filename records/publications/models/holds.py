from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models import Q

from common.ends import End
from common.models.identity import Keyed
from common.workflow import Verb, Workflow
from policy.vocabulary import HoldStatus
from records.querysets import HoldQuerySet

H = HoldStatus
SUSPEND, RESUME, END = (f"records.publication.{act}" for act in ("suspend", "resume", "end"))


class Hold(Workflow, Keyed):
    """Why a publication is off the pages（暂停）: entered by its causing act and ended by that cause alone.

    `begun_by` and `cause_object` say what was done to what. It ends by acts only; a planned end is told, nothing ends by itself.
    rules.md 0.2e
    """

    MATTER = "公示的暂停"
    ORDER = 26

    publication = models.ForeignKey("records.Publication", models.PROTECT, related_name="holds")
    begun_by = models.CharField("由哪项办理引起", max_length=100, editable=False)
    cause_object = models.UUIDField("由哪一件引起", editable=False)
    status = models.CharField("状态", max_length=8, choices=H.choices, default=H.OPEN, editable=False)
    planned_until = models.DateField("拟到", null=True, blank=True)
    created_at = models.DateTimeField("暂停时间", auto_now_add=True)
    ended_at = models.DateTimeField("解除时间", null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    ENDS = {H.ENDED: End.CONCLUDED}
    ENTER = Verb("暂停", (), H.OPEN, frozenset(), needs_reason=True, caused_by=frozenset({SUSPEND}))
    TRANSITIONS = {
        "end": Verb(
            "解除暂停", (H.OPEN,), H.ENDED, frozenset(), needs_reason=True, caused_by=frozenset({RESUME, END})
        )
    }
    ENDED_BY: dict[str, frozenset[str]] = {SUSPEND: frozenset({RESUME})}

    class Meta:
        verbose_name = "公示暂停"
        verbose_name_plural = "公示暂停"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "begun_by", "cause_object"],
                name="hold_one_open_a_cause",
                condition=Q(status=H.OPEN),
            ),
            models.CheckConstraint(
                name="hold_end_has_time",
                condition=Q(status=H.OPEN, ended_at__isnull=True) | Q(status=H.ENDED, ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["publication"], name="hold_open", condition=Q(status=H.OPEN))]

    def __str__(self) -> str:
        return f"暂停：{self.publication}"

    @classmethod
    def allow(cls, begun_by: str, ended_by: frozenset[str]) -> None:
        """Let an act of an upper app（app.model.act）hold publications, and those acts on the same object end it."""
        cls.ENDED_BY = {**cls.ENDED_BY, begun_by: ended_by}
        end = cls.TRANSITIONS["end"]
        cls.ENTER = replace(cls.ENTER, caused_by=cls.ENTER.caused_by | {begun_by})
        cls.TRANSITIONS = {"end": replace(end, caused_by=end.caused_by | ended_by)}
