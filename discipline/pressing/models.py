from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from common.models.identity import Keyed
from discipline.hands import USER
from discipline.vocabulary import Basis, CompetentAct


class LeftOpen(models.Func):
    """Whether the table leaves an act that presses open on a day, and nobody has been named since: case, fact, day."""

    function, output_field = "discipline_left_open", models.BooleanField()

    def __init__(self, case: str, fact: object, day: date) -> None:
        super().__init__(case, fact, models.Value(day))


class NamedBody(Keyed):
    """The body that the director named for one act on one case, where the table of competence leaves it open.

    `case_id` is that of whichever procedure presses; the last one named counts, as long as the line of the table that left it
    open is the same. rules.md 0.2f
    """

    case_id = models.UUIDField("案件", db_index=True)
    act = models.CharField("事项", max_length=16, choices=CompetentAct.choices)
    basis = models.CharField("依据", max_length=16, choices=Basis.choices)
    body_name = models.CharField("机关", max_length=200)
    competence_version = models.PositiveIntegerField("职权分工版本")
    reason = models.CharField("指定的理由", max_length=2000)
    named_by = models.ForeignKey(verbose_name="指定人", **USER)
    named_on = models.DateField("指定日期")

    class Meta:
        verbose_name = "指定的机关"
        verbose_name_plural = "指定的机关"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="named_body_with_a_reason", condition=~Q(body_name="") & ~Q(reason="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.body_name}"
