from __future__ import annotations

from datetime import date

from django.db import models


class HolidayQuerySet(models.QuerySet["Holiday"]):
    """Questions put to the table of holidays."""

    def as_calendar(self) -> dict[date, bool]:
        """Return {day: is a working day} for `days.calendar`."""
        return dict(self.values_list("day", "is_workday"))

    def named(self) -> dict[date, tuple[bool, str]]:
        """Return {day: (is a working day, its name)} for the count of a deadline, day by day."""
        return {day: (works, name) for day, works, name in self.values_list("day", "is_workday", "name")}


class Holiday(models.Model):
    """A day that differs from the weekly rule（法定节假日与调休）; it goes before the packaged calendar."""

    day = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("是否工作日")
    name = models.CharField("名称", max_length=40)
    basis = models.CharField("依据", max_length=200, blank=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
