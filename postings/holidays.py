"""The rule of holidays: the days of a year as the State Council announces them, by which working days are counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from common.deadlines.services import recompute_assumed
from common.errors import Incomplete
from common.models import Holiday, RuleValue
from common.rulebook import Change, RuleKind, Shape, rulebook

_DAY = r"\d{4}-\d{1,2}-\d{1,2}"
_LINE = re.compile(rf"^({_DAY})(?:\s*(?:至|~|～|到)\s*({_DAY}))?\s+(休|班)\s+(\S.{{0,39}})$")
LONGEST_HOLIDAY = 31


@dataclass(frozen=True)
class HolidaysShape(Shape[Sequence[Mapping[str, Any]]]):
    """The holidays and worked weekends of a year, one line each: "2027-02-06 至 2027-02-12 休 春节"."""

    def fields(self) -> dict[str, forms.Field]:
        widget = forms.Textarea(attrs={"rows": 12})
        text = "每行一天或一段：2027-02-06 至 2027-02-12 休 春节；2027-02-14 班 春节调休。照国务院办公厅通知填写。"
        return {"lines": forms.CharField(label="放假与调休", widget=widget, help_text=text)}

    def initial(self, value: Sequence[Mapping[str, Any]], unit: str) -> dict[str, Any]:
        lines = [f"{row['day']} {'班' if row['works'] else '休'} {row['name']}" for row in value]
        return {"lines": "\n".join(lines)}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        days: dict[date, dict[str, Any]] = {}
        for number, line in enumerate(given["lines"].splitlines(), 1):
            if line.strip():
                days |= _days_of(number, line.strip())
        if len({day.year for day in days}) != 1:
            raise Incomplete("请填写同一年的日期", {"lines": "所有日期须在同一年"})
        return [days[day] for day in sorted(days)], ""

    def words(self, value: Sequence[Mapping[str, Any]], unit: str) -> str:
        worked = sum(1 for row in value if row["works"])
        return f"{self.key_of(value)} 年：休息 {len(value) - worked} 天，调休上班 {worked} 天"

    def key_of(self, value: Sequence[Mapping[str, Any]]) -> str:
        return str(value[0]["day"][:4])


def _days_of(number: int, line: str) -> dict[date, dict[str, Any]]:
    found = _LINE.match(line)
    if not found:
        raise Incomplete(
            f"第 {number} 行格式不对", {"lines": f"第 {number} 行应写作“日期 休或班 名称”：{line}"}
        )
    try:
        first = _date(found[1])
        last = _date(found[2]) if found[2] else first
    except ValueError:
        raise Incomplete(
            f"第 {number} 行没有这一天", {"lines": f"第 {number} 行的日期不存在：{line}"}
        ) from None
    if not 0 <= (last - first).days < LONGEST_HOLIDAY:
        raise Incomplete(f"第 {number} 行的起止不对", {"lines": f"第 {number} 行的起止日期不对：{line}"})
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    works, name = found[3] == "班", found[4].strip()
    return {day: {"day": day.isoformat(), "works": works, "name": name} for day in days}


def _date(text: str) -> date:
    year, month, day = (int(part) for part in text.split("-"))
    return date(year, month, day)


def apply_holidays(rule: RuleValue) -> None:
    """Put the days of a confirmed year in place of those that the calendar held; count anew what was 暂算 for it."""
    Holiday.objects.filter(day__year=int(rule.key)).delete()
    basis = rule.document_number or rule.basis
    Holiday.objects.bulk_create(
        Holiday(day=date.fromisoformat(row["day"]), is_workday=row["works"], name=row["name"], basis=basis)
        for row in rule.value
    )
    recompute_assumed(int(rule.key))


def calendar_with(change: Change) -> dict[date, bool]:
    """Return the calendar as it would be with the proposed days of the year `key`."""
    kept = {day: works for day, works in Holiday.objects.as_calendar().items() if str(day.year) != change.key}
    return kept | {date.fromisoformat(row["day"]): bool(row["works"]) for row in change.value}


HOLIDAYS = RuleKind(
    "holidays",
    "节假日与调休",
    HolidaysShape(),
    "国务院办公厅每年公布的放假安排，工作日期限据此计算；确认后立即用于以后的计算。",
    (),
    apply_holidays,
    new_key="年份",
    order=90,
)


def register() -> None:
    """Enter the kind; called once when the app is ready."""
    rulebook.register(HOLIDAYS)
