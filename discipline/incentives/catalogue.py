"""The catalogue of incentives, dated like that of measures: who grants each, on what basis, for how long at most（rules.md 3.6）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from common.errors import NotEligible
from common.models import RuleValue
from common.rule_values import rule
from common.rulebook import RuleKind, Shape

KIND = "incentive"


@dataclass(frozen=True)
class IncentiveShape(Shape[Mapping[str, Any]]):
    """{"body": …, "months": 12}; 0 months: as long as the honour is valid."""

    def fields(self) -> dict[str, forms.Field]:
        """Return the inputs of one incentive."""
        return {
            "body": forms.CharField(label="实施机关", max_length=200),
            "months": forms.IntegerField(
                label="最长期限（月）", min_value=0, max_value=120, help_text="填 0 的按荣誉的有效期。"
            ),
        }

    def initial(self, value: Mapping[str, Any], unit: str) -> dict[str, Any]:
        """Return the kept value as the inputs show it."""
        return dict(value)

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        """Return the value as the rules keep it."""
        return {"body": given["body"].strip(), "months": int(given["months"])}, ""

    def words(self, value: Mapping[str, Any], unit: str) -> str:
        """Return the incentive in words."""
        term = f"最长 {value['months']} 个月" if value["months"] else "按荣誉的有效期"
        return f"{value['body']}实施；{term}"


KINDS = (
    RuleKind(
        KIND,
        "守信激励措施目录",
        IncentiveShape(),
        "对受到表彰奖励的部门和公务员实施的激励；待核实的确认以后才能决定。",
        order=59,
    ),
)


def line_on(key: str, day: date) -> RuleValue:
    """Return a line of the catalogue in force on `day`; raises NotEligible where there is none."""
    return rule(KIND, key, day)


def line_of(key: str, version: int) -> RuleValue:
    """Return the very line by which an incentive was proposed."""
    found = RuleValue.objects.filter(kind=KIND, key=key, version=version).first()
    if found is None:
        raise NotEligible("守信激励措施目录里没有这一版")
    return found
