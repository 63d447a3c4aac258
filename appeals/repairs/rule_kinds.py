"""The kinds of rules of credit repair: its clocks, what cannot be repaired, grounds of rejection, who is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.rulebook import PeriodShape, RuleKind, Shape, rulebook


@dataclass(frozen=True)
class ListedShape(Shape[bool]):
    """Whether an entry of a list is in use."""

    def fields(self) -> dict[str, forms.Field]:
        return {"listed": forms.BooleanField(label="列入", required=False)}

    def initial(self, value: bool, unit: str) -> dict[str, Any]:
        return {"listed": value}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return bool(given.get("listed")), ""

    def words(self, value: bool, unit: str) -> str:
        return "列入" if value else "不列入"


CLOCK, BAR, REJECTION, RECIPIENT = "repair_clock", "repair_bar", "repair_rejection", "repair_recipient"
KINDS = (
    RuleKind(
        CLOCK,
        "信用修复的办理期限",
        PeriodShape(("working_day", "calendar_day")),
        "受理、补正、审查和听取意见各有多少天。公示期和最早可申请之日不因申请移动。",
        order=61,
    ),
    RuleKind(
        BAR,
        "不可修复的情形",
        ListedShape(),
        "列入的不能申请信用修复。以来源命名的由系统直接对照记录，其余由受理人对照文书认定。",
        order=62,
    ),
    RuleKind(
        REJECTION, "信用修复不予受理的情形", ListedShape(), "不予受理须从这张表里选一种，写明理由。", order=63
    ),
    RuleKind(
        RECIPIENT,
        "信用修复的推送对象",
        ListedShape(),
        "准予或者撤销修复时告知谁，每一家等待一份回执。",
        order=64,
    ),
)


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(*KINDS)
