"""The kinds of rules of leniency: its clocks, the scale, the grounds on which a request is not taken up or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.errors import Incomplete
from common.rulebook import PeriodShape, RuleKind, Shape
from discipline.tolerance.rule_kinds import EntryShape

CLOCK, SCALE = "leniency_clock", "leniency_scale"
REJECTION, REFUSAL = "leniency_rejection", "leniency_refusal"
PARTS = {"lightens_from": "从轻：挽回损失达到（%）", "spares_from": "免于惩戒：挽回损失达到（%）"}


@dataclass(frozen=True)
class ScaleShape(Shape[Mapping[str, int]]):
    """Which part of the loss must be recovered, in per cent: {"lightens_from": 50, "spares_from": 100}."""

    def fields(self) -> dict[str, forms.Field]:
        return {
            name: forms.IntegerField(label=label, min_value=1, max_value=100) for name, label in PARTS.items()
        }

    def initial(self, value: Mapping[str, int], unit: str) -> dict[str, Any]:
        return dict(value)

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        if given["lightens_from"] > given["spares_from"]:
            raise Incomplete("从轻的比例不能高于免于惩戒的", {"lightens_from": "不能高于免于惩戒的比例"})
        return {name: int(given[name]) for name in PARTS}, ""

    def words(self, value: Mapping[str, int], unit: str) -> str:
        return f"挽回 {value['lightens_from']}% 起可以从轻，{value['spares_from']}% 起可以免于惩戒"


KINDS = (
    RuleKind(
        CLOCK,
        "从轻、免于惩戒的办理期限",
        PeriodShape(("working_day", "calendar_day")),
        "受理、审查、决定、送达各有多少天。没有确认的只提醒；公示、整改和惩戒的日期不因申请移动。",
        order=70,
    ),
    RuleKind(
        SCALE,
        "从轻、免于惩戒的比例",
        ScaleShape(),
        "挽回损失达到多少，规则建议从轻或者免于；只是建议，由实施措施的机关决定。",
        order=71,
    ),
    RuleKind(
        REJECTION,
        "从轻、免于惩戒不予受理的情形",
        EntryShape(),
        "不予受理须从这张表里选一种，写明理由。",
        order=72,
    ),
    RuleKind(
        REFUSAL,
        "不予从轻、免于惩戒的情形",
        EntryShape(),
        "不予从轻、免于须从这张表里选一种，写明理由。",
        order=73,
    ),
)
