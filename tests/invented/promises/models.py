from __future__ import annotations

from django.db import models
from django.db.models import Q

from organisations.models.departments import Department
from records.facts.models.four_eyes import dates_in_order, four_eyes_constraint
from records.facts.models.reviewed_facts import ReviewedFact
from records.querysets import FactQuerySet


class Promise(ReviewedFact):
    """A promise that a department made in public（模拟公开承诺）: a kind of fact of an app above records."""

    MATTER = "采集和审核：模拟公开承诺"
    ORDER = 61

    department = models.ForeignKey(Department, models.PROTECT, verbose_name="部门", related_name="promises")
    subject = models.CharField("承诺事项", max_length=200)
    document_number = models.CharField("承诺书编号", max_length=120)
    document_key = models.CharField(max_length=120)
    received_by = models.CharField("受理机关", max_length=200)
    words = models.TextField("承诺内容")
    signed_on = models.DateField("签署日期")
    effective_on = models.DateField("生效日期")

    objects = FactQuerySet.as_manager()

    KIND = "promise"
    NUMBER, FINDER, SAME = "document_number", "received_by", ("subject",)
    DATES = ("signed_on", "effective_on")
    ASKED = ("words", "received_by")
    CORRECTABLE = ("subject", "document_number", "received_by", "words", "signed_on", "effective_on")
    TOLD, TOLD_AS = ("words",), "承诺内容"
    NUMBER_WORD = "承诺书编号"
    CORRECTED_TOPIC, WITHDRAWN_TOPIC = "promise.corrected", "promise.withdrawn"

    class Meta:
        verbose_name = "模拟公开承诺"
        verbose_name_plural = "模拟公开承诺"
        ordering = ["-signed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_key", "department", "subject"],
                name="promise_live_once",
                condition=~Q(status__in=["void", "withdrawn"]),
            ),
            dates_in_order("promise_effective_after_signed", "signed_on", "effective_on"),
            four_eyes_constraint("promise_four_eyes"),
        ]

    def __str__(self):
        return self.subject

    def faults(self, today):
        wrong = {}
        if self.signed_on > today:
            wrong["signed_on"] = "签署日期不能晚于今天"
        if self.effective_on < self.signed_on:
            wrong["effective_on"] = "生效日期不能早于签署日期"
        return wrong | super().faults(today)
