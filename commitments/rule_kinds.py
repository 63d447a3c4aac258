"""The kinds of rules of this app: clocks, the rate of late interest, the published LPR, points of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from common.forms import DayField
from common.rulebook import PeriodShape, RuleKind, Shape


@dataclass(frozen=True)
class NumberShape(Shape[str]):
    """A decimal number kept as text: "0.05"; `unit` is its word."""

    label: str
    unit: str
    word: str
    most: int = 100

    def fields(self) -> dict[str, forms.Field]:
        return {
            "number": forms.DecimalField(
                label=self.label, min_value=0, max_value=self.most, max_digits=8, decimal_places=4
            )
        }

    def initial(self, value: str, unit: str) -> dict[str, Any]:
        return {"number": value}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return plain(given["number"]), self.unit

    def words(self, value: str, unit: str) -> str:
        return f"{value}{self.word}"


@dataclass(frozen=True)
class PublishedShape(Shape[Mapping[str, str]]):
    """A rate as it was published on a day: {"on": "2026-10-20", "rate": "3.00"}; one line for each day."""

    def fields(self) -> dict[str, forms.Field]:
        rate = forms.DecimalField(
            label="一年期 LPR（%）", min_value=0, max_value=30, max_digits=5, decimal_places=3
        )
        return {"on": DayField(label="发布日期"), "rate": rate}

    def initial(self, value: Mapping[str, str], unit: str) -> dict[str, Any]:
        return dict(value)

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        on: date = given["on"]
        return {"on": on.isoformat(), "rate": plain(given["rate"])}, "percent_year"

    def words(self, value: Mapping[str, str], unit: str) -> str:
        return f"{value['on']} 发布，{value['rate']}%"

    def key_of(self, value: Mapping[str, str]) -> str:
        return value["on"]


def plain(number: Decimal) -> str:
    """Return a number without idle zeros."""
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _steps(key: str, label: str, about: str, *units: str) -> RuleKind:
    return RuleKind(key, label, PeriodShape(("working_day", "calendar_day", *units)), about, order=71)


def _points(key: str, label: str, about: str) -> RuleKind:
    return RuleKind(key, label, NumberShape("分值", "points", " 分"), about, order=75)


KINDS = (
    RuleKind(
        "commitment_due",
        "承诺的到期日",
        PeriodShape(("calendar_day",)),
        "承诺文书写明期限的，到那一天；中小企业款项没有约定的，从起算之日起多少日。",
        order=70,
    ),
    _steps(
        "procurement_clock",
        "政府采购各步期限",
        "评审、签订、公告、备案、确权、质疑和投诉的期限，查询码下的告知的保留。待核实的只提醒。",
    ),
    _steps(
        "bidding_clock",
        "招标投标各步期限",
        "投标、公示、签订、报告、退还保证金、异议和投诉的期限。待核实的只提醒。",
    ),
    _steps(
        "ppp_clock",
        "政府和社会资本合作各步期限",
        "签订合作项目合同或者特许经营协议的期限；各阶段的期限以合同和文件写明的为准。待核实的只提醒。",
    ),
    _steps(
        "debt_clock",
        "地方政府债务各步期限",
        "公开债务、下达处置任务、报告、评估、审计整改、任期移交的期限。待核实的只提醒。",
    ),
    RuleKind(
        "budget_ceiling",
        "财政支出责任的上限",
        NumberShape("上限（%）", "percent", "%"),
        "当年全部合作项目的财政支出责任占一般公共预算支出的比例。没有确认的不作高于规定的结论。",
        order=72,
    ),
    _steps(
        "statistics_clock",
        "统计领域各步期限",
        "统计造假的处理、统计严重失信企业的公示和移出的期限。待核实的只提醒；公示期没有核实的，名单不能公开。",
        "month",
    ),
    _steps(
        "township_clock",
        "乡镇街道各步期限",
        "政务公开、财务公开、补贴发放、试点评估和评价码的期限。待核实的只提醒。",
        "month",
    ),
    RuleKind(
        "late_interest",
        "逾期利息",
        NumberShape("每日利率（%）", "percent_day", "%／日", 1),
        "没有约定利率、或者约定低于订立时一年期 LPR 的，按这一利率计算。",
        order=72,
    ),
    RuleKind(
        "lpr",
        "一年期贷款市场报价利率（LPR）",
        PublishedShape(),
        "按发布日期逐期录入。合同订立之日没有的，利息页写明“缺当日 LPR，未核”。",
        new_key="发布日期",
        order=73,
    ),
    RuleKind(
        "breach_clock",
        "违约核实期限",
        PeriodShape(("working_day", "calendar_day")),
        "违约线索转出以后多久以内核实。没有确认的只提醒。",
        order=74,
    ),
    _points(
        "agency_indicator",
        "招标代理机构评价指标",
        "招标代理机构评价的指标和分值，合计 100 分。没有确认的不用于评价和排名。",
    ),
    _points(
        "investment_indicator", "招商引资评价指标", "招商引资评价的指标和分值。没有确认的不用于评价和排名。"
    ),
)
