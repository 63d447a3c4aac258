"""The kinds of rules of this app: who is competent for what, and the terms of rectification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.errors import Incomplete
from common.rulebook import PeriodShape, RuleKind, SetShape
from discipline.competence import KIND, words_of
from discipline.vocabulary import CompetentBody


@dataclass(frozen=True)
class BodiesShape(SetShape):
    """The bodies that a line names: ["finding_body"], [] where nobody is named（待定）; 不适用 stands alone."""

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        bodies, unit = super().pack(given)
        if CompetentBody.NOT_OPEN in bodies and len(bodies) > 1:
            raise Incomplete("“不适用”不能和机关一起选", {"chosen": "只选“不适用”，或者只选机关"})
        return bodies, unit

    def words(self, value: Sequence[str], unit: str) -> str:
        return words_of(value)


COMPETENCE = RuleKind(
    KIND,
    "职权分工",
    BodiesShape(CompetentBody.choices, "有权机关（都不选为待定）"),
    "每一种办理行为由哪一机关决定。没有写明的是待定：等信用办负责人写明理由后转送，不由信用办代为决定。",
    order=60,
    page="discipline:competence",
)
RECTIFICATION = RuleKind(
    "rectification",
    "限期整改",
    PeriodShape(("working_day", "calendar_day", "month")),
    "整改通知书送达后多久以内书面说明、整改完毕。没有确认的只提醒，不据以约谈、通报、移送。",
    order=56,
)
KINDS = (COMPETENCE, RECTIFICATION)
