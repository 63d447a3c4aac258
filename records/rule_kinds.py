"""The kinds of rules that records answer for: publicity, query, sanction, grades, clocks, reminders, holidays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from common.deadlines.services import recompute_assumed
from common.errors import Incomplete
from common.forms import WanField
from common.models import Holiday, RuleValue
from common.money import wan
from common.rulebook import MonthsShape, PeriodShape, RuleKind, Shape, rulebook
from records import rule_effects
from records.facts.grading import GradingRules
from records.vocabulary import Impact, Severity

ROWS = ("不足较低金额", "两个金额之间", "达到较高金额，或经认定加重")
_DAY = r"\d{4}-\d{1,2}-\d{1,2}"
_LINE = re.compile(rf"^({_DAY})(?:\s*(?:至|~|～|到)\s*({_DAY}))?\s+(休|班)\s+(\S.{{0,39}})$")
LONGEST_HOLIDAY = 31


class MatrixShape(Shape[Mapping[str, Any]]):
    """Two bounds in 万元 and a grade for each of three rows × three impacts."""

    def fields(self) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {
            "lower": WanField(label="较低金额（万元）"),
            "upper": WanField(label="较高金额（万元）"),
        }
        for row, words in enumerate(ROWS):
            for impact in Impact:
                label = f"{words}，影响{impact.label}"
                made[f"cell_{row}_{impact}"] = forms.ChoiceField(label=label, choices=Severity.choices)
        return made

    def initial(self, value: Mapping[str, Any], unit: str) -> dict[str, Any]:
        lower, upper = (Decimal(str(bound)) for bound in value["bounds"])
        cells = {
            f"cell_{row}_{impact}": grade
            for row, grades in enumerate(value["matrix"])
            for impact, grade in grades.items()
        }
        return {"lower": lower, "upper": upper, **cells}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        if given["lower"] >= given["upper"]:
            raise Incomplete("较低金额须小于较高金额", {"upper": "须大于较低金额"})
        matrix = [
            {str(impact): given[f"cell_{row}_{impact}"] for impact in Impact} for row in range(len(ROWS))
        ]
        value = {"bounds": [int(given["lower"]), int(given["upper"])], "matrix": matrix}
        GradingRules.from_values(value, version="")
        return value, ""

    def words(self, value: Mapping[str, Any], unit: str) -> str:
        bounds = "、".join(f"{wan(Decimal(str(bound)))} 万元" for bound in value["bounds"])
        rows = "；".join(
            "/".join(Severity(grades[impact]).label for impact in Impact.values) for grades in value["matrix"]
        )
        return f"分档 {bounds}；影响小/较大/重大依次为 {rows}"


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


KINDS = (
    RuleKind(
        "publicity",
        "公示期",
        MonthsShape(),
        "失信信息在公开页面上停留多久。轻微的原则上不公示。",
        (rule_effects.on_standing_windows, rule_effects.on_pending_windows),
        order=10,
    ),
    RuleKind(
        "query",
        "查询期",
        PeriodShape(("month", "year")),
        "依申请、依授权查询时多久以内的记录会出现。",
        (rule_effects.on_queries,),
        order=20,
    ),
    RuleKind(
        "sanction",
        "惩戒期",
        PeriodShape(("month", "year")),
        "一条记录多久以内可以作为惩戒的依据。",
        (rule_effects.on_sanctions,),
        order=30,
    ),
    RuleKind(
        "grading",
        "严重程度分级",
        MatrixShape(),
        "损失金额与社会影响怎样得出轻微、一般、严重。",
        (rule_effects.on_grades,),
        order=40,
    ),
    RuleKind(
        "statement",
        "陈述申辩期",
        PeriodShape(("working_day",)),
        "告知送达后多少个工作日内可以陈述申辩。",
        (rule_effects.on_statements,),
        order=50,
    ),
    RuleKind(
        "withdrawal",
        "撤回期限",
        PeriodShape(("working_day",)),
        "源文书被撤销或改判后，多少个工作日内撤回记录和公示。",
        (rule_effects.on_withdrawals, rule_effects.on_late_withdrawals),
        order=55,
    ),
    RuleKind(
        "reminder",
        "提醒",
        PeriodShape(("calendar_day",)),
        "事情到期前多久提醒经办。只提醒，不产生后果。",
        (rule_effects.on_reminders,),
        order=60,
    ),
    RuleKind(
        "holidays",
        "节假日与调休",
        HolidaysShape(),
        "国务院办公厅每年公布的放假安排，工作日期限据此计算；确认后立即用于以后的计算。",
        (rule_effects.on_statements_of_holidays,),
        apply_holidays,
        new_key="年份",
        order=90,
    ),
)


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(*KINDS)
