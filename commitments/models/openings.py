from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commitments.models.commitments import PERHAPS, USER, Commitment
from common.models.identity import Keyed


class Opening(Keyed):
    """A promise shown in public: who looked at it, who let it stand, until when; taken down it never stands again.

    What the public reads of it are texts that nobody changes from registration on, and days and numbers as they come.
    procedures E.20, E.24, E.26, E.27
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="openings", verbose_name="承诺")
    public_id = models.UUIDField("公开地址", default=uuid.uuid4, unique=True, editable=False)
    sheet = models.CharField("公开审查意见", max_length=500)
    entered_by = models.ForeignKey(verbose_name="录入人", **USER)
    signed_by = models.ForeignKey(verbose_name="公开审查人", **USER)
    signed_on = models.DateField("公开审查日期")
    shown_by = models.ForeignKey(verbose_name="决定公开的人", **PERHAPS)
    opens_on = models.DateField("公开日期", null=True, blank=True)
    closes_on = models.DateField("公开至（不含当日）", null=True, blank=True)
    closed_by = models.ForeignKey(verbose_name="停止公开的人", **PERHAPS)
    closed_on = models.DateField("停止公开日期", null=True, blank=True)
    close_reason = models.CharField("停止公开的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "公开"
        verbose_name_plural = "公开"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], name="opening_one_live", condition=Q(closed_on=None)
            ),
            models.CheckConstraint(
                name="opening_by_three_persons",
                condition=~Q(entered_by=F("signed_by"))
                & (
                    Q(shown_by=None)
                    | ~Q(shown_by=F("signed_by")) & ~Q(shown_by=F("entered_by")) & Q(shown_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="opening_shown_whole",
                condition=Q(shown_by=None, opens_on=None, closes_on=None)
                | Q(shown_by__isnull=False, opens_on__isnull=False)
                & (Q(closes_on=None) | Q(closes_on__gt=F("opens_on"))),
            ),
            models.CheckConstraint(
                name="opening_closed_whole",
                condition=Q(closed_by=None, closed_on=None, close_reason="")
                | Q(closed_by__isnull=False, closed_on__isnull=False) & ~Q(close_reason=""),
            ),
            models.CheckConstraint(name="opening_looked_at", condition=~Q(sheet="")),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} {self.public_id}"
