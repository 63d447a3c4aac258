"""The kinds of rules on dishonesty records: query, sanction, grades, statement."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from common.errors import Incomplete
from common.forms import WanField
from common.rulebook import PeriodShape, RuleKind, Shape, rulebook
from contents.money import wan
from policy.grading import GradingRules
from policy.vocabulary import Impact, Severity
from records.facts.dishonesty import rule_effects
from records.facts.dishonesty.statement_period import PERIOD, on_statements_of_holidays

ROWS = ("不足较低金额", "两个金额之间", "达到较高金额，或经认定加重")


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


KINDS = (
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
    PERIOD,
)


def register() -> None:
    """Enter the kinds, and what a new calendar does to 陈述申辩; called once when the app is ready."""
    rulebook.register(*KINDS)
    rulebook.add_effect("holidays", "statements", on_statements_of_holidays)
