"""The kinds of rules of official inquiries: for what one may ask, how soon it is answered, how long persons are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.rulebook import PeriodShape, RuleKind, Shape, rulebook

PURPOSE, CLOCK, RETENTION = "inquiry_purpose", "inquiry_clock", "inquiry_retention"
SAID = {
    "offered": "可以选用",
    "persons": "可以查询个人",
    "bodies": "可以查询单位",
    "needs_reply": "使用以前须有公共信用信息系统的查询结果",
    "names_measure": "答复写明处分或者措施的种类",
}


@dataclass(frozen=True)
class PurposeShape(Shape[Mapping[str, bool]]):
    """What a purpose allows: {"offered", "persons", "bodies", "needs_reply", "names_measure"}, each true or false."""

    def fields(self) -> dict[str, forms.Field]:
        return {name: forms.BooleanField(label=label, required=False) for name, label in SAID.items()}

    def initial(self, value: Mapping[str, bool], unit: str) -> dict[str, Any]:
        return dict(value)

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return {name: bool(given.get(name)) for name in SAID}, ""

    def words(self, value: Mapping[str, bool], unit: str) -> str:
        if not value["offered"]:
            return "停用"
        return "；".join(label for name, label in SAID.items() if value[name])


KINDS = (
    RuleKind(
        PURPOSE,
        "授权查询的用途",
        PurposeShape(),
        "来函可以为什么用途查询、查谁，答复写到哪一步。录用、调任以公共信用信息系统的查询结果为准，本库只作补充。",
        order=77,
    ),
    RuleKind(
        CLOCK,
        "授权查询的答复期限",
        PeriodShape(("working_day", "calendar_day")),
        "自收到来函起多久批准并答复。待核实的只提醒。",
        order=78,
    ),
    RuleKind(
        RETENTION,
        "授权查询的保存期限",
        PeriodShape(("month",)),
        "使用、不再使用或者更正告知以后，姓名和证件号码保存多久；期满清除，编号、答复和经过留下。待核实的不清除。",
        order=79,
    ),
)


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(*KINDS)
