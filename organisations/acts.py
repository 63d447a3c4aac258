"""The acts on a reorganisation that its decision bar offers."""

from __future__ import annotations

from django.utils import timezone

from common.cases.acts import Act
from common.workflow import Actor
from organisations import services
from organisations.models import Reorganisation


def _own_eyes(case: Reorganisation, by: Actor) -> str:
    return "拟办的人不能复核自己的机构调整（四眼原则）" if by.user_id == case.drafted_by_id else ""


def _not_due(case: Reorganisation, by: Actor) -> str:
    is_due = case.effective_on <= timezone.localdate()
    return "" if is_due else f"{case.effective_on} 起生效，到那一天由系统自动办理"


ACTS = {
    "submit": Act(
        "提交复核",
        "交信用办负责人复核。",
        lambda case, by, given: services.submit_reorganisation(case, by=by, reason=given["reason"]),
        is_first=True,
    ),
    "approve": Act(
        "复核通过",
        "生效日期已到的当场生效：名称、代码、未了事项和公开地址一并变更；未到的到日自动生效。",
        lambda case, by, given: services.approve_reorganisation(case, by=by, reason=given["reason"]),
        bar=_own_eyes,
        is_first=True,
        is_grave=True,
    ),
    "effect": Act(
        "办理生效",
        "名称、代码、未了事项和公开地址一并变更。",
        lambda case, by, given: services.effect_reorganisation(case, by=by),
        bar=_not_due,
        is_first=True,
        is_grave=True,
    ),
    "return": Act(
        "退回", "退给经办修改。", lambda case, by, given: case.send_back(by=by, reason=given["reason"])
    ),
    "void": Act(
        "作废",
        "这件机构调整不再办理。",
        lambda case, by, given: case.move("void", by=by, reason=given["reason"]),
        is_grave=True,
    ),
}
