"""The acts on an incentive as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from discipline.incentives import forms, services

ACTS = {
    "grant": Act(
        "登记激励决定",
        "激励按决定的起止日期执行；所依据的荣誉撤销时随之撤销。",
        calling(services.grant),
        forms.GrantForm,
        bar=services.bar_granting,
        is_first=True,
    ),
    "decline": Act(
        "不予激励",
        "这项激励不再办理。",
        calling(services.decline),
        GivenReasonForm,
        bar=services.bar_deciding,
    ),
    "revoke": Act("撤销激励", "激励立即停止。", calling(services.revoke), GivenReasonForm, is_grave=True),
}
