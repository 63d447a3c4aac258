"""The kinds of rules that objections answer for: their clocks, and the remedies that are named when one is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.rulebook import PeriodShape, RuleKind, Shape, rulebook


@dataclass(frozen=True)
class SentenceShape(Shape[str]):
    """A sentence that letters and pages repeat as it stands."""

    most: int = 500

    def fields(self) -> dict[str, forms.Field]:
        area = forms.Textarea(attrs={"rows": 3})
        return {"text": forms.CharField(label="文字", max_length=self.most, widget=area)}

    def initial(self, value: str, unit: str) -> dict[str, Any]:
        return {"text": value}

    def pack(self, given: Mapping[str, Any]) -> tuple[str, str]:
        return str(given["text"]).strip().rstrip("。"), ""

    def words(self, value: str, unit: str) -> str:
        return value


KINDS = (
    RuleKind(
        "objection",
        "异议的期限",
        PeriodShape(("working_day",)),
        "异议的受理、补正、核查各在多少个工作日内办理。待核实的只提醒经办，不告知上一级，不作为逾期处理。",
        order=57,
    ),
    RuleKind(
        "objection_remedy",
        "异议的后续救济",
        SentenceShape(),
        "不予采纳、不予受理时告知申请人的下一步救济：机关和期限。待核实的照写并注明。",
        order=58,
    ),
)


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(*KINDS)
