from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from common.models.identity import Keyed
from records.facts.models.facts import Fact
from records.facts.models.four_eyes import dates_in_order


@dataclass(frozen=True)
class SourceDocument:
    """The document by which a source falls or a matter is tolerated: body, number, date（机关、文号、日期）."""

    body: str
    number: str
    dated_on: date | None

    def __str__(self) -> str:
        return f"{self.body} {self.number}（{self.dated_on}）"


class Withdrawal(Keyed):
    """What a withdrawal rests on, and by when it was due: a changed decision is taken back in three working days.

    行政处罚法 48, 85; rules.md 0.2h
    """

    fact = models.OneToOneField(Fact, models.PROTECT, related_name="withdrawal", verbose_name="所撤销的信息")
    body = models.CharField("作出文书的机关", max_length=200)
    number = models.CharField("文书号", max_length=120)
    dated_on = models.DateField("文书日期")
    due_on = models.DateField("应撤回之日")
    rule_version = models.PositiveIntegerField("期限规则版本")
    withdrawn_on = models.DateField("撤销日期")

    class Meta:
        verbose_name = "撤销依据"
        verbose_name_plural = "撤销依据"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="withdrawal_names_its_document", condition=~Q(body="") & ~Q(number="")
            ),
            dates_in_order("withdrawal_after_its_document", "dated_on", "withdrawn_on"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.number}"

    @property
    def is_late(self) -> bool:
        """Say whether the publication ended after the withdrawal's last day（行政处罚法 48）."""
        return self.withdrawn_on > self.due_on
