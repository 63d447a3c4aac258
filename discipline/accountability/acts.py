"""The acts on a transfer as its page offers them."""

from __future__ import annotations

from typing import Any

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from common.trail import Actor
from discipline.accountability import forms, services
from discipline.accountability.models import Transfer


def _moving(act: str) -> Any:  # noqa: ANN401 - as the table of acts takes it
    return lambda case, by, given: case.move(act, by=by, **given)


def _gone(case: Transfer, by: Actor) -> str:
    return services.bar_recall(case)


ACTS = {
    "send": Act(
        "移送",
        "移送有权机关，由它决定；信用办不作处理。部门档案上只显示“已移送”。",
        calling(services.send),
        forms.SendForm,
        bar=services.bar_sending,
        is_grave=True,
        is_first=True,
    ),
    "forward": Act(
        "改送现有权机关",
        "干部管理权限变动的，由现在的机关继续办理。",
        calling(services.forward),
        forms.OrganForm,
    ),
    "answer": Act(
        "登记答复", "部门档案上只显示“已办结”。", calling(services.answer), forms.AnswerForm, is_first=True
    ),
    "recall": Act(
        "撤回移送",
        "失信记录已经终止：告知有权机关，本件办结。",
        calling(services.recall),
        forms.RecallForm,
        bar=_gone,
    ),
    "seal": Act(
        "封存",
        "当事人死亡的，办结并封存；近亲属的权利另依法办理。",
        _moving("seal"),
        GivenReasonForm,
        is_grave=True,
    ),
    "unseal": Act(
        "查阅封存的移送",
        f"写明用途，登记以后可以看 {services.OPEN_FOR} 分钟；每次查阅都记入办理经过。",
        _moving("unseal"),
        forms.PurposeForm,
    ),
    "cancel": Act("撤回登记", "这件移送不再办理。", _moving("cancel"), GivenReasonForm),
}
