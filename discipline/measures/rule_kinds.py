"""The kinds of rules of measures: the catalogue itself, and the clock of what others have to lift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.rulebook import PeriodShape, RuleKind, Shape
from discipline.competence import LEVELS
from discipline.measures.catalogue import KIND
from discipline.measures.vocabulary import Bars, RecordEnd

CLOCK = "measure_clock"


@dataclass(frozen=True)
class MeasureShape(Shape[Mapping[str, Any]]):
    """{"body": …, "levels": [...], "bars": "all", "ends": [...], "months": 0}."""

    def fields(self) -> dict[str, forms.Field]:
        """Return the inputs of one measure."""
        boxes = forms.CheckboxSelectMultiple
        return {
            "body": forms.CharField(label="实施机关", max_length=200),
            "levels": forms.MultipleChoiceField(
                label="适用的部门级别", choices=list(LEVELS.items()), widget=boxes
            ),
            "bars": forms.ChoiceField(label="限制荣誉评选", choices=Bars.choices),
            "ends": forms.MultipleChoiceField(
                label="随失信记录的哪些终止而解除", choices=RecordEnd.choices, widget=boxes, required=False
            ),
            "months": forms.IntegerField(
                label="最长期限（月）", min_value=0, max_value=120, help_text="填 0 的由惩戒决定写明。"
            ),
        }

    def initial(self, value: Mapping[str, Any], unit: str) -> dict[str, Any]:
        """Return the kept value as the inputs show it."""
        return dict(value)

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        """Return the value as the rules keep it."""
        kept = {
            "body": given["body"].strip(),
            "levels": [level for level in LEVELS if level in given["levels"]],
            "bars": given["bars"],
            "ends": [way for way in RecordEnd.values if way in given["ends"]],
            "months": int(given["months"]),
        }
        return kept, ""

    def words(self, value: Mapping[str, Any], unit: str) -> str:
        """Return the measure in words: who applies it, what it bars, what ends it."""
        ends = "、".join(way.label for way in RecordEnd if way in value["ends"]) or "都不"
        term = f"最长 {value['months']} 个月" if value["months"] else "期限由决定写明"
        return f"{value['body']}实施；{Bars(value['bars']).label}；{term}；随{ends}解除"


CATALOGUE = RuleKind(
    KIND,
    "惩戒措施目录",
    MeasureShape(),
    "目录以外的措施不能实施。每一项写明依据、实施机关，以及失信记录怎样终止时它随之解除。",
    order=58,
    page="discipline:catalogue",
)
CLOCKS = RuleKind(
    CLOCK,
    "惩戒措施的办理期限",
    PeriodShape(("working_day", "calendar_day", "month")),
    "措施由别处机关解除的，通知发出以后多久应当收到它的解除文书。没有确认的只提醒。",
    order=59,
)
KINDS = (CATALOGUE, CLOCKS)
