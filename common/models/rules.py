from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from common.models.identity import Keyed


class Mark(models.TextChoices):
    """How sure a value is（rules.md Marks）."""

    SOURCED = "S", "有据"
    UNVERIFIED = "U", "待核实"
    DESIGN = "D", "建议值"


class DateRange(models.Func):
    """The days from the first to the one before the second, as the database keeps ranges."""

    function = "daterange"
    output_field = DateRangeField()


class RuleQuerySet(models.QuerySet["RuleValue"]):
    """Questions put to the dated values of rules."""

    def at(self, kind: str, day: date) -> dict[str, RuleValue]:
        """Return the values of one kind in force on `day`, by key."""
        return {row.key: row for row in self._on(day).filter(kind=kind).order_by("version")}

    def in_force(self, kind: str, key: str, day: date) -> RuleValue | None:
        """Return the one value of a rule in force on `day`, None while nobody has set one."""
        return self._on(day).filter(kind=kind, key=key).order_by("version").last()

    def _on(self, day: date) -> RuleQuerySet:
        return self.filter(Q(effective_to__isnull=True) | Q(effective_to__gt=day), effective_from__lte=day)


class RuleValue(Keyed):
    """One value of one rule, dated and versioned; decisions keep the version they used（house idea 3）."""

    kind = models.CharField("规则", max_length=40)
    key = models.CharField("项", max_length=40, blank=True)
    label = models.CharField("说明", max_length=100)
    value = models.JSONField("值")
    unit = models.CharField("单位", max_length=20, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    basis = models.CharField("依据", max_length=200)
    document_number = models.CharField("文号", max_length=100, blank=True)
    effective_from = models.DateField("施行日期")
    effective_to = models.DateField("失效日期", null=True, blank=True)
    mark = models.CharField("可靠程度", max_length=1, choices=Mark.choices)
    confirmed_by = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    words: str
    """The value as people read it, where a page has had it put into words."""

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "version"], name="rule_version_once"),
            ExclusionConstraint(
                name="rule_one_value_a_day",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (DateRange("effective_from", "effective_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="rule_dates_in_order",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=models.F("effective_from")),
            ),
            models.CheckConstraint(
                name="rule_confirmation_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}（第 {self.version} 版）"

    @property
    def is_settled(self) -> bool:
        """False while 「待核实」: such a value may remind, never sanction, rank or call anyone overdue."""
        return self.mark == Mark.SOURCED or self.confirmed_at is not None

    @property
    def doubt(self) -> str:
        """Return the mark that stands wherever an unsettled value is used."""
        return "" if self.is_settled else "（待核实）"
