"""The acts on a consent as its page offers them."""

from __future__ import annotations

from accounts.consents import services
from accounts.models import Consent
from common.cases.acts import Act
from common.forms import GivenReasonForm, ReasonForm
from common.trail import Actor


def _may_take_back(case: Consent, by: Actor) -> str:
    return services.bar_withdrawing(case, by)


ACTS = {
    "agree": Act(
        "同意",
        "请求的内容立即生效；请先核实，您和请求人共同负责。",
        lambda case, by, given: services.agree(case, by=by, reason=given["reason"]),
        form=ReasonForm,
        bar=services.bar,
        is_grave=True,
        is_first=True,
    ),
    "decline": Act(
        "退回",
        "请求不生效，请求人会看到理由。",
        lambda case, by, given: services.decline(case, by=by, reason=given["reason"]),
        form=GivenReasonForm,
        bar=services.bar,
        is_grave=True,
    ),
    "withdraw": Act(
        "撤回",
        "请求不生效，可以重新请求。",
        lambda case, by, given: services.withdraw(case, by=by, reason=given["reason"]),
        form=GivenReasonForm,
        bar=_may_take_back,
        is_grave=True,
    ),
}
