"""The kinds of rules of department notes: their clock, and how long they may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.rulebook import PeriodShape, RuleKind, Shape, rulebook

CLOCK, LENGTH = "note_clock", "note_length"


@dataclass(frozen=True)
class LengthShape(Shape[int]):
    """How many characters a text may have."""

    most: int = 2000

    def fields(self) -> dict[str, forms.Field]:
        return {"length": forms.IntegerField(label="最多字数", min_value=50, max_value=self.most)}

    def initial(self, value: int, unit: str) -> dict[str, Any]:
        return {"length": value}

    def pack(self, given: Mapping[str, Any]) -> tuple[int, str]:
        return int(given["length"]), "character"

    def words(self, value: int, unit: str) -> str:
        return f"{value} 字"


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(
        RuleKind(
            CLOCK,
            "单位说明的办理期限",
            PeriodShape(("working_day", "calendar_day")),
            "从提交到公开、退回或者不予公开有多少天。只提醒，不因迟延视为公开或者不予公开。",
            order=70,
        ),
        RuleKind(LENGTH, "单位说明的字数", LengthShape(), "说明最多写多少字，标点计算在内。", order=71),
    )
