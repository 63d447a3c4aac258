from datetime import date

from django.db import models
from django.db.models import Q

from organisations.models.departments import Department
from policy.vocabulary import PublicationKind
from records.facts.commendations.vocabulary import HONOUR_LEVELS
from records.facts.models.four_eyes import LATER, dates_in_order, four_eyes_constraint, whole_constraint
from records.facts.models.reviewed_facts import ReviewedFact
from records.querysets import FactQuerySet


class Commendation(ReviewedFact):
    """An honour for honest conduct（守信激励记录）. 苏政发〔2023〕55号 二(四); rules.md 3.6"""

    MATTER = "采集和审核：表彰、荣誉等守信信息"
    ORDER = 15

    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="部门", related_name="commendations"
    )
    honour = models.CharField("荣誉名称", max_length=200)
    level = models.CharField("级别", max_length=10, choices=HONOUR_LEVELS)
    issued_by = models.CharField("颁发机关", max_length=200)
    document_number = models.CharField("文号", max_length=120)
    document_key = models.CharField(max_length=120)
    issued_on = models.DateField("颁发日期", **LATER)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    deeds = models.TextField("事迹摘要", blank=True)

    objects = FactQuerySet.as_manager()

    KIND = PublicationKind.COMMENDATION
    NUMBER, FINDER, SAME, DATES = "document_number", "issued_by", ("honour",), ("issued_on", "issued_on")
    CORRECTABLE = ("honour", "level", "issued_by", "document_number", "issued_on", "valid_until", "deeds")
    ASKED = ("honour", "level", "issued_by", "issued_on")
    TOLD, TOLD_AS = ("deeds",), "守信事迹"
    SHOWN = ("level", "valid_until")
    NUMBER_WORD = "文号"
    CORRECTED_TOPIC = "commendation.corrected"
    WITHDRAWN_TOPIC = "commendation.withdrawn"

    class Meta:
        verbose_name = "守信记录"
        verbose_name_plural = "守信记录"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_key", "department", "honour"],
                name="commendation_live_once",
                condition=~Q(status__in=["void", "withdrawn"]) & ~Q(honour=""),
            ),
            whole_constraint(
                "commendation_whole_from_review_on", "honour", "level", "issued_by", days=("issued_on",)
            ),
            dates_in_order("commendation_dates_in_order", "issued_on", "valid_until"),
            four_eyes_constraint("commendation_four_eyes"),
        ]

    def __str__(self) -> str:
        return self.title()

    def heading_text(self) -> str:
        """Return the honour, which may name who bears it."""
        return self.honour

    @property
    def stands_until(self) -> date | None:
        """Return until when the honour is valid."""
        return self.valid_until

    def faults(self, today: date) -> dict[str, str]:
        """Return by field what the constraints would refuse, in words."""
        wrong: dict[str, str] = {}
        if not self.issued_on:
            return super().faults(today)
        if self.issued_on > today:
            wrong["issued_on"] = "颁发日期不能晚于今天"
        if self.valid_until and self.valid_until < self.issued_on:
            wrong["valid_until"] = "有效期不能早于颁发日期"
        return super().faults(today) | wrong
