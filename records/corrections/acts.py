"""The acts on a correction that its decision bar offers."""

from __future__ import annotations

from common.cases.acts import Act, calling, doing
from common.workflow import Actor
from records.corrections.services.corrections import apply_correction, cancel_correction, review_correction
from records.models import Correction


def _own_eyes(case: Correction, by: Actor) -> str:
    hands = {case.proposed_by_id, case.fact.entered_by_id, case.fact.last_changed_by_id}
    return "提出更正的人和录入、修改过原记录的人不能复核它（四眼原则）" if by.user_id in hands else ""


def _not_own(case: Correction, by: Actor) -> str:
    return "" if case.proposed_by_id == by.user_id else "更正由提出人撤回"


ACTS = {
    "review": Act(
        "复核通过",
        "记录不在公示的，当场施行：版本升一，复核随之更新；正在公示的，转信用办负责人施行。",
        calling(review_correction),
        verb="endorse",
        bar=_own_eyes,
        is_first=True,
    ),
    "apply": Act(
        "施行更正",
        "记录升为新版本，原公示以“更正替代”终止，更正后的公示同时开始，原地址转到新页面。",
        calling(apply_correction),
        is_first=True,
        is_grave=True,
    ),
    "return": Act("退回", "退给提出人修改。", doing("send_back")),
    "cancel": Act("撤回", "这件更正不再办理。", calling(cancel_correction), bar=_not_own),
}
