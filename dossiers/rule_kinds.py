"""The kinds of rules that officials' files answer for: influence periods, purposes of a look, how long it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.rulebook import PeriodShape, RuleKind, Shape, rulebook


@dataclass(frozen=True)
class MinutesShape(Shape[int]):
    """A number of minutes: 30."""

    most: int = 240

    def fields(self) -> dict[str, forms.Field]:
        return {"amount": forms.IntegerField(label="分钟", min_value=5, max_value=self.most)}

    def initial(self, value: int, unit: str) -> dict[str, Any]:
        return {"amount": value}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return int(given["amount"]), "minute"

    def words(self, value: int, unit: str) -> str:
        return f"{value} 分钟"


@dataclass(frozen=True)
class PurposeShape(Shape[Mapping[str, bool]]):
    """Whether a purpose can be chosen, and whether the official sees such looks: {"offered": true, "told": true}."""

    def fields(self) -> dict[str, forms.Field]:
        text = "不告知的查阅只有审计员能看到。"
        return {
            "offered": forms.BooleanField(label="可以选用", required=False),
            "told": forms.BooleanField(label="告知本人", required=False, help_text=text),
        }

    def initial(self, value: Mapping[str, bool], unit: str) -> dict[str, Any]:
        return dict(value)

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return {name: bool(given.get(name)) for name in ("offered", "told")}, ""

    def words(self, value: Mapping[str, bool], unit: str) -> str:
        told = "告知本人" if value["told"] else "不告知本人"
        return f"可以选用，{told}" if value["offered"] else f"停用（{told}）"


KINDS = (
    RuleKind(
        "influence",
        "公务员影响期",
        PeriodShape(("month",)),
        "处分、诫勉自生效之日起影响多久；期满自动解除。开除没有期间。",
        order=70,
    ),
    RuleKind(
        "file_purpose",
        "公务员档案的查阅用途",
        PurposeShape(),
        "打开公务员信用记录时可以选择的用途，以及本人能否看到这类查阅。",
        order=75,
    ),
    RuleKind(
        "file_window",
        "公务员档案的查阅时限",
        MinutesShape(),
        "说明一次用途和依据后，档案可以看多久；过后须重新说明。",
        order=76,
    ),
)


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(*KINDS)
