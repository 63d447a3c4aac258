"""The kinds of rules of tolerance: its clocks, the grounds, the looks, the negative list, the grounds of rejection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.rulebook import PeriodShape, RuleKind, Shape
from discipline.tolerance.vocabulary import Listing

CLOCK, GROUND, REJECTION = "tolerance_clock", "tolerance_ground", "tolerance_rejection"


@dataclass(frozen=True)
class EntryShape(Shape[str]):
    """What an entry of a list says; one that says nothing is not listed, so that a place may add or drop one."""

    def fields(self) -> dict[str, forms.Field]:
        return {"entry": forms.CharField(label="列明的内容（空着为不列）", required=False, max_length=120)}

    def initial(self, value: str, unit: str) -> dict[str, Any]:
        return {"entry": value}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return str(given.get("entry") or "").strip(), ""

    def words(self, value: str, unit: str) -> str:
        return value or "不列"


KINDS = (
    RuleKind(
        CLOCK,
        "容错的办理期限",
        PeriodShape(("working_day", "calendar_day")),
        "受理、调查核实、会商认定、反馈、纠错和听取意见各有多少天。公示期不因容错申请移动。",
        order=65,
    ),
    RuleKind(GROUND, "容错情形", EntryShape(), "申请和启动须从这张表里选一种。", order=66),
    RuleKind(
        Listing.LOOK,
        "容错逐项查明（六看）",
        EntryShape(),
        "调查核实须逐项写明。本省列六看，其他地方列七看的，在空着的一项里写。",
        order=67,
    ),
    RuleKind(
        Listing.BAR,
        "不得容错的情形",
        EntryShape(),
        "逐项查明存在或者不存在。已经确认的一项存在的，不予容错；待核实的只提醒，须在理由里说明。",
        order=68,
    ),
    RuleKind(
        REJECTION, "容错不予受理的情形", EntryShape(), "不予受理须从这张表里选一种，写明理由。", order=69
    ),
)
