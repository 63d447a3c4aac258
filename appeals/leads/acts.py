"""The acts on a lead as its page offers them."""

from __future__ import annotations

from appeals.leads.forms import ConvertForm
from appeals.leads.models import Lead
from appeals.leads.services import taking
from common.cases.acts import Act, Given, calling
from common.forms import GivenReasonForm
from common.trail import Actor


def _converting(lead: Lead, by: Actor, given: Given) -> object:
    return taking.convert(lead, by=by, fact=given["fact"], reason=given["reason"])


ACTS: dict[str, Act] = {
    "convert": Act(
        "转为异议",
        "来信人是利害关系人的，登记为异议，从收到之日计算受理期限；原回执和查询码继续有效。",
        _converting,
        ConvertForm,
        bar=lambda lead, by: taking.bar_to_conversion(lead),
    ),
    "adopt": Act(
        "采用",
        "写明怎样核实、改正，来信人凭查询码能看到；更正、撤销另按各自的程序办。",
        calling(taking.adopt),
        GivenReasonForm,
        is_first=True,
    ),
    "dismiss": Act(
        "不采用",
        "写明理由，来信人凭查询码能看到，可以再次来信。",
        calling(taking.dismiss),
        GivenReasonForm,
    ),
}
"""The sender is looked at on a page of its own."""
